"""unprotected-branch: whether the branch can be changed past the gate."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from aims_gate.checks.branch import unprotected_branch
from aims_gate.governance.organisation import Organisation
from aims_gate.model import Cause, Finding, FindingKind
from aims_gate.platforms.record import BranchRules, Rule
from aims_gate.portfolio.automation import Automation
from aims_gate.testing import collect

GATE = """on: pull_request
jobs:
  test: {runs-on: x, steps: [{run: pytest}]}
  gate:
    name: Judge the evidence
    runs-on: x
    steps: [{run: aims-gate check .}]
"""
ALL_ON: Mapping[Rule, bool | None] = dict.fromkeys(Rule, True)


def judged(rules: BranchRules, workflow: str = GATE) -> list[Finding]:
    files = {"aims.yaml": "systems: [{id: a, purpose: b, owner: c}]\n"}
    files[".github/workflows/ci.yml"] = workflow
    return unprotected_branch(rules, collect(Automation, files), collect(Organisation, files))


def guarded(*checks: str, workflows: tuple[str, ...] = ()) -> BranchRules:
    return BranchRules("main", ALL_ON, frozenset(checks), frozenset(workflows))


def test_a_guarded_branch_conforms() -> None:
    (finding,) = judged(guarded("test", "Judge the evidence"))
    assert finding.kind is FindingKind.CONFORMITY


@pytest.mark.parametrize("rule", Rule)
def test_each_rule_that_is_off_fails_by_name(rule: Rule) -> None:
    rules = BranchRules("main", {**ALL_ON, rule: False}, frozenset({"aims-gate"}))
    (finding,) = judged(rules)
    assert finding.kind is FindingKind.FAILURE
    assert finding.message == f"main: {rule}: off"
    assert (finding.key, str(finding.at)) == (rule.name.lower(), ".github/workflows/ci.yml:4")


@pytest.mark.parametrize(
    "name",
    ["Judge the evidence", "Judge the evidence (3.12)", "Judge the evidence / run", "aims-gate"],
)
def test_the_gate_is_known_by_the_name_of_its_result(name: str) -> None:
    assert [each.kind for each in judged(guarded(name))] == [FindingKind.CONFORMITY]


@pytest.mark.parametrize("name", ["test", "gate", "Judge the evidence of others"])
def test_another_required_check_is_not_the_gate(name: str) -> None:
    (finding,) = judged(guarded(name))
    assert finding.kind is FindingKind.FAILURE
    assert f"the gate is not among the required checks ({name})" in finding.message
    assert "Judge the evidence" in (finding.fix or "")


def test_a_required_workflow_may_be_the_gate() -> None:
    for path in (".github/workflows/ci.yml", ".github/workflows/aims-gate.yml"):
        assert judged(guarded(workflows=(path,)))[0].kind is FindingKind.CONFORMITY
    other = guarded(workflows=(".github/workflows/other.yml",))
    assert judged(other)[0].kind is FindingKind.FAILURE


def test_a_pipeline_that_must_pass_needs_the_gate_in_it() -> None:
    assert judged(guarded("*"))[0].kind is FindingKind.CONFORMITY
    without = GATE.replace("aims-gate check .", "make")
    assert judged(guarded("*"), without)[0].kind is FindingKind.FAILURE


def test_what_is_not_known_never_passes() -> None:
    unknown = BranchRules(reason="the platform is asked only with --online", fix="Run it so.")
    (nothing,) = judged(unknown)
    assert (nothing.kind, nothing.cause) == (FindingKind.NOT_ASSESSED, Cause.UNAVAILABLE)
    assert nothing.fix == "Run it so."
    hidden = BranchRules("main", {**ALL_ON, Rule.NO_BYPASS: None}, frozenset({"aims-gate"}))
    (part,) = judged(hidden)
    assert part.kind is FindingKind.NOT_ASSESSED
    assert str(Rule.NO_BYPASS) in part.message


def test_what_is_known_to_be_off_fails_beside_what_is_not_known() -> None:
    rules = {**ALL_ON, Rule.NO_BYPASS: None, Rule.REVIEW: False}
    found = judged(BranchRules("main", rules, frozenset({"aims-gate"})))
    assert [each.kind for each in found] == [FindingKind.FAILURE]


def test_a_repository_without_ai_owes_nothing() -> None:
    nobody = Organisation(None, collect(Organisation, {"a.py": ""}).at)
    assert unprotected_branch(BranchRules(), Automation(), nobody) == []
