"""The waivers: what each exempts, why, by whom, and for how long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ...model import Judgement
from ..stated import StatedWaiver
from ..wording import counted, subject_name
from .links import SourceLinks, Spot
from .prose import line


@dataclass(frozen=True, slots=True)
class WaiverRow:
    """A waiver as the page shows it; ``exempts`` counts the findings that fall under it."""

    id: str
    check: str
    about: str
    reason: str
    approver: str
    expires: date | None
    left: str
    problems: tuple[str, ...]
    at: Spot | None
    exempts: int


def waiver_rows(
    judgement: Judgement, stated: Sequence[StatedWaiver], links: SourceLinks
) -> Iterator[WaiverRow]:
    """Every waiver that is stated, then those that only findings name."""
    named = _named(judgement)
    for each in stated:
        _, exempts = named.pop(line(each.id), (None, 0))
        yield _row(each, exempts, links.spot(each.at), judgement.as_of)
    for bare, exempts in named.values():
        yield _row(bare, exempts, None, judgement.as_of)


@dataclass(frozen=True, slots=True)
class _Bare:
    """What a finding tells of the waiver that it falls under."""

    id: str
    check: str
    about: str
    reason: str
    expires: date | None
    approver: str = ""
    problems: tuple[str, ...] = ()


def _named(judgement: Judgement) -> dict[str, tuple[_Bare, int]]:
    """The waivers that findings name, each with how many do."""
    found: dict[str, tuple[_Bare, int]] = {}
    for item in judgement.results:
        for decided in item.findings:
            if (note := decided.waiver) is not None:
                about = subject_name(item.result.subject)
                bare = _Bare(note.id, item.result.check.id, about, note.reason, note.expires)
                first, number = found.get(line(note.id), (bare, 0))
                found[line(note.id)] = first, number + 1
    return found


def _row(waiver: StatedWaiver | _Bare, exempts: int, at: Spot | None, today: date) -> WaiverRow:
    return WaiverRow(
        id=line(waiver.id),
        check=line(waiver.check),
        about=line(waiver.about),
        reason=line(waiver.reason),
        approver=line(waiver.approver),
        expires=waiver.expires,
        left=_left(waiver, today),
        problems=tuple(map(line, waiver.problems)),
        at=at,
        exempts=exempts,
    )


def _left(waiver: StatedWaiver | _Bare, today: date) -> str:
    if waiver.problems:
        return "does not hold"
    if waiver.expires is None:
        return "without an end"
    days = (waiver.expires - today).days
    return "expired" if days < 0 else f"{counted(days, 'day')} left"
