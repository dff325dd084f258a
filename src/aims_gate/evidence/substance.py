"""Tells a text that says something from one that only stands where something should be said."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from .text import fold
from .vocabulary.placeholders import (
    ANSWERS,
    DEFERRALS,
    INSTRUCTIONS,
    MARKS,
    SCALE_WORDS,
    WORDS,
)

_TEMPLATE = re.compile(
    r"\{\{[^{}]{0,200}\}\}|\{%[^{}%]{0,200}%\}|\$\{[^{}]{0,80}\}|<%[^<>%]{0,200}%>"
    r"|(?<![\\\w$/{])\{[A-Za-z]{1,40}_\w{1,60}\}(?![\w/}])"
)
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\(([^()\s]{0,500})[^()]{0,200}\)")
_IMAGE = re.compile(r"!\[[^\[\]]{0,300}\](?:\([^()]{0,700}\)|\[[^\[\]]{0,100}\])")
_URL = re.compile(r"\bhttps?://\S{3,500}|\bdoi:\S{3,200}|\b10\.\d{4,9}/\S{3,200}")
_MAIL = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64}\b")
_DUMMY_LINK = re.compile(
    r"example\.(?:com|org|invalid)|your-|/TODO|/TBD|xxxx|<|localhost"
    # An address of arXiv without an identifier of arXiv, new (2101.00001) or old (cs/0112017).
    r"|arxiv\.org/(?:abs|pdf)/(?!\d{4}\.\d{4,5}|[a-z-]{2,20}(?:\.[a-z]{2})?/\d{7})",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\[([^\[\]]{1,200})\](?![(\[:])")
_ANGLED = re.compile(r"<([A-Za-z][A-Za-z _-]{1,60})>")
_BLANK_LINE = re.compile(r"_{3,}|\.{4,}|…{2,}")
_DATE = re.compile(r"\b(?:YYYY|yyyy|AAAA|JJJJ)[-/.](?:MM|mm)[-/.](?:DD|dd|TT|JJ)\b|\bDD/MM/YYYY\b")
_OPEN = re.compile(
    r"^[^\w\n]{0,20}OPEN: ", re.MULTILINE
)  # how the gate's own drafts mark what people must say
_YOURS = re.compile(r"\byour\b.{0,60}\bhere\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+|\n+|(?<=[。！？])")
_ABBREVIATION = re.compile(r"\b(e|i|z|p|d)\.\s?(g|e|B|ex|h)\.", re.IGNORECASE)
_PLEASE = re.compile(
    r"\bplease (?:also )?(?:describe|provide|list|explain|specify|indicate|state|fill|add|give)\b"
    r"|\bthe questions in this section\b|\bthis section (?:describes|is for|addresses|should)\b"
    r"|\bif (?:so|not|yes|no|applicable),? (?:please |describe|explain|list|specify|you may)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^[\s>|*_+\-–—•#]*(?:\(?\d{1,3}[.)]\s+)?[\s>|*_]*")
_RULE = re.compile(r"^[\s|:+=*_~-]*$")
_BOX = re.compile(r"^[\s>|*+-]*(?:\[( |x|X|✓|✔)\]|(☐|□)|(☑|☒|■|✅))")
_WORD = re.compile(r"[^\W\d_]{2,}|\d[\d.,%]*")
_PROMPT = re.compile(
    r"needed|insert|your|add\b|fill|todo|tbd|tba|\bname\b|describe|e\.g\.|\bhere\b|optional|"
    r"specify|enter\b|link\b|placeholder|to be|list\b|date\b|version\b|organi[sz]ation|"
    r"provide|explain|select|choose|yes\s*/\s*no|\bx+\b|contact\b|description",
    re.IGNORECASE,
)
_KNOWN_TAGS = frozenset(
    "a b i p br hr em strong code pre sub sup ul ol li table thead tbody tr td th div span img h1 "
    "h2 h3 h4 h5 h6 details summary center small kbd u s del ins font video audio source dl dt dd "
    "blockquote figure figcaption section article nav main header footer picture iframe tip "
    "input label button script style link meta body html head title".split()
)
_UNDONE = frozenset({"todo", "tbd", "tba", "tbc", "fixme", "wip", "xxx", "placeholder"})
_MARKUP = "`* "
MAXIMUM = 40_000
"""How much of one section is looked at, in characters."""


def blanks(text: str) -> int:
    """How many unfilled places a text has: template code, prompts in brackets, marks."""
    count = 0
    if "YYYY" in text or "yyyy" in text or "AAAA" in text or "JJJJ" in text:
        count += len(_DATE.findall(text))
    if "here" in text.lower():
        count += len(_YOURS.findall(text))
    if "{" in text or "<%" in text:
        count += len(_TEMPLATE.findall(text))
    if "[" in text:
        count += sum(1 for match in _BRACKETED.finditer(text) if _is_prompt(match[1]))
    if "OPEN: " in text:
        count += len(_OPEN.findall(text))
    if "<" in text:
        count += sum(1 for match in _ANGLED.finditer(text) if _is_slot(match[1]))
    return count


def _is_prompt(inside: str) -> bool:
    """Whether bracketed words ask for something rather than say it."""
    words = inside.strip()
    if not words or (words[0] in "^@x " and len(words) < 3):
        return False
    folded = fold(words)
    if any(mark in folded for mark in MARKS) or folded in WORDS:
        return True
    if words.isupper() and len(words) > 4 and (" " in words or "_" in words):
        return True
    return len(words.split()) <= 12 and bool(_PROMPT.search(words)) and not words[0].isdigit()


def _is_slot(inside: str) -> bool:
    name = inside.strip().lower()
    return name.split(" ")[0] not in _KNOWN_TAGS and (" " in name or "_" in name or "-" in name)


@lru_cache(maxsize=1024)  # several checks ask about one text
def weight(text: str, *, terse: bool = False) -> int:
    """How many words of substance a text has; 0 where it only holds a place.

    Left out are placeholders, template code, questions, option lists, unticked boxes, what tells
    the author what to write, and what sends the reader elsewhere. With ``terse`` a pointer or an
    order to the reader counts (a contact may be "Please use this form").
    """
    total = 0
    for statement in _statements(text[:MAXIMUM]):
        total += _statement_weight(statement, terse=terse)
    return total


def template_slots(text: str) -> int:
    """How many slots of template code (``{{ … }}``, ``{% … %}``) a text still has."""
    return len(_TEMPLATE.findall(text))


def says_something(text: str, *, terse: bool = False, least: int = 3) -> bool:
    """Whether the text has substance: a word or link if ``terse``, else ``least`` words."""
    folded = fold(text[:200])
    if folded in ANSWERS:
        return True
    found = weight(text, terse=terse)
    return found >= (1 if terse else least)


def _statements(text: str) -> list[str]:
    statements: list[str] = []
    for line in text.split("\n"):
        if not line.strip() or _RULE.match(line[:2000]):
            continue
        line = _ABBREVIATION.sub(r"\1\2", line)
        statements.extend(part for part in _SENTENCE.split(line) if part and part.strip())
    return statements


@lru_cache(maxsize=4096)  # a section holds those below it
def _statement_weight(statement: str, *, terse: bool) -> int:
    box = _BOX.match(statement)
    if box and (box[1] == " " or box[2]):
        return 0
    if _YOURS.search(statement) or _OPEN.match(statement):
        return 0
    links = _count_links(statement)
    said = _words_of(statement)
    if "|" in said and _mostly_empty_row(statement):
        return 0
    folded = fold(said)
    if folded in ANSWERS:
        return 3
    if said.rstrip("*_ )\"'").endswith(("?", "？")) or _PLEASE.search(said):
        return 0
    if _offers_options(said):
        return 0
    if not terse and _orders(folded):
        return 0
    if folded.split(" ", 1)[0].strip(_MARKUP) in _UNDONE or _is_undone_entry(said, folded):
        return 0
    words = _count_words(folded)
    for mark in MARKS:
        if mark in folded:
            words -= len(mark.split()) if mark.isascii() else len(mark)
            if words <= 4:
                return 0
    if words and all(word in WORDS for word in folded.split()):
        words = 0
    return max(0, words) + 3 * links


def _is_undone_entry(said: str, folded: str) -> bool:
    """Whether a statement is a label before a mark that its value is still to come."""
    if folded.rpartition(" ")[2].strip(_MARKUP) not in _UNDONE:
        return False
    return fold(said.partition(":")[2]).strip(_MARKUP) in _UNDONE


def _words_of(statement: str) -> str:
    """A statement without links, template code, prompts and its bullet.

    Patterns are many and most statements plain: what cannot match is not tried.
    """
    said = statement
    if "[" in said:
        said = _LINK.sub(r" \1 ", _IMAGE.sub(" ", said))
    if "@" in said:
        said = _MAIL.sub(" ", said)
    if "/" in said or "doi:" in said:
        said = _URL.sub(" ", said)
    if "<" in said:
        said = _ANGLED.sub(lambda match: " " if _is_slot(match[1]) else match[0], said)
    if "[" in said:
        said = _BRACKETED.sub(lambda match: " " if _is_prompt(match[1]) else match[0], said)
    if "{" in said or "<%" in said:
        said = _TEMPLATE.sub(" ", said)
    said = _BLANK_LINE.sub(" ", _DATE.sub(" ", said))
    return _BULLET.sub("", said, count=1).strip()


def _count_links(statement: str) -> int:
    if not any(mark in statement for mark in ("](", "/", "doi:", "@")):
        return 0
    count = 0
    for match in _LINK.finditer(statement):
        if not match[0].startswith("!") and len(match[2]) > 3 and not _DUMMY_LINK.search(match[2]):
            count += 1
    bare = _LINK.sub(" ", statement)
    count += sum(1 for match in _URL.finditer(bare) if not _DUMMY_LINK.search(match[0]))
    return count + sum(1 for match in _MAIL.finditer(bare) if not _DUMMY_LINK.search(match[0]))


def _count_words(folded: str) -> int:
    ideographs, rest = 0, folded
    if not folded.isascii():
        rest, ideographs = _ideograph().subn(" ", folded)
    words = _WORD.findall(rest)
    figures = sum(1 for word in words if word[0].isdigit())
    return len(words) + figures + ideographs // 2


@cache
def _ideograph() -> re.Pattern[str]:
    """Matches one letter of a script without spaces; takes long to compile, for few texts."""
    return re.compile(r"[぀-ヿ㐀-䶿一-鿿가-힯]")


def _mostly_empty_row(statement: str) -> bool:
    cells = [cell.strip() for cell in statement.strip().strip("|").split("|")]
    return len(cells) > 2 and sum(1 for cell in cells if not cell) * 2 > len(cells)


def _offers_options(said: str) -> bool:
    """Whether the statement lists the values to choose from: ``low / medium / high``."""
    if len(said) > 120 or not any(mark in said for mark in "/|,"):
        return False
    options = [fold(option) for option in re.split(r"[/|,]|\bor\b", said)]
    options = [option for option in options if option]
    return len(options) > 1 and all(option in SCALE_WORDS for option in options)


def _orders(folded: str) -> bool:
    """Whether the statement tells the author or the reader what to do instead of saying it."""
    if folded.startswith(DEFERRALS):
        return True
    words = folded.split(" ", 3)
    first = (
        words[1]
        if words[0] in {"please", "por", "bitte", "briefly"} and len(words) > 1
        else words[0]
    )
    return first in INSTRUCTIONS
