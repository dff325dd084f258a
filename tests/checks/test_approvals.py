"""unapproved-impact-assessment and unapproved-release, as far as documents decide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from aims_gate.model import Cause, Finding, FindingKind, Profile
from aims_gate.testing import judge, repository

MANIFEST = """systems:
  - id: desk
    purpose: Sort letters for the desk
    owner: ann
    duties: {risk: rob, impact: ida}
    tier: {level: high, basis: it decides on people, decided_by: rob, decided_on: 2026-01-05}
    impact_assessment: governance/impact.yaml
"""
PEOPLE = """kind: people
people:
  - {id: ann, roles: [Head]}
  - {id: rob, roles: [Risk]}
  - {id: ida, roles: [Assessor]}
  - {id: old, roles: [Risk], left: 2026-05-01}
"""
IMPACT = """kind: impact-assessment
system: desk
author: ida
approver: ann
co_approvers: [rob]
approved: 2026-09-01
purpose: Sort letters for the desk
"""
RELEASES = """kind: releases
releases:
  - system: desk
    version: "1.0"
    on: 2026-05-20
    approved_by: []
  - system: desk
    version: "1.1"
    on: 2026-10-20
    approved_by: [ann, rob]
    approved_on: 2026-10-20
  - {system: desk, version: "2.0", on: 2027-01-20}
"""
FILES = {
    "aims.yaml": MANIFEST,
    "governance/people.yaml": PEOPLE,
    "governance/impact.yaml": IMPACT,
    "governance/releases.yaml": RELEASES,
}
IMPACT_CHECK = "unapproved-impact-assessment"
RELEASE_CHECK = "unapproved-release"


def judged(check: str, files: Mapping[str, str] = FILES, **options: Any) -> list[Finding]:
    judgement = judge(files, profile=Profile.CERTIFICATION, select=frozenset({check}), **options)
    return [finding for item in judgement.results for finding in item.result.findings]


def edited(path: str, old: str, new: str) -> dict[str, str]:
    assert old in FILES[path]
    return {**FILES, path: FILES[path].replace(old, new, 1)}


def test_an_assessment_approved_by_the_roles_of_the_tier() -> None:
    (finding,) = judged(IMPACT_CHECK)
    assert finding.kind is FindingKind.CONFORMITY
    assert "approved by ann, rob, not its author" in finding.message


@pytest.mark.parametrize(
    ("old", "new", "keys"),
    [
        ("approver: ann", "approver: ida", {"approver", "role:owner"}),
        ("approver: ann\n", "", {"approver"}),
        ("approver: ann", "approver: zoe", {"approver", "role:owner"}),
        ("author: ida\n", "", {"author"}),
        ("co_approvers: [rob]\n", "", {"role:risk"}),
        ("co_approvers: [rob]", "co_approvers: [old]", {"role:risk"}),
        ("author: ida", "author: rob", {"role:risk"}),
        ("approved: 2026-09-01\n", "", {"approved"}),
        ("approved: 2026-09-01", "approved: 2027-09-01", {"approved"}),
    ],
)
def test_what_an_approval_lacks(old: str, new: str, keys: set[str]) -> None:
    found = judged(IMPACT_CHECK, edited("governance/impact.yaml", old, new))
    assert {each.kind for each in found} == {FindingKind.FAILURE}
    assert {each.key for each in found} == keys
    assert {each.at.path for each in found if each.at} == {"governance/impact.yaml"}


def test_the_tier_says_how_many() -> None:
    files = edited("aims.yaml", "level: high", "level: limited")
    files["governance/impact.yaml"] = IMPACT.replace("co_approvers: [rob]\n", "")
    assert judged(IMPACT_CHECK, files)[0].kind is FindingKind.CONFORMITY


def test_an_assessment_without_a_head_says_not_who_approved_it() -> None:
    harm = "People who write may wait for weeks if their letter lands on the wrong desk. "
    parts = ("Affected people and groups", "Harms and their severity", "Misuse", "Measures")
    body = "".join(f"\n## {part}\n\n{harm * 4}\n" for part in parts)
    prose = f"# AI system impact assessment of desk\n{body}"
    files = {**FILES, "governance/impact.md": prose}
    del files["governance/impact.yaml"]
    files["aims.yaml"] = MANIFEST.replace("impact.yaml", "impact.md")
    (finding,) = judged(IMPACT_CHECK, files)
    assert (finding.kind, finding.key) == (FindingKind.FAILURE, "head")


def test_without_an_assessment_there_is_nothing_to_approve() -> None:
    files = {path: text for path, text in FILES.items() if "impact" not in path}
    files["aims.yaml"] = MANIFEST.replace("    impact_assessment: governance/impact.yaml\n", "")
    assert judged(IMPACT_CHECK, files)[0].kind is FindingKind.NOT_APPLICABLE


def test_a_change_of_the_assessment_needs_the_record_of_the_platform() -> None:
    changed = edited("governance/impact.yaml", "Sort letters", "Sort all letters")
    (finding,) = judged(IMPACT_CHECK, changed, trusted=repository(FILES))
    assert (finding.kind, finding.cause) == (FindingKind.NOT_ASSESSED, Cause.UNAVAILABLE)
    assert "alters governance/impact.yaml" in finding.message
    other = {**FILES, "README.md": "# Desk\n"}
    (same,) = judged(IMPACT_CHECK, other, trusted=repository(FILES))
    assert same.kind is FindingKind.CONFORMITY


def test_a_release_that_is_in_order_on_paper_is_not_yet_approved() -> None:
    (finding,) = judged(RELEASE_CHECK)
    assert (finding.kind, finding.cause) == (FindingKind.NOT_ASSESSED, Cause.UNAVAILABLE)
    assert "the register has ann, rob for release 1.1" in finding.message


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("[ann, rob]", "[ann]", "needs owner, risk, has ann: risk missing"),
        ("[ann, rob]", "[ann, old]", "risk missing"),
        ("[ann, rob]", "[]", "has nobody: owner, risk missing"),
        ("    approved_on: 2026-10-20\n", "", "missing or lies ahead"),
        ("approved_on: 2026-10-20", "approved_on: 2026-10-21", "after it went out on 2026-10-20"),
    ],
)
def test_what_the_register_lacks(old: str, new: str, says: str) -> None:
    (finding,) = judged(RELEASE_CHECK, edited("governance/releases.yaml", old, new))
    assert finding.kind is FindingKind.FAILURE
    assert says in finding.message
    assert finding.at is not None
    assert finding.at.line >= 7


def test_a_release_may_be_approved_and_go_out_today() -> None:
    path = "governance/releases.yaml"
    files = {**FILES, path: FILES[path].replace("2026-10-20", "2026-11-22")}
    assert judged(RELEASE_CHECK, files)[0].kind is FindingKind.NOT_ASSESSED


def test_what_was_never_released_needs_no_approval() -> None:
    files = {path: text for path, text in FILES.items() if "releases" not in path}
    assert judged(RELEASE_CHECK, files)[0].kind is FindingKind.NOT_APPLICABLE
