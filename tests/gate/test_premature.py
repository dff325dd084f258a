"""What is dated ahead shows nothing yet, and what has happened shows what it shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aims_gate.checks.nonconformities import open_nonconformity
from aims_gate.gate.premature import without_premature
from aims_gate.model import (
    REPOSITORY,
    Cause,
    Location,
    Outcome,
    Profile,
    Report,
    Result,
    Status,
    conforms,
)
from aims_gate.testing import judge

MANIFEST = """systems:
  - id: desk
    purpose: Sort letters for the desk
    owner: ann
    activities: [uses-internally]
    tier: minimal
"""
NONE = "We look at every complaint each Monday, and there was none that showed a fault of ours"
REGISTER = f"""kind: nonconformities
title: Nonconformities
owner: ann
approved: 2026-11-21
none_because: {NONE}
"""


def clause(register: str) -> tuple[Status, Outcome, Cause | None]:
    """What is known of clause 10.2, and what the check about it came to."""
    judgement = judge(
        {
            "aims.yaml": MANIFEST,
            "governance/people.yaml": "kind: people\npeople: [{id: ann, roles: [Head]}]\n",
            "governance/nonconformities.yaml": register,
            "src/desk.py": "import openai\n",
        },
        profile=Profile.CERTIFICATION,
        select=frozenset({"open-nonconformity"}),
    )
    (status,) = [each.status for each in judgement.clauses if each.id == "10.2"]
    (item,) = judgement.results
    return status, item.result.outcome, item.result.cause


@pytest.mark.parametrize(
    ("evidences", "path", "outcome"),
    [
        (["10.2"], "ahead.yaml", Outcome.NOT_ASSESSED),
        (["10.2"], "other.yaml", Outcome.CONFORMS),
        ([], "ahead.yaml", Outcome.CONFORMS),
    ],
)
def test_only_what_would_be_evidence_is_held_back(
    evidences: list[str], path: str, outcome: Outcome
) -> None:
    finding = conforms("yes", at=Location(path, 3), about=REPOSITORY, key="")
    judging = replace(open_nonconformity, evidences=tuple(evidences))
    result = Result(judging, REPOSITORY, Outcome.CONFORMS, (finding,))
    day = Location("ahead.yaml", 7)
    (held,) = without_premature(Report((result,), {}), {"ahead.yaml": day}).results
    assert held.outcome is outcome
    assert (held.findings[0].at == day) is (outcome is Outcome.NOT_ASSESSED)


def test_a_register_of_yesterday_is_evidence() -> None:
    assert clause(REGISTER) == (Status.EVIDENCED, Outcome.CONFORMS, None)


def test_a_register_of_tomorrow_is_none_yet() -> None:
    ahead = REGISTER.replace("2026-11-21", "2026-11-23")
    assert clause(ahead) == (Status.NOT_ASSESSED, Outcome.NOT_ASSESSED, Cause.UNAVAILABLE)
