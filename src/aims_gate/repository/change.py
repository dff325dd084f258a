"""What a change brings: its commits, and the files it touches."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..model import Base, Cause, Evidence, NotAssessed
from .files import FileKind, Unreadable
from .git import Git, GitError, day_of
from .snapshot import Snapshot

_FIELDS = "%H%x00%ae%x00%ce%x00%cs%x00%B%x01"
_SIGNED_OFF = re.compile(
    r"^signed-off-by:[^\n<]{0,200}<([^<>\n]{1,200})>[ \t]*$", re.IGNORECASE | re.MULTILINE
)
_MOST = 5_000


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit: full id, addresses of author and committer, day, and who signed it off.

    Addresses are in lower case. None of this is proof of who somebody is.
    """

    id: str
    author: str
    committer: str
    on: date
    signed_off: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change(Evidence):
    """The commits between the base and what is judged, newest first, and the paths that differ.

    ``paths`` are given from the top, those of files that are gone too; what is not committed yet is
    among them.
    """

    base: str
    commits: tuple[Commit, ...]
    paths: frozenset[str]

    @property
    def authors(self) -> frozenset[str]:
        """The addresses of everybody who wrote any of it."""
        return frozenset(commit.author for commit in self.commits)


def change(snapshot: Snapshot, base: Base) -> Change:
    """The change from the base to the snapshot; of files without git it has no commits.

    Raises :class:`NotAssessed` where the run knows no base, or git cannot tell.
    """
    before = base[Snapshot]
    git, head = snapshot.git, snapshot.revision
    if git is None and before.git is None:
        return Change("", (), frozenset(_differing(before, snapshot)))
    if git is None or head is None or before.revision is None:
        raise NotAssessed("there is no history to compare with", cause=Cause.UNAVAILABLE)
    try:
        start = _start(git, before.revision, head)
        commits = tuple(_commits(git, start, head))
        paths = frozenset(_paths(git, start, head, snapshot))
    except GitError as problem:
        raise NotAssessed(
            f"git cannot say what changed: {problem}",
            cause=Cause.UNAVAILABLE,
            fix="Fetch the whole history: `git fetch --unshallow`.",
        ) from problem
    return Change(start, commits, paths)


def _start(git: Git, base: str, head: str) -> str:
    """Where the change left the base; in a shallow clone the base itself."""
    try:
        return git.fork_point(base, head)
    except GitError:
        return base


def _commits(git: Git, start: str, head: str) -> Iterator[Commit]:
    out = git.run(
        "log", f"--format={_FIELDS}", f"--max-count={_MOST}", f"{start}..{head}", "--"
    ).decode("utf-8", "replace")
    for record in out.split("\x01"):
        fields = record.lstrip("\n").split("\0", 4)
        if len(fields) == 5:
            commit, author, committer, day, message = fields
            signed = tuple(address.lower() for address in _SIGNED_OFF.findall(message))
            yield Commit(commit, author.lower(), committer.lower(), day_of(day), signed)


def _paths(git: Git, start: str, head: str, snapshot: Snapshot) -> Iterator[str]:
    commands: list[tuple[str, ...]] = [
        ("diff-tree", "-r", "-z", "--name-only", "--no-renames", start, head)
    ]
    if not snapshot.historical:
        commands.append(("diff-index", "--cached", "-z", "--name-only", "--no-renames", head, "--"))
    for command in commands:
        yield from (path for path in os.fsdecode(git.run(*command)).split("\0") if path)
    if not snapshot.historical:
        yield from _not_committed(git, head, snapshot)


def _not_committed(git: Git, head: str, snapshot: Snapshot) -> Iterator[str]:
    """Files of the commit that are other or gone where they lie.

    Git itself is not asked: to compare it would run the filters that the configuration names.
    """
    out = git.run("ls-tree", "-r", "-z", "--full-tree", head, "--", snapshot.base or ".")
    for record in os.fsdecode(out).split("\0"):
        columns, tab, path = record.partition("\t")
        oid = columns.rpartition(" ")[2]
        if tab and not _is_as_committed(snapshot, path, oid):
            yield path


def _is_as_committed(snapshot: Snapshot, path: str, oid: str) -> bool:
    file = snapshot.files.get(path)
    if file is None:
        return False
    if file.kind is not FileKind.REGULAR or file.oid == oid:
        return True
    try:
        return snapshot.object_id(path, like=oid) == oid
    except Unreadable:
        return False


def _differing(before: Snapshot, after: Snapshot) -> Iterator[str]:
    for path in before.files.keys() | after.files.keys():
        if _digest(before, path) != _digest(after, path):
            yield path


def _digest(snapshot: Snapshot, path: str) -> str | None:
    try:
        return snapshot.sha256(path)
    except Unreadable:
        return None
