"""What a finding says of its places."""

from aims_gate.model import REPOSITORY, Location, fails


def test_every_other_line_is_told_once_and_the_lines_of_a_file_in_a_row() -> None:
    places = [
        Location("b.ipynb", 1, column=90),
        Location("b.ipynb", 1, column=400),
        Location("b.ipynb", 7),
        Location("a.py", 5),
        Location("b.ipynb", 3),
        Location("a.py", 2),
    ]
    finding = fails("x", at=Location("b.ipynb", 1), about=REPOSITORY, key="x", places=places)
    assert [str(place) for place in finding.places] == [
        "b.ipynb:3",
        "b.ipynb:7",
        "a.py:2",
        "a.py:5",
    ]


def test_without_a_place_of_its_own_a_finding_keeps_all_others() -> None:
    finding = fails("x", at=None, about=REPOSITORY, key="x", places=[Location("a"), Location("a")])
    assert finding.places == (Location("a"),)
