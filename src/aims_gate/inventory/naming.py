"""Ids for things that have none: told from their names, in the pattern of the manifest."""

from __future__ import annotations

import re

_NOT_IN_IDS = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST = 64
_FOR_A_NUMBER = 5  # characters


class Ids:
    """Gives ids that follow from names and are unique: the first comes without a number."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, *names: str) -> str:
        """An id after the first of the names whose id is free; else a number tells it apart."""
        plain = [slug for name in names if (slug := slug_of(name))] or ["unnamed"]
        for slug in plain:
            if slug not in self._taken:
                self._taken.add(slug)
                return slug
        number = 2
        while (numbered := f"{plain[0][: _LONGEST - _FOR_A_NUMBER]}-{number}") in self._taken:
            number += 1
        self._taken.add(numbered)
        return numbered


def slug_of(name: str) -> str:
    """A name in the letters of an id; empty if none of its characters may stand in one."""
    return _NOT_IN_IDS.sub("-", name).strip("-._")[:_LONGEST].rstrip("-._")
