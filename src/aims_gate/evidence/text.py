"""Bytes to text, and text to the form in which words are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SIMPLIFIED = str.maketrans(
    "資訊風險評訓練數據預監術說倫處標區劃決現發記錄冊實質應該錯誤濫責聯繫維護權許統結構關這個與從為無適圍範擬質動機組構採標註開發準確對類識別後續復審預設圖覽議題員機構員實際損傷響軟體",
    "资讯风险评训练数据预监术说伦处标区划决现发记录册实质应该错误滥责联系维护权许统结构关这个与从为无适围范拟质动机组构采标注开发准确对类识别后续复审预设图览议题员机构员实际损伤响软体",
)
"""Traditional characters in the vocabulary's words, as their simplified forms."""
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
        text = text.translate(_SIMPLIFIED)
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _APART.sub(" ", text.lower()).strip()


def plain(heading: str) -> str:
    """Strip a heading of markup, links, tags and its closing punctuation; keep its words."""
    text = heading[:300]
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    return " ".join(_MARKUP.sub(" ", text).split()).rstrip(":.：。").rstrip()


def unnumbered(heading: str) -> str:
    """Drop the number at the start of a heading (``2.1``, ``II.``, ``Section 4:``) and symbols."""
    start = 0
    while start < len(heading) and not (heading[start].isalnum() or heading[start] in "§[{<¿"):
        start += 1
    text = heading[start:]
    return _NUMBER.sub("", text, count=1) or text
