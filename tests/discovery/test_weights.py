import io
import json
import pickle
import struct
import zipfile

import pytest

from aims_gate.discovery import AssetKind
from aims_gate.discovery.weights.pickles import classes, runs_commands

from .scanning import found_in


def safetensors(metadata: dict[str, str]) -> bytes:
    header = json.dumps({"__metadata__": metadata, "w": {"dtype": "F32", "shape": [1]}}).encode()
    return len(header).to_bytes(8, "little") + header + b"\0" * 4


def gguf(metadata: dict[str, str]) -> bytes:
    def string(text: str) -> bytes:
        return struct.pack("<Q", len(text)) + text.encode()

    pairs = b"".join(
        string(key) + struct.pack("<I", 8) + string(text) for key, text in metadata.items()
    )
    tokens = string("tokens") + struct.pack("<IIQ", 9, 8, 2) + string("a") + string("b")
    return b"GGUF" + struct.pack("<IQQ", 3, 0, len(metadata) + 1) + tokens + pairs


def zipped(names: list[str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, b"\x80\x02}q\x00.")
    return buffer.getvalue()


def pickled_global(module: str, name: str) -> bytes:
    """A pickle that asks for a class, as a fitted model does; never loaded here."""
    strings = b"".join(b"\x8c" + bytes([len(each)]) + each.encode() for each in (module, name))
    return b"\x80\x04" + strings + b"\x93)\x81}." + b"\0" * 32


def pointer(size: int = 90_000_000) -> bytes:
    return (
        f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\nsize {size}\n"
    ).encode()


MODELS: list[tuple[str, bytes, str]] = [
    ("m/model.safetensors", safetensors({"format": "pt"}), "safetensors"),
    ("m/model.gguf", gguf({"general.name": "Small"}), "gguf"),
    ("m/net.pt", zipped(["net/data.pkl", "net/version"]), "torch"),
    ("m/net.pth", zipped(["net/data.pkl", "net/code/x.py", "net/constants.pkl"]), "torchscript"),
    ("m/net", zipped(["net/data.pkl"]) + b"\0" * 5000, "torch"),
    ("m/net.keras", zipped(["metadata.json", "config.json", "model.weights.h5"]), "keras"),
    ("m/net.h5", b"\x89HDF\r\n\x1a\n" + b"\0" * 64 + b"model_weights keras_version", "keras-hdf5"),
    ("m/net.tflite", b"\x1c\0\0\0TFL3" + b"\0" * 64, "tflite"),
    ("m/net.onnx", b"\x08\x08\x12\x07pytorch\x1a\x052.4.0:" + b"\0" * 64, "onnx"),
    ("m/lr.pkl", pickled_global("sklearn.linear_model._logistic", "LogisticRegression"), "pickle"),
    ("m/b.cbm", b"CBM1" + b"\0" * 64, "catboost"),
    ("m/model.txt", b"tree\nversion=v4\nnum_class=1\n", "lightgbm"),
    ("run/artifacts/model.lgb", b"tree\nversion=v4\nnum_class=1\n", "lightgbm"),
    ("run/artifacts/model.xgb", b"{L" + b"\0" * 7 + b"\7learner" + b"\0" * 64, "xgboost"),
    ("run/artifacts/booster.xgb", pointer(), "xgboost"),
    ("run/artifacts/model.cb", b"CBM1" + b"\0" * 64, "catboost"),
    (
        "m/xgb_model.json",
        b'{"learner":{"gradient_booster":{},"learner_model_param":{}}}',
        "xgboost",
    ),
    ("m/shape_predictor_68.dat", b"\x01\x01\x0aloss_mmod_\0\0" + b"\0" * 64, "dlib"),
    ("m/face_net.dat", pointer(), "dat"),
    ("m/net.pth.LFS/net.pth", pointer(), "torch"),
    ("baseline_model.pkl", pointer(), "pickle"),
]


@pytest.mark.parametrize(("path", "data", "kind"), MODELS, ids=[each[0] for each in MODELS])
def test_weights_are_told_by_content(path: str, data: bytes, kind: str) -> None:
    found = found_in({path: data})
    (model,) = found.of(AssetKind.MODEL_FILE)
    assert (model.identity, model.detail["format"]) == (path, kind)
    assert found.ai_system


OTHERS: list[tuple[str, bytes]] = [
    ("m/tokenizer.model", b"\x0a\x0e\x0a\x05<unk>" + b"\0" * 64),
    ("m/cl100k.tiktoken", b"IQ== 0\n"),
    ("m/mel_filters.npz", zipped(["mel_80.npy"])),
    ("m/feature_cols.pkl", pickle.dumps(["age", "income"])),
    ("m/params.pkl", pickle.dumps({"base": 1.0})),
    ("m/scaler.pkl", pickled_global("sklearn.preprocessing._data", "StandardScaler")),
    ("m/shap_explainer.pkl", pointer()),
    ("m/rows.h5", b"\x89HDF\r\n\x1a\n" + b"\0" * 200),
    ("chroma/index.bin", bytes(range(256)) * 40),
    ("models/user.js", b"module.exports = mongoose.model('User', schema)"),
    ("models/user.py", b"class User: pass\n"),
    ("m/notes.xgb", b"Trees, and what they were grown for.\n"),
    ("m/ledger.cb", bytes(range(256)) * 4),
    ("m/notes.pt", b"Ol\xc3\xa1, isto \xc3\xa9 texto.\n"),
    ("m/model.txt", b"The model of the transformer\n"),
    ("m/model.json", b'{"model": "sedan"}'),
    ("m/archive.zip", zipped(["a.txt"])),
    ("m/optimizer.pt", zipped(["optimizer/data.pkl"])),
    ("data/rows.parquet", pointer()),
    ("LICENSE", b"Apache License\n" * 500),
]


@pytest.mark.parametrize(("path", "data"), OTHERS, ids=[each[0] for each in OTHERS])
def test_what_only_looks_like_weights_is_left_out(path: str, data: bytes) -> None:
    found = found_in({path: data})
    assert not found.of(AssetKind.MODEL_FILE)
    assert not found.ai_system


def test_headers_say_licence_and_base_model() -> None:
    metadata = {"license": "apache-2.0", "base_model": "acme/base"}
    (model,) = found_in({"m.safetensors": safetensors(metadata)})
    assert (model.detail["licence"], model.detail["base_model"]) == ("apache-2.0", "acme/base")
    assert len(str(model.detail["sha256"])) == 64
    (model,) = found_in({"m.gguf": gguf({"general.license": "mit", "general.name": "Small"})})
    assert (model.detail["licence"], model.detail["title"]) == ("mit", "Small")


def test_a_pointer_gives_digest_and_size_of_what_it_stands_for() -> None:
    (model,) = found_in({"m.safetensors": pointer(123)})
    assert (model.detail["sha256"], model.detail["size"]) == ("a" * 64, 123)


def test_a_fixture_belongs_to_the_tests() -> None:
    assert not found_in({"tests/fixtures/m.safetensors": safetensors({})}).ai_system


def test_a_pickle_that_runs_commands_is_seen_and_not_run() -> None:
    data = b"cposix\nsystem\n(S'touch /tmp/ran'\ntR."
    assert runs_commands(classes(data)) == ["posix.system"]
    (model,) = found_in({"m/model.pkl": b"\x80\x02" + data})
    assert model.detail["runs"] == ["posix.system"]


NCNN = {
    "m/face.param": b"7767517\n116 126\nInput input 0 1 input\n",
    "m/face.bin": b"\0\1\2\3" * 2000,
    "m/other.bin": b"\0\1\2\3" * 2000,
}


def test_weights_of_ncnn_are_told_from_the_graph_beside_them() -> None:
    found = found_in(NCNN)
    paths = {asset.identity for asset in found.of(AssetKind.MODEL_FILE)}
    assert paths == {"m/face.param", "m/face.bin"}


def test_a_description_by_mlflow_is_no_second_model() -> None:
    files = {
        "runs/1/model/MLmodel": b"flavors:\n  pytorch:\n    x: 1\n",
        "runs/2/model/MLmodel": b"flavors:\n  pytorch:\n    x: 1\n",
        "runs/1/model/data/model.pth": b"version https://git-lfs.github.com/spec/v1\n"
        b"oid sha256:" + b"a" * 64 + b"\nsize 9000\n",
    }
    paths = {asset.identity for asset in found_in(files).of(AssetKind.MODEL_FILE)}
    assert paths == {"runs/1/model/data/model.pth", "runs/2/model/MLmodel"}


def test_variables_of_tensorflow_are_told_from_the_index_beside_them() -> None:
    data = bytes(range(256)) * 20
    files = {
        "export/variables/variables.index": b"\0\0\x12\x08" * 20,
        "export/variables/variables.data-00000-of-00002": data,
        "export/variables/variables.data-00001-of-00002": pointer(),
        "rows/part.data-00000-of-00001": data,
    }
    found = found_in(files).of(AssetKind.MODEL_FILE)
    assert {each.identity.rpartition(".")[2] for each in found} == {
        "data-00000-of-00002",
        "data-00001-of-00002",
    }


def test_an_acoustic_model_of_sphinx_is_one_model() -> None:
    data = b"s3\nversion 1.0\nchksum0 yes\nendhdr\n" + b"\x44\x33\x22\x11" * 2000
    found = found_in({"hmm/means": data, "hmm/variances": data, "hmm/mixture_weights": data})
    (model,) = found.of(AssetKind.MODEL_FILE)
    assert (model.identity, model.detail["format"]) == ("hmm/means", "sphinx")


def test_text_that_is_cut_in_shards_is_no_model() -> None:
    assert not found_in({"data/words-shard1": b"one two three\n" * 500}).ai_system
