"""The how-to about networks without an exit, followed with real packages."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .transcript import Step, steps

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "how-to" / "air-gapped.md"


def shown(start: str) -> str:
    (found,) = {step.command for step in steps(PAGE) if step.command.startswith(start)}
    return found


def at(folder: Path, command: str) -> str:
    """Run a command of the page with the environment in ``folder/venv``."""
    path = f"{folder / 'venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.skipif(
    os.environ.get("AIMS_GATE_CI") != "1",
    reason="downloads packages from the network: AIMS_GATE_CI=1 runs it",
)
def test_what_was_carried_in_installs_without_an_index(tmp_path: Path) -> None:
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(tmp_path / "aims-gate")], check=True)
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    at(tmp_path, shown("pip wheel"))
    at(tmp_path, shown("pip install"))
    assert at(tmp_path, "aims-gate --version").startswith("aims-gate ")


def test_the_page_shows_both_halves() -> None:
    assert "--constraint aims-gate/constraints/ci.txt" in shown("pip wheel")
    assert "--no-index --find-links wheels" in shown("pip install")
    assert Step(command="git clone https://github.com/OWNER/aims-gate") in set(steps(PAGE))
