"""Why one file was taken for what it was: the signals that decided, and the facts found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..discovery import Asset, Assets, assets
from ..evidence import SCANNERS as OF_EVIDENCE
from ..evidence import Document, documents
from ..evidence.absence import why_not
from ..repository import FileKind, Snapshot, Survey, Workbench, scope_of, survey
from ..repository.scan import Json, Row
from ..text.escaping import one_line
from ..text.layout import Page
from .table import called, evidence_text, facts, heading, rows

_READ = 4 << 20  # bytes; more than recognition looks at
_EVIDENCE = frozenset(scanner.name for scanner in OF_EVIDENCE)
_SHOWN_ELSEWHERE = ("kind", "line")


def explain(snapshot: Snapshot, workbench: Workbench, path: str, *, width: int = 80) -> str:
    """Say of one file of the snapshot what was found in it, and what decided.

    ``path`` is relative to the top level. The whole snapshot is read, since what a file is can
    depend on others. Raises ``KeyError`` if the snapshot has no such file.
    """
    file = snapshot.files[path]
    page = Page(width, color=False)
    surveyed = survey(snapshot, workbench)
    page.text(f"{path}: {scope_of(surveyed.inner(path)).value}, {file.size} bytes")
    if file.kind is not FileKind.REGULAR:
        page.text(f"It is a {file.kind.value}, and only regular files are read.")
        return str(page)
    found = [each for each in documents(surveyed) if each.path == path]
    for document in found:
        _document(page, document)
    if not found:
        _no_document(page, surveyed, snapshot, path, file.size)
    _code(page, surveyed, assets(surveyed, snapshot), path)
    if path in surveyed.unread:
        page.text(f"It could not be read: {surveyed.unread[path]}.")
    return str(page)


def _document(page: Page, document: Document) -> None:
    page.blank()
    page.text(f"Evidence: {evidence_text(document)}")
    heading(page, "What decided", len(document.signals))
    for signal in document.signals:
        page.text(signal, lead="  - ")
    if document.sections:
        heading(page, "Sections", len(document.sections))
        rows(page, list(_sections(document)))
    if document.describes:
        heading(page, "Describes", len(document.describes))
        for name in document.describes:
            page.text(name, lead="  - ")


def _sections(document: Document) -> Iterator[tuple[str, str]]:
    for name, section in document.sections.items():
        lines = f"lines {section.line} to {section.end_line}"
        substance = "" if section.substance else ", without substance"
        title = f", “{section.heading}”" if section.heading else ""
        yield name.replace("_", " "), f"{lines}{substance}{title}"


def _no_document(page: Page, surveyed: Survey, snapshot: Snapshot, path: str, size: int) -> None:
    data = snapshot.get(path, _READ)
    if data is not None:
        reason = why_not(surveyed.inner(path), data, size)
        page.blank()
        page.text(f"No evidence: {reason}.")


def _code(page: Page, surveyed: Survey, found: Assets, path: str) -> None:
    """The facts that scanners of AI read from the file, and the assets they make up."""
    stated = [
        row
        for name, by_path in surveyed.rows.items()
        if name not in _EVIDENCE
        for row in by_path.get(path, ())
    ]
    if not stated:
        return
    heading(page, "Facts of AI read from it", len(stated))
    rows(page, [(f"line {row['line']}", _stated(row)) for row in sorted(stated, key=_line)])
    here = [each for each in found if any(place.path == path for place in each.places)]
    if here:
        heading(page, "Counted as", len(here))
        rows(page, [(each.identity, _counted(each)) for each in here])
    else:
        page.blank()
        page.text(
            "None of it counts: it concerns modules of the project itself, names nothing that is"
            " known to be AI, or stands in a project without AI."
        )


def _counted(asset: Asset) -> str:
    return ", ".join([called(asset), asset.scope.value, *facts(asset)])


def _line(row: Row) -> int:
    line = row["line"]
    return line if isinstance(line, int) else 1


def _stated(row: Mapping[str, Json]) -> str:
    parts = (f"{name} {value}" for name, value in row.items() if name not in _SHOWN_ELSEWHERE)
    return one_line(f"{row['kind']}: {', '.join(parts)}")
