"""Goals of responsible use, and whether anything measures them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from ..declarations import Lifecycle
from ..declarations.lifecycle_terms import Concern
from ..evaluation.metrics import canonical
from ..evaluation.report import Evaluations
from ..evidence.text import fold
from ..governance.files import Governance
from ..governance.people import Roster
from ..governance.wording import said
from ..model import (
    NOTE,
    WARNING,
    Clock,
    Finding,
    Profile,
    by_tier,
    check,
    does_not_apply,
    fails,
)
from ..portfolio import Models, System, Systems
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations.records import Listed
    from ..declarations.records.goals import Objective

_Figure: TypeAlias = tuple[str, str]
"""A metric by its one name, and the part of the data it is of; empty for all of it."""

_LEAST_WORDS = 4
_TOO_EARLY = (Lifecycle.DESIGN, Lifecycle.DEVELOPMENT)


@check(
    "Responsible-use goals",
    controls=["A.9.3"],
    clauses=["6.2"],
    evidences=["A.9.3"],
    severity=by_tier(minimal=NOTE, limited=NOTE, high=WARNING),
    profile=Profile.CERTIFICATION,
)
def unmonitored_use_objective(
    systems: Systems,
    governance: Governance,
    models: Models,
    evaluations: Evaluations,
    roster: Roster,
    clock: Clock,
) -> Iterator[Finding]:
    """Find goals of responsible use that nobody measures, and systems in use without any.

    Judged are the objectives (`kind: objectives`) with `concerns: use`. Each says what is to be
    reached and what it serves (fairness, safety, accountability, transparency, reliability,
    privacy), has an owner, a metric and a target in numbers; and the metric is one that the
    monitoring plan watches or, where there is no plan for the system, that an evaluation measured.

    ## Why it matters
    A goal that nothing measures is a wish: nobody sees that it is missed, and nobody acts.

    ## How to conform
    Link a metric that is measured, with a target in numbers and an owner, to each goal.
    """
    goals = list(_goals(governance))
    for system in systems:
        about = system.subject
        if system.is_retired or system.lifecycle in _TOO_EARLY:
            yield does_not_apply(f"{about.label} is in stage {system.lifecycle}", about=about)
            continue
        own = [goal for goal in goals if goal.value.system in (None, about.id)]
        if not own:
            message = f"{about.label} has no objective about its use"
            at = (
                governance.objectives[0].locate("objectives")
                if governance.objectives
                else system.at
            )
            fix = "State objectives with `concerns: use`, each with metric, target and owner."
            yield fails(message, at=at, about=about, key="none", fix=fix)
            continue
        measured, where = _measured(system, governance, models, evaluations)
        defects = [
            defect
            for goal in own
            for defect in (
                *_vague(goal),
                *_unowned(goal, roster, clock),
                *_unmeasured(goal, measured, where),
            )
        ]
        message = f"{len(own)} objectives about the use of {about.label} are measured"
        yield from judged(about, defects, otherwise=message, at=own[0].at())


def _goals(governance: Governance) -> Iterator[Listed[Objective]]:
    for filed in governance.objectives:
        for goal in filed.listed("objectives"):
            if goal.value.concerns is Concern.USE:
                yield goal


def _vague(goal: Listed[Objective]) -> Iterator[Defect]:
    value = goal.value
    if not said(value.goal, words=_LEAST_WORDS):
        message = f"{value.id} does not say what is to be reached"
        yield Defect(message, goal.at("goal"), f"{value.id}:goal", "State `goal`.")
    if not said(value.aspect):
        message = f"{value.id} does not say what it serves"
        fix = (
            "State `aspect`: fairness, safety, accountability, transparency, reliability, privacy."
        )
        yield Defect(message, goal.at("aspect"), f"{value.id}:aspect", fix)
    target = value.target
    if target is None or (target.min is None and target.max is None):
        message = f"{value.id} has no target in numbers"
        fix = "State `target` with `min` or `max`."
        yield Defect(message, goal.at("target"), f"{value.id}:target", fix)


def _unowned(goal: Listed[Objective], roster: Roster, clock: Clock) -> Iterator[Defect]:
    owner = goal.value.owner
    if problem := roster.problem(owner, clock.today):
        message = f"{goal.value.id}: {owner or 'its owner'} {problem}"
        yield Defect(message, goal.at("owner"), f"{goal.value.id}:owner", "Name the owner, by id.")


def _unmeasured(
    goal: Listed[Objective], measured: frozenset[_Figure], where: str
) -> Iterator[Defect]:
    metric, part, key = goal.value.metric, goal.value.slice, f"{goal.value.id}:metric"
    if metric is None or not said(metric):
        message = f"{goal.value.id} has no measured metric"
        yield Defect(message, goal.at("metric"), key, "State the `metric` that measures it.")
    elif not any(_plain(metric) == name and part in (None, of) for name, of in measured):
        label = f"{metric} of {part}" if part else metric
        message = f"{goal.value.id} has no measured metric: {label} is in no {where}"
        yield Defect(message, goal.at("metric"), key, f"Measure {label}, or name another metric.")


def _measured(
    system: System, governance: Governance, models: Models, evaluations: Evaluations
) -> tuple[frozenset[_Figure], str]:
    """The figures that are watched, else those that were measured; and where, in words."""
    plans = [
        plan
        for plan in governance.monitoring_plans
        if plan.value.system in (None, system.subject.id)
    ]
    if plans:
        monitors = [each for plan in plans for each in plan.value.monitors]
        watched = [(_plain(each.metric), each.slice or "") for each in monitors if each.metric]
        return frozenset(watched), "monitoring plan"
    evaluated = {
        (_plain(measurement.name), measurement.part)
        for model in models
        if model.subject.id in system.models or not system.declared
        for report in evaluations.of(model.subject)
        for measurement in report.measurements
    }
    return frozenset(evaluated), "evaluation report"


def _plain(name: str) -> str:
    return fold(canonical(name))
