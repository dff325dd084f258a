"""What was left open in a document, and what is said again and again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from ..declarations.records import Filed
from ..evidence.substance import blanks
from ..evidence.text import fold
from ..model import Location
from ..portfolio import LEFT_OPEN
from .wording import is_marked_open

if TYPE_CHECKING:
    from pydantic import BaseModel

_LEAST_WORDS = 6
_LEAST_TIMES = 3
_MARK = re.compile(
    r"\b(?:TODO|TBD|TBC|FIXME)\b|\blorem ipsum\b|\bexample\.(?:com|org|net)\b|"
    r"\b(?:YYYY|yyyy)-(?:MM|mm)-(?:DD|dd)\b|\bOPEN:"
)


@dataclass(frozen=True, slots=True)
class Value:
    """A text in a document: by which keys, where, and what it says."""

    keys: tuple[str | int, ...]
    at: Location
    text: str

    @property
    def name(self) -> str:
        """How a message calls it: ``risks[0].description``."""
        words = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in self.keys)
        return words.removeprefix(".")


def texts_of(filed: Filed[Any]) -> Iterator[Value]:
    """Every text that a document states as data."""
    for keys, text in _texts(filed.value, ()):
        yield Value(keys, filed.locate(*keys), text)


def open_values(filed: Filed[Any]) -> list[Value]:
    """The values that still wait for somebody to fill them in."""
    return [value for value in texts_of(filed) if is_marked_open(value.text)]


def open_lines(text: str, *, after: int = 0) -> Iterator[tuple[int, str]]:
    """The lines of a Markdown text, after line ``after``, with a placeholder: number and mark."""
    fenced = False
    for number, line in enumerate(text.splitlines(), start=1):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if fenced or number <= after:
            continue
        if found := _MARK.search(line):
            yield number, found[0]
        elif ("{{" in line or "[" in line or "<" in line) and blanks(line[:2000]):
            yield number, " ".join(line.split())[:60]


def repeated(filed: Filed[Any]) -> Iterator[list[Value]]:
    """Sentences that stand where each place asks for one of its own.

    One sentence is an answer to too much if three different questions get it, or most rows of a
    list of three or more. Names in lists are no answers.
    """
    groups: dict[str, list[Value]] = {}
    rows: Counter[str] = Counter()
    for value in texts_of(filed):
        if isinstance(value.keys[-1], int) or value.text.startswith(LEFT_OPEN):
            continue
        rows[_question(value)] += 1
        if len(value.text.split()) >= _LEAST_WORDS:
            groups.setdefault(fold(value.text), []).append(value)
    for group in groups.values():
        asked = Counter(_question(value) for value in group)
        question, times = asked.most_common(1)[0]
        if len(asked) >= _LEAST_TIMES or (times >= _LEAST_TIMES and times * 2 > rows[question]):
            yield group


def _question(value: Value) -> str:
    """Which question a value answers: its keys without the numbers of rows."""
    return ".".join(key for key in value.keys if isinstance(key, str))


def _texts(value: Any, keys: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        if not isinstance(value, Enum):
            yield keys, value
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from _texts(each, (*keys, index))
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _texts(each, (*keys, key))
    elif hasattr(type(value), "model_fields"):
        yield from _fields(value, keys)


def _fields(model: BaseModel, keys: tuple[str | int, ...]) -> Iterator[Any]:
    for name in type(model).model_fields:
        yield from _texts(getattr(model, name), (*keys, name))
