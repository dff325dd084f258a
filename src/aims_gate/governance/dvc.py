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
from ..repository import FileKind, Snapshot
from ..repository.yaml_tree import Key, Yaml, YamlProblem, YamlTree, read_yaml
from .datasets import LARGEST_HASHED, DataRecord

_LIMIT = 1 << 20
_LOCK = "dvc.lock"


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
        data = self.snapshot.get(path, file.size + 1)
        return None if data is None else hashlib.md5(data, usedforsecurity=False).hexdigest()


def tracked(snapshot: Snapshot) -> Tracked:
    """Read the files of DVC."""
    marks: dict[str, list[Mark]] = {}
    unreadable: dict[str, str] = {}
    for path, file in snapshot.files.items():
        name = path.rpartition("/")[2]
        if file.kind is not FileKind.REGULAR or not (name.endswith(".dvc") or name == _LOCK):
            continue
        if name == ".dvc":
            continue
        try:
            tree = read_yaml(snapshot.get(path, _LIMIT) or b"")
        except YamlProblem as problem:
            unreadable[path] = str(problem)
            continue
        folder = path[: len(path) - len(name)]
        for below, md5, line in _outs(tree, is_lock=name == _LOCK):
            marks.setdefault(folder + below, []).append(Mark(md5, Location(path, line)))
    return Tracked(snapshot, {path: tuple(found) for path, found in marks.items()}, unreadable)


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
