"""What the scanners said of every file: read once, kept by scanner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..model import Evidence
from .scan import Row


@dataclass(frozen=True, slots=True)
class Survey(Evidence):
    """The rows of each scanner, by file.

    ``base`` is the folder under judgement, relative to the top level and with a trailing ``/``
    (empty for the top level itself). ``rows`` maps scanner name → path → rows; paths are relative
    to the top level and sorted; files without rows are absent.
    """

    base: str
    rows: Mapping[str, Mapping[str, tuple[Row, ...]]]

    def of(self, scanner: str) -> Iterator[tuple[str, tuple[Row, ...]]]:
        """Each file that a scanner read facts from, with the facts."""
        yield from self.rows.get(scanner, {}).items()

    def inner(self, path: str) -> str:
        """The path relative to the folder under judgement: what decides its scope."""
        return path.removeprefix(self.base)
