"""The datasets: those declared, and those that training or evaluation code reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
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
    groups = _groups(rest)
    first = first_paths(snapshot, [path for path in groups if path in snapshot.files])
    found = [
        _discovered(source, first.get(source, source), group, register)
        for source, group in groups.items()
    ]
    return Datasets((*named, *found))


def _groups(assets: Sequence[Asset]) -> dict[str, list[Asset]]:
    """What discovery saw of each dataset, by its hub id, address, file or folder.

    Several data files in one folder are one dataset: that is what people describe and act on.
    """
    together = Counter(_folder(asset) for asset in assets)
    groups: dict[str, list[Asset]] = {}
    for asset in assets:
        folder = _folder(asset)
        source = f"{folder}/" if folder and together[folder] > 1 else asset.identity
        groups.setdefault(source, []).append(asset)
    return groups


def _folder(asset: Asset) -> str:
    """The folder of a data file in the repository; empty for anything else."""
    if asset.kind is not AssetKind.DATA_FILE or "://" in asset.identity:
        return ""
    return asset.identity.rpartition("/")[0]


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
        hub=value.hub,
        seen=tuple(seen),
        declared=True,
    )


def _discovered(source: str, id_: str, seen: Sequence[Asset], register: Register) -> Dataset:
    names = {source.rstrip("/"), *(asset.identity for asset in seen)}
    names |= {name.rpartition("/")[2] for name in names}
    at = seen[0].at
    return Dataset(
        subject=register.subject_found(SubjectKind.DATASET, id_, source, at),
        at=at,
        source=source,
        names=frozenset(name.casefold() for name in names),
        folder=source.rstrip("/") if source.endswith("/") else _folder(seen[0]),
        hub=source if seen[0].kind is AssetKind.HUB_DATASET else None,
        seen=tuple(seen),
    )
