"""What a field of a declaration means beyond its type; read by whoever follows references."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


class _Silent:
    """Changes nothing about how a value is read; pydantic need not find that out per field."""

    __slots__ = ()

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        """What reads the value that is marked."""
        return handler(source)


@dataclass(frozen=True, slots=True)
class Refers(_Silent):
    """The value names something: ``person``, ``risk``, ``control`` …, or a ``place`` (a path)."""

    kind: str


@dataclass(frozen=True, slots=True)
class Defines(_Silent):
    """The value is the id under which others name this thing."""

    kind: str


@dataclass(frozen=True, slots=True)
class Past(_Silent):
    """The value is the day of something that has happened, so it cannot lie ahead."""


Marker = Refers | Defines | Past
