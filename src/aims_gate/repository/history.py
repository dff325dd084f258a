"""What git knows of the past of files."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator

from .git import GitError
from .snapshot import Snapshot

_RENAMES = ("--find-renames", "--diff-filter=R", "--name-status", "-z", "--no-ext-diff")


def first_paths(snapshot: Snapshot, paths: Collection[str]) -> dict[str, str]:
    """The path under which each file was first seen: path now → path then.

    Renames are followed through the commits that lead to the snapshot and through what is staged
    on top. A path that was never renamed, or whose past is not in this clone, is its own answer.
    """
    earlier = {path: path for path in paths}
    if not paths or snapshot.git is None or snapshot.revision is None:
        return earlier
    for old, new in _renames(snapshot):  # newest first
        for path, first in earlier.items():
            if first == new:
                earlier[path] = old
    return earlier


def _renames(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    git, revision = snapshot.git, snapshot.revision
    assert git is not None
    assert revision is not None
    commands = [("log", "--format=", *_RENAMES, revision, "--")]
    if not snapshot.historical:
        commands.insert(0, ("diff", "--cached", *_RENAMES, revision, "--"))
    for command in commands:
        try:
            out = git.run(*command)
        except GitError:
            continue  # no past is known; the paths of today stand
        fields = iter(os.fsdecode(out).split("\0"))
        for status in fields:
            if status.lstrip("\n").startswith("R"):
                yield next(fields, ""), next(fields, "")
