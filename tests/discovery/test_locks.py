import pytest

from aims_gate.discovery import Asset, AssetKind
from aims_gate.repository.scope import Scope

from .scanning import found_in

LOCKS = {
    "poetry.lock": '[[package]]\nname = "torch"\nversion = "2.4.1"\ndescription = "x"\n',
    "uv.lock": 'version = 1\n\n[[package]]\nname = "torch"\nversion = "2.4.1"\n',
    "pdm.lock": '[[package]]\nname = "torch"\nversion = "2.4.1"\n',
    "Pipfile.lock": '{"default": {\n "torch": {\n "hashes": ["sha256:a"],\n "index": "pypi",\n'
    ' "version": "==2.4.1"\n }}}',
    "conda-lock.yml": "package:\n- name: torch\n  version: 2.4.1\n  manager: pip\n",
    "package-lock.json": '{"packages": {"": {"dependencies": {"openai": "^4"}},\n'
    '    "node_modules/openai": {\n      "version": "4.9.1",\n"resolved": "x"}}}',
    "yarn.lock": '"x@npm:^1":\n  version: 1\n\nopenai@^4.0.0, openai@^4.1.0:\n  version "4.9.1"\n',
    "pnpm-lock.yaml": "packages:\n\n  /x@1.0.0:\n  openai@4.9.1(zod@3.2.0):\n    resolution: {}\n",
    "Cargo.lock": '[[package]]\nname = "tch"\nversion = "0.17.0"\n',
    "go.sum": "github.com/openai/openai-go v0.1.0 h1:abc=\n"
    "github.com/openai/openai-go v0.1.0/go.mod h1:abc=\n",
    "packages.lock.json": '{"dependencies": {"net8.0": {"Microsoft.ML": {\n "type": "Direct",\n'
    ' "requested": "[3.0.1, )",\n "resolved": "3.0.1",\n "contentHash": "x"}}}}',
}
MANIFESTS = {
    "poetry.lock": ("pyproject.toml", '[tool.poetry.dependencies]\n{} = "^2"\n'),
    "uv.lock": ("pyproject.toml", '[project]\nname="a"\ndependencies = ["{}"]\n'),
    "pdm.lock": ("pyproject.toml", '[project]\nname="a"\ndependencies = ["{}>2"]\n'),
    "Pipfile.lock": ("Pipfile", '[packages]\n{} = "*"\n'),
    "conda-lock.yml": ("environment.yml", "dependencies:\n  - {}\n"),
    "package-lock.json": ("package.json", '{{"dependencies": {{"{}": "^4"}}}}'),
    "yarn.lock": ("package.json", '{{"dependencies": {{"{}": "^4"}}}}'),
    "pnpm-lock.yaml": ("package.json", '{{"dependencies": {{"{}": "^4"}}}}'),
    "Cargo.lock": ("Cargo.toml", '[dependencies]\n{} = "0.17"\n'),
    "go.sum": ("go.mod", "require {} v0.1.0\n"),
    "packages.lock.json": ("app.csproj", '<PackageReference Include="{}" Version="3.0.1" />'),
}
LIBRARIES = {
    "package-lock.json": ("openai", "4.9.1"),
    "yarn.lock": ("openai", "4.9.1"),
    "pnpm-lock.yaml": ("openai", "4.9.1"),
    "Cargo.lock": ("tch", "0.17.0"),
    "go.sum": ("github.com/openai/openai-go", "v0.1.0"),
    "packages.lock.json": ("Microsoft.ML", "3.0.1"),
}


def libraries_in(files: dict[str, str]) -> list[Asset]:
    """The libraries of the product."""
    return [each for each in found_in(files).of(AssetKind.LIBRARY) if each.scope is Scope.PRODUCT]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_tells_the_version_of_a_library_that_a_manifest_declares(lock: str) -> None:
    name, version = LIBRARIES.get(lock, ("torch", "2.4.1"))
    manifest, text = MANIFESTS[lock]
    (found,) = libraries_in({f"app/{lock}": LOCKS[lock], f"app/{manifest}": text.format(name)})
    assert (found.identity, found.detail["locked"]) == (name, version)
    assert {place.path for place in found.places} == {f"app/{manifest}"}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_alone_stands_for_its_libraries(lock: str) -> None:
    name, version = LIBRARIES.get(lock, ("torch", "2.4.1"))
    (found,) = libraries_in({f"app/{lock}": LOCKS[lock]})
    assert (found.identity, found.detail["locked"]) == (name, version)
    assert found.at.path == f"app/{lock}"


@pytest.mark.parametrize("lock", LOCKS)
def test_what_only_other_libraries_bring_is_not_the_choice_of_the_product(lock: str) -> None:
    manifest, text = MANIFESTS[lock]
    assert not found_in({lock: LOCKS[lock], manifest: text.format("flask")}).ai_system


def test_the_nearest_lock_file_counts() -> None:
    lock = LOCKS["uv.lock"]
    files = {
        "uv.lock": lock,
        "pyproject.toml": "[project]\nname='a'\n",
        "service/uv.lock": lock.replace("2.4.1", "2.6.0"),
        "service/pyproject.toml": "[project]\nname='b'\n",
        "service/app.py": "import torch\n",
    }
    (found,) = libraries_in(files)
    assert found.detail["locked"] == "2.6.0"


def test_packages_inside_other_packages_are_not_taken_for_the_projects_own() -> None:
    lock = '{"packages": {"node_modules/x/node_modules/openai": {\n "version": "3.0.0"}}}'
    assert libraries_in({"package-lock.json": lock}) == []
