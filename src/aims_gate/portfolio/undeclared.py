"""What of the discovered AI is declared, and what is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..discovery import Asset, AssetKind
from ..model import Clock, Evidence, Location, Subject, SubjectKind
from .register import Register
from .things import LEFT_OPEN, Datasets, Models, System, Systems

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
    register: Register, systems: Systems, models: Models, datasets: Datasets, clock: Clock
) -> Undeclared:
    """Hold what discovery found in product code against the manifest."""
    found, covered = [], []
    for thing, seen in _things(register, models, datasets):
        by = _covered_by(seen, register, clock)
        if by is None:
            found.append(thing)
        else:
            covered.append(replace(thing, by=by))
    return Undeclared(
        tuple(found),
        tuple(covered),
        register.manifest.exists,
        tuple(_torn(register)),
        tuple(_drafts(systems)),
    )


def _torn(register: Register) -> Iterator[tuple[Location, tuple[str, ...]]]:
    """The first place in each file that several systems claim with patterns of equal weight."""
    first = {place.path: place for asset in register.product[::-1] for place in asset.places[::-1]}
    for path in sorted(first):
        owners = register.owners(path)
        if len(owners) > 1:
            yield first[path], tuple(sorted(entry.value.id for entry in owners))


def _drafts(systems: Systems) -> Iterator[tuple[System, tuple[str, ...]]]:
    for system in systems:
        said = {"purpose": system.purpose, "owner": system.owner}
        left = tuple(name for name, text in said.items() if text.startswith(LEFT_OPEN))
        if system.declared and left:
            yield system, left


def _things(
    register: Register, models: Models, datasets: Datasets
) -> Iterator[tuple[Thing, Sequence[Asset]]]:
    """The things to declare with what discovery saw of each, in a stable order."""
    for model in models:
        if model.seen:
            yield _thing(model.subject, _called("model", model.subject), model.seen), model.seen
    for data in datasets:
        if data.seen:
            yield _thing(data.subject, _called("dataset", data.subject), data.seen), data.seen
    for asset in register.product:
        if asset.kind is AssetKind.LIBRARY:
            kind, what = SubjectKind.SUPPLIER, f"{asset.identity} (library or service)"
        elif asset.kind in _PARTS_OF_A_SYSTEM:
            word = asset.kind.value.replace("-", " ")
            kind, what = SubjectKind.SYSTEM, f"{word} {asset.identity}"
        else:
            continue
        subject = register.subject_found(kind, asset.identity, "", asset.at)
        yield _thing(subject, what, [asset]), [asset]


def _thing(subject: Subject, what: str, seen: Sequence[Asset]) -> Thing:
    at = seen[0].at
    others = tuple(place for asset in seen for place in asset.places if place != at)
    return Thing(subject, what, at, others)


def _called(kind: str, subject: Subject) -> str:
    return subject.label if subject.label.startswith(kind) else f"{kind} {subject.label}"


def _covered_by(seen: Sequence[Asset], register: Register, clock: Clock) -> str | None:
    """By what every place of a thing is declared; ``None`` if one place is not."""
    reasons = []
    for asset in seen:
        entry = register.model_of(asset) or register.dataset_of(asset)
        if entry is not None:
            reasons.append(entry.value.id)
            continue
        for place in asset.places:
            reason = _system_or_exclusion(place.path, register, clock)
            if reason is None:
                return None
            reasons.append(reason)
    return reasons[0]


def _system_or_exclusion(path: str, register: Register, clock: Clock) -> str | None:
    owners = register.owners(path)
    if owners:
        return f"system {owners[0].value.id}"
    for entry in register.manifest.exclusions:
        expires = entry.value.expires
        if entry.covers(entry.value.path, path) and (expires is None or clock.today <= expires):
            return f"excluded: {entry.value.reason}"
    return None
