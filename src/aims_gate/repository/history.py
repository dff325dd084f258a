"""What git knows of the past of files."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from ..model import Cause, NotAssessed
from .git import GitError, day_of
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


@dataclass(frozen=True, slots=True)
class LastChange:
    """The newest commit that touched a file: its full id, and the day of the commit."""

    commit: str
    on: date


def last_changes(snapshot: Snapshot, paths: Collection[str]) -> dict[str, LastChange]:
    """The last change of each file, in one pass over the history.

    Files that no commit touched yet are left out. Raises :class:`NotAssessed` where there is no
    history, or only a part of it (a shallow clone).
    """
    git, revision = snapshot.git, snapshot.revision
    if git is None or revision is None:
        raise NotAssessed("there is no history", cause=Cause.UNAVAILABLE)
    if git.is_shallow():
        raise NotAssessed(
            "this clone has only a part of the history",
            cause=Cause.UNAVAILABLE,
            fix="Fetch all of it: `git fetch --unshallow`, or `fetch-depth: 0` in the checkout.",
        )
    if not paths:
        return {}
    # By standard input, since a command line has room for so many paths only.
    specs = "".join(f":(literal,top){path}\n" for path in sorted(paths) if "\n" not in path)
    command = ("log", "--format=%x01%H %cs", "--name-only", "-z", "--no-renames", "--stdin")
    try:
        out = git.run(*command, standard_input=os.fsencode(f"{revision}\n--\n{specs}"))
    except GitError as problem:
        raise NotAssessed(
            f"git cannot read the history: {problem}", cause=Cause.UNAVAILABLE
        ) from problem
    wanted = set(paths)
    found: dict[str, LastChange] = {}
    for record in os.fsdecode(out).split("\x01")[1:]:
        head, *names = record.replace("\n", "").split("\0")
        commit, _, day = head.partition(" ")
        for name in names:
            if name in wanted:
                found.setdefault(name, LastChange(commit, day_of(day)))
    return found
