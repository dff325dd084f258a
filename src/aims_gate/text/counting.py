"""Numbers of things, in words."""

from __future__ import annotations

import re
from typing import Final

_CONSONANT_AND_Y: Final = re.compile(r"(?<![aeiou])y$")


def counted(number: int, noun: str) -> str:
    """A number with its noun: ``1 finding``, ``1,200 findings``, ``2 entries``."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {_CONSONANT_AND_Y.sub('ie', noun)}s"
