"""One snapshot of a repository: which files there are, and their bytes."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from ..model import Evidence
from .files import File, FileKind, Unreadable
from .git import Git, GitError, find_top
from .tree import Folder, Index, Memory, Revision, Tree, WorkTree

_SHA1_DIGITS = 40


class SnapshotError(Exception):
    """The snapshot asked for does not exist; the message says what to do."""


class UnknownRevisionError(SnapshotError):
    """A revision is not in this clone; ``missing`` says so without saying what to do."""

    def __init__(self, revision: str, reason: str) -> None:
        because = f" ({reason})" if reason else ""
        self.missing = f"revision {revision!r} is not in this clone{because}"
        super().__init__(f"{self.missing}: fetch it first, with `git fetch origin {revision}`")


@dataclass(frozen=True)  # without slots: files are looked up by folder
class Snapshot(Evidence):
    """The files below one folder, at one moment.

    ``name`` is the name of the top folder, ``base`` the folder under judgement relative to the top
    level (``""`` or with a trailing ``/``). ``files`` maps path to entry, sorted by path.
    ``revision`` is the commit judged, or the one checked out; ``None`` without git or commits.
    ``historical`` says that the files are those of the revision itself, not of work on top of it.
    ``git`` is ``None`` in a plain folder.
    """

    name: str
    base: str
    files: Mapping[str, File]
    revision: str | None = None
    historical: bool = False
    git: Git | None = field(default=None, repr=False, compare=False)
    tree: Tree = field(default_factory=lambda: Memory({}), repr=False, compare=False)

    def read(self, path: str, limit: int) -> bytes:
        """The first ``limit`` bytes of a file.

        Raises :class:`Unreadable` if it is not part of the snapshot, no regular file, or absent.
        """
        return self.tree.read(self._regular(path), limit)

    def sha256(self, path: str) -> str:
        """The SHA-256 (hex) of a whole file, however large; raises as :meth:`read` does."""
        return self._digested(path, hashlib.sha256())

    def md5(self, path: str) -> str:
        """The MD5 (hex) of a whole file, by which DVC names it; raises as :meth:`read` does."""
        return self._digested(path, hashlib.md5(usedforsecurity=False))

    def object_id(self, path: str, *, like: str) -> str:
        """The id (hex) that git gives the bytes of a file, by the hash that ``like`` is of.

        No filter of the repository's configuration is applied, which could be a program. Raises as
        :meth:`read` does.
        """
        file = self._regular(path)
        digest = (
            hashlib.sha1(usedforsecurity=False) if len(like) == _SHA1_DIGITS else hashlib.sha256()
        )
        digest.update(b"blob %d\0" % file.size)
        return self._digested(path, digest)

    def _digested(self, path: str, digest: hashlib._Hash) -> str:
        for data in self.tree.chunks(self._regular(path)):
            digest.update(data)
        return digest.hexdigest()

    def _regular(self, path: str) -> File:
        file = self.files.get(path)
        if file is None:
            raise Unreadable("no such file in the snapshot")
        if file.kind is not FileKind.REGULAR:
            raise Unreadable(f"it is a {file.kind.value}, not a regular file")
        return file

    def below(self, folder: str) -> Iterator[str]:
        """The files in a folder and in those below it, by path; of all for ``""``."""
        if not folder:
            yield from self.files
            return
        paths = self._paths
        for at in range(bisect_left(paths, f"{folder}/"), len(paths)):
            if not paths[at].startswith(f"{folder}/"):
                return
            yield paths[at]

    @cached_property
    def _paths(self) -> list[str]:
        return sorted(self.files)

    def get(self, path: str, limit: int) -> bytes | None:
        """The first ``limit`` bytes of a file, or ``None`` where :meth:`read` would raise."""
        try:
            return self.read(path, limit)
        except Unreadable:
            return None


def open_snapshot(
    folder: Path,
    environment: Mapping[str, str],
    *,
    staged: bool = False,
    revision: str | None = None,
) -> Snapshot:
    """Take a snapshot of the work tree, the index (``staged``) or a ``revision``.

    Only files below ``folder`` belong to it. Raises :class:`SnapshotError` if the folder does not
    exist, or if the index or a revision is asked for where there is no such thing.
    """
    folder = folder.resolve()
    if not folder.is_dir():
        raise SnapshotError(f"{folder} is no folder: name the folder to judge")
    if revision is not None and not revision.strip():
        raise SnapshotError("the revision is empty: name a commit, a branch or a tag to judge")
    if _is_git_s_own(folder):
        raise SnapshotError(f"{folder} holds git's own files: name a work tree to judge")
    top = find_top(folder)
    if top is None:
        if staged or revision:
            raise SnapshotError(
                f"{folder} is not in a git repository: leave --staged and --rev out"
            )
        return _refuse_nothing(_snapshot(folder, "", Folder(folder)), folder)
    git = Git(top, environment)
    base = "" if folder == top else f"{folder.relative_to(top).as_posix()}/"
    try:
        commit = git.resolve(revision or "HEAD")
    except GitError as problem:
        if revision:
            raise UnknownRevisionError(revision, str(problem)) from None
        commit = None  # a repository before its first commit
    tree: Tree = WorkTree(git)
    if staged:
        tree = Index(git)
    elif revision and commit:
        tree = Revision(git, commit)
    try:
        untracked = ": git tracks none there, nor would it"
        return _refuse_nothing(_snapshot(top, base, tree, commit, git), folder, untracked)
    except GitError as problem:
        raise SnapshotError(f"git cannot list the files of {top}: {problem}") from None


def _is_git_s_own(folder: Path) -> bool:
    """Whether the folder is a bare repository, or lies in a ``.git``."""
    if ".git" in folder.parts:
        return True
    return all((folder / name).exists() for name in ("HEAD", "objects", "refs"))


def _refuse_nothing(snapshot: Snapshot, folder: Path, why: str = "") -> Snapshot:
    """Raise :class:`SnapshotError` if there is no file: what was not seen was not judged."""
    if not snapshot.files:
        raise SnapshotError(f"{folder} has no file to judge{why}")
    return snapshot


def _snapshot(
    top: Path, base: str, tree: Tree, revision: str | None = None, git: Git | None = None
) -> Snapshot:
    files = _by_path(tree.files(base))
    historical = isinstance(tree, Revision)
    return Snapshot(top.name, base, files, revision, historical, git, tree)


def _by_path(files: Iterable[File]) -> dict[str, File]:
    return {file.path: file for file in sorted(files, key=lambda file: file.path)}


def earlier_snapshot(snapshot: Snapshot, commit: str) -> Snapshot:
    """The same folder as it was at a commit of its history.

    Raises :class:`SnapshotError` if git cannot list it.
    """
    git = snapshot.git
    if git is None:
        raise SnapshotError("there is no history: the folder is not in a git repository")
    try:
        files = _by_path(Revision(git, commit).files(snapshot.base))
    except GitError as problem:
        raise SnapshotError(f"git cannot list the files of {commit}: {problem}") from None
    return replace(
        snapshot,
        files=files,
        revision=commit,
        historical=True,
        tree=Revision(git, commit),
    )


def with_surroundings(snapshot: Snapshot) -> Snapshot:
    """The same with the files of the folders above it, for what these say of the folder judged.

    They are those right in such a folder, in folders there whose names begin with a dot, and in
    ``docs/`` of the top level; others are of no more concern than a neighbour's. Raises
    :class:`SnapshotError` if git cannot list them.
    """
    if not snapshot.base:
        return snapshot
    try:
        every = snapshot.tree.files("")
        around = [file for file in every if snapshot.base.startswith(_room_of(file.path))]
    except GitError as problem:
        raise SnapshotError(f"git cannot list the files above {snapshot.base}: {problem}") from None
    return replace(snapshot, files=_by_path((*around, *snapshot.files.values())))


def _room_of(path: str) -> str:
    """The folder that a file speaks for, with a trailing ``/``; empty for the top level."""
    folders = path.split("/")[:-1]
    if folders == ["docs"]:
        return ""
    hidden = next((number for number, name in enumerate(folders) if name[:1] == "."), len(folders))
    return "".join(f"{name}/" for name in folders[:hidden])


def memory_snapshot(contents: Mapping[str, bytes], *, base: str = "") -> Snapshot:
    """A snapshot of files held in memory, without git: path → bytes."""
    return _snapshot(Path("memory"), base, Memory(contents))
