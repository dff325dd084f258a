"""What git knows of the past of files."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterator

from .git import GitError
from .snapshot import Snapshot

_EVENTS = ("--find-renames", "--diff-filter=AR", "--name-status", "-z", "--no-ext-diff")


def first_paths(snapshot: Snapshot, paths: Collection[str]) -> dict[str, str]:
    """The path under which each file was first seen: path now → path then.

    Renames are followed through the commits that lead to the snapshot and through what is staged
    on top. A path that was never renamed, or whose past is not in this clone, is its own answer;
    so is one that was taken up anew after the file that had it moved away. No two paths of today
    have the same answer.
    """
    now = {path: path for path in paths}
    if not paths or snapshot.git is None or snapshot.revision is None:
        return now
    first = dict(now)
    followed = {path: path for path in paths}  # the name at the commit reached → the path now
    for old, new in _events(snapshot):  # newest first
        path = followed.pop(new, None)
        if path is not None and old is not None:
            followed[old] = path
            first[path] = old
    taken = Counter(first.values())
    return {path: then if taken[then] == 1 else path for path, then in first.items()}


def _events(snapshot: Snapshot) -> Iterator[tuple[str | None, str]]:
    """Renames (old, new) and additions (``None``, new), newest first."""
    git, revision = snapshot.git, snapshot.revision
    assert git is not None
    assert revision is not None
    commands = [("log", "--format=", *_EVENTS, revision, "--")]
    if not snapshot.historical:
        commands.insert(0, ("diff", "--cached", *_EVENTS, revision, "--"))
    for command in commands:
        try:
            out = git.run(*command)
        except GitError:
            continue  # no past is known; the paths of today stand
        fields = iter(os.fsdecode(out).split("\0"))
        for status in fields:
            kind = status.lstrip("\n")[:1]
            if kind == "R":
                yield next(fields, ""), next(fields, "")
            elif kind == "A":
                yield None, next(fields, "")
