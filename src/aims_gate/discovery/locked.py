"""What lock files say of the libraries of a project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .facts import Fact
from .wanted import is_manifest

_ECOSYSTEMS = {
    "package.json": "npm",
    "cargo.toml": "cargo",
    "go.mod": "golang",
    "packages.config": "nuget",
    "directory.packages.props": "nuget",
    "directory.build.props": "nuget",
    "cmakelists.txt": "c++",
    "package.swift": "swift",
    "pubspec.yaml": "pub",
    "pubspec.yml": "pub",
    "description": "cran",
    "project.toml": "julia",
    "action.yml": "github",
    "action.yaml": "github",
}
_ENDS = {
    ".csproj": "nuget",
    ".fsproj": "nuget",
    ".vbproj": "nuget",
    ".cmake": "c++",
    ".sbt": "maven",
}


@dataclass(frozen=True, slots=True)
class Locks:
    """Locked versions of libraries by folder, and the folders with manifests by ecosystem."""

    versions: Mapping[tuple[str, str], Mapping[str, str]]
    """Ecosystem and name → folder → version."""

    declaring: frozenset[tuple[str, str]]
    """Ecosystem and folder of each manifest."""

    @classmethod
    def of(cls, facts: Iterable[Fact], files: Iterable[str]) -> Locks:
        """Gather what is locked; the manifests only where there is a lock file."""
        versions: dict[tuple[str, str], dict[str, str]] = {}
        for fact in facts:
            if fact.kind == "locked":
                key = str(fact.row["ecosystem"]), str(fact.row["name"])
                folder = fact.at.path.rpartition("/")[0]
                versions.setdefault(key, {}).setdefault(folder, str(fact.row["locked"]))
        if not versions:
            return cls({}, frozenset())
        manifests = (path.rpartition("/") for path in files if is_manifest(path))
        return cls(versions, frozenset((_ecosystem(name), folder) for folder, _, name in manifests))

    def is_choice(self, fact: Fact) -> bool:
        """Whether a locked library has no manifest beside it that would tell who wants it."""
        folder = fact.at.path.rpartition("/")[0]
        return (str(fact.row["ecosystem"]), folder) not in self.declaring

    def version(self, ecosystem: str, name: str, path: str) -> str | None:
        """The version locked for a file: by the nearest folder above it, or the only one."""
        found = self.versions.get((ecosystem, name))
        if not found:
            return None
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            folder = folder.rpartition("/")[0]
        if folder in found:
            return found[folder]
        distinct = set(found.values())
        return distinct.pop() if len(distinct) == 1 else None


def _ecosystem(name: str) -> str:
    known = _ECOSYSTEMS.get(name.lower())
    if known is None:
        known = next((each for end, each in _ENDS.items() if name.lower().endswith(end)), "pypi")
    return known
