"""Governance documents as they were read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeVar

from ..loaded import Entry
from ..problem import Problem

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Filed(Entry[T]):
    """One governance document: what it says, where each part stands, and its prose if any.

    ``base`` is the folder its references are relative to (``""`` or with a trailing ``/``);
    ``prose`` is the whole text of a Markdown file, else ``None``.
    """

    base: str = ""
    prose: str | None = field(default=None, repr=False)

    @property
    def path(self) -> str:
        """Where the file lies, from the top."""
        return self.source.path

    def resolve(self, path: str) -> str:
        """A path or reference it names, from the top and without the anchor."""
        parts = (part for part in path.partition("#")[0].split("/") if part not in ("", "."))
        return self.base + "/".join(parts)


@dataclass(frozen=True, slots=True)
class LoadedRecords:
    """Every governance document of a repository, by kind.

    ``problems`` lists what is wrong; ``invalid`` holds the first problem of every kind of which a
    file is invalid: what is there of that kind must not be relied on. ``blank`` lists files that
    lie where documents do and hold nothing.
    """

    by_kind: Mapping[str, tuple[Filed[Any], ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    problems: tuple[Problem, ...] = ()
    invalid: Mapping[str, Problem] = field(default_factory=lambda: MappingProxyType({}))
    blank: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file that was read, valid or not."""
        valid = {filed.path for files in self.by_kind.values() for filed in files}
        return tuple(sorted(valid | {problem.path for problem in self.problems}))
