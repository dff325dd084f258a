"""The rendered Statement of Applicability: each format byte for byte, and harmless to readers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from aims_gate.governance.applicability import ApplicabilityStatement
from aims_gate.model import Location, Reach, Status
from aims_gate.soa import FORMATS, Rendering, StatedControl
from aims_gate.testing import collect

GOLDEN = Path(__file__).with_name("golden")
AT = Location("governance/soa.yaml", 12)
HOSTILE = "=cmd|' /C calc'!A1 <script>alert(1)</script> | [x](javascript:y) `z`\x1b[2J"

DOCUMENT = Rendering(
    repository="loans",
    revision="c" * 40,
    as_of="2026-11-22",
    profile="certification",
    source="governance/soa.yaml",
    controls=(
        StatedControl(
            id="A.2.2",
            title="Written AI policy",
            at=AT,
            applicable=True,
            stated="implemented",
            justification="The supervisor wants rules in writing",
            because=("law",),
            risks=(),
            cited=("governance/policy.md#scope",),
            status=Status.EVIDENCED,
            reach=Reach.CHECKED,
            checks=("incomplete-ai-policy",),
            evidence=tuple(f"governance/policy.md:{line}" for line in (1, 5, 9, 14, 20)),
            failures={},
        ),
        StatedControl(
            id="A.6.2.8",
            title="Event logs",
            at=AT,
            applicable=True,
            stated="planned",
            justification="Without a log no complaint can be looked into",
            because=("risk",),
            risks=("R-05",),
            cited=(),
            status=Status.NONCONFORMING,
            reach=Reach.CHECKED,
            checks=("incomplete-event-log", "unsafe-log"),
            failures={"unsafe-log": 1, "incomplete-event-log": 3},
        ),
        StatedControl(
            id="A.10.4",
            title="Customers",
            at=AT,
            applicable=False,
            stated="",
            justification="Customers are outside the scope; the desk serves itself",
            because=(),
            risks=(),
            cited=(),
            status=Status.NOT_APPLICABLE,
            reach=Reach.ATTESTED,
        ),
        StatedControl(
            id="EB-01",
            title="",
            at=AT,
            applicable=None,
            stated=HOSTILE,
            justification=HOSTILE,
            because=(),
            risks=(),
            cited=(HOSTILE,),
        ),
    ),
)
SUFFIX = {"markdown": "md", "html": "html", "csv": "csv", "json": "json"}


@pytest.mark.parametrize("name", FORMATS)
def test_output_is_the_golden_file(name: str, compare_golden: Callable[[Path, str], None]) -> None:
    compare_golden(GOLDEN / f"soa.{SUFFIX[name]}", FORMATS[name](DOCUMENT))


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_of_the_repository_acts_on_a_terminal(name: str) -> None:
    assert "\x1b" not in FORMATS[name](DOCUMENT)


def test_no_cell_is_a_formula_or_breaks_the_table() -> None:
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"](DOCUMENT))))
    assert [row["id"] for row in rows] == ["A.2.2", "A.6.2.8", "A.10.4", "EB-01"]
    assert all(
        not (cell or "").startswith(("=", "+", "-", "@")) for row in rows for cell in row.values()
    )


def test_markdown_keeps_its_rows() -> None:
    lines = FORMATS["markdown"](DOCUMENT).splitlines()
    table = [line for line in lines if line.startswith("|")]
    assert len(table) == 2 + len(DOCUMENT.controls)
    assert {line.replace("\\|", "").count("|") for line in table} == {9}
    assert "<script" not in "\n".join(lines)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_whole_and_runs_nothing() -> None:
    tags = _Tags()
    tags.feed(FORMATS["html"](DOCUMENT))
    assert tags.open == []
    assert tags.seen.count("tr") == 1 + len(DOCUMENT.controls)
    assert not {"script", "a", "img", "link"} & set(tags.seen)


def test_json_lists_every_place() -> None:
    first = json.loads(FORMATS["json"](DOCUMENT))["controls"][0]
    assert first["evidence"] == list(DOCUMENT.controls[0].evidence)
    assert (first["path"], first["line"]) == (AT.path, AT.line)


def test_the_csv_is_a_statement_again() -> None:
    files = {"aims.yaml": "", "governance/soa.csv": FORMATS["csv"](DOCUMENT)}
    files["aims.yaml"] = "systems: [{id: loans, purpose: Rank applications, owner: meyer}]\n"
    rows = collect(ApplicabilityStatement, files).rows
    for row, control in zip(rows[:3], DOCUMENT.controls, strict=False):
        assert (row.id, row.applicable) == (control.id, control.applicable)
        assert row.justification == control.justification
        assert tuple(cited.text for cited in row.evidence) == control.cited
        assert (row.because, row.risks) == (control.because, control.risks)


def test_the_summary_counts_what_applies() -> None:
    assert DOCUMENT.summary == (
        "Controls that apply: 2; that are excluded: 1; of which neither is said: 1. "
        "Of those that apply: 1 with evidence, 1 with gaps, 0 not assessed."
    )


def test_the_summary_counts_controls_of_the_organisation_s_own() -> None:
    own = replace(DOCUMENT.controls[-1], applicable=True, status=None)
    summary = replace(DOCUMENT, controls=(own,)).summary
    assert summary.endswith("0 not assessed, 1 of your own, which the gate does not know.")
