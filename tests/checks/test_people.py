"""Who answers, who holds which duty, who can and is trained; audit, review and improvement."""

from __future__ import annotations

import pytest

from aims_gate.declarations.review_terms import Audience, Duty, ReviewInput
from aims_gate.governance.skeletons import skeleton
from aims_gate.model import FindingKind, Outcome, Severity
from aims_gate.testing import judge

PEOPLE = """kind: people
people:
  - {id: ann, roles: [Head], contact: ann@post.example, top_management: true, competence: [
      {skill: knows letters, duties: [ALL], domain: post, evidence: proof.md, on: 2026-01-05}]}
  - {id: bob, roles: [Clerk], left: 2026-02-01}
  - {id: eve, roles: [Auditor], contact: eve@post.example}
""".replace("ALL", ", ".join(duty.value for duty in Duty))
DUTIES = "{" + ", ".join(f"{duty.value}: ann" for duty in Duty) + "}"
SYSTEM = (
    "systems: [{id: desk, purpose: Sort letters, owner: {person: ann, role: Head}, "
    f"context: {{domain: post}}, duties: {DUTIES}}}]\n"
)
FILES = {
    "aims.yaml": SYSTEM,
    "governance/people.yaml": PEOPLE,
    "proof.md": "# Proof\n",
    "src/a.py": "import torch\n",
}


def failures(check: str, files: dict[str, str]) -> dict[str, str]:
    """Key → message of what fails; empty if and only if the check conforms."""
    judgement = judge({**FILES, **files}, select=frozenset({check}))
    (result,) = [each.result for each in judgement.results]
    found = {each.key: each.message for each in result.findings if each.kind is FindingKind.FAILURE}
    assert result.outcome is (Outcome.NONCONFORMS if found else Outcome.CONFORMS)
    return found


@pytest.mark.parametrize(
    ("owner", "told"),
    [
        ("{person: ann, role: Head}", {}),
        ("ann", {"role": "has no role"}),
        ("{role: Head of post}", {"person": "nobody in it"}),
        ("{person: ml-team, role: Head}", {"person": "is no person"}),
        ("{person: 'renovate[bot]', role: Head}", {"person": "is no person"}),
        ("{person: TBD, role: Head}", {"person": "left open"}),
        ("'OPEN: who answers for it?'", {"person": "The desk: the owner is left open"}),
        ("{person: bob, role: Head}", {"person": "left on 2026-02-01"}),
        ("{person: zoe, role: Head}", {"person": "not in the register"}),
        ("{person: eve, role: Head}", {}),
    ],
)
def test_an_owner_is_a_person_who_is_there(owner: str, told: dict[str, str]) -> None:
    system = f"{{id: desk, name: The desk, purpose: Sort letters, owner: {owner}}}"
    files = {"aims.yaml": f"systems: [{system}]\n"}
    found = failures("unowned-system", files)
    assert found.keys() == told.keys()
    assert all(words in found[key] for key, words in told.items())


def test_what_a_first_manifest_lacks_does_not_decide() -> None:
    files = {"aims.yaml": "systems: [{id: desk, purpose: Sort letters, owner: ann}]\n"}
    judgement = judge({**files, "src/a.py": "import torch\n"}, select=frozenset({"unowned-system"}))
    (result,) = judgement.results
    assert [finding.severity for finding in result.findings] == [Severity.NOTE]


def test_each_duty_has_one_person() -> None:
    assert failures("unassigned-duty", {}) == {}
    manifest = SYSTEM.replace("safety: ann, ", "").replace("legal: ann", "legal: ann and eve")
    found = failures("unassigned-duty", {"aims.yaml": manifest})
    assert found.keys() == {"absent", "legal:several"}
    assert found["absent"].endswith("safety")
    found = failures("unassigned-duty", {"aims.yaml": SYSTEM.replace("risk: ann", "risk: bob")})
    assert found.keys() == {"risk:person"}
    both = SYSTEM.replace("release: ann", "release: ann, development: ann")
    assert failures("unassigned-duty", {"aims.yaml": both}).keys() == {
        "development:release",
        "development:validation",
    }


def test_whoever_holds_a_duty_is_shown_to_be_able_to() -> None:
    assert failures("missing-competence", {}) == {}
    one = failures("missing-competence", {"aims.yaml": SYSTEM.replace("risk: ann", "risk: eve")})
    assert one.keys() == {"risk:none"}
    ahead = PEOPLE.replace("2026-01-05", "2027-01-05")
    assert len(failures("missing-competence", {"governance/people.yaml": ahead})) == len(Duty)
    lost = failures(
        "missing-competence", {"governance/people.yaml": PEOPLE.replace("proof.md", "gone.md")}
    )
    assert len(lost) == len(Duty)
    field = failures(
        "missing-competence", {"aims.yaml": SYSTEM.replace("domain: post", "domain: law")}
    )
    assert field.keys() == {"domain"}


def training(**changes: str) -> str:
    fields = {"curriculum": "Letters 2026", "people": "10", "completed": "9", "target": "80",
              "on": "2026-10-01"} | changes  # fmt: skip
    body = "".join(f", {key}: {value}" for key, value in fields.items())
    rows = "".join(f"  - {{audience: {each.value}{body}}}\n" for each in Audience)
    return f"kind: training\naudiences:\n{rows}"


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, None),
        ({"completed": "7"}, "share"),
        ({"completed": "11"}, "figures"),
        ({"people": ""}, "figures"),
        ({"on": "2027-01-01"}, "on"),
        ({"curriculum": "TBD"}, "curriculum"),
    ],
)
def test_training_is_compared_with_its_target(changes: dict[str, str], key: str | None) -> None:
    found = failures("lapsed-training", {"governance/training.yaml": training(**changes)})
    assert found.keys() == ({f"{each.value}:{key}" for each in Audience} if key else set())


COMMITMENT = """kind: commitment
signed_by: ann
signed_on: 2026-02-01
renewed_every: 12 months
resources: [{what: two posts, amount: 2 full-time, decided_on: 2026-02-01}]
steering_group: {members: [ann], mandate: decides on systems, meets_every: 3 months}
"""


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("", "", None),
        ("signed_by: ann", "signed_by: eve", "signed-by"),
        ("signed_on: 2026-02-01", "signed_on: 2027-02-01", "signed-on"),
        ("signed_on: 2026-02-01", "signed_on: 2025-02-01", "renewed"),
        ("amount: 2 full-time", "amount: TBD", "resources"),
        ("members: [ann]", "members: []", "steering-group"),
    ],
)
def test_commitment_is_signed_and_says_what_it_provides(
    old: str, new: str, key: str | None
) -> None:
    files = {"governance/commitment.yaml": COMMITMENT.replace(old, new, 1)}
    assert list(failures("missing-commitment-record", files)) == ([key] if key else [])


AUDITS = """kind: audit-programme
cycle_from: 2026-01-01
cycle_to: 2026-12-31
audits:
  - id: A1
    scope: ["4", "5", "6", "7", "8", "9", "10", A]
    auditor: eve
    planned: 2026-05-01
    held: 2026-05-02
    report: proof.md
    outcome: nothing was found to be wrong
"""


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("", "", None),
        (', "9"', "", "scope"),
        ("A]", "A.2, A.3]", "scope"),
        (", A]", ', A, "11"]', "scope:11"),
        ("auditor: eve", "auditor: ann", "A1:auditor"),
        ("    held: 2026-05-02\n", "", "A1:held"),
        ("held: 2026-05-02", "held: 2027-05-02", "A1:held"),
        ("proof.md", "gone.md", "A1:report"),
        ("nothing was found to be wrong", "ok", "A1:outcome"),
        ("cycle_to: 2026-12-31", "cycle_to: 2026-11-01", "cycle"),
        ("cycle_from: 2026-01-01\n", "", "cycle"),
    ],
)
def test_audits_cover_everything_and_are_held(old: str, new: str, key: str | None) -> None:
    files = {"governance/audits.yaml": AUDITS.replace(old, new, 1)}
    assert list(failures("audit-programme-gap", files)) == ([key] if key else [])


INPUTS = "".join(
    f"      {each.value}: seen was that {each.value} moved a lot\n" for each in ReviewInput
)
REVIEW = f"""kind: management-reviews
every: 6 months
reviews:
  - id: R1
    date: 2026-10-01
    present: [ann, eve]
    inputs:
{INPUTS}    decisions:
      - {{id: D1, what: print reasons, owner: ann, due: 2027-01-01}}
"""


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("", "", None),
        ("date: 2026-10-01", "date: 2026-03-01", "R1:overdue"),
        ("present: [ann, eve]", "present: [eve]", "R1:present"),
        ("      audit-results: seen was that audit-results moved a lot\n", "", "R1:inputs"),
        ("that audit-results moved", "that improvement moved", "R1:repeated"),
        ("due: 2027-01-01", "due: 2026-11-01", "D1:overdue"),
        ("owner: ann, ", "", "D1:owner"),
    ],
)
def test_a_review_answers_every_topic(old: str, new: str, key: str | None) -> None:
    files = {"governance/reviews.yaml": REVIEW.replace(old, new, 1)}
    assert list(failures("incomplete-management-review", files)) == ([key] if key else [])


def test_a_review_that_lies_ahead_was_not_held() -> None:
    files = {"governance/reviews.yaml": REVIEW.replace("date: 2026-10-01", "date: 2027-10-01")}
    assert failures("incomplete-management-review", files) == {
        "review": "no management review is on record"
    }


IMPROVEMENT = """kind: improvements
improvements:
  - id: I1
    source: an audit asked for it
    on: 2026-05-01
    decision: reasons are printed on paper
    decided_by: ann
    status: closed
    change: src/a.py
    closed: 2026-06-01
"""


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("", "", None),
        ("    change: src/a.py\n", "", "I1:change"),
        ("change: src/a.py", "change: src/b.py", "I1:change"),
        ("    status: closed\n", "", "I1:status"),
        ("closed: 2026-06-01", "closed: 2027-06-01", "I1:closed"),
        ("    decided_by: ann\n", "", "I1:decision"),
        ("on: 2026-05-01", "on: 2027-05-01", "I1:source"),
    ],
)
def test_an_improvement_that_is_closed_changed_something(
    old: str, new: str, key: str | None
) -> None:
    files = {"governance/improvements.yaml": IMPROVEMENT.replace(old, new, 1)}
    assert list(failures("improvement-without-change", files)) == ([key] if key else [])


@pytest.mark.parametrize(
    ("check", "kind"),
    [
        ("lapsed-training", "training"),
        ("missing-commitment-record", "commitment"),
        ("audit-programme-gap", "audit-programme"),
        ("incomplete-management-review", "management-reviews"),
        ("improvement-without-change", "improvements"),
    ],
)
def test_nothing_and_an_unfilled_skeleton_satisfy_nothing(check: str, kind: str) -> None:
    assert failures(check, {})
    assert failures(check, {f"governance/{kind}.yaml": skeleton(kind)})
