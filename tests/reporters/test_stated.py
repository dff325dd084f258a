"""What reports tell of systems and risks is what the example's documents say."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from aims_gate.gate import Request, examine
from aims_gate.model import Subject, SubjectKind
from aims_gate.plugins import load_offer
from aims_gate.reporters import Stated, what_is_stated
from aims_gate.repository import open_snapshot

ROOT = Path(__file__).parents[2]


def stated(folder: Path) -> Stated:
    snapshot = open_snapshot(folder, os.environ)
    request = Request(snapshot, date(2026, 11, 22), select=frozenset({"unowned-system"}))
    return what_is_stated(examine(request, load_offer(installed=False).kit).dossier)


@pytest.fixture(scope="module")
def example() -> Stated:
    return stated(ROOT / "examples" / "loan-approval")


def test_a_system_has_its_parts_and_the_documents_about_it(example: Stated) -> None:
    (system,) = example.systems

    assert system.subject.label == "Consumer loan approval"
    assert (system.version, system.lifecycle, system.tier_stated) == ("1.2.0", "operation", True)
    assert {
        Subject(SubjectKind.MODEL, "loan-scorecard"),
        Subject(SubjectKind.DATASET, "applications-2026-08"),
        Subject(SubjectKind.SUPPLIER, "sbert"),
        Subject(SubjectKind.DOCUMENT, "risks-loan-approval"),
    } <= set(system.parts)
    assert Subject(SubjectKind.DOCUMENT, "people") not in system.parts


def test_risks_are_told_with_their_place_and_who_lives_with_them(example: Stated) -> None:
    risks = {risk.id: risk for risk in example.systems[0].risks}

    accepted = risks["R-08"]
    lines = (ROOT / accepted.at.path).read_text("utf-8").splitlines()
    assert "R-08" in lines[accepted.at.line - 1]
    assert (accepted.level, accepted.residual, accepted.treatment) == ("critical", "high", "reduce")
    assert (accepted.accepted_by, accepted.until) == ("s-lindqvist", date(2027, 3, 15))
    assert (risks["R-04"].accepted_by, risks["R-04"].until) == ("", None)


def test_an_undeclared_repository_is_one_system_without_risks() -> None:
    (system,) = stated(ROOT / "examples" / "loan-approval-bare").systems

    assert not system.declared
    assert system.risks == ()


def test_a_plain_folder_without_ai_states_nothing(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Nothing\n")

    assert stated(tmp_path) == Stated()
