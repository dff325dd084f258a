"""How governance documents allow more than before: waivers, exclusions, what is gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from ..declarations.applicability_terms import RowStatus
from ..governance.applicability import ApplicabilityStatement
from ..governance.files import Governance
from ..governance.waivers import Standing
from ..model import Location
from .terms import Loosening, shown

_LEAVES_BEHIND: Final = frozenset({"waivers"})
"""Kinds of documents that may go: without them the gate asks for more."""


def waiver_loosenings(old: Iterable[Standing], new: Iterable[Standing]) -> Iterator[Loosening]:
    """Waivers that are new, hold at last or for longer, or are about more or something else."""
    known = {waiver.id: waiver for waiver in old}
    for waiver in new:
        before = known.get(waiver.id)
        name = f"waiver.{waiver.id}"
        if before is None:
            state = f"{_scope(waiver)} until {waiver.expires}"
            yield Loosening(name, "none", f"waives {waiver.check}", waiver.at, state)
            continue
        scope, was = _scope(waiver), _scope(before)
        if scope != was:
            yield Loosening(f"{name}.scope", was, scope, waiver.at)
        if before.expires and (waiver.expires is None or waiver.expires > before.expires):
            at = waiver.filed.locate(*waiver.keys, "expires")
            yield Loosening(f"{name}.expires", shown(before.expires), shown(waiver.expires), at)
        elif scope == was and waiver.holds and not before.holds:
            why = before.problems[0][0]
            yield Loosening(name, why, f"waives {waiver.check}", waiver.at, shown(waiver.expires))


def _scope(waiver: Standing) -> str:
    parts = (waiver.check, waiver.subject, waiver.path)
    return " ".join(part for part in parts if part)


def statement_loosenings(
    old: ApplicabilityStatement, new: ApplicabilityStatement
) -> Iterator[Loosening]:
    """Controls that are newly excluded, or no longer in effect."""
    if old.exists and not new.exists:
        yield Loosening("soa", str(old.at.path), "removed", old.at)
        return
    for before in old.rows:
        after = new.row(before.id)
        if after is None:
            yield Loosening(f"soa.{before.id}", "listed", "not listed", new.at)
        elif before.applicable and not after.applicable:
            at = after.place("applicable")
            yield Loosening(f"soa.{before.id}", "applicable", "excluded", at)
        elif before.is_implemented and after.status is not RowStatus.IMPLEMENTED:
            at = after.place("status")
            yield Loosening(
                f"soa.{before.id}.status", shown(before.status), shown(after.status), at
            )


def record_loosenings(old: Governance, new: Governance) -> Iterator[Loosening]:
    """Documents that are gone, by their id, else by where they lay; of one id, as many as are."""
    there = Counter(_name(filed.value.kind, filed.value.id, filed.path) for filed in new)
    for filed in old:
        name = _name(filed.value.kind, filed.value.id, filed.path)
        there[name] -= 1
        if there[name] < 0 and filed.value.kind not in _LEAVES_BEHIND:
            yield Loosening(f"document.{name}", filed.path, "removed", Location(filed.path))


def _name(kind: str, id_: str | None, path: str) -> str:
    return f"{kind}.{id_ or path}"
