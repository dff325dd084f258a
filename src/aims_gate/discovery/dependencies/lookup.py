"""How the name of a package is looked up among the libraries that are known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from ..knowledge.families import Library

Lookup: TypeAlias = Callable[[str], Library | None]


def by_name(known: Mapping[str, Library]) -> Lookup:
    """Look a name up as it is."""
    return known.get


def by_start(known: Mapping[str, Library], separators: str) -> Lookup:
    """Look a name up with ever fewer of its parts."""

    def look_up(name: str) -> Library | None:
        while name:
            if library := known.get(name):
                return library
            cut = max(name.rfind(separator) for separator in separators)
            name = name[:cut] if cut > 0 else ""
        return None

    return look_up
