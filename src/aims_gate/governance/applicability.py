"""The Statement of Applicability, whatever it is written in: YAML, CSV or a Markdown table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from ..declarations.applicability_terms import RowStatus
from ..declarations.records import Filed
from ..declarations.records.control_terms import DocumentStatus
from ..evidence.text import decode, fold
from ..model import Cause, Evidence, Location, NotAssessed
from ..portfolio import Declarations
from ..repository import Snapshot
from ..repository.yaml_tree import MAX_BYTES
from .control_tables import COLUMNS, TableProblem, TableRow, csv_rows, markdown_rows
from .files import Governance
from .pasted import PASTED

if TYPE_CHECKING:
    from ..declarations.records.applicability import StatementOfApplicability

YES: Final = frozenset({"yes", "true", "y", "x", "applicable", "included"})
NO: Final = frozenset({"no", "false", "n", "not applicable", "excluded"})
NO_STATUS: Final = frozenset({"", "n a", "none", "excluded", "not applicable"})
"""How the status of an excluded control may be left out."""

USUAL_TABLES: Final = (
    "governance/soa.csv",
    "governance/statement-of-applicability.csv",
    "governance/soa.md",
    "governance/statement-of-applicability.md",
)
"""Where a bare table is looked for, also below ``docs/``."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A piece of evidence that a row names: as written, and where.

    ``path`` is from the top, empty for what is no path; ``anchor`` is what follows ``#``.
    """

    text: str
    at: Location
    path: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ControlRow:
    """One row of the statement. ``applicable`` and ``status`` are ``None`` for words not known.

    ``written`` holds the cells as they stand, by the name of the column; ``places`` where.
    """

    id: str
    at: Location
    applicable: bool | None = None
    status: RowStatus | None = None
    justification: str = ""
    evidence: tuple[Cited, ...] = ()
    because: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    written: Mapping[str, str] = field(default_factory=dict, compare=False)
    places: Mapping[str, Location] = field(default_factory=dict, compare=False)

    @property
    def is_excluded(self) -> bool:
        """Whether it says that the control does not apply."""
        return self.applicable is False

    @property
    def is_implemented(self) -> bool:
        """Whether it says that the control applies and is in effect."""
        return self.applicable is True and self.status is RowStatus.IMPLEMENTED

    def place(self, column: str) -> Location:
        """Where a cell stands, or the row without it."""
        return self.places.get(column, self.at)


@dataclass(frozen=True, slots=True)
class ApplicabilityStatement(Evidence):
    """Every row of the Statement of Applicability, in order.

    ``exists`` is false where there is none; ``at`` is its start, or where one is asked for.
    ``promised`` is the path that the policy names although no file is there; ``draft`` says that
    it calls itself one. ``beside`` are rows of further tables in the usual places, which somebody
    may take for the statement: it is not read from them.
    """

    rows: tuple[ControlRow, ...]
    exists: bool
    at: Location
    promised: str | None = None
    draft: bool = False
    beside: tuple[ControlRow, ...] = ()

    def row(self, control: str) -> ControlRow | None:
        """The first row of a control."""
        return next((row for row in self.rows if row.id == control), None)


def applicability_statement(
    snapshot: Snapshot, declarations: Declarations, governance: Governance
) -> ApplicabilityStatement:
    """Read the statement from where the policy says, else from the usual places."""
    read = _read(snapshot, declarations, governance)
    own = {row.at.path for row in read.rows}
    others = [path for path in _usual(snapshot) if path not in own] if own else []
    return replace(read, beside=tuple(row for path in others for row in _rows_at(path, snapshot)))


def _usual(snapshot: Snapshot) -> Iterator[str]:
    """The bare tables that lie in the usual places, in the order in which one is looked for."""
    for usual in USUAL_TABLES:
        for path in (f"{snapshot.base}{usual}", f"{snapshot.base}docs/{usual}"):
            if path in snapshot.files:
                yield path


def _rows_at(path: str, snapshot: Snapshot) -> tuple[ControlRow, ...]:
    try:
        return _bare(path, snapshot).rows
    except NotAssessed:
        return ()  # no table that anybody could take for another statement


def _read(
    snapshot: Snapshot, declarations: Declarations, governance: Governance
) -> ApplicabilityStatement:
    policy = declarations.policy.policy
    stated = policy.files.soa if policy else None
    documents = [
        filed for filed in governance.statements if filed.value.status != DocumentStatus.RETIRED
    ]
    if stated:
        path = f"{snapshot.base}{stated}"
        if path not in snapshot.files:
            asked = declarations.policy.locate("files", "soa")
            return ApplicabilityStatement((), exists=False, at=asked, promised=path)
        documents = [filed for filed in documents if filed.path == path]
        if not documents:
            return _bare(path, snapshot)
    if documents:
        rows = tuple(row for filed in documents for row in _filed_rows(filed))
        draft = any(filed.value.status == DocumentStatus.DRAFT for filed in documents)
        return ApplicabilityStatement(rows, exists=True, at=documents[0].location, draft=draft)
    if usual := next(_usual(snapshot), None):
        return _bare(usual, snapshot)
    return ApplicabilityStatement((), exists=False, at=Location(declarations.manifest.path))


def _filed_rows(filed: Filed[StatementOfApplicability]) -> Iterator[ControlRow]:
    for index, stated in enumerate(filed.value.controls):
        cells = {
            "applicable": stated.applicable or "",
            # That rows share their words is judged row by row, and may be right of an area.
            "justification": (stated.justification or "").removeprefix(PASTED),
            "status": stated.status or "",
        }
        places: dict[str, Location] = {
            name: filed.locate("controls", index, name)
            for name in COLUMNS
            if name in stated.model_fields_set
        }
        cited = tuple(
            _cited(text, filed.base, filed.locate("controls", index, "evidence", number))
            for number, text in enumerate(stated.evidence)
        )
        at = filed.locate("controls", index, "id")
        yield _row(stated.id, at, cells, places, cited, (stated.because, stated.risks))
    if filed.prose is not None:
        wanted = not filed.value.controls
        for row in _tables(filed.path, filed.prose, wanted=wanted):
            yield _table_row(row, filed.base)


def _bare(path: str, snapshot: Snapshot) -> ApplicabilityStatement:
    """The rows of a file that is only a table."""
    data = snapshot.get(path, MAX_BYTES + 1)
    text = decode(data) if data is not None and len(data) <= MAX_BYTES else None
    if text is None:
        raise _unreadable(f"{path} cannot be read as text of at most {MAX_BYTES >> 20} MiB", path)
    rows = tuple(_table_row(row, snapshot.base) for row in _tables(path, text, wanted=True))
    return ApplicabilityStatement(rows, exists=True, at=Location(path))


def _tables(path: str, text: str, *, wanted: bool) -> tuple[TableRow, ...]:
    """The rows of a table in a file; none where nothing asks for a table and there is none."""
    if path.lower().endswith((".yaml", ".yml")):
        raise _unreadable(f"{path} does not say that it is a Statement of Applicability", path)
    read = csv_rows if path.lower().endswith((".csv", ".tsv")) else markdown_rows
    try:
        return read(path, text)
    except TableProblem as problem:
        if not wanted:
            return ()
        raise _unreadable(f"{path}: {problem}", path, problem.line) from None


def _unreadable(message: str, path: str, line: int = 1) -> NotAssessed:
    fix = (
        "write it as YAML that begins with 'kind: soa', or as a CSV or Markdown table with the "
        f"columns {', '.join(('id', *COLUMNS))}"
    )
    return NotAssessed(message, cause=Cause.UNREADABLE, at=Location(path, line), fix=fix)


def _table_row(row: TableRow, base: str) -> ControlRow:
    places = dict.fromkeys(row.cells, row.at)
    cited = tuple(
        _cited(text, row.folder if is_link else base, row.at) for text, is_link in row.evidence
    )
    lists = (row.listed("because"), row.listed("risks"))
    return _row(row.id, row.at, row.cells, places, cited, lists)


def _row(
    id_: str,
    at: Location,
    cells: Mapping[str, str],
    places: Mapping[str, Location],
    cited: tuple[Cited, ...],
    lists: tuple[tuple[str, ...], tuple[str, ...]],
) -> ControlRow:
    written = {name: cells.get(name, "").strip() for name in ("applicable", "status")}
    said = fold(written["applicable"])
    return ControlRow(
        id=_bare_id(id_),
        at=at,
        applicable=True if said in YES else False if said in NO else None,
        status=next((each for each in RowStatus if each == fold(written["status"])), None),
        justification=cells.get("justification", "").strip(),
        evidence=cited,
        because=tuple(each.lower() for each in lists[0]),
        risks=lists[1],
        written=written,
        places=places,
    )


def _bare_id(text: str) -> str:
    """The id alone, where a cell holds the title too: ``A.2.2`` of ``A.2.2 AI policy``."""
    words = text.strip(" *`_").split()
    first = words[0].rstrip(":") if words else ""
    return first if first[:2].upper() == "A." else " ".join(words)


def _cited(text: str, folder: str, at: Location) -> Cited:
    path, _, anchor = text.partition("#")
    if "://" in path or path.startswith(("mailto:", "/")) or not ("/" in path or "." in path):
        return Cited(text, at)
    return Cited(text, at, _joined(folder, path), anchor)


def _joined(folder: str, path: str) -> str:
    """A path from the top; empty if it leads out of the repository."""
    parts = [part for part in folder.split("/") if part]
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return ""
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
