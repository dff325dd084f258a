"""The scanners of this room, in the order in which their facts are put together.

What reads is imported when the first file is read: a run that knows every file from the cache has
no need of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from ..repository.scan import Row, Scanner
from . import wanted

Reader: TypeAlias = Callable[[str, bytes, int], list[Row]]
"""Path, start of the file and its whole size in bytes → rows."""


@dataclass(frozen=True, slots=True)
class RoomScanner:
    """Lets a room read the files that it wants; ``reader`` imports it."""

    name: str
    version: str
    wants: Callable[[str, int], int] = field(repr=False)
    reader: Callable[[], Reader] = field(repr=False)

    def limit(self, path: str, size: int) -> int:
        """How many bytes of the file the room wants to see."""
        return self.wants(path, size)

    def prepare(self) -> None:
        """Import what reading takes."""
        self.reader()

    def scan(self, path: str, data: bytes, size: int) -> list[Row]:
        """Read the AI facts of one file."""
        return self.reader()(path, data, size)


def _dependencies() -> Reader:
    from .dependencies.reading import read

    return read


def _python() -> Reader:
    from .python.reading import read

    return read


def _sources() -> Reader:
    from .sources import read

    return read


def _queries() -> Reader:
    from .queries import read

    return read


def _configuration() -> Reader:
    from .configuration import read

    return read


def _weights() -> Reader:
    from .weights.reading import read

    return read


def _prompts() -> Reader:
    from .prompts import read

    return read


def _documents() -> Reader:
    from .documents import read

    return read


SCANNERS: tuple[Scanner, ...] = (
    RoomScanner("discovery-dependencies", "1", wanted.dependencies, _dependencies),
    RoomScanner("discovery-python", "1", wanted.python, _python),
    RoomScanner("discovery-sources", "1", wanted.sources, _sources),
    RoomScanner("discovery-queries", "1", wanted.queries, _queries),
    RoomScanner("discovery-configuration", "1", wanted.configuration, _configuration),
    RoomScanner("discovery-weights", "1", wanted.weights, _weights),
    RoomScanner("discovery-prompts", "1", wanted.prompts, _prompts),
    RoomScanner("discovery-documents", "1", wanted.documents, _documents),
)
