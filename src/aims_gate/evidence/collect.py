"""The scanner for documents, and the collector that puts them at their places."""

from __future__ import annotations

from dataclasses import dataclass

from ..repository.scan import Row, Scanner
from ..repository.scope import Scope, scope_of
from ..repository.survey import Survey
from .document import Document, DocumentKind, Documents
from .prefilter import (
    BEGINNING,
    MAXIMUM,
    Carrier,
    carrier_of,
    claims_by_name,
    may_be_bill,
)
from .rows import found_in


@dataclass(frozen=True, slots=True)
class DocumentScanner:
    """Reads the document in each file that may hold one."""

    name: str = "documents"
    version: str = "1"

    def limit(self, path: str, size: int) -> int:
        """All of a document up to the bound; the beginning of a larger one."""
        carrier = carrier_of(path)
        if carrier is None or size == 0:
            return 0
        if carrier is Carrier.CLOSED:
            return 16 if claims_by_name(path) else 0
        if carrier is Carrier.XML and not may_be_bill(path):
            return 0
        return size if size <= MAXIMUM else BEGINNING

    def prepare(self) -> None:
        """Import what reading takes: longer than a run in which nothing has to be read."""
        from . import reading  # noqa: F401 - importing it is the work

    def scan(self, path: str, data: bytes, size: int) -> list[Row]:
        """One row if the file is evidence of any kind, else none."""
        from . import reading

        found = reading.read_document(path, data[:MAXIMUM], size)
        return [found.row()] if found else []


SCANNERS: tuple[Scanner, ...] = (DocumentScanner(),)


def documents(survey: Survey) -> Documents:
    """Collect the recognised documents, ordered by path."""
    found: list[Document] = []
    for scanner in SCANNERS:
        for path, rows in survey.of(scanner.name):
            scope = document_scope(survey.inner(path))
            found.extend(found_in(row).placed(path, scope) for row in rows)
    return Documents(tuple(sorted(found, key=lambda document: (document.at, document.kind))))


def document_scope(inner_path: str) -> Scope:
    """The scope of a document: one of the project's own is product also under ``docs/``."""
    scope = scope_of(inner_path)
    return Scope.PRODUCT if scope is Scope.DOCS else scope


def read_as(
    kind: DocumentKind, path: str, data: bytes, *, inner_path: str | None = None
) -> Document:
    """Read a file as a document of the kind that the manifest declares it to be.

    For what recognition would not have named so: it is still judged for substance, so an empty or
    unfilled file stays a placeholder. ``inner_path`` is the path relative to the folder under
    judgement, if that is not the top level. Never raises.
    """
    from . import reading

    scope = document_scope(path if inner_path is None else inner_path)
    return reading.read_as(path, data, kind).placed(path, scope)
