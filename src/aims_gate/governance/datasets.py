"""Datasets with all that is said of them: by the manifest, by their datasheet, by their bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ..declarations import Activity, Entry, Lifecycle
from ..declarations.data_terms import DataUse
from ..evidence import Document, Quality
from ..model import Evidence, Location, Subject
from ..portfolio import Dataset, Datasets, Datasheets, Declared
from ..repository import FileKind, Snapshot, Unreadable, lfs_pointer
from .files import Governance

if TYPE_CHECKING:  # pydantic is slow to import and not needed to hold what it made
    from ..declarations import Dataset as DeclaredDataset
    from ..declarations import System as DeclaredSystem
    from ..declarations.records import Filed
    from ..declarations.records.data import Datasheet

LARGEST_HASHED: Final = 256 << 20
"""Up to how many bytes a file of data is hashed; larger ones take seconds in every run."""

_LEARNS = frozenset({Activity.TRAINS, Activity.FINE_TUNES})
_SELLS = frozenset({Activity.OFFERS_TO_CUSTOMERS, Activity.SUPPLIES_COMPONENTS})
_POINTER_BYTES = 1024


@dataclass(frozen=True, slots=True)
class DataRecord:
    """One dataset: what it is, its declaration, its datasheet and the systems that use it.

    ``head`` is the front matter of the datasheet if that says it is one (``kind: datasheet``).
    """

    dataset: Dataset
    entry: Entry[DeclaredDataset] | None = None
    document: Document | None = None
    head: Filed[Datasheet] | None = None
    systems: tuple[Entry[DeclaredSystem], ...] = ()

    @property
    def subject(self) -> Subject:
        """What findings about it are about."""
        return self.dataset.subject

    @property
    def id(self) -> str:
        """Its id."""
        return self.dataset.subject.id

    @property
    def called(self) -> str:
        """It in words: ``dataset x``."""
        return f"dataset {self.dataset.subject.label}"

    @property
    def idle(self) -> str:
        """Why nothing is owed for it now; empty if something is."""
        stages = {system.value.lifecycle for system in self.systems}
        if stages == {Lifecycle.RETIRED}:
            return "every system that used it is retired"
        return ""

    @property
    def unowed(self) -> str:
        """Why nothing is asked of its declaration; empty if something is."""
        if self.entry is None:
            return "it is not declared: `undeclared-dataset` says so"
        return self.idle

    @property
    def uses(self) -> frozenset[DataUse]:
        """What it is used for: as declared, else as the activities of its systems tell."""
        if self.entry and self.entry.value.uses:
            return frozenset(self.entry.value.uses)
        if any(_LEARNS.intersection(system.value.activities) for system in self.systems):
            return frozenset({DataUse.TRAINING})
        return frozenset()

    @property
    def commercial(self) -> bool | None:
        """Whether it is used for business; ``None`` if nothing tells."""
        rights = self.entry.value.rights if self.entry else None
        if rights and rights.commercial is not None:
            return rights.commercial
        if self.leaves_the_house:
            return True
        return None

    @property
    def leaves_the_house(self) -> bool:
        """Whether a system that uses it is offered or supplied to others."""
        return any(_SELLS.intersection(system.value.activities) for system in self.systems)

    def locate(self, *keys: str | int) -> Location:
        """Where the manifest says something of it, or the nearest place to it."""
        return self.entry.locate(*keys) if self.entry else self.dataset.at


@dataclass(frozen=True, slots=True)
class DataRecords(Evidence):
    """All datasets, in the order of :class:`Datasets`."""

    items: tuple[DataRecord, ...] = ()

    def __iter__(self) -> Iterator[DataRecord]:
        return iter(self.items)


def data_records(
    datasets: Datasets, datasheets: Datasheets, declared: Declared, governance: Governance
) -> DataRecords:
    """Bring together what is said of each dataset."""
    manifest = declared.manifest
    entries = {entry.value.id: entry for entry in manifest.datasets}
    heads = {filed.path: filed for filed in governance.datasheets}
    records = []
    for dataset in datasets:
        id_ = dataset.subject.id
        document = datasheets.of(dataset).document
        if document is not None and document.quality in (Quality.PLACEHOLDER, Quality.UNREADABLE):
            document = None  # `missing-datasheet` says so
        records.append(
            DataRecord(
                dataset=dataset,
                entry=entries.get(id_) if dataset.declared else None,
                document=document,
                head=heads.get(document.path) if document else None,
                systems=tuple(each for each in manifest.systems if id_ in each.value.datasets),
            )
        )
    return DataRecords(tuple(records))


@dataclass(frozen=True, slots=True)
class DataContents(Evidence):
    """The digest of each dataset that is a file here: ``sha256:…`` by id, and of what file.

    ``unknown`` says of the others why there is none, in words that follow a noun.
    """

    digests: Mapping[str, str] = field(default_factory=dict)
    paths: Mapping[str, str] = field(default_factory=dict)
    unknown: Mapping[str, str] = field(default_factory=dict)


def data_contents(records: DataRecords, snapshot: Snapshot) -> DataContents:
    """Hash the files of the declared datasets, or read the pointers that stand for them."""
    digests, paths, unknown = {}, {}, {}
    for record in records:
        stated = record.entry.value.path if record.entry else None
        if record.entry is None or stated is None:
            continue
        path = record.entry.resolve(stated)
        paths[record.id] = path
        try:
            digests[record.id] = _digest(snapshot, path)
        except Unreadable as gap:
            unknown[record.id] = str(gap)
    return DataContents(digests, paths, unknown)


def _digest(snapshot: Snapshot, path: str) -> str:
    file = snapshot.files.get(path)
    if file is None and any(each.startswith(f"{path}/") for each in snapshot.files):
        raise Unreadable("it is a folder, which has no digest of its own")
    if file is None:
        raise Unreadable("it is not in the repository")
    if file.kind is FileKind.REGULAR:
        if file.size < _POINTER_BYTES and (
            pointer := lfs_pointer(snapshot.read(path, _POINTER_BYTES))
        ):
            return f"sha256:{pointer.sha256}"
        if file.size > LARGEST_HASHED:
            raise Unreadable(f"it is larger than {LARGEST_HASHED >> 20} MiB")
    return f"sha256:{snapshot.sha256(path)}"
