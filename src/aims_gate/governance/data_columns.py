"""What each row of a dataset holds: names of columns, wherever they are stated or can be seen."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..evidence.text import decode, fold
from ..model import Evidence, Location
from ..repository import Snapshot
from .datasets import DataContents, DataRecord, DataRecords
from .sheets import Sheet, Sheets

_HEADER_BYTES = 64 << 10
_PARQUET_BYTES = 8 << 20  # the names stand at the end, and only the start can be read alone
_MOST = 2000
_TABLES = (".csv", ".tsv", ".txt")
_MAGIC = b"PAR1"
_NAMED = re.compile(rb"[A-Za-z_][\w .-]{1,80}")
_HEADS_COLUMNS = frozenset({"column", "columns", "field", "fields", "feature", "variable", "name"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column, and where its name stands."""

    name: str
    at: Location


@dataclass(frozen=True, slots=True)
class DataColumns(Evidence):
    """The columns of each dataset, by its id; a name may stand in several places."""

    by_id: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)

    def of(self, record: DataRecord) -> tuple[Column, ...]:
        """The columns of a dataset."""
        return self.by_id.get(record.id, ())


def data_columns(
    records: DataRecords, contents: DataContents, sheets: Sheets, snapshot: Snapshot
) -> DataColumns:
    """Read the headers of tables, and the columns that manifests and datasheets list."""
    found = {}
    for record in records:
        path = contents.paths.get(record.id, record.dataset.source)
        columns = [*_in_file(path, snapshot), *_declared(record), *_in_sheet(sheets.of(record))]
        found[record.id] = tuple(columns[:_MOST])
    return DataColumns(found)


def _in_file(path: str, snapshot: Snapshot) -> Iterator[Column]:
    file = snapshot.files.get(path)
    if file is None:
        return
    names: list[str] = []
    if path.endswith(_TABLES):
        text = decode(snapshot.get(path, _HEADER_BYTES) or b"") or ""
        names = _header(text.lstrip().partition("\n")[0])
    elif path.endswith(".parquet") and file.size <= _PARQUET_BYTES:
        names = _footer(snapshot.get(path, _PARQUET_BYTES) or b"")
    for name in names:
        yield Column(name, Location(path))


def _header(line: str) -> list[str]:
    delimiter = max(",;\t|", key=line.count)
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _footer(data: bytes) -> list[str]:
    """The words in the footer of a Parquet file, among which are the names of its columns.

    The file ends with the footer, its length in four bytes and a mark
    (https://parquet.apache.org/docs/file-format/).
    """
    if not data.endswith(_MAGIC):
        return []
    length = int.from_bytes(data[-8:-4], "little")
    footer = data[-8 - length : -8] if length <= len(data) - 8 else b""
    return list(dict.fromkeys(found.decode() for found in _NAMED.findall(footer)))


def _declared(record: DataRecord) -> Iterator[Column]:
    if record.entry is not None:
        for index, name in enumerate(record.entry.value.columns):
            yield Column(name, record.entry.locate("columns", index))
    if record.head is not None:
        for index, name in enumerate(record.head.value.columns):
            yield Column(name, record.head.locate("columns", index))


def _in_sheet(sheet: Sheet | None) -> Iterator[Column]:
    """The first column of a table that is headed as a list of columns."""
    for table in sheet.tables if sheet else ():
        if sheet is not None and table.header and fold(table.header[0]) in _HEADS_COLUMNS:
            for number, row in enumerate(table.rows):
                if row and row[0]:
                    yield Column(row[0], sheet.at(table.line + 2 + number))
