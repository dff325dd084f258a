"""Make text from a repository safe to show: names and messages may be written by an attacker."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

_JOINERS = frozenset("\u200c\u200d")  # Persian, Indic scripts and emoji need them
_FIRST_NO_BREAK = 0xA0
_LINE_SEPARATORS = frozenset("\u2028\u2029")
_BYTE_SURROGATES = range(0xDC80, 0xDD00)  # how Python carries an undecodable byte of a file name

# What JSON lets stand raw although a terminal may act on it, or UTF-8 cannot hold it.
_RAW_IN_JSON = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)

_PART_OF_ESCAPE = re.compile(r"\\(?:x[0-9a-f]?|u[0-9a-f]{0,3}|U[0-9a-f]{0,7})?\Z")

# What a forge makes a mention, a reference or a link of, also where it is written as an entity.
_AUTOMATIC = re.compile(
    r"(?<=[@#!~%$])(?=\w)|(?<=[&^])(?=\d)|(?<=\[)(?=\w+:)|(?<=\*)(?=iteration:)"
    r"|(?<=:)(?=//)|(?<=www)(?=\.)|(?<=gh-)(?=\d)",
    re.IGNORECASE,
)
_MEANS_SOMETHING = re.compile(r"[\\`*_\[\]<>|&~#@!$\u200b]|:(?=\u200b)")
# A list, a heading, or what GitLab takes for a command in a comment: `/close`.
_STARTS_A_BLOCK = re.compile(r"\A(?:[-+=/]|\d{1,9}(?=[.)]))")

_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_BEFORE_A_FORMULA = ' "'  # what a spreadsheet passes over, and still takes the rest for a formula


def visible(text: str) -> str:
    r"""Spell out every character that is not plainly visible, as ``\x1b`` or ``\u202e``.

    That covers control characters (terminal escapes, line breaks), text-direction overrides,
    invisible characters and undecodable bytes of file names; unusual spaces become plain ones.
    """
    if text.isprintable():
        return text
    return "".join(map(_spelt, text))


@lru_cache(maxsize=4096)
def _spelt(char: str) -> str:
    if char.isprintable() or char in _JOINERS:
        return char
    code = ord(char)
    if code in _BYTE_SURROGATES:
        return f"\\x{code & 0xFF:02x}"
    if code >= _FIRST_NO_BREAK and char.isspace() and char not in _LINE_SEPARATORS:
        return " "
    return _escape(code)


def _escape(code: int) -> str:
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def one_line(text: str) -> str:
    """Put text on a single visible line: any run of white space becomes one space."""
    return visible(" ".join(text.split()))


def visible_lines(text: str) -> list[str]:
    """Keep line breaks and indentation, and make every line visible; no blank ends."""
    lines = [visible(line.expandtabs(4).rstrip()) for line in text.strip().split("\n")]
    return lines if text.strip() else []


def shorten(text: str, limit: int) -> str:
    """Cut text to at most ``limit`` characters, the last of them an ellipsis."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def shorten_at_word(text: str, limit: int) -> str:
    """Cut visible text to at most ``limit`` characters: after a word, never within an escape.

    Only a single word that is longer than that is cut itself.
    """
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    whole = kept if text[limit - 1] == " " else kept.rpartition(" ")[0]
    return (whole.rstrip() or _PART_OF_ESCAPE.sub("", kept)) + "…"


def to_json(value: Any, *, indent: int | None = None) -> str:
    r"""Write JSON that any terminal may show and UTF-8 can hold.

    Strings keep their exact characters; those that a terminal could act on are written as JSON
    escapes. Undecodable bytes of file names, which no JSON string can hold, read ``\xe9``.
    """
    separators = (",", ":") if indent is None else (",", ": ")
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    return _RAW_IN_JSON.sub(lambda match: _json_escape(ord(match[0])), text)


def _json_escape(code: int) -> str:
    if code in _BYTE_SURROGATES:
        return f"\\\\x{code & 0xFF:02x}"
    if 0xD800 <= code < 0xE000:
        return f"\\\\u{code:04x}"
    return f"\\u{code:04x}"


def xml_text(text: str) -> str:
    """Escape visible text for the content of an XML element or a quoted attribute."""
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


def markdown_text(text: str) -> str:
    """Escape visible text for one line or cell of Markdown, as GitHub and GitLab read it.

    No character of it means anything to Markdown or HTML, and no word of it becomes a link, a
    mention or a reference to an issue: an entity for a space without width keeps those apart.
    """
    apart = _AUTOMATIC.sub("\u200b", text)
    escaped = _MEANS_SOMETHING.sub(lambda match: f"&#{ord(match[0])};", apart)
    return _STARTS_A_BLOCK.sub(lambda match: f"{match[0][:-1]}&#{ord(match[0][-1])};", escaped)


def cell_text(text: str) -> str:
    """Escape visible text for a cell of CSV: no spreadsheet takes it, or a part, for a formula.

    A part may begin after a semicolon, which separates cells where numbers have a comma.
    """
    parts = text.split(";")
    return ";".join(
        f"'{part}" if part.lstrip(_BEFORE_A_FORMULA).startswith(_FORMULA) else part
        for part in parts
    )
