"""The risk tier of a system: stated, justified, and not at odds with what the system does."""

from __future__ import annotations

import pytest

from aims_gate.model import Finding, FindingKind, Profile, Severity
from aims_gate.testing import judge

SYSTEM = """systems:
  - id: desk
    purpose: Sort letters so that clerks find them
    owner: ann
"""
TIER = """    tier:
      level: minimal
      basis: It sorts paper and touches nobody's rights
      decided_by: bob
      decided_on: 2026-03-02
"""
PEOPLE = "kind: people\npeople: [{id: ann, roles: [Head]}, {id: bob, roles: [Risk]}]\n"


def failures(manifest: str, profile: Profile = Profile.STANDARD) -> list[Finding]:
    files = {"aims.yaml": manifest, "governance/people.yaml": PEOPLE, "src/a.py": "import torch\n"}
    chosen = frozenset({"unjustified-risk-tier"})
    results = [each.result for each in judge(files, select=chosen, profile=profile).results]
    assert len(results) == 1
    return [each for each in results[0].findings if each.kind is FindingKind.FAILURE]


def messages(manifest: str) -> str:
    return "; ".join(finding.message for finding in failures(manifest))


def test_a_tier_with_basis_person_and_day_is_justified() -> None:
    assert failures(SYSTEM + TIER) == []


def test_no_tier_is_a_note_at_first_and_a_failure_later() -> None:
    (early,) = failures(SYSTEM, Profile.STARTER)
    (late,) = failures(SYSTEM, Profile.STANDARD)
    assert (early.severity, late.severity) == (Severity.NOTE, None)


@pytest.mark.parametrize(
    ("old", "new", "says", "line"),
    [
        ("      basis: It sorts paper and touches nobody's rights\n", "", "has no basis", 5),
        ("basis: It sorts paper and touches nobody's rights", "basis: tbd", "has no basis", 7),
        ("decided_by: bob", "decided_by: zoe", "is not in the register of people", 8),
        ("      decided_on: 2026-03-02\n", "", "no day of the decision", 5),
        ("decided_on: 2026-03-02", "decided_on: 2027-03-02", "lies ahead", 9),
    ],
)
def test_what_a_decision_lacks(old: str, new: str, says: str, line: int) -> None:
    (found,) = failures(SYSTEM + TIER.replace(old, new))
    assert says in found.message
    assert found.at is not None
    assert found.at.line == line


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("    context: {domain: recruitment of nurses}\n", "employment"),
        ("    context: {domain: consumer lending}\n", "credit"),
        ("    tags: [health]\n", "medicine"),
        ("    context: {domain: border control}\n", "migration"),
        ("    personal_data: {decides_alone: true}\n", "without a person"),
        ("    personal_data: {special_categories: true}\n", "special categories"),
        ("    recognises: [emotions]\n", "what it tells of people (emotions)"),
    ],
)
def test_facts_that_speak_against_minimal_risk(more: str, says: str) -> None:
    assert says in messages(SYSTEM + TIER + more)
    assert failures(SYSTEM + TIER.replace("minimal", "limited") + more) == []


def test_words_within_words_are_no_field() -> None:
    more = "    context: {domain: accreditation of schoolyard healthiness indices}\n"
    assert failures(SYSTEM + TIER + more) == []


EXCEPTION = """      exception:
        reason: It orders spare parts for a hospital and knows no patient
        approved_by: ann
        approved_on: 2026-03-09
"""
FIELD = "    context: {domain: hospital}\n"


def test_an_exception_holds_if_somebody_else_agreed() -> None:
    assert failures(SYSTEM + TIER + EXCEPTION + FIELD) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("It orders spare parts for a hospital and knows no patient", "n/a", "gives no reason"),
        ("approved_by: ann", "approved_by: bob", "an exception of their own"),
        ("approved_by: ann", "approved_by: zoe", "is not in the register"),
        ("        approved_on: 2026-03-09\n", "", "nobody agreed"),
        ("approved_on: 2026-03-09", "approved_on: 2027-03-09", "2027-03-09"),
    ],
)
def test_exceptions_that_do_not_hold(old: str, new: str, says: str) -> None:
    assert says in messages(SYSTEM + TIER + EXCEPTION.replace(old, new) + FIELD)


@pytest.mark.parametrize(
    ("lifecycle", "fails"),
    [("design", False), ("retired", False), ("operation", True), (None, True)],
)
def test_what_is_prohibited_stays_a_design(lifecycle: str | None, fails: bool) -> None:
    stage = f"    lifecycle: {lifecycle}\n" if lifecycle else ""
    found = messages(SYSTEM + TIER.replace("minimal", "prohibited") + stage)
    assert ("is prohibited, and its lifecycle" in found) is fails
