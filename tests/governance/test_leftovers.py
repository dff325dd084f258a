"""What is left open in a text: where it is, and what is no such thing."""

import pytest

from aims_gate.governance.leftovers import open_lines


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# Card\n\nOwner: TBD\n", [(3, "TBD")]),
        ("# Card\n\n```\nOwner: TBD\n```\n", []),
        ("# Card <!-- write to TODO -->\n\nOwner: us\n", []),
        ("# Card\n\n<!--\n[More Information Needed]\n-->\nOwner: TBD\n", [(6, "TBD")]),
        ("By: Ann <!-- Shared by: {{ shared_by | default(1) }} -->\n", []),
        ("By: {{ developers }} <!-- names -->\n", [(1, "By: {{ developers }}")]),
        ("---\nowner: TBD\n---\n# Card\n", [(2, "TBD")]),
    ],
)
def test_open_lines(text: str, found: list[tuple[int, str]]) -> None:
    assert list(open_lines(text)) == found


def test_a_long_line_is_named_by_its_first_words() -> None:
    ((_, mark),) = open_lines("By: " + "somebody " * 20 + "{{ developers }}\n")
    assert mark == "By: somebody somebody somebody somebody somebody somebody…"
    assert len(mark) <= 60


def test_many_comments_that_never_end_are_read_in_linear_time() -> None:
    assert list(open_lines("<!-- " * 400_000 + "TBD")) == []
