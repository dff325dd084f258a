"""``aims-gate soa`` on the example, and where there is nothing to render."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from aims_gate.catalogue import load_catalogue

from .conftest import Gate

EXAMPLE = Path(__file__).parents[2] / "examples" / "loan-approval"
DAY = ("--as-of", "2026-11-22")
MANIFEST = "systems: [{id: loans, purpose: Rank applications, owner: meyer}]\n"
TABLE = "id,applicable,justification,status\nA.2.2,yes,tbd,implemented\n"
Project = Callable[[Mapping[str, str | bytes]], Path]


def test_every_control_of_the_example_has_a_row(gate: Gate) -> None:
    done = gate("soa", EXAMPLE, *DAY, "--format", "json")
    assert done.status == 0
    rows = {row["id"]: row for row in done.json["controls"]}
    assert rows.keys() >= {control.id for control in load_catalogue().controls}
    policy = rows["A.2.2"]
    assert (policy["applicable"], policy["status"], policy["seen"]) == (
        True,
        "implemented",
        "evidenced",
    )
    assert policy["cited"] == ["governance/ai-policy.md"]
    assert any("governance/ai-policy.md:" in place for place in policy["evidence"])
    assert "incomplete-ai-policy" in policy["checks"]


def test_several_formats_at_once(gate: Gate, tmp_path: Path) -> None:
    page = tmp_path / "soa.html"
    done = gate("soa", EXAMPLE, *DAY, "--format", "markdown", "--format", f"html={page}")
    assert done.status == 0
    assert done.out.startswith("# Statement of Applicability\n")
    assert done.out.count("\n| A.") == len(load_catalogue().controls)
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_gaps_do_not_change_the_status(gate: Gate, project: Project) -> None:
    folder = project({"aims.yaml": MANIFEST, "governance/soa.csv": TABLE})
    done = gate("soa", folder, "--profile", "certification", "--format", "json")
    assert done.status == 0
    [row] = done.json["controls"]
    assert row["seen"] == "nonconforming"
    assert row["findings"]["incomplete-ai-policy"] > 0


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"aims.yaml": MANIFEST}, "there is no Statement of Applicability"),
        ({"aims.yaml": MANIFEST, "governance/soa.csv": "a,b\n"}, "has no column id"),
        ({"aims.yaml": MANIFEST, "governance/soa.yaml": "kind: soa\nrows: []\n"}, "is invalid"),
        ({"aims.yaml": "systems: 1\n", "governance/soa.csv": TABLE}, "aims.yaml is invalid"),
    ],
)
def test_without_a_statement_there_is_nothing_to_render(
    gate: Gate, project: Project, files: Mapping[str, str], why: str
) -> None:
    done = gate("soa", project(files))
    assert done.status == 2
    assert done.out == ""
    assert why in done.err


def test_wrong_usage(gate: Gate) -> None:
    assert "there is no format 'pdf'" in gate("soa", EXAMPLE, "--format", "pdf").err
    assert "give one" in gate("soa", EXAMPLE, "--staged", "--rev", "HEAD").err
