"""Governance documents as they were read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from ...model import Location
from ..loaded import Entry
from ..problem import Problem
from .texts import Text, texts_in

T = TypeVar("T")


@dataclass(frozen=True)  # without slots: what it states is gathered once
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

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every text that it states as data, in its order."""
        return texts_in(self.value)

    def resolve(self, path: str) -> str:
        """A path or reference it names, from the top and without the anchor."""
        parts = (part for part in path.partition("#")[0].split("/") if part not in ("", "."))
        return self.base + "/".join(parts)

    def listed(self, name: str) -> Iterator[Listed[Any]]:
        """The entries of one of its lists, each with its place."""
        for index, value in enumerate(getattr(self.value, name)):
            yield Listed(self, name, index, value)


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """One entry of a list in a governance document, such as one incident of a register."""

    filed: Filed[Any]
    name: str
    index: int
    value: T

    def at(self, *keys: str | int) -> Location:
        """Where a part of it stands; its id, unless told which."""
        return self.filed.locate(self.name, self.index, *(keys or ("id",)))


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
