"""The other sides of a change: the revision that is trusted, and the one that it starts from."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..repository import GitError, Snapshot, SnapshotError, UnknownRevisionError, open_snapshot
from . import session

_LARGEST_EVENT = 8 << 20  # bytes


def trusted(snapshot: Snapshot, path: Path, named: str | None) -> Snapshot | None:
    """The revision whose policy judges: the one named, in CI the tip of the target branch.

    ``None`` where the change itself is all there is: outside of CI, and on runs that are not about
    a change. Ends the run if the revision is not in this clone.
    """
    if named is not None:
        return _open(path, named, named)
    branch = target_branch(os.environ)
    if branch is None or snapshot.git is None:
        return None
    return _open(path, f"refs/remotes/origin/{branch}", branch)


def since(snapshot: Snapshot, path: Path, named: str) -> Snapshot:
    """The side before the change: where it left the revision named, else that revision.

    Ends the run if the revision is not in this clone.
    """
    revision = named
    if snapshot.git is not None and snapshot.revision is not None:
        try:
            revision = snapshot.git.fork_point(named, snapshot.revision)
        except GitError:
            revision = named  # a shallow clone does not know where they parted
    return _open(path, revision, named)


def target_branch(environment: Mapping[str, str]) -> str | None:
    """The branch that the change is to go into, as GitHub or GitLab tells it; ``None`` if neither.

    Sources: https://docs.github.com/en/actions/reference/workflows-and-actions/variables and
    https://docs.gitlab.com/ci/variables/predefined_variables/.
    """
    if named := environment.get("GITHUB_BASE_REF"):
        return named
    if environment.get("GITHUB_EVENT_NAME") == "merge_group":
        return _target_of_queue(environment)
    return environment.get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME") or None


def _target_of_queue(environment: Mapping[str, str]) -> str:
    told = _event(environment).get("merge_group")
    reference = told.get("base_ref") if isinstance(told, dict) else None
    branch = reference.removeprefix("refs/heads/") if isinstance(reference, str) else ""
    if not branch:
        raise session.Stop(
            "the run is about a merge queue, and its event does not say for which branch; "
            "name the branch with --policy-ref"
        )
    return branch


def _event(environment: Mapping[str, str]) -> dict[str, Any]:
    """What GitHub wrote about the event that started the run."""
    file = environment.get("GITHUB_EVENT_PATH")
    try:
        with Path(file or os.devnull).open("rb") as stream:
            told = json.loads(stream.read(_LARGEST_EVENT))
    except (OSError, ValueError) as problem:
        raise session.Stop(
            "the run is about a merge queue, and the event that says for which branch cannot be "
            f"read: {problem}; name the branch with --policy-ref"
        ) from problem
    return told if isinstance(told, dict) else {}


def _open(path: Path, revision: str, called: str) -> Snapshot:
    try:
        return open_snapshot(path, os.environ, revision=revision)
    except UnknownRevisionError as problem:
        raise session.Stop(
            f"{problem.missing}. What {called} says cannot judge the change without it: "
            f"`git fetch origin {_fetchable(revision, called)}` brings it"
        ) from problem
    except SnapshotError as problem:
        raise session.Stop(str(problem)) from problem


def _fetchable(revision: str, called: str) -> str:
    """What to fetch, so that the revision is there under the name it was looked for."""
    return f"{called}:{revision}" if revision.startswith("refs/remotes/") else called
