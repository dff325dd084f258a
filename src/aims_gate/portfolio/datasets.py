"""The datasets: those declared, and those that training or evaluation code reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..declarations import Entry
from ..discovery import Asset, AssetKind
from ..model import SubjectKind
from ..repository import Snapshot, first_paths
from .register import Register
from .systems import reference
from .things import Dataset, Datasets

if TYPE_CHECKING:
    from ..declarations import Dataset as DeclaredDataset

DATA = (AssetKind.HUB_DATASET, AssetKind.DATA_FILE)


def datasets(register: Register, snapshot: Snapshot) -> Datasets:
    """Every dataset, declared ones first."""
    seen: dict[str, list[Asset]] = {}
    rest = []
    for asset in register.product:
        entry = register.dataset_of(asset)
        if entry is not None:
            seen.setdefault(entry.value.id, []).append(asset)
        elif asset.kind in DATA:
            rest.append(asset)
    named = [
        _declared(entry, seen.get(entry.value.id, ()), register)
        for entry in register.manifest.datasets
    ]
    files = [asset.identity for asset in rest if asset.kind is AssetKind.DATA_FILE]
    first = first_paths(snapshot, files)
    return Datasets((*named, *(_discovered(asset, first, register) for asset in rest)))


def _declared(entry: Entry[DeclaredDataset], seen: Sequence[Asset], register: Register) -> Dataset:
    value = entry.value
    path = entry.resolve(value.path or value.dvc or "") if value.path or value.dvc else None
    names = [value.id, value.hub, value.uri, path, path and path.rpartition("/")[2]]
    return Dataset(
        subject=register.subject_of_entry(SubjectKind.DATASET, value.id),
        at=entry.location,
        source=value.hub or path or value.uri or value.id,
        names=frozenset(name.casefold() for name in names if name),
        folder=path.rpartition("/")[0] if path else "",
        datasheet=reference(entry, value.datasheet, "datasheet"),
        seen=tuple(seen),
        declared=True,
    )


def _discovered(asset: Asset, first: Mapping[str, str], register: Register) -> Dataset:
    source = asset.identity
    id_ = first.get(source, source)
    return Dataset(
        subject=register.subject_found(SubjectKind.DATASET, id_, source, asset.at),
        at=asset.at,
        source=source,
        names=frozenset({source.casefold(), source.rpartition("/")[2].casefold()}),
        folder=source.rpartition("/")[0] if asset.kind is AssetKind.DATA_FILE else "",
        seen=(asset,),
    )
