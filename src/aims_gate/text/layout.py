"""Lines for a terminal: wrapped, perhaps coloured, and harmless to whatever reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum

from .columns import columns, cut, wrapped
from .escaping import one_line, shorten, visible_lines

MIN_WIDTH = 40
MAX_TEXT = 2_000

# What a CI runner obeys in the log of a job: at the start of a line, or anywhere in it.
_COMMAND_AT_START = re.compile(r"\A(\s*(?:\x1b\[[0-9;]*m)*\s*)::")
_COMMAND_ANYWHERE = re.compile(r"##(?=\w*\[)")


class Style(Enum):
    """What a stretch of text is; the value is its ANSI code."""

    STRONG = "1"
    FAINT = "2"
    BAD = "1;31"
    DOUBTFUL = "1;33"
    REMARK = "1;36"
    GOOD = "1;32"


class Page:
    """Collects lines for a terminal of ``width`` columns, with ANSI colours if ``color``."""

    __slots__ = ("_color", "_lines", "_width")

    def __init__(self, width: int, *, color: bool) -> None:
        self._width = max(width, MIN_WIDTH)
        self._color = color
        self._lines: list[str] = []

    def styled(self, text: str, style: Style) -> str:
        """Colour visible text, if there are colours."""
        return f"\x1b[{style.value}m{text}\x1b[0m" if self._color and text else text

    def blank(self) -> None:
        """Leave one blank line, unless there is one."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def line(self, text: str) -> None:
        """Add one line as it is; it must be visible already."""
        self._lines.append(harmless(text.rstrip()))

    @property
    def height(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def heading(self, text: str) -> None:
        """Add text as wrapped lines that all stand out."""
        for line in _within(one_line(text), self._width):
            self.line(self.styled(line, Style.STRONG))

    def text(self, text: str, *, lead: str = "", style: Style | None = None) -> None:
        """Add text as one wrapped paragraph: ``lead`` before the first line, which may be styled.

        Later lines hang below the text.
        """
        self._hang(_within(one_line(text), self._width - columns(lead)), lead, style)

    def names(self, names: Iterable[str], *, lead: str) -> None:
        """Add names one after the other, all of them; each must be visible already."""
        width = self._width - columns(lead)
        self._hang(wrapped(", ".join(names), max(width, MIN_WIDTH // 2)), lead, None)

    def passage(self, text: str, *, lead: str) -> None:
        """Add text whose own line breaks count, each line wrapped."""
        lines = [part for line in visible_lines(text) for part in _kept(line, self._width, lead)]
        self._hang(iter(lines), lead, Style.FAINT)

    def cut(self, text: str, *, lead: str) -> None:
        """Add one line that is cut where the terminal ends."""
        self.line(lead + cut(text, max(self._width - columns(lead), 1)))

    def _hang(self, lines: Iterator[str], lead: str, style: Style | None) -> None:
        label = lead.strip()
        shown = lead.replace(label, self.styled(label, style)) if label and style else lead
        for line in lines:
            self.line(shown + line)
            shown = " " * columns(lead)

    def __str__(self) -> str:
        return "\n".join(self._lines).rstrip("\n") + "\n"


def _within(text: str, width: int) -> Iterator[str]:
    return wrapped(shorten(text, MAX_TEXT), max(width, MIN_WIDTH // 2))


def _kept(line: str, width: int, lead: str) -> Iterator[str]:
    """Wrap one line of a passage, keeping its indentation; a blank line stays one."""
    indent = line[: len(line) - len(line.lstrip())]
    if not line:
        yield ""
    for part in _within(line.lstrip(), width - columns(lead) - len(indent)):
        yield indent + part


def harmless(line: str) -> str:
    r"""Keep a runner from taking a line of its log for a command: ``::`` becomes ``\::``."""
    line = _COMMAND_AT_START.sub(r"\1\\::", line)
    return _COMMAND_ANYWHERE.sub(r"#\\#", line)
