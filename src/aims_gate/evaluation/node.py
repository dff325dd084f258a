"""Read values of a file by strangers: each with its line, and what is wrong in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from math import isfinite

from ..declarations.problem import shown
from ..declarations.reading import Source, kind_of
from ..model import Location
from ..repository.yaml_tree import Key, Yaml
from .report import Flaw

MOST_FLAWS = 20
"""How many defects of one report are listed."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HEX = {32: "md5", 40: "sha1", 64: "sha256"}
_DIGEST = re.compile(r"(?:(md5|sha1|sha256):)?([0-9a-f]{32,64})")


@dataclass(frozen=True, slots=True)
class Node:
    """A value in a file, and the list of what was found wrong so far."""

    source: Source
    value: Yaml
    keys: tuple[Key, ...] = ()
    flaws: list[Flaw] = field(default_factory=list)

    @property
    def at(self) -> Location:
        """Where it stands."""
        return self.source.locate(*self.keys)

    def refuse(self, message: str, fix: str) -> None:
        """Note that it cannot be used."""
        if len(self.flaws) < MOST_FLAWS:
            self.flaws.append(Flaw(message, self.at, fix))

    def get(self, key: str) -> Node | None:
        """The value under a key, if there is one."""
        if isinstance(self.value, dict) and self.value.get(key) is not None:
            return self._below(key, self.value[key])
        return None

    def first(self, *keys: str) -> Node | None:
        """The value under the first of these keys that there is."""
        return next((found for key in keys if (found := self.get(key))), None)

    def entries(self) -> Iterator[Node]:
        """The entries of a list."""
        if isinstance(self.value, list):
            for index, value in enumerate(self.value):
                yield self._below(index, value)

    def items(self) -> Iterator[tuple[str, Node]]:
        """The keys and values of a mapping."""
        if isinstance(self.value, dict):
            for key, value in self.value.items():
                yield key, self._below(key, value)

    def text(self, key: str) -> str:
        """A text below; a number or boolean as it is written; empty if there is none."""
        found = self.get(key)
        if found is None or isinstance(found.value, (list, dict)):
            return ""
        return (self.source.tree.written(*found.keys) or str(found.value)).strip()

    def texts(self, key: str) -> Iterator[tuple[str, Location]]:
        """The texts below a key, each with its place: one, or a list of them."""
        found = self.get(key)
        if found is None:
            return
        nodes = found.entries() if isinstance(found.value, list) else iter((found,))
        for node in nodes:
            if isinstance(node.value, (str, int, float)) and not isinstance(node.value, bool):
                written = self.source.tree.written(*node.keys)
                yield (written or str(node.value)).strip(), node.at

    def number(self, what: str) -> float | None:
        """The value as a number that can be compared; ``what`` is how a message names it."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            said = shown(value) if isinstance(value, str) else kind_of(value)
            self.refuse(f"{what} is {said}, which is no number", "write the number measured")
            return None
        try:
            number = float(value)
        except OverflowError:
            number = float("inf")
        if not isfinite(number):
            self.refuse(f"{what} is too large to be a measurement", "write the number measured")
            return None
        return number

    def count(self, what: str) -> int | None:
        """The value as a number of things."""
        if isinstance(self.value, bool) or not isinstance(self.value, int) or self.value < 0:
            said = shown(self.value) if isinstance(self.value, str) else kind_of(self.value)
            if isinstance(self.value, (int, float)) and not isinstance(self.value, bool):
                said = str(self.value)
            self.refuse(f"{what} is {said}, which is no count", "write a whole number")
            return None
        return self.value

    def day(self, what: str) -> date | None:
        """The value as a day: ``2026-09-14``, with or without a time behind it."""
        found = _DAY.match(self.value) if isinstance(self.value, str) else None
        try:
            if found:
                return date.fromisoformat(found[0])
        except ValueError:
            pass  # a 31st of February is no day either
        self.refuse(f"{what} is no day", "write year-month-day, as in 2026-09-14")
        return None

    def pointed(self, pointer: str) -> Node | None:
        """The value at a JSON pointer (RFC 6901)."""
        found: Node | None = self
        for part in pointer.split("/")[1:]:
            key = part.replace("~1", "/").replace("~0", "~")
            if found is None:
                return None
            if isinstance(found.value, list):
                index = int(key) if key.isdecimal() and len(key) <= 6 else -1
                inside = 0 <= index < len(found.value)
                found = found._below(index, found.value[index]) if inside else None
            else:
                found = found.get(key)
        return found

    def _below(self, key: Key, value: Yaml) -> Node:
        return Node(self.source, value, (*self.keys, key), self.flaws)


def as_digest(text: str) -> str:
    """A digest with its algorithm, ``sha256:…``; empty if the text is none."""
    found = _DIGEST.fullmatch(text.strip().lower())
    if not found:
        return ""
    algorithm = _HEX.get(len(found[2]), "")
    return f"{algorithm}:{found[2]}" if algorithm and found[1] in (None, algorithm) else ""
