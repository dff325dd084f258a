"""What the evidence comes to for each control and clause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from types import MappingProxyType
from typing import Any

from ..model import (
    REPOSITORY,
    Check,
    ControlStatus,
    Outcome,
    Ran,
    Reach,
    Result,
    Status,
    Subject,
)

_NONE: Mapping[str, str] = MappingProxyType({})


def coverage(
    ids: Iterable[str],
    results: Iterable[Result],
    checks: Iterable[Check[Any]],
    beyond: Mapping[str, str] = _NONE,
    *,
    binding: bool = False,
) -> tuple[ControlStatus, ...]:
    """The status and reach of each control or clause in ``ids``, in their order.

    ``results`` are those of the run, check by check; ``checks`` are all checks on offer, selected
    or not: how far the gate can know a control does not depend on what a run selected. ``beyond``
    says for each id why a gate may not be able to know it. ``binding`` ones, such as the clauses,
    nobody may declare inapplicable who has something to judge.
    """
    touching: defaultdict[str, list[Result]] = defaultdict(list)
    is_idle = True
    for result in results:
        is_idle = is_idle and result.outcome in (Outcome.NOT_APPLICABLE, Outcome.NOT_ASSESSED)
        for id_ in touched_by(result.check):
            touching[id_].append(result)
    known = tuple(checks)
    made = (_status(id_, touching[id_], reach(id_, known), beyond.get(id_)) for id_ in ids)
    if is_idle:
        return tuple(made)
    return tuple(_open(each) if binding else _with_reason(each, known) for each in made)


def _open(status: ControlStatus) -> ControlStatus:
    is_left = status.status is Status.NOT_APPLICABLE
    return replace(status, status=Status.NOT_ASSESSED) if is_left else status


def _with_reason(status: ControlStatus, known: Iterable[Check[Any]]) -> ControlStatus:
    """The status where the repository holds something to judge.

    That a control does not apply takes every check that may have to say something of it, and a
    subject which they say it does not concern. A check that was not asked might say otherwise; one
    that found nothing to judge is no reason, since that may be owed all the more.
    """
    if status.status is not Status.NOT_APPLICABLE:
        return status
    asked = {ran.check for ran in status.ran}
    spared = {each for ran in status.ran for each in ran.subjects[Outcome.NOT_APPLICABLE]}
    is_whole = all(each.id in asked for each in known if status.id in touched_by(each))
    has_reason = is_whole and bool(spared - {REPOSITORY})
    return status if has_reason else _open(status)


@dataclass(frozen=True, slots=True)
class Excluded:
    """The controls that the organisation says do not apply.

    ``valid`` are those that are excluded as it must be done; of the others in ``stated`` nothing
    is evidence, since nobody claims that they are met.
    """

    stated: frozenset[str] = frozenset()
    valid: frozenset[str] = frozenset()


def set_aside(statuses: Iterable[ControlStatus], excluded: Excluded) -> tuple[ControlStatus, ...]:
    """The statuses, seen in the light of what is excluded."""
    return tuple(_seen(status, excluded) for status in statuses)


def _seen(status: ControlStatus, excluded: Excluded) -> ControlStatus:
    if status.id in excluded.valid:
        return replace(status, status=Status.NOT_APPLICABLE, evidence=())
    if status.id not in excluded.stated:
        return status
    open_ = Status.NOT_ASSESSED if status.status is Status.EVIDENCED else status.status
    return replace(status, status=open_, evidence=())


def touched_by(check: Check[Any]) -> frozenset[str]:
    """The controls and clauses that a check counts for in any way."""
    return frozenset((*check.controls, *check.clauses, *check.evidences))


def reach(id_: str, checks: Iterable[Check[Any]]) -> Reach:
    """How much the checks can know of a control or clause."""
    reaches = {check.reach for check in checks if id_ in check.evidences}
    for best in (Reach.CHECKED, Reach.ATTESTED):
        if best in reaches:
            return best
    return Reach.BEYOND


def _status(
    id_: str, touching: Sequence[Result], known: Reach, beyond: str | None
) -> ControlStatus:
    conformities = [
        item
        for item in touching
        if id_ in item.check.evidences and item.outcome is Outcome.CONFORMS
    ]
    return ControlStatus(
        id=id_,
        status=_worst(touching, conformities),
        reach=known,
        ran=tuple(_ran(id_, touching)),
        evidence=tuple(sorted({place for item in conformities for place in _places(item)})),
        beyond=beyond if known is Reach.BEYOND else None,
    )


def _ran(id_: str, touching: Sequence[Result]) -> Iterable[Ran]:
    ordered = sorted(touching, key=lambda item: item.check.id)
    for check_id, group in groupby(ordered, key=lambda item: item.check.id):
        judged: dict[Outcome, list[Subject]] = {}
        evidences = False
        for item in group:
            judged.setdefault(item.outcome, []).append(item.subject)
            evidences = id_ in item.check.evidences
        subjects = {outcome: tuple(judged[outcome]) for outcome in Outcome if outcome in judged}
        yield Ran(check_id, evidences, subjects)


def _worst(touching: Sequence[Result], conformities: Sequence[Result]) -> Status:
    """A failure outweighs everything, and what any check could not assess leaves the whole open.

    What is left conforms or does not apply. It is evidence where the conformity of a check would
    be: what only a clean absence speaks for is not assessed.
    """
    if any(item.outcome is Outcome.NONCONFORMS for item in touching):
        return Status.NONCONFORMING
    if touching and all(item.outcome is Outcome.NOT_APPLICABLE for item in touching):
        return Status.NOT_APPLICABLE
    if any(item.outcome in (Outcome.NOT_ASSESSED, Outcome.ERROR) for item in touching):
        return Status.NOT_ASSESSED
    return Status.EVIDENCED if conformities else Status.NOT_ASSESSED


def _places(result: Result) -> Iterable[str]:
    for finding in result.findings:
        if finding.at:
            yield str(finding.at)
