"""The declarations of the repository, as evidence."""

from __future__ import annotations

from dataclasses import dataclass

from ..declarations import (
    MANIFEST_PATH,
    LoadedManifest,
    LoadedPolicy,
    OversightMode,
    Problem,
    load_manifest,
    load_policy,
)
from ..model import Cause, Evidence, Location, NotAssessed, Tier
from ..repository import FileKind, Snapshot
from ..repository.yaml_tree import MAX_BYTES


@dataclass(frozen=True, slots=True)
class JudgingPolicy(Evidence):
    """The gate policy that judges this run; the run supplies it."""

    loaded: LoadedPolicy


@dataclass(frozen=True, slots=True)
class Declarations(Evidence):
    """Manifest and policy as they were read, valid or not.

    ``obstructed`` holds what is wrong with the files themselves, before anything is read.
    """

    manifest: LoadedManifest
    policy: LoadedPolicy
    obstructed: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong, ordered by file and line."""
        found = {*self.obstructed, *self.manifest.problems, *self.policy.problems}
        return tuple(sorted(found))

    @property
    def files(self) -> tuple[str, ...]:
        """Every declaration that is there."""
        paths = {file.path for file in self.manifest.files}
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


@dataclass(frozen=True, slots=True)
class OversightRules(Evidence):
    """What the playbook asks of human oversight."""

    policy: LoadedPolicy

    def least_mode(self, tier: Tier) -> OversightMode | None:
        """The weakest mode of oversight that will do for a tier; ``None`` if nothing is said."""
        playbook = self.policy.policy.playbook.of(tier) if self.policy.policy else None
        return playbook.oversight if playbook else None


def read_policy(snapshot: Snapshot) -> LoadedPolicy:
    """Load the gate policy of the folder under judgement."""
    path = f"{snapshot.base}aims-gate.yaml"
    return load_policy(lambda name: snapshot.get(name, MAX_BYTES + 1), path)


def declarations(snapshot: Snapshot, judging: JudgingPolicy) -> Declarations:
    """Read the manifest, and those it includes."""
    path = f"{snapshot.base}{MANIFEST_PATH}"
    loaded = load_manifest(lambda name: snapshot.get(name, MAX_BYTES + 1), path)
    names = (path, f"{snapshot.base}aims-gate.yaml")
    obstructed = tuple(problem for name in names for problem in _obstruction(snapshot, name))
    return Declarations(loaded, judging.loaded, obstructed)


def _obstruction(snapshot: Snapshot, path: str) -> tuple[Problem, ...]:
    file = snapshot.files.get(path)
    if file is None or (file.kind is FileKind.REGULAR and snapshot.get(path, 1) is not None):
        return ()
    what = "cannot be read" if file.kind is FileKind.REGULAR else f"is a {file.kind.value}"
    message = f"{path} {what}: links are never followed, so nothing in it counts"
    return (Problem(path, 1, 1, "", message, "Put a regular file there."),)


def declared(found: Declarations) -> Declared:
    """The manifest, if it is valid or absent."""
    problems = [problem for problem in found.problems if problem.path != found.policy.path]
    if problems:
        raise NotAssessed(
            f"{problems[0].path} is invalid, so what it declares is not known",
            cause=Cause.UNREADABLE,
            at=problems[0].location,
            fix=problems[0].fix,
        )
    return Declared(found.manifest)


def oversight_rules(judging: JudgingPolicy) -> OversightRules:
    """What the policy's playbook asks of human oversight."""
    return OversightRules(judging.loaded)
