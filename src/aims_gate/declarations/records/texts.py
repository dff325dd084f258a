"""The texts that a document states as data, each with the question that it answers."""

from __future__ import annotations

from enum import Enum
from typing import Any, NamedTuple, TypeAlias

Keys: TypeAlias = tuple[str | int, ...]


class Text(NamedTuple):
    """A text of a document: the keys it stands under, and these without the numbers of rows."""

    keys: Keys
    question: str
    text: str


def texts_in(value: Any) -> tuple[Text, ...]:
    """Every text of a document, in its order; no words of a vocabulary."""
    found: list[Text] = []
    _gather(value, (), "", found)
    return tuple(found)


def _gather(value: Any, keys: Keys, question: str, found: list[Text]) -> None:
    if isinstance(value, str):
        if not isinstance(value, Enum):
            found.append(Text(keys, question, value))
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            _gather(each, (*keys, index), question, found)
    elif isinstance(value, dict):
        for key, each in value.items():
            inner = _below(question, key) if isinstance(key, str) else question
            _gather(each, (*keys, key), inner, found)
    else:
        for name in getattr(type(value), "model_fields", ()):  # of anything but a model none
            if (each := getattr(value, name)) is not None:
                _gather(each, (*keys, name), _below(question, name), found)


def _below(question: str, key: str) -> str:
    return f"{question}.{key}" if question else key
