"""The controls and clauses as cells of a map, with what stands behind each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ...model import ControlStatus, Outcome, Ran, Reach, Status
from ..wording import counted, subject_name
from .links import SourceLinks, Spot
from .prose import line

MAX_NAMES = 12
MAX_EVIDENCE = 40

STATUS_WORDS: Mapping[Status, str] = {
    Status.EVIDENCED: "with evidence",
    Status.NONCONFORMING: "with gaps",
    Status.NOT_ASSESSED: "not assessed",
    Status.NOT_APPLICABLE: "not applicable",
}
REACH_WORDS: Mapping[Reach, str] = {
    Reach.CHECKED: "decided from content",
    Reach.ATTESTED: "known from records alone",
    Reach.BEYOND: "beyond the gate",
}
OUTCOME_WORDS: Mapping[Outcome, str] = {
    Outcome.NONCONFORMS: "failing",
    Outcome.ERROR: "crashed",
    Outcome.NOT_ASSESSED: "not assessed",
    Outcome.CONFORMS: "conforming",
    Outcome.NOT_APPLICABLE: "not applicable",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """The subjects of one outcome, by name; ``more`` are not named."""

    outcome: Outcome
    names: tuple[str, ...]
    more: int

    @property
    def words(self) -> str:
        """How many there are, and what became of them."""
        return f"{len(self.names) + self.more:,} {OUTCOME_WORDS[self.outcome]}"


@dataclass(frozen=True, slots=True)
class RanCheck:
    """A check that counts for a control, and what it judged."""

    check: str
    evidences: bool
    judged: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One control or clause."""

    id: str
    title: str
    status: Status
    reach: Reach
    ran: tuple[RanCheck, ...]
    evidence: tuple[Spot, ...]
    more_evidence: int
    beyond: str

    @property
    def status_words(self) -> str:
        """What the evidence comes to."""
        return STATUS_WORDS[self.status]

    @property
    def reach_words(self) -> str:
        """How much the gate can know of it."""
        return REACH_WORDS[self.reach]


@dataclass(frozen=True, slots=True)
class Group:
    """The controls of one objective of the annex, or the clauses of one chapter."""

    id: str
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """All controls or all clauses, in groups, with how many there are of each status."""

    name: str
    one: str
    groups: tuple[Group, ...]
    counts: tuple[tuple[Status, str, int], ...]
    reaches: tuple[tuple[Reach, str, int], ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell, in order."""
        return tuple(cell for group in self.groups for cell in group.cells)


def coverage_map(
    name: str,
    one: str,
    statuses: Sequence[ControlStatus],
    titles: Mapping[str, str],
    headings: Mapping[str, str],
    links: SourceLinks,
) -> Map:
    """Arrange controls or clauses by the heading that they stand under."""
    of_status = Counter(each.status for each in statuses)
    of_reach = Counter(each.reach for each in statuses)
    cells = [_cell(each, titles.get(each.id, ""), links) for each in statuses]
    return Map(
        name,
        one,
        tuple(
            Group(id_, line(headings.get(id_, "")), tuple(members))
            for id_, members in groupby(cells, key=lambda cell: _heading(cell.id))
        ),
        tuple((each, words, of_status[each]) for each, words in STATUS_WORDS.items()),
        tuple((each, words, of_reach[each]) for each, words in REACH_WORDS.items()),
    )


def _heading(id_: str) -> str:
    """``A.6`` of ``A.6.2.7``, ``8`` of ``8.4``."""
    parts = id_.split(".")
    return ".".join(parts[: 2 if parts[0].isalpha() else 1])


def _cell(status: ControlStatus, title: str, links: SourceLinks) -> Cell:
    return Cell(
        id=line(status.id),
        title=line(title),
        status=status.status,
        reach=status.reach,
        ran=tuple(_ran(each) for each in status.ran),
        evidence=tuple(links.spot_of(each) for each in status.evidence[:MAX_EVIDENCE]),
        more_evidence=max(0, len(status.evidence) - MAX_EVIDENCE),
        beyond=line(status.beyond or ""),
    )


def _ran(ran: Ran) -> RanCheck:
    return RanCheck(
        line(ran.check),
        ran.evidences,
        tuple(
            judged(outcome, map(subject_name, ran.subjects[outcome]))
            for outcome in OUTCOME_WORDS
            if ran.subjects.get(outcome)
        ),
    )


def judged(outcome: Outcome, names: Iterable[str]) -> Judged:
    """The subjects of one outcome, the first of them by name."""
    every = tuple(names)
    return Judged(outcome, every[:MAX_NAMES], max(0, len(every) - MAX_NAMES))


def told(map_: Map) -> str:
    """The map in one sentence, for those who do not see it."""
    parts = [f"{number} {words}" for _, words, number in map_.counts if number]
    return f"{counted(len(map_.cells), map_.one)}: {', '.join(parts)}"
