"""Which files may hold data, outputs or prompts, and how much of each is read."""

from __future__ import annotations

import re

from ...repository.scope import Scope, scope_of

LIMIT = 1 << 20
"""Bytes from the start: what strays in a table shows in its first rows."""

_SAMPLES = (".csv", ".tsv", ".jsonl", ".ndjson")
_DATA = (
    *_SAMPLES,
    *(".json", ".txt", ".log", ".out", ".ipynb", ".prompt", ".xml", ".sql", ".eml", ".vcf", ".har"),
)
_TEXT = (".md", ".yaml", ".yml", ".html", ".toml", ".ini", ".cfg", ".pem", ".key")
_FOLDERS = re.compile(
    r"(?:^|/)(?:prompts?|fixtures?|testdata|test[_-]data|data|datasets?|samples?|logs?|cassettes|"
    r"corpus|corpora|dumps?|exports?)/",
    re.IGNORECASE,
)
_SETTINGS = re.compile(r"(?:^|/)\.env(?:\.[\w-]+)?$|\.(?:pem|key)$", re.IGNORECASE)
_MADE_BY_TOOLS = re.compile(
    r"(?:^|/)(?:package(?:-lock)?|composer|tsconfig[\w.-]*|tokenizer[\w.-]*|vocab|"
    r"added_tokens|special_tokens_map|config|manifest|[\w-]*schema|openapi|swagger)\.json$"
    r"|(?:^|/)(?:requirements[\w.-]*|constraints[\w.-]*|vocab|merges|licen[sc]e[\w.-]*|"
    r"cmakelists|robots)\.txt$"
    r"|[\w-]*lock\.(?:json|ya?ml)$|\.min\.\w+$",
    re.IGNORECASE,
)


def wanted(path: str, size: int) -> int:
    """How many bytes of a file are read: those that a person would call data, not code."""
    lowered = path.lower()
    if size == 0 or (not lowered.endswith((*_DATA, *_TEXT)) and ".env" not in lowered):
        return 0
    if _MADE_BY_TOOLS.search(path) or scope_of(path) is Scope.VENDORED:
        return 0
    if lowered.endswith(_DATA) or _SETTINGS.search(path) or _FOLDERS.search(path):
        return LIMIT
    return 0


def is_sample(path: str) -> bool:
    """Whether a file is a sample of data, in which addresses of people are rows and no contact."""
    lowered = path.lower()
    return lowered.endswith(_SAMPLES) or (
        lowered.endswith((".json", ".txt", ".xml", ".sql", ".log"))
        and bool(_FOLDERS.search(path) or lowered.endswith((".log", ".sql")))
    )
