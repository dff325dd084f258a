"""A page has one content and two forms."""

from __future__ import annotations

from aims_gate.catalogue import load_catalogue
from aims_gate.checks.data import missing_datasheet
from aims_gate.checks.documentation import incomplete_model_card, missing_model_card
from aims_gate.explain import (
    Fact,
    Kind,
    Page,
    Reference,
    Section,
    as_markdown,
    as_text,
    check_page,
    control_page,
)

CATALOGUE = load_catalogue()
PAGE = Page(
    "x-y",
    "Title",
    "Lead.",
    (
        Section("Text", "One.\n\nTwo."),
        Section("Facts", facts=(Fact("a", "1"), Fact("longer", "2 | 3"))),
        Section("Links", references=(Reference(Kind.CHECK, "c", "C", "really"),)),
    ),
)


def section(page: Page, heading: str) -> Section:
    (found,) = (each for each in page.sections if each.heading == heading)
    return found


def test_plain_text() -> None:
    assert as_text(PAGE, 80).splitlines() == [
        *("x-y: Title", "", "Lead.", "", "Text", "", "  One.", "", "  Two.", "", "Facts", ""),
        *("  a:      1", "  longer: 2 | 3", "", "Links", "", "  c: C (really)"),
    ]


def test_plain_text_keeps_to_the_width_of_a_terminal() -> None:
    for check in (missing_datasheet, missing_model_card, incomplete_model_card):
        text = as_text(check_page(check, CATALOGUE), 72)
        assert max(map(len, text.splitlines())) <= 72
    for entry in CATALOGUE.entries:
        text = as_text(control_page(entry, [missing_model_card]), 60)
        assert max(map(len, text.splitlines())) <= 60


def test_plain_text_keeps_the_lines_of_lists_and_examples() -> None:
    text = "One line,\nand another.\n\n- a\n- b\n\n    x: 1\n    y: 2"
    page = Page("x", "Title", "Lead.", (Section("Text", text),))
    assert as_text(page, 80).splitlines()[6:] == [
        *("  One line, and another.", "", "  - a", "  - b", "", "      x: 1", "      y: 2"),
    ]


def test_markdown() -> None:
    text = as_markdown(PAGE, lambda each: f"{each.kind}/{each.id}.md")
    assert text.startswith(
        "# x-y: Title\n\nLead.\n\n## Text\n\nOne.\n\nTwo.\n\n## Facts\n\n| | |\n"
    )
    assert "| longer | 2 &#124; 3 |\n" in text
    assert text.endswith("## Links\n\n- [c](check/c.md): C (really)\n")


def test_the_page_of_a_check_tells_what_its_function_tells() -> None:
    page = check_page(missing_datasheet, CATALOGUE)
    assert (page.id, page.title) == (missing_datasheet.id, missing_datasheet.title)
    assert page.lead == missing_datasheet.summary
    assert section(page, "Why it matters").text == missing_datasheet.why
    assert section(page, "How to conform").text == missing_datasheet.how
    facts = {fact.name: fact.value for fact in section(page, "Facts").facts}
    assert facts["severity"] == "note (minimal), error (limited), error (high)"
    assert facts["offered by"] == "aims-gate"
    counted = section(page, "Counts for").references
    assert [each.id for each in counted] == ["A.4.3", "A.7.2", "7.5.1"]


def test_conforming_is_evidence_only_where_the_check_says_so() -> None:
    remarks = {
        each.id: each.remark
        for each in section(check_page(incomplete_model_card, CATALOGUE), "Counts for").references
    }
    assert {id_ for id_, remark in remarks.items() if remark} == {"A.6.2.7", "7.5.1"}
    assert remarks["A.8.2"] == ""


def test_a_control_that_no_check_can_evidence_says_why() -> None:
    entry = CATALOGUE.find("A.6.2.7")
    assert entry
    without = control_page(entry, [missing_model_card])
    assert section(without, "Why it is beyond the gate").text == f"{entry.beyond}."
    assert [each.id for each in section(without, "Checks").references] == ["missing-model-card"]
    known = control_page(entry, [missing_model_card, incomplete_model_card])
    assert "Why it is beyond the gate" not in {each.heading for each in known.sections}
    assert section(control_page(entry, []), "Checks").text == "None: no check here can tell."
