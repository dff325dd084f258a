"""Whether what the manifest declares is so: systems, models, datasets, roles."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from ..declarations import Activity, Entry, Lifecycle
from ..discovery import Asset, AssetKind
from ..governance.lifecycle import Course, Courses
from ..model import (
    ERROR,
    ORDINARY_TIERS,
    WARNING,
    Cause,
    Finding,
    Location,
    Profile,
    Role,
    Subject,
    SubjectKind,
    Tier,
    check,
    conforms,
    does_not_apply,
    fails,
    unassessed,
)
from ..portfolio import Anchors, Mentions, Reference, Register
from ..repository import Snapshot
from .judging import Defect, judged, undeclared

if TYPE_CHECKING:
    from ..declarations import Dataset as DeclaredDataset
    from ..declarations import Model as DeclaredModel
    from ..declarations import System as DeclaredSystem

_SOURCE_LIMIT = 4 << 20  # bytes
_RETIRED = "the system is retired"


@check(
    "Declared systems exist",
    controls=["A.4.2"],
    clauses=["4.3"],
    tiers=[*ORDINARY_TIERS, Tier.PROHIBITED],
    severity=WARNING,
    profile=Profile.STANDARD,
    excludable=False,
)
def ghost_declaration(
    courses: Courses, register: Register, anchors: Anchors, mentions: Mentions, snapshot: Snapshot
) -> Iterator[Finding]:
    """Find declared systems, models and datasets of which the repository has nothing.

    Every pattern under `paths` must match a file, and every entry point must be in a file that
    exists and parses; Python is parsed, never imported. A model or dataset must be a file of the
    repository, or code or configuration must name it. What is kept elsewhere and named by nothing
    here cannot be judged.

    ## Why it matters
    An inventory with entries that stand for nothing hides which entries stand for something, and
    evidence that hangs on them is about nothing.

    ## How to conform
    Correct the path or name in `aims.yaml`, or remove the entry; a system that is gone becomes
    `lifecycle: retired`, with an entry in the register of retired systems.
    """
    live: set[tuple[str, str]] = set()
    ended: set[tuple[str, str]] = set()
    for course in courses:
        if course.entry is None:
            yield undeclared(course.system, "declaration")
            continue
        value = course.entry.value
        named = {("model", each) for each in value.models} | {
            ("dataset", each) for each in value.datasets
        }
        if course.stage is Lifecycle.RETIRED:
            ended |= named
            yield does_not_apply(_RETIRED, about=course.subject)
            continue
        live |= named
        yield from judged(
            course.subject,
            _ghosts_of(course.entry, course.subject.label, anchors, snapshot),
            otherwise=f"{course.subject.label}: every declared path and entry point is there",
            at=course.system.at,
        )
    yield from _things(register, mentions, snapshot, ended - live)


def _ghosts_of(
    entry: Entry[DeclaredSystem], label: str, anchors: Anchors, snapshot: Snapshot
) -> Iterator[Defect]:
    for index, pattern in enumerate(entry.value.paths):
        if not any(entry.covers(pattern, path) for path in snapshot.below(entry.folder)):
            message = f"{label}: declared path {pattern} matches nothing in the repository"
            yield Defect(message, entry.locate("paths", index), f"path:{pattern}")
    for index, stated in enumerate(entry.value.entry_points):
        at = entry.locate("entry_points", index)
        reference = Reference(entry.resolve(stated), at, stated.partition("#")[2])
        if problem := _entry_problem(reference, anchors, snapshot):
            message = f"{label}: declared entry point {stated} {problem}"
            yield Defect(message, at, f"entry:{stated}")


def _entry_problem(reference: Reference, anchors: Anchors, snapshot: Snapshot) -> str | None:
    if reference.path not in snapshot.files:
        return "matches nothing in the repository"
    if not reference.path.endswith(".py"):
        return anchors.problem(reference) if reference.anchor else None
    try:
        tree = ast.parse(snapshot.get(reference.path, _SOURCE_LIMIT) or b"")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return "is in a file that cannot be parsed as Python"
    first, _, rest = reference.anchor.partition(".")
    if not first or first in set(_names(tree.body)):
        inner = next(
            (each for each in tree.body if isinstance(each, ast.ClassDef) and each.name == first),
            None,
        )
        if not rest or inner is None or rest in set(_names(inner.body)):
            return None
    return f"is in {reference.path}, which defines no such thing"


def _names(body: Iterable[ast.stmt]) -> Iterator[str]:
    """The names that statements define at their own level, or below a condition."""
    for each in body:
        match each:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield each.name
            case ast.Assign():
                yield from (name.id for name in each.targets if isinstance(name, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.Import() | ast.ImportFrom():
                yield from (alias.asname or alias.name for alias in each.names)
            case ast.If() | ast.Try():
                yield from _names([*each.body, *each.orelse])


_Named: TypeAlias = "tuple[SubjectKind, Entry[DeclaredModel] | Entry[DeclaredDataset]]"


def _things(
    register: Register, mentions: Mentions, snapshot: Snapshot, ended: set[tuple[str, str]]
) -> Iterator[Finding]:
    """Judge models and datasets; those of retired systems alone need not be here any more."""
    listed: list[_Named] = [
        *((SubjectKind.MODEL, entry) for entry in register.manifest.models),
        *((SubjectKind.DATASET, entry) for entry in register.manifest.datasets),
    ]
    found = _discovered(register)
    sought = [
        (kind, entry)
        for kind, entry in listed
        if not {(kind.value, entry.value.id)} & (found | ended) and not _is_here(entry, snapshot)
    ]
    named = mentions.of(name for _, entry in sought for name in _called(entry))
    for kind, entry in listed:
        subject = register.subject_of_entry(kind, entry.value.id)
        if (kind.value, entry.value.id) in ended:
            yield does_not_apply("only retired systems use it", about=subject)
        elif (kind, entry) not in sought:
            message = f"{kind} {subject.label} is in the repository"
            yield conforms(message, at=entry.location, about=subject, key="")
        else:
            yield _named_or_ghost(kind, entry, subject, named)


def _discovered(register: Register) -> set[tuple[str, str]]:
    """The declared models and datasets that discovery saw in the product."""
    found = set()
    for asset in register.product:
        if model := register.model_of(asset):
            found.add((SubjectKind.MODEL.value, model.value.id))
        if dataset := register.dataset_of(asset):
            found.add((SubjectKind.DATASET.value, dataset.value.id))
    return found


def _is_here(entry: Entry[DeclaredModel] | Entry[DeclaredDataset], snapshot: Snapshot) -> bool:
    """Whether its file, its folder, or the DVC file that stands for it is in the repository."""
    stated = [entry.value.path, getattr(entry.value, "dvc", None)]
    for path in (entry.resolve(each) for each in stated if each):
        if path in snapshot.files or f"{path}.dvc" in snapshot.files:
            return True
        if any(file.startswith(f"{path}/") for file in snapshot.files):
            return True
    return False


def _called(entry: Entry[DeclaredModel] | Entry[DeclaredDataset]) -> Iterator[str]:
    """The names by which code would mention it, the most telling first."""
    value = entry.value
    for name in ("hub", "snapshot", "api", "uri"):
        if stated := getattr(value, name, None):
            yield stated
    if value.path:
        yield value.path.rstrip("/").rpartition("/")[2]
    yield value.id


def _named_or_ghost(
    kind: SubjectKind,
    entry: Entry[DeclaredModel] | Entry[DeclaredDataset],
    subject: Subject,
    named: Mapping[str, Location],
) -> Finding:
    for name in _called(entry):
        if place := named.get(name):
            message = f"{kind} {subject.label} is named in {place}"
            return conforms(message, at=entry.location, about=subject, key="", places=[place])
    if getattr(entry.value, "uri", None):
        return unassessed(
            f"{kind} {subject.label} is kept elsewhere and nothing here names it",
            cause=Cause.UNAVAILABLE,
            at=entry.location,
            about=subject,
            fix="Name its address or id in the code or configuration that reads it.",
        )
    stated = next(_called(entry))
    message = f"{kind} {subject.label}: nothing in the repository is or names {stated}"
    return fails(message, at=entry.location, about=subject, key="ghost")


@check(
    "AIMS role agrees with what the repository does",
    controls=["A.10.2"],
    clauses=["4.1"],
    tiers=[*ORDINARY_TIERS, Tier.PROHIBITED],
    severity=ERROR,
    profile=Profile.STANDARD,
    excludable=False,
)
def role_mismatch(courses: Courses, register: Register) -> Iterator[Finding]:
    """Find systems whose declared role is not the one that the repository plays.

    The role follows from `activities` in `aims.yaml`: who trains or fine-tunes produces the
    system; who supplies components, builds in third-party AI or offers it to customers provides
    it; who applies it for its own ends uses it. (Where a system of roles knows producers,
    providers and *customers*, the customer is the user of this one.) Training code asks for a
    producer, own weights for more than a user, a workflow that publishes to a public registry for
    a provider; and a producer for code that trains, or for weights.

    ## Why it matters
    The role decides which duties fall on the organisation. A producer who declares to be a user
    leaves evaluation, documentation and data unexamined.

    ## How to conform
    Correct `activities:` of the system in `aims.yaml`, or explain the difference with a waiver
    that expires.

    Weights that come from somebody else are declared as a model with the `hub:` they come from.
    """
    for course in courses:
        if course.entry is None:
            yield undeclared(course.system, "role")
            continue
        if course.stage is Lifecycle.RETIRED:
            yield does_not_apply(_RETIRED, about=course.subject)
            continue
        declared = course.entry.value.roles
        roles = ", ".join(sorted(declared)) or "none"
        yield from judged(
            course.subject,
            _mismatches(course, register, declared, course.entry.locate("activities")),
            otherwise=f"{course.subject.label}: the repository does what its roles say ({roles})",
            at=course.entry.locate("activities"),
        )


def _mismatches(
    course: Course, register: Register, declared: frozenset[Role], at: Location
) -> Iterator[Defect]:
    label, roles = course.subject.label, ", ".join(sorted(declared)) or "none"
    if not course.activities:
        message = f"{label}: no activities are declared, so nobody knows in which role it is held"
        yield Defect(message, at, "none", fix="State `activities:` of the system in aims.yaml.")
        return
    training, weights = _made_here(course, register)
    said_so = f"{label}: declared roles {roles} but the repository"
    if training and Role.PRODUCER not in declared:
        message = f"{said_so} trains a model in {training[0].at}"
        yield Defect(message, at, "trains", places=tuple(asset.at for asset in training))
    elif weights and declared == {Role.USER}:
        message = f"{said_so} holds weights of its own in {weights[0].at.path}"
        yield Defect(message, at, "weights", places=tuple(asset.at for asset in weights))
    if Role.PRODUCER in declared and not training and not weights and not _trains_apart(register):
        done = ", ".join(each for each in course.activities if each in _PRODUCING)
        message = (
            f"{said_so} has no training code and no weights, though its activities say it {done}"
        )
        yield Defect(message, at, "no-training")
    for job in course.jobs:
        if job.publishes and Role.PROVIDER not in declared:
            message = f"{said_so} publishes to everybody in job {job.id} ({job.publishes})"
            yield Defect(message, at, f"publishes:{job.id}", places=(job.at,))


_PRODUCING = (Activity.TRAINS, Activity.FINE_TUNES)


def _made_here(course: Course, register: Register) -> tuple[list[Asset], list[Asset]]:
    """The training code that belongs to a system, and the weights that are not of somebody else."""
    training, weights = [], []
    for asset in register.product:
        owners = register.owners(asset.at.path)
        if not any(owner.value.id == course.subject.id for owner in owners):
            continue
        if asset.kind is AssetKind.TRAINING:
            training.append(asset)
        elif asset.kind is AssetKind.MODEL_FILE:
            model = register.model_of(asset)
            if model is None or not (model.value.hub or model.value.api or model.value.supplier):
                weights.append(asset)
    return training, weights


def _trains_apart(register: Register) -> bool:
    """Whether a pipeline may train, or code that no system claims does."""
    return any(
        asset.kind is AssetKind.PIPELINE
        or (asset.kind is AssetKind.TRAINING and not register.owners(asset.at.path))
        for asset in register.product
    )
