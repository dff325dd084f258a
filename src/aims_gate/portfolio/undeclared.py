"""What of the discovered AI is declared, and what is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..discovery import Asset, AssetKind, Assets
from ..model import Clock, Evidence, Location, Subject, SubjectKind
from ..repository import Scope, Survey, scope_of
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
class UnreadFile:
    """A file that could hold AI and was not read, and why; ``absent`` if it is not in the clone."""

    at: Location
    why: str
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Torn:
    """Files that several systems claim alike: the first of the systems, their ids, the places."""

    subject: Subject
    claimants: tuple[str, ...]
    places: tuple[Location, ...]


@dataclass(frozen=True, slots=True)
class Undeclared(Evidence):
    """The things to declare that are not, those that are, and whether there is a manifest.

    ``excluded`` are things that the manifest says nobody need declare; ``no_system`` is the place
    of AI in a repository whose manifest declares no system at all; ``unread`` are files that could
    hold AI and were not read; ``torn`` are files that several systems claim alike; ``drafts`` are
    declared systems of which a draft left something open, with what.
    """

    found: tuple[Thing, ...] = ()
    covered: tuple[Thing, ...] = ()
    has_manifest: bool = False
    excluded: tuple[Thing, ...] = ()
    no_system: Location | None = None
    unread: tuple[UnreadFile, ...] = ()
    torn: tuple[Torn, ...] = ()
    drafts: tuple[tuple[System, tuple[str, ...]], ...] = ()


def undeclared(
    register: Register,
    systems: Systems,
    models: Models,
    datasets: Datasets,
    assets: Assets,
    survey: Survey,
    clock: Clock,
) -> Undeclared:
    """Hold what discovery found in product code against the manifest."""
    found, covered, excluded = [], [], []
    for thing, seen in _things(register, models, datasets):
        by, exclusion = _covered_by(seen, register, clock)
        if exclusion:
            excluded.append(replace(thing, by=exclusion))
        elif by:
            covered.append(replace(thing, by=by))
        else:
            found.append(thing)
    no_system = next((each.at for each in systems if not each.declared), None)
    return Undeclared(
        found=tuple(found),
        covered=tuple(covered),
        has_manifest=register.manifest.exists,
        excluded=tuple(excluded),
        no_system=no_system if register.manifest.exists else None,
        unread=tuple(_unread(register, assets, survey, clock)),
        torn=tuple(_torn(register, systems)),
        drafts=tuple(_drafts(systems)),
    )


def _unread(
    register: Register, assets: Assets, survey: Survey, clock: Clock
) -> Iterator[UnreadFile]:
    """Product files that nobody read and that no system or exclusion covers."""
    found = {
        item.at.path: UnreadFile(item.at, item.why, item.absent)
        for item in assets.unreadable
        if item.scope is Scope.PRODUCT
    }
    for path, why in survey.unread.items():
        if scope_of(survey.inner(path)) is Scope.PRODUCT:
            found.setdefault(path, UnreadFile(Location(path), why))
    for path in sorted(found):
        if not register.owners(path) and not register.excluded(path, clock.today):
            yield found[path]


def _torn(register: Register, systems: Systems) -> Iterator[Torn]:
    """The files that several systems claim with patterns of equal weight, by their claimants."""
    first = {place.path: place for asset in register.product[::-1] for place in asset.places[::-1]}
    groups: dict[tuple[str, ...], list[Location]] = {}
    for path in sorted(first):
        owners = register.owners(path)
        if len(owners) > 1:
            claimants = tuple(sorted(entry.value.id for entry in owners))
            groups.setdefault(claimants, []).append(first[path])
    subjects = {system.subject.id: system.subject for system in systems}
    for claimants, places in groups.items():
        yield Torn(subjects[claimants[0]], claimants, tuple(places))


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
    return f"{kind} {subject.label}"


def _covered_by(seen: Sequence[Asset], register: Register, clock: Clock) -> tuple[str, str]:
    """What declares every place of a thing, or what excludes it; empty for neither.

    A thing of which one place is declared and the others are excluded is declared.
    """
    declared, excluded = "", ""
    for asset in seen:
        entry = register.model_of(asset) or register.dataset_of(asset)
        if entry is not None:
            declared = declared or entry.value.id
            continue
        for place in asset.places:
            if owners := register.owners(place.path):
                declared = declared or f"system {owners[0].value.id}"
            elif exclusion := register.excluded(place.path, clock.today):
                excluded = excluded or exclusion
            else:
                return "", ""
    return declared, "" if declared else excluded
