"""The outline of a text beside what recognition made of it: whoever needs it reads no text anew."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, cast

from ..repository.scan import Row
from .outline import Outline, Part, Table


@dataclass(frozen=True)  # without slots: made into an outline once, and only if it is asked for
class KeptOutline:
    """An outline as caches and processes can carry it, with a digest of the text it is of."""

    row: Row = field(repr=False)

    @classmethod
    def of(cls, outline: Outline, text: str) -> KeptOutline:
        """Keep the outline of a text in prose."""
        return cls(
            {
                "of": _digest(text),
                "title": [outline.title, outline.title_line],
                "lead": [outline.lead, outline.lead_line],
                "lines": [outline.lines, outline.front_lines],
                "parts": [
                    [part.heading, part.level, part.line, part.text] for part in outline.parts
                ],
                "tables": [[table.line, table.header, table.rows] for table in outline.tables],
                "front": dict(outline.front),
            }
        )

    def if_of(self, text: str) -> Outline | None:
        """The outline, if it is that of this very text."""
        return self._outline if self.row["of"] == _digest(text) else None

    @cached_property
    def _outline(self) -> Outline:
        row = cast("dict[str, Any]", self.row)
        (title, title_line), (lead, lead_line) = row["title"], row["lead"]
        lines, front_lines = row["lines"]
        return Outline(
            title=title,
            title_line=title_line,
            lead=lead,
            lead_line=lead_line,
            lines=lines,
            front_lines=front_lines,
            parts=tuple(Part(*part) for part in row["parts"]),
            tables=tuple(
                Table(line, tuple(header), tuple(map(tuple, rows)))
                for line, header, rows in row["tables"]
            ),
            front=MappingProxyType({name: tuple(each) for name, each in row["front"].items()}),
        )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
