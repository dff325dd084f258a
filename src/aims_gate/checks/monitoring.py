"""Monitoring: whether what was validated is watched in operation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..declarations import Duration, Lifecycle
from ..declarations.monitoring_terms import Watch
from ..declarations.records import Filed
from ..evaluation.metrics import canonical
from ..evaluation.report import Bounds, Evaluations
from ..evaluation.validated import Validated, validated
from ..evidence import DocumentKind, Documents
from ..governance.files import Governance
from ..governance.people import Roster
from ..governance.wording import said
from ..model import (
    ERROR,
    NOTE,
    WARNING,
    Clock,
    Finding,
    Location,
    Subject,
    Tier,
    by_tier,
    check,
    does_not_apply,
    fails,
)
from ..portfolio import Models, Playbooks, System, Systems, TierRules
from ..repository import Snapshot
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations.records.monitoring import MonitoringPlan

_TOO_EARLY = (Lifecycle.DESIGN, Lifecycle.DEVELOPMENT)
_SOME_DAY = date(2026, 1, 1)  # months differ in length; from one day on spans can be compared
_WORDS = 3  # of a method or an action that tells anybody anything


@check(
    "Monitoring plan matches what was validated",
    controls=["A.6.2.6"],
    clauses=["9.1"],
    evidences=["A.6.2.6"],
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
)
def inadequate_monitoring_plan(
    systems: Systems,
    models: Models,
    evaluations: Evaluations,
    governance: Governance,
    documents: Documents,
    roster: Roster,
    playbooks: Playbooks,
    snapshot: Snapshot,
    clock: Clock,
) -> Iterator[Finding]:
    """Find systems without a monitoring plan, and plans that leave out what was validated.

    Every metric with a limit in the evaluation or the playbook is watched, with the same groups and
    a threshold no looser than the limit, or the plan says why it cannot be. Drift of input and of
    output is watched, and above minimal risk bias that emerges in use. Each monitor has a method, a
    numeric threshold, a cadence no longer than that of the playbook, an owner, an action, and an
    alert whose route leads to somebody.

    ## Why it matters
    What was shown on data of last year is a promise about today that only monitoring can keep.

    ## How to conform
    Write a monitoring plan (`kind: monitoring-plan`) with a monitor for each validated metric and
    for drift, and for each an alert that reaches somebody.
    """
    for system in systems:
        subject = system.subject
        if system.is_retired or system.lifecycle in _TOO_EARLY:
            reason = f"{subject.label} is in stage {system.lifecycle}"
            yield does_not_apply(reason, about=subject)
            continue
        plan = _for(system, governance.monitoring_plans, systems)
        if plan is None:
            yield _absent(system, governance, documents)
            continue
        rules = playbooks.of(subject.tier)
        wanted = list(_validated(system, models, evaluations, rules))
        lines = [
            *_per_monitor(plan, roster, rules, clock.today),
            *_unwatched(plan, wanted),
            *_drift(plan, subject),
            *_config(plan, snapshot),
        ]
        yield from judged(
            subject,
            (_prefixed(subject, defect) for defect in lines),
            otherwise=f"{subject.label} is monitored by {len(plan.value.monitors)} monitors",
            at=plan.locate("monitors"),
        )


def _for(
    system: System, plans: Sequence[Filed[MonitoringPlan]], systems: Systems
) -> Filed[MonitoringPlan] | None:
    """The document about a system; one that names none is about the only one there is."""
    for filed in plans:
        if filed.value.system == system.subject.id:
            return filed
        if filed.value.system is None and len(systems) == 1:
            return filed
    return None


def _absent(system: System, governance: Governance, documents: Documents) -> Finding:
    subject = system.subject
    message = f"{subject.label}: {governance.absent('monitoring-plan')}"
    seen = documents.of(DocumentKind.MONITORING_PLAN)
    fix = None
    if seen:
        fix = (
            f"Bring {seen[0].path} into the form of a monitoring plan (`kind: monitoring-plan`): "
            "prose cannot be held against the evaluation."
        )
    places = [document.at for document in seen]
    return fails(message, at=system.at, about=subject, key="plan", fix=fix, places=places)


def _prefixed(subject: Subject, defect: Defect) -> Defect:
    message = f"{subject.label}: {defect.message}"
    return Defect(message, defect.at, defect.key, defect.fix, defect.severity, defect.places)


def _validated(
    system: System, models: Models, evaluations: Evaluations, rules: TierRules
) -> Iterator[Validated]:
    for model in models:
        if model.subject.id in system.models or not system.declared:
            yield from validated(evaluations.of(model.subject), rules)


def _per_monitor(
    plan: Filed[MonitoringPlan], roster: Roster, rules: TierRules, today: date
) -> Iterator[Defect]:
    if not plan.value.monitors:
        yield Defect("the monitoring plan has no monitor", plan.locate("monitors"), "monitors")
    routes = {route.id: index for index, route in enumerate(plan.value.alert_routes)}
    used = {monitor.alert for monitor in plan.value.monitors}
    for index, monitor in enumerate(plan.value.monitors):
        called, key = f"monitor {monitor.id}", f"monitor:{monitor.id}"
        at = plan.locate("monitors", index)

        def place(name: str, index: int = index) -> Location:
            return plan.locate("monitors", index, name)

        if not said(monitor.metric):
            yield Defect(f"{called} names no metric", place("metric"), f"{key}:metric")
        if not said(monitor.method, words=_WORDS):
            message = f"{called} does not say by which method it is computed"
            yield Defect(message, place("method"), f"{key}:method")
        if not said(monitor.action, words=_WORDS):
            message = f"{called} does not say what is done after an alert"
            yield Defect(message, place("action"), f"{key}:action")
        bounds = monitor.threshold
        if bounds is None or (bounds.min is None and bounds.max is None):
            message = f"{called} has no threshold that is a number"
            yield Defect(message, place("threshold"), f"{key}:threshold", "Give `min` or `max`.")
        if problem := roster.problem(monitor.owner, today):
            message = f"{called}: its owner {monitor.owner or ''} {problem}".replace("  ", " ")
            yield Defect(message, place("owner"), f"{key}:owner")
        if monitor.alert is None:
            yield Defect(f"{called} alerts nobody", place("alert"), f"{key}:alert")
        elif monitor.alert not in routes:
            message = f"{called}: there is no alert route {monitor.alert}"
            yield Defect(message, place("alert"), f"{key}:alert", "Describe the route.")
        yield from _cadence(called, key, monitor.cadence, rules, (place("cadence"), at))
    for id_, index in routes.items():
        if id_ in used:
            yield from _route(plan, index, roster, today)


def _cadence(
    called: str,
    key: str,
    cadence: Duration | None,
    rules: TierRules,
    at: tuple[Location, Location],
) -> Iterator[Defect]:
    if cadence is None:
        yield Defect(f"{called} does not say how often", at[0], f"{key}:cadence")
    elif rules.monitoring_cadence and longer(cadence, rules.monitoring_cadence):
        message = (
            f"{called} is computed every {cadence}, "
            f"tier {rules.tier} asks for every {rules.monitoring_cadence}"
        )
        yield Defect(message, at[0], f"{key}:cadence", "Compute it more often.")


def longer(span: Duration, other: Duration) -> bool:
    """Whether a span is longer than another."""
    return span.after(_SOME_DAY) > other.after(_SOME_DAY)


def _route(
    plan: Filed[MonitoringPlan], index: int, roster: Roster, today: date
) -> Iterator[Defect]:
    route = plan.value.alert_routes[index]
    key = f"route:{route.id}"
    if not route.to and not said(route.address):
        message = f"alert route {route.id} leads to nobody"
        at = plan.locate("alert_routes", index)
        yield Defect(message, at, key, "Name who is alerted, or the address.")
    for number, person in enumerate(route.to):
        if problem := roster.problem(person, today):
            message = f"alert route {route.id}: {person} {problem}"
            at = plan.locate("alert_routes", index, "to", number)
            yield Defect(message, at, f"{key}:{person}", "Name somebody who is there.")


def _unwatched(plan: Filed[MonitoringPlan], wanted: Sequence[Validated]) -> Iterator[Defect]:
    """Metrics that were validated and are not watched, or with a looser threshold."""
    excused = {
        (canonical(each.metric), (each.slice or "").casefold())
        for each in plan.value.not_monitored
        if said(each.reason, words=_WORDS)
    }
    for each in wanted:
        if (each.name, each.part.casefold()) in excused:
            continue
        watching = [
            (index, monitor)
            for index, monitor in enumerate(plan.value.monitors)
            if canonical(monitor.metric or "") == each.name
            and (monitor.slice or "").casefold() == each.part.casefold()
        ]
        key = f"metric:{each.name}:{each.part.casefold()}"
        if not watching:
            message = f"validated metric {each.label} is not monitored"
            fix = f"Add a monitor of {each.label}, or say under `not_monitored` why there is none."
            yield Defect(message, plan.locate("monitors"), key, fix, places=(each.at,))
        for index, monitor in watching:
            at = plan.locate("monitors", index, "threshold")
            threshold = monitor.threshold
            if threshold and (how := _looser(threshold.min, threshold.max, each.bounds)):
                message = f"monitor {monitor.id} lets {each.label} go {how}"
                fix = "Alert before the limit of the evaluation is missed."
                yield Defect(message, at, key, fix, places=(each.bounds.at,))


def _looser(least: float | None, most: float | None, limit: Bounds) -> str | None:
    """How a threshold lets pass what the evaluation did not."""
    if least is None and most is None:
        return None  # that there is no threshold is said already
    if limit.least is not None and least is not None and least < limit.least:
        return f"down to {least:g}, the evaluation needed {limit.least:g}"
    if limit.most is not None and most is not None and most > limit.most:
        return f"up to {most:g}, the evaluation allowed {limit.most:g}"
    if limit.least is not None and least is None:
        return f"below the least of {limit.least:g} that the evaluation needed"
    if limit.most is not None and most is None:
        return f"over the most of {limit.most:g} that the evaluation allowed"
    return None


_CALLED = {
    Watch.INPUT_DRIFT: "drift of the input",
    Watch.OUTPUT_DRIFT: "drift of the output",
    Watch.EMERGENT_BIAS: "bias that emerges in use",
}


def _drift(plan: Filed[MonitoringPlan], subject: Subject) -> Iterator[Defect]:
    wanted = [Watch.INPUT_DRIFT, Watch.OUTPUT_DRIFT]
    if subject.tier is not Tier.MINIMAL:
        wanted.append(Watch.EMERGENT_BIAS)
    watched = {monitor.watches for monitor in plan.value.monitors}
    for watch in wanted:
        if watch not in watched:
            message = f"{_CALLED[watch]} is not monitored"
            fix = f"Add a monitor that `watches: {watch}`."
            yield Defect(message, plan.locate("monitors"), f"watch:{watch}", fix)


def _config(plan: Filed[MonitoringPlan], snapshot: Snapshot) -> Iterator[Defect]:
    config = plan.value.config
    if config and plan.resolve(config) not in snapshot.files:
        message = f"the configuration of the monitor, {config}, does not exist"
        yield Defect(message, plan.locate("config"), "config", "Correct the path.")
