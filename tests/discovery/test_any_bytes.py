"""Whatever the bytes are, every scanner answers with rows that JSON can hold."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aims_gate.discovery import SCANNERS
from aims_gate.repository.scan import Scanner

from .scanning import found_in

PATHS = (
    "a.py", "a.ipynb", "a.ts", "A.cs", "A.java", "a.go", "a.rs", "config.yaml", "a.json", ".env",
    "Dockerfile", "requirements.txt", "pyproject.toml", "setup.py", "setup.cfg", "Pipfile",
    "environment.yml", "package.json", "a.csproj", "pom.xml", "build.gradle", "go.mod",
    "Cargo.toml", "Gemfile", "composer.json", "dvc.yaml", "a.dvc", "MLproject", "MLmodel",
    "m.safetensors", "m.gguf", "m.pt", "m.pkl", "m.h5", "m.onnx", "m.dat", "m.bin", "model.txt",
    "model.json", "m.zip", "weights", "a.csv", "prompts/a.txt", "prompts/a.py", "README.md",
    "uv.lock", "package-lock.json", "yarn.lock", "go.sum",
)  # fmt: skip
FRAGMENTS = st.sampled_from(
    [
        b"import torch\n", b"from transformers import ", b'"""', b"'''", b"'", b'"', b"\\", b"#",
        b"from_pretrained(", b"pipeline(", b"model", b"=", b"'org/n'", b"(", b")", b"[", b"]", b"{",
        b"}", b",", b"\n", b"    ", b"gpt-4o", b"gpt-", b"https://huggingface.co/", b"a/b", b"/",
        b"--model", b"default=", b"os.getenv('M', 'x/y')", b".fit(", b".backward(", b"torch.load(",
        b"<dependency>", b"</dependency>", b"gem ", b"require ", b"image: ", b"PK\x03\x04",
        b"/data.pkl", b"\x80\x04", b"\x93", b"\x8c\x05torch", b"GGUF\x03\0\0\0", b"\xff" * 8, b"\0",
        b"tree\nversion=", b"\x89HDF\r\n\x1a\n", b'{"cells": [', b'"source": ', b"[tool.poetry]\n",
    ]
)  # fmt: skip
CONTENT = st.one_of(st.binary(max_size=400), st.lists(FRAGMENTS, max_size=60).map(b"".join))


@pytest.mark.parametrize("path", PATHS)
@given(data=CONTENT, more=st.integers(0, 1 << 40))
@settings(max_examples=40, deadline=None)
def test_any_bytes_get_an_answer(path: str, data: bytes, more: int) -> None:
    for scanner in SCANNERS:
        if scanner.limit(path, len(data)):
            for size in (len(data), len(data) + more):
                rows = scanner.scan(path, data, size)
                json.dumps(rows)
                assert all(isinstance(each["line"], int) for each in rows)


@given(st.dictionaries(st.sampled_from(PATHS), CONTENT, max_size=4))
@settings(max_examples=60, deadline=None)
def test_any_repository_is_collected(files: dict[str, bytes]) -> None:
    found = found_in(files)
    assert found == found_in(files)


@pytest.mark.parametrize("scanner", SCANNERS, ids=lambda each: each.name)
def test_scanners_read_within_bounds(scanner: Scanner) -> None:
    for path in PATHS:
        assert scanner.limit(path, 1 << 40) <= 16 << 20


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("a.py", b"import torch\n" + b"x = '" + b"a/" * 500_000),
        ("a.py", b"import torch\n" + b'"""' * 300_000),
        ("a.py", b"import torch\n" + b"from_pretrained(" * 60_000),
        ("a.py", b"import torch\n" + b"f('gpt-4o', " * 60_000),
        ("a.py", b"import " * 150_000),
        ("a.ts", b"import '" * 100_000),
        ("a.cs", b"\n" * 1_000_000),
        ("go.mod", b"\n" * 1_000_000),
        ("build.gradle", b"a" * 1_000_000),
        ("pom.xml", b"<dependency>" * 80_000),
        ("setup.py", b"'a" * 400_000),
        ("config.yaml", b"model: " * 140_000),
        ("config.yaml", b" " * 1_000_000),
        ("Gemfile", b"\n " * 500_000),
        ("package.json", b"[" * 1_000_000),
        ("a.ipynb", b'{"cells":' + b"[" * 500_000),
        ("pyproject.toml", b"a=" + b"[" * 500_000),
        ("m.pkl", b"\x80\x04" + b"(" * 500_000),
        ("README.md", b"from_pretrained( " * 60_000),
        ("package-lock.json", b'    "a": {\n' * 100_000),
        ("Pipfile.lock", b'"a": {' * 200_000),
        ("Pipfile.lock", b'"a": {"version": ' + b"a" * 1_000_000),
        ("packages.lock.json", b'"a": {"type": "b", ' * 60_000),
        ("yarn.lock", b"a@" * 500_000),
        ("yarn.lock", b"a@b:\n" * 200_000),
        ("pnpm-lock.yaml", b"  a@1:" * 200_000),
        ("go.sum", b"a.b/c v" * 150_000),
        ("uv.lock", b'name = "a"\nversion = ' * 50_000),
        ("prompts/a.txt", b"You " * 16_000),
    ],
)
def test_hostile_files_are_answered(path: str, data: bytes) -> None:
    found = found_in({path: data})
    assert len(found) < 1000
