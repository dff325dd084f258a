"""What the manifest declares, ready to be looked up for anything that discovery found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from ..declarations import Entry, LoadedManifest, specificity
from ..discovery import Asset, AssetKind, Assets
from ..model import Evidence, Location, Role, Subject, SubjectKind, Tier
from .declared import Declared

if TYPE_CHECKING:
    from ..declarations import Dataset as DeclaredDataset
    from ..declarations import Exclusion as DeclaredExclusion
    from ..declarations import Model as DeclaredModel
    from ..declarations import System as DeclaredSystem

T = TypeVar("T")

_BUILDING_IN = (
    AssetKind.LIBRARY,
    AssetKind.MODEL_FILE,
    AssetKind.HUB_MODEL,
    AssetKind.API_MODEL,
    AssetKind.AGENT,
    AssetKind.MCP_SERVER,
    AssetKind.INFERENCE,
)

Standing = tuple[Tier, frozenset[Role]]
"""The tier and the roles in which a thing is judged."""


@dataclass(frozen=True, slots=True)
class _Index(Generic[T]):
    """Entries of the manifest by what discovery would call them."""

    paths: Mapping[str, Entry[T]]
    identities: Mapping[str, Entry[T]]

    @classmethod
    def of(
        cls,
        entries: Iterable[Entry[T]],
        path: Callable[[T], str | None],
        names: Callable[[T], Iterable[str | None]],
    ) -> _Index[T]:
        """Index entries by the path and by the names of each; the first of a name counts."""
        paths: dict[str, Entry[T]] = {}
        identities: dict[str, Entry[T]] = {}
        for entry in entries:
            if own := path(entry.value):
                paths.setdefault(entry.resolve(own), entry)
            for name in names(entry.value):
                if name:
                    identities.setdefault(name, entry)
        return cls(paths, identities)

    def at(self, path: str) -> Entry[T] | None:
        """The entry whose path is this file, or a folder that it lies in."""
        while path:
            if entry := self.paths.get(path):
                return entry
            path = path.rpartition("/")[0]
        return None

    def named(self, identity: str) -> Entry[T] | None:
        """The entry with this hub id, name or address."""
        return self.identities.get(identity)


@dataclass(frozen=True, slots=True)
class Register(Evidence):
    """The manifest, with every look-up that bringing it together with discovery takes.

    ``product`` are the assets of the product; ``roles`` those that its code speaks for;
    ``exclusions`` what nobody need declare.
    """

    manifest: LoadedManifest
    product: tuple[Asset, ...]
    roles: frozenset[Role]
    _models: _Index[DeclaredModel]
    _datasets: _Index[DeclaredDataset]
    _systems: _ByFolder
    _standings: dict[tuple[SubjectKind, str], Standing]
    _declared_ids: frozenset[tuple[SubjectKind, str]] = frozenset()
    exclusions: tuple[Entry[DeclaredExclusion], ...] = ()
    _owners: dict[str, tuple[Entry[DeclaredSystem], ...]] = field(
        default_factory=dict, compare=False
    )
    _excluded: dict[str, str] = field(default_factory=dict, compare=False)

    def model_of(self, asset: Asset) -> Entry[DeclaredModel] | None:
        """The declared model that an asset is."""
        if asset.kind is AssetKind.MODEL_FILE:
            return self._models.at(asset.at.path)
        if asset.kind in (AssetKind.HUB_MODEL, AssetKind.API_MODEL):
            return self._models.named(asset.identity)
        return None

    def dataset_of(self, asset: Asset) -> Entry[DeclaredDataset] | None:
        """The declared dataset that an asset is."""
        if asset.kind is AssetKind.HUB_DATASET:
            return self._datasets.named(asset.identity)
        if asset.kind is AssetKind.DATA_FILE:
            return self._datasets.at(asset.identity) or self._datasets.named(asset.identity)
        return None

    def owners(self, path: str) -> tuple[Entry[DeclaredSystem], ...]:
        """The declared systems that a file belongs to: the one with the most specific pattern.

        More than one where patterns tie; a sole system of a manifest covers, without ``paths``,
        all that the manifest rules.
        """
        if path not in self._owners:
            self._owners[path] = self._find_owners(path)
        return self._owners[path]

    def excluded(self, path: str, today: date) -> str:
        """Why nobody need declare what is in a file; empty if the manifest does not say so."""
        if path not in self._excluded:
            self._excluded[path] = next(
                (
                    entry.value.reason
                    for entry in self.exclusions
                    if (entry.value.expires is None or today <= entry.value.expires)
                    and entry.covers(entry.value.path, path)
                ),
                "",
            )
        return self._excluded[path]

    def declared_as(self, asset: Asset) -> str | None:
        """The id of the declared model or dataset that the asset is, else of its system."""
        entry = self.model_of(asset) or self.dataset_of(asset)
        if entry is not None:
            return entry.value.id
        owners = self.owners(asset.at.path)
        return owners[0].value.id if owners else None

    def subject_of_entry(self, kind: SubjectKind, id_: str) -> Subject:
        """A declared model or dataset, in the highest tier and all roles of systems naming it."""
        tier, roles = self._standings.get((kind, id_), (Tier.LIMITED, frozenset()))
        return Subject(kind, id_, tier=tier, roles=roles or self.roles)

    def subject_found(self, kind: SubjectKind, id_: str, name: str, at: Location) -> Subject:
        """A thing that is only discovered: it stands as the system does whose file it is in."""
        tier, roles = _standing(entry.value for entry in self.owners(at.path))
        if (kind, id_) in self._declared_ids:
            id_ = f"{id_} (discovered)"  # not the declared thing that happens to have this id
        return Subject(kind, id_, name=name, tier=tier, roles=roles or self.roles)

    def _find_owners(self, path: str) -> tuple[Entry[DeclaredSystem], ...]:
        return _owners(self.manifest, self._systems, path)


_ByFolder = Mapping[str, tuple[Entry["DeclaredSystem"], ...]]


def owners_in(
    manifest: LoadedManifest,
) -> Callable[[str], tuple[Entry[DeclaredSystem], ...]]:
    """Look the systems of a file up by what is declared alone; see :meth:`Register.owners`."""
    systems = _by_folder(manifest)
    return lambda path: _owners(manifest, systems, path)


def _by_folder(manifest: LoadedManifest) -> _ByFolder:
    found: dict[str, list[Entry[DeclaredSystem]]] = {}
    for entry in manifest.systems:
        found.setdefault(entry.folder, []).append(entry)
    return {folder: tuple(entries) for folder, entries in found.items()}


def _owners(
    manifest: LoadedManifest, systems: _ByFolder, path: str
) -> tuple[Entry[DeclaredSystem], ...]:
    ruling = manifest.ruling(path)
    if ruling is None:
        return ()
    near = systems.get(ruling.folder, ())
    best: tuple[int, int, int] | None = None
    winners: list[Entry[DeclaredSystem]] = []
    for entry in near:
        fitting = [specificity(each) for each in entry.value.paths if entry.covers(each, path)]
        if not fitting and len(near) == 1 and not entry.value.paths:
            return (entry,)
        if fitting and (best is None or max(fitting) >= best):
            winners = [*winners, entry] if max(fitting) == best else [entry]
            best = max(fitting)
    return tuple(winners)


def register(declared: Declared, assets: Assets) -> Register:
    """Prepare the look-ups."""
    manifest = declared.manifest
    systems = manifest.systems
    product = assets.product
    return Register(
        manifest=manifest,
        product=product,
        roles=_roles(product),
        _models=_Index.of(
            manifest.models, lambda it: it.path, lambda it: (it.hub, it.api, it.snapshot)
        ),
        _datasets=_Index.of(
            manifest.datasets, lambda it: it.path or it.dvc, lambda it: (it.hub, it.uri)
        ),
        _systems=_by_folder(manifest),
        _standings=_standings(systems),
        exclusions=manifest.exclusions,
        _declared_ids=frozenset(
            [
                *((SubjectKind.MODEL, entry.value.id) for entry in manifest.models),
                *((SubjectKind.DATASET, entry.value.id) for entry in manifest.datasets),
                *((SubjectKind.SUPPLIER, entry.value.id) for entry in manifest.suppliers),
                *((SubjectKind.SYSTEM, entry.value.id) for entry in systems),
            ]
        ),
    )


def _roles(product: Iterable[Asset]) -> frozenset[Role]:
    """The roles that product code speaks for: training makes a producer, building in a provider."""
    kinds = {asset.kind for asset in product}
    roles = set()
    if AssetKind.TRAINING in kinds:
        roles.add(Role.PRODUCER)
    if kinds.intersection(_BUILDING_IN):
        roles.add(Role.PROVIDER)
    return frozenset(roles)


def _standings(systems: Iterable[Entry[DeclaredSystem]]) -> dict[tuple[SubjectKind, str], Standing]:
    naming: dict[tuple[SubjectKind, str], list[DeclaredSystem]] = {}
    for entry in systems:
        for id_ in entry.value.models:
            naming.setdefault((SubjectKind.MODEL, id_), []).append(entry.value)
        for id_ in entry.value.datasets:
            naming.setdefault((SubjectKind.DATASET, id_), []).append(entry.value)
    return {key: _standing(found) for key, found in naming.items()}


def _standing(systems: Iterable[DeclaredSystem]) -> Standing:
    """The highest tier and all roles of some systems; one that states no tier is limited."""
    found = list(systems)
    tiers = [system.tier.level if system.tier else Tier.LIMITED for system in found]
    highest = max(tiers, key=lambda tier: tier.rank, default=Tier.LIMITED)
    return highest, frozenset(role for system in found for role in system.roles)
