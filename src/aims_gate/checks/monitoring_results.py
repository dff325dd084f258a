"""Results of monitoring: whether they are current, and breaches were dealt with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..evaluation.report import Bounds
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
    Profile,
    by_tier,
    check,
    does_not_apply,
    fails,
)
from ..portfolio import Playbooks, System, Systems, TierRules
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations.records import Listed
    from ..declarations.records.monitoring import Monitor, MonitoringResult


@dataclass(frozen=True, slots=True)
class _Records:
    """The ids that the follow-up of a breach may name; ``None`` where there is no such register."""

    incidents: frozenset[str]
    nonconformities: frozenset[str]


@check(
    "Monitoring results are current and breaches handled",
    controls=["A.6.2.6"],
    clauses=["9.1"],
    evidences=["9.1"],
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
    profile=Profile.CERTIFICATION,
)
def unhandled_monitoring_breach(
    systems: Systems,
    governance: Governance,
    playbooks: Playbooks,
    roster: Roster,
    clock: Clock,
) -> Iterator[Finding]:
    """Find systems in operation whose monitoring has fallen silent, or whose breaches led nowhere.

    Each monitor of the plan has a result no older than its cadence, and none dated ahead. A value
    beyond the threshold of the plan is a breach, whatever anybody calls it: it names the incident
    or the nonconformity that it became, or who accepted it, when and why.

    ## Why it matters
    A monitor that nobody reads, or whose alarms are put aside, is as good as none.

    ## How to conform
    Record the latest result of each monitor (`kind: monitoring-results`), and open an incident or a
    nonconformity for every value beyond its threshold.
    """
    records = _Records(
        frozenset(each.id for filed in governance.incidents for each in filed.value.incidents),
        frozenset(
            each.id for filed in governance.nonconformities for each in filed.value.nonconformities
        ),
    )
    for system in systems:
        subject = system.subject
        if system.lifecycle is not None and not system.operates:
            reason = f"{subject.label} is in stage {system.lifecycle}, not in operation"
            yield does_not_apply(reason, about=subject)
            continue
        results = list(_results(system, governance, systems))
        if not results:
            message = f"{subject.label}: {governance.absent('monitoring-results')}"
            if any(filed.value.system == subject.id for filed in governance.monitoring_results):
                message = f"{subject.label}: no result of monitoring is recorded"
            yield fails(message, at=system.at, about=subject, key="results")
            continue
        monitors = _monitors(system, governance, systems)
        rules = playbooks.of(subject.tier)
        defects = [
            *_silent(monitors, results, rules, clock.today),
            *_breaches(monitors, results, records, roster, clock.today),
        ]
        newest = max((each.value.on for each in results if each.value.on), default=None)
        yield from judged(
            subject,
            (Defect(f"{subject.label}: {d.message}", d.at, d.key, d.fix) for d in defects),
            otherwise=f"{subject.label}: monitored until {newest}, every breach has a consequence",
            at=results[-1].at(),
        )


def _results(
    system: System, governance: Governance, systems: Systems
) -> Iterator[Listed[MonitoringResult]]:
    for filed in governance.monitoring_results:
        about = filed.value.system
        if about == system.subject.id or (about is None and len(systems) == 1):
            yield from filed.listed("results")


def _monitors(
    system: System, governance: Governance, systems: Systems
) -> Mapping[str, tuple[Monitor, Location]]:
    return {
        monitor.id: (monitor, filed.locate("monitors", index))
        for filed in governance.monitoring_plans
        if filed.value.system == system.subject.id
        or (filed.value.system is None and len(systems) == 1)
        for index, monitor in enumerate(filed.value.monitors)
    }


def _silent(
    monitors: Mapping[str, tuple[Monitor, Location]],
    results: Sequence[Listed[MonitoringResult]],
    rules: TierRules,
    today: date,
) -> Iterator[Defect]:
    """Monitors whose last result is older than their cadence, or than that of the playbook."""
    fix = "Record the latest result."
    for id_, (monitor, at) in monitors.items():
        dated = [
            (each.value.on, each)
            for each in results
            if each.value.monitor == id_
            and each.value.on
            and each.value.on <= today
            and each.value.value is not None
        ]
        if not dated:
            yield Defect(f"monitor {id_} has no result", at, f"silent:{id_}", fix)
            continue
        last, result = max(dated, key=lambda pair: pair[0])
        cadence = monitor.cadence or rules.monitoring_cadence
        if cadence and cadence.after(last) < today:
            message = f"the last result of monitor {id_} is of {last}, it is due every {cadence}"
            yield Defect(message, result.at("on"), f"silent:{id_}", fix)


def _breaches(
    monitors: Mapping[str, tuple[Monitor, Location]],
    results: Sequence[Listed[MonitoringResult]],
    records: _Records,
    roster: Roster,
    today: date,
) -> Iterator[Defect]:
    for each in results:
        result, key = each.value, f"result:{each.value.id}"
        if result.on is None:
            yield Defect(f"result {result.id} has no date", each.at(), f"{key}:date")
        elif result.on > today:
            message = f"result {result.id} is dated {result.on}, which lies ahead"
            yield Defect(message, each.at("on"), f"{key}:date", "State the day of the result.")
        if result.monitor not in monitors:
            message = f"result {result.id} is of monitor {result.monitor}, which no plan has"
            yield Defect(message, each.at("monitor"), f"{key}:monitor", "Name a monitor.")
            continue
        monitor, _ = monitors[result.monitor]
        if result.value is None:
            yield Defect(f"result {result.id} has no value", each.at(), f"{key}:value")
        elif monitor.threshold is not None:
            bounds = Bounds(each.at("value"), monitor.threshold.min, monitor.threshold.max)
            if how := bounds.breach(result.value):
                what = (
                    f"breach {result.id} ({monitor.metric or monitor.id} {result.value:g}, {how})"
                )
                yield from _unhandled(each, what, records, roster, today)


def _unhandled(
    each: Listed[MonitoringResult], what: str, records: _Records, roster: Roster, today: date
) -> Iterator[Defect]:
    """A breach that became nothing: no incident, no nonconformity, nobody who accepted it."""
    result, key = each.value, f"result:{each.value.id}:breach"
    if result.incident:
        if result.incident not in records.incidents:
            message = f"{what}: there is no incident {result.incident}"
            yield Defect(message, each.at("incident"), key, "Open the incident.")
    elif result.nonconformity:
        if result.nonconformity not in records.nonconformities:
            message = f"{what}: there is no nonconformity {result.nonconformity}"
            yield Defect(message, each.at("nonconformity"), key, "Open the nonconformity.")
    elif result.accepted is None:
        fix = "Name the incident or nonconformity it became, or who accepted it and why."
        yield Defect(f"{what} is unhandled", each.at("value"), key, fix)
    else:
        yield from _badly_accepted(each, what, key, roster, today)


def _badly_accepted(
    each: Listed[MonitoringResult], what: str, key: str, roster: Roster, today: date
) -> Iterator[Defect]:
    accepted = each.value.accepted
    assert accepted is not None
    at = each.at("accepted")
    if not said(accepted.reason, words=3):
        yield Defect(f"{what} is accepted without a reason", at, key, "Give the reason.")
    elif problem := roster.problem(accepted.by, today):
        who = accepted.by or "who accepted it"
        yield Defect(f"{what}: {who} {problem}", at, key, "Name who accepted the breach.")
    elif accepted.on is None or accepted.on > today:
        yield Defect(
            f"{what} is accepted on a day that is missing or lies ahead", at, key, "Give the day."
        )
