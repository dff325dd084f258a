"""Whether a text in a field says anything, and whether it only repeats another."""

from __future__ import annotations

import re

from ..evidence.substance import blanks, weight
from ..evidence.text import fold
from ..portfolio import LEFT_OPEN

_SAYS_NOTHING = frozenset(
    "tbd todo tba tbc none n/a na unknown somebody someone person role owner name xxx yyy abc test "
    "foo bar lorem ipsum example placeholder insert pending later".split()
)
_WAITING = frozenset("tbd todo tba tbc fixme xxx placeholder".split())
_DUMMY = re.compile(r"\bexample\.(?:com|org|net)\b|\blorem ipsum\b", re.IGNORECASE)
_LEAST_SHARED = 0.8


def is_open(text: str | None) -> bool:
    """Whether a value is left open: absent, marked ``OPEN:``, or a placeholder."""
    if text is None or not text.strip() or text.strip().startswith(LEFT_OPEN):
        return True
    folded = fold(text)
    if text.strip(" .!?").casefold() in _SAYS_NOTHING:  # folding takes ``n/a`` for two words
        return True
    return not folded or all(word in _SAYS_NOTHING for word in folded.split()) or blanks(text) > 0


def is_marked_open(text: str) -> bool:
    """Whether a value itself says that it waits: ``OPEN:``, ``TBD``, a slot of a template."""
    stripped = text.strip()
    if stripped.startswith(LEFT_OPEN) or blanks(text) > 0:
        return True
    return fold(stripped) in _WAITING or _DUMMY.search(stripped) is not None


def said(text: str | None, *, words: int = 1) -> bool:
    """Whether a text is filled in and holds at least so many words of substance."""
    if text is None or is_open(text):
        return False
    return words <= 1 or weight(text) >= words


def echoes(text: str, other: str) -> bool:
    """Whether a text says hardly more than another one does: nearly the same words."""
    mine, theirs = set(fold(text).split()), set(fold(other).split())
    if not mine or not theirs:
        return False
    return len(mine & theirs) / len(mine) >= _LEAST_SHARED and len(mine - theirs) <= 2
