"""The models: those declared, with the places where discovery saw them, and the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ..declarations import Entry, LoadedManifest
from ..discovery import Asset, AssetKind, Assets
from ..model import Location, Role, Subject, SubjectKind, Tier
from ..repository import Snapshot, first_paths
from .declared import Declared
from .systems import covering, discovered_roles, reference
from .things import Model, Models, ModelUse, Origin

if TYPE_CHECKING:
    from ..declarations import Model as DeclaredModel

_COMMIT = re.compile(r"[0-9a-f]{7,40}")
_SHARD = re.compile(r"-\d{5}-of-\d{5}(?=\.)")
_USED_BY_NAME = (AssetKind.HUB_MODEL, AssetKind.API_MODEL)


def models(declared: Declared, assets: Assets, snapshot: Snapshot) -> Models:
    """Every model, declared ones first."""
    named = [_declared(entry, declared, assets) for entry in declared.manifest.models]
    seen = {place for model in named for place in model.places}
    rest = [asset for asset in assets.product if asset.at not in seen]
    stored = _stored(rest, declared, assets, snapshot)
    trained = _trained(rest, [*named, *stored], declared, assets, snapshot)
    used = [_used(asset, declared, assets) for asset in rest if asset.kind in _USED_BY_NAME]
    return Models((*named, *stored, *trained, *used))


def _declared(entry: Entry[DeclaredModel], declared: Declared, assets: Assets) -> Model:
    value = entry.value
    path = entry.resolve(value.path) if value.path else None
    matching = [asset for asset in assets.product if is_model(asset, entry)]
    names = [value.id, value.hub, value.api, value.snapshot, path and path.rpartition("/")[2]]
    return Model(
        subject=_subject(entry, declared, assets),
        at=entry.location,
        origin=Origin.OWN if path or value.card else Origin.THIRD_PARTY,
        source=value.hub or value.api or path or value.id,
        names=_folded(names),
        folder=path.rpartition("/")[0] if path else "",
        card=reference(entry, value.card, "card"),
        licence=value.licence,
        declared_revision=value.revision or value.snapshot,
        hub=value.hub,
        api=value.api,
        uses=tuple(use for asset in matching for use in _uses(asset)),
        places=tuple(asset.at for asset in matching),
        declared=True,
    )


def is_model(asset: Asset, entry: Entry[DeclaredModel]) -> bool:
    """Whether an asset is the model that an entry of the manifest declares."""
    value = entry.value
    if asset.kind is AssetKind.MODEL_FILE and value.path:
        path = entry.resolve(value.path)
        return asset.at.path == path or asset.at.path.startswith(f"{path}/")
    if asset.kind is AssetKind.HUB_MODEL:
        return asset.identity == value.hub
    return asset.kind is AssetKind.API_MODEL and asset.identity in (value.api, value.snapshot)


def _subject(entry: Entry[DeclaredModel], declared: Declared, assets: Assets) -> Subject:
    """The model with the highest tier, and all roles, of the systems that name it."""
    tier, roles = standing(entry.value.id, "models", declared.manifest)
    roles = roles or discovered_roles(assets)
    return Subject(SubjectKind.MODEL, entry.value.id, tier=tier, roles=roles)


def standing(id_: str, field: str, manifest: LoadedManifest) -> tuple[Tier, frozenset[Role]]:
    """The highest tier and all roles of the systems that name a model or dataset."""
    naming = [entry.value for entry in manifest.systems if id_ in getattr(entry.value, field)]
    tiers = [system.tier.level if system.tier else Tier.LIMITED for system in naming]
    highest = max(tiers, key=lambda tier: tier.rank, default=Tier.LIMITED)
    return highest, frozenset(role for system in naming for role in system.roles)


def discovered_subject(
    kind: SubjectKind, id_: str, name: str, at: Location, declared: Declared, assets: Assets
) -> Subject:
    """A thing that is only discovered: it stands as the system does whose file it is in."""
    owners = [entry.value for entry in covering(at.path, declared)]
    tiers = [system.tier.level for system in owners if system.tier]
    roles = frozenset(role for system in owners for role in system.roles)
    return Subject(
        kind,
        id_,
        name=name,
        tier=max(tiers, key=lambda tier: tier.rank, default=Tier.LIMITED),
        roles=roles or discovered_roles(assets),
    )


def _stored(
    rest: Sequence[Asset], declared: Declared, assets: Assets, snapshot: Snapshot
) -> list[Model]:
    """Weight files; the shards of one model are one."""
    groups: dict[str, list[Asset]] = {}
    for asset in rest:
        if asset.kind is AssetKind.MODEL_FILE:
            groups.setdefault(_SHARD.sub("", asset.at.path), []).append(asset)
    first = first_paths(snapshot, [group[0].at.path for group in groups.values()])
    found = []
    for path, group in groups.items():
        at = group[0].at
        id_ = _SHARD.sub("", first[at.path])
        found.append(
            Model(
                subject=discovered_subject(SubjectKind.MODEL, id_, path, at, declared, assets),
                at=at,
                origin=Origin.OWN,
                source=path,
                names=_folded([path.rpartition("/")[2], path]),
                folder=path.rpartition("/")[0],
                places=tuple(asset.at for asset in group[1:]),
            )
        )
    return found


def _trained(
    rest: Sequence[Asset],
    known: Iterable[Model],
    declared: Declared,
    assets: Assets,
    snapshot: Snapshot,
) -> list[Model]:
    """Training runs whose model is not among those known by their files."""
    own = [model for model in known if model.origin is Origin.OWN]
    runs = [
        asset
        for asset in rest
        if asset.kind is AssetKind.TRAINING and not _yields(asset, own, declared)
    ]
    first = first_paths(snapshot, [asset.at.path for asset in runs])
    found = []
    for asset in runs:
        name = f"model trained in {asset.at.path}"
        id_ = first[asset.at.path]
        subject = discovered_subject(SubjectKind.MODEL, id_, name, asset.at, declared, assets)
        found.append(
            Model(
                subject=subject,
                at=asset.at,
                origin=Origin.OWN,
                source=asset.at.path,
                names=_folded([asset.at.path]),
                folder=asset.at.path.rpartition("/")[0],
                places=asset.places[1:],
            )
        )
    return found


def _yields(asset: Asset, own: Sequence[Model], declared: Declared) -> bool:
    """Whether a training run makes one of the models known.

    It does if it saves to a file of that name, if there is but one model of the project's own, or
    if a system that covers the script declares a model of its own.
    """
    if len(own) == 1:
        return True
    saved = _saved(asset)
    if any(saved & model.names for model in own):
        return True
    declared_own = {model.subject.id for model in own if model.declared}
    return any(
        declared_own.intersection(entry.value.models) for entry in covering(asset.at.path, declared)
    )


def _saved(asset: Asset) -> set[str]:
    """The names of the files that a training run saves, as far as they are known."""
    saves = asset.detail.get("saves")
    listed = [saves] if isinstance(saves, str) else saves if isinstance(saves, list) else []
    return {str(name).rpartition("/")[2].casefold() for name in listed}


def _used(asset: Asset, declared: Declared, assets: Assets) -> Model:
    return Model(
        subject=discovered_subject(
            SubjectKind.MODEL, asset.identity, "", asset.at, declared, assets
        ),
        at=asset.at,
        origin=Origin.THIRD_PARTY,
        source=asset.identity,
        names=_folded([asset.identity]),
        hub=asset.identity if asset.kind is AssetKind.HUB_MODEL else None,
        api=asset.identity if asset.kind is AssetKind.API_MODEL else None,
        uses=tuple(_uses(asset)),
        places=asset.places[1:],
    )


def _uses(asset: Asset) -> Iterator[ModelUse]:
    calls = [use for use in asset.uses if use.called]
    for use in calls or asset.uses:
        revision = use.revision
        pinned = use.pinned or bool(revision and _COMMIT.fullmatch(revision))
        yield ModelUse(use.at, revision, pinned)


def _folded(names: Iterable[str | None]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names if name)
