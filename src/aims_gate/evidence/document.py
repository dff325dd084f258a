"""What a recognised document is: its kind, where it lies, and what it really says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from ..model import Evidence, Location
from ..repository.scope import Scope
from .kept_outline import KeptOutline
from .outline import Outline


class DocumentKind(StrEnum):
    """The kinds of evidence that are recognised."""

    MODEL_CARD = "model-card"
    SYSTEM_CARD = "system-card"
    TRANSPARENCY_NOTE = "transparency-note"
    DATASHEET = "datasheet"
    CROISSANT = "croissant"
    AI_BOM = "ai-bom"
    IMPACT_ASSESSMENT = "impact-assessment"
    AI_POLICY = "ai-policy"
    RISK_REGISTER = "risk-register"
    HUMAN_OVERSIGHT = "human-oversight"
    TECHNICAL_DOCUMENTATION = "technical-documentation"
    INCIDENT_PLAN = "incident-plan"
    MONITORING_PLAN = "monitoring-plan"
    EVALUATION = "evaluation"
    FAIRNESS = "fairness"


class Quality(StrEnum):
    """How much of what its kind asks for a document really says.

    ``COMPLETE``: substance in every core section. ``STUB``: a few lines. ``PLACEHOLDER``: an
    unfilled template, questionnaire or dummy. ``UNREADABLE``: it claims to be evidence, but
    cannot be read (a PDF, over the bound, broken).
    """

    COMPLETE = "complete"
    PARTIAL = "partial"
    STUB = "stub"
    PLACEHOLDER = "placeholder"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a document: the heading as written, its lines, and if it says something.

    ``line`` and ``end_line`` count from 1; ``end_line`` is inclusive.
    """

    name: str
    heading: str
    line: int
    end_line: int
    substance: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A document recognised as evidence, by what is in it.

    ``sections`` maps the name of a section (``intended_use``) to where it is; ``missing`` names
    the sections its kind asks for that are absent or say nothing. ``describes`` holds the names,
    hub ids and files of the models or data it is about. ``fields`` holds a few machine-readable
    values (``license``, ``base_model``, ``system`` …) as written. ``language`` is a two-letter
    code. ``signals`` says in sentences why the file was taken for this kind. ``outline`` is that of
    its text, if it is Markdown.
    """

    kind: DocumentKind
    at: Location
    scope: Scope
    quality: Quality
    title: str
    sections: Mapping[str, Section]
    missing: tuple[str, ...]
    describes: tuple[str, ...] = ()
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    language: str = "en"
    signals: tuple[str, ...] = ()
    outline: KeptOutline | None = field(default=None, repr=False, compare=False)

    @property
    def path(self) -> str:
        """The file, relative to the top level."""
        return self.at.path

    @property
    def readable(self) -> bool:
        """Whether its content could be read at all."""
        return self.quality is not Quality.UNREADABLE

    def outline_of(self, text: str) -> Outline | None:
        """The outline of its text, if it is known to be of this very text."""
        return self.outline.if_of(text) if self.outline else None

    def says(self, section: str) -> bool:
        """Whether the section is there and has substance."""
        found = self.sections.get(section)
        return found is not None and found.substance

    def where(self, section: str) -> Location:
        """The section's place, or the document's where it has no such section."""
        found = self.sections.get(section)
        if found is None:
            return self.at
        return Location(self.at.path, found.line, end_line=found.end_line)


@dataclass(frozen=True)  # without slots: documents are looked up by path
class Documents(Evidence):
    """Every document recognised in the repository, ordered by path and line."""

    documents: tuple[Document, ...]

    def __iter__(self) -> Iterator[Document]:
        return iter(self.documents)

    def __len__(self) -> int:
        return len(self.documents)

    def of(self, *kinds: DocumentKind) -> tuple[Document, ...]:
        """The documents of these kinds, in order."""
        return tuple(document for document in self.documents if document.kind in kinds)

    def at(self, path: str) -> Document | None:
        """The document recognised in this file, if any."""
        return self._by_path.get(path)

    @cached_property
    def _by_path(self) -> dict[str, Document]:
        """The first document of each file."""
        return {document.path: document for document in reversed(self.documents)}
