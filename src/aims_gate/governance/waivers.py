"""Which waivers stand, and what is wrong with the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ..declarations import Duration
from ..declarations.records import Filed
from ..model import Clock, Evidence, Location
from ..portfolio import JudgingPolicy
from .files import Governance
from .people import Roster
from .wording import said

if TYPE_CHECKING:
    from ..declarations.records.waivers import Waiver

LONGEST: Final = Duration(days=180)
"""How long a waiver may hold unless the policy says otherwise."""

_LEAST_WORDS: Final = 3
_SETS: Final = re.compile(r"\[[^\]]*\]")
_NAMES_SOMETHING: Final = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Standing:
    """One waiver: what it is about, and why it does not hold, if it does not.

    ``subject`` is ``kind:id``; ``path`` a pattern from the top. ``problems`` maps what is wrong, in
    words, to the key it is wrong with; a waiver with any exempts nothing.
    """

    id: str
    check: str
    at: Location
    subject: str | None
    path: str | None
    reason: str
    expires: date | None
    approver: str | None
    filed: Filed[Any]
    keys: tuple[str | int, ...]
    problems: tuple[tuple[str, str], ...] = ()

    @property
    def holds(self) -> bool:
        """Whether it exempts what it is about."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class Waivers(Evidence):
    """Every waiver, in the order of files and lines."""

    items: tuple[Standing, ...] = ()

    def __iter__(self) -> Iterator[Standing]:
        return iter(self.items)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the policy says of waivers: how long one may hold, and which checks have none."""

    longest: Duration
    never: frozenset[str]


def bounds_of(judging: JudgingPolicy) -> Bounds:
    """What the policy in force says of waivers."""
    stated = judging.loaded.policy.waivers if judging.loaded.policy else None
    longest = stated.longest if stated else None
    return Bounds(longest or LONGEST, frozenset(stated.never if stated else ()))


def read_waivers(
    governance: Governance, roster: Roster, bounds: Bounds, today: date
) -> tuple[Standing, ...]:
    """Every waiver of the documents, with what is wrong with it on a day."""
    return tuple(
        _standing(filed, index, waiver, roster, bounds, today)
        for filed in governance.waivers
        for index, waiver in enumerate(filed.value.waivers)
    )


def _standing(
    filed: Filed[Any], index: int, waiver: Waiver, roster: Roster, bounds: Bounds, today: date
) -> Standing:
    return Standing(
        id=waiver.id,
        check=waiver.check,
        at=filed.locate("waivers", index),
        subject=waiver.subject,
        path=filed.resolve(waiver.path) if waiver.path else None,
        reason=waiver.reason or "",
        expires=waiver.expires,
        approver=waiver.approver,
        filed=filed,
        keys=("waivers", index),
        problems=tuple(_problems(waiver, roster, bounds, today)),
    )


def _problems(
    waiver: Waiver, roster: Roster, bounds: Bounds, today: date
) -> Iterator[tuple[str, str]]:
    if waiver.check in bounds.never:
        yield f"the policy allows no waiver of {waiver.check}", "check"
    if not waiver.subject and not waiver.path:
        yield "it says neither which subject nor which path it is about", "id"
    if waiver.subject and (":" not in waiver.subject or "*" in waiver.subject):
        yield f"{waiver.subject!r} is no single subject (kind:id)", "subject"
    if waiver.path and not _NAMES_SOMETHING.search(_SETS.sub("", waiver.path.split("/")[0])):
        yield f"the path {waiver.path!r} covers everything", "path"
    if not said(waiver.reason, words=_LEAST_WORDS):
        yield "it gives no reason", "reason"
    yield from _people(waiver, roster, today)
    yield from _days(waiver, bounds, today)


def _people(waiver: Waiver, roster: Roster, today: date) -> Iterator[tuple[str, str]]:
    for name, who in (("owner", waiver.owner), ("approver", waiver.approver)):
        if problem := roster.problem(who, today):
            yield f"the {name} {f'{who} {problem}' if who else problem}", name
    if waiver.approver and waiver.approver == waiver.owner:
        yield f"{waiver.owner} approved it for themselves", "approver"
    if not waiver.risk:
        yield "it names no risk of the register that it stands for", "risk"


def _days(waiver: Waiver, bounds: Bounds, today: date) -> Iterator[tuple[str, str]]:
    if waiver.created is None or waiver.created > today:
        yield "the day on which it was made is missing or lies ahead", "created"
    if waiver.expires is None:
        yield "it does not say until when it holds", "expires"
    elif waiver.expires < today:
        yield f"it expired on {waiver.expires}", "expires"
    elif waiver.created and bounds.longest.after(waiver.created) < waiver.expires:
        yield f"it holds for longer than {bounds.longest}, which is the longest allowed", "expires"


def waivers(
    governance: Governance, roster: Roster, judging: JudgingPolicy, clock: Clock
) -> Waivers:
    """The waivers in the repository as it is judged, whether or not they are in force."""
    return Waivers(read_waivers(governance, roster, bounds_of(judging), clock.today))
