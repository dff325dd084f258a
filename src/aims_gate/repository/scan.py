"""How facts are read from files: one file at a time, without knowing of any other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeAlias, runtime_checkable

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | dict[str, Json] | None"
Row: TypeAlias = dict[str, Json]
"""One fact, as JSON can hold it: what a scanner says goes through caches and processes."""


class Scanner(Protocol):
    """Reads facts from single files.

    A scanner is a pure function of path and bytes, so that its answers can be cached by content
    and computed in worker processes. It never opens a file, never raises for what the bytes are,
    and takes time linear in their number.
    """

    @property
    def name(self) -> str:
        """Under which name its rows are kept."""

    @property
    def version(self) -> str:
        """Changes whenever the same bytes may give other rows; old cached answers then lapse."""

    def limit(self, path: str, size: int) -> int:
        """How many bytes of the file it wants to see, from the start; 0 for none of it."""

    def scan(self, path: str, data: bytes, size: int) -> list[Row]:
        """Read the facts of one file.

        ``path`` is relative to the folder under judgement; ``data`` is the start of the file and
        may be shorter than ``size`` bytes, its whole length. No facts: an empty list.
        """


@runtime_checkable
class Preparing(Protocol):
    """A scanner that has something to import before it reads.

    It works without: then the first file it reads pays. ``prepare`` is called only where files
    will surely be read, and before processes are forked, so that it is paid once.
    """

    def prepare(self) -> None:
        """Import what reading takes."""
