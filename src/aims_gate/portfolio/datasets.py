"""The datasets: those declared, and those that training or evaluation code reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..declarations import Entry
from ..discovery import Asset, AssetKind, Assets
from ..model import Subject, SubjectKind
from ..repository import Snapshot, first_paths
from .declared import Declared
from .models import discovered_subject, standing
from .systems import discovered_roles, reference
from .things import Dataset, Datasets

if TYPE_CHECKING:
    from ..declarations import Dataset as DeclaredDataset

DATA = (AssetKind.HUB_DATASET, AssetKind.DATA_FILE)


def datasets(declared: Declared, assets: Assets, snapshot: Snapshot) -> Datasets:
    """Every dataset, declared ones first."""
    named = [_declared(entry, declared, assets) for entry in declared.manifest.datasets]
    seen = {place for dataset in named for place in dataset.places}
    rest = [asset for asset in assets.product if asset.kind in DATA and asset.at not in seen]
    files = [asset.identity for asset in rest if asset.kind is AssetKind.DATA_FILE]
    first = first_paths(snapshot, files)
    others = [_discovered(asset, first, declared, assets) for asset in rest]
    return Datasets((*named, *others))


def _declared(entry: Entry[DeclaredDataset], declared: Declared, assets: Assets) -> Dataset:
    value = entry.value
    path = entry.resolve(value.path or value.dvc or "") if value.path or value.dvc else None
    matching = [asset for asset in assets.product if is_dataset(asset, entry)]
    tier, roles = standing(value.id, "datasets", declared.manifest)
    names = [value.id, value.hub, value.uri, path, path and path.rpartition("/")[2]]
    return Dataset(
        subject=Subject(
            SubjectKind.DATASET, value.id, tier=tier, roles=roles or discovered_roles(assets)
        ),
        at=entry.location,
        source=value.hub or path or value.uri or value.id,
        names=frozenset(name.casefold() for name in names if name),
        folder=path.rpartition("/")[0] if path else "",
        datasheet=reference(entry, value.datasheet, "datasheet"),
        places=tuple(asset.at for asset in matching),
        declared=True,
    )


def is_dataset(asset: Asset, entry: Entry[DeclaredDataset]) -> bool:
    """Whether an asset is the dataset that an entry of the manifest declares."""
    value = entry.value
    if asset.kind is AssetKind.HUB_DATASET:
        return asset.identity == value.hub
    if asset.kind is not AssetKind.DATA_FILE:
        return False
    place = value.path or value.dvc
    if place:
        path = entry.resolve(place)
        if asset.identity == path or asset.identity.startswith(f"{path}/"):
            return True
    return asset.identity == value.uri


def _discovered(asset: Asset, first: dict[str, str], declared: Declared, assets: Assets) -> Dataset:
    source = asset.identity
    id_ = first.get(source, source)
    return Dataset(
        subject=discovered_subject(SubjectKind.DATASET, id_, source, asset.at, declared, assets),
        at=asset.at,
        source=source,
        names=frozenset({source.casefold(), source.rpartition("/")[2].casefold()}),
        folder=source.rpartition("/")[0] if asset.kind is AssetKind.DATA_FILE else "",
        places=asset.places[1:],
    )
