"""What an expression may speak of: the manifest as plain data, with what is known besides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, TypeAlias

from .. import declarations
from ..declarations import Duration, Entry
from ..evidence import Document, Documents
from ..governance.organisation import Organisation
from ..model import Clock, Evidence, Location, Subject, SubjectKind, Tier
from ..portfolio import Dataset, Datasets, Model, Models, Register, System, Systems
from ..repository import Scope, Snapshot, lfs_pointer

Data: TypeAlias = dict[str, Any]
"""Plain data: text, numbers, booleans, days, lists and dictionaries of these; never ``None``."""

_MOST_BYTES = (1 << 63) - 1  # the greatest number there is in CEL
_POINTER_BYTES = 1024


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that custom checks may judge: as a subject, and as data.

    ``systems`` are the systems that use it, as data.
    """

    subject: Subject
    at: Location
    data: Data
    systems: tuple[Data, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts(Evidence):
    """Everything that custom checks may judge, by what they are ``for``, and the day it is."""

    today: date
    by_kind: Mapping[SubjectKind, tuple[Fact, ...]]

    def of(self, kind: SubjectKind) -> tuple[Fact, ...]:
        """What there is of one kind."""
        return self.by_kind[kind]

    @property
    def shared(self) -> Data:
        """The variables that every expression has."""
        listed = {name: [fact.data for fact in self.of(kind)] for name, kind in LISTS.items()}
        organisation = next((fact.data for fact in self.of(SubjectKind.ORGANISATION)), {})
        return {**listed, "organisation": organisation, "today": self.today}


LISTS: Mapping[str, SubjectKind] = {
    "systems": SubjectKind.SYSTEM,
    "models": SubjectKind.MODEL,
    "datasets": SubjectKind.DATASET,
    "suppliers": SubjectKind.SUPPLIER,
    "documents": SubjectKind.DOCUMENT,
}
"""The variables that hold everything of one kind."""


def facts(
    register: Register,
    systems: Systems,
    models: Models,
    datasets: Datasets,
    documents: Documents,
    organisation: Organisation,
    snapshot: Snapshot,
    clock: Clock,
) -> Facts:
    """Turn what is declared and found into plain data."""
    gathering = _Gathering(register, systems, snapshot)
    of_organisation = _organisation(register, organisation)
    return Facts(
        clock.today,
        {
            SubjectKind.SYSTEM: gathering.systems,
            SubjectKind.MODEL: tuple(map(gathering.model, models)),
            SubjectKind.DATASET: tuple(map(gathering.dataset, datasets)),
            SubjectKind.SUPPLIER: gathering.suppliers(),
            SubjectKind.DOCUMENT: tuple(
                _document(each) for each in documents if each.scope is Scope.PRODUCT
            ),
            SubjectKind.ORGANISATION: (of_organisation,) if of_organisation else (),
        },
    )


class _Gathering:
    """What the data of one thing takes from the others."""

    def __init__(self, register: Register, systems: Systems, snapshot: Snapshot) -> None:
        self._register = register
        self._snapshot = snapshot
        manifest = register.manifest
        entries = {entry.value.id: entry for entry in manifest.systems}
        self.systems = tuple(_system(each, entries.get(each.subject.id)) for each in systems)
        self._systems = systems.items
        self._models = {entry.value.id: entry for entry in manifest.models}
        self._datasets = {entry.value.id: entry for entry in manifest.datasets}

    def model(self, model: Model) -> Fact:
        """A model: as declared, and how large it is and how it is used."""
        entry = self._models.get(model.subject.id) if model.declared else None
        path = entry.resolve(entry.value.path) if entry and entry.value.path else None
        stored = [asset.at.path for asset in model.seen if asset.kind == "model-file"]
        found = {
            "origin": model.origin.value,
            "source": model.source,
            "licence": model.licence,
            "hub": model.hub,
            "api": model.api,
            "size_bytes": self._size(path, stored),
            "pinned": all(use.pinned for use in model.uses) if model.uses else None,
        }
        return self._fact(model, entry, found, "models")

    def dataset(self, dataset: Dataset) -> Fact:
        """A dataset: as declared, and how large it is."""
        entry = self._datasets.get(dataset.subject.id) if dataset.declared else None
        path = entry.resolve(entry.value.path) if entry and entry.value.path else None
        stored = [asset.at.path for asset in dataset.seen if asset.at.path == dataset.source]
        found = {
            "source": dataset.source,
            "hub": dataset.hub,
            "size_bytes": self._size(path, stored),
        }
        return self._fact(dataset, entry, found, "datasets")

    def suppliers(self) -> tuple[Fact, ...]:
        """The suppliers, each in the highest tier of the systems that depend on it."""
        found = []
        for entry in self._register.manifest.suppliers:
            id_ = entry.value.id
            using = [
                number for number, system in enumerate(self._systems) if id_ in system.suppliers
            ]
            tiers = [self._systems[number].subject.tier for number in using] or [Tier.LIMITED]
            tier = max(tiers, key=lambda each: each.rank)
            roles = frozenset(
                role for number in using for role in self._systems[number].subject.roles
            )
            subject = Subject(SubjectKind.SUPPLIER, id_, tier=tier, roles=roles)
            data = _standing(subject, declared=True) | _declared(entry)
            found.append(self._used(subject, entry.location, data, using))
        return tuple(found)

    def _fact(self, thing: Model | Dataset, entry: Entry[Any] | None, found: Data, of: str) -> Fact:
        kind = "Model" if isinstance(thing, Model) else "Dataset"
        data = _without_entry(kind) | _standing(thing.subject, declared=thing.declared)
        data |= _plain(found) | (_declared(entry) if entry else {})
        return self._used(thing.subject, thing.at, data, self._users(thing, of))

    def _used(self, subject: Subject, at: Location, data: Data, using: Iterable[int]) -> Fact:
        systems = tuple(self.systems[number].data for number in using)
        data["systems"] = [system["id"] for system in systems]
        return Fact(subject, at, data, systems)

    def _users(self, thing: Model | Dataset, of: str) -> list[int]:
        """The systems that name it; else those whose files it is in, or the only one there is."""
        numbers = range(len(self._systems))
        if thing.declared:
            return [it for it in numbers if thing.subject.id in getattr(self._systems[it], of)]
        if not self._systems or not self._systems[0].declared:
            return list(numbers)
        owners = {entry.value.id for entry in self._register.owners(thing.at.path)}
        return [it for it in numbers if self._systems[it].subject.id in owners]

    def _size(self, path: str | None, stored: list[str]) -> int | None:
        """Bytes of a file, or of all files of a folder or of the shards; ``None`` if unknown."""
        files = self._snapshot.files
        paths = [path] if path else stored
        if path and path not in files:
            paths = [each for each in files if each.startswith(f"{path}/")]
        known = [each for each in dict.fromkeys(paths) if each in files]
        if not known:
            return None
        return min(sum(map(self._bytes, known)), _MOST_BYTES)

    def _bytes(self, path: str) -> int:
        """The size of a file; of one that Git LFS keeps elsewhere what its pointer says."""
        size = self._snapshot.files[path].size
        if size < _POINTER_BYTES:
            pointer = lfs_pointer(self._snapshot.get(path, _POINTER_BYTES) or b"")
            return pointer.size if pointer else size
        return size


def _system(system: System, entry: Entry[Any] | None) -> Fact:
    data = _standing(system.subject, declared=system.declared) | _without_entry("System")
    if entry:
        stated = _declared(entry)
        if "tier" in stated:
            stated["tier_decision"] = stated.pop("tier")
        data |= stated
    return Fact(system.subject, system.at, data, (data,))


def _document(document: Document) -> Fact:
    id_ = f"{document.path}#{document.kind.value}"
    data = _plain(
        {
            "id": id_,
            "kind": document.kind.value,
            "path": document.path,
            "line": document.at.line,
            "title": document.title,
            "quality": document.quality.value,
            "missing": document.missing,
            "sections": sorted(name for name in document.sections if document.says(name)),
            "describes": document.describes,
            "fields": document.fields,
            "language": document.language,
        }
    )
    return Fact(Subject(SubjectKind.DOCUMENT, id_, name=document.path), document.at, data)


def _organisation(register: Register, organisation: Organisation) -> Fact | None:
    if organisation.subject is None:
        return None
    outermost = register.manifest.manifest
    data = _standing(organisation.subject, declared=outermost is not None)
    if outermost and outermost.organization:
        data["name"] = outermost.organization
    return Fact(organisation.subject, organisation.at, data)


def _standing(subject: Subject, *, declared: bool) -> Data:
    """What every subject has."""
    return {
        "id": subject.id,
        "name": subject.label,
        "tier": subject.tier.value,
        "roles": sorted(role.value for role in subject.roles),
        "declared": declared,
    }


def _declared(entry: Entry[Any]) -> Data:
    """An entry of the manifest as it is declared, without what is not stated."""
    stated: Data = _plain(entry.value)
    return stated


def _without_entry(kind: str) -> Data:
    """What an entry of the manifest that states nothing has: empty lists and mappings."""
    fields: Mapping[str, Any] = getattr(declarations, kind).model_fields
    empty = {name: field.default for name, field in fields.items() if field.default in ((), {})}
    return {name: _plain(default) for name, default in empty.items()}


def _plain(value: Any) -> Any:
    if fields := getattr(type(value), "model_fields", None):  # a declared mapping
        value = {field.alias or name: getattr(value, name) for name, field in fields.items()}
    match value:
        case Enum():
            return value.value
        case Duration():
            return str(value)
        case Mapping():
            return {str(key): _plain(below) for key, below in value.items() if below is not None}
        case list() | tuple():
            return [_plain(below) for below in value]
        case frozenset():
            return sorted(map(_plain, value))
        case _:
            return value
