"""The skeleton of every kind of governance document, as ``init --governance`` writes it.

A skeleton is a file ``<kind>.yaml`` or ``<kind>.md`` in this folder: short, commented, with
``OPEN: …`` wherever only people can say what belongs there, so that unfilled it satisfies nothing.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from ...declarations.records import KINDS, Nature
from ...evidence.text import fold

_LEAST_LINE: Final = 20  # characters: shorter lines are alike by chance


MOST_UNFILLED: Final = 0.25
"""The share of a document that may stand as the skeleton has it, before it counts as unfilled."""


@cache
def skeleton(kind: str) -> str:
    """The text of a new document of this kind."""
    suffix = "md" if KINDS[kind].nature is Nature.PROSE else "yaml"
    return (files(__package__) / f"{kind}.{suffix}").read_text(encoding="utf-8")


def share_of_skeleton(kind: str, text: str) -> float:
    """How much of a text still stands as the skeleton has it: 0.0 to 1.0, counted in lines.

    Comments, keys alone and short lines are left out, since every document shares them.
    """
    lines = _telling(text)
    if not lines:
        return 0.0
    shipped = set(_telling(skeleton(kind)))
    return sum(line in shipped for line in lines) / len(lines)


def _telling(text: str) -> list[str]:
    stripped = (line.strip() for line in text.splitlines())
    return [
        fold(line)
        for line in stripped
        if len(line) >= _LEAST_LINE and not line.startswith("#") and not line.endswith(":")
    ]
