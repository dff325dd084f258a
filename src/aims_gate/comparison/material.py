"""What a change does to systems that matters to people: model, data, prompt, limit, oversight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ..declarations import Entry, LoadedManifest
from ..discovery import AssetKind, Assets
from ..model import Base, Evidence, Location, Tier
from ..portfolio import Declared, Register
from ..repository import Change
from .proposal import ProposedPolicy


class Material(StrEnum):
    """The classes of changes that matter."""

    MODEL = "model"
    DATA = "data"
    PROMPT = "prompt"
    THRESHOLD = "threshold"
    OVERSIGHT = "oversight"
    SUPPLIER = "supplier"


@dataclass(frozen=True, slots=True)
class MaterialChange:
    """One thing of one system that a change touches: of which class, what, and where."""

    system: str
    material: Material
    what: str
    at: Location


@dataclass(frozen=True, slots=True)
class MaterialChanges(Evidence):
    """Everything that matters in a change, by system in the order of declaration."""

    items: tuple[MaterialChange, ...] = ()

    def of(self, system: str) -> tuple[MaterialChange, ...]:
        """What it does to one system."""
        return tuple(each for each in self.items if each.system == system)


def material_changes(
    base: Base,
    change: Change,
    declared: Declared,
    proposed: ProposedPolicy,
    assets: Assets,
    register: Register,
) -> MaterialChanges:
    """Hold the declarations of both sides, and the files that differ, against each other."""
    old, new = base.start[Declared].manifest, declared.manifest
    limits = base.start[ProposedPolicy]
    before = {entry.value.id: entry for entry in old.systems}
    found: list[MaterialChange] = []
    for entry in new.systems:
        id_ = entry.value.id
        own = [
            *_parts(entry, before.get(id_), old, new, change.paths),
            *_oversight(entry, before.get(id_), change.paths),
            *_thresholds(entry, limits, proposed),
            *_prompts(entry, assets, register, change.paths, sole=len(new.systems) == 1),
        ]
        found += [MaterialChange(id_, kind, what, at) for kind, what, at in own]
    return MaterialChanges(tuple(found))


_Found = tuple[Material, str, Location]

_PARTS = (
    (
        Material.MODEL,
        "models",
        ("path", "hub", "api", "revision", "snapshot", "digest", "version", "base_model"),
    ),
    (
        Material.DATA,
        "datasets",
        ("path", "hub", "uri", "dvc", "revision", "digest", "version", "columns", "parents"),
    ),
    (Material.SUPPLIER, "suppliers", ("kind", "name", "supplies", "assessed")),
)
"""What a system is made of, and which facts of it tell that it is no longer the same."""


def _parts(
    entry: Entry[Any],
    before: Entry[Any] | None,
    old: LoadedManifest,
    new: LoadedManifest,
    paths: frozenset[str],
) -> Iterator[_Found]:
    """Parts that are another than before, in what is declared or in their own file."""
    for kind, name, facts in _PARTS:
        known = {each.value.id: each for each in getattr(old, name)}
        now = {each.value.id: each for each in getattr(new, name)}
        used = set(getattr(before.value, name)) if before else set()
        for id_ in getattr(entry.value, name):
            part = now.get(id_)
            if part is None:
                continue
            was = known.get(id_) if id_ in used else None
            if what := _difference(part, was, facts, paths):
                yield kind, f"{kind} {id_}: {what}", part.location
        for id_ in sorted(used - set(getattr(entry.value, name))):
            yield kind, f"{kind} {id_}: no longer used", entry.locate(name)


def _difference(
    part: Entry[Any], before: Entry[Any] | None, facts: Iterable[str], paths: frozenset[str]
) -> str:
    if before is None:
        return "new"
    for fact in facts:
        own, other = getattr(part.value, fact), getattr(before.value, fact)
        if own != other:
            return f"another {fact.replace('_', ' ')}"
    path = getattr(part.value, "path", None)
    return f"{part.resolve(path)} differs" if path and _touched(part.resolve(path), paths) else ""


def _touched(path: str, paths: frozenset[str]) -> bool:
    return path in paths or any(each.startswith(f"{path}/") for each in paths)


def _oversight(
    entry: Entry[Any], before: Entry[Any] | None, paths: frozenset[str]
) -> Iterator[_Found]:
    own = entry.value.oversight
    other = before.value.oversight if before else None
    if own != other and before is not None:
        yield Material.OVERSIGHT, "oversight is another", entry.locate("oversight")
    elif own and own.override and entry.resolve(own.override) in paths:
        path = entry.resolve(own.override)
        yield Material.OVERSIGHT, f"{path}, which holds the override, differs", Location(path)


def _thresholds(entry: Entry[Any], old: ProposedPolicy, new: ProposedPolicy) -> Iterator[_Found]:
    tier = entry.value.tier.level if entry.value.tier else Tier.LIMITED
    before, after = old.playbooks.of(tier), new.playbooks.of(tier)
    if before.evaluations != after.evaluations:
        at = after.at("evaluations") or after.location
        yield Material.THRESHOLD, f"what evaluations must show for tier {tier} is another", at


def _prompts(
    entry: Entry[Any], assets: Assets, register: Register, paths: frozenset[str], *, sole: bool
) -> Iterator[_Found]:
    for asset in assets.product:
        if asset.kind is not AssetKind.PROMPT:
            continue
        for place in asset.places:
            owners = {each.value.id for each in register.owners(place.path)}
            if place.path in paths and (sole or entry.value.id in owners):
                yield Material.PROMPT, f"the prompt in {place.path} differs", place
                break
