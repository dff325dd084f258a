"""A text as its outline: headings, run-ins and labels, each with the text under it.

Every carrier (Markdown, YAML, a notebook …) is read into this one shape; what the words mean is
told later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

RUN_IN = 7
"""The level of a bold line that stands for a heading (``**Intended use**``)."""
ITEM = 8
"""The level of a bold label with its text on the same line, or in a list (``**Users:** …``)."""
LABEL = 9
"""The level of a plain label: ``Licence: MIT``, or the first cell of a two-column table."""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and the text directly under it, up to the next part of any level.

    ``level`` is 1 to 6 for headings, else :data:`RUN_IN`,
    :data:`ITEM` or :data:`LABEL`. ``text`` holds neither
    comments nor program code.
    """

    heading: str
    level: int
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the line of its header, the header's cells, and its rows."""

    line: int
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def columns(self) -> tuple[Part, ...]:
        """Each column as a part: its header over its cells, one a line."""
        return tuple(
            Part(
                name,
                1,
                self.line,
                "\n".join(row[at] for row in self.rows if at < len(row) and row[at]),
            )
            for at, name in enumerate(self.header)
        )


@dataclass(frozen=True)  # without slots: every form of evidence asks for the same counts
class Outline:
    """The parts of a text in order; the first holds what stands before any heading.

    ``title`` is what the text calls itself, and ``title_line`` where; ``lead`` is a short first
    line before any heading, which may be the title instead. ``front`` holds front
    matter or the scalar values of a data file by key. ``lines`` is the number of lines.
    ``structured`` says that the carrier is data (YAML, JSON, CSV) rather than prose.
    """

    title: str
    title_line: int
    parts: tuple[Part, ...]
    lines: int
    lead: str = ""
    lead_line: int = 1
    front: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    front_lines: int = 0
    tables: tuple[Table, ...] = ()
    structured: bool = False

    @cached_property
    def words(self) -> int:
        """How many words the text has under its headings."""
        return sum(len(part.text.split()) for part in self.parts)

    @cached_property
    def dominant(self) -> tuple[str, ...]:
        """Which of the first three headings stand over most of the text, as its title does.

        ``## Datasheet`` with a link under it, in a text on something else, names that link.
        """
        return tuple(
            part.heading
            for index, part in enumerate(self.parts[1:4], start=1)
            if part.level <= 2 and part.heading and self._heads_most(index)
        )

    def _heads_most(self, index: int) -> bool:
        if self.parts[index].level == 1:
            return True
        under = self.parts[index : self.end(index)]
        return sum(len(part.text.split()) for part in under) * 2 >= self.words

    def end(self, index: int) -> int:
        """The index after the last part that belongs under part ``index``."""
        level = self.parts[index].level
        after = index + 1
        while after < len(self.parts) and self.parts[after].level > level:
            after += 1
        return after

    def end_line(self, index: int) -> int:
        """The last line of part ``index`` with everything under it."""
        after = self.end(index)
        last = self.parts[after].line - 1 if after < len(self.parts) else self.lines
        return max(self.parts[index].line, last)

    def moved(self, lines: Sequence[int], total: int) -> Outline:
        """The same outline in a file where line ``n`` of this one is line ``lines[n - 1]``."""

        def place(line: int) -> int:
            return lines[line - 1] if 0 < line <= len(lines) else total

        return replace(
            self,
            title_line=place(self.title_line),
            lead_line=place(self.lead_line),
            parts=tuple(replace(part, line=place(part.line)) for part in self.parts),
            tables=tuple(replace(table, line=place(table.line)) for table in self.tables),
            lines=total,
        )


def is_numeric(table: Table) -> bool:
    """Whether a table mostly holds figures."""
    cells = [cell for row in table.rows[:50] for cell in row[1:] if cell]
    return bool(cells) and sum(1 for c in cells if any(x.isdigit() for x in c)) * 2 >= len(cells)
