"""A guarded repository, made once, and clones of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from . import guarded


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guarded repository, on its main branch."""
    top = tmp_path_factory.mktemp("base") / "repository"
    guarded.build(top)
    return top


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The user's cache folder; the facts of the unchanged files are read once."""
    return str(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def clone(base: Path, tmp_path: Path, cache: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The guarded repository, on a branch for a change."""
    monkeypatch.setenv("XDG_CACHE_HOME", cache)
    top = tmp_path / "clone"
    shutil.copytree(base, top, symlinks=True)
    guarded.git(top, "checkout", "--quiet", "-b", "change")
    return top
