"""Whether what was measured keeps to what the playbook asks for, and to the report's own limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..evaluation.gaps import ROUNDING, gap_of_groups, groups_of
from ..evaluation.metrics import Metric, metric
from ..evaluation.report import Bounds, Measurement, Report
from ..model import Location
from ..portfolio import EvaluationLimit, Model, TierRules
from .judging import Defect


@dataclass(frozen=True, slots=True)
class _Judged:
    """A value that a limit is about, wherever it comes from."""

    label: str
    key: str
    value: float
    at: Location
    samples: int | None
    has_interval: bool
    places: tuple[Location, ...] = ()


def missed_limits(model: Model, reports: Sequence[Report], rules: TierRules) -> Iterator[Defect]:
    """What the reports lack of the playbook's demands, and where a value misses a limit."""
    newest = sorted(reports, key=lambda report: str(report.day or ""), reverse=True)
    called = model.subject.label
    seen: set[str] = set()
    for limit in rules.evaluations:
        for defect in _of_playbook(called, newest, limit, rules):
            seen.add(defect.key)
            yield defect
    stated = [limit for report in reports for limit in _own_limits(report)]
    for defect in stated:
        if defect.key not in seen:
            yield defect
    has_own = any(
        report.limits or any(each.bounds for each in report.measurements) for report in reports
    )
    if reports and not rules.evaluations and not has_own:
        message = (
            f"nothing says how good {called} has to be: neither playbook nor report has limits"
        )
        fix = f"State limits under playbook.{rules.tier}.evaluations of aims-gate.yaml."
        yield Defect(message, reports[0].at, "limits", fix)


def _of_playbook(
    called: str, reports: Sequence[Report], limit: EvaluationLimit, rules: TierRules
) -> Iterator[Defect]:
    part = as_part(limit.slice or "")
    label = f"{limit.metric} of {part}" if part else limit.metric
    key = key_of(limit.metric, part)
    for report in reports:
        values = list(_values(report, limit.metric, part))
        if not values:
            continue
        for each in values:
            yield from _held(called, each, limit, rules)
        yield from _stated_gap(report, limit.metric, part)
        yield from _looser(report, limit, part)
        return
    if reports:
        message = f"{called}: {reports[0].path} lacks {label}, which tier {rules.tier} needs"
        at = reports[0].at
        yield Defect(message, at, key, f"Measure {label}.", places=_where(rules))


def as_part(text: str) -> str:
    """A part of the data as reports are read to name it: pairs in order, ``age=1, sex=f``."""
    pairs = sorted(pair.strip() for pair in text.split(","))
    return ", ".join(pairs) if all("=" in pair for pair in pairs) else text.strip()


def key_of(name: str, part: str) -> str:
    """The key of a finding about a metric of a part."""
    return f"metric:{metric(name).name}:{part.casefold()}"


def _values(report: Report, name: str, part: str) -> Iterator[_Judged]:
    """What a report says of a metric for a part: one value, or one for each group of a feature."""
    known = metric(name)
    stated = _stated(report, known, part)
    gap = gap_of_groups(report, name, part) if part and "=" not in part else None
    if gap:
        # Held against the limit is what the groups show, also where the report states less.
        at = stated.at if stated else gap.groups[0].at
        groups = tuple(each.at for each in gap.groups)
        has_interval = all(each.low is not None for each in gap.groups)
        has_interval |= bool(stated and stated.low is not None)
        label, key = f"{known.name} of {part}", key_of(name, part)
        yield _Judged(label, key, gap.value, at, gap.samples, has_interval, groups)
    elif stated:
        value = abs(stated.value) if known.compared == "difference" else stated.value
        key = key_of(name, part)
        yield _Judged(stated.label, key, value, stated.at, stated.samples, stated.low is not None)
    elif part and "=" not in part:
        for each in groups_of(report, part):
            if each.name == known.name:
                yield _Judged(
                    each.label,
                    key_of(name, each.part),
                    each.value,
                    each.at,
                    each.samples,
                    each.low is not None,
                )


def _stated(report: Report, known: Metric, part: str) -> Measurement | None:
    wanted = part.casefold()
    found = [each for each in report.named(known.name) if each.part.casefold() == wanted]
    return min(found, key=lambda each: bool(each.suite), default=None)


def _held(called: str, each: _Judged, limit: EvaluationLimit, rules: TierRules) -> Iterator[Defect]:
    places = (*each.places, *_where(rules))
    if metric(limit.metric).share and not 0 <= each.value <= 1:
        message = f"{called}: {each.label} is {each.value:g}, but it is a share from 0 to 1"
        yield Defect(message, each.at, each.key, "Write it as a share.", places=places)
        return
    bounds = Bounds(each.at, limit.min, limit.max)
    if how := bounds.breach(round(each.value, 6)):
        message = f"{called}: {each.label} is {each.value:.4g}, {how} for tier {rules.tier}"
        yield Defect(message, each.at, each.key, places=places)
    if each.samples is None:
        message = f"{called}: {each.label} does not say on how many samples it was measured"
        fix = "State the number of samples beside the value."
        yield Defect(message, each.at, f"samples:{each.key}", fix, places=places)
    elif limit.samples and each.samples < limit.samples:
        message = (
            f"{called}: {each.label} was measured on {each.samples} samples, "
            f"tier {rules.tier} needs {limit.samples}"
        )
        fix = "Evaluate on more data."
        yield Defect(message, each.at, f"samples:{each.key}", fix, places=places)
    if not each.has_interval:
        message = f"{called}: {each.label} has no confidence interval"
        fix = "State the interval: resampling the evaluation data gives one."
        yield Defect(message, each.at, f"confidence:{each.key}", fix, places=places)


def _stated_gap(report: Report, name: str, part: str) -> Iterator[Defect]:
    """A gap that is not that of the groups in the same report."""
    stated = _stated(report, metric(name), part)
    gap = gap_of_groups(report, name, part) if stated else None
    if stated and gap and abs(abs(stated.value) - gap.value) > ROUNDING:
        message = (
            f"{report.path} states {stated.label} as {stated.value:g}, "
            f"but its groups give {gap.value:.3g}"
        )
        groups = tuple(each.at for each in gap.groups)
        fix = "Compute the gap from the groups again."
        yield Defect(message, stated.at, f"gap:{key_of(name, part)}", fix, places=groups)


def _looser(report: Report, limit: EvaluationLimit, part: str) -> Iterator[Defect]:
    """A limit of the report that lets pass what the playbook does not."""
    name = metric(limit.metric).name
    stated = [
        each.bounds
        for each in report.limits
        if each.name == name and each.part.casefold() == part.casefold()
    ]
    found = _stated(report, metric(limit.metric), part)
    stated += [found.bounds] if found and found.bounds else []
    for bounds in stated:
        low = limit.min is not None and bounds.least is not None and bounds.least < limit.min
        high = limit.max is not None and bounds.most is not None and bounds.most > limit.max
        if low or high:
            own, asked = (bounds.least, limit.min) if low else (bounds.most, limit.max)
            message = (
                f"{report.path} applies a looser limit to {limit.metric} than the playbook: "
                f"{own:g} and not {asked:g}"
            )
            fix = "Apply the limit of the playbook; loosening that one needs approval."
            yield Defect(message, bounds.at, f"looser:{key_of(limit.metric, part)}", fix)


def _own_limits(report: Report) -> Iterator[Defect]:
    """Where a value misses a limit that its own report states."""
    for limit in report.limits:
        key = key_of(limit.name, limit.part)
        part = f" of {limit.part}" if limit.part else ""
        found = _stated(report, metric(limit.name), limit.part)
        if found is None:
            message = f"{report.path} has a limit for {limit.name}{part}, but no value"
            yield Defect(message, limit.bounds.at, key, f"Measure {limit.name}{part}.")
        elif how := limit.bounds.breach(found.value):
            although = ", although the report says that the limit is met" if limit.met else ""
            message = f"{report.path}: {found.label} is {found.value:g}, {how}{although}"
            yield Defect(message, found.at, key, places=(limit.bounds.at,))
        elif limit.met is False:
            message = f"{report.path} says that {limit.name}{part} misses its limit"
            yield Defect(message, limit.bounds.at, key)
    for each in report.measurements:
        if each.bounds and (how := each.bounds.breach(each.value)):
            message = f"{report.path}: {each.label} is {each.value:g}, {how}"
            yield Defect(message, each.at, key_of(each.name, each.part))


def _where(rules: TierRules) -> tuple[Location, ...]:
    """Where the playbook states what it asks for, if it does."""
    at = rules.at("evaluations")
    return (at,) if at else ()
