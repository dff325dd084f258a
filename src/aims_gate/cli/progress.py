"""How far a long run has come: one line on standard error, gone when the work is done."""

from __future__ import annotations

import math
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, TextIO

from ..model import Progress, silent
from ..text.escaping import one_line, shorten
from . import terminal

PATIENCE: Final = 0.3
"""Seconds that a run may take before anything is said of it."""
_BETWEEN: Final = 0.1
"""Seconds between two changes of the line."""


@contextmanager
def shown(*, wanted: bool = True) -> Iterator[Progress]:
    """Show how far the work has come, on a terminal and outside of CI, until the block is left."""
    if not wanted or "CI" in os.environ or not terminal.is_terminal(sys.stderr):
        yield silent
        return
    line = _Line(sys.stderr)
    try:
        yield line
    finally:
        line.clear()


class _Line:
    """The last line of a terminal, written over and over with nothing but spaces and returns."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._due = time.monotonic() + PATIENCE
        self._length = 0

    def __call__(self, task: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now < self._due:
            return
        self._due = now + _BETWEEN
        text = f"aims-gate: {one_line(task)}, {done:,} of {total:,}"
        self._write(shorten(text, terminal.width() - 1))

    def clear(self) -> None:
        """Leave the line as it was found, and write no more."""
        self._due = math.inf
        if self._length:
            self._write("")
            self._stream.write("\r")
            self._stream.flush()

    def _write(self, text: str) -> None:
        self._stream.write(f"\r{text:<{self._length}}")
        self._stream.flush()
        self._length = len(text)
