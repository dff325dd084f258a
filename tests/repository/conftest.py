"""Real git repositories, made in temporary folders."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from ..git_commands import git

Commit = Callable[[Mapping[str, str | bytes]], str]


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """An empty git repository."""
    folder = tmp_path / "project"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    return folder


@pytest.fixture
def commit(top: Path) -> Commit:
    """Write files into the repository and commit everything; gives the commit's id."""

    def make(files: Mapping[str, str | bytes]) -> str:
        write(top, files)
        git(top, "add", "-A")
        git(top, "commit", "-q", "-m", "work")
        return git(top, "rev-parse", "HEAD")

    return make
