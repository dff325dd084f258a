"""Whether the branch that everybody works from can be changed past the gate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..governance.organisation import Organisation
from ..model import (
    ERROR,
    NOTE,
    WARNING,
    Cause,
    Finding,
    Location,
    Profile,
    by_tier,
    check,
    unassessed,
)
from ..platforms.record import BranchRules, Rule
from ..portfolio import Automation, Job
from .judging import Defect, judged

_GATE: Final = re.compile(r"aims[-_]gate")
_EVERYTHING: Final = "*"


@check(
    "Branch rules protect the gate",
    controls=["A.6.1.3", "A.3.2"],
    clauses=["8.1", "7.5.3"],
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
    profile=Profile.CERTIFICATION,
)
def unprotected_branch(
    rules: BranchRules, automation: Automation, organisation: Organisation
) -> Iterator[Finding]:
    """Find default branches that can be changed without review, or without the gate.

    The platform is asked (`--online`): GitHub for rulesets and branch protection, GitLab for
    protected branches and approval rules. The branch must ask for a review and for that of code
    owners, take approvals back after a push, ask for the gate to pass, let nobody pass the rules
    by, and refuse forced pushes. What the platform does not show to the token at hand is not
    assessed, and never counts as on.

    ## Why it matters
    A gate that need not pass is advice. Every other check of a change holds only as far as the
    change cannot reach the branch some other way.

    ## How to conform
    Turn the rule on for the default branch, in a ruleset or in the protection of the branch.
    """
    about = organisation.subject
    if about is None:
        return
    jobs = _jobs(automation)
    at = jobs[0].at if jobs else organisation.at
    if not rules.branch:
        message = f"it is not known how the default branch is guarded: {rules.reason}"
        yield unassessed(
            message, cause=Cause.UNAVAILABLE, at=at, about=about, key="rules", fix=rules.fix
        )
        return
    hidden = [rule for rule in Rule if rules.rules.get(rule) is None]
    if not (defects := [*_off(rules, at), *_without_gate(rules, automation, at)]) and hidden:
        names = ", ".join(hidden)
        message = f"{rules.branch}: {names}: not shown to this token"
        yield unassessed(
            message, cause=Cause.UNAVAILABLE, at=at, about=about, key="rules", fix=rules.fix
        )
        return
    otherwise = f"{rules.branch} asks for review, code owners and the gate, and lets nobody by"
    yield from judged(about, defects, otherwise=otherwise, at=at)


def _off(rules: BranchRules, at: Location) -> Iterator[Defect]:
    for rule in Rule:
        if rules.rules.get(rule) is False:
            fix = f"Turn on {rule} for {rules.branch}."
            yield Defect(f"{rules.branch}: {rule}: off", at, rule.name.lower(), fix)


def _without_gate(rules: BranchRules, automation: Automation, at: Location) -> Iterator[Defect]:
    """The gate must be among what has to pass, as far as it can be told by its name."""
    jobs = _jobs(automation)
    if not rules.rules.get(Rule.CHECKS) or _asks_for_gate(rules, automation):
        return
    named = ", ".join(sorted(rules.checks | rules.workflows))
    wanted = " or ".join(dict.fromkeys(job.called for job in jobs)) or "aims-gate"
    message = f"{rules.branch}: the gate is not among the required checks ({named})"
    yield Defect(message, at, "gate", f"Require the check {wanted} on {rules.branch}.")


def _jobs(automation: Automation) -> list[Job]:
    return [job for _, job in automation.jobs() if _GATE.search(job.text)]


def _asks_for_gate(rules: BranchRules, automation: Automation) -> bool:
    if _EVERYTHING in rules.checks:  # a job may come from a file that the pipeline includes
        return any(_GATE.search(each.text) for each in automation.workflows.values())
    jobs = _jobs(automation)
    if any(_GATE.search(name) for name in rules.checks | rules.workflows):
        return True
    if any(job.at.path in rules.workflows for job in jobs):
        return True
    return any(_is_result_of(job, name) for job in jobs for name in rules.checks)


def _is_result_of(job: Job, name: str) -> bool:
    """Whether a result has the name of a job, of one of its variants, or of what it calls."""
    return name == job.called or name.startswith((f"{job.called} (", f"{job.called} / "))
