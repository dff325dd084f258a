"""Bytes to text, and text to the form in which words are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MARKUP = re.compile(r"[*_`#\\~]+")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
_TAG = re.compile(r"<[^<>]{0,400}>")
_NUMBER = re.compile(
    r"^(?:(?:section|part|step|chapter|article|art|annex|q)\s*)?"
    r"(?:\d{1,2}(?:[.)]\d{0,2}){0,4}(?=[\s.):、\-–—]|$)|[ivx]{1,5}[.):]|[a-z][.)]"
    r"|[一二三四五六七八九十]{1,3}[、.]|§\s*\d{1,3})[\s.):、\-–—]*",
    re.IGNORECASE,
)
_APART = re.compile(r"[\s\-–—_/&,;:()\[\]{}|\"“”«»'’.!?¿¡·•。：；，、（）【】？！]+")


def decode(data: bytes) -> str | None:
    """Read bytes as text; ``None`` for what is no text.

    UTF-8 with or without mark, UTF-16 with mark; wrong bytes become U+FFFD.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    elif b"\0" in data[:8192]:
        return None
    else:
        text = data.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Bring words to one form: lower case, no accents, single spaces for punctuation."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _APART.sub(" ", text.lower()).strip()


def plain(heading: str) -> str:
    """Strip a heading of markup, links, tags and its closing punctuation; keep its words."""
    text = _LINK.sub(r"\1", _TAG.sub(" ", heading[:300]))
    return " ".join(_MARKUP.sub(" ", text).split()).strip().rstrip(":.：。").strip()


def unnumbered(heading: str) -> str:
    """Drop the number at the start of a heading (``2.1``, ``II.``, ``Section 4:``) and symbols."""
    start = 0
    while start < len(heading) and not (heading[start].isalnum() or heading[start] in "§[{<¿"):
        start += 1
    text = heading[start:]
    return _NUMBER.sub("", text, count=1) or text
