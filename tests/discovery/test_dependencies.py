import json

import pytest

from aims_gate.discovery import AssetKind
from aims_gate.repository.scope import Scope

from .scanning import found_in

PYPROJECT = """
[build-system]
requires = ["hatchling"]
[project]
name = "shop"
dependencies = [
  "requests",
  "Scikit_Learn>=1.5; python_version > '3.9'",
]
[project.optional-dependencies]
gpu = ["torch[cuda]==2.4"]
dev = ["wandb"]
[tool.poetry.dependencies]
langchain = "^1.0"
"""
POM = """<project><dependencies>
<dependency><groupId>org.slf4j</groupId><artifactId>slf4j-api</artifactId></dependency>
<dependency>
  <groupId>dev.langchain4j</groupId><artifactId>langchain4j</artifactId><version>1.0</version>
</dependency></dependencies></project>"""


@pytest.mark.parametrize(
    ("path", "text", "library", "line"),
    [
        ("requirements.txt", "flask\ntorch==2.4.1  # weights\n", "torch", 2),
        ("requirements/base.txt", "openai\n", "openai", 1),
        ("pyproject.toml", PYPROJECT, "scikit-learn", 8),
        ("pyproject.toml", PYPROJECT, "torch", 11),
        ("pyproject.toml", PYPROJECT, "langchain", 14),
        ("setup.py", "setup(name='x', install_requires=['a', 'xgboost>=2'])\n", "xgboost", 1),
        ("setup.cfg", "[options]\ninstall_requires =\n    spacy>=3\n", "spacy", 3),
        ("Pipfile", "[packages]\ntransformers = '*'\n", "transformers", 2),
        ("environment.yml", "dependencies:\n  - pytorch::faiss-cpu=1.8\n", "faiss-cpu", 2),
        ("web/package.json", '{\n"dependencies": {"@anthropic-ai/sdk": "^1"}}', "@anthropic-ai/sdk",
         2),
        ("App.csproj", '<PackageReference Include="Azure.AI.OpenAI" Version="2.0" />',
         "Azure.AI.OpenAI", 1),
        ("Directory.Packages.props",
         '<PackageVersion Include="Microsoft.SemanticKernel.Core" Version="1" />',
         "Microsoft.SemanticKernel", 1),
        ("pom.xml", POM, "dev.langchain4j", 4),
        ("build.gradle.kts", 'implementation("org.springframework.ai:spring-ai-openai:1.0")',
         "org.springframework.ai", 1),
        ("gradle/libs.versions.toml", 'x = { module = "com.openai:openai-java" }', "com.openai", 1),
        ("go.mod", "module m\n\nrequire (\n\tgithub.com/sashabaranov/go-openai v1.2.3\n)\n",
         "github.com/sashabaranov/go-openai", 4),
        ("Cargo.toml", '[dependencies]\nserde = "1"\nasync-openai = "0.2"\n', "async-openai", 3),
        ("Gemfile", "gem 'rails'\ngem 'ruby-openai', '~> 7'\n", "ruby-openai", 2),
        ("composer.json", '{"require": {"openai-php/client": "^1"}}', "openai-php/client", 1),
        ("package.json", '{"name": "ai-chat",\n"keywords": ["ai"],\n"dependencies": {\n"ai": "6"}}',
         "ai", 4),
    ],
)  # fmt: skip
def test_a_dependency_alone_makes_ai(path: str, text: str, library: str, line: int) -> None:
    found = found_in({path: text})
    places = {asset.identity: asset.at for asset in found.of(AssetKind.LIBRARY)}
    assert places[library].line == line
    assert found.ai_system


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("requirements.txt", "flask\ndjango\npandas\n# torch\n"),
        ("package.json", '{"dependencies": {"react": "19", "openai-like": "1"}}'),
        ("go.mod", "require github.com/sashabaranov/go-openai v1 // indirect\n"),
        ("Cargo.toml", '[dependencies]\ntransformer = "1"\n'),
        ("pom.xml", "<dependency><groupId>org.agent</groupId></dependency>"),
        ("requirements.txt", "tiktoken\nmlflow\n"),
        ("notes.txt", "torch\n"),
        ("vendor/x/requirements.txt", "torch\n"),
        ("tests/requirements.txt", "torch\n"),
    ],
)
def test_ordinary_dependencies_make_none(path: str, text: str) -> None:
    assert not found_in({path: text}).ai_system


def test_what_only_developers_install_is_not_the_product() -> None:
    found = found_in({"package.json": json.dumps({"devDependencies": {"openai": "4"}})})
    (library,) = found
    assert library.scope is Scope.TEST
    assert not found.ai_system


POETRY_EXTRAS = """
[tool.poetry.dependencies]
torch = { version = "2", optional = true }
openai = { version = "1", optional = true }
[tool.poetry.extras]
docs = ["torch"]
llm = ["openai"]
"""
GROUPS = """
[project]
name = "graphs"
[project.optional-dependencies]
example = ["scikit-learn"]
llm = ["openai"]
[dependency-groups]
bench = ["torch"]
"""
SETUP_SCRIPT = """
setup(
    name="graphs",
    tests_require=["torch"],
    extras_require={
        "dev": ["xgboost", "transformers>=4"],
        "llm": ["openai"],
    },
)
"""
SETUP_CONFIG = """
[options.extras_require]
test =
    torch
llm =
    openai
"""
CARGO = '[dependencies]\nasync-openai = "0.2"\n[dev-dependencies]\ntch = "0.1"\n'


@pytest.mark.parametrize(
    ("path", "text", "product"),
    [
        ("pyproject.toml", GROUPS, {"openai"}),
        ("pyproject.toml", POETRY_EXTRAS, {"openai"}),
        ("setup.py", SETUP_SCRIPT, {"openai"}),
        ("setup.cfg", SETUP_CONFIG, {"openai"}),
        ("Cargo.toml", CARGO, {"async-openai"}),
        ("requirements-examples.txt", "torch\n", set()),
        ("requirements/bench.txt", "torch\n", set()),
        ("docs/requirements.txt", "torch\n", set()),
        ("requirements-gpu.txt", "torch\n", {"torch"}),
    ],
)
def test_an_optional_feature_is_the_product_and_a_developers_group_is_not(
    path: str, text: str, product: set[str]
) -> None:
    libraries = found_in({path: text}).of(AssetKind.LIBRARY)
    assert {each.identity for each in libraries if each.scope is Scope.PRODUCT} == product
    assert {each.scope for each in libraries} <= {Scope.PRODUCT, Scope.TEST, Scope.DOCS}


@pytest.mark.parametrize("path", ["pyproject.toml", "package.json", "Cargo.toml", "Pipfile"])
def test_a_manifest_that_cannot_be_parsed_is_reported(path: str) -> None:
    (broken,) = found_in({path: "{[ nothing"}).unreadable
    assert broken.at.path == path


def test_what_a_setup_script_says_about_itself_is_no_requirement() -> None:
    text = (
        "from setuptools import setup\n"
        "NEEDS = ['torch']\n"
        "setup(name='clip', author='OpenAI', keywords=['anthropic', 'x'],\n"
        "      url='openai', install_requires=NEEDS)\n"
    )
    from aims_gate.discovery.dependencies.python_manifests import setup_script

    names = {each.name for each in setup_script("setup.py", text).dependencies}
    assert "torch" in names
    assert not names & {"OpenAI", "openai", "anthropic"}
