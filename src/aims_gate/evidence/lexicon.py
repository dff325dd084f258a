"""Looks up which concepts a heading names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from .text import fold, plain, unnumbered

Phrasings = Mapping[str, tuple[str, ...]]
"""Language → phrases, in the notation of ``vocabulary``."""

_WITHOUT_SPACES = (("぀", "ヿ"), ("㐀", "鿿"), ("ᄀ", "ᇿ"))
"""The first and the last letter of each script that puts no spaces between words."""

_ITEMS = re.compile(r"[,/&+、，]| and | und | y | et | e |和|与|及", re.IGNORECASE)
_LONGEST = 6
_WORDS_LOOKED_AT = 18


class Lexicon:
    """Concepts by phrase. Looking up costs a few dictionary accesses a word, never a search.

    ``masked`` phrases are taken out of a heading first. ``yields`` maps a concept to the one that
    wins where their phrases touch (``out-of-scope | use cases`` is no use case). ``followed`` are
    phrases that are a concept, which is named first, where one of the words comes after them.
    """

    def __init__(
        self,
        concepts: Mapping[str, Phrasings],
        *,
        masked: Phrasings | None = None,
        yields: Mapping[str, str] | None = None,
        followed: tuple[str, Iterable[str], Iterable[str]] | None = None,
    ) -> None:
        self._anywhere: dict[str, list[str]] = {}
        self._whole: dict[str, list[str]] = {}
        self._start: dict[str, list[str]] = {}
        self._ideographs: list[tuple[str, str]] = []
        self._spread: list[tuple[str, str, str]] = []
        self._masked = [fold(phrase) for phrases in (masked or {}).values() for phrase in phrases]
        self._yields = dict(yields or {})
        self._followed: dict[str, str] = {}
        self._followers: set[str] = set()
        self._reach: dict[str, int] = {}
        self._seen: dict[str, frozenset[str]] = {}
        for concept, phrasings in concepts.items():
            for phrases in phrasings.values():
                for phrase in phrases:
                    self._learn(concept, phrase)
        if followed:
            self._learn_followed(*followed)

    def _learn(self, concept: str, phrase: str) -> None:
        if ".." in phrase:
            before, _, after = phrase.partition("..")
            self._spread.append((concept, fold(before), fold(after)))
            return
        folded = fold(phrase.lstrip("=^"))
        if phrase[0] == "=":
            self._whole.setdefault(folded, []).append(concept)
        elif phrase[0] == "^":
            self._start.setdefault(folded, []).append(concept)
            self._note_reach(folded)
        elif _is_without_spaces(folded):
            self._ideographs.append((folded, concept))
        else:
            self._anywhere.setdefault(folded, []).append(concept)
            self._note_reach(folded)

    def _note_reach(self, phrase: str, more: int = 0) -> None:
        """Note how many words may belong together by the first: most words begin no phrase."""
        words = phrase.split(" ")
        self._reach[words[0]] = max(self._reach.get(words[0], 0), len(words) + more)

    def _learn_followed(self, concept: str, phrases: Iterable[str], words: Iterable[str]) -> None:
        """Keep phrases and words apart: together they are too many to be learnt in every run."""
        self._followed = {fold(phrase): concept for phrase in phrases}
        for phrase in self._followed:
            self._note_reach(phrase, more=1)
        for word in words:
            folded = fold(word)
            if _is_without_spaces(folded):
                found = ((f"{phrase} {folded}", concept) for phrase in self._followed)
                self._ideographs.extend(found)
            else:
                self._followers.add(folded)

    def concepts(self, heading: str) -> frozenset[str]:
        """Name the concepts that a heading is about; often none."""
        known = self._seen.get(heading)
        if known is None:
            known = self._look_up(unnumbered(plain(heading)))
            if len(self._seen) < 20_000:
                self._seen[heading] = known
        return known

    def names(self, heading: str) -> bool:
        """Whether the heading names any of the concepts."""
        return bool(self.concepts(heading))

    def _look_up(self, heading: str) -> frozenset[str]:
        folded = fold(heading)
        for phrase in self._masked:
            if phrase in folded:
                folded = f" {folded} ".replace(f" {phrase} ", " ").strip()
        found: dict[str, list[tuple[int, int]]] = {}
        words = folded.split()[:_WORDS_LOOKED_AT]
        self._match_runs(words, found)
        whole = [folded, *(fold(item) for item in _ITEMS.split(heading))]
        for item in whole:
            for concept in self._whole.get(item, ()):
                found.setdefault(concept, []).append((-9, -9))
        text = " ".join(words)
        for concept, before, after in self._spread:
            if text.startswith(before) and f" {after}" in text[len(before) :]:
                found.setdefault(concept, []).append((0, len(words)))
        if self._ideographs and not folded.isascii():
            for phrase, concept in self._ideographs:
                if phrase in folded:
                    found.setdefault(concept, []).append((-9, -9))
        return frozenset(self._winners(found))

    def _match_runs(self, words: list[str], found: dict[str, list[tuple[int, int]]]) -> None:
        for start, first in enumerate(words):
            before = ""
            reach = min(self._reach.get(first, 0), _LONGEST)
            for end in range(start + 1, min(len(words), start + reach) + 1):
                run = " ".join(words[start:end])
                for concept in self._anywhere.get(run, ()):
                    found.setdefault(concept, []).append((start, end))
                if words[end - 1] in self._followers and before in self._followed:
                    found.setdefault(self._followed[before], []).append((start, end))
                before = run
                if start == 0:
                    for concept in self._start.get(run, ()):
                        found.setdefault(concept, []).append((start, end))

    def _winners(self, found: dict[str, list[tuple[int, int]]]) -> list[str]:
        winners = []
        for concept, spans in found.items():
            rivals = found.get(self._yields.get(concept, ""), [])
            if any(not _touched(span, rivals) for span in spans):
                winners.append(concept)
        return winners


def _is_without_spaces(phrase: str) -> bool:
    if phrase.isascii():
        return False
    return any(first <= letter <= last for letter in phrase for first, last in _WITHOUT_SPACES)


def _touched(span: tuple[int, int], rivals: list[tuple[int, int]]) -> bool:
    start, end = span
    return start >= 0 and any(start <= after and before <= end for before, after in rivals)
