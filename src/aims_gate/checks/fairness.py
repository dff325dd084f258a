"""Fairness: whether the groups that a system affects are measured, and how far they lie apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..declarations.records import Filed
from ..evaluation.gaps import gap_of_groups, groups_of
from ..evaluation.metrics import metric
from ..evaluation.report import Bounds, Evaluations, Measurement, Report
from ..governance.files import Governance
from ..governance.wording import said
from ..model import (
    ERROR,
    NOTE,
    WARNING,
    Cause,
    Finding,
    Location,
    Role,
    Tier,
    by_tier,
    check,
    does_not_apply,
    fails,
    unassessed,
)
from ..portfolio import Declared, Models, Playbooks, System, Systems, TierRules
from .judging import Defect, judged, undeclared

if TYPE_CHECKING:
    from ..declarations.records.impact import ImpactAssessment

MAKERS = (Role.PROVIDER, Role.PRODUCER)


@dataclass(frozen=True, slots=True)
class _Group:
    """A group of the impact assessment that can be measured: an attribute and one of its values."""

    id: str
    attribute: str
    value: str
    at: Location

    @property
    def part(self) -> str:
        """How reports name it."""
        return f"{self.attribute}={self.value}"


@check(
    "Subgroup fairness is measured",
    controls=["A.6.2.4", "A.5.4"],
    clauses=["9.1"],
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
    roles=MAKERS,
    tiers=(Tier.LIMITED, Tier.HIGH),
)
def unmeasured_fairness(
    systems: Systems,
    models: Models,
    evaluations: Evaluations,
    governance: Governance,
    declared: Declared,
    playbooks: Playbooks,
) -> Iterator[Finding]:
    """Find systems that affect people whose groups nobody measured, or that treat them unevenly.

    The groups are those of the impact assessment that have an `attribute` and `values`. For each,
    the evaluation report needs values with the number of samples, and for each attribute a gap
    measure, such as the demographic parity difference, within a limit of the playbook or of the
    report. Gaps are computed from the values of the groups. The report says what it does with
    groups that are too small to measure.

    ## Why it matters
    A good average hides a model that fails one group; whoever is not measured is not protected.

    ## How to conform
    Evaluate every group that the impact assessment names, with a limit on the gap between them;
    where a gap is too wide, change the model or the process and measure again.

    The attribute may be one that the model must not use: it is needed to measure, not to decide.
    """
    by_id = {model.subject.id: model.subject for model in models}
    for system in systems:
        groups = list(_groups(system, governance))
        affects = bool(groups) or _affects_people(system, declared, governance)
        if affects is None:
            yield _unknown(system)
            continue
        if not affects:
            reason = "it neither deals with people nor processes data on them"
            yield does_not_apply(reason, about=system.subject)
            continue
        subjects = [by_id[id_] for id_ in sorted(system.models) if id_ in by_id]
        reports = [report for subject in subjects for report in evaluations.of(subject)]
        if not reports:
            message = f"{system.subject.label}: no evaluation report measures any group"
            yield fails(message, at=system.at, about=system.subject, key="report")
            continue
        rules = playbooks.of(system.subject.tier)
        yield from judged(
            system.subject,
            _defects(system, groups, reports, rules, governance),
            otherwise=f"{system.subject.label}: every group is measured, every gap in its limit",
            at=reports[0].at,
        )


def _groups(system: System, governance: Governance) -> Iterator[_Group]:
    for filed in _assessments(system, governance):
        for index, group in enumerate(filed.value.affected):
            for value in group.values if group.attribute else ():
                at = filed.locate("affected", index, "values")
                yield _Group(group.id, group.attribute or "", value, at)


def _assessments(system: System, governance: Governance) -> Iterator[Filed[ImpactAssessment]]:
    link = system.impact_assessment.path if system.impact_assessment else None
    for filed in governance.impact_assessments:
        if filed.value.system == system.subject.id or filed.path == link:
            yield filed


def _affects_people(system: System, declared: Declared, governance: Governance) -> bool | None:
    """Whether people are affected: by the assessment, or as declared; ``None`` if nothing says."""
    if any(filed.value.affected for filed in _assessments(system, governance)):
        return True
    for entry in declared.manifest.systems:
        if entry.value.id == system.subject.id:
            personal = entry.value.personal_data
            said_so = (entry.value.interacts_with_people, personal and personal.processed)
            if any(said_so):
                return True
            return False if said_so == (False, False) else None
    return None


def _unknown(system: System) -> Finding:
    if not system.declared:
        return undeclared(system, "group of people")
    return unassessed(
        f"nothing says whether {system.subject.label} affects people",
        cause=Cause.UNAVAILABLE,
        at=system.at,
        about=system.subject,
        fix="State `interacts_with_people` and `personal_data` in aims.yaml, or assess the impact.",
    )


def _defects(
    system: System,
    groups: Sequence[_Group],
    reports: Sequence[Report],
    rules: TierRules,
    governance: Governance,
) -> Iterator[Defect]:
    called = system.subject.label
    if not groups:
        filed = next(_assessments(system, governance), None)
        at = filed.locate("affected") if filed else system.at
        message = f"{called}: the impact assessment names no group by an attribute to measure"
        fix = "Give the affected groups `attribute` and `values` in the impact assessment."
        yield Defect(message, at, "groups", fix)
    for group in groups:
        yield from _unmeasured(called, group, reports)
    assessed = dict.fromkeys(group.attribute for group in groups)
    for feature in assessed:
        yield from _gaps(called, feature, reports, rules)
    known = {feature.casefold() for feature in assessed}
    for each in _features(reports) if groups else ():
        if next(iter(each.groups)).casefold() not in known:
            feature = next(iter(each.groups))
            message = (
                f"{called}: {feature} is measured, but the impact assessment has no such group"
            )
            fix = "Assess what the system does to these groups too."
            yield Defect(message, each.at, f"feature:{feature}", fix)
    for report in reports:
        yield from _small_groups(called, report)


def _unmeasured(called: str, group: _Group, reports: Sequence[Report]) -> Iterator[Defect]:
    found = [each for report in reports for each in _of_group(report, group)]
    key = f"group:{group.id}:{group.value}"
    if not found:
        wanted = group.part.replace(" ", "").casefold()
        kept = [report.small_groups for report in reports if report.small_groups]
        if any(wanted in each.left_out and said(each.handling) for each in kept):
            return
        message = f"{called}: group {group.id} ({group.part}) is not evaluated"
        yield Defect(message, group.at, key, f"Evaluate {group.part}.", places=(reports[0].at,))
        return
    counted = [each.samples for each in found if each.samples is not None]
    if len(counted) < len(found):
        silent = next(each for each in found if each.samples is None)
        message = f"{called}: {silent.label} does not say on how many samples it was measured"
        yield Defect(message, silent.at, key, "State the number of samples of every group.")


def _of_group(report: Report, group: _Group) -> Iterator[Measurement]:
    for each in groups_of(report, group.attribute):
        if [value.casefold() for value in each.groups.values()] == [group.value.casefold()]:
            yield each


def _gaps(
    called: str, feature: str, reports: Sequence[Report], rules: TierRules
) -> Iterator[Defect]:
    """Gaps between the groups of a feature that are beyond their limit, or have none."""
    asked = [
        (limit.metric, Bounds(rules.location, limit.min, limit.max))
        for limit in rules.evaluations
        if (limit.slice or "").casefold() == feature.casefold() and metric(limit.metric).compared
    ]
    own = [
        (limit.name, limit.bounds)
        for report in reports
        for limit in report.limits
        if limit.part.casefold() == feature.casefold() and metric(limit.name).compared
    ]
    if not asked and not own:
        message = f"{called}: no limit is set on the gap between groups of {feature}"
        fix = f"State a limit for {feature} in the evaluations of the playbook."
        yield Defect(message, reports[0].at, f"limit:{feature}", fix)
    for name, bounds in asked or own:
        for report in reports:
            gap = gap_of_groups(report, name, feature)
            how = bounds.breach(round(gap.value, 6)) if gap else None
            if gap and how:
                stated = report.find(metric(name).name, feature)
                at = stated.at if stated else gap.groups[0].at
                message = f"{called}: {name} of {feature} is {gap.value:.3g}, {how}"
                places = tuple(each.at for each in gap.groups)
                yield Defect(message, at, f"gap:{name}:{feature}", places=places)


def _features(reports: Sequence[Report]) -> Iterator[Measurement]:
    """The first measurement of each feature by which groups are told."""
    first: dict[str, Measurement] = {}
    for report in reports:
        for each in report.measurements:
            if len(each.groups) == 1 and not each.suite:
                first.setdefault(next(iter(each.groups)).casefold(), each)
    yield from first.values()


def _small_groups(called: str, report: Report) -> Iterator[Defect]:
    stated = report.small_groups
    fix = "State `small_groups` in the report: `fewer_than`, and the `handling` of such groups."
    if not any(each.groups for each in report.measurements):
        return
    if stated is None or stated.fewer_than is None or not said(stated.handling):
        at = stated.at if stated else report.at
        message = f"{called}: {report.path} does not say what is done about groups that are small"
        yield Defect(message, at, f"small-groups:{report.path}", fix)
        return
    small: dict[str, Measurement] = {}
    for each in report.measurements:
        if each.groups and each.samples is not None and each.samples < stated.fewer_than:
            small.setdefault(each.part, each)
    for part, each in small.items():
        message = (
            f"{called}: {part} is measured on {each.samples} samples, although groups of fewer "
            f"than {stated.fewer_than} are to be left out"
        )
        yield Defect(message, each.at, f"small-group:{part}", "Keep to the rule, or change it.")
