"""Models that Ollama serves: names with a tag, given to requests, settings and constants."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...repository.scan import Row
from ..knowledge.models import OLLAMA
from ..rows import row
from .literals import COMPARED, use_of
from .source import Source
from .values import literal, name_of, values

_TAGGED = re.compile(
    rb"[\"']((?:[\w.-]{1,40}/)?[a-z][\w.-]{1,40}:\d{1,3}(?:\.\d{1,2})?[bm](?:-[\w.-]{1,40})?)[\"']"
)
_PLAIN = re.compile(rb"[\"'](" + OLLAMA.pattern.encode() + rb")[\"']")
_PREFIXED = re.compile(rb"[\"']ollama(?:_chat)?[/:]([a-z][\w.:-]{1,80})[\"']")
_REQUEST = re.compile(rb"[\"']model[\"']\s{0,4}:\s{0,4}([^,}\n]{2,120})")
_MODEL_KEY = re.compile(r"model|llm|embed|ollama|default", re.IGNORECASE)
_NOT_KEY = re.compile(r"image|service|container|url|help|desc|price|cost", re.IGNORECASE)
_NAME = re.compile(r"(?:[\w.-]{1,60}/)?[a-z][\w.-]{1,60}(?::[\w.-]{1,60})?")
_PATHS = (b"/api/generate", b"/api/chat", b"/api/embed")
_MOST = 60


def is_ollama_name(text: str) -> bool:
    """Whether the text is a name in Ollama's library, perhaps with a tag."""
    return OLLAMA.fullmatch(text.partition(":")[0]) is not None


def ollama_models(source: Source, known: set[str]) -> Iterator[Row]:
    """Names of Ollama's models that are given to something about models, those known left out.

    A tag that tells the number of parameters is spelt by nobody else. A plain name counts only in
    a project that uses Ollama: ``needs`` says so to the collector.
    """
    data = source.data
    if b"llama" in data or b"LLAMA" in data:
        yield from _requested(source, known)
    for found in _PREFIXED.finditer(data):
        text = found[1].decode()
        if text not in known and source.in_code(found.start()):
            use = use_of(source, found.start(), found.end())
            if use is not COMPARED and _MODEL_KEY.search(use.key):
                known.add(text)
                yield _row(source, found.start(), text, use.key, sure=True)
    for pattern in (_TAGGED, _PLAIN):
        for index, found in enumerate(pattern.finditer(data)):
            text = found[1].decode().removeprefix("ollama/").removeprefix("ollama_chat/")
            if text in known or index > _MOST or not source.in_code(found.start()):
                continue
            use = use_of(source, found.start(), found.end())
            if use is COMPARED or not _MODEL_KEY.search(use.key) or _NOT_KEY.search(use.key):
                continue
            known.add(text)
            yield _row(source, found.start(), text, use.key, sure=pattern is _TAGGED)


def _requested(source: Source, known: set[str]) -> Iterator[Row]:
    """What is asked for in requests to the interface of an Ollama server."""
    data = source.data
    if not any(path in data for path in _PATHS):
        return
    for index, found in enumerate(_REQUEST.finditer(data)):
        if index > _MOST:
            return
        if not source.in_code(found.start()):
            continue
        expression = found[1].strip()
        whole = literal(expression)
        name = name_of(expression)
        texts = [whole] if whole else []
        if name and not whole:
            texts = [text for text, _ in values(source, name) if is_ollama_name(text)]
        for text in texts[:4]:
            if text not in known and _NAME.fullmatch(text):
                known.add(text)
                yield _row(source, found.start(), text, None, sure=True)


def _row(source: Source, at: int, text: str, key: str | None, *, sure: bool) -> Row:
    return row(
        "hub",
        source.line(at),
        id=text,
        dataset=False,
        sure=True,
        hub="ollama",
        needs=None if sure else "ollama",
        source=key,
    )
