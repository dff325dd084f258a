"""Suffixes that are given to weights, and to other things as well."""

from __future__ import annotations

import re

_SHARD = re.compile(r"\.data-\d{5}-of-\d{5}$")

SURE = {
    ".safetensors": "safetensors",
    ".gguf": "gguf",
    ".ggml": "ggml",
    ".onnx": "onnx",
    ".tflite": "tflite",
    ".mlmodel": "coreml",
    ".keras": "keras",
    ".pth": "torch",
    ".pt": "torch",
    ".ckpt": "checkpoint",
    ".cbm": "catboost",
    ".xgb": "xgboost",
    ".lgb": "lightgbm",
    ".lgbm": "lightgbm",
    ".caffemodel": "caffe",
    ".pdparams": "paddle",
    ".pdiparams": "paddle",
    ".nemo": "nemo",
    ".skops": "skops",
    ".engine": "tensorrt",
    ".mar": "torchserve",
    ".mnn": "mnn",
    ".rknn": "rknn",
    ".ptl": "torch",
    ".torchscript": "torch",
    ".msgpack": "flax",
    ".ort": "onnx",
    ".weights": "darknet",
    ".traineddata": "tesseract",
}
"""Suffixes that are given to models: still judged by content where there is some."""

POSSIBLE = {
    ".pkl": "pickle",
    ".pickle": "pickle",
    ".joblib": "joblib",
    ".sav": "pickle",
    ".bin": "bin",
    ".h5": "hdf5",
    ".hdf5": "hdf5",
    ".pb": "tensorflow",
    ".dat": "dat",
    ".model": "model",
    ".ubj": "xgboost",
    ".npz": "numpy",
    ".json": "json",
    ".txt": "text",
    ".params": "mxnet",
    ".zip": "zip",
    ".xml": "openvino",
    ".param": "ncnn",
    ".bst": "xgboost",
    ".cb": "catboost",
    ".dill": "pickle",
    ".pmml": "pmml",
    ".ftz": "fasttext",
    ".mdl": "model",
    ".p": "pickle",
    ".t7": "torch",
    ".data-00000-of-00001": "tensorflow",
    ".index": "tensorflow",
    "": "",
}
"""Suffixes that other things have as well: content or, for pointers, the name decides."""


def suffix_of(path: str) -> str:
    """The suffix in lower case; empty if the name has none. Shards of TensorFlow share one."""
    name = path.rpartition("/")[2]
    if "-of-" in name and _SHARD.search(name):
        return ".data-00000-of-00001"
    stem, dot, suffix = name.rpartition(".")
    if not dot or not stem:
        return ""
    return f".{suffix.lower()}"
