"""How risk criteria let more pass: what is acceptable, what is how high, and who may accept it."""

from __future__ import annotations

from collections.abc import Iterator

from ..governance.risk_criteria import RiskCriteria
from .terms import Loosening, shown


def criteria_loosenings(old: RiskCriteria, new: RiskCriteria) -> Iterator[Loosening]:
    """In what respects the criteria in force ask for less; of those that are gone others tell."""
    if old.filed is None or new.filed is None:
        return
    if old.levels != new.levels:
        scales = [shown(" < ".join(each.levels)) for each in (old, new)]
        yield Loosening("risk_criteria.levels", scales[0], scales[1], new.at("levels"))
    before, after = old.rank(old.acceptable_up_to), new.rank(new.acceptable_up_to)
    if before is not None and (after is None or after > before):
        levels = shown(old.acceptable_up_to), shown(new.acceptable_up_to)
        yield Loosening("risk_criteria.acceptable_up_to", *levels, new.at("acceptable_up_to"))
    yield from _cells(old, new)
    yield from _acceptors(old, new)


def _cells(old: RiskCriteria, new: RiskCriteria) -> Iterator[Loosening]:
    """Cells of the matrix that give a lower level, each by the scale of before."""
    for (severity, likelihood), level in old.cells.items():
        now = new.level(severity, likelihood)
        before, after = old.rank(level), old.rank(now)
        if before is not None and (after is None or after < before):
            name = f"risk_criteria.matrix.{severity}.{likelihood}"
            yield Loosening(name, level, shown(now), new.at("matrix", severity, likelihood))


def _acceptors(old: RiskCriteria, new: RiskCriteria) -> Iterator[Loosening]:
    for index, level in enumerate(new.levels):
        at = new.at("levels", index)
        if level in old.unacceptable and level not in new.unacceptable:
            yield Loosening(f"risk_criteria.{level}", "unacceptable", "acceptable", at)
        before, after = (set(each.acceptors.get(level, ())) for each in (old, new))
        if before and (not after or after - before):
            name = f"risk_criteria.{level}.accepted_by"
            yield Loosening(name, shown(before), shown(after), at)
