"""The models: those declared, with the places where discovery saw them, and the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ..declarations import Entry
from ..discovery import Asset, AssetKind
from ..model import SubjectKind
from ..repository import Snapshot, first_paths
from .register import Register
from .systems import reference
from .things import EvaluationLink, Model, Models, ModelUse, Origin

if TYPE_CHECKING:
    from ..declarations import Model as DeclaredModel

_COMMIT = re.compile(r"[0-9a-f]{7,40}")
_SHARD = re.compile(r"-\d{5}-of-\d{5}(?=\.)")
_POINTED = ("samples", "date", "model_digest", "dataset", "dataset_digest")
_USED_BY_NAME = (AssetKind.HUB_MODEL, AssetKind.API_MODEL)


def models(register: Register, snapshot: Snapshot) -> Models:
    """Every model, declared ones first."""
    seen: dict[str, list[Asset]] = {}
    rest = []
    for asset in register.product:
        entry = register.model_of(asset)
        if entry is None:
            rest.append(asset)
        else:
            seen.setdefault(entry.value.id, []).append(asset)
    named = [
        _declared(entry, seen.get(entry.value.id, ()), register)
        for entry in register.manifest.models
    ]
    stored = _stored(rest, register, snapshot)
    trained = _trained(rest, [*named, *stored], register, snapshot)
    used = [_used(asset, register) for asset in rest if asset.kind in _USED_BY_NAME]
    return Models((*named, *stored, *trained, *used))


def _declared(entry: Entry[DeclaredModel], seen: Sequence[Asset], register: Register) -> Model:
    value = entry.value
    path = entry.resolve(value.path) if value.path else None
    names = [value.id, value.hub, value.api, value.snapshot, path and path.rpartition("/")[2]]
    return Model(
        subject=register.subject_of_entry(SubjectKind.MODEL, value.id),
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
        uses=tuple(use for asset in seen for use in _uses(asset)),
        seen=tuple(seen),
        evaluations=tuple(_evaluations(entry)),
        path=path,
        digest=value.digest,
        declared=True,
    )


def _evaluations(entry: Entry[DeclaredModel]) -> Iterator[EvaluationLink]:
    for index, stated in enumerate(entry.value.evaluation):
        pointers = {name: getattr(stated, name) for name in _POINTED}
        yield EvaluationLink(
            path=entry.resolve(stated.path).rstrip("/"),
            at=entry.locate("evaluation", index),
            metrics=dict(stated.metrics),
            pointers={name: pointer for name, pointer in pointers.items() if pointer},
        )


def _stored(rest: Sequence[Asset], register: Register, snapshot: Snapshot) -> list[Model]:
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
                subject=register.subject_found(SubjectKind.MODEL, id_, path, at),
                at=at,
                origin=Origin.OWN,
                source=path,
                names=_folded([path.rpartition("/")[2], path]),
                folder=path.rpartition("/")[0],
                seen=tuple(group),
            )
        )
    return found


def _trained(
    rest: Sequence[Asset], known: Iterable[Model], register: Register, snapshot: Snapshot
) -> list[Model]:
    """Training runs whose model is not among those known by their files."""
    own = [model for model in known if model.origin is Origin.OWN]
    runs = [asset for asset in rest if asset.kind is AssetKind.TRAINING]
    alone = [asset for asset in runs if not _yields(asset, own, len(runs), register)]
    first = first_paths(snapshot, [asset.at.path for asset in alone])
    found = []
    for asset in alone:
        name = f"trained in {asset.at.path}"
        id_ = first[asset.at.path]
        subject = register.subject_found(SubjectKind.MODEL, id_, name, asset.at)
        found.append(
            Model(
                subject=subject,
                at=asset.at,
                origin=Origin.OWN,
                source=asset.at.path,
                names=_folded([asset.at.path]),
                folder=asset.at.path.rpartition("/")[0],
                seen=(asset,),
            )
        )
    return found


def _yields(asset: Asset, own: Sequence[Model], runs: int, register: Register) -> bool:
    """Whether a training run makes one of the models known.

    It does if it spells out a file of that name. If it spells out none, it may still save through
    code elsewhere: then it does if a system that the script belongs to declares a model of the
    project's own, or if there is but one run and one model that nobody declared.
    """
    named = _weight_names(asset)
    if named:
        return any(named & model.names for model in own)
    if len(own) == 1 and runs == 1 and not own[0].declared:
        return True
    declared_own = {model.subject.id for model in own if model.declared}
    return any(
        declared_own.intersection(entry.value.models) for entry in register.owners(asset.at.path)
    )


def _weight_names(asset: Asset) -> set[str]:
    """The names of weight files that a training run spells out."""
    listed = asset.detail.get("files")
    return {str(name).casefold() for name in listed} if isinstance(listed, list) else set()


def _used(asset: Asset, register: Register) -> Model:
    return Model(
        subject=register.subject_found(SubjectKind.MODEL, asset.identity, "", asset.at),
        at=asset.at,
        origin=Origin.THIRD_PARTY,
        source=asset.identity,
        names=_folded([asset.identity]),
        hub=asset.identity if asset.kind is AssetKind.HUB_MODEL else None,
        api=asset.identity if asset.kind is AssetKind.API_MODEL else None,
        uses=tuple(_uses(asset)),
        seen=(asset,),
    )


def _uses(asset: Asset) -> Iterator[ModelUse]:
    calls = [use for use in asset.uses if use.called]
    for use in calls or asset.uses:
        revision = use.revision
        pinned = use.pinned or bool(revision and _COMMIT.fullmatch(revision))
        yield ModelUse(use.at, revision, pinned)


def _folded(names: Iterable[str | None]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names if name)
