"""What was left open in a document, and what is said again and again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..declarations.records import Filed
from ..declarations.records.texts import Text
from ..evidence.substance import blanks
from ..evidence.text import fold
from ..model import Location
from ..portfolio import LEFT_OPEN
from ..text.escaping import shorten_at_word
from .pasted import LEAST_WORDS, PASTED, is_answer_to_too_much
from .wording import is_marked_open

_MARK = re.compile(
    r"\b(?:TODO|TBD|TBC|FIXME)\b|\blorem ipsum\b|\bexample\.(?:com|org|net)\b|"
    r"\b(?:YYYY|yyyy)-(?:MM|mm)-(?:DD|dd)\b|\bOPEN:"
)

_SIGNS = (
    *("TODO", "TBD", "TBC", "FIXME", "lorem ipsum", "example."),
    *("YYYY", "yyyy", "OPEN:"),
)
"""Without one of these in a text, no line of it has a mark."""
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SHOWN = 60  # characters


@dataclass(frozen=True, slots=True)
class Value:
    """A text in a document: in which, by which keys, and what it says."""

    filed: Filed[Any] = field(repr=False)
    keys: tuple[str | int, ...]
    text: str

    @property
    def at(self) -> Location:
        """Where it stands."""
        return self.filed.locate(*self.keys)

    @property
    def name(self) -> str:
        """How a message calls it: ``risks[0].description``."""
        words = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in self.keys)
        return words.removeprefix(".")


def texts_of(filed: Filed[Any]) -> Iterator[Value]:
    """Every text that a document states as data."""
    for each in filed.texts:
        yield Value(filed, each.keys, each.text)


def open_values(filed: Filed[Any]) -> list[Value]:
    """The values that still wait for somebody to fill them in."""
    return [
        Value(filed, each.keys, each.text)
        for each in filed.texts
        if is_marked_open(each.text) and not each.text.startswith(PASTED)
    ]


def open_lines(text: str, *, after: int = 0) -> Iterator[tuple[int, str]]:
    """The lines of a Markdown text, after line ``after``, with a placeholder: number and mark.

    Comments and program code are no part of what a document says.
    """
    if "<!--" in text:
        text = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    fenced = False
    has_fences = "```" in text or "~~~" in text
    is_marked = any(sign in text for sign in _SIGNS)  # most texts are not, nor are their lines
    if not is_marked and not any(sign in text for sign in ("{{", "[", "<")):
        return
    for number, line in enumerate(text.splitlines(), start=1):
        if has_fences and line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if fenced or number <= after:
            continue
        if is_marked and (found := _MARK.search(line)):
            yield number, found[0]
        elif ("{{" in line or "[" in line or "<" in line) and blanks(line[:2000]):
            yield number, shorten_at_word(" ".join(line[:2000].split()), _SHOWN)


def repeated(filed: Filed[Any]) -> Iterator[list[Value]]:
    """Sentences that stand where each place asks for one of its own.

    One sentence is an answer to too much if three different questions get it, most rows of a list
    of three or more, or fields of several documents. Names in lists are no answers.
    """
    groups: dict[str, list[Text]] = {}
    rows: Counter[str] = Counter()
    for each in filed.texts:
        if isinstance(each.keys[-1], int):
            continue
        text = each.text.removeprefix(PASTED)
        if text.startswith(LEFT_OPEN):
            continue
        rows[each.question] += 1
        if len(text.split(None, LEAST_WORDS)) >= LEAST_WORDS:
            groups.setdefault(fold(text), []).append(each)
    for group in groups.values():
        is_pasted = group[0].text.startswith(PASTED)
        if len(group) == 1 and not is_pasted:
            continue
        asked = Counter(each.question for each in group)
        if is_pasted or is_answer_to_too_much(asked, rows):
            yield [Value(filed, each.keys, each.text) for each in group]
