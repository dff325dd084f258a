"""Documents: models and datasets of a hub that prose and its code samples mention."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..repository.scan import Row
from ..repository.scope import Scope
from .names import is_dataset_id, is_hub_id, model_id
from .rows import row

_CALL = re.compile(
    rb"(from_pretrained|load_dataset|snapshot_download|hf_hub_download|SentenceTransformer)\(\s{0,40}(?:repo_id\s?=\s?)?[\"']([\w.-]+(?:/[\w.-]+)?)[\"']"
)
_PAGE = re.compile(rb"huggingface\.co/(datasets/)?([\w.-]+/[\w.-]+)")
_CALLS = (
    b"from_pretrained(",
    b"load_dataset(",
    b"snapshot_download(",
    b"hf_hub_download(",
    b"SentenceTransformer(",
)
_NO_AUTHORS = frozenset(
    "docs blog papers spaces models tasks join settings collections pricing organizations course "
    "learn chat posts datasets new api front transformers diffusers hub enterprise kernels".split()
)
_MOST = 200


def read(path: str, data: bytes, size: int) -> list[Row]:
    """Read which models and datasets a document mentions."""
    return list(_mentions(data))[:_MOST]


def _mentions(data: bytes) -> Iterator[Row]:
    seen: set[str] = set()
    if any(call in data for call in _CALLS):
        for found in _CALL.finditer(data):
            named = found[2].decode()
            dataset = found[1] == b"load_dataset"
            identity = named if dataset and is_dataset_id(named) else model_id(named)
            if identity and identity not in seen:
                seen.add(identity)
                yield _mention(data, found.start(), identity, dataset)
    if b"huggingface.co/" in data:
        for found in _PAGE.finditer(data):
            text = found[2].decode().rstrip(".")
            if text not in seen and text.partition("/")[0] not in _NO_AUTHORS and is_hub_id(text):
                seen.add(text)
                yield _mention(data, found.start(), text, found[1] is not None)


def _mention(data: bytes, at: int, text: str, dataset: bool) -> Row:
    line = data.count(b"\n", 0, at) + 1
    return row("hub", line, id=text, dataset=dataset, sure=True, scope=Scope.DOCS.value)
