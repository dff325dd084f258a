"""Rights of data against their use, and data that the playbook bans."""

from __future__ import annotations

import pytest

from aims_gate.governance.data_terms import named_in
from aims_gate.governance.licences import terms_of
from aims_gate.model import FindingKind

from .data_project import FILES, MANIFEST, changed, failures, kinds, line_of

RIGHTS = "incompatible-data-rights"


def licensed(licence: str, model: str = "Apache-2.0") -> dict[str, str | bytes]:
    """The project with another licence of its data, and of its model."""
    manifest = MANIFEST.replace("licence: CC-BY-4.0", f"licence: {licence}")
    sheet = str(FILES["data/DATASHEET.md"]).replace("license: CC-BY-4.0", f"license: {licence}")
    manifest = manifest.replace("licence: Apache-2.0", f"licence: {model}")
    return {**FILES, "aims.yaml": manifest, "data/DATASHEET.md": sheet}


@pytest.mark.parametrize(
    ("licence", "commercial", "alike", "shared"),
    [
        ("CC-BY-NC-SA-4.0", False, True, True),
        ("cc-by-nc-4.0", False, False, True),
        ("CC BY-ND 4.0", True, False, False),
        ("Creative Commons Attribution-NonCommercial 4.0 International", False, False, True),
        ("CC0-1.0", True, False, True),
        ("ODbL-1.0", True, False, True),
        ("GPL-3.0-or-later", True, True, True),
        ("DL-DE-BY-2.0", True, False, True),
        ("for non-commercial research use", False, False, True),
    ],
)
def test_what_licences_permit(licence: str, commercial: bool, alike: bool, shared: bool) -> None:
    terms = terms_of(licence)
    assert terms is not None
    found = (terms.commercial, terms.shares_alike, not terms.no_derivatives)
    assert found == (commercial, alike, shared)


@pytest.mark.parametrize(
    "licence", ["internal", "see contract", "Acme Data Terms 2", "proprietary"]
)
def test_a_licence_that_is_not_in_the_table_is_not_guessed(licence: str) -> None:
    assert terms_of(licence) is None


@pytest.mark.parametrize(
    ("licence", "model", "message"),
    [
        ("CC-BY-NC-4.0", "Apache-2.0", "does not permit commercial use"),
        ("CC-BY-SA-4.0", "Apache-2.0", "must be shared alike"),
        ("CC-BY-ND-4.0", "Apache-2.0", "may not be adapted and shared"),
        ("GPL-3.0-only", "MIT", "must be shared alike"),
    ],
)
def test_a_licence_that_does_not_permit_the_use(licence: str, model: str, message: str) -> None:
    files = licensed(licence, model)
    found = failures(RIGHTS, files)
    assert [at for at, _ in found] == [line_of("aims.yaml", f"licence: {licence}", files)]
    assert message in found[0][1]


@pytest.mark.parametrize(
    ("licence", "model"),
    [("CC-BY-SA-4.0", "CC-BY-SA-4.0"), ("GPL-3.0-only", "AGPL-3.0-only"), ("ODbL-1.0", "MIT")],
)
def test_a_licence_that_permits_the_use(licence: str, model: str) -> None:
    assert failures(RIGHTS, licensed(licence, model)) == []


def test_use_that_is_declared_not_commercial_needs_no_commercial_licence() -> None:
    manifest = str(licensed("CC-BY-NC-4.0")["aims.yaml"])
    stated = manifest.replace("      method: ", "      commercial: false\n      method: ")
    assert failures(RIGHTS, {**licensed("CC-BY-NC-4.0"), "aims.yaml": stated}) == []


def test_use_within_the_organisation_is_no_use_without_gain() -> None:
    files = licensed("CC-BY-NC-4.0")
    inside = str(files["aims.yaml"]).replace("offers-to-customers", "uses-internally")
    found = failures(RIGHTS, {**files, "aims.yaml": inside})
    assert "use in an organisation's business" in found[0][1]


def test_a_contract_goes_before_the_table() -> None:
    files = licensed("CC-BY-NC-4.0")
    manifest = str(files["aims.yaml"])
    stated = manifest.replace(
        "      method: ", "      contract: C-2026-14 with the chamber\n      method: "
    )
    assert failures(RIGHTS, {**files, "aims.yaml": stated}) == []


def test_an_unknown_licence_is_neither_a_pass_nor_a_failure() -> None:
    assert kinds(RIGHTS, licensed("Acme Data Terms 2")) == {FindingKind.NOT_ASSESSED}


def test_what_is_not_stated_is_named() -> None:
    files = changed(
        "aims.yaml", "      source: forms of our branches\n      obtained: 2026-08-01\n", ""
    )
    found = failures(RIGHTS, files)
    assert [message for _, message in found] == [
        "dataset applications: its rights do not state where it comes from, when it was obtained"
    ]


def test_a_day_that_lies_ahead_and_an_unfilled_source_are_no_statement() -> None:
    files = changed("aims.yaml", "obtained: 2026-08-01", "obtained: 2027-08-01")
    assert "in future" in failures(RIGHTS, files)[0][1]
    files = changed("aims.yaml", "source: forms of our branches", 'source: "OPEN: where from"')
    assert "where it comes from" in failures(RIGHTS, files)[0][1]


def test_only_what_is_permitted_may_be_done() -> None:
    files = changed("aims.yaml", "[training, evaluation]", "[evaluation]")
    found = failures(RIGHTS, files)
    assert found[0][0] == line_of("aims.yaml", "permitted_uses", files)
    assert "is used for training, but permitted are only evaluation" in found[0][1]


BANNED = "version: 1\nplaybook:\n  high:\n    banned_data: [ethnicity, date of birth]\n"


def test_nothing_is_banned_unless_the_playbook_says_so() -> None:
    assert kinds("banned-data", FILES) == {FindingKind.NOT_APPLICABLE}
    assert kinds("banned-data", {**FILES, "aims-gate.yaml": BANNED}) == {FindingKind.CONFORMITY}


@pytest.mark.parametrize(
    ("path", "old", "new", "at"),
    [
        ("data/applications.csv", "id,income", "applicantRace,income", "data/applications.csv:1"),
        ("data/applications.csv", "id,income", "birth_date,income", "data/applications.csv:1"),
        ("aims.yaml", "forms of our branches", "a survey on ethnic origin", "source:"),
        ("aims.yaml", "    personal_data: true\n    d", "    columns: [dob]\n    d", "columns:"),
        ("data/DATASHEET.md", "labelling:", "columns: [skin_colour]\nlabelling:", "columns:"),
        (
            "data/DATASHEET.md",
            "Each row is one",
            "| column | meaning |\n| --- | --- |\n| Ethnicities | as told |\n\nEach row is one",
            "| Ethnicities",
        ),
    ],
)
def test_banned_data_are_found_wherever_they_are_named(
    path: str, old: str, new: str, at: str
) -> None:
    files = {**changed(path, old, new), "aims-gate.yaml": BANNED}
    found = failures("banned-data", files)
    assert [place for place, _ in found] == [at if ":1" in at else line_of(path, at, files)]
    assert "playbook.high.banned_data bans it" in found[0][1]


def test_columns_of_a_parquet_file_are_in_its_footer() -> None:
    footer = b"\x15\x04\x19\x3c\x48\x06schema\x15\x06\x00\x15\x0c\x25\x02\x18\x09ethnicity\x25\x00"
    table = b"PAR1" + b"\x15race\x00" * 9 + footer + len(footer).to_bytes(4, "little") + b"PAR1"
    files = changed("aims.yaml", "data/applications.csv", "data/applications.parquet")
    files = {**files, "data/applications.parquet": table, "aims-gate.yaml": BANNED}
    found = failures("banned-data", files)
    assert [place for place, _ in found] == ["data/applications.parquet:1"]
    assert "'ethnicity' names ethnicity" in found[0][1]


@pytest.mark.parametrize("name", ["embrace_id", "racetrack", "birthplace", "ageing", "ethnic"])
def test_a_part_of_a_word_is_another_word(name: str) -> None:
    assert not named_in(name, "ethnicity")
    assert not named_in(name, "date of birth")
