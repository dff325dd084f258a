"""Parser events to plain data, with the place of every value.

A run reads thousands of values, most of them plain text under a key: what these take is written
out in one place, and makes no object but the mark that is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite
from typing import Any, NamedTuple, TypeAlias

from .yaml_source import Position, YamlProblem

Yaml: TypeAlias = "bool | int | float | str | list[Yaml] | dict[str, Yaml] | None"
"""What a YAML document holds."""

Key: TypeAlias = str | int
"""One step into a document: the key of a mapping, or the index in a list (from 0)."""

Mark: TypeAlias = tuple[int, int, int, int]
"""Line and column of a value, then those of its key; for list entries those of the value again."""

_CHARACTERS_A_NODE = 64  # long text counts as several nodes, so that aliases cannot multiply it
_LONGEST_NUMBER = 100  # characters
_MOST_PROBLEMS = 100

_INTEGER = re.compile(r"[-+]?[0-9]+")
_OCTAL_OR_HEX = re.compile(r"0(?:o[0-7]+|x[0-9a-fA-F]+)")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_STARTS_NO_TEXT = frozenset("-+.0123456789tTfFnN~")
_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_CORE = "tag:yaml.org,2002:"
_MERGE = "<<"


class Composed(NamedTuple):
    """What a document came to: the parts of a tree."""

    data: Yaml
    start: Position
    problems: tuple[YamlProblem, ...]
    marks: dict[int, dict[Key, Mark]]
    """By the id of the mapping or list, which lives as long as the data."""
    written: dict[tuple[int, Key], str]
    """Values that are no text, as they are written: by the id of what holds them, and key."""


@dataclass(slots=True)
class _Anchored:
    """What an alias may stand for."""

    value: Yaml
    written: str | None
    size: int = 1
    height: int = 0
    is_open: bool = False


class _Open:
    """A mapping or list whose end has not come yet."""

    __slots__ = (
        *("anchored", "container", "entries", "height", "key", "key_at", "keys", "marks"),
        *("merged", "merges", "nodes_before"),
    )

    def __init__(
        self,
        container: list[Yaml] | dict[str, Yaml],
        marks: dict[int, dict[Key, Mark]],
        anchored: _Anchored | None,
        nodes_before: int,
    ) -> None:
        self.container = container
        self.entries = container if isinstance(container, list) else None
        self.keys = container if isinstance(container, dict) else {}
        self.marks: dict[Key, Mark] = {}
        marks[id(container)] = self.marks
        self.anchored = anchored
        self.nodes_before = nodes_before
        self.height = 1
        self.key: str | None = None
        """The key whose value comes next."""
        self.key_at = (0, 0)
        self.merges = False
        """Whether that key is a plain ``<<``."""
        self.merged: list[tuple[Yaml, Position]] = []


class Composer:
    """Builds documents out of parser events; those that are whole are in ``finished``."""

    def __init__(self, events: Any, max_depth: int, max_nodes: int) -> None:
        """Build from the events of a module like ``yaml``, within bounds."""
        self.finished: list[Composed] = []
        self._max_depth = max_depth
        self._max_nodes = max_nodes
        self._nodes = 0
        self._begin()
        self._takers: dict[type[Any], Callable[[Any], None]] = {
            events.ScalarEvent: self._scalar,
            events.MappingStartEvent: self._mapping,
            events.SequenceStartEvent: self._sequence,
            events.MappingEndEvent: self._end,
            events.SequenceEndEvent: self._end,
            events.AliasEvent: self._alias,
            events.DocumentStartEvent: lambda event: self._begin(),
            events.DocumentEndEvent: lambda event: self._finish(),
        }

    def take(self, event: Any) -> None:
        """Build on with the next event; raises :class:`YamlProblem` at a bound."""
        if taker := self._takers.get(type(event)):
            taker(event)

    def _begin(self) -> None:
        self._stack: list[_Open] = []
        self._top: _Open | None = None
        self._anchors: dict[str, _Anchored] = {}
        self._marks: dict[int, dict[Key, Mark]] = {}
        self._written: dict[tuple[int, Key], str] = {}
        self._problems: list[YamlProblem] = []
        self._root: Yaml = None
        self._start = Position(1, 1)
        self._kept: list[Yaml] = []

    def _finish(self) -> None:
        found = Composed(self._root, self._start, tuple(self._problems), self._marks, self._written)
        self.finished.append(found)

    def _count(self, more: int, line: int, column: int) -> None:
        self._nodes += more
        if self._nodes > self._max_nodes:
            message = f"the file holds over {self._max_nodes} values, aliases expanded"
            raise YamlProblem(line, column, f"{message}: the rest is not read")

    def _complain(self, line: int, column: int, message: str) -> None:
        if len(self._problems) < _MOST_PROBLEMS:
            self._problems.append(YamlProblem(line, column, message))

    def _check_depth(self, depth: int, line: int, column: int) -> None:
        if depth > self._max_depth:
            message = f"the nesting is deeper than {self._max_depth} levels"
            raise YamlProblem(line, column, message)

    def _scalar(self, event: Any) -> None:
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        text: str = event.value
        size = 1 + len(text) // _CHARACTERS_A_NODE
        self._count(size, line, column)
        tag, plain = event.tag, event.implicit[0]
        value: Yaml
        if tag is None and plain:
            value = text if text and text[0] not in _STARTS_NO_TEXT else _plain(text)
        elif tag is None or tag == "!":
            value = text
        else:
            value = self._tagged(tag, text, line, column)
        said, written = (value, None) if isinstance(value, str) else (text, text)
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(value, written, size)
        parent = self._top
        if parent is not None and parent.entries is None and parent.key is None:
            parent.key = said
            parent.key_at = (line, column)
            parent.merges = plain and text == _MERGE
        else:
            self._attach(value, line, column, written)

    def _tagged(self, tag: str, text: str, line: int, column: int) -> Yaml:
        kind = tag.removeprefix(_CORE)
        plain = _plain(text)
        fits = {
            "str": True,
            "timestamp": True,
            "int": type(plain) is int,
            "float": type(plain) in (int, float),
            "bool": type(plain) is bool,
            "null": plain is None,
        }.get(kind)
        if fits is None:
            self._complain(line, column, _unknown_tag(tag))
            return plain
        if not fits:
            self._complain(line, column, f"the value does not fit its tag '!!{kind}'")
        if kind in ("str", "timestamp"):
            return text
        return float(plain) if kind == "float" and type(plain) is int else plain

    def _mapping(self, event: Any) -> None:
        self._open(event, {}, "map")

    def _sequence(self, event: Any) -> None:
        self._open(event, [], "seq")

    def _open(self, event: Any, container: list[Yaml] | dict[str, Yaml], kind: str) -> None:
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        self._check_depth(len(self._stack) + 1, line, column)
        if event.tag not in (None, "!", _CORE + kind):
            self._complain(line, column, _unknown_tag(event.tag))
        nodes_before = self._nodes
        self._count(1, line, column)
        anchored = None
        if event.anchor:
            anchored = self._anchors[event.anchor] = _Anchored(container, None, is_open=True)
        self._attach(container, line, column)
        self._top = _Open(container, self._marks, anchored, nodes_before)
        self._stack.append(self._top)

    def _end(self, event: Any) -> None:
        ended = self._stack.pop()
        for value, at in ended.merged:
            self._merge(ended, value, at)
        if ended.anchored:
            ended.anchored.is_open = False
            ended.anchored.size = self._nodes - ended.nodes_before
            ended.anchored.height = ended.height
        self._top = parent = self._stack[-1] if self._stack else None
        if parent is not None and parent.height <= ended.height:
            parent.height = ended.height + 1

    def _alias(self, event: Any) -> None:
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        anchored = self._anchors.get(event.anchor)
        if anchored is None:
            message = f"the alias '*{event.anchor}' has no anchor before it"
            raise YamlProblem(line, column, message)
        if anchored.is_open:
            message = f"the alias '*{event.anchor}' stands inside its own anchor"
            raise YamlProblem(line, column, message)
        self._count(anchored.size, line, column)
        self._check_depth(len(self._stack) + anchored.height, line, column)
        if self._top is not None:
            self._top.height = max(self._top.height, anchored.height + 1)
        self._attach(anchored.value, line, column, anchored.written)

    def _attach(self, value: Yaml, line: int, column: int, written: str | None = None) -> None:
        """Put a value where it belongs: root, list entry, key, or value of the pending key.

        ``written`` is the scalar as it is written, where the value is no text.
        """
        parent = self._top
        if parent is None:
            self._root, self._start = value, Position(line, column)
            return
        if parent.entries is not None:
            key: Key = len(parent.entries)
            parent.entries.append(value)
            parent.marks[key] = (line, column, line, column)
        elif parent.key is None:
            self._await(parent, value, line, column, written)
            return
        elif parent.merges:
            parent.key, parent.merges = None, False
            # Not part of the data: kept alive so that ids of containers stay unique.
            self._kept.append(value)
            parent.merged.append((value, Position(line, column)))
            return
        else:
            key, parent.key = parent.key, None
            if key in parent.marks:
                self._refuse_twice(parent, key)
            parent.keys[key] = value
            parent.marks[key] = (line, column, *parent.key_at)
        if written is not None:
            self._written[id(parent.container), key] = written

    def _await(
        self, parent: _Open, value: Yaml, line: int, column: int, written: str | None
    ) -> None:
        """Take an alias as a key, and refuse what is none."""
        if isinstance(value, (list, dict)):
            message = "a key must be text (put a value that starts with { or [ in quotes)"
            raise YamlProblem(line, column, message)
        parent.key = value if isinstance(value, str) else written or ""
        parent.key_at = (line, column)

    def _refuse_twice(self, parent: _Open, key: str) -> None:
        self._kept.append(parent.keys[key])
        message = f"the key '{key}' is given twice (first at line {parent.marks[key][2]})"
        self._complain(*parent.key_at, message)
        self._written.pop((id(parent.container), key), None)

    def _merge(self, into: _Open, value: Yaml, at: Position) -> None:
        """Give the mapping the keys it lacks of the mapping, or the mappings, it merges."""
        container = into.keys
        sources = value if isinstance(value, list) else [value]
        for source in sources:
            if not isinstance(source, dict):
                message = "'<<' merges a mapping or a list of mappings, and this is neither"
                self._complain(*at, message)
                continue
            for key, inherited in source.items():
                if key not in container:
                    container[key] = inherited
                    into.marks[key] = self._marks[id(source)][key]
                    if (written := self._written.get((id(source), key))) is not None:
                        self._written[id(container), key] = written


def _unknown_tag(tag: str) -> str:
    return f"the tag '{tag.replace(_CORE, '!!', 1)}' is not supported: write plain values"


def _plain(text: str) -> Yaml:
    """What a scalar without quotes and tag means."""
    if text and text[0] not in _STARTS_NO_TEXT:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if len(text) > _LONGEST_NUMBER:
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if _OCTAL_OR_HEX.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text):
        number = float(text)
        return number if isfinite(number) else text
    return text
