"""How monitoring plans watch less: figures no longer watched, by wider limits, less often."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..governance.files import Governance
from ..model import Location
from ..portfolio.strictness import days_of
from .terms import Loosening, shown

if TYPE_CHECKING:
    from ..declarations.records.monitoring import Monitor, Threshold

_NEVER: Final = 10**9  # days


@dataclass(frozen=True, slots=True)
class _Stated:
    """One monitor of a plan, and where it stands."""

    system: str | None
    value: Monitor
    at: Location

    @property
    def key(self) -> tuple[str | None, str]:
        return self.system, self.value.id

    @property
    def name(self) -> str:
        return ".".join(("monitor", *((self.system,) if self.system else ()), self.value.id))


def monitor_loosenings(old: Governance, new: Governance) -> Iterator[Loosening]:
    """Monitors that are gone or ask for less; of a plan that is gone as a whole others tell."""
    plans = {filed.value.system: filed.location for filed in new.monitoring_plans}
    now = {each.key: each for each in _monitors(new)}
    for was in _monitors(old):
        found = now.get(was.key)
        if was.system in plans and found is None:
            yield Loosening(was.name, "watched", "not watched", plans[was.system])
        elif found is not None:
            yield from _less_of(was, found)


def _monitors(governance: Governance) -> Iterator[_Stated]:
    for filed in governance.monitoring_plans:
        for index, monitor in enumerate(filed.value.monitors):
            yield _Stated(filed.value.system, monitor, filed.locate("monitors", index))


def _less_of(was: _Stated, now: _Stated) -> Iterator[Loosening]:
    if _is_wider(now.value.threshold, was.value.threshold):
        limits = _limits(was.value), _limits(now.value)
        yield Loosening(f"{was.name}.threshold", shown(limits[0]), shown(limits[1]), now.at)
    before, after = was.value.cadence, now.value.cadence
    if days_of(after, _NEVER) > days_of(before, _NEVER):
        yield Loosening(f"{was.name}.cadence", shown(before), shown(after), now.at)


def _is_wider(after: Threshold | None, before: Threshold | None) -> bool:
    if before is None:
        return False
    if after is None:
        return True
    return (before.min is not None and (after.min is None or after.min < before.min)) or (
        before.max is not None and (after.max is None or after.max > before.max)
    )


def _limits(monitor: Monitor) -> str:
    stated = monitor.threshold
    values = {"min": stated.min, "max": stated.max} if stated else {}
    return ", ".join(f"{name} {value:g}" for name, value in values.items() if value is not None)
