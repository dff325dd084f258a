"""How wide text is on a terminal: counted in columns, which are not characters.

Ideographs and emoji take two columns, combining marks none, and several code points may make one
sign. The tables of Unicode for that come from wcwidth, which is imported only for such text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ONE_COLUMN_EACH = re.compile(r"[\x20-\x7e\xa0-\xac\xae-\u02ff\u2010-\u2027\u2190-\u21ff]*\Z")

_ELLIPSIS = 3
"""The columns of an ellipsis where it has to be written as three dots."""


def columns(text: str) -> int:
    """The columns that visible text takes."""
    if _ONE_COLUMN_EACH.match(text):
        return len(text)
    from wcwidth import wcswidth

    return max(wcswidth(text), 0)


def cut(text: str, limit: int) -> str:
    """Cut visible text to at most ``limit`` columns, which ends with an ellipsis."""
    return text if columns(text) <= limit else _start(text, limit - _ELLIPSIS).rstrip() + "…"


def wrapped(text: str, limit: int) -> Iterator[str]:
    """Lines of at most ``limit`` columns, broken at spaces.

    A word that is longer than that stays whole, so that a path can be copied; only text of wide
    characters, which is written without spaces, is broken between them.
    """
    line = ""
    for word in text.split():
        if line and columns(line) + 1 + columns(word) <= limit:
            line += f" {word}"
            continue
        if line:
            yield line
        line = word
        while columns(line) > limit and columns(line) > len(line):
            first = _start(line, limit) or line[:1]
            yield first
            line = line[len(first) :]
    if line:
        yield line


def _start(text: str, limit: int) -> str:
    """As many whole signs from the start as take at most ``limit`` columns."""
    if _ONE_COLUMN_EACH.match(text):
        return text[:limit]
    from wcwidth import iter_graphemes

    kept = ""
    for sign in iter_graphemes(text):
        limit -= columns(sign)
        if limit < 0:
            break
        kept += sign
    return kept
