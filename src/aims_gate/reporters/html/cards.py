"""A card for each system: what it is, what belongs to it, its risks, and what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...model import REPOSITORY, Location, Subject, SubjectKind
from ..stated import StatedRisk, StatedSystem
from .links import SourceLinks, Spot
from .prose import line
from .rows import Row, Standing

MAX_SHOWN = 10
MAX_EVIDENCE = 200
REST = "rest"
"""The key of what belongs to no system: the organisation, its documents, the gate itself."""


@dataclass(frozen=True, slots=True)
class RiskRow:
    """A risk as the register states it; ``is_expired`` is about its acceptance."""

    stated: StatedRisk
    at: Spot
    is_expired: bool


@dataclass(frozen=True, slots=True)
class Found:
    """How many observations there are of each standing, and the first problems and evidence."""

    counts: tuple[tuple[Standing, int], ...]
    problems: tuple[Row, ...]
    evidence: tuple[Row, ...]

    @property
    def problem_count(self) -> int:
        """How many findings ask for something to be done."""
        return sum(number for standing, number in self.counts if standing.is_problem)

    @property
    def more_problems(self) -> int:
        """How many of them are not listed here."""
        return self.problem_count - len(self.problems)

    @property
    def evidence_count(self) -> int:
        """How many pieces of evidence there are."""
        return dict(self.counts).get(Standing.CONFORMS, 0)


@dataclass(frozen=True, slots=True)
class Card:
    """A system, or what belongs to none."""

    key: str
    name: str
    facts: tuple[tuple[str, str], ...]
    at: Spot | None
    at_words: str
    tier: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    risks: tuple[RiskRow, ...]
    found: Found


def systems_of(stated: Sequence[StatedSystem], subjects: Iterable[Subject]) -> list[StatedSystem]:
    """The systems stated, and those that results are about although nobody stated them.

    The repository as a whole is a system only where there is no other.
    """
    known = {system.subject for system in stated} | ({REPOSITORY} if stated else set())
    others = dict.fromkeys(
        subject
        for subject in subjects
        if subject.kind is SubjectKind.SYSTEM and subject not in known
    )
    return [
        *stated,
        *(StatedSystem(subject, Location(""), declared=False) for subject in others),
    ]


def belonging(
    systems: Sequence[StatedSystem], subjects: Iterable[Subject]
) -> dict[Subject, tuple[str, ...]]:
    """The keys of the systems that each subject belongs to.

    Where nothing is declared, one system stands for the repository and all that is in it.
    """
    found: dict[Subject, tuple[str, ...]] = {}
    if len(systems) == 1 and not systems[0].declared:
        found = {each: (key(0),) for each in subjects if each.kind in _MADE_OF}
    for number, system in enumerate(systems):
        for subject in dict.fromkeys((system.subject, *system.parts)):
            found[subject] = tuple(dict.fromkeys((*found.get(subject, ()), key(number))))
    return found


_MADE_OF = (SubjectKind.MODEL, SubjectKind.DATASET, SubjectKind.SUPPLIER)


def key(number: int) -> str:
    """How the page calls the system of this number, from 0."""
    return f"system-{number + 1}"


def cards(
    systems: Sequence[StatedSystem], rows: Sequence[Row], links: SourceLinks, as_of: date
) -> list[Card]:
    """A card for each system, and one for what belongs to none if there is any."""
    of_system: dict[str, list[Row]] = {}
    for row in rows:
        for name in row.systems or (REST,):
            of_system.setdefault(name, []).append(row)
    made = [
        _card(key(number), system, of_system.get(key(number), []), links, as_of)
        for number, system in enumerate(systems)
    ]
    return [*made, _rest(of_system[REST])] if REST in of_system else made


def _card(
    name: str, system: StatedSystem, rows: Sequence[Row], links: SourceLinks, as_of: date
) -> Card:
    tier = system.subject.tier.value
    return Card(
        key=name,
        name=line(system.subject.label),
        facts=tuple((title, line(text)) for title, text in _facts(system).items() if text),
        at=links.spot(system.at) if system.at.path else None,
        at_words="Stated at" if system.declared else "Seen first at",
        tier=tier if system.tier_stated else f"{tier} (not stated)",
        parts=_parts(system),
        risks=tuple(
            RiskRow(risk, links.spot(risk.at), risk.until is not None and risk.until < as_of)
            for risk in system.risks
        ),
        found=found(rows),
    )


def found(rows: Sequence[Row]) -> Found:
    """Sum up observations, which come with the most urgent first."""
    numbers = Counter(row.standing for row in rows)
    return Found(
        tuple((each, numbers[each]) for each in Standing if numbers[each]),
        tuple(row for row in rows if row.standing.is_problem)[:MAX_SHOWN],
        tuple(row for row in rows if row.standing is Standing.CONFORMS)[:MAX_EVIDENCE],
    )


def _facts(system: StatedSystem) -> Mapping[str, str]:
    roles = ", ".join(sorted(role.value for role in system.subject.roles))
    return {
        "Purpose": system.purpose,
        "Owner": system.owner,
        "Roles of the organisation": roles,
        "Version": system.version,
        "Stage of life": system.lifecycle,
        "Obligations": ", ".join(system.obligations),
        "Declared": "" if system.declared else "no: it stands for what was found in the repository",
    }


def _parts(system: StatedSystem) -> tuple[tuple[str, tuple[str, ...]], ...]:
    named = {
        "Models": SubjectKind.MODEL,
        "Datasets": SubjectKind.DATASET,
        "Suppliers": SubjectKind.SUPPLIER,
    }
    found = (
        (title, tuple(line(part.label) for part in system.parts if part.kind is kind))
        for title, kind in named.items()
    )
    return tuple((title, names) for title, names in found if names)


def _rest(rows: Sequence[Row]) -> Card:
    kinds = Counter(row.subject.kind for row in rows)
    named = ", ".join(f"{number:,} about {_PLURAL[kind]}" for kind, number in kinds.items())
    return Card(
        key=REST,
        name="The organisation, its documents and what belongs to no system",
        facts=(("Observations", named),),
        at=None,
        at_words="",
        tier="",
        parts=(),
        risks=(),
        found=found(rows),
    )


_PLURAL: Mapping[SubjectKind, str] = {
    SubjectKind.SYSTEM: "systems",
    SubjectKind.MODEL: "models",
    SubjectKind.DATASET: "datasets",
    SubjectKind.SUPPLIER: "suppliers",
    SubjectKind.DOCUMENT: "documents",
    SubjectKind.ORGANISATION: "the organisation",
    SubjectKind.GATE: "the gate",
}
