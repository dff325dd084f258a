"""Personal data and secrets where none should be, and what the manifest says of such files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from ..declarations import Entry
from ..discovery.stray import STRAY
from ..model import Clock, Evidence, Location
from ..portfolio import Anchors, Declared, Reference
from ..repository import Snapshot, Survey, Workbench, survey
from .wording import said

if TYPE_CHECKING:
    from ..declarations.manifest import Exclusion

_MOST: Final = 200
"""How many findings one run lists; a repository with more has one trouble, not many."""


@dataclass(frozen=True, slots=True)
class StrayItem:
    """One kind of identifier or secret in one file.

    ``masked`` shows no more of the first than tells its kind; ``count`` is how many there are.
    ``grave`` ones have a checksum or a form of their own. ``made_up`` is why they belong to nobody.
    """

    kind: str
    at: Location
    count: int
    masked: str
    grave: bool
    made_up: str = ""


@dataclass(frozen=True, slots=True)
class StrayData(Evidence):
    """What was found, by path; ``more`` is how many were left out of a long list."""

    items: tuple[StrayItem, ...] = ()
    more: int = 0


def stray_data(
    snapshot: Snapshot, workbench: Workbench, declared: Declared, anchors: Anchors, clock: Clock
) -> StrayData:
    """Search the files of data: a survey of its own, so that only those who ask pay for it."""
    cache = workbench.cache.beside((STRAY,)) if workbench.cache else None
    found = survey(snapshot, Workbench((STRAY,), cache, workbench.processes))
    reasons = tuple(_reasons(declared, anchors, clock.today))
    items = sorted(_items(found, reasons), key=lambda item: (not item.grave, item.at))
    return StrayData(tuple(items[:_MOST]), max(0, len(items) - _MOST))


Reason = tuple[Entry[object], str, str]
"""A declaration, the pattern or path it names, and why what is there belongs to nobody."""


def _items(found: Survey, reasons: tuple[Reason, ...]) -> Iterator[StrayItem]:
    for path, rows in found.of(STRAY.name):
        why = next((reason for each, pattern, reason in reasons if each.covers(pattern, path)), "")
        for row in rows:
            yield StrayItem(
                kind=str(row["kind"]),
                at=Location(path, int(str(row["line"]))),
                count=int(str(row["count"])),
                masked=str(row["masked"]),
                grave=bool(row["grave"]),
                made_up=why,
            )


def _reasons(declared: Declared, anchors: Anchors, today: date) -> Iterator[Reason]:
    for file in declared.manifest.files:
        for index, each in enumerate(file.manifest.made_up):
            if _holds(each, today):
                entry: Entry[object] = Entry(each, file.source, ("made_up", index))
                yield entry, each.path, each.reason
    for dataset in declared.manifest.datasets:
        value = dataset.value
        if value.synthetic and value.path:
            path, _, anchor = value.synthetic.generator.partition("#")
            reference = Reference(dataset.resolve(path), dataset.locate("synthetic"), anchor)
            if anchors.problem(reference) is None:
                yield (
                    Entry(value, dataset.source, dataset.keys),
                    value.path,
                    f"dataset {value.id} is made up by {value.synthetic.generator}",
                )


def _holds(stated: Exclusion, today: date) -> bool:
    return said(stated.reason, words=2) and (stated.expires is None or today <= stated.expires)
