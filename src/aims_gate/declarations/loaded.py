"""Declarations as they were read: what they say, where each part stands, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from ..model import Location
from ..repository.yaml_tree import Key
from .globs import matches
from .problem import Problem
from .reading import Source

if TYPE_CHECKING:  # pydantic is slow to import and not needed to hold what it made
    from .manifest import Dataset, Exclusion, Manifest, Model, Supplier, System
    from .policy import GatePolicy

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """One declared thing, and where it is declared."""

    value: T
    source: Source
    keys: tuple[Key, ...]

    @property
    def folder(self) -> str:
        """The folder its paths are relative to, from the top; ``""`` for the top itself."""
        return self.source.folder

    @property
    def location(self) -> Location:
        """Where it is declared."""
        return self.locate()

    def locate(self, *keys: Key) -> Location:
        """Where a value of it stands, or its nearest ancestor: ``entry.locate("oversight")``."""
        return self.source.locate(*self.keys, *keys)

    def resolve(self, path: str) -> str:
        """A path or reference it names, from the top and without the anchor."""
        return self.source.resolve(path)

    def covers(self, pattern: str, path: str) -> bool:
        """Whether a pattern it names covers a path that is given from the top."""
        if not self.folder:
            return matches(pattern, path)
        below = path.removeprefix(f"{self.folder}/")
        return below != path and matches(pattern, below)


@dataclass(frozen=True, slots=True)
class ManifestFile:
    """One valid manifest."""

    source: Source
    manifest: Manifest

    @property
    def path(self) -> str:
        """Where it lies, from the top."""
        return self.source.path

    @property
    def folder(self) -> str:
        """The folder it rules, from the top; ``""`` for the top itself."""
        return self.source.folder

    def locate(self, *keys: Key) -> Location:
        """Where a value of it stands, or its nearest ancestor: ``locate("systems", 0, "id")``."""
        return self.source.locate(*keys)


@dataclass(frozen=True, slots=True)
class LoadedManifest:
    """The manifest of a repository with those it includes.

    ``files`` holds the valid ones, the outermost first. Without a file at ``path`` there are
    neither files nor problems; with problems, what is there must not be relied on.
    """

    path: str
    exists: bool
    files: tuple[ManifestFile, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def manifest(self) -> Manifest | None:
        """The outermost manifest; ``None`` if there is none or anything is wrong with any."""
        return self.files[0].manifest if self.files and not self.problems else None

    @property
    def is_valid(self) -> bool:
        """Whether there is a manifest and nothing is wrong with it or those it includes."""
        return self.manifest is not None

    @property
    def systems(self) -> tuple[Entry[System], ...]:
        """The systems of all manifests."""
        return tuple(
            Entry(value, file.source, ("systems", index))
            for file in self.files
            for index, value in enumerate(file.manifest.systems)
        )

    @property
    def models(self) -> tuple[Entry[Model], ...]:
        """The models of all manifests."""
        return tuple(
            Entry(value, file.source, ("models", index))
            for file in self.files
            for index, value in enumerate(file.manifest.models)
        )

    @property
    def datasets(self) -> tuple[Entry[Dataset], ...]:
        """The datasets of all manifests."""
        return tuple(
            Entry(value, file.source, ("datasets", index))
            for file in self.files
            for index, value in enumerate(file.manifest.datasets)
        )

    @property
    def suppliers(self) -> tuple[Entry[Supplier], ...]:
        """The suppliers of all manifests."""
        return tuple(
            Entry(value, file.source, ("suppliers", index))
            for file in self.files
            for index, value in enumerate(file.manifest.suppliers)
        )

    @property
    def exclusions(self) -> tuple[Entry[Exclusion], ...]:
        """What nobody needs to declare, of all manifests."""
        return tuple(
            Entry(value, file.source, ("exclude", index))
            for file in self.files
            for index, value in enumerate(file.manifest.exclude)
        )

    def ruling(self, path: str) -> ManifestFile | None:
        """The manifest that rules a path, given from the top: that of the nearest folder."""
        ruling = [
            file for file in self.files if not file.folder or path.startswith(f"{file.folder}/")
        ]
        return max(ruling, key=lambda file: len(file.folder), default=None)

    def locate(self, *keys: Key) -> Location:
        """Where a value of the outermost manifest stands, or its nearest ancestor."""
        return self.files[0].locate(*keys) if self.files else Location(self.path)


@dataclass(frozen=True, slots=True)
class LoadedPolicy:
    """The gate policy as it was read.

    Without a file at ``path`` there is neither policy nor problem, and the defaults hold.
    ``digest`` is ``"sha256:…"`` over the bytes of the file. ``parent`` is the policy that it builds
    on, which is part of ``policy`` already.
    """

    path: str
    policy: GatePolicy | None = None
    problems: tuple[Problem, ...] = ()
    digest: str | None = None
    source: Source | None = None
    parent: GatePolicy | None = None

    @property
    def exists(self) -> bool:
        """Whether there is such a file."""
        return self.digest is not None

    def locate(self, *keys: Key) -> Location:
        """Where a value stands, or its nearest ancestor: ``locate("checks", "ignore")``."""
        return self.source.locate(*keys) if self.source else Location(self.path)
