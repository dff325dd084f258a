import pytest

from aims_gate.discovery import AssetKind
from aims_gate.repository.scope import Scope

from .scanning import found_in

PUBSPEC = "name: app\ndependencies:\n  flutter:\n    sdk: flutter\n  tflite_flutter: ^0.10.0\n"
DESCRIPTION = "Package: fit\nDepends: R (>= 4.1)\nImports:\n    dplyr,\n    ranger (>= 0.12)\n"
SWIFT = """let package = Package(name: "A", dependencies: [
    .package(url: "https://github.com/MacPaw/OpenAI.git", from: "0.2.0"),
])"""


@pytest.mark.parametrize(
    ("path", "text", "library", "line"),
    [
        ("CMakeLists.txt", "project(a)\nfind_package(Torch REQUIRED)\n", "libtorch", 2),
        ("cmake/deps.cmake", "FetchContent_Declare(\n  llama.cpp\n  GIT_TAG x)", "llama.cpp", 2),
        ("Package.swift", SWIFT, "OpenAI", 2),
        ("pubspec.yaml", PUBSPEC, "tflite_flutter", 5),
        ("DESCRIPTION", DESCRIPTION, "ranger", 5),
        ("Project.toml", 'name = "A"\n[deps]\nFlux = "587475ba"\n', "Flux", 3),
        ("build.sbt", 'libraryDependencies += "org.apache.spark" %% "spark-mllib" % "3.5.0"\n',
         "org.apache.spark:spark-mllib", 1),
        ("deps.edn", '{:deps {\n  scicloj/scicloj.ml.smile {:mvn/version "7.2"}}}\n',
         "scicloj:scicloj.ml", 2),
        ("project.clj", '(defproject a "1"\n :dependencies [[org.tribuo/tribuo-all "4.3"]])\n',
         "org.tribuo", 2),
        ("action.yml", "runs:\n  steps:\n    - uses: actions/ai-inference@v1\n",
         "actions/ai-inference", 3),
    ],
)  # fmt: skip
def test_a_dependency_alone_makes_ai(path: str, text: str, library: str, line: int) -> None:
    found = found_in({path: text})
    places = {asset.identity: asset.at.line for asset in found.of(AssetKind.LIBRARY)}
    assert places == {library: line}
    assert found.ai_system


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("CMakeLists.txt", "find_package(OpenCV REQUIRED)\n# find_package(Torch)\n"),
        ("CMakeLists.txt", "message(STATUS Torch)\n"),
        ("Package.swift", '// .package(url: "https://github.com/MacPaw/OpenAI", from: "1")\n'),
        ("pubspec.yaml", "dependencies:\n  http: ^1\ndev_dependencies:\n  dart_openai: 1\n"),
        ("DESCRIPTION", "Package: plots\nImports: ggplot2\nSuggests: caret, torch\n"),
        ("DESCRIPTION", "Imports: torch and other words\n"),
        ("Project.toml", '[deps]\nDataFrames = "a"\n[extras]\nFlux = "b"\n'),
        ("build.sbt", '"org.tensorflow" % "tensorflow-core-api" % "1.0" % Test\n'),
        ("deps.edn", '{:deps {org.clojure/clojure {:mvn/version "1.11.1"}}\n'
         ' :aliases {:test {:extra-deps {org.tribuo/tribuo-all {:mvn/version "4.3"}}}}}\n'),
        ("deps.edn", '{:deps {\n ;; org.tribuo/tribuo-all {:mvn/version "4.3"}\n}}\n'),
        ("action.yml", "runs:\n  steps:\n    - uses: actions/checkout@v4\n"),
        (".github/workflows/ci.yml",
         "jobs:\n  a:\n    steps:\n      - uses: actions/ai-inference@v1\n"),
    ],
)  # fmt: skip
def test_ordinary_dependencies_make_none(path: str, text: str) -> None:
    found = found_in({path: text})
    assert not found.ai_system
    assert all(asset.scope is not Scope.PRODUCT for asset in found)


def test_an_action_that_asks_a_model_is_a_tool_of_the_workflow() -> None:
    text = "jobs:\n  a:\n    steps:\n      - uses: anthropics/claude-code-action@v1\n"
    (library,) = found_in({".github/workflows/review.yml": text}).of(AssetKind.LIBRARY)
    assert (library.identity, library.scope) == ("anthropics/claude-code-action", Scope.TOOLING)
    assert library.detail["version"] == "v1"


def test_a_build_file_of_another_language_says_nothing_of_a_lock_file_beside_it() -> None:
    lock = '[[package]]\nname = "torch"\nversion = "2.4.1"\n'
    found = found_in({"uv.lock": lock, "CMakeLists.txt": "project(a)\n"})
    assert {each.identity for each in found.of(AssetKind.LIBRARY)} == {"torch"}
