"""Where a Python file is code: told without parsing, in one pass, only when asked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

_REACH = 2000  # how far back a line is looked at: longer lines are data, not code

_TOKEN = re.compile(rb"#[^\n]*|\"\"\"|'''|\"(?:[^\"\\\n]|\\.)*\"?|'(?:[^'\\\n]|\\.)*'?", re.DOTALL)
_BRACKETS = re.compile(
    rb"#[^\n]*|\"\"\"|'''|\"(?:[^\"\\\n]|\\.)*\"?|'(?:[^'\\\n]|\\.)*'?|[\[\](){},]", re.DOTALL
)
_RECEIVER = re.compile(rb"[\w.]+(?:\[[^\]\n]{0,40}\])?$")
_LONG, _SHORT = 6, 4  # bytes of the ends of called names that are kept
_OPENING, _CLOSING = b"([{", b")]}"
_CALL_LIMIT = 8000  # bytes of one call that are read
_TRIPLES = (b'"""', b"'''")


class CallNames(tuple[bytes, ...]):
    """Names of calls, of at least four bytes each, with their ends for a quick look."""

    long: frozenset[bytes]
    short: frozenset[bytes]

    def __new__(cls, names: Iterable[bytes]) -> CallNames:
        """Keep the names in their order."""
        self = super().__new__(cls, names)
        self.long = frozenset(name[-_LONG:] for name in self if len(name) >= _LONG)
        self.short = frozenset(name[-_SHORT:] for name in self if len(name) < _LONG)
        return self


class Source:
    """The bytes of a Python file with answers to "is this code?" and "which line is it?"."""

    __slots__ = ("_counted", "_endings", "_ends", "_short_endings", "_starts", "data", "values")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._starts: list[int] | None = None
        self._ends: list[int] = []
        self._counted = (0, 1)
        self._endings: frozenset[bytes] | None = None
        self._short_endings: frozenset[bytes] = frozenset()
        self.values: dict[bytes, list[tuple[str, int]]] = {}

    def line(self, at: int) -> int:
        """The number of the line, from 1. Cheap if places are asked for in their order."""
        known, line = self._counted
        if at < known:
            line -= self.data.count(b"\n", at, known)
        else:
            line += self.data.count(b"\n", known, at)
        self._counted = (at, line)
        return line

    def line_start(self, at: int) -> int:
        """Where the line begins, or at most 2,000 bytes before ``at``."""
        floor = max(0, at - _REACH)
        found = self.data.rfind(b"\n", floor, at)
        return found + 1 if found >= 0 else floor

    def called(self, names: CallNames) -> list[bytes]:
        """Those of the names that may stand before a ``(``: never wrong about those it leaves out.

        The ends of all names that are called are cut out in one pass over the file.
        """
        if self._endings is None:
            self._endings = frozenset([part[-_LONG:] for part in self.data.split(b"(")])
            self._short_endings = frozenset([part[-_SHORT:] for part in self._endings])
        if self._endings.isdisjoint(names.long) and self._short_endings.isdisjoint(names.short):
            return []
        return [
            name
            for name in names
            if (
                name[-_LONG:] in self._endings
                if len(name) >= _LONG
                else name[-_SHORT:] in self._short_endings
            )
        ]

    def calls(self, name: bytes, most: int = 300) -> Iterator[int]:
        """Where the name is called in code: the places of its first character."""
        token = name + b"("
        at = -1
        for _ in range(most):
            at = self.data.find(token, at + 1)
            if at < 0:
                return
            if self.in_code(at):
                yield at

    def receiver(self, at: int) -> bytes:
        """The dotted name before the place, which is that of a ``.``; empty if there is none.

        Of a call, as in ``Forest(depth=3).fit(…)``, the name of what is called.
        """
        if self.data[at - 1 : at] == b")":
            at = self._call_start(at)
        found = _RECEIVER.search(self.data, max(0, at - 80), at)
        return found[0] if found else b""

    def _call_start(self, end: int) -> int:
        """Where the parenthesis opens that closes just before ``end``; ``end`` if far off."""
        depth = 0
        for place in range(end - 1, max(-1, end - _REACH), -1):
            depth += (self.data[place] == ord(")")) - (self.data[place] == ord("("))
            if depth == 0:
                return place
        return end

    def in_docstring(self, at: int) -> bool:
        """Whether the place lies inside a string in triple quotes."""
        if self._starts is None:
            self._starts, self._ends = _triple_quoted(self.data)
        index = bisect_right(self._starts, at) - 1
        return index >= 0 and at < self._ends[index]

    def in_code(self, at: int) -> bool:
        """Whether the place is code: in no docstring, comment or string on its line.

        The opening quote of a string is code, what follows it is not.
        """
        if self.in_docstring(at):
            return False
        start = self.line_start(at)
        if at - start >= _REACH:
            return False
        prefix = self.data[start:at]
        if b'"' not in prefix and b"'" not in prefix and b"#" not in prefix:
            return True
        index = bisect_right(self._starts or [], at) - 1
        if index >= 0:
            start = max(start, self._ends[index])
        for token in _TOKEN.finditer(self.data, start, at + 1):
            if token.start() < at and token.end() > at:
                return False
        return True

    def arguments(self, opening: int) -> list[bytes] | None:
        """The arguments of the call whose ``(`` is at ``opening``; ``None`` if it never closes."""
        depth = 0
        start = opening + 1
        arguments = []
        data = self.data
        at, limit = opening, min(len(data), opening + _CALL_LIMIT)
        while True:
            token = _BRACKETS.search(data, at, limit)
            if token is None:
                return None
            mark, at = token[0], token.end()
            if mark in _TRIPLES:
                end = data.find(mark, at, limit)
                if end < 0:
                    return None
                at = end + 3
            elif mark in _OPENING:
                depth += 1
            elif mark in _CLOSING:
                depth -= 1
                if depth == 0:
                    if last := data[start : token.start()].strip():
                        arguments.append(last)
                    return arguments
            elif mark == b"," and depth == 1:
                arguments.append(data[start : token.start()].strip())
                start = at


def _triple_quoted(data: bytes) -> tuple[list[int], list[int]]:
    """Starts (after the opening quotes) and ends (before the closing ones) of such strings."""
    starts: list[int] = []
    ends: list[int] = []
    upcoming = {quotes: data.find(quotes) for quotes in _TRIPLES}
    at = 0
    while True:
        for quotes, found in upcoming.items():
            if 0 <= found < at:
                upcoming[quotes] = data.find(quotes, at)
        opening = min((found for found in upcoming.values() if found >= 0), default=-1)
        if opening < 0:
            return starts, ends
        if (after := _end_of_token_over(data, at, opening)) is not None:
            at = after
            continue
        quotes = data[opening : opening + 3]
        closing = _closing(data, quotes, opening + 3)
        starts.append(opening + 3)
        ends.append(closing)
        at = closing + 3


def _end_of_token_over(data: bytes, floor: int, opening: int) -> int | None:
    """Where a comment or one-line string that holds the quotes ends; ``None`` if none does."""
    start = max(floor, data.rfind(b"\n", max(floor, opening - _REACH), opening) + 1)
    start = max(start, opening - _REACH)
    prefix = data[start:opening]
    if b'"' not in prefix and b"'" not in prefix and b"#" not in prefix:
        return None
    at = start
    while token := _TOKEN.search(data, at, opening + _REACH):
        if token.start() >= opening:
            return None
        if token.end() > opening:
            return token.end()
        at = token.end()
    return None


def _closing(data: bytes, quotes: bytes, start: int) -> int:
    """Where the closing quotes begin; the end of the file if there are none."""
    while (found := data.find(quotes, start)) >= 0:
        before = found
        while before > start and data[before - 1 : before] == b"\\":
            before -= 1
        if (found - before) % 2 == 0:
            return found
        start = found + 1
    return len(data)
