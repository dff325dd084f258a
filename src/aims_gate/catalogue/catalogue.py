"""Controls, clauses and the headings above them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ..model import Reach, Role


class Showing(StrEnum):
    """What kind of fact can show that a control or clause is met."""

    CONTENT = "content"
    """What files of the repository say."""
    MANIFEST = "manifest"
    """What the team declares, held against the rest."""
    HISTORY = "history"
    """What git, or the platform that hosts the repository, knows of changes and approvals."""
    RECORD = "record"
    """Only a dated record, of something done outside the repository."""

    @property
    def where(self) -> str:
        """Where such a fact is found, in words."""
        return _WHERE[self]


_WHERE = {
    Showing.CONTENT: "what files say",
    Showing.MANIFEST: "what the team declares",
    Showing.HISTORY: "the history of changes",
    Showing.RECORD: "dated records of what was done elsewhere",
}


class Expectation(StrEnum):
    """Whether a control usually applies to a role: a default of ours, never a legal reading.

    What applies in the end is stated by the organisation, with its reasons.
    """

    EXPECT = "expect"
    CONSIDER = "consider"
    USUALLY_EXCLUDED = "usually-excluded"


@dataclass(frozen=True, slots=True)
class Heading:
    """A node that only groups others and is not assessed itself."""

    id: str
    title: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that is assessed; ``parent`` is the id of a heading.

    ``own_reason`` says why a repository cannot show it, where there is more to say than that no
    check on offer does.
    """

    id: str
    title: str
    intent: str
    parent: str
    shown_by: tuple[Showing, ...]
    own_reason: str = ""

    @property
    def best_reach(self) -> Reach:
        """The most that a gate on a repository can know of it: checked, or only attested."""
        return _best_reach(self.shown_by)

    @property
    def beyond(self) -> str:
        """Why a gate may be unable to know it."""
        return self.own_reason or _beyond(self.shown_by)


@dataclass(frozen=True, slots=True)
class Control:
    """A control of Annex A; ``group`` is the id of a heading."""

    id: str
    title: str
    intent: str
    group: str
    shown_by: tuple[Showing, ...]
    role_default: Mapping[Role, Expectation]

    @property
    def best_reach(self) -> Reach:
        """The most that a gate on a repository can know of it: checked, or only attested."""
        return _best_reach(self.shown_by)

    @property
    def beyond(self) -> str:
        """Why a gate may be unable to know it."""
        return _beyond(self.shown_by)


def _best_reach(shown_by: tuple[Showing, ...]) -> Reach:
    if not shown_by:
        return Reach.BEYOND
    return Reach.ATTESTED if shown_by == (Showing.RECORD,) else Reach.CHECKED


def _beyond(shown_by: tuple[Showing, ...]) -> str:
    if not shown_by:
        return "Nothing in a repository shows it"
    *others, last = (showing.where for showing in shown_by)
    where = f"{', '.join(others)} and {last}" if others else last
    return f"No check on offer decides it; it would show in {where}"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All controls, clauses and headings, each in the order of the standard."""

    controls: tuple[Control, ...]
    clauses: tuple[Clause, ...]
    headings: tuple[Heading, ...]
    _by_id: Mapping[str, Control | Clause] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the entries; raises ``ValueError`` naming an id that occurs twice."""
        by_id: dict[str, Control | Clause] = {}
        for entry in self.entries:
            if entry.id in by_id:
                raise ValueError(f"the catalogue has two entries with the id {entry.id}")
            by_id[entry.id] = entry
        object.__setattr__(self, "_by_id", by_id)

    def __contains__(self, id: object) -> bool:
        """Whether there is an assessable control or clause of this id."""
        return id in self._by_id

    @property
    def entries(self) -> tuple[Control | Clause, ...]:
        """Every control, then every clause, in the order of the standard."""
        return (*self.controls, *self.clauses)

    def find(self, id: str) -> Control | Clause | None:
        """The control (``A.6.2.7``) or clause (``8.4``) of this id, in any case of letters."""
        return self._by_id.get(id.upper())

    def children(self, heading: str) -> tuple[Control | Clause, ...]:
        """The controls and clauses right under a heading."""
        return (
            *(control for control in self.controls if control.group == heading),
            *(clause for clause in self.clauses if clause.parent == heading),
        )

    @property
    def titles(self) -> dict[str, str]:
        """The id of each control and clause, with its title, controls first."""
        return {entry.id: entry.title for entry in self._by_id.values()}

    @property
    def beyond(self) -> dict[str, str]:
        """The id of each control and clause, with why a gate may be unable to know it."""
        return {entry.id: entry.beyond for entry in self._by_id.values()}
