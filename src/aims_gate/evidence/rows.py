"""What one file gave, in a form that caches and processes can carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from ..model import Location
from ..repository.scan import Json, Row
from ..repository.scope import Scope
from .document import Document, DocumentKind, Quality, Section
from .kept_outline import KeptOutline

if TYPE_CHECKING:
    from .forms import Form


@dataclass(frozen=True, slots=True)
class Found:
    """A document without its place: what a single file says for itself."""

    kind: DocumentKind
    line: int
    title: str
    quality: Quality
    sections: Mapping[str, Section]
    missing: tuple[str, ...]
    describes: tuple[str, ...] = ()
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    language: str = "en"
    signals: tuple[str, ...] = ()
    outline: KeptOutline | None = None

    @classmethod
    def unreadable(cls, kind: DocumentKind, title: str, signals: tuple[str, ...]) -> Found:
        """A document of that kind which cannot be read."""
        return cls(kind, 1, title, Quality.UNREADABLE, {}, (), signals=signals)

    @classmethod
    def empty(cls, kind: DocumentKind, form: Form | None, signals: tuple[str, ...]) -> Found:
        """A document of that kind with nothing in it."""
        missing = (*form.core, *form.tracked) if form else ()
        return cls(kind, 1, "", Quality.PLACEHOLDER, {}, missing, signals=signals)

    def as_placeholder(self, signal: str) -> Found:
        """The same, found to be a template."""
        return replace(self, quality=Quality.PLACEHOLDER, signals=(*self.signals, signal))

    def row(self) -> Row:
        """As JSON can hold it."""
        sections: dict[str, Json] = {
            name: [section.heading[:200], section.line, section.end_line, section.substance]
            for name, section in self.sections.items()
        }
        return {
            "kind": self.kind.value,
            "line": self.line,
            "title": self.title,
            "quality": self.quality.value,
            "sections": sections,
            "missing": list(self.missing),
            "describes": list(self.describes),
            "fields": {name: list(values) for name, values in self.fields.items()},
            "language": self.language,
            "signals": list(self.signals),
            "outline": self.outline.row if self.outline else None,
        }

    def placed(self, path: str, scope: Scope) -> Document:
        """The document at its place."""
        return Document(
            kind=self.kind,
            at=Location(path, self.line),
            scope=scope,
            quality=self.quality,
            title=self.title,
            sections=MappingProxyType(dict(self.sections)),
            missing=self.missing,
            describes=self.describes,
            fields=MappingProxyType(dict(self.fields)),
            language=self.language,
            signals=self.signals,
            outline=self.outline,
        )


def found_in(row: Row) -> Found:
    """Read a row back."""
    sections = {}
    for name, value in cast("dict[str, list[Json]]", row["sections"]).items():
        heading, line, end_line, substance = value
        sections[name] = Section(
            name, str(heading), cast("int", line), cast("int", end_line), bool(substance)
        )
    fields = cast("dict[str, list[str]]", row["fields"])
    outline = cast("Row | None", row["outline"])
    return Found(
        kind=DocumentKind(str(row["kind"])),
        line=cast("int", row["line"]),
        title=str(row["title"]),
        quality=Quality(str(row["quality"])),
        sections=sections,
        missing=tuple(cast("list[str]", row["missing"])),
        describes=tuple(cast("list[str]", row["describes"])),
        fields={name: tuple(values) for name, values in fields.items()},
        language=str(row["language"]),
        signals=tuple(cast("list[str]", row["signals"])),
        outline=KeptOutline(outline) if outline else None,
    )
