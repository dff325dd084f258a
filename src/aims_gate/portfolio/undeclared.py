"""What of the discovered AI is declared, and what is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..declarations import Entry
from ..discovery import Asset, AssetKind, Assets
from ..model import Clock, Evidence, Location, Subject, SubjectKind
from .declared import Declared
from .models import discovered_subject
from .systems import covering
from .things import LEFT_OPEN, Datasets, Models, System, Systems

if TYPE_CHECKING:
    from ..declarations import System as DeclaredSystem

_PARTS_OF_A_SYSTEM = (AssetKind.AGENT, AssetKind.MCP_SERVER, AssetKind.PIPELINE)


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to declare: what it is, its places, and by what it is declared (or ``""``)."""

    subject: Subject
    what: str
    at: Location
    places: tuple[Location, ...] = ()
    by: str = ""


@dataclass(frozen=True, slots=True)
class Undeclared(Evidence):
    """The things to declare that are not, those that are, and whether there is a manifest.

    ``torn`` are files that several systems claim alike, with the ids of the systems; ``drafts``
    are declared systems of which a draft left something open, with what is open.
    """

    found: tuple[Thing, ...] = ()
    covered: tuple[Thing, ...] = ()
    has_manifest: bool = False
    torn: tuple[tuple[Location, tuple[str, ...]], ...] = ()
    drafts: tuple[tuple[System, tuple[str, ...]], ...] = ()


def undeclared(
    declared: Declared,
    assets: Assets,
    systems: Systems,
    models: Models,
    datasets: Datasets,
    clock: Clock,
) -> Undeclared:
    """Hold what discovery found in product code against the manifest."""
    known = _declared_places(models, datasets)
    found, covered = [], []
    for thing, group in _things(assets, models, datasets, declared):
        by = _covered_by(group, known, declared, clock)
        if by is None:
            found.append(thing)
        else:
            covered.append(Thing(thing.subject, thing.what, thing.at, thing.places, by))
    return Undeclared(
        tuple(found),
        tuple(covered),
        declared.manifest.exists,
        tuple(_torn(assets, declared)),
        tuple(_drafts(systems)),
    )


def _torn(assets: Assets, declared: Declared) -> Iterator[tuple[Location, tuple[str, ...]]]:
    """The first place in each file that several systems claim with patterns of equal weight."""
    seen: set[str] = set()
    for asset in assets.product:
        for place in asset.places:
            if place.path not in seen:
                seen.add(place.path)
                owners = covering(place.path, declared)
                if len(owners) > 1:
                    yield place, tuple(sorted(entry.value.id for entry in owners))


def _drafts(systems: Systems) -> Iterator[tuple[System, tuple[str, ...]]]:
    for system in systems:
        said = {"purpose": system.purpose, "owner": system.owner}
        left = tuple(name for name, text in said.items() if text.startswith(LEFT_OPEN))
        if system.declared and left:
            yield system, left


def _declared_places(models: Models, datasets: Datasets) -> dict[Location, str]:
    """Where declared models and datasets were seen → their ids."""
    known = {place: item.subject.id for item in models if item.declared for place in item.places}
    known |= {place: item.subject.id for item in datasets if item.declared for place in item.places}
    return known


def _things(
    assets: Assets, models: Models, datasets: Datasets, declared: Declared
) -> Iterator[tuple[Thing, Sequence[Asset]]]:
    """The things to declare with the assets behind each, in a stable order."""
    by_place = {asset.at: asset for asset in assets.product}
    for model in models:
        places = [model.at, *model.places] if not model.declared else list(model.places)
        behind = [by_place[place] for place in places if place in by_place]
        if behind:
            yield _thing(model.subject, _called("model", model.subject), places), behind
    for dataset in datasets:
        places = [dataset.at, *dataset.places] if not dataset.declared else list(dataset.places)
        behind = [by_place[place] for place in places if place in by_place]
        if behind:
            yield _thing(dataset.subject, _called("dataset", dataset.subject), places), behind
    yield from _others(assets, declared)


def _others(assets: Assets, declared: Declared) -> Iterator[tuple[Thing, Sequence[Asset]]]:
    for asset in assets.product:
        if asset.kind is AssetKind.LIBRARY:
            kind, what = SubjectKind.SUPPLIER, f"{asset.identity} (library or service)"
        elif asset.kind in _PARTS_OF_A_SYSTEM:
            kind, what = (
                SubjectKind.SYSTEM,
                f"{asset.kind.value.replace('-', ' ')} {asset.identity}",
            )
        else:
            continue
        subject = discovered_subject(kind, asset.identity, "", asset.at, declared, assets)
        yield _thing(subject, what, [asset.at, *asset.places[1:]]), [asset]


def _thing(subject: Subject, what: str, places: Sequence[Location]) -> Thing:
    return Thing(subject, what, places[0], tuple(places[1:]))


def _called(kind: str, subject: Subject) -> str:
    return subject.label if subject.label.startswith(kind) else f"{kind} {subject.label}"


def _covered_by(
    group: Sequence[Asset], known: dict[Location, str], declared: Declared, clock: Clock
) -> str | None:
    """By what every place of a thing is declared; ``None`` if one place is not."""
    reasons = []
    for asset in group:
        for place in asset.places:
            reason = known.get(asset.at) or _system_or_exclusion(place.path, declared, clock)
            if reason is None:
                return None
            reasons.append(reason)
    return reasons[0]


def _system_or_exclusion(path: str, declared: Declared, clock: Clock) -> str | None:
    owners: tuple[Entry[DeclaredSystem], ...] = covering(path, declared)
    if owners:
        return f"system {owners[0].value.id}"
    for entry in declared.manifest.exclusions:
        expires = entry.value.expires
        if entry.covers(entry.value.path, path) and (expires is None or clock.today <= expires):
            return f"excluded: {entry.value.reason}"
    return None
