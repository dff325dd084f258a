"""How far the groups of a feature lie apart, computed from what was measured of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .metrics import metric
from .report import Measurement, Report

ROUNDING = 0.0016
"""By how much a gap may differ from that of its groups: each value is rounded to three decimals."""


@dataclass(frozen=True, slots=True)
class Gap:
    """The gap of a metric over the groups of a feature, and the values it comes from."""

    value: float
    groups: tuple[Measurement, ...]

    @property
    def samples(self) -> int | None:
        """How many samples the smallest of the groups has; ``None`` if any does not say."""
        counts = [each.samples for each in self.groups if each.samples is not None]
        return min(counts) if len(counts) == len(self.groups) else None


def groups_of(report: Report, feature: str) -> tuple[Measurement, ...]:
    """What was measured of the groups of one feature alone, outside any suite."""
    wanted = feature.casefold()
    return tuple(
        each
        for each in report.measurements
        if not each.suite and [name.casefold() for name in each.groups] == [wanted]
    )


def gap_of_groups(report: Report, name: str, feature: str) -> Gap | None:
    """Compute a gap such as ``demographic_parity_difference`` from the rates of the groups.

    Of a measure that compares several rates (equalised odds) it is the largest. ``None`` if fewer
    than two groups have a rate it compares.
    """
    known = metric(name)
    gaps = []
    for rate in known.of_groups:
        members = tuple(each for each in groups_of(report, feature) if each.name == rate)
        if len(members) < 2:
            return None
        gaps.append(Gap(_apart(members, known.compared), members))
    if not gaps:
        return None
    return min(gaps, key=_value) if known.compared == "ratio" else max(gaps, key=_value)


def _apart(members: Iterable[Measurement], compared: str) -> float:
    values = [each.value for each in members]
    least, most = min(values), max(values)
    if compared == "difference":
        return most - least
    return least / most if most > 0 else 0.0


def _value(gap: Gap) -> float:
    return gap.value
