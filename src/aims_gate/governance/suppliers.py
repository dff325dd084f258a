"""Which supplier everything from outside comes from, and how that supplier was assessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..declarations.records import Filed
from ..discovery import Asset, AssetKind
from ..evidence.text import fold
from ..model import Evidence, Location, Role, Subject, SubjectKind, Tier
from ..portfolio import Dataset, Datasets, Declared, Model, Models, Register, System, Systems
from .files import Governance

if TYPE_CHECKING:
    from ..declarations import Entry
    from ..declarations.manifest import Supplier as DeclaredSupplier
    from ..declarations.records.outside_parties import AssessedSupplier, Suppliers


@dataclass(frozen=True, slots=True)
class FromOutside:
    """A model, dataset or service that somebody outside supplies.

    ``names`` are what a supplier may list it under, the most specific first; ``supplier`` is the
    id that the manifest states, if any.
    """

    subject: Subject
    label: str
    at: Location
    names: tuple[str, ...]
    supplier: str | None = None
    places: tuple[Location, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """What a register of suppliers says of one supplier, and where."""

    value: AssessedSupplier
    filed: Filed[Suppliers]
    index: int

    def at(self, *keys: str | int) -> Location:
        """Where a value of it stands, or where the record begins."""
        return self.filed.locate("suppliers", self.index, *keys)


@dataclass(frozen=True, slots=True)
class KnownSupplier:
    """A supplier of the manifest or of a register, with everything that comes from it.

    The tier of ``subject`` is the highest of the systems and things that depend on it.
    """

    subject: Subject
    at: Location
    entry: Entry[DeclaredSupplier] | None
    record: Record | None
    supplied: tuple[FromOutside, ...]


@dataclass(frozen=True, slots=True)
class Supplied(Evidence):
    """Everything from outside: by supplier, and what belongs to no supplier that is known."""

    suppliers: tuple[KnownSupplier, ...]
    strays: tuple[FromOutside, ...]

    def by_thing(self) -> dict[Subject, KnownSupplier]:
        """The supplier of each model and dataset that has one."""
        return {each.subject: supplier for supplier in self.suppliers for each in supplier.supplied}


def supplied(
    models: Models,
    datasets: Datasets,
    systems: Systems,
    register: Register,
    declared: Declared,
    governance: Governance,
) -> Supplied:
    """Bring what comes from outside together with the suppliers."""
    entries = {entry.value.id: entry for entry in declared.manifest.suppliers}
    records = _records(governance)
    known = _names(entries, records)
    found: dict[str, list[FromOutside]] = {id_: [] for id_ in dict.fromkeys((*entries, *records))}
    strays = []
    for thing in _from_outside(models, datasets, register, declared):
        id_ = thing.supplier or next((known[name] for name in thing.names if name in known), None)
        if id_ in found:
            found[id_].append(thing)
        else:
            strays.append(thing)
    suppliers = tuple(
        _supplier(id_, entries.get(id_), records.get(id_), things, systems)
        for id_, things in found.items()
    )
    return Supplied(suppliers, tuple(strays))


def _records(governance: Governance) -> dict[str, Record]:
    """The records by supplier; of several the one assessed last counts."""
    found: dict[str, Record] = {}
    for filed in governance.suppliers:
        for index, value in enumerate(filed.value.suppliers):
            other = found.get(value.supplier)
            newer = other is None or (
                value.assessed is not None
                and (other.value.assessed is None or value.assessed > other.value.assessed)
            )
            if newer:
                found[value.supplier] = Record(value, filed, index)
    return found


def _names(
    entries: Mapping[str, Entry[DeclaredSupplier]], records: Mapping[str, Record]
) -> dict[str, str]:
    """What things may be listed under, each with the id of its supplier."""
    names: dict[str, str] = {}
    for id_, entry in entries.items():
        for name in entry.value.supplies:
            names.setdefault(fold(name), id_)
    for id_, entry in entries.items():
        names.setdefault(fold(entry.value.name or id_), id_)
    for id_ in (*entries, *records):
        names.setdefault(fold(id_), id_)
    return names


def _from_outside(
    models: Models, datasets: Datasets, register: Register, declared: Declared
) -> Iterator[FromOutside]:
    of_models = {entry.value.id: entry.value.supplier for entry in declared.manifest.models}
    of_datasets = {entry.value.id: entry.value.supplier for entry in declared.manifest.datasets}
    heard: set[str] = set()
    for model in models:
        stated = of_models.get(model.subject.id) if model.declared else None
        if model.hub or model.api or stated:
            thing = _model(model, stated)
            heard.update(thing.names)
            yield thing
    for dataset in datasets:
        stated = of_datasets.get(dataset.subject.id) if dataset.declared else None
        if dataset.hub or stated:
            yield _dataset(dataset, stated)
    yield from _services(register, heard)


def _model(model: Model, stated: str | None) -> FromOutside:
    services = {str(asset.detail["supplier"]) for asset in model.seen if _service(asset)}
    used = [use.at for use in model.uses] or [model.at]
    names = (model.hub, model.api, model.declared_revision, _organisation(model.hub))
    return FromOutside(
        subject=model.subject,
        label=f"model {model.source}",
        at=used[0],
        names=_folded((*names, *sorted(services))),
        supplier=stated,
        places=tuple(used[1:]),
    )


def _dataset(dataset: Dataset, stated: str | None) -> FromOutside:
    places = [place for asset in dataset.seen for place in asset.places] or [dataset.at]
    return FromOutside(
        subject=dataset.subject,
        label=f"dataset {dataset.source}",
        at=places[0],
        names=_folded((dataset.hub, _organisation(dataset.hub))),
        supplier=stated,
        places=tuple(places[1:]),
    )


def _services(register: Register, heard: set[str]) -> Iterator[FromOutside]:
    """Services whose client the product uses, without a model that was found by its name."""
    clients: dict[str, list[Asset]] = {}
    for asset in register.product:
        if asset.kind is AssetKind.LIBRARY and _service(asset):
            clients.setdefault(str(asset.detail["supplier"]), []).append(asset)
    for service, assets in clients.items():
        if fold(service) not in heard:
            places = [place for asset in assets for place in asset.places]
            id_ = fold(service).replace(" ", "-")
            yield FromOutside(
                subject=register.subject_found(SubjectKind.SUPPLIER, id_, service, places[0]),
                label=f"the service of {service}",
                at=places[0],
                names=_folded((service,)),
                places=tuple(places[1:]),
            )


def _service(asset: Asset) -> bool:
    return isinstance(asset.detail.get("supplier"), str)


def _organisation(hub: str | None) -> str | None:
    organisation, slash, _ = (hub or "").partition("/")
    return organisation if slash else None


def _folded(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(name) for name in names if name))


def _supplier(
    id_: str,
    entry: Entry[DeclaredSupplier] | None,
    record: Record | None,
    things: list[FromOutside],
    systems: Systems,
) -> KnownSupplier:
    depending = [system for system in systems if id_ in system.suppliers]
    at = entry.location if entry else record.at() if record else Location("")
    name = (entry.value.name if entry else None) or ""
    subject = Subject(
        SubjectKind.SUPPLIER,
        id_,
        name=name,
        tier=_highest(things, depending),
        roles=_roles(things, depending),
    )
    return KnownSupplier(subject, at, entry, record, tuple(things))


def _highest(things: Iterable[FromOutside], systems: Iterable[System]) -> Tier:
    tiers = [*(each.subject.tier for each in things), *(each.subject.tier for each in systems)]
    return max(tiers, key=lambda tier: tier.rank, default=Tier.LIMITED)


def _roles(things: Iterable[FromOutside], systems: Iterable[System]) -> frozenset[Role]:
    every = [*(each.subject.roles for each in things), *(each.subject.roles for each in systems)]
    return frozenset[Role]().union(*every)
