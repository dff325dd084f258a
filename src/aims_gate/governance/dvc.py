"""What DVC says of data: the files that stand for them, and the lock of its pipeline.

Formats: https://dvc.org/doc/user-guide/project-structure/dvc-files and
https://dvc.org/doc/user-guide/project-structure/dvcyaml-files#dvclock-file. Both give the MD5 of
what they track; the ``.dir`` of a folder's is that of a list of its files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..model import Evidence, Location
from ..repository import FileKind, Snapshot, Unreadable
from ..repository.yaml_tree import Key, Yaml, YamlProblem, YamlTree, read_yaml
from .datasets import LARGEST_HASHED, DataRecord, DataRecords

_LIMIT = 1 << 20
_LOCK = "dvc.lock"
_MOST_LOCKS = 50


@dataclass(frozen=True, slots=True)
class Mark:
    """The MD5 that a file of DVC gives for a path, and where it stands."""

    md5: str
    at: Location


@dataclass(frozen=True, slots=True)
class TrackingProblem:
    """Something that DVC and the declaration, or two files of DVC, do not agree on."""

    message: str
    at: Location
    key: str


@dataclass(frozen=True, slots=True)
class Tracked(Evidence):
    """What DVC tracks: the marks of each path, in ``.dvc`` files and locks."""

    snapshot: Snapshot = field(repr=False)
    marks: Mapping[str, tuple[Mark, ...]]
    unreadable: Mapping[str, str]

    def problems_of(self, record: DataRecord) -> Iterator[TrackingProblem]:
        """Where the files of DVC are broken, differ, or say something else than the bytes do."""
        if record.entry is None:
            return
        value = record.entry.value
        at = record.locate("dvc") if value.dvc else record.locate("path")
        pointer = record.entry.resolve(value.dvc) if value.dvc else ""
        if pointer and pointer not in self.snapshot.files:
            yield TrackingProblem(f"its DVC file {pointer} does not exist", at, "absent")
            return
        if pointer in self.unreadable:
            message = f"{pointer} is no file of DVC: {self.unreadable[pointer]}"
            yield TrackingProblem(message, at, "broken")
            return
        path = record.entry.resolve(value.path) if value.path else pointer.removesuffix(".dvc")
        yield from self._disagreeing(path)

    def _disagreeing(self, path: str) -> Iterator[TrackingProblem]:
        marks = self.marks.get(path, ())
        if not marks:
            return
        first, own = marks[0], self._md5(path)
        for mark in marks[1:]:
            if mark.md5 != first.md5:
                message = (
                    f"{mark.at.path} gives MD5 {mark.md5[:12]} for {path}, "
                    f"{first.at.path} gives {first.md5[:12]}"
                )
                yield TrackingProblem(message, mark.at, f"marks:{mark.at.path}")
        if own is not None and own != first.md5:
            message = f"{first.at.path} gives MD5 {first.md5[:12]}, {path} has {own[:12]}"
            yield TrackingProblem(message, first.at, "bytes")

    def _md5(self, path: str) -> str | None:
        file = self.snapshot.files.get(path)
        if file is None or file.kind is not FileKind.REGULAR or file.size > LARGEST_HASHED:
            return None
        digest = hashlib.md5(usedforsecurity=False)
        try:
            for data in self.snapshot.tree.chunks(file):
                digest.update(data)
        except Unreadable:
            return None
        return digest.hexdigest()


def tracked(snapshot: Snapshot, records: DataRecords) -> Tracked:
    """Read the files of DVC that speak of declared datasets."""
    marks: dict[str, list[Mark]] = {}
    unreadable: dict[str, str] = {}
    for path in _files(snapshot, records):
        name = path.rpartition("/")[2]
        try:
            tree = read_yaml(snapshot.get(path, _LIMIT) or b"")
        except YamlProblem as problem:
            unreadable[path] = str(problem)
            continue
        folder = path[: len(path) - len(name)]
        for below, md5, line in _outs(tree, is_lock=name == _LOCK):
            marks.setdefault(folder + below, []).append(Mark(md5, Location(path, line)))
    return Tracked(snapshot, {path: tuple(found) for path, found in marks.items()}, unreadable)


def _files(snapshot: Snapshot, records: DataRecords) -> list[str]:
    """The pointers of declared datasets and the locks: reading all of many would take long."""
    wanted = set()
    for record in records:
        if record.entry is not None:
            value = record.entry.value
            wanted |= {record.entry.resolve(each) for each in (value.dvc,) if each}
            wanted |= {f"{record.entry.resolve(each)}.dvc" for each in (value.path,) if each}
    locks = [path for path in snapshot.files if path.rpartition("/")[2] == _LOCK] if wanted else []
    found = sorted(wanted.intersection(snapshot.files)) + locks[:_MOST_LOCKS]
    return [path for path in found if snapshot.files[path].kind is FileKind.REGULAR]


def _outs(tree: YamlTree, *, is_lock: bool) -> Iterator[tuple[str, str, int]]:
    """Each path with its MD5 and the line that gives it."""
    for stage, keys in _stages(tree.data, is_lock=is_lock):
        for kind in ("deps", "outs") if is_lock else ("outs",):
            entries = stage.get(kind)
            for index, entry in enumerate(entries if isinstance(entries, list) else ()):
                if not isinstance(entry, dict):
                    continue
                below, at = entry.get("path"), (*keys, kind, index, "md5")
                md5 = entry.get("md5")
                if not isinstance(md5, str):
                    md5 = tree.written(*at)  # digits alone look like a number
                if isinstance(below, str) and md5 and ".." not in below:
                    yield below, md5.removesuffix(".dir"), tree.nearest(*at).line


def _stages(data: Yaml, *, is_lock: bool) -> Iterator[tuple[dict[str, Yaml], tuple[Key, ...]]]:
    """The mappings that list what is tracked, with their keys: the file itself, or its stages."""
    if not isinstance(data, dict):
        return
    if not is_lock:
        yield data, ()
        return
    stages = data.get("stages")
    for name, stage in stages.items() if isinstance(stages, dict) else ():
        if isinstance(stage, dict):
            yield stage, ("stages", name)
