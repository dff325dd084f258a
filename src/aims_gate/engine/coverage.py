"""What the evidence comes to for each control and clause."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..model import Check, ControlStatus, Outcome, Reach, Result, Status, Subject


def coverage(
    ids: Iterable[str], results: Iterable[Result], checks: Iterable[Check[Any]]
) -> tuple[ControlStatus, ...]:
    """The status and reach of each control or clause in ``ids``, in their order.

    ``results`` are those of the run; ``checks`` are all checks on offer, selected or not: how far
    the gate can know a control does not depend on what a run selected.
    """
    seen, known = tuple(results), tuple(checks)
    return tuple(_status(id_, seen, known) for id_ in ids)


def _status(id_: str, results: tuple[Result, ...], known: tuple[Check[Any], ...]) -> ControlStatus:
    touching = [item for item in results if _touches(item.check, id_)]
    conformities = [
        item
        for item in touching
        if id_ in item.check.evidences and item.outcome is Outcome.CONFORMS
    ]
    return ControlStatus(
        id=id_,
        status=_worst(id_, touching, conformities),
        reach=_reach(id_, known),
        checks=tuple(sorted({item.check.id for item in touching})),
        evidence=tuple(sorted({place for item in conformities for place in _places(item)})),
    )


def _touches(check: Check[Any], id_: str) -> bool:
    return id_ in check.controls or id_ in check.clauses or id_ in check.evidences


def _worst(id_: str, touching: list[Result], conformities: list[Result]) -> Status:
    """A failure outweighs everything; then every subject judged needs its own evidence.

    The subjects are those of the checks whose conformity would be evidence: what only a clean
    absence speaks for is not assessed. What any check could not assess leaves the whole open.
    """
    if any(item.outcome is Outcome.NONCONFORMS for item in touching):
        return Status.NONCONFORMING
    if touching and all(item.outcome is Outcome.NOT_APPLICABLE for item in touching):
        return Status.NOT_APPLICABLE
    if any(item.outcome in (Outcome.NOT_ASSESSED, Outcome.ERROR) for item in touching):
        return Status.NOT_ASSESSED
    applicable = {
        item.subject
        for item in touching
        if id_ in item.check.evidences and item.outcome is not Outcome.NOT_APPLICABLE
    }
    evidenced: set[Subject] = {item.subject for item in conformities}
    return Status.EVIDENCED if applicable and applicable <= evidenced else Status.NOT_ASSESSED


def _reach(id_: str, known: tuple[Check[Any], ...]) -> Reach:
    reaches = {check.reach for check in known if id_ in check.evidences}
    for reach in (Reach.CHECKED, Reach.ATTESTED):
        if reach in reaches:
            return reach
    return Reach.BEYOND


def _places(result: Result) -> Iterable[str]:
    for finding in result.findings:
        if finding.at:
            yield str(finding.at)
