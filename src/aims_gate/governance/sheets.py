"""What datasheets say: passage by passage, whatever format they are written in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..evidence import Document
from ..evidence.text import decode, fold
from ..model import Evidence, Location, Subject
from ..repository import Snapshot
from .datasets import DataRecord, DataRecords
from .prose import Prose, outlined

if TYPE_CHECKING:
    from ..evidence.outline import Outline, Table

_LIMIT = 2 << 20  # bytes; what recognition reads of a document, too


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text of a datasheet: its passages, its tables, and its fields (keys in small letters).

    ``structured`` says that it is written as data, not as prose.
    """

    prose: Prose
    text: str = field(default="", repr=False)
    tables: tuple[Table, ...] = ()
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    structured: bool = False

    def at(self, line: int) -> Location:
        """A line of it."""
        return Location(self.prose.path, line)


@dataclass(frozen=True, slots=True)
class Sheets(Evidence):
    """The datasheet of each dataset that has one which says something."""

    by_subject: Mapping[Subject, Sheet] = field(default_factory=dict)

    def of(self, record: DataRecord) -> Sheet | None:
        """The datasheet of a dataset."""
        return self.by_subject.get(record.subject)


@dataclass(frozen=True, slots=True)
class Examination:
    """What was looked at for one group: empty text where nothing is said."""

    group: str
    method: str
    finding: str
    mitigation: str
    risk: str
    at: Location


def sheets(records: DataRecords, snapshot: Snapshot) -> Sheets:
    """Read the datasheets."""
    found = {}
    for record in records:
        if record.document is not None and (sheet := _read(record.document, snapshot)):
            found[record.subject] = sheet
    return Sheets(found)


def _read(document: Document, snapshot: Snapshot) -> Sheet | None:
    path = document.path
    text = decode(snapshot.get(path, _LIMIT) or b"")
    outline = _outline(document, text) if text else None
    if text is None or outline is None:
        return None
    return Sheet(outlined(path, outline), text, outline.tables, outline.front, outline.structured)


def _outline(document: Document, text: str) -> Outline | None:
    from ..evidence.prefilter import Carrier, carrier_of

    carrier = carrier_of(document.path)
    if carrier in (None, Carrier.CLOSED, Carrier.XML):
        return None
    if known := document.outline_of(text):
        return known
    from ..evidence.data_files import Unparsable
    from ..evidence.reading import outline_of  # longer than a run in which nothing must be read

    try:
        return outline_of(carrier, text)
    except Unparsable:
        return None


_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "group": ("group", "groups", "affected", "population", "attribute"),
    "method": ("method", "examined", "how examined", "test", "measure"),
    "finding": ("finding", "findings", "result", "results", "bias", "gap"),
    "mitigation": ("mitigation", "mitigations", "measures", "treatment", "action"),
    "risk": ("risk", "risk id"),
}


def examinations(record: DataRecord, sheet: Sheet | None) -> Iterator[Examination]:
    """What was examined per group: in the head of the datasheet, or in a table of its text."""
    if record.head is not None:
        for index, each in enumerate(record.head.value.bias):
            yield Examination(
                group=each.group,
                method=each.method or "",
                finding=each.finding or "",
                mitigation=each.mitigation or "",
                risk=each.risk or "",
                at=record.head.locate("bias", index),
            )
    for table in sheet.tables if sheet else ():
        yield from _examined(table, sheet)


def _examined(table: Table, sheet: Sheet | None) -> Iterator[Examination]:
    header = [fold(cell) for cell in table.header]
    places = {
        part: next((header.index(name) for name in names if name in header), None)
        for part, names in _COLUMNS.items()
    }
    if sheet is None or places["group"] is None or places["method"] is None:
        return
    for number, row in enumerate(table.rows):
        said = {
            part: row[place] if place is not None and place < len(row) else ""
            for part, place in places.items()
        }
        yield Examination(**said, at=sheet.at(table.line + 2 + number))
