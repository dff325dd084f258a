"""Read the rows of a Statement of Applicability from CSV or from the tables of Markdown."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..evidence.text import fold
from ..model import Location

COLUMNS: Final = ("applicable", "justification", "status", "evidence", "because", "risks")
"""The columns besides the id."""

_NAMES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("id", "control", "control id", "control no", "annex a control"), "id"),
    **dict.fromkeys(("applicable", "applicability", "applies", "included"), "applicable"),
    **dict.fromkeys(("justification", "reason", "rationale"), "justification"),
    "justification for inclusion or exclusion": "justification",
    **dict.fromkeys(("status", "implementation", "implementation status"), "status"),
    **dict.fromkeys(("evidence", "references", "reference"), "evidence"),
    **dict.fromkeys(("because", "basis", "driver"), "because"),
    **dict.fromkeys(("risks", "risk", "risk ids"), "risks"),
}
_NEEDED: Final = ("id", "applicable", "justification")
_DELIMITERS: Final = ",;\t"
_LINK = re.compile(r"\[[^\[\]]{0,300}\]\(([^()\s]{1,500})\)")
_APART = re.compile(r"[;,\n]|<br ?/?>| (?=\S)", re.IGNORECASE)
_OF_A_RULE: Final = frozenset(" \t|:-")
_CELL_END = re.compile(r"(?<!\\)\|")
_MOST_ROWS = 2_000


class TableProblem(Exception):  # noqa: N818 - it says what is wrong with a file
    """There is no such table, or it cannot be read; the message follows the name of the file."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its cells by column, and the folder that links in it are relative to."""

    id: str
    at: Location
    cells: Mapping[str, str]
    folder: str

    @property
    def evidence(self) -> tuple[tuple[str, bool], ...]:
        """What the cell of evidence names, each with whether it is a link."""
        cell = self.cells.get("evidence", "")
        links = [(target, True) for target in _LINK.findall(cell)]
        return (*links, *((text, False) for text in _parts(_LINK.sub(" ", cell))))

    def listed(self, column: str) -> tuple[str, ...]:
        """The words of a cell that lists something."""
        return tuple(_parts(self.cells.get(column, "")))


def csv_rows(path: str, text: str) -> tuple[TableRow, ...]:
    """Read CSV with a header; commas, semicolons or tabs are told by the header.

    Raises :class:`TableProblem` if it is no CSV, is empty, or lacks a column that must be there.
    """
    first = text.lstrip().partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(_DELIMITERS, key=first.count))
    begun, rows = 1, []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((begun, tuple(cell.strip() for cell in cells)))
            begun = reader.line_num + 1
    except csv.Error as problem:
        raise TableProblem(f"line {begun} is no CSV: {problem}", begun) from None
    if not rows:
        raise TableProblem("the table is empty")
    header = _header(rows[0][1])
    if header is None:
        raise TableProblem(_without(rows[0][1]), rows[0][0])
    return tuple(_rows(path, header, rows[1:]))


def markdown_rows(path: str, text: str) -> tuple[TableRow, ...]:
    """Read every table of a Markdown text that has the columns.

    Raises :class:`TableProblem` if none has.
    """
    found: list[TableRow] = []
    for header, rows in _markdown_tables(text):
        if named := _header(header):
            found += _rows(path, named, rows)
    if not found:
        raise TableProblem(f"there is no table with the columns {', '.join(_NEEDED)}")
    return tuple(found)


def _without(header: Sequence[str]) -> str:
    known = {_NAMES.get(fold(cell)) for cell in header}
    return f"the table has no column {', '.join(name for name in _NEEDED if name not in known)}"


def _header(cells: Sequence[str]) -> dict[int, str] | None:
    """The known columns by their index; ``None`` if one that is needed is not among them."""
    named = {index: _NAMES.get(fold(cell.strip(" *`"))) for index, cell in enumerate(cells)}
    known = {index: name for index, name in named.items() if name}
    return known if set(_NEEDED) <= set(known.values()) else None


def _rows(
    path: str, header: Mapping[int, str], rows: Sequence[tuple[int, tuple[str, ...]]]
) -> Iterator[TableRow]:
    folder = path.rpartition("/")[0]
    if len(rows) > _MOST_ROWS:
        raise TableProblem(f"the table has over {_MOST_ROWS} rows", rows[0][0])
    for line, cells in rows:
        named: dict[str, str] = {}
        for index, name in header.items():
            if index < len(cells):
                named.setdefault(name, cells[index])
        if named.get("id"):
            yield TableRow(named.pop("id"), Location(path, line), named, folder)


def _markdown_tables(
    text: str,
) -> Iterator[tuple[tuple[str, ...], list[tuple[int, tuple[str, ...]]]]]:
    """Each table: the cells of its header, and its rows with their lines (from 1)."""
    lines = text.split("\n")
    at, fenced = 0, False
    while at < len(lines):
        if lines[at].lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if fenced or "|" not in lines[at] or not _begins_table(lines, at):
            at += 1
            continue
        header, rows = _cells(lines[at]), []
        at += 2
        while at < len(lines) and "|" in lines[at]:
            rows.append((at + 1, _cells(lines[at])))
            at += 1
        yield header, rows


def _begins_table(lines: Sequence[str], at: int) -> bool:
    below = lines[at + 1] if at + 1 < len(lines) else ""
    return "|" in below and "-" in below and _OF_A_RULE.issuperset(below)


def _cells(line: str) -> tuple[str, ...]:
    stripped = line.strip().removeprefix("|")
    cells = _CELL_END.split(stripped)
    if cells and not cells[-1].strip():
        cells.pop()
    return tuple(cell.strip().replace("\\|", "|") for cell in cells)


def _parts(cell: str) -> list[str]:
    parts = (part.strip(" `<>") for part in _APART.split(cell))
    return [part for part in parts if part]
