"""Data that no call names as a file: what training code selects from databases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from ..discovery import AssetKind
from ..model import Evidence, Location, Subject, SubjectKind
from ..repository import Snapshot
from .register import Register

_LIMIT: Final = 1 << 20  # bytes of a file of code
_AHEAD: Final = 600  # bytes behind a call in which its query stands
_MOST: Final = 50  # queries of one file
_CALL = re.compile(rb"\b(?:read_sql(?:_query|_table)?|spark\.(?:table|sql))[ \t]{0,4}\(")
_FROM = re.compile(rb"\bfrom\s{1,20}([A-Za-z_][\w.]{0,120})", re.IGNORECASE)
_QUOTED = re.compile(rb"^\s{0,20}[rRfF]?[\"']([A-Za-z_][\w.]{0,120})[\"']")


@dataclass(frozen=True, slots=True)
class DataSource:
    """A source of data: what it is, and the id of the declared dataset it is, if any."""

    subject: Subject
    what: str
    at: Location
    declared_as: str = ""


@dataclass(frozen=True, slots=True)
class DataSources(Evidence):
    """Sources beside those that discovery names.

    ``tracked`` maps the path of what a declared DVC file tracks to the id of the dataset.
    """

    found: tuple[DataSource, ...] = ()
    tracked: Mapping[str, str] = field(default_factory=dict)


def data_sources(register: Register, snapshot: Snapshot) -> DataSources:
    """Look for what declared DVC files track, and for queries in code that trains."""
    entries = register.manifest.datasets
    tracked = {
        entry.resolve(entry.value.dvc).removesuffix(".dvc"): entry.value.id
        for entry in entries
        if entry.value.dvc
    }
    return DataSources(tuple(_selected(register, snapshot)), tracked)


def _selected(register: Register, snapshot: Snapshot) -> Iterator[DataSource]:
    """What code that trains selects from databases, a table once."""
    seen: set[str] = set()
    for path in _training_code(register):
        data = snapshot.get(path, _LIMIT) or b""
        if b"read_sql" not in data and b"spark." not in data:
            continue
        for line, table in _tables(data):
            if table not in seen:
                seen.add(table)
                at = Location(path, line)
                subject = register.subject_found(SubjectKind.DATASET, table, table, at)
                what = f"the table {table}"
                yield DataSource(subject, what, at, _declared(table, register))


def _training_code(register: Register) -> list[str]:
    training = (asset for asset in register.product if asset.kind is AssetKind.TRAINING)
    return sorted({place.path for asset in training for place in asset.places})


def _tables(data: bytes) -> Iterator[tuple[int, str]]:
    for number, call in enumerate(_CALL.finditer(data)):
        if number >= _MOST:
            return
        start = data.rfind(b"\n", 0, call.start()) + 1
        if data[start : call.start()].lstrip().startswith(b"#"):
            continue
        after = data[call.end() : call.end() + _AHEAD]
        if found := _QUOTED.match(after) or _FROM.search(after):
            yield data.count(b"\n", 0, call.start()) + 1, found[1].decode()


def _declared(table: str, register: Register) -> str:
    """The declared dataset that a table is: by its id, or by the end of its address."""
    wanted = table.casefold()
    for entry in register.manifest.datasets:
        uri = (entry.value.uri or "").casefold()
        if entry.value.id.casefold() == wanted or re.split(r"[/#?:=]", uri)[-1] == wanted:
            return entry.value.id
    return ""
