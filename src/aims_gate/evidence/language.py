"""Which language a text is in, by its everyday words."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain

from .text import fold
from .vocabulary.languages import COMMON_WORDS

_LOOKED_AT = 8_000
_FEWEST = 3
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_KANA, _HANGUL, _IDEOGRAPHS = ("぀", "ヿ"), ("가", "힯"), ("㐀", "鿿")
"""The first and the last letter of a script. A pattern of so many takes long to compile."""

_LANGUAGES_OF = {
    word: tuple(language for language, words in COMMON_WORDS.items() if word in words)
    for word in chain.from_iterable(COMMON_WORDS.values())
}


def language_of(text: str) -> str:
    """Tell the language as a two-letter code: one that the vocabulary covers, else ``en``."""
    sample = text[:_LOOKED_AT]
    if language := _language_of_script(sample):
        return language
    counts = dict.fromkeys(COMMON_WORDS, 0)
    words = Counter(fold(sample).split())
    for word in _LANGUAGES_OF.keys() & words.keys():
        for language in _LANGUAGES_OF[word]:
            counts[language] += words[word]
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] >= _FEWEST and counts[best] > counts["en"] else "en"


def _language_of_script(sample: str) -> str | None:
    letters = "".join(_NOT_ASCII.findall(sample))
    if not letters:
        return None
    words = len(sample.split())
    if _count(letters, *_KANA) * 20 > words + 50:
        return "ja"
    if _count(letters, *_HANGUL) * 20 > words + 50:
        return "ko"
    return "zh" if _count(letters, *_IDEOGRAPHS) * 10 > words + 50 else None


def _count(letters: str, first: str, last: str) -> int:
    return sum(first <= letter <= last for letter in letters)
