"""What the scanners said of every file: each file read at most once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from ..model import Evidence, Progress, silent
from .cache import FactCache, Facts
from .files import File, FileKind, Unreadable
from .scan import Preparing, Row, Scanner
from .snapshot import Snapshot

_BYTES_PER_TASK = 2 << 20  # below, starting processes costs more than it saves
_FILES_PER_TASK = 2000


class ScannerCrash(Exception):  # noqa: N818 - it is passed on as a record, across processes
    """A scanner raised; the message names it, the file and what went wrong."""


@dataclass(frozen=True, slots=True)
class Workbench(Evidence):
    """What a survey works with: the scanners on offer, a cache (or none) and how many processes.

    ``progress`` is told how many files are read.
    """

    scanners: tuple[Scanner, ...]
    cache: FactCache | None = field(default=None, repr=False)
    processes: int = 1
    progress: Progress = field(default=silent, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Survey(Evidence):
    """The rows of each scanner, by file.

    ``base`` is the folder under judgement, relative to the top level and with a trailing ``/``
    (empty for the top level itself). ``rows`` maps scanner name → path → rows; paths are relative
    to the top level and sorted; files without rows are absent. ``unread`` maps the path of each
    file that a scanner wanted and nobody could read to the reason.
    """

    base: str
    rows: Mapping[str, Mapping[str, tuple[Row, ...]]]
    unread: Mapping[str, str] = field(default_factory=dict)

    def of(self, scanner: str) -> Iterator[tuple[str, tuple[Row, ...]]]:
        """Each file that a scanner read facts from, with the facts."""
        yield from self.rows.get(scanner, {}).items()

    def inner(self, path: str) -> str:
        """The path relative to the folder under judgement: what decides its scope."""
        return path.removeprefix(self.base)


_Wishes: TypeAlias = Sequence[tuple[Scanner, int]]
"""The scanners that want to see a file, each with how many bytes of it."""


class _Wish(NamedTuple):
    """A file to read: the most bytes that any scanner wants, and who wants how many."""

    file: File
    limit: int
    scanners: _Wishes


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one file gave: its facts by scanner, or why it was not read.

    ``key`` is its place in the cache, ``fresh`` whether the cache lacks it.
    """

    path: str
    facts: Facts
    key: str = ""
    fresh: bool = False
    reason: str | None = None


def survey(snapshot: Snapshot, workbench: Workbench) -> Survey:
    """Let every scanner read what it wants of every regular file."""
    wanted = _wanted(snapshot, workbench.scanners)
    known = _known(snapshot, workbench.cache, wanted)
    missing = [wish for wish in wanted if wish.file.path not in known]
    if _must_read(workbench.cache, missing):
        _prepare(workbench.scanners, missing)
    readings = list(_readings(snapshot, workbench, missing))
    if workbench.cache:
        workbench.cache.add({item.key: item.facts for item in readings if item.fresh})
    known.update((item.path, item.facts) for item in readings)
    rows: dict[str, dict[str, tuple[Row, ...]]] = {each.name: {} for each in workbench.scanners}
    for file, _, _ in wanted:
        for name, found in known[file.path].items():
            if found and name in rows:
                rows[name][file.path] = tuple(found)
    unread = {item.path: item.reason for item in readings if item.reason is not None}
    return Survey(snapshot.base, rows, unread)


def _must_read(cache: FactCache | None, missing: Sequence[_Wish]) -> bool:
    """Whether a file will surely be read by scanners: what has an object id was looked up."""
    if not missing or cache is None or cache.is_absent:
        return bool(missing)
    return any(wish.file.oid for wish in missing)


def _known(
    snapshot: Snapshot, cache: FactCache | None, wanted: Iterable[_Wish]
) -> dict[str, Facts]:
    """The facts that can be had without reading: path → facts."""
    if cache is None:
        return {}
    start = len(snapshot.base)
    keys = {file.path: _key(file.oid, file, start) for file, _, _ in wanted if file.oid}
    found = cache.find(keys.values())
    return {path: found[key] for path, key in keys.items() if key in found}


def _prepare(scanners: Iterable[Scanner], missing: Iterable[_Wish]) -> None:
    """Let the scanners that have something to read import what that takes, for all processes."""
    busy = {scanner.name for wish in missing for scanner, _ in wish.scanners}
    for scanner in scanners:
        if scanner.name in busy and isinstance(scanner, Preparing):
            scanner.prepare()


def _wanted(snapshot: Snapshot, scanners: Sequence[Scanner]) -> list[_Wish]:
    """Each regular file that some scanner wants to see, by path."""
    start = len(snapshot.base)
    asked = [(scanner, scanner.limit) for scanner in scanners]
    wanted = []
    for path, file in snapshot.files.items():
        if file.kind is FileKind.REGULAR:
            inner, size = path[start:], file.size
            wishes = [
                (scanner, most) for scanner, limit in asked if (most := limit(inner, size)) > 0
            ]
            if wishes:
                wanted.append(_Wish(file, max([most for _, most in wishes]), wishes))
    return wanted


def _readings(
    snapshot: Snapshot, workbench: Workbench, missing: Sequence[_Wish]
) -> Iterator[_Reading]:
    def read(task: Sequence[_Wish]) -> list[_Reading]:
        return list(_read(snapshot, workbench, task))

    tasks = list(_tasks(missing))
    processes = workbench.processes if snapshot.tree.shared and len(tasks) > 1 else 1
    done = 0
    for readings in _run(read, tasks, processes):
        yield from readings
        done += len(readings)
        workbench.progress("reading files", done, len(missing))


def _tasks(missing: Sequence[_Wish]) -> Iterator[Sequence[_Wish]]:
    """Parts of the work of about the same size, so that no process waits long for another."""
    start = size = 0
    for at, wish in enumerate(missing):
        size += min(wish.file.size, wish.limit)
        if size > _BYTES_PER_TASK or at - start >= _FILES_PER_TASK:
            yield missing[start : at + 1]
            start, size = at + 1, 0
    if start < len(missing):
        yield missing[start:]


def _run(
    read: Callable[[Sequence[_Wish]], list[_Reading]],
    tasks: Sequence[Sequence[_Wish]],
    processes: int,
) -> Iterable[list[_Reading]]:
    if processes == 1:
        return map(read, tasks)
    from .workers import in_parallel  # its imports are felt where nothing has to be read

    return in_parallel(read, tasks, processes)


def _read(snapshot: Snapshot, workbench: Workbench, task: Sequence[_Wish]) -> Iterator[_Reading]:
    """Read files of which the cache is not known to have the facts."""
    lookup = workbench.cache.reader() if workbench.cache else None
    start = len(snapshot.base)
    for file, limit, wishes in task:
        try:
            data = snapshot.tree.read(file, limit)
        except Unreadable as problem:
            yield _Reading(file.path, {}, reason=str(problem))
            continue
        key = ""
        if lookup:
            key = _key(file.oid or _object_id(data, file.size), file, start)
            if not file.oid and (known := lookup(key)) is not None:
                yield _Reading(file.path, known, key)
                continue
        facts = _scan(wishes, file.path[start:], data, file.size)
        yield _Reading(file.path, facts, key, bool(key))


def _scan(wishes: _Wishes, inner: str, data: bytes, size: int) -> Facts:
    facts: Facts = {}
    for scanner, limit in wishes:
        seen = data if len(data) <= limit else data[:limit]
        try:
            found = scanner.scan(inner, seen, size)
        except Exception as problem:
            what = " ".join(f"{type(problem).__name__}: {problem}".split())
            raise ScannerCrash(f"scanner {scanner.name} on {inner}: {what}") from problem
        if found:
            facts[scanner.name] = found
    return facts


def _key(oid: str, file: File, start: int) -> str:
    """A file's place in the cache: facts depend on its content and on its inner path."""
    return f"{oid}:{file.size}:{file.path[start:]}"


def _object_id(data: bytes, size: int) -> str:
    """Git's object id of the content; of its start where no scanner wanted to see all of it."""
    return hashlib.sha1(b"blob %d\0" % size + data, usedforsecurity=False).hexdigest()
