"""Impact assessments in prose: which topics they answer, and how they rate impacts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..declarations.impact_terms import ImpactTopic
from ..evidence.outline import Outline, Table
from ..evidence.substance import says_something
from ..evidence.text import fold
from ..evidence.vocabulary.impact import IMPACT_SECTIONS
from ..model import Location
from .prose import LEAST_WORDS, Prose, Topic, outlined, unanswered

SECTIONS = tuple(
    Topic(name, called, tuple(word.lstrip("=^") for words in phrases.values() for word in words))
    for name, called, phrases in (
        ("purpose", "what the system is for", IMPACT_SECTIONS["purpose"]),
        ("affected_people", "who is affected", IMPACT_SECTIONS["affected_people"]),
        ("impacts", "what may happen to them", IMPACT_SECTIONS["impacts"]),
        ("misuse", "misuse and failure", IMPACT_SECTIONS["misuse"]),
        ("measures", "the measures", IMPACT_SECTIONS["measures"]),
        ("approval", "the result and its approval", IMPACT_SECTIONS["approval"]),
    )
)
"""What every impact assessment has a section on."""

ON_PEOPLE = (
    Topic(
        ImpactTopic.FAIRNESS,
        "fairness",
        ("fairness", "fair", "bias", "discrimination", "equality", "equity", "non discrimination"),
    ),
    Topic(
        ImpactTopic.PRIVACY,
        "privacy",
        ("privacy", "data protection", "personal data", "confidentiality", "surveillance"),
    ),
    Topic(
        ImpactTopic.SAFETY,
        "safety",
        ("safety", "physical", "psychological", "injury", "bodily", "wellbeing", "well being"),
    ),
    Topic(
        ImpactTopic.TRANSPARENCY,
        "transparency and contestability",
        (
            *("transparency", "contestability", "contest", "redress", "appeal", "explanation"),
            *("explainability", "complaint", "remedy"),
        ),
    ),
    Topic(
        ImpactTopic.FINANCIAL,
        "financial effects",
        ("financial", "economic", "income", "cost to", "costs to", "livelihood", "money", "credit"),
    ),
    Topic(
        ImpactTopic.ACCESSIBILITY,
        "accessibility",
        ("accessibility", "accessible", "disability", "disabilities", "inclusion", "language"),
    ),
    Topic(
        ImpactTopic.RIGHTS,
        "rights",
        ("rights", "human rights", "fundamental rights", "freedoms", "dignity", "liberty"),
    ),
)
"""What an assessment has to answer for individuals and groups."""

ON_SOCIETY = (
    Topic(
        "environment",
        "the environment",
        ("environment", "environmental", "energy", "climate", "carbon", "sustainability"),
    ),
    Topic(
        "economy_and_work",
        "the economy and work",
        ("economy", "economic", "work", "jobs", "employment", "labour", "labor", "workers"),
    ),
    Topic(
        "public_life",
        "public life and democratic processes",
        ("public", "democratic", "democracy", "elections", "political", "government", "civic"),
    ),
    Topic(
        "health_and_safety",
        "health and safety",
        ("health", "health and safety", "public safety", "wellbeing", "well being"),
    ),
    Topic(
        "norms_and_culture",
        "norms and culture",
        ("norms", "culture", "cultural", "values", "traditions", "social norms", "language"),
    ),
    Topic(
        "misuse_at_scale",
        "misuse at scale",
        ("misuse", "abuse", "malicious", "weaponised", "dual use", "at scale"),
    ),
)
"""What an assessment has to answer for society."""

_MOST_TOPICS = 2
"""A statement that touches on more topics than this answers none of them."""


def unanswered_in(
    outline: Outline, path: str, topics: Sequence[Topic]
) -> Iterator[tuple[Topic, str, Location]]:
    """The topics that a text neither has a section on nor says anything about elsewhere.

    A statement of some length, such as a row of a table, answers a topic that it names.
    """
    prose = outlined(path, outline)
    for topic, why, at in unanswered(prose, topics):
        if prose.about(topic) is None and _says_of(outline, topic, topics):
            continue
        yield topic, why, at


def sections_lacking(prose: Prose) -> Iterator[tuple[Topic, str, Location]]:
    """The sections that an impact assessment in prose lacks or leaves empty."""
    return unanswered(prose, SECTIONS)


def _says_of(outline: Outline, topic: Topic, topics: Iterable[Topic]) -> bool:
    for part in outline.parts:
        for line in part.text.splitlines():
            if _names(line, topic) and says_something(line, least=LEAST_WORDS):
                touched = sum(_names(line, other) for other in topics)
                if touched <= _MOST_TOPICS:
                    return True
    return False


_COMMON = frozenset(
    {"work", "public", "values", "language", "credit", "money", "economic", "health"}
)
"""Words that head a section well, and in a sentence may mean anything."""


def _names(line: str, topic: Topic) -> bool:
    folded = f" {fold(line)} "
    return any(f" {word} " in folded for word in topic.words if word not in _COMMON)


_COLUMNS = {
    "severity": ("severity", "impact level", "consequence", "magnitude", "gravity"),
    "likelihood": ("likelihood", "probability", "frequency"),
    "reversibility": ("reversibility", "reversible", "remediability", "irreversible", "undone"),
    "measure": (
        *("measure", "measures", "mitigation", "mitigations", "control", "controls"),
        *("safeguard", "safeguards", "treatment", "response"),
    ),
    "owner": ("owner", "responsible", "accountable", "who", "assigned to"),
}


@dataclass(frozen=True, slots=True)
class Ratings:
    """How a text rates impacts: which columns its tables lack, and where a row leaves one blank.

    ``rows`` is how many impacts are rated in full; ``at`` is the line of the table, else 1.
    """

    lacking: tuple[str, ...]
    blanks: tuple[tuple[int, str, str], ...]
    rows: int
    at: int


def ratings_in(outline: Outline) -> Ratings:
    """Read the table that rates impacts best, or labels of the same names (``Severity: high``)."""
    best: Ratings | None = None
    for table in outline.tables:
        rated = _rated(table)
        if best is None or (len(rated.lacking), -rated.rows) < (len(best.lacking), -best.rows):
            best = rated
    labels = [fold(part.heading) for part in outline.parts if part.text.strip()]
    by_label = [name for name, words in _COLUMNS.items() if not any(w in labels for w in words)]
    if best is None or len(by_label) < len(best.lacking):
        rows = sum(label in _COLUMNS["severity"] for label in labels)
        return Ratings(tuple(by_label), (), rows, 1)
    return best


def _rated(table: Table) -> Ratings:
    where = {name: _column(table, words) for name, words in _COLUMNS.items()}
    if where["severity"] is None:
        where["severity"] = _graded(table, "impact")
    lacking = tuple(name for name, at in where.items() if at is None)
    blanks = []
    full = 0
    for number, row in enumerate(table.rows):
        empty = [
            name
            for name, at in where.items()
            if at is not None and (at >= len(row) or not fold(row[at]) or row[at].strip() in "-–—?")
        ]
        blanks += [(table.line + 2 + number, row[0] if row else "", name) for name in empty]
        full += not empty
    return Ratings(lacking, tuple(blanks), full, table.line)


def _column(table: Table, words: Sequence[str]) -> int | None:
    for at, name in enumerate(table.header):
        folded = f" {fold(name)} "
        if any(f" {word} " in folded for word in words):
            return at
    return None


_LONGEST_GRADE = 3  # words


def _graded(table: Table, name: str) -> int | None:
    """The column of this name, if it holds grades and not descriptions."""
    for at, header in enumerate(table.header):
        cells = [row[at] for row in table.rows if at < len(row)]
        if fold(header) == name and all(len(cell.split()) <= _LONGEST_GRADE for cell in cells):
            return at
    return None
