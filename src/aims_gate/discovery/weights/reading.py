"""Reads which files hold weights, and lists the data files of the tree."""

from __future__ import annotations

import hashlib
import re

from ...repository.files import lfs_pointer
from ...repository.scan import Json, Row
from ..rows import row
from ..wanted import BOOSTER_TEXT, DATA
from .headers import read_header
from .names import named_like_model, named_like_other
from .suffixes import POSSIBLE, SURE, suffix_of

_SHARD = re.compile(r"[^/]-shard\d{1,4}(?:of\d{1,4})?(?:\.bin)?$")
_TENSORFLOW = ".data-00000-of-00001"
_NEVER = re.compile(
    r"(?:^|/)(?:tokenizer[^/]*|spiece|sentencepiece[^/]*|spm[^/]*|vocab[^/]*|source|target|bpe[^/]*)"
    r"\.(?:model|bin|pkl)$|(?:^|/)(?:requirements|license|readme|makefile|dockerfile|procfile)[^/]*$|"
    r"(?:^|/)(?:training_args|optimizer|scheduler|rng_state[^/]*|random_states[^/]*)\.(?:bin|pt|pth|pkl)$",
    re.IGNORECASE,
)


def read(path: str, data: bytes, size: int) -> list[Row]:
    """Read what one file is: weights, data, or neither."""
    suffix = suffix_of(path)
    rows: list[Row] = []
    facts = None if _NEVER.search(path) else weight_facts(path, suffix, data, size)
    if facts is not None:
        rows.append(row("weights", 1, **facts))
    elif suffix in DATA:
        pointer = lfs_pointer(data)
        rows.append(
            row(
                "file",
                1,
                size=pointer.size if pointer else size,
                sha256=pointer.sha256 if pointer else None,
                lfs=True if pointer else None,
            )
        )
    return rows


def weight_facts(path: str, suffix: str, data: bytes, size: int) -> dict[str, Json] | None:
    """Facts of a weight file; ``None`` if the file is something else."""
    if pointer := lfs_pointer(data):
        facts: dict[str, Json] = {"size": pointer.size, "sha256": pointer.sha256, "lfs": True}
        if _SHARD.search(path):
            return {"format": "tensorflow.js"} | facts
        if suffix == _TENSORFLOW:
            return {"format": "tensorflow", "beside": [".index"]} | facts
        if suffix in BOOSTER_TEXT or not suffix or suffix == ".zip":
            return None
        is_sure = suffix in SURE and not named_like_other(path)
        if is_sure or (suffix in POSSIBLE and suffix not in {".npz"} and named_like_model(path)):
            name = SURE.get(suffix) or POSSIBLE.get(suffix)
            return {"format": name} | facts
        return None
    found = read_header(data, size)
    if found is None:
        found = _unread(path, suffix, data, size)
    if not found or (found.get("format") == "onnx" and suffix not in (".onnx", ".ort")):
        return None
    if found.get("format") == "sphinx" and not path.endswith("means"):
        return None  # the parameters of one acoustic model are spread over files of fixed names
    found["size"] = size
    if len(data) == size:
        found["sha256"] = hashlib.sha256(data).hexdigest()
    return found


def _unread(path: str, suffix: str, data: bytes, size: int) -> dict[str, Json] | None:
    """What is left to the name where the content says nothing."""
    if suffix == ".param" and data.startswith(b"7767517"):
        return {"format": "ncnn", "beside": [".bin"]}
    if _SHARD.search(path):
        return None if _spells_words(data) else {"format": "tensorflow.js"}
    if size < 16 or _is_text(data):
        return None
    if suffix == _TENSORFLOW:
        return {"format": "tensorflow", "beside": [".index"]}
    if suffix in SURE:
        return None if named_like_other(path) else {"format": SURE[suffix]}
    if suffix in (
        ".pb",
        ".params",
        ".pdiparams",
        ".caffemodel",
        ".joblib",
        ".ftz",
        ".t7",
    ):
        return {"format": POSSIBLE[suffix]} if named_like_model(path) else None
    if suffix == ".dat" and named_like_model(path) and b"\0" in data[:4096]:
        return {"format": "dat"}
    if suffix == ".bin" and size > 4096:
        named = re.search(r"(?:pytorch_model|model|weights)[^/]*\.bin$", path)
        return {"format": "bin"} if named else {"format": "bin", "beside": [".param", ".xml"]}
    return None


def _is_text(data: bytes) -> bool:
    start = data[:1024]
    return b"\0" not in start and not any(byte < 9 for byte in start)


def _spells_words(data: bytes) -> bool:
    """Whether it is UTF-8 without bytes that only binary files have."""
    try:
        data[:1024].decode()
    except UnicodeDecodeError as broken:
        return broken.start > 1020 and _is_text(data)  # a character is cut
    return _is_text(data)
