"""Read YAML that strangers wrote: plain data, with the line and column of every value.

The reader is safe (it builds nothing but text, numbers, booleans, null, lists and dictionaries),
bounded (bytes, depth, nodes after aliases are expanded) and iterative, and it takes events from
libyaml one at a time, so that a megabyte of ``[`` ends at the depth bound.

Which scalar means what follows the core schema of YAML 1.2, with three choices of our own:

- ``true`` and ``false`` (also ``True``, ``TRUE``, …) are booleans; ``yes``, ``no``, ``on`` and
  ``off`` are text;
- dates stay text as they are written; ``.inf``, ``.nan`` and numbers of over 100 characters too,
  so that all data can be written as JSON;
- keys are always text as written: the keys of ``{1: a, on: b, null: c}`` are ``"1"``, ``"on"``
  and ``"null"``. A key that is a list or a mapping is a problem.

Merge keys (``<<: *base``) are followed. Tags other than those of the core schema are not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from .yaml_source import Position, YamlProblem, checked_text

if TYPE_CHECKING:
    import yaml

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_NODES",
    "Key",
    "Position",
    "Yaml",
    "YamlProblem",
    "YamlTree",
    "read_yaml",
    "read_yaml_documents",
]

Yaml: TypeAlias = "bool | int | float | str | list[Yaml] | dict[str, Yaml] | None"
"""What a YAML document holds."""

Key: TypeAlias = str | int
"""One step into a document: the key of a mapping, or the index in a list (from 0)."""

MAX_BYTES: Final = 1 << 20
MAX_DEPTH: Final = 64
MAX_NODES: Final = 250_000
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
_ADVICE = {
    "mapping values are not allowed in this context": (
        "a value that holds ': ' must be in quotes, or the indentation is not what it seems"
    ),
    "found character that cannot start any token": (
        "indent with spaces, not tabs, and put a value that starts with @ or ` in quotes"
    ),
    "found unknown escape character": "in double quotes a backslash must be doubled",
    "could not find expected ':'": "a key needs a colon and a space after it",
    "did not find expected key": "keys of one mapping must be indented alike",
    "did not find expected <document start>": "text after the document must belong to it",
    "found undefined tag handle": "put a value that starts with ! in quotes",
}


class _Mark(NamedTuple):
    """Where the value of a mapping or list entry stands, and where its key does."""

    value: Position
    key: Position


@dataclass(frozen=True, slots=True)
class YamlTree:
    """One YAML document and where its parts stand.

    ``data`` is ``None`` for an empty document. A value that is used through an alias is shared,
    not copied: treat it as read-only. ``problems`` holds what is wrong without making the
    document unreadable: keys given twice (the last one counts) and unknown tags (the value is read
    as if it had none); at most 100 are listed. Whoever needs to be strict refuses a tree that has
    any.
    """

    data: Yaml
    start: Position
    problems: tuple[YamlProblem, ...]
    _marks: dict[int, dict[Key, _Mark]] = field(repr=False)
    _written: dict[tuple[int, Key], str] = field(repr=False)

    def position(self, *path: Key) -> Position | None:
        """Where the value at ``path`` starts; ``None`` if there is none."""
        mark = self._mark(path)
        return mark and mark.value

    def key_position(self, *path: Key) -> Position | None:
        """Where the key of the value at ``path`` starts; for list entries that of the value."""
        mark = self._mark(path)
        return mark and mark.key

    def nearest(self, *path: Key) -> Position:
        """Where the key at ``path`` starts or, if it is absent, that of its nearest ancestor."""
        for length in range(len(path), 0, -1):
            if mark := self._mark(path[:length]):
                return mark.key
        return self.start

    def written(self, *path: Key) -> str | None:
        """A number, boolean or null as it is written (``2.10``); ``None`` for anything else."""
        holder = self._value(path[:-1]) if path else None
        return self._written.get((id(holder), path[-1])) if path else None

    def _mark(self, path: tuple[Key, ...]) -> _Mark | None:
        if not path:
            return _Mark(self.start, self.start)
        return self._marks.get(id(self._value(path[:-1])), {}).get(path[-1])

    def _value(self, path: tuple[Key, ...]) -> Yaml:
        """The value at ``path``; ``None`` also where there is none, which no mark is kept for."""
        value = self.data
        for key in path:
            if isinstance(value, dict) and isinstance(key, str):
                value = value.get(key)
            elif isinstance(value, list) and isinstance(key, int) and 0 <= key < len(value):
                value = value[key]
            else:
                return None
        return value


def read_yaml(
    source: str | bytes,
    *,
    only_first: bool = False,
    max_bytes: int = MAX_BYTES,
    max_depth: int = MAX_DEPTH,
    max_nodes: int = MAX_NODES,
) -> YamlTree:
    """Read a text that holds one YAML document.

    A text without any document gives a tree whose data is ``None``. With ``only_first`` reading
    stops at the end of the first document, whatever follows. Bytes must be UTF-8, with or without
    a byte order mark. Raises :class:`YamlProblem`, and nothing else, for whatever cannot be read
    within the bounds.
    """
    documents = _documents(source, max_bytes, max_depth, max_nodes)
    first = next(documents, None)
    if first is None:
        return YamlTree(None, Position(1, 1), (), {}, {})
    if not only_first and (second := next(documents, None)):
        raise YamlProblem(
            *second.start, "a second document starts here: only one is expected in this file"
        )
    return first


def read_yaml_documents(
    source: str | bytes,
    *,
    max_bytes: int = MAX_BYTES,
    max_depth: int = MAX_DEPTH,
    max_nodes: int = MAX_NODES,
) -> list[YamlTree]:
    """Read a text that holds any number of YAML documents; otherwise as :func:`read_yaml`.

    ``max_nodes`` bounds all documents together.
    """
    return list(_documents(source, max_bytes, max_depth, max_nodes))


def _documents(
    source: str | bytes, max_bytes: int, max_depth: int, max_nodes: int
) -> Iterator[YamlTree]:
    text = checked_text(source, max_bytes)
    import yaml  # only a run that has YAML to read pays for it

    composer = _Composer(yaml, max_depth, max_nodes)
    events = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    try:
        for event in events:
            composer.take(event)
            if composer.finished:
                yield composer.finished.pop()
    except yaml.MarkedYAMLError as problem:
        raise _syntax_problem(problem) from None
    except (yaml.YAMLError, ValueError) as problem:
        message = f"this is not YAML: {' '.join(str(problem).split())}"
        raise YamlProblem(1, 1, message) from None


def _syntax_problem(problem: yaml.MarkedYAMLError) -> YamlProblem:
    mark = problem.problem_mark or problem.context_mark
    what = problem.problem or problem.context or "it cannot be parsed"
    advice = next((text for start, text in _ADVICE.items() if what.startswith(start)), None)
    message = f"this is not valid YAML: {what}" + (f" ({advice})" if advice else "")
    return YamlProblem(mark.line + 1 if mark else 1, mark.column + 1 if mark else 1, message)


class _Node(NamedTuple):
    """A value as it goes into its parent."""

    value: Yaml
    at: Position
    written: str | None = None
    """The scalar as it is written, where the value is no text."""
    merges: bool = False
    """Whether it is a plain ``<<``, which as a key merges."""


@dataclass(slots=True)
class _Anchored:
    """What an alias may stand for."""

    value: Yaml
    written: str | None
    size: int = 1
    height: int = 0
    is_open: bool = False


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not come yet."""

    container: list[Yaml] | dict[str, Yaml]
    marks: dict[Key, _Mark]
    anchored: _Anchored | None
    nodes_before: int
    height: int = 1
    key: _Node | None = None
    merged: list[tuple[Yaml, Position]] = field(default_factory=list)


class _Composer:
    """Builds documents out of parser events."""

    def __init__(self, events: Any, max_depth: int, max_nodes: int) -> None:
        self.finished: list[YamlTree] = []
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
        self._anchors: dict[str, _Anchored] = {}
        self._marks: dict[int, dict[Key, _Mark]] = {}
        self._written: dict[tuple[int, Key], str] = {}
        self._problems: list[YamlProblem] = []
        self._root = _Node(None, Position(1, 1))
        self._kept: list[Yaml] = []

    def _finish(self) -> None:
        self.finished.append(
            YamlTree(
                self._root.value,
                self._root.at,
                tuple(self._problems),
                self._marks,
                self._written,
            )
        )

    def _count(self, more: int, at: Position) -> None:
        self._nodes += more
        if self._nodes > self._max_nodes:
            message = f"the file holds over {self._max_nodes} values, aliases expanded"
            raise YamlProblem(*at, f"{message}: the rest is not read")

    def _complain(self, at: Position, message: str) -> None:
        if len(self._problems) < _MOST_PROBLEMS:
            self._problems.append(YamlProblem(*at, message))

    def _check_depth(self, depth: int, at: Position) -> None:
        if depth > self._max_depth:
            raise YamlProblem(*at, f"the nesting is deeper than {self._max_depth} levels")

    def _scalar(self, event: Any) -> None:
        at = _start(event)
        text: str = event.value
        self._count(1 + len(text) // _CHARACTERS_A_NODE, at)
        plain = event.implicit[0]
        if event.tag is None or event.tag == "!":
            value = _plain(text) if plain and event.tag is None else text
        else:
            value = self._tagged(event.tag, text, at)
        node = _Node(value, at, None if isinstance(value, str) else text, plain and text == _MERGE)
        if event.anchor:
            size = 1 + len(text) // _CHARACTERS_A_NODE
            self._anchors[event.anchor] = _Anchored(value, node.written, size)
        self._attach(node)

    def _tagged(self, tag: str, text: str, at: Position) -> Yaml:
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
            self._complain(at, _unknown_tag(tag))
            return plain
        if not fits:
            self._complain(at, f"the value does not fit its tag '!!{kind}'")
        if kind in ("str", "timestamp"):
            return text
        return float(plain) if kind == "float" and type(plain) is int else plain

    def _mapping(self, event: Any) -> None:
        self._open(event, {}, "map")

    def _sequence(self, event: Any) -> None:
        self._open(event, [], "seq")

    def _open(self, event: Any, container: list[Yaml] | dict[str, Yaml], kind: str) -> None:
        at = _start(event)
        self._check_depth(len(self._stack) + 1, at)
        if event.tag not in (None, "!", _CORE + kind):
            self._complain(at, _unknown_tag(event.tag))
        nodes_before = self._nodes
        self._count(1, at)
        anchored = None
        if event.anchor:
            anchored = self._anchors[event.anchor] = _Anchored(container, None, is_open=True)
        self._attach(_Node(container, at))
        marks = self._marks[id(container)] = {}
        self._stack.append(_Open(container, marks, anchored, nodes_before))

    def _end(self, event: Any) -> None:
        ended = self._stack.pop()
        for value, at in ended.merged:
            self._merge(ended, value, at)
        if ended.anchored:
            ended.anchored.is_open = False
            ended.anchored.size = self._nodes - ended.nodes_before
            ended.anchored.height = ended.height
        if self._stack:
            parent = self._stack[-1]
            parent.height = max(parent.height, ended.height + 1)

    def _alias(self, event: Any) -> None:
        at = _start(event)
        anchored = self._anchors.get(event.anchor)
        if anchored is None:
            raise YamlProblem(*at, f"the alias '*{event.anchor}' has no anchor before it")
        if anchored.is_open:
            raise YamlProblem(*at, f"the alias '*{event.anchor}' stands inside its own anchor")
        self._count(anchored.size, at)
        self._check_depth(len(self._stack) + anchored.height, at)
        if self._stack:
            parent = self._stack[-1]
            parent.height = max(parent.height, anchored.height + 1)
        self._attach(_Node(anchored.value, at, anchored.written))

    def _attach(self, node: _Node) -> None:
        """Put a node where it belongs: root, list entry, key, or value of the pending key."""
        if not self._stack:
            self._root = node
            return
        parent = self._stack[-1]
        if isinstance(parent.container, list):
            index = len(parent.container)
            parent.container.append(node.value)
            self._note(parent, index, node, node.at)
        elif parent.key is None:
            if isinstance(node.value, (list, dict)):
                raise YamlProblem(
                    *node.at, "a key must be text (put a value that starts with { or [ in quotes)"
                )
            parent.key = node
        elif parent.key.merges:
            parent.key = None
            # Not part of the data: kept alive so that ids of containers stay unique.
            self._kept.append(node.value)
            parent.merged.append((node.value, node.at))
        else:
            self._put(parent, parent.container, parent.key, node)
            parent.key = None

    def _put(self, parent: _Open, container: dict[str, Yaml], key_node: _Node, node: _Node) -> None:
        key = key_node.value if isinstance(key_node.value, str) else key_node.written or ""
        if first := parent.marks.get(key):
            self._kept.append(container[key])
            message = f"the key '{key}' is given twice (first at line {first.key.line})"
            self._complain(key_node.at, message)
        container[key] = node.value
        self._written.pop((id(container), key), None)
        self._note(parent, key, node, key_node.at)

    def _note(self, parent: _Open, key: Key, node: _Node, key_at: Position) -> None:
        parent.marks[key] = _Mark(node.at, key_at)
        if node.written is not None:
            self._written[id(parent.container), key] = node.written

    def _merge(self, into: _Open, value: Yaml, at: Position) -> None:
        """Give the mapping the keys it lacks of the mapping, or the mappings, it merges."""
        container = into.container
        sources = value if isinstance(value, list) else [value]
        for source in sources:
            if not isinstance(source, dict) or not isinstance(container, dict):
                message = "'<<' merges a mapping or a list of mappings, and this is neither"
                self._complain(at, message)
                continue
            for key, inherited in source.items():
                if key not in container:
                    container[key] = inherited
                    into.marks[key] = self._marks[id(source)][key]
                    if (written := self._written.get((id(source), key))) is not None:
                        self._written[id(container), key] = written


def _start(event: Any) -> Position:
    mark = event.start_mark
    return Position(mark.line + 1, mark.column + 1)


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
