"""What the first bytes of a file say: its format, and the facts its header holds."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Mapping

from ...repository.scan import Json
from .pickles import classes, is_pickle, model_class, runs_commands

Facts = dict[str, Json]

_HEADER_LIMIT = 1 << 20
_TEXT_LIMIT = 200
_NO_MODEL: Facts = {}


def read_header(data: bytes, size: int) -> Facts | None:
    """Facts of a weight file with at least ``format``.

    Empty if the bytes are of a known other thing, ``None`` if they say nothing.
    """
    for reader in (
        _safetensors,
        _gguf,
        _zip,
        _hdf5,
        _tflite,
        _pickle,
        _onnx,
        _dlib,
        _by_magic,
        _text,
    ):
        facts = reader(data, size)
        if facts is not None:
            return facts
    return None


def _safetensors(data: bytes, size: int) -> Facts | None:
    """Source: the format's description, https://github.com/huggingface/safetensors#format."""
    if len(data) < 10 or data[8:9] != b"{":
        return None
    length = int.from_bytes(data[:8], "little")
    if length > 100_000_000 or length + 8 > max(size, len(data)):
        return None
    facts: Facts = {"format": "safetensors"}
    try:
        header = json.loads(data[8 : 8 + length]) if length + 8 <= len(data) else {}
    except (ValueError, RecursionError):
        return facts
    if isinstance(header, dict):
        metadata = header.get("__metadata__")
        facts["tensors"] = len(header) - (metadata is not None)
        facts |= _named(metadata if isinstance(metadata, dict) else {})
    return facts


_TOLD = {
    "license": "licence",
    "general.license": "licence",
    "modelspec.license": "licence",
    "base_model": "base_model",
    "ss_base_model_version": "base_model",
    "ss_sd_model_name": "base_model",
    "general.base_model.0.name": "base_model",
    "general.base_model.0.repo_url": "base_model_url",
    "general.name": "title",
    "modelspec.title": "title",
    "general.architecture": "architecture",
    "modelspec.architecture": "architecture",
    "general.author": "author",
    "modelspec.author": "author",
    "general.version": "version",
    "format": "framework",
}


def _named(metadata: Mapping[str, object]) -> Facts:
    facts: Facts = {}
    for key, name in _TOLD.items():
        value = metadata.get(key)
        if isinstance(value, str) and value:
            facts[name] = value[:_TEXT_LIMIT]
    return facts


_GGUF_SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
_GGUF_STRING, _GGUF_ARRAY = 8, 9


def _gguf(data: bytes, size: int) -> Facts | None:
    """Source: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md."""
    if data[:4] != b"GGUF":
        return None
    facts: Facts = {"format": "gguf"}
    metadata: dict[str, object] = {}
    try:
        version, _, count = struct.unpack_from("<IQQ", data, 4)
        at = 24
        if version < 2:
            return facts
        for _ in range(min(count, 500)):
            key, at = _gguf_string(data, at)
            (kind,) = struct.unpack_from("<I", data, at)
            value, at = _gguf_value(data, at + 4, kind)
            if isinstance(value, str):
                metadata[key] = value
            if at > len(data):
                break
    except (struct.error, ValueError, IndexError):
        pass
    return facts | _named(metadata)


def _gguf_string(data: bytes, at: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<Q", data, at)
    if length > len(data):
        raise ValueError("string beyond the bytes at hand")
    return data[at + 8 : at + 8 + length].decode("utf-8", "replace"), at + 8 + length


def _gguf_value(data: bytes, at: int, kind: int) -> tuple[str | None, int]:
    if kind == _GGUF_STRING:
        return _gguf_string(data, at)
    if kind == _GGUF_ARRAY:
        inner, count = struct.unpack_from("<IQ", data, at)
        at += 12
        if inner != _GGUF_STRING:
            if inner not in _GGUF_SIZES:
                raise ValueError("unknown type of values")
            return None, at + _GGUF_SIZES[inner] * count
        for _ in range(count):
            _, at = _gguf_string(data, at)
        return None, at
    if kind not in _GGUF_SIZES:
        raise ValueError("unknown type of value")
    return None, at + _GGUF_SIZES[kind]


def _zip(data: bytes, size: int) -> Facts | None:
    """Torch, Keras, TorchServe and skops files are zip archives: the first names inside tell."""
    if data[:4] != b"PK\x03\x04":
        return None
    names = [
        data[at + 30 : at + 30 + int.from_bytes(data[at + 26 : at + 28], "little")]
        for at in _places(data, b"PK\x03\x04", 20)
    ]
    joined = b"\n".join(names)
    if any(name.endswith(b"/data.pkl") for name in names) or b"/constants.pkl" in joined:
        begin = data.find(b"\x80\x02")
        named = classes(data[begin : begin + 65536]) if begin > 0 else []
        facts: Facts = {"format": "torchscript" if b"/code/" in joined else "torch"}
        if bad := runs_commands(named):
            facts["runs"] = list(bad)
        return facts
    if b"model.weights.h5" in joined or (
        b"config.json" in names[:2] and b"metadata.json" in joined
    ):
        return {"format": "keras"}
    if b"schema.json" in names:
        return {"format": "skops"}
    if b"MAR-INF/" in joined:
        return {"format": "torchserve"}
    return None


def _places(data: bytes, token: bytes, most: int) -> list[int]:
    places: list[int] = []
    at = -1
    while len(places) < most and (at := data.find(token, at + 1)) >= 0:
        places.append(at)
    return places


_KERAS = (b"model_config", b"model_weights", b"keras_version", b"layer_names", b"training_config")


def _hdf5(data: bytes, size: int) -> Facts | None:
    if data[:8] != b"\x89HDF\r\n\x1a\n":
        return None
    if any(word in data for word in _KERAS):
        return {"format": "keras-hdf5"}
    return _NO_MODEL


def _tflite(data: bytes, size: int) -> Facts | None:
    return {"format": "tflite"} if data[4:8] == b"TFL3" else None


def _pickle(data: bytes, size: int) -> Facts | None:
    if not is_pickle(data):
        return None
    named = classes(data[: 1 << 16])
    facts: Facts = {}
    if data[:40].find(b"\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19") >= 0:
        facts = {"format": "torch"}
    elif model := model_class(named):
        facts = {"format": "pickle", "class": model[:_TEXT_LIMIT]}
    if bad := runs_commands(named):
        facts = {"format": "pickle"} | facts | {"runs": list(bad)}
    return facts


_ONNX_PRODUCER = re.compile(
    rb"^\x08[\x01-\x14](?:\x12.([\x20-\x7e]{2,60}?)[\x1a\x22\x3a]|\x3a|\x12)", re.DOTALL
)


def _onnx(data: bytes, size: int) -> Facts | None:
    """A ModelProto: field 1 (IR version) as varint, then producer or graph.

    Source: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
    """
    found = _ONNX_PRODUCER.match(data[:128])
    if not found:
        return None
    facts: Facts = {"format": "onnx"}
    if found[1]:
        facts["producer"] = found[1].decode()
    return facts


_DLIB = re.compile(
    rb"loss_(?:mmod|metric|multiclass|binary|mean)\w*|\bcon_\d|input_rgb_image|affine_con|"
    rb"shape_predictor"
)


def _dlib(data: bytes, size: int) -> Facts | None:
    if data[:1] == b"\x01" and _DLIB.search(data[:4096]):
        return {"format": "dlib"}
    return None


_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"CBM1", "catboost"),
    (0, b"ggml", "ggml"),
    (0, b"lmgg", "ggml"),
    (0, b"tjgg", "ggml"),
    (0, b"fmgg", "ggml"),
    (0, b"binf", "xgboost"),
    (0, b"\xba\x16\x4f\x2f", "fasttext"),
    (0, b"ORTM", "onnx"),
    (4, b"ORTM", "onnx"),
    (0, b"ftrt", "tensorrt"),
    (0, b"{L\x00\x00\x00\x00\x00\x00\x00\x07learner", "xgboost"),
    (0, b"{L", "xgboost"),
    (0, b"tree\nversion=", "lightgbm"),
    (0, b"s3\nversion", "sphinx"),
)


def _by_magic(data: bytes, size: int) -> Facts | None:
    for at, magic, name in _MAGIC:
        if data[at : at + len(magic)] == magic:
            if magic == b"{L" and b"learner" not in data[:64]:
                continue
            return {"format": name}
    if b"learner_model_param" in data[:4096] and b"gradient_booster" in data:
        return {"format": "xgboost"}
    return None


_MARKUP: tuple[tuple[bytes, str], ...] = (
    (b"<PMML", "pmml"),
    (b"<opencv_storage>\n<cascade", "opencv-cascade"),
)


def _text(data: bytes, size: int) -> Facts | None:
    start = data[:600]
    for mark, name in _MARKUP:
        if mark in start:
            return {"format": name}
    if start.startswith(b"<?xml") and b"<net name=" in start:
        return {"format": "openvino"}
    return None
