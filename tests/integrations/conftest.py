"""Repositories made of the examples, and what tests need that reach for the network."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = Path(os.environ.get("AIMS_GATE_TOOLS", ROOT / ".tools"))
"""Where ``.ci/install-tools`` puts what Python's registry does not have."""
MakeRepository = Callable[[str], Path]


def absent(what: str) -> NoReturn:
    """A test lacks something: it is skipped, in CI it fails."""
    if os.environ.get("AIMS_GATE_CI") == "1":
        pytest.fail(what)
    pytest.skip(what)


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=tester", "-c", "user.email=tester@example.org"]
    completed = subprocess.run(
        ["git", *identity, "-C", str(folder), *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert completed.returncode == 0, completed.stderr
    return completed.stdout


@pytest.fixture
def make_repository(tmp_path: Path) -> MakeRepository:
    """Commit an example to a git repository of its own; call it with the example's name."""

    def make(example: str) -> Path:
        folder = tmp_path / "repositories" / example
        ignored = shutil.ignore_patterns("__pycache__", "var")
        shutil.copytree(ROOT / "examples" / example, folder, ignore=ignored)
        git(folder, "init", "--quiet", "--initial-branch=main")
        git(folder, "add", ".")
        git(folder, "commit", "--quiet", "--message=start")
        return folder

    return make


@pytest.fixture(scope="session")
def downloads() -> None:
    """For tests that install packages from the network: they run in CI, or if asked for."""
    if os.environ.get("AIMS_GATE_CI") != "1":
        pytest.skip("installs packages from the network: AIMS_GATE_CI=1 runs it")
