import pytest

from aims_gate.discovery import AssetKind

from .scanning import found_in


@pytest.mark.parametrize(
    ("path", "source", "library"),
    [
        ("lib/a.rb", "require 'openai'\n", "ruby-openai"),
        ("src/a.php", "<?php\nuse OpenAI\\Client;\n", "openai-php/client"),
        ("Sources/a.swift", "import Foundation\nimport MLXNN\n", "MLX"),
        ("Sources/a.swift", "import CoreML\n", "CoreML"),
        ("mix.exs", 'defp deps do\n  [{:nx, "~> 0.9"}]\n', "nx"),
        ("lib/a.ex", "  alias Axon.Loop\n", "axon"),
        ("src/a.jl", "using MLDatasets, Flux, CUDA\n", "Flux"),
        ("a.lua", "require 'nn'\n", "torch"),
        ("R/a.R", "library(randomForest)\n", "randomForest"),
        ("lib/a.dart", "import 'package:firebase_ai/firebase_ai.dart';\n", "firebase_ai"),
        ("src/a.cpp", "#include <torch/script.h>\n", "libtorch"),
        ("src/a.cc", '#include "llama.h"\n', "llama.cpp"),
        ("src/a.hpp", "#include <opencv2/dnn.hpp>\n", "opencv-dnn"),
        ("Sources/a.swift", "import UIKit\nimport Vision\n", "Vision"),
        ("src/a.m", "#import <CoreML/CoreML.h>\n", "CoreML"),
        ("train.m", "x = 1;\nmdl = fitcsvm(x, y);\n", "statistics-and-machine-learning-toolbox"),
    ],
)
def test_libraries_of_many_languages(path: str, source: str, library: str) -> None:
    found = found_in({path: source})
    assert {each.identity for each in found.of(AssetKind.LIBRARY)} == {library}
    assert found.ai_system


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("lib/a.rb", "require 'json'\n# require 'openai'\n"),
        ("src/a.php", "<?php\nuse App\\OpenAI\\Client;\n"),
        ("Sources/a.swift", "import Visionary\n// import Vision\n"),
        ("src/a.m", "#import <UIKit/UIKit.h>\n% net = trainNetwork(x, y)\n"),
        ("src/a.m", '#import "Vision.h"\nx = Vision/2;\n'),
        ("src/a.cpp", "#include <opencv2/core.hpp>\n"),
        ("src/a.jl", "using CUDA, DataFrames\n"),
        ("a.lua", "require 'model'\n"),
        ("R/a.R", "library(ggplot2)\n"),
        ("src/a.cpp", '#include <vector>\n#include "model.h"\n// #include <torch/script.h>\n'),
    ],
)
def test_other_modules_are_no_ai(path: str, source: str) -> None:
    found = found_in({path: source})
    assert list(found) == []
    assert not found.ai_system


@pytest.mark.parametrize(
    "files",
    [
        {"ruby-openai.gemspec": "spec.name = 'ruby-openai'\n"},
        {"composer.json": '{"name": "openai-php/client"}'},
        {"pyproject.toml": "[project]\nname = 'transformers'\n"},
    ],
)
def test_a_known_library_is_ai_itself(files: dict[str, str]) -> None:
    assert found_in(files).ai_system


def test_libraries_of_benchmarks_are_not_the_packages_own() -> None:
    files = {
        "pyproject.toml": "[project]\nname = 'quick'\ndependencies = ['click']\n",
        "benchmarks/compare.py": "from sklearn.svm import SVC\n",
    }
    assert not found_in(files).ai_system
    files["pyproject.toml"] = "[project]\nname = 'quick'\ndependencies = ['scikit-learn']\n"
    assert found_in(files).ai_system


def test_shards_of_tensorflow_js_and_data_of_tesseract_are_weights() -> None:
    data = bytes(range(32, 256)) * 40
    files = {
        "w/ssd_model-shard1": data,
        "w/group1-shard1of2.bin": data,
        "eng.traineddata": bytes(20) + data,
    }
    found = found_in(files).of(AssetKind.MODEL_FILE)
    assert {each.identity: each.detail["format"] for each in found} == {
        "w/ssd_model-shard1": "tensorflow.js",
        "w/group1-shard1of2.bin": "tensorflow.js",
        "eng.traineddata": "tesseract",
    }


def test_a_constant_that_spells_a_models_name_holds_its_id() -> None:
    files = {
        "src/constants.py": "MUSICGEN_LARGE = 'facebook/musicgen-large'\n"
        "PAGE = 'facebook/react'\nVSCODE = 'microsoft/vscode-docs'\n",
        "src/app.py": "import transformers\n",
    }
    found = found_in(files).of(AssetKind.HUB_MODEL)
    assert {"facebook/musicgen-large"} <= {each.identity for each in found}
    assert "facebook/react" not in {each.identity for each in found}


def test_what_a_long_string_shows_is_documentation() -> None:
    source = 'model = 1\n@doc """\n    model = load({:hf, "openai/whisper-tiny"})\n"""\n'
    assert found_in({"lib/a.ex": source}).of(AssetKind.HUB_MODEL) == ()


def test_a_file_of_a_robot_is_no_id() -> None:
    source = "import transformers\nOBJECT = 'google/object-template.urdf'\n"
    assert found_in({"src/a.py": source}).of(AssetKind.HUB_MODEL) == ()
