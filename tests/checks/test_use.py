"""The process and approval of use, its goals, its limits, and human oversight."""

from __future__ import annotations

import pytest

from aims_gate.governance.skeletons import skeleton
from aims_gate.model import Profile

from .use_project import CARD, MANIFEST, PEOPLE, PROJECT, edited, failures, outcomes

PROCESS_CHECK = "missing-use-process"
GOALS = "unmonitored-use-objective"
INTENDED = "outside-intended-use"
OVERSIGHT = "missing-human-oversight"

PROCESS = "governance/use-process.md"
APPROVALS = "governance/use-approvals.yaml"
OBJECTIVES = "governance/objectives.yaml"

WRITTEN = """\
---
kind: use-process
approvers: [Head of letters]
---

# How the desk comes to use AI

## Who approves use

The head of letters approves each version before the first clerk may work with it.

## Criteria

An evaluation of this version, trained clerks, and an assessment that is less than a year old.

## Oversight

Clerks look at each group every morning and move what is misplaced before they answer it.

## Errors

Whoever sees a misplaced letter moves it, and the engineer looks for its like by the evening.

## Complaints

Senders write to the desk, and another clerk reads their letter again within ten working days.

## When use stops

Use stops when more than one letter in ten is misplaced, until the head of letters allows it again.
"""
APPROVED = """\
kind: use-approvals
approvals:
  - system: desk
    version: 2.1.0
    by: ann
    on: 2026-09-01
    scope: Sorting the letters that arrive at the desk
"""
USED = {**PROJECT, PROCESS: WRITTEN, APPROVALS: APPROVED}


def test_an_approved_use_under_a_process_conforms() -> None:
    assert outcomes(PROCESS_CHECK, USED) == {"(organisation)": "conforms", "desk": "conforms"}


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("version: 2.1.0", "version: 2.0.0", 4, "2.0.0 of Letter desk is approved, 2.1.0 is in op"),
        ("    version: 2.1.0\n", "", 3, "no version of Letter desk is approved"),
        ("by: ann", "by: eve", 5, "eve (Auditor) approved the use"),
        ("by: ann", "by: bob", 5, "bob left on 2026-02-01"),
        ("    by: ann\n", "", 3, "is not named"),
        ("on: 2026-09-01", "on: 2027-09-01", 6, "a day ahead"),
        ("    on: 2026-09-01\n", "", 3, "has no day"),
        ("on: 2026-09-01", "on: 2026-09-01\n    until: 2026-11-01", 7, "held until 2026-11-01"),
        ("on: 2026-09-01", "on: 2026-09-01\n    withdrawn: 2026-10-01", 7, "was withdrawn"),
        ("Sorting the letters that arrive at the desk", "TBD", 7, "for which use"),
    ],
)
def test_approvals_that_do_not_hold(old: str, new: str, line: int, words: str) -> None:
    found = failures(PROCESS_CHECK, {**USED, APPROVALS: edited(APPROVED, old, new)})
    wanted = f"{APPROVALS}:{line} "
    assert any(each.startswith(wanted) and words in each for each in found.values()), found


def test_the_last_approval_counts() -> None:
    later = APPROVED.partition("approvals:\n")[2].replace("2026-09-01", "2026-10-01")
    stopped = f"{APPROVED}{later}    withdrawn: 2026-11-01\n"
    found = failures(PROCESS_CHECK, {**USED, APPROVALS: stopped})
    assert list(found) == ["withdrawn"]


def test_what_is_not_in_operation_needs_no_approval() -> None:
    files = {**USED, "aims.yaml": edited(MANIFEST, "operation", "validation")}
    del files[APPROVALS]
    assert outcomes(PROCESS_CHECK, files) == {"(organisation)": "conforms"}


def test_without_process_or_approval() -> None:
    assert set(failures(PROCESS_CHECK, PROJECT)) == {"process", "approval"}


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("## When use stops", "## Reading", "topic:stop"),
        ("## Complaints", "## Colours", "topic:complaints"),
        ("approvers: [Head of letters]", "approvers: ['OPEN: who']", "approvers"),
    ],
)
def test_gaps_of_the_process(old: str, new: str, key: str) -> None:
    found = failures(PROCESS_CHECK, {**USED, PROCESS: edited(WRITTEN, old, new)})
    assert found[key].startswith(f"{PROCESS}:")


def test_unfilled_documents_approve_nothing() -> None:
    files = {
        **PROJECT,
        PROCESS: skeleton("use-process"),
        APPROVALS: skeleton("use-approvals"),
        OBJECTIVES: skeleton("objectives"),
    }
    for check in (PROCESS_CHECK, GOALS):
        assert "conforms" not in outcomes(check, files).values()


GOAL = """\
kind: objectives
objectives:
  - id: OBJ-07
    concerns: use
    goal: Letters of complaint are found on the day they arrive
    aspect: reliability
    metric: accuracy
    target: {min: 0.9}
    owner: ann
"""


def test_a_goal_that_is_measured_conforms() -> None:
    assert outcomes(GOALS, {**PROJECT, OBJECTIVES: GOAL}) == {"desk": "conforms"}


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("metric: accuracy", "metric: contentment", 7, "is in no evaluation report"),
        ("    metric: accuracy\n", "", 3, "has no measured metric"),
        ("target: {min: 0.9}", "target: {unit: letters}", 8, "no target in numbers"),
        ("owner: ann", "owner: bob", 9, "left on 2026-02-01"),
        ("    aspect: reliability\n", "", 3, "what it serves"),
        ("concerns: use", "concerns: development", 2, "no objective about its use"),
    ],
)
def test_goals_that_nothing_measures(old: str, new: str, line: int, words: str) -> None:
    found = failures(GOALS, {**PROJECT, OBJECTIVES: edited(GOAL, old, new)})
    wanted = f"{OBJECTIVES}:{line} "
    assert any(each.startswith(wanted) and words in each for each in found.values()), found


def test_a_plan_for_monitoring_goes_before_the_evaluation() -> None:
    plan = "kind: monitoring-plan\nsystem: desk\nmonitors: [{id: m-1, metric: METRIC}]\n"
    files = {**PROJECT, OBJECTIVES: GOAL}
    files["governance/monitoring-plan.yaml"] = edited(plan, "METRIC", "moved_letters")
    assert "accuracy is in no monitoring plan" in failures(GOALS, files)["OBJ-07:metric"]
    files["governance/monitoring-plan.yaml"] = edited(plan, "METRIC", "accuracy")
    assert failures(GOALS, files) == {}


def of_model(stated: str) -> str:
    return edited(MANIFEST, "card: CARD.md}", f"card: CARD.md, {stated}}}")


@pytest.mark.parametrize(
    ("stated", "line", "words"),
    [
        ("excluded_uses: {domains: [Post]}", 11, "use domains: post is excluded by model sorter"),
        ("excluded_uses: {users: [clerks]}", 11, "users: clerks"),
        ("excluded_uses: {regions: [EU]}", 11, "regions: DE"),
        ("excluded_uses: {regions: [Germany]}", 11, "regions: DE"),
        ("excluded_uses: {languages: [en-GB]}", 11, "languages: en"),
        ("excluded_uses: {activities: [offers-to-customers]}", 6, "offers-to-customers"),
        ("intended_uses: {domains: [health]}", 11, "is meant only for health"),
        ("intended_uses: {regions: [FR, US]}", 11, "is meant only for FR, US"),
        ("licence: cc-by-nc-4.0", 2, "non-commercial, and it goes to customers"),
    ],
)
def test_uses_that_a_model_excludes(stated: str, line: int, words: str) -> None:
    manifest = edited(of_model(stated), "    context:", "    tags: [x]\n    context:")
    found = failures(INTENDED, {**PROJECT, "aims.yaml": manifest})
    wanted = f"aims.yaml:{line} "
    assert any(each.startswith(wanted) and words in each for each in found.values()), found


@pytest.mark.parametrize(
    "stated",
    [
        "excluded_uses: {domains: [health], regions: [US, FR]}",
        "intended_uses: {domains: [post], regions: [EU], languages: [en, fr]}",
        "licence: MIT, intended_uses: {activities: [trains, offers-to-customers]}",
    ],
)
def test_uses_within_what_is_meant(stated: str) -> None:
    assert outcomes(INTENDED, {**PROJECT, "aims.yaml": of_model(stated)}) == {"desk": "conforms"}


def test_use_in_the_whole_union_is_use_in_each_country() -> None:
    manifest = edited(
        of_model("excluded_uses: {regions: [DE]}"), "regions: [DE], l", "regions: [EU], l"
    )
    assert "regions: EU" in str(failures(INTENDED, {**PROJECT, "aims.yaml": manifest}))


def test_the_front_matter_of_a_card_is_read() -> None:
    card = f"---\nexcluded_uses:\n  domains: [health, post]\n---\n{CARD}"
    (found,) = failures(INTENDED, {**PROJECT, "CARD.md": card}).values()
    assert "is excluded by CARD.md" in found
    shapeless = f"---\nexcluded_uses: post and the like\n---\n{CARD}"
    assert outcomes(INTENDED, {**PROJECT, "CARD.md": shapeless}) == {"desk": "not_assessed"}


def test_sentences_are_not_compared() -> None:
    assert outcomes(INTENDED, PROJECT) == {"desk": "not_assessed"}
    plain = "systems: [{id: desk, purpose: Sort letters, owner: ann}]\n"
    assert outcomes(INTENDED, {"aims.yaml": plain}) == {"desk": "not_assessed"}


def test_a_written_permission_lifts_an_exclusion() -> None:
    manifest = edited(MANIFEST, "    models:", "    suppliers: [acme]\n    models:")
    manifest += "suppliers: [{id: acme}]\n"
    record = (
        "kind: suppliers\nsuppliers:\n  - supplier: acme\n    excluded_uses: {domains: [post]}\n"
        "    licence_restrictions: [no-high-risk-use]\n"
    )
    files = {**PROJECT, "aims.yaml": manifest, "governance/suppliers.yaml": record}
    assert len(failures(INTENDED, files)) == 2
    permitted = (
        "    permissions:\n      - {use: 'domains: post', document: CARD.md}\n"
        "      - {use: no-high-risk-use, document: CARD.md}\n"
    )
    files["governance/suppliers.yaml"] = record + permitted
    assert failures(INTENDED, files) == {}
    files["governance/suppliers.yaml"] = record + permitted.replace(", document: CARD.md", "")
    assert len(failures(INTENDED, files)) == 2


OVERSEEN = edited(
    MANIFEST,
    "    models: [sorter]\n",
    """\
    models: [sorter]
    oversight:
      mode: human-decides
      by: {role: Head of letters, person: ann}
      override: src/desk.py#stop
      when: before any letter is answered
      authority: moves any letter and switches the sorting off
      training: CARD.md#contact
      drill: {on: 2026-10-01, record: CARD.md}
""",
)


def test_oversight_with_authority_training_and_drill_conforms() -> None:
    for profile in Profile:
        files = {**PROJECT, "aims.yaml": OVERSEEN}
        assert outcomes(OVERSIGHT, files, profile) == {"desk": "conforms"}


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ("      authority: moves any letter and switches the sorting off\n", "", 12, "authority"),
        ("moves any letter and switches the sorting off", "OPEN:what", 12, "authority"),
        ("      training: CARD.md#contact\n", "", 12, "training"),
        ("training: CARD.md#contact", "training: gone.md", 18, "training"),
        ("      drill: {on: 2026-10-01, record: CARD.md}\n", "", 12, "drill"),
        ("on: 2026-10-01", "on: 2025-10-01", 19, "drill"),
        ("on: 2026-10-01", "on: 2027-10-01", 19, "drill"),
        (", record: CARD.md", "", 19, "drill-record"),
        (", record: CARD.md", ", record: gone.md", 19, "drill-record"),
    ],
)
def test_what_oversight_lacks_above_the_first_profile(
    old: str, new: str, line: int, key: str
) -> None:
    files = {**PROJECT, "aims.yaml": edited(OVERSEEN, old, new)}
    assert failures(OVERSIGHT, files, Profile.STANDARD)[key].startswith(f"aims.yaml:{line} ")
    assert failures(OVERSIGHT, files, Profile.STARTER) == {}


@pytest.mark.parametrize(
    ("competence", "trained"),
    [
        ("{skill: oversees, evidence: CARD.md, on: 2026-03-01}", True),
        ("{skill: oversees, evidence: CARD.md, on: 2026-03-01, duties: [oversight]}", True),
        ("{skill: counts, evidence: CARD.md, on: 2026-03-01, duties: [risk]}", False),
        ("{skill: oversees, evidence: gone.md, on: 2026-03-01}", False),
        ("{skill: oversees, evidence: CARD.md, on: 2024-03-01}", False),
        ("{skill: oversees, on: 2026-03-01}", False),
    ],
)
def test_a_competence_with_evidence_shows_training(competence: str, trained: bool) -> None:
    people = edited(
        PEOPLE, "{id: ann, roles: [Head of letters]}",
        f"{{id: ann, roles: [Head of letters], competence: [{competence}]}}",
    )  # fmt: skip
    manifest = edited(OVERSEEN, "      training: CARD.md#contact\n", "")
    files = {**PROJECT, "aims.yaml": manifest, "governance/people.yaml": people}
    assert ("training" not in failures(OVERSIGHT, files, Profile.STANDARD)) is trained


def test_where_the_playbook_sets_no_interval_nobody_drills() -> None:
    manifest = edited(OVERSEEN, "      drill: {on: 2026-10-01, record: CARD.md}\n", "")
    manifest = edited(manifest, "tier: high", "tier: minimal")
    assert failures(OVERSIGHT, {**PROJECT, "aims.yaml": manifest}, Profile.CERTIFICATION) == {}
