"""What the terminal, if there is one, can show: columns, colours and characters."""

from __future__ import annotations

import codecs
import errno
import os
import shutil
import sys
from typing import Final, TextIO

USUAL_WIDTH: Final = 80
_WIDEST: Final = 120
"""Longer lines are hard to read, whatever there is room for."""

_AS_ASCII: Final = {"…": "...", "→": "->", "–": "-", "—": "-", "“": '"', "”": '"', "’": "'"}
"""What our own texts hold beyond ASCII, for those who cannot be shown it."""

_ERRORS: Final = "aims-gate"
_GONE: Final = (errno.EPIPE, errno.EINVAL)
"""What writing to a pipe that nobody reads gives: on Windows it is an invalid argument."""


def width() -> int:
    """The columns to write for: those of the terminal or of ``COLUMNS``, within reason."""
    return min(shutil.get_terminal_size((USUAL_WIDTH, 24)).columns, _WIDEST)


def color() -> bool:
    """Whether to colour standard output.

    ``NO_COLOR`` forbids it (https://no-color.org), ``FORCE_COLOR`` asks for it
    (https://force-color.org); without either it is done on a terminal that is not dumb.
    """
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return is_terminal(sys.stdout)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a stream goes to a terminal on which more can be done than to add lines."""
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def accept_any_text() -> None:
    """Let the standard streams take any text, whatever their encoding: of a Windows code page too.

    A symbol that it lacks is replaced by one that means the same, and any other character is
    spelt out, so that no name is lost.
    """
    codecs.register_error(_ERRORS, _spelt_out)
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):  # a stand-in may have none
            reconfigure(errors=_ERRORS)


def _spelt_out(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    text = problem.object[problem.start : problem.end]
    shown = (
        _AS_ASCII.get(each) or each.encode("ascii", "backslashreplace").decode() for each in text
    )
    return "".join(shown), problem.end


def is_gone(problem: OSError) -> bool:
    """Whether writing failed because whoever read has gone, as after ``| head``."""
    return problem.errno in _GONE


def let_go_of_output() -> None:
    """Write to standard output no more: what is left in it would fail again at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
