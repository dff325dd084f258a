"""A place in the repository."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A file, and where in it.

    ``path`` is relative to the git top level (to PATH where there is no git), with ``/``.
    ``line``, ``column`` and ``end_line`` count from 1; ``end_line`` is inclusive.
    """

    path: str
    line: int = 1
    column: int | None = None
    end_line: int | None = None

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"
