"""Plugins made on the spot: a folder with a distribution in it, put on the path of a run."""

from __future__ import annotations

import os
import subprocess
import sysconfig
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

PROGRAM = Path(sysconfig.get_path("scripts")) / "aims-gate"

Install = Callable[..., None]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The folder in which the plugins of a test are installed."""
    folder = tmp_path / "site"
    folder.mkdir()
    return folder


@pytest.fixture
def install(site: Path) -> Install:
    """Install a distribution with one module, which its entry point names unless told another."""

    def make(name: str, code: str, *, entry: str = "", folder: Path = site) -> None:
        module = name.replace("-", "_")
        info = folder / f"{module}-1.5.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.5\n")
        (info / "entry_points.txt").write_text(f"[aims_gate]\nit = {entry or module}\n")
        (folder / f"{module}.py").write_text(textwrap.dedent(code))

    return make


@pytest.fixture
def run(site: Path, tmp_path: Path) -> Run:
    """Run ``aims-gate`` with the plugins installed; no traceback may ever appear."""

    def call(*arguments: str | Path, path: str = "") -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [PROGRAM, *map(str, arguments)],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": path or str(site), "XDG_CACHE_HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert "Traceback" not in done.stdout + done.stderr
        return done

    return call


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository without AI."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "app.py").write_text("print(1)\n")
    return folder
