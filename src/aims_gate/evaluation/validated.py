"""What an evaluation was to show, and so what has to stay true in operation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..model import Location
from ..portfolio import TierRules
from .gaps import gap_of_groups
from .metrics import canonical, metric
from .report import Bounds, Report


@dataclass(frozen=True, slots=True)
class Validated:
    """A metric with a limit, of all data or of a part: ``at`` is where it was measured."""

    name: str
    part: str
    bounds: Bounds
    at: Location

    @property
    def label(self) -> str:
        """What a message calls it."""
        return f"{self.name} of {self.part}" if self.part else self.name


def validated(reports: Iterable[Report], rules: TierRules) -> Iterator[Validated]:
    """Every metric with a limit that was measured, each once; those of suites are left out.

    What a suite tries does not happen in operation, or cannot be told when it does. The limit is
    that of the playbook, else that of the report.
    """
    seen: set[tuple[str, str]] = set()
    for report in reports:
        asked = [
            (canonical(limit.metric), limit.slice or "", Bounds(report.at, limit.min, limit.max))
            for limit in rules.evaluations
        ]
        own = [(limit.name, limit.part, limit.bounds) for limit in report.limits]
        for name, part, bounds in (*asked, *own):
            known = (name, part.casefold())
            at = _measured_at(report, name, part)
            if at and known not in seen:
                seen.add(known)
                yield Validated(metric(name).name, part, bounds, at)


def _measured_at(report: Report, name: str, part: str) -> Location | None:
    """Where a value stands, or the first of the groups that a gap is computed from."""
    found = report.find(name, part)
    if found:
        return None if found.suite else found.at
    gap = gap_of_groups(report, name, part) if part else None
    return gap.groups[0].at if gap else None
