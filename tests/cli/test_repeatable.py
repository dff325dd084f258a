"""The same files, revision and day give the same bytes, whatever else is different."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from aims_gate.reporters import BUILT_IN

from .conftest import Gate

EXAMPLES = Path(__file__).parents[2] / "examples"
CIRCUMSTANCES: list[tuple[list[str], dict[str, str]]] = [
    (["--no-cache", "--jobs=1"], {"PYTHONHASHSEED": "0", "TZ": "Pacific/Kiritimati"}),
    (["--no-cache", "--jobs=3"], {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC"}),
    ([], {"PYTHONHASHSEED": "2", "PYTHONIOENCODING": "cp437"}),
    ([], {"PYTHONHASHSEED": "3", "LC_ALL": "C.UTF-8", "CI": "true"}),
]
MODELS = [b"caf\xe9", "é模🤖".encode(), b"a\nb", b"B", b"a", b"{0}", b"a b#%41"]


def outputs(
    gate: Gate, folder: Path, into: Path, *options: str, **environ: str
) -> dict[str, bytes]:
    """What every format holds."""
    names = [each.name for each in BUILT_IN]
    formats = [f"--format={name}={into / name}" for name in names]
    gate("check", folder, "--as-of=2026-11-22", *options, *formats, cwd=into.parent, **environ)
    return {name: (into / name).read_bytes() for name in names}


def differing(gate: Gate, folder: Path, into: Path) -> set[str]:
    """The formats that are not the same under all circumstances."""
    first, *others = [
        outputs(gate, folder, into / str(number), *options, **environ)
        for number, (options, environ) in enumerate(CIRCUMSTANCES)
    ]
    return {name for other in others for name in first if other[name] != first[name]}


@pytest.mark.parametrize("example", ["loan-approval", "loan-approval-bare"])
def test_an_example_is_told_in_the_same_bytes(gate: Gate, tmp_path: Path, example: str) -> None:
    (tmp_path / "out").mkdir()
    assert differing(gate, EXAMPLES / example, tmp_path / "out") == set()


def test_so_are_names_that_sort_as_nobody_expects(
    gate: Gate, project: Callable[[Mapping[str, str | bytes]], Path], tmp_path: Path
) -> None:
    weights = b"\x02\0\0\0\0\0\0\0{}"
    files: dict[str, str | bytes] = {
        os.fsdecode(name + b".safetensors"): weights for name in MODELS
    }
    folder = project({**files, "a.py": "import torch, transformers, openai, langchain\n"})

    (tmp_path / "out").mkdir()
    assert differing(gate, folder, tmp_path / "out") == set()
