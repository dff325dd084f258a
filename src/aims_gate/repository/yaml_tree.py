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

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from .yaml_composer import Composer, Key, Mark, Yaml
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
    "read_front_matter",
    "read_yaml",
    "read_yaml_documents",
]

MAX_BYTES: Final = 1 << 20
MAX_DEPTH: Final = 64
MAX_NODES: Final = 250_000
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
    _marks: dict[int, dict[Key, Mark]] = field(repr=False)
    _written: dict[tuple[int, Key], str] = field(repr=False)

    def position(self, *path: Key) -> Position | None:
        """Where the value at ``path`` starts; ``None`` if there is none."""
        if not path:
            return self.start
        mark = self._mark(path)
        return Position(mark[0], mark[1]) if mark else None

    def key_position(self, *path: Key) -> Position | None:
        """Where the key of the value at ``path`` starts; for list entries that of the value."""
        if not path:
            return self.start
        mark = self._mark(path)
        return Position(mark[2], mark[3]) if mark else None

    def nearest(self, *path: Key) -> Position:
        """Where the key at ``path`` starts or, if it is absent, that of its nearest ancestor."""
        value: Any = self.data
        found: Mark | None = None
        for key in path:
            mark = self._marks.get(id(value), {}).get(key)
            if mark is None:
                break
            found, value = mark, value[key]
        return Position(found[2], found[3]) if found else self.start

    def written(self, *path: Key) -> str | None:
        """A number, boolean or null as it is written (``2.10``); ``None`` for anything else."""
        holder = self._value(path[:-1]) if path else None
        return self._written.get((id(holder), path[-1])) if path else None

    def _mark(self, path: tuple[Key, ...]) -> Mark | None:
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


@lru_cache(maxsize=1024)
def read_front_matter(source: bytes) -> YamlTree | None:
    """Read the front matter of a document: once, for several rooms ask for that of one file.

    ``None`` if it is not valid YAML, or more than one YAML document.
    """
    try:
        return read_yaml(source)
    except YamlProblem:
        return None


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

    composer = Composer(yaml, max_depth, max_nodes)
    events = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    try:
        for event in events:
            composer.take(event)
            if composer.finished:
                yield YamlTree(*composer.finished.pop())
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
