"""Text as a page shows it: paragraphs, blocks of code, and spans of code between backticks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...text.escaping import one_line, shorten, visible_lines

MAX_LINE = 2_000
MAX_TEXT = 6_000

_SPAN = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Span:
    """Some words of a line."""

    text: str
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or lines of code that keep their breaks and indentation."""

    spans: tuple[Span, ...]
    is_code: bool = False


def line(text: str) -> str:
    """One visible line of bounded length."""
    return shorten(one_line(text), MAX_LINE)


def spans(text: str) -> tuple[Span, ...]:
    """One line, with what stands between backticks as code."""
    return tuple(_spans(line(text)))


def blocks(text: str) -> tuple[Block, ...]:
    """Paragraphs and blocks of code.

    Code are lines indented by four or more, and those indented below a line that ends in a colon.
    """
    return tuple(_blocks(visible_lines(shorten(text, MAX_TEXT))))


def first_block(text: str) -> tuple[Span, ...]:
    """The first paragraph on one line."""
    return spans(text.strip().split("\n\n", 1)[0])


def _spans(text: str) -> Iterator[Span]:
    for number, part in enumerate(_SPAN.split(text)):
        if part:
            yield Span(part, is_code=number % 2 == 1)


def _blocks(lines: list[str]) -> Iterator[Block]:
    words: list[str] = []
    code: list[str] = []
    for text in [*lines, ""]:
        if text.startswith("    ") or (text.startswith(" ") and (code or _announces(words))):
            yield from _paragraph(words)
            code.append(text)
            continue
        yield from _code(code)
        if not text or text.startswith(("- ", "* ")):
            yield from _paragraph(words)
        if text:
            words.append(text.strip())


def _announces(words: list[str]) -> bool:
    return bool(words) and words[-1].endswith(":")


def _paragraph(words: list[str]) -> Iterator[Block]:
    if words:
        yield Block(tuple(_spans(" ".join(words))))
        words.clear()


def _code(lines: list[str]) -> Iterator[Block]:
    if lines:
        indentation = min(len(text) - len(text.lstrip()) for text in lines)
        yield Block((Span("\n".join(text[indentation:] for text in lines)),), is_code=True)
        lines.clear()
