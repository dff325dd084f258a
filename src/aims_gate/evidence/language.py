"""Which language a text is in, by its everyday words."""

from __future__ import annotations

import re

from .text import fold
from .vocabulary.languages import COMMON_WORDS

_LOOKED_AT = 8_000
_FEWEST = 3
_KANA = re.compile(r"[぀-ヿ]")
_HANGUL = re.compile(r"[가-힯]")
_IDEOGRAPH = re.compile(r"[㐀-鿿]")


def language_of(text: str) -> str:
    """Tell the language as a two-letter code: one that the vocabulary covers, else ``en``."""
    sample = text[:_LOOKED_AT]
    for letters, language in ((_KANA, "ja"), (_HANGUL, "ko")):
        if len(letters.findall(sample)) * 20 > len(sample.split()) + 50:
            return language
    if len(_IDEOGRAPH.findall(sample)) * 10 > len(sample.split()) + 50:
        return "zh"
    counts = dict.fromkeys(COMMON_WORDS, 0)
    for word in fold(sample).split():
        for language, words in COMMON_WORDS.items():
            counts[language] += word in words
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] >= _FEWEST and counts[best] > counts["en"] else "en"
