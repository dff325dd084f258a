"""Calls that run code hidden in what they load, known by where they were first seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..discovery import Assets, UnsafeLoad
from ..model import Evidence
from ..repository import Snapshot, first_paths
from ..repository.scope import Scope


@dataclass(frozen=True, slots=True)
class UnsafeLoads(Evidence):
    """The unsafe calls of product code, each with the path its file had at first sight."""

    items: tuple[tuple[UnsafeLoad, str], ...] = ()

    def __iter__(self) -> Iterator[tuple[UnsafeLoad, str]]:
        return iter(self.items)


def unsafe_loads(assets: Assets, snapshot: Snapshot) -> UnsafeLoads:
    """Follow the files of unsafe calls through their renames."""
    loads = [load for load in assets.unsafe_loads if load.scope is Scope.PRODUCT]
    first = first_paths(snapshot, {load.at.path for load in loads})
    return UnsafeLoads(tuple((load, first[load.at.path]) for load in loads))
