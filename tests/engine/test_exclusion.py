"""What the exclusion of controls does to checks, and to the status of controls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from aims_gate.engine import Dossier, Excluded, Registry, assess, set_aside
from aims_gate.model import (
    Check,
    ControlStatus,
    Evidence,
    Finding,
    Location,
    Outcome,
    Reach,
    Status,
    Subject,
    SubjectKind,
    check,
    fails,
)

ABOUT = Subject(SubjectKind.SYSTEM, "loans")


@dataclass(frozen=True, slots=True)
class Nothing(Evidence):
    pass


def make(*controls: str, excludable: bool = True) -> Check[Any]:
    def observe(nothing: Nothing) -> Iterator[Finding]:
        """Find fault.

        ## Why it matters
        It matters.

        ## How to conform
        Do better.
        """
        yield fails("wrong", at=Location("a.py"), about=ABOUT, key="")

    decorate = check("A check", controls=controls, clauses=["8.1"], excludable=excludable)
    return decorate(observe)


def excluding(*excluded: str) -> Any:
    def reason(controls: Iterable[str]) -> str | None:
        return "left out" if set(controls) <= set(excluded) else None

    return reason


@pytest.mark.parametrize(
    ("made", "outcome"),
    [
        (make("A.8.2"), Outcome.NOT_APPLICABLE),
        (make("A.8.2", "A.8.3"), Outcome.NOT_APPLICABLE),
        (make("A.8.2", "A.9.2"), Outcome.NONCONFORMS),
        (make(), Outcome.NONCONFORMS),
        (make("A.8.2", excludable=False), Outcome.NONCONFORMS),
    ],
    ids=["its only control", "all its controls", "not all", "clauses alone", "never"],
)
def test_a_check_runs_unless_all_its_controls_are_excluded(
    made: Check[Any], outcome: Outcome
) -> None:
    dossier = Dossier(Registry([], [Nothing]), [Nothing()])
    [result] = assess([made], dossier, {}, excluding("A.8.2", "A.8.3")).results
    assert result.outcome is outcome
    assert (result.reason == "left out") is (outcome is Outcome.NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("status", "stated", "valid", "seen"),
    [
        (Status.EVIDENCED, [], [], Status.EVIDENCED),
        (Status.EVIDENCED, ["A.8.2"], [], Status.NOT_ASSESSED),
        (Status.NONCONFORMING, ["A.8.2"], [], Status.NONCONFORMING),
        (Status.EVIDENCED, ["A.8.2"], ["A.8.2"], Status.NOT_APPLICABLE),
        (Status.NONCONFORMING, ["A.8.2"], ["A.8.2"], Status.NOT_APPLICABLE),
    ],
)
def test_nothing_is_evidence_of_a_control_that_is_excluded(
    status: Status, stated: list[str], valid: list[str], seen: Status
) -> None:
    control = ControlStatus("A.8.2", status, Reach.CHECKED, evidence=("a.md:1",))
    [found] = set_aside([control], Excluded(frozenset(stated), frozenset(valid)))
    assert found.status is seen
    assert bool(found.evidence) is (not stated)
