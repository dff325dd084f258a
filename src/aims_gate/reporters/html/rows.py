"""The findings as rows of a page: what there is to read, filter and search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from ...model import (
    DecidedFinding,
    DecidedResult,
    FindingKind,
    Judgement,
    Outcome,
    Severity,
    Subject,
)
from ..entries import Entry, entries
from ..wording import fix, references, standing, subject_name
from .links import SourceLinks, Spot
from .prose import Block, Span, blocks, first_block, line, spans

MAX_PLACES = 20
_UNFOLDED = 4
_NOT_WORTH_FOLDING = 2


class Standing(StrEnum):
    """What the gate made of a finding; the value is what people read."""

    DECIDES = "fails the gate"
    CRASHED = "crashed"
    OPEN = "below the threshold"
    WAIVED = "waived"
    EXISTING = "existed before"
    UNASSESSED = "not assessed"
    CONFORMS = "evidence"
    INAPPLICABLE = "not applicable"

    @property
    def is_problem(self) -> bool:
        """Whether somebody has something to do about it."""
        return self in (Standing.DECIDES, Standing.CRASHED, Standing.OPEN)


_OF_KIND = {
    FindingKind.FAILURE: Standing.OPEN,
    FindingKind.CONFORMITY: Standing.CONFORMS,
    FindingKind.NOT_ASSESSED: Standing.UNASSESSED,
    FindingKind.NOT_APPLICABLE: Standing.INAPPLICABLE,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One finding, or a result that has none, ready to be shown.

    ``systems`` are the keys of the cards that it belongs to. Of its places, ``shown`` are those
    in view from the start, and ``more_places`` are left out. ``aside`` says why it does not make
    the gate fail, where there is more to say than its standing.
    """

    id: str
    standing: Standing
    severity: Severity | None
    check: str
    counts_for: tuple[str, ...]
    subject: Subject
    systems: tuple[str, ...]
    said: tuple[Span, ...]
    shown: tuple[Spot, ...]
    folded: tuple[Spot, ...]
    more_places: int
    fix: tuple[Block, ...]
    aside: str

    @property
    def urgency(self) -> tuple[int, int]:
        """Sorts what fails the gate first, then by severity."""
        rank = self.severity.rank if self.severity else -1
        return list(Standing).index(self.standing), -rank

    @property
    def length(self) -> int:
        """How many characters there are to read, which is most of what the page holds of it."""
        spots = (*self.shown, *self.folded)
        words = (*self.said, *(span for block in self.fix for span in block.spans))
        return sum(len(spot.text) + len(spot.href) for spot in spots) + sum(
            len(span.text) for span in words
        )

    @property
    def subject_name(self) -> str:
        """What a person calls the subject."""
        return subject_name(self.subject)


def rows(
    judgement: Judgement, systems: Mapping[Subject, tuple[str, ...]], links: SourceLinks
) -> list[Row]:
    """Every finding, and every result without one, the most urgent first."""
    every = (_row(entry, systems.get(entry.subject, ()), links) for entry in entries(judgement))
    return sorted(_with_own_ids(every), key=lambda row: row.urgency)


def _row(entry: Entry, systems: tuple[str, ...], links: SourceLinks) -> Row:
    item, decided = entry.result, entry.decided
    finding = decided.finding
    spots = [links.spot(each) for each in (finding.at, *finding.places[:MAX_PLACES]) if each]
    unfolded = len(spots) if len(spots) <= _UNFOLDED + _NOT_WORTH_FOLDING else _UNFOLDED
    return Row(
        id=f"finding-{decided.fingerprint[:16]}",
        standing=_standing(entry),
        severity=decided.severity if entry.is_problem else None,
        check=line(item.result.check.id),
        counts_for=references(item),
        subject=entry.subject,
        systems=systems,
        said=spans(finding.message),
        shown=tuple(spots[:unfolded]),
        folded=tuple(spots[unfolded:]),
        more_places=max(0, len(finding.places) - MAX_PLACES),
        fix=_fix(item, decided),
        aside=line(standing(decided)) if entry.is_exempt else "",
    )


def _standing(entry: Entry) -> Standing:
    decided = entry.decided
    if decided.decides:
        return Standing.DECIDES
    if entry.result.result.outcome is Outcome.ERROR:
        return Standing.CRASHED
    if decided.waiver is not None:
        return Standing.WAIVED
    return Standing.EXISTING if decided.existing else _OF_KIND[decided.finding.kind]


def _fix(item: DecidedResult, decided: DecidedFinding) -> tuple[Block, ...]:
    """What to do: in full where it is the finding's own, else how the check's advice begins."""
    advice = fix(item, decided)
    if decided.finding.fix or not advice:
        return blocks(advice)
    return (Block(first_block(advice)),)


def _with_own_ids(every: Iterable[Row]) -> Iterator[Row]:
    """Number the ids that recur: a link must have one target."""
    seen: dict[str, int] = {}
    for row in every:
        seen[row.id] = seen.get(row.id, 0) + 1
        number = seen[row.id]
        yield row if number == 1 else replace(row, id=f"{row.id}-{number}")
