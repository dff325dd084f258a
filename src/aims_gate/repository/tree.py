"""Where the files of a snapshot come from: work tree, index, a revision or a plain folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from .files import File, FileKind, Unreadable
from .git import CHUNK, Git
from .index import NOTHING_KNOWN, Untouched

_KIND_OF_MODE = {"100": FileKind.REGULAR, "120": FileKind.LINK, "160": FileKind.SUBMODULE}
_NEVER_LISTED = frozenset({".git"})
_READ_AT_ONCE = 1 << 24  # bytes
_ENCODING = b"working-tree-encoding"
_OWN_ATTRIBUTES = ".git/info/attributes"
_MOST_ATTRIBUTES = 100 << 20  # bytes; git reads no larger file of attributes


class Tree(Protocol):
    """A set of files that can be listed once and read."""

    @property
    def shared(self) -> bool:
        """Whether forked processes may read from it at the same time."""

    def files(self, base: str) -> Iterator[File]:
        """The entries below ``base`` (``""`` or a path ending in ``/``), in any order."""

    def read(self, file: File, limit: int) -> bytes:
        """The first ``limit`` bytes of a regular file; raises :class:`Unreadable`."""

    def chunks(self, file: File) -> Iterator[bytes]:
        """All of a regular file, piece by piece; raises :class:`Unreadable`."""


def _kind(mode: str) -> FileKind:
    return _KIND_OF_MODE.get(mode[:3], FileKind.OTHER)


def _pathspec(base: str) -> tuple[str, ...]:
    return ("--", f":(literal,top){base}") if base else ()


def _entries(out: bytes) -> Iterator[tuple[list[str], str]]:
    """The records of ``-z`` output that hold columns, a tab and a path."""
    for record in os.fsdecode(out).split("\0"):
        columns, tab, path = record.partition("\t")
        if tab:
            yield columns.split(), path


def _index_entries(git: Git, base: str) -> Iterator[tuple[FileKind, str, str]]:
    """Kind, object id and path of each index entry; of a path in conflict, our side."""
    seen: set[str] = set()
    out = git.run("ls-files", "-z", "--stage", "--full-name", *_pathspec(base))
    for (mode, oid, stage), path in _entries(out):
        if path not in seen and stage in ("0", "2", "3"):
            seen.add(path)
            yield _kind(mode), oid, path


class Disk:
    """Reads files below a folder; never follows a link and never opens what is no regular file."""

    shared = True

    def __init__(self, top: Path) -> None:
        self._top = os.fspath(top)
        self._genuine: dict[str, bool] = {"": True}

    def entry(self, path: str, known: Untouched = NOTHING_KNOWN) -> File | None:
        """What lies at ``path`` on disk; ``None`` if nothing does, or only behind a link."""
        if not self._is_genuine(path.rpartition("/")[0]):
            return None
        try:
            found = os.lstat(f"{self._top}/{path}")
        except OSError:
            return None
        if stat.S_ISREG(found.st_mode):
            return File(path, FileKind.REGULAR, found.st_size, known.object_id(path, found))
        if stat.S_ISLNK(found.st_mode):
            return File(path, FileKind.LINK)
        return File(path, FileKind.OTHER)

    def read(self, file: File, limit: int) -> bytes:
        """The first ``limit`` bytes of a regular file; raises :class:`Unreadable`."""
        with self._opened(file) as handle:
            return _read_start(handle, limit, file.size)

    def chunks(self, file: File) -> Iterator[bytes]:
        """All of a regular file, piece by piece; raises :class:`Unreadable`."""
        with self._opened(file) as handle:
            while data := os.read(handle, CHUNK):
                yield data

    @contextmanager
    def _opened(self, file: File) -> Iterator[int]:
        if not self._is_genuine(file.path.rpartition("/")[0]):
            raise Unreadable("a folder on its path is a symbolic link")
        try:
            # O_NONBLOCK: a file that became a FIFO since it was listed must not block the run.
            handle = os.open(
                f"{self._top}/{file.path}",
                os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC,
            )
        except OSError as problem:
            raise Unreadable(problem.strerror or "cannot be opened") from None
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise Unreadable("no regular file")
            yield handle
        except OSError as problem:
            raise Unreadable(problem.strerror or "cannot be read") from None
        finally:
            os.close(handle)

    def _is_genuine(self, folder: str) -> bool:
        """Whether no component of the folder is a link out of the tree."""
        known = self._genuine.get(folder)
        if known is None:
            try:
                is_folder = stat.S_ISDIR(os.lstat(f"{self._top}/{folder}").st_mode)
            except OSError:
                is_folder = False
            known = is_folder and self._is_genuine(folder.rpartition("/")[0])
            self._genuine[folder] = known
        return known


def _read_start(handle: int, limit: int, expected: int) -> bytes:
    """Up to ``limit`` bytes; a file of ``expected`` bytes takes one call."""
    parts = []
    length = 0
    while length < limit:
        wanted = min(limit - length, expected + 1, _READ_AT_ONCE)
        part = os.read(handle, wanted)
        parts.append(part)
        length += len(part)
        if not part or (len(part) < wanted and length >= expected):
            break
    return b"".join(parts)


class WorkTree:
    """The files on disk that git tracks, or would track: untracked and not ignored.

    Files that a sparse checkout leaves out are there all the same: as the index has them. So are
    files that git turns into another encoding on their way to the disk: what would be merged, and
    what a reader on the platform sees, is what git has.
    """

    def __init__(self, git: Git) -> None:
        self._git = git
        self._disk = Disk(git.top)
        self._left_out: frozenset[str] = frozenset()

    @property
    def shared(self) -> bool:
        """Whether forked processes may read from it: not while git's objects are needed."""
        return not self._left_out

    def files(self, base: str) -> Iterator[File]:
        """The entries below ``base`` that exist on disk, and those that git left out."""
        entries = list(_index_entries(self._git, base))
        known = self._git.untouched(len(entries[0][1]) // 2) if entries else NOTHING_KNOWN
        absent: list[tuple[FileKind, str, str]] = []
        encoded = self._encoded(entries, base)
        for kind, oid, path in entries:
            if kind is FileKind.SUBMODULE:
                yield File(path, kind)
            elif path in encoded and kind is FileKind.REGULAR:
                continue
            elif file := self._disk.entry(path, known):
                yield file
            elif kind is FileKind.REGULAR:
                absent.append((kind, oid, path))
        yield from self._sparse(absent, base)
        yield from self._as_staged([each for each in entries if each[2] in encoded])
        out = self._git.run(
            "ls-files", "-z", "--others", "--exclude-standard", "--full-name", *_pathspec(base)
        )
        for path in filter(None, os.fsdecode(out).split("\0")):
            if path.endswith("/"):  # a repository inside this one: not ours to read
                yield File(path.rstrip("/"), FileKind.SUBMODULE)
            elif file := self._disk.entry(path):
                yield file

    def read(self, file: File, limit: int) -> bytes:
        """The first ``limit`` bytes of a regular file; raises :class:`Unreadable`."""
        if file.oid and file.path in self._left_out:
            return self._git.blob(file.oid, limit)
        return self._disk.read(file, limit)

    def chunks(self, file: File) -> Iterator[bytes]:
        """All of a regular file, piece by piece; raises :class:`Unreadable`."""
        if file.oid and file.path in self._left_out:
            return self._git.chunks(file.oid)
        return self._disk.chunks(file)

    def _sparse(self, absent: Sequence[tuple[FileKind, str, str]], base: str) -> Iterator[File]:
        """Of the entries that are not on disk, those that git was told to leave out."""
        if not absent:
            return
        out = self._git.run("ls-files", "-z", "-t", "--full-name", *_pathspec(base))
        told = {line[2:] for line in os.fsdecode(out).split("\0") if line.startswith("S ")}
        yield from self._as_staged([each for each in absent if each[2] in told])

    def _as_staged(self, entries: Sequence[tuple[FileKind, str, str]]) -> Iterator[File]:
        """Regular files that are read as the index has them."""
        entries = [each for each in entries if each[0] is FileKind.REGULAR]
        self._left_out |= {path for _, _, path in entries}
        sizes = _sizes(self._git, entries) if entries else {}
        for kind, oid, path in entries:
            yield File(path, kind, sizes.get(oid, 0), oid)

    def _encoded(self, entries: Iterable[tuple[FileKind, str, str]], base: str) -> frozenset[str]:
        """The paths that have another encoding on disk, by the attributes of the repository."""
        paths = [path for _, _, path in entries]
        rules = [path for path in paths if path.rpartition("/")[2] == ".gitattributes"]
        above = [base[:at] for at, letter in enumerate(base) if base[at - 1 : at] in ("", "/")]
        rules += [_OWN_ATTRIBUTES, *(f"{folder}.gitattributes" for folder in above)]
        if not any(_ENCODING in self._attributes(path) for path in rules):
            return frozenset()
        named = os.fsencode("\0".join(paths))
        command = ("check-attr", "-z", "--stdin", _ENCODING.decode("ascii"))
        fields = os.fsdecode(self._git.run(*command, standard_input=named)).split("\0")
        stated = zip(fields[::3], fields[2::3], strict=False)
        return frozenset(path for path, value in stated if value not in ("unspecified", "unset"))

    def _attributes(self, path: str) -> bytes:
        try:
            return self._disk.read(File(path), _MOST_ATTRIBUTES)
        except Unreadable:
            return b""


class _ObjectTree:
    """What the trees in git's object database share: reading a blob by its id."""

    shared = False

    def __init__(self, git: Git) -> None:
        self._git = git

    def read(self, file: File, limit: int) -> bytes:
        """The first ``limit`` bytes of a regular file; raises :class:`Unreadable`."""
        if file.oid is None:
            raise Unreadable("no object in the repository")
        return self._git.blob(file.oid, limit)

    def chunks(self, file: File) -> Iterator[bytes]:
        """All of a regular file, piece by piece; raises :class:`Unreadable`."""
        if file.oid is None:
            raise Unreadable("no object in the repository")
        return self._git.chunks(file.oid)


class Index(_ObjectTree):
    """What the next commit would hold: what a pre-commit hook must judge."""

    def files(self, base: str) -> Iterator[File]:
        """The entries of the index below ``base``."""
        entries = list(_index_entries(self._git, base))
        sizes = _sizes(self._git, entries)
        for kind, oid, path in entries:
            yield File(path, kind, sizes.get(oid, 0), oid)


class Revision(_ObjectTree):
    """The tree of a commit, read without a checkout."""

    def __init__(self, git: Git, commit: str) -> None:
        super().__init__(git)
        self._commit = commit

    def files(self, base: str) -> Iterator[File]:
        """The entries of the commit's tree below ``base``."""
        out = self._git.run(
            "ls-tree", "-r", "-z", "-l", "--full-tree", self._commit, "--", base or "."
        )
        for (mode, _, oid, size), path in _entries(out):
            yield File(path, _kind(mode), int(size) if size.isdigit() else 0, oid)


def _sizes(git: Git, entries: Iterable[tuple[FileKind, str, str]]) -> Mapping[str, int]:
    """Sizes in bytes of the blobs of the index, by object id; absent ones are left out."""
    wanted = {oid for kind, oid, _ in entries if kind is FileKind.REGULAR}
    return git.sizes(sorted(wanted))


class Folder:
    """A plain folder without git: every file below it that is not hidden from a person."""

    shared = True

    def __init__(self, top: Path) -> None:
        self._top = os.fspath(top)
        self._disk = Disk(top)

    def files(self, base: str) -> Iterator[File]:
        """All entries below ``base``; a folder of git's or behind a link is not entered."""
        for folder, folders, names in os.walk(f"{self._top}/{base}"):
            folders[:] = sorted(set(folders) - _NEVER_LISTED)
            prefix = os.path.relpath(folder, self._top).replace(os.sep, "/")
            prefix = "" if prefix == "." else f"{prefix}/"
            for name in names + [name for name in folders if os.path.islink(f"{folder}/{name}")]:
                if file := self._disk.entry(prefix + name):
                    yield file

    def read(self, file: File, limit: int) -> bytes:
        """The first ``limit`` bytes of a regular file; raises :class:`Unreadable`."""
        return self._disk.read(file, limit)

    def chunks(self, file: File) -> Iterator[bytes]:
        """All of a regular file, piece by piece; raises :class:`Unreadable`."""
        return self._disk.chunks(file)


class Memory:
    """Files held in memory, for tests and for callers that have no disk."""

    shared = True

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._contents = dict(contents)

    def files(self, base: str) -> Iterator[File]:
        """The entries below ``base``."""
        for path, data in self._contents.items():
            if path.startswith(base):
                yield File(path, FileKind.REGULAR, len(data))

    def read(self, file: File, limit: int) -> bytes:
        """The first ``limit`` bytes of a file; raises :class:`Unreadable`."""
        try:
            return self._contents[file.path][:limit]
        except KeyError:
            raise Unreadable("no such file") from None

    def chunks(self, file: File) -> Iterator[bytes]:
        """All of a file in one piece; raises :class:`Unreadable`."""
        yield self.read(file, file.size)
