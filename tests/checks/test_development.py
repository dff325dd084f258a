"""Objectives, requirements, the process of development and the record of design."""

from __future__ import annotations

import json

import pytest

from aims_gate.checks.development import untestable_requirement, untraced_development_objective
from aims_gate.checks.development_documents import (
    fictional_design_record,
    fictional_development_process,
)
from aims_gate.evaluation.report import Evaluations
from aims_gate.governance.files import Governance
from aims_gate.governance.lifecycle import Courses
from aims_gate.governance.links import Whereabouts
from aims_gate.governance.organisation import Organisation
from aims_gate.governance.people import Roster
from aims_gate.governance.skeletons import skeleton
from aims_gate.model import Clock, Finding, FindingKind
from aims_gate.portfolio import Automation
from aims_gate.repository import Snapshot
from aims_gate.testing import AS_OF, collect

Files = dict[str, str]

MANIFEST = """\
systems:
  - id: scorer
    purpose: Rank applications
    owner: {person: r-meyer}
    activities: [trains]
    lifecycle: operation
    models: [card]
models:
  - {id: card, path: models/card.bin, evaluation: reports/evaluation.json}
"""
PEOPLE = "kind: people\npeople: [{id: r-meyer}, {id: l-novak}]\n"
REPORT = json.dumps(
    {
        "schema_version": 1,
        "model": {"id": "card"},
        "dataset": {"id": "held-out"},
        "metrics": [
            {"name": "auc", "value": 0.84},
            {"name": "demographic_parity_difference", "slice": "sex", "value": 0.06},
        ],
    }
)
OBJECTIVES = """\
kind: objectives
objectives:
  - id: OBJ-01
    concerns: development
    system: scorer
    goal: Women and men with the same figures get the same answer
    metric: demographic_parity_difference
    slice: sex
    target: {max: 0.1}
    owner: l-novak
    due: 2026-10-01
    result: {value: 0.06, on: 2026-09-20, evidence: reports/evaluation.json}
    requirements: [REQ-01]
    controls: [A.6.2.4]
"""
REQUIREMENTS = """\
kind: requirements
system: scorer
purpose: Rank applications
requirements:
  - id: REQ-01
    text: The gap between the sexes stays small
    acceptance: {metric: demographic_parity_difference, slice: sex, max: 0.1}
    evaluation: reports/evaluation.json
  - id: REQ-02
    text: Nobody overrides a decision of their own
    acceptance: {criterion: an override by the person who decided is refused}
    tests: [tests/test_service.py#test_own_decision]
"""
TEST = "def test_own_decision():\n    '''REQ-02'''\n    assert True\n"


def files(**more: str) -> Files:
    base = {
        "aims.yaml": MANIFEST,
        "governance/people.yaml": PEOPLE,
        "governance/objectives.yaml": OBJECTIVES,
        "governance/requirements.yaml": REQUIREMENTS,
        "reports/evaluation.json": REPORT,
        "models/card.bin": "weights",
        "tests/test_service.py": TEST,
    }
    return base | {f"governance/{name}.yaml": text for name, text in more.items()}


def failures(found: list[Finding]) -> list[tuple[int, str]]:
    assert found
    return [
        (each.at.line, each.message)
        for each in found
        if each.kind is FindingKind.FAILURE and each.at
    ]


def objectives(given: Files) -> list[tuple[int, str]]:
    return failures(
        untraced_development_objective(
            collect(Courses, given),
            collect(Governance, given),
            collect(Roster, given),
            collect(Whereabouts, given),
            Clock(AS_OF),
        )
    )


def requirements(given: Files) -> list[tuple[int, str]]:
    return failures(
        untestable_requirement(
            collect(Courses, given),
            collect(Governance, given),
            collect(Evaluations, given),
            collect(Whereabouts, given),
            collect(Snapshot, given),
        )
    )


def test_a_measurable_and_traced_objective_conforms() -> None:
    assert objectives(files()) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "    due: 2026-10-01\n    result: {value: 0.06, on: 2026-09-20, "
            "evidence: reports/evaluation.json}\n",
            "    due: 2026-11-22\n",
        ),
        ("on: 2026-09-20", "on: 2026-11-22"),
    ],
)
def test_what_is_due_or_reached_today_is_in_order(old: str, new: str) -> None:
    assert old in OBJECTIVES
    assert objectives(files(objectives=OBJECTIVES.replace(old, new))) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("metric: demographic_parity_difference", "metric: tbd", 3, "what is measured"),
        ("{max: 0.1}", "{max: null}", 3, "which number is the target"),
        ("owner: l-novak", "owner: nobody", 10, "is not in the register"),
        ("requirements: [REQ-01]", "requirements: [REQ-09]", 13, "REQ-09, which no list"),
        ("requirements: [REQ-01]", "requirements: []", 13, "leads to no requirement"),
        ("value: 0.06", "value: 0.2", 12, "its result 0.2 is over the target of 0.1"),
        ("on: 2026-09-20", "on: 2027-09-20", 12, "has no result"),
        ("controls: [A.6.2.4]", "tests: [tests/gone.py#x]", 14, "does not exist"),
        ("[A.6.2.4]", "[A.6.2.9]", 14, "no control A.6.2.9"),
        ("concerns: development", "concerns: use", 2, "none is about its development"),
    ],
)
def test_what_an_objective_lacks(old: str, new: str, line: int, message: str) -> None:
    changed = OBJECTIVES.replace(old, new, 1)
    assert changed != OBJECTIVES
    ((at, said),) = objectives(files(objectives=changed))
    assert (at, message in said) == (line, True), said


def test_an_objective_without_tests_or_controls_is_not_shown() -> None:
    bare = REQUIREMENTS.replace("    evaluation: reports/evaluation.json\n", "")
    no_control = OBJECTIVES.replace("    controls: [A.6.2.4]\n", "")
    found = objectives(files(objectives=no_control, requirements=bare))
    assert [said for _, said in found] == ["OBJ-01 is traced to no test and no control"]


def test_requirements_with_figures_and_tests_conform() -> None:
    assert requirements(files()) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("purpose: Rank applications", "purpose: Rank people", 3, "another purpose"),
        ("id: REQ-02", "id: REQ-01", 9, "given twice (first at governance/requirements.yaml:5)"),
        (", max: 0.1}", "}", 7, "no acceptance value"),
        ("slice: sex", "slice: age", 7, "has not measured"),
        ("reports/evaluation.json", "reports/gone.json", 8, "is no evaluation report"),
        ("an override by the person who decided is refused", "todo", 11, "no acceptance value"),
        ("#test_own_decision", "#test_gone", 12, "names no place"),
        ("tests: [tests/test_service.py#test_own_decision]", "tests: []", 12, "no test"),
    ],
)
def test_what_a_requirement_lacks(old: str, new: str, line: int, message: str) -> None:
    changed = REQUIREMENTS.replace(old, new, 1)
    assert changed != REQUIREMENTS
    found = requirements(files(requirements=changed))
    assert any(at == line and message in said for at, said in found), found


def test_a_test_names_its_requirement_in_turn() -> None:
    given = files() | {"tests/test_service.py": TEST.replace("REQ-02", "REQ-020")}
    ((line, message),) = requirements(given)
    assert (line, "does not name REQ-02 in turn" in message) == (12, True)


def test_one_finding_says_that_nothing_is_there() -> None:
    bare = {"aims.yaml": MANIFEST, "models/card.bin": "weights"}
    assert len(objectives(bare)) == 1
    assert len(requirements(bare)) == 1
    empty = bare | {
        "governance/o.yaml": skeleton("objectives"),
        "governance/r.yaml": skeleton("requirements"),
    }
    assert objectives(empty) != []
    assert requirements(empty) != []


PROCESS = """\
---
kind: development-process
id: process
steps:
  - {id: evaluate, stage: evaluation, entry: training is done, exit: limits are met,
     automated_by: .github/workflows/ci.yml#evaluate}
  - {id: release, stage: release, entry: all reviews are done, exit: two people approved it}
---
# Process

## Stages, entry and exit
Design, data, training and evaluation follow each other; each ends with a review of its results.

## Tests
Every change runs the unit tests and the evaluation on data that took no part in training.

## Human oversight
A senior underwriter tries the override before each release and records the result.

## Change control
A change is asked for in an issue, weighed by the owner and merged after review by another person.

## Training data
Only released versions of a dataset with a datasheet and a digest may be used for training.
"""
WORKFLOW = """\
on:
  push: {branches: [main]}
jobs:
  evaluate:
    runs-on: ubuntu-24.04
    steps:
      - run: python -m loan.train
"""


def process(text: str | None, workflow: str = WORKFLOW) -> list[tuple[int, str]]:
    given = {"aims.yaml": MANIFEST, "models/card.bin": "w", ".github/workflows/ci.yml": workflow}
    if text is not None:
        given["governance/process.md"] = text
    return failures(
        fictional_development_process(
            collect(Organisation, given), collect(Governance, given), collect(Automation, given)
        )
    )


def test_a_process_that_workflows_carry_out_conforms() -> None:
    assert process(PROCESS) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("branches: [main]", "branches: [dev]", "does not run on the default branch"),
        ("push: {branches: [main]}", "workflow_dispatch:", "is started by hand only"),
        ("push: {branches: [main]}", "workflow_call:", "only when another workflow calls it"),
        ("  evaluate:\n", "  measure:\n", "has no such job (it has measure)"),
        ("      - run: python -m loan.train\n", "      - name: soon\n", "does nothing"),
        ("    runs-on", "    if: false\n    runs-on", "is switched off"),
    ],
)
def test_a_step_that_nothing_does_is_fiction(old: str, new: str, message: str) -> None:
    changed = WORKFLOW.replace(old, new)
    assert changed != WORKFLOW
    ((line, said),) = process(PROCESS, changed)
    assert (line, message in said) == (6, True), said


def test_pull_requests_to_any_branch_and_schedules_count() -> None:
    for event in ("pull_request:", "schedule: [{cron: '0 3 * * 1'}]", "push: {tags: ['v*']}"):
        assert process(PROCESS, WORKFLOW.replace("push: {branches: [main]}", event)) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("exit: limits are met", "exit: tbd", 5, "has no exit criterion"),
        ("stage: evaluation", "stage: data", 4, "no step belongs to evaluation"),
        ("## Training data", "## Appendix", 1, "nothing on training data"),
        (
            "A senior underwriter tries the override before each release and records the result.",
            "To be written.",
            17,
            "says nothing",
        ),
    ],
)
def test_what_a_process_leaves_out(old: str, new: str, line: int, message: str) -> None:
    changed = PROCESS.replace(old, new)
    assert changed != PROCESS
    assert any(at == line and message in said for at, said in process(changed)), process(changed)


def test_a_process_is_asked_for_once_and_the_skeleton_is_none() -> None:
    assert len(process(None)) == 1
    assert len(process(skeleton("development-process"))) >= 5


DESIGN = """\
---
kind: design-record
id: design
systems: [scorer]
---
# Design

## Architecture
The package `src/loan/` has a module for scoring, `src/loan/service.py#score`, and one for training.

## Choice of model
A logistic regression over six features, since an underwriter can read each of its weights.

## Rejected options
Gradient boosting gained little on held-out data and its reasons would have been approximate.

## Data flow
Figures of an application reach `loan.service` and leave it as a score; only the score is kept.

## Interfaces
The desk calls one function with seven figures and gets a score, a band and three reasons.

## Human interface
Underwriters see the band and reasons beside the application, and record what they decide.

## Security
Weights are read as plain numbers, `application/json` bodies are bounded, secrets are elsewhere.
"""


def design(text: str | None) -> list[tuple[int, str]]:
    given = {
        "aims.yaml": MANIFEST,
        "models/card.bin": "w",
        "src/loan/__init__.py": "",
        "src/loan/service.py": "def score(): ...\n",
    }
    if text is not None:
        given["governance/design.md"] = text
    return failures(
        fictional_design_record(
            collect(Courses, given),
            collect(Governance, given),
            collect(Whereabouts, given),
            collect(Snapshot, given),
        )
    )


def test_a_design_that_names_what_exists_conforms() -> None:
    assert design(DESIGN) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("src/loan/service.py#score", "src/loan/api.py", 9, "refers to src/loan/api.py, which"),
        ("service.py#score", "service.py#rate", 9, "names no place"),
        ("`src/loan/`", "`src/credit/`", 9, "refers to src/credit/, which does not exist"),
        ("`loan.service`", "`loan.desk`", 18, "refers to loan.desk, which does not exist"),
        ("## Security", "## Remarks", 1, "nothing on security"),
    ],
)
def test_a_design_that_names_what_is_gone(old: str, new: str, line: int, message: str) -> None:
    changed = DESIGN.replace(old, new)
    assert changed != DESIGN
    ((at, said),) = design(changed)
    assert (at, message in said) == (line, True), said


def test_names_of_others_are_no_modules_of_the_project() -> None:
    assert design(DESIGN.replace("`loan.service`", "`numpy.linalg` and `loan.service`")) == []


def test_a_design_record_is_asked_for_once_and_the_skeleton_is_none() -> None:
    assert len(design(None)) == 1
    assert len(design(skeleton("design-record"))) >= 5
