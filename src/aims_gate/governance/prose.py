"""Documents in prose: which topics they treat, and whether they say anything about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..declarations.records import Filed
from ..evidence.markdown import read_markdown
from ..evidence.outline import Outline
from ..evidence.substance import says_something
from ..evidence.text import fold, unnumbered
from ..model import Location

LEAST_WORDS = 8
"""How many words of substance a section needs to say something about its topic."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Something a document has to treat: ``words`` are the phrases of headings that announce it.

    ``called`` is how a message names it; ``words`` are compared without case and accents, each as
    whole words.
    """

    id: str
    called: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading with all the text under it. Lines count from 1; ``end_line`` is inclusive."""

    heading: str
    level: int
    line: int
    end_line: int
    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A text in passages, in order; those of lower level lie within those of higher."""

    path: str
    passages: tuple[Passage, ...]

    def about(self, topic: Topic) -> Passage | None:
        """The passage whose heading announces the topic; of several the first with substance."""
        announces = _sought(topic.words)
        found = [each for each in self.passages if announces[each.heading]]
        telling = (passage for passage in found if says_something(passage.text, least=LEAST_WORDS))
        return next(telling, found[0] if found else None)

    def at(self, passage: Passage | None = None) -> Location:
        """Where a passage stands, or the start of the text."""
        if passage is None:
            return Location(self.path)
        return Location(self.path, passage.line, end_line=passage.end_line)


def prose_of(filed: Filed[Any]) -> Prose:
    """The prose of a governance document; without a passage if it is written as data."""
    if filed.prose is None:
        return Prose(filed.path, ())
    return read_prose(filed.path, filed.prose)


def untitled(prose: Prose) -> Prose:
    """A text without its title, which announces the whole of it and no section.

    The title is the only heading of the first level, where other headings follow it.
    """
    headed = [passage for passage in prose.passages if passage.heading]
    titles = [passage for passage in headed if passage.level == 1]
    if len(titles) != 1 or headed[0] is not titles[0] or len(headed) == 1:
        return prose
    rest = tuple(passage for passage in prose.passages if passage is not titles[0])
    return Prose(prose.path, rest)


def read_prose(path: str, text: str) -> Prose:
    """Read Markdown into passages."""
    return outlined(path, read_markdown(text))


def outlined(path: str, outline: Outline) -> Prose:
    """The passages of a text that has been read already, in whatever format."""
    return Prose(path, tuple(_passages(outline)))


def unanswered(prose: Prose, topics: Iterable[Topic]) -> Iterator[tuple[Topic, str, Location]]:
    """The topics that a document does not treat: each with why, in words, and where.

    A topic is treated by a passage that says something, and something of its own: one text under
    two headings is an answer to neither.
    """
    answers = [(topic, prose.about(topic)) for topic in topics]
    first: dict[str, Passage] = {}
    for topic, passage in answers:
        if passage is None:
            yield topic, f"there is nothing on {topic.called}", prose.at()
        elif not says_something(passage.text, least=LEAST_WORDS):
            yield topic, f"the section on {topic.called} says nothing", prose.at(passage)
        else:
            same = first.setdefault(fold(passage.text), passage)
            if same.line != passage.line:
                why = f"the section on {topic.called} repeats the text under {same.heading!r}"
                yield topic, why, prose.at(passage)


class _Sought(dict[str, bool]):
    """Whether headings hold one of some phrases: documents of one kind have many in common."""

    def __init__(self, phrases: tuple[str, ...]) -> None:
        super().__init__()
        self._words = tuple(f" {fold(phrase)} " for phrase in phrases)

    def __missing__(self, heading: str) -> bool:
        if len(self) >= _MOST_HEADINGS:
            self.clear()
        announced = _announced(heading)
        found = self[heading] = any(word in announced for word in self._words)
        return found


_MOST_HEADINGS = 4096
_sought = lru_cache(maxsize=1024)(_Sought)


@lru_cache(maxsize=_MOST_HEADINGS)  # every topic is sought among all headings
def _announced(heading: str) -> str:
    return f" {fold(unnumbered(heading))} "


def _passages(outline: Outline) -> Iterator[Passage]:
    for index, part in enumerate(outline.parts):
        inner = outline.parts[index : outline.end(index)] if part.heading else (part,)
        texts = [part.text, *(f"{each.heading}: {each.text}" for each in inner[1:])]
        yield Passage(
            heading=part.heading,
            level=part.level,
            line=part.line,
            end_line=outline.end_line(index),
            text="\n".join(text for text in texts if text.strip()),
        )
