"""What the users of each system can read about it, with a head of ours or without."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ..declarations.records import Filed
from ..evidence import DocumentKind, Documents
from ..evidence.text import decode, fold
from ..model import Evidence, Location, Subject
from ..portfolio import System, Systems
from ..repository import FileKind, Scope, Snapshot, scope_of
from .files import Governance
from .prose import Passage, Prose, Topic, prose_of, read_prose, untitled

if TYPE_CHECKING:
    from ..declarations.records.information import UserInformation

_LIMIT = 256 << 10  # bytes of one page
_MOST_PAGES = 60
_TEXT = (".md", ".markdown", ".mdx", ".rst", ".txt", ".adoc")
_ENTRANCE = re.compile(r"^readme(?:\.[a-z]{2})?\.\w+$", re.IGNORECASE)
_FOR_USERS = re.compile(
    r"\b(?:user|users|usage|manual|guide|faq|getting started|quick ?start|instructions|limitations|"
    r"transparency|support|responsible use|about|introduction|overview|handbuch|anleitung|nutzung|"
    r"manuel|mode d emploi|guia|uso)\b"
)
_CARDS = (DocumentKind.SYSTEM_CARD, DocumentKind.TRANSPARENCY_NOTE)

PURPOSE: Final = Topic(
    "purpose",
    "what the system is for",
    ("purpose", "for what", "what it is", "what is", "what it does", "the system is for",
     "intended use", "intended uses", "use cases", "overview", "introduction", "about", "zweck",
     "wofür", "überblick", "finalité", "objet", "présentation", "propósito", "finalidad"),
)  # fmt: skip
HOW_TO_USE: Final = Topic(
    "use",
    "how to use it",
    ("how to use", "usage", "using", "how to", "getting started", "quickstart", "quick start",
     "instructions", "bedienung", "nutzung", "anwendung", "utilisation", "mode d'emploi", "uso",
     "cómo usar"),
)  # fmt: skip
RESULTS: Final = Topic(
    "results",
    "what the results mean",
    ("results", "result", "output", "outputs", "interpretation", "interpreting", "reading the",
     "scores", "score", "answers", "predictions", "ergebnis", "ergebnisse", "résultats",
     "resultados"),
)  # fmt: skip
LIMITS: Final = Topic(
    "limits",
    "known limits and error rates",
    ("limits", "limit", "limitations", "errors", "error rates", "accuracy", "known issues",
     "caveats", "where it fails", "failure modes", "grenzen", "einschränkungen", "fehler",
     "limites", "límites", "limitaciones", "erreurs", "errores"),
)  # fmt: skip
OVERSIGHT: Final = Topic(
    "oversight",
    "oversight and override",
    ("oversight", "oversees", "override", "overrule", "human review", "human in the loop",
     "who decides", "human control", "stop the system", "aufsicht", "übersteuern", "eingreifen",
     "contrôle humain", "supervision", "supervisión"),
)  # fmt: skip
AI_NOTICE: Final = Topic(
    "ai-notice",
    "that AI is at work",
    ("ai", "artificial intelligence", "machine learning", "automated", "model", "ki",
     "künstliche intelligenz", "ia", "intelligence artificielle", "inteligencia artificial"),
)  # fmt: skip
UPDATES: Final = Topic(
    "updates",
    "how it changes, and how users learn of it",
    ("updates", "update", "changes", "changelog", "release notes", "releases", "versions",
     "versioning", "aktualisierungen", "änderungen", "mises à jour", "actualizaciones"),
)  # fmt: skip
CONTACT: Final = Topic(
    "contact",
    "whom to ask",
    ("contact", "contacts", "support", "help", "questions", "maintainers", "kontakt", "hilfe",
     "contacto", "ayuda", "aide"),
)  # fmt: skip
HARM: Final = Topic(
    "harm",
    "how to report harm",
    ("harm", "report a problem", "reporting", "report an issue", "complaints", "complaint",
     "concerns", "feedback", "vulnerability", "abuse", "schaden", "schäden", "beschwerde",
     "beschwerden", "signaler", "réclamations", "quejas", "daños"),
)  # fmt: skip
TOPICS: Final = (
    PURPOSE, HOW_TO_USE, RESULTS, LIMITS, OVERSIGHT, AI_NOTICE, UPDATES, CONTACT, HARM,
)  # fmt: skip
"""What the users of an AI system need to be told."""


@dataclass(frozen=True, slots=True)
class UserDoc:
    """One document for users. ``filed`` is ``None`` for one without a head of ours."""

    path: str
    text: str = field(repr=False)
    prose: Prose
    filed: Filed[UserInformation] | None = None

    @property
    def at(self) -> Location:
        """Where it begins."""
        return Location(self.path)


@dataclass(frozen=True, slots=True)
class UserDocs(Evidence):
    """What the users of each system can read: what says that it is for them, else what looks so."""

    by_system: Mapping[Subject, tuple[UserDoc, ...]]

    def of(self, system: System) -> tuple[UserDoc, ...]:
        """The documents about a system, the most fitting first."""
        return self.by_system.get(system.subject, ())


def user_docs(
    systems: Systems, governance: Governance, documents: Documents, snapshot: Snapshot
) -> UserDocs:
    """Gather what users can read."""
    if not len(systems):
        return UserDocs({})
    filed = governance.user_information
    plain: tuple[UserDoc, ...] | None = None
    found: dict[Subject, tuple[UserDoc, ...]] = {}
    for system in systems:
        own = tuple(each for each in filed if _is_about(each, system, systems))
        if own:
            found[system.subject] = tuple(map(_with_head, own))
            continue
        if plain is None:
            plain = tuple(_without_head(documents, snapshot))
        found[system.subject] = plain
    return UserDocs(found)


def merged(docs: tuple[UserDoc, ...]) -> Prose:
    """All passages of some documents, as if they were one."""
    passages: list[Passage] = []
    for doc in docs:
        passages += doc.prose.passages
    return Prose(docs[0].path if docs else "", tuple(passages))


def _is_about(filed: Filed[UserInformation], system: System, systems: Systems) -> bool:
    stated = filed.value.system
    return stated == system.subject.id or (stated is None and len(systems) == 1)


def _with_head(filed: Filed[UserInformation]) -> UserDoc:
    return UserDoc(filed.path, filed.prose or "", untitled(prose_of(filed)), filed)


def _without_head(documents: Documents, snapshot: Snapshot) -> Iterator[UserDoc]:
    recognised = [each.path for each in documents.of(*_CARDS)]
    entrances = list(_entrances(snapshot))
    every = dict.fromkeys((*entrances, *recognised, *_pages(snapshot)))
    for path in list(every)[:_MOST_PAGES]:
        data = snapshot.get(path, _LIMIT)
        text = decode(data) if data else None
        if text:
            prose = read_prose(path, text)
            yield UserDoc(path, text, _introduced(prose, text) if path in entrances else prose)


def _introduced(prose: Prose, text: str) -> Prose:
    """A README: what stands under its title before any other heading says what the thing is."""
    rest = untitled(prose)
    if rest is prose:
        return prose
    title = next(passage for passage in prose.passages if passage.heading)
    end = next(passage.line for passage in rest.passages if passage.line > title.line)
    own = "\n".join(text.splitlines()[title.line : end - 1])
    opening = Passage(PURPOSE.called, 2, title.line, end - 1, own)
    return Prose(rest.path, (opening, *rest.passages))


def _entrances(snapshot: Snapshot) -> Iterator[str]:
    """The README of the folder under judgement."""
    for path, file in snapshot.files.items():
        name = path.removeprefix(snapshot.base)
        if file.kind is FileKind.REGULAR and _ENTRANCE.match(name) and name.endswith(_TEXT):
            yield path


def _pages(snapshot: Snapshot) -> Iterator[str]:
    """Pages of documentation whose name speaks to users."""
    for path, file in snapshot.files.items():
        name = path.rpartition("/")[2].rpartition(".")[0]
        if (
            path.endswith(_TEXT)
            and file.kind is FileKind.REGULAR
            and scope_of(path) is Scope.DOCS
            and _FOR_USERS.search(fold(name))
        ):
            yield path
