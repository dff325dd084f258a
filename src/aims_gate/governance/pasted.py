"""Words pasted into many fields: an answer to none of the questions they stand under."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from enum import Enum
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from ..declarations.records import Filed, LoadedRecords
from ..declarations.records.texts import Text
from ..portfolio import LEFT_OPEN

PASTED: Final = f"{LEFT_OPEN} as elsewhere: "
"""What a pasted text begins with once it has been seen through: every check takes it as open."""

LEAST_WORDS: Final = 6
"""Shorter texts may well be the same: names, roles, units."""

LEAST_TIMES: Final = 3
"""So many different questions, or rows of a list, get no honest answer from one sentence."""


class _Long(NamedTuple):
    """A text that is long enough to be told from others, and what equal texts have in common."""

    said: Text
    same: str


def without_pasted(loaded: LoadedRecords) -> LoadedRecords:
    """The documents, in which text that was pasted is marked as open.

    Text is pasted if it answers three different questions of one document, most rows of a list of
    three or more, or fields of three different names in all documents together.
    """
    texts = {
        filed.path: [_Long(each, _same(each.text)) for each in filed.texts if _is_long(each.text)]
        for files in loaded.by_kind.values()
        for filed in files
    }
    everywhere = _under_many_names(texts)
    by_kind = {
        kind: tuple(_marked(filed, texts[filed.path], everywhere) for filed in files)
        for kind, files in loaded.by_kind.items()
    }
    return replace(loaded, by_kind=MappingProxyType(by_kind))


def is_answer_to_too_much(asked: Mapping[str, int], rows: Mapping[str, int]) -> bool:
    """Whether one text, given so often to each question, is an answer to none.

    ``rows`` says how often each question is answered at all.
    """
    most = max(asked, key=lambda each: asked[each])
    times = asked[most]
    return len(asked) >= LEAST_TIMES or (times >= LEAST_TIMES and times * 2 > rows[most])


def _is_long(text: str) -> bool:
    return len(text.split(None, LEAST_WORDS)) >= LEAST_WORDS and not text.startswith(LEFT_OPEN)


def _same(text: str) -> str:
    return " ".join(text.casefold().split())


def _under_many_names(texts: Mapping[str, list[_Long]]) -> frozenset[str]:
    names: dict[str, set[str]] = {}
    for entries in texts.values():
        for said, same in entries:
            names.setdefault(same, set()).add(said.question.rpartition(".")[2])
    return frozenset(text for text, under in names.items() if len(under) >= LEAST_TIMES)


def _marked(filed: Filed[Any], texts: list[_Long], everywhere: frozenset[str]) -> Filed[Any]:
    asked: dict[str, list[str]] = {}
    rows: Counter[str] = Counter()
    for said, same in texts:
        if isinstance(said.keys[-1], str):  # one thing may well be in several lists
            rows[said.question] += 1
            asked.setdefault(same, []).append(said.question)
    pasted = {
        text
        for text, given in asked.items()
        if len(given) >= LEAST_TIMES and is_answer_to_too_much(Counter(given), rows)
    }
    pasted |= everywhere.intersection(same for _, same in texts)
    return replace(filed, value=_with_marks(filed.value, pasted)) if pasted else filed


def _with_marks(value: Any, pasted: set[str]) -> Any:
    """A copy of a document in which the pasted texts are marked."""
    if isinstance(value, str):
        if isinstance(value, Enum) or not _is_long(value) or _same(value) not in pasted:
            return value
        return PASTED + value
    if isinstance(value, tuple):
        return tuple(_with_marks(each, pasted) for each in value)
    if isinstance(value, dict):
        return {key: _with_marks(each, pasted) for key, each in value.items()}
    if hasattr(type(value), "model_fields"):
        marked = {
            name: _with_marks(getattr(value, name), pasted) for name in type(value).model_fields
        }
        return value.model_copy(update=marked)
    return value
