"""What is wrong with a declaration, in words for the person who wrote it."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from ..model import Location

MOST_PROBLEMS: Final = 100
"""How many problems of one declaration are listed."""

_MOST_CANDIDATES: Final = 200  # comparing is slow: beyond this nobody gets a suggestion
_LONGEST_WORD: Final = 100  # characters
_LONGEST_SHOWN: Final = 60  # characters


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A defect of one file.

    ``line`` and ``column`` count from 1; ``pointer`` is a JSON pointer to the value (``""`` for
    the whole file); ``message`` stands for itself; ``fix`` says what to do.
    """

    path: str
    line: int
    column: int
    pointer: str
    message: str
    fix: str

    @property
    def location(self) -> Location:
        """Where it is."""
        return Location(self.path, self.line, self.column)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


def listed(problems: Iterable[Problem], path: str) -> tuple[Problem, ...]:
    """The problems in the order of the files, each once, and not more than a person can use."""
    distinct = sorted(set(problems))
    if len(distinct) <= MOST_PROBLEMS:
        return tuple(distinct)
    message = f"there are more problems than the {MOST_PROBLEMS} that are listed"
    return (*distinct[:MOST_PROBLEMS], Problem(path, 1, 1, "", message, "correct these first"))


def nearest(word: str, known: Collection[str]) -> str | None:
    """What may have been meant by a word that is not known."""
    if len(word) > _LONGEST_WORD or len(known) > _MOST_CANDIDATES:
        return None
    folded = {candidate.lower().replace("_", "-"): candidate for candidate in sorted(known)}
    near = difflib.get_close_matches(word.lower().replace("_", "-"), folded, n=1, cutoff=0.7)
    return folded[near[0]] if near else None


def shown(value: object) -> str:
    """A value as a message quotes it: short, and on one line."""
    text = " ".join(str(value).split())
    return f"'{text[: _LONGEST_SHOWN - 1]}…'" if len(text) > _LONGEST_SHOWN else f"'{text}'"
