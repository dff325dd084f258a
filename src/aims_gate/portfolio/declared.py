"""The declarations of the repository, as evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from ..declarations import (
    MANIFEST_PATH,
    POLICY_PATH,
    LoadedManifest,
    LoadedPolicy,
    Problem,
    load_manifest,
    load_policy,
    matches,
)
from ..declarations.records import LoadedRecords, load_records
from ..model import Base, Cause, Evidence, Location, NotAssessed, Profile
from ..repository import FileKind, Snapshot
from ..repository.yaml_tree import MAX_BYTES


@dataclass(frozen=True, slots=True)
class JudgingPolicy(Evidence):
    """The gate policy that judges this run, and the profile in force; the run supplies both.

    The profile is that of the command line if it names one, else that of the policy.
    """

    loaded: LoadedPolicy
    profile: Profile = Profile.STARTER


@dataclass(frozen=True, slots=True)
class Declarations(Evidence):
    """Manifest, policy and governance documents as they were read, valid or not.

    ``obstructed`` holds what is wrong with the files themselves, before anything is read.
    """

    manifest: LoadedManifest
    policy: LoadedPolicy
    obstructed: tuple[Problem, ...] = ()
    records: LoadedRecords = field(default_factory=LoadedRecords)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong, ordered by file and line."""
        found = {
            *self.obstructed,
            *self.manifest.problems,
            *self.policy.problems,
            *self.records.problems,
        }
        return tuple(sorted(found))

    @property
    def files(self) -> tuple[str, ...]:
        """Every declaration that is there."""
        paths = {file.path for file in self.manifest.files} | set(self.records.paths)
        paths |= {problem.path for problem in self.problems}
        if self.policy.exists:
            paths.add(self.policy.path)
        return tuple(sorted(paths))

    def problems_in(self, path: str) -> tuple[Problem, ...]:
        """What is wrong in one file."""
        return tuple(problem for problem in self.problems if problem.path == path)

    def start_of(self, path: str) -> Location:
        """The first line of a file."""
        return Location(path)


@dataclass(frozen=True, slots=True)
class Declared(Evidence):
    """A valid manifest, or none at all (``manifest.exists`` tells).

    Nobody gets this evidence of a manifest that is invalid: what cannot be read declares nothing.
    """

    manifest: LoadedManifest


def read_policy(snapshot: Snapshot, path: str | None = None) -> LoadedPolicy:
    """Load the gate policy at a path from the top; without one that of the folder judged."""
    path = path or f"{snapshot.base}{POLICY_PATH}"
    return load_policy(lambda name: snapshot.get(name, MAX_BYTES + 1), path)


USUAL_PLACES: Final = ("governance/**", "docs/governance/**")
"""Where governance documents are looked for unless the policy says otherwise."""


def declarations(snapshot: Snapshot, judging: JudgingPolicy, base: Base) -> Declarations:
    """Read the manifest, those it includes, and the governance documents.

    The policy is that of the repository, also where a trusted one judges: what a change does to it
    has to be valid before it is merged.
    """
    policy = read_policy(snapshot, judging.loaded.path) if base.is_trusted else judging.loaded
    path = f"{snapshot.base}{MANIFEST_PATH}"

    def read(name: str) -> bytes | None:
        return snapshot.get(name, MAX_BYTES + 1)

    loaded = load_manifest(read, path)
    files = judging.loaded.policy.files if judging.loaded.policy else None
    stated = files.governance if files else ()
    soa = (f"{snapshot.base}{files.soa}",) if files and files.soa else ()
    records = load_records(
        read,
        {*_matching(snapshot, stated or USUAL_PLACES), *_linked(loaded), *soa},
        base=snapshot.base,
        strict=bool(stated),
    )
    names = (path, policy.path)
    obstructed = tuple(problem for name in names for problem in _obstruction(snapshot, name))
    return Declarations(loaded, policy, obstructed, records)


_PROSE = (".md", ".markdown")  # of datasheets; as data they are cards or Croissant, without a kind
_CARRIERS = (".md", ".markdown", ".yaml", ".yml", ".csv")


def _matching(snapshot: Snapshot, patterns: tuple[str, ...]) -> Iterator[str]:
    for path, file in snapshot.files.items():
        if not path.endswith(_CARRIERS) or file.kind is not FileKind.REGULAR:
            continue
        below = path.removeprefix(snapshot.base)
        if any(matches(each, below) for each in patterns):
            yield path


def _linked(manifest: LoadedManifest) -> Iterator[str]:
    """What the manifest links as a governance document, wherever it lies."""
    for system in manifest.systems:
        for link in (system.value.impact_assessment, system.value.risk_register):
            if link:
                yield system.resolve(link)
    for dataset in manifest.datasets:
        if (sheet := dataset.value.datasheet) and sheet.partition("#")[0].endswith(_PROSE):
            yield dataset.resolve(sheet)
    for supplier in manifest.suppliers:
        if supplier.value.assessed and supplier.value.assessed.record:
            yield supplier.resolve(supplier.value.assessed.record)


def _obstruction(snapshot: Snapshot, path: str) -> tuple[Problem, ...]:
    file = snapshot.files.get(path)
    if file is None or (file.kind is FileKind.REGULAR and snapshot.get(path, 1) is not None):
        return ()
    if file.kind is FileKind.REGULAR:
        message = f"{path} cannot be read, so nothing in it counts"
        fix = "Make it readable for whoever runs the gate; in a clone, fetch what is missing."
    else:
        message = f"{path} is a {file.kind.value}: nothing behind it is read, or counts"
        fix = "Put a regular file there."
    return (Problem(path, 1, 1, "", message, fix),)


def declared(found: Declarations) -> Declared:
    """The manifest, if it is valid or absent; raises :class:`NotAssessed` if it is neither."""
    elsewhere = {found.policy.path, *found.records.paths}
    problems = [problem for problem in found.problems if problem.path not in elsewhere]
    if problems:
        raise NotAssessed(
            f"{problems[0].path} is invalid, so what it declares is not known",
            cause=Cause.UNREADABLE,
            at=problems[0].location,
            fix=problems[0].fix,
        )
    return Declared(found.manifest)
