"""What the scanners said of every file: each file read at most once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..model import Evidence
from .cache import FactCache, Facts
from .files import File, FileKind, Unreadable
from .scan import Preparing, Row, Scanner
from .snapshot import Snapshot
from .workers import in_parallel

_WORTH_FORKING = 4 << 20  # bytes to read; below, starting processes costs more than it saves
_FILES_PER_TASK = 200


class ScannerCrash(Exception):  # noqa: N818 - it is passed on as a record, across processes
    """A scanner raised; the message names it, the file and what went wrong."""


@dataclass(frozen=True, slots=True)
class Workbench(Evidence):
    """What a survey works with: the scanners on offer, a cache (or none) and how many processes."""

    scanners: tuple[Scanner, ...]
    cache: FactCache | None = field(default=None, repr=False)
    processes: int = 1


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
    if wanted and (workbench.cache is None or workbench.cache.is_absent):
        _prepare(workbench.scanners)
    readings = list(_readings(snapshot, workbench, wanted))
    if workbench.cache:
        workbench.cache.add({item.key: item.facts for item in readings if item.fresh})
    rows: dict[str, dict[str, tuple[Row, ...]]] = {each.name: {} for each in workbench.scanners}
    for reading in readings:
        for name, found in reading.facts.items():
            if found:
                rows[name][reading.path] = tuple(found)
    unread = {item.path: item.reason for item in readings if item.reason is not None}
    return Survey(snapshot.base, rows, unread)


def _prepare(scanners: Iterable[Scanner]) -> None:
    """Let scanners import what they need, once for all processes."""
    for scanner in scanners:
        if isinstance(scanner, Preparing):
            scanner.prepare()


def _wanted(snapshot: Snapshot, scanners: Sequence[Scanner]) -> list[tuple[File, int]]:
    """Each regular file that some scanner wants to see, with how many bytes of it, by path."""
    start = len(snapshot.base)
    limits = [scanner.limit for scanner in scanners]
    wanted = []
    for path, file in snapshot.files.items():
        if file.kind is FileKind.REGULAR:
            inner = path[start:]
            limit = max(wish(inner, file.size) for wish in limits) if limits else 0
            if limit > 0:
                wanted.append((file, limit))
    return wanted


def _readings(
    snapshot: Snapshot, workbench: Workbench, wanted: Sequence[tuple[File, int]]
) -> Iterator[_Reading]:
    def read(task: Sequence[tuple[File, int]]) -> list[_Reading]:
        return list(_read(snapshot, workbench, task))

    tasks = [wanted[at : at + _FILES_PER_TASK] for at in range(0, len(wanted), _FILES_PER_TASK)]
    size = sum(min(file.size, limit) for file, limit in wanted)
    processes = workbench.processes if snapshot.tree.shared and size > _WORTH_FORKING else 1
    for readings in _run(read, tasks, processes):
        yield from readings


def _run(
    read: Callable[[Sequence[tuple[File, int]]], list[_Reading]],
    tasks: Sequence[Sequence[tuple[File, int]]],
    processes: int,
) -> Iterable[list[_Reading]]:
    return in_parallel(read, tasks, processes) if processes > 1 else map(read, tasks)


def _read(
    snapshot: Snapshot, workbench: Workbench, task: Sequence[tuple[File, int]]
) -> Iterator[_Reading]:
    lookup = workbench.cache.reader() if workbench.cache else None
    start = len(snapshot.base)
    for file, limit in task:
        inner = file.path[start:]
        key = _key(file.oid, inner) if file.oid else ""
        if key and lookup and (known := lookup(key)) is not None:
            yield _Reading(file.path, known, key)
            continue
        try:
            data = snapshot.tree.read(file, limit)
        except Unreadable as problem:
            yield _Reading(file.path, {}, reason=str(problem))
            continue
        key = key or _key(_object_id(data, file.size), inner)
        if lookup and (known := lookup(key)) is not None:
            yield _Reading(file.path, known, key)
        else:
            yield _Reading(file.path, _scan(workbench.scanners, inner, data, file.size), key, True)


def _scan(scanners: Iterable[Scanner], inner: str, data: bytes, size: int) -> Facts:
    facts: Facts = {}
    for scanner in scanners:
        limit = scanner.limit(inner, size)
        if limit > 0:
            seen = data if len(data) <= limit else data[:limit]
            try:
                found = scanner.scan(inner, seen, size)
            except Exception as problem:
                what = " ".join(f"{type(problem).__name__}: {problem}".split())
                raise ScannerCrash(f"scanner {scanner.name} on {inner}: {what}") from problem
            if found:
                facts[scanner.name] = found
    return facts


def _key(oid: str, inner: str) -> str:
    """A file's place in the cache: facts depend on content and on the path."""
    return f"{oid}:{inner}"


def _object_id(data: bytes, size: int) -> str:
    """Git's object id of the content; of its start where no scanner wanted to see all of it."""
    return hashlib.sha1(b"blob %d\0" % size + data, usedforsecurity=False).hexdigest()
