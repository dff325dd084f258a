"""What a field of a declaration means beyond its type; read by whoever follows references."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refers:
    """The value names something: ``person``, ``risk``, ``control`` …, or a ``place`` (a path)."""

    kind: str


@dataclass(frozen=True, slots=True)
class Defines:
    """The value is the id under which others name this thing."""

    kind: str


@dataclass(frozen=True, slots=True)
class Past:
    """The value is the day of something that has happened, so it cannot lie ahead."""


Marker = Refers | Defines | Past
