"""Our YAML, by the tools that read it for mistakes and for ways in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from .conftest import ROOT, git

SCRIPTS = Path(sys.executable).parent


def ours() -> list[str]:
    """Every YAML file of the project, those not committed yet too."""
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    names = [name for name in listed.split("\0") if name.endswith((".yml", ".yaml"))]
    return [name for name in names if (ROOT / name).exists()]


def accepted(*command: str | Path) -> None:
    completed = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert completed.returncode == 0, completed.stdout + completed.stderr


def test_yamllint_finds_nothing() -> None:
    files = ours()
    assert {".gitlab-ci-template.yml", ".pre-commit-hooks.yaml", "action.yml"} < set(files)
    accepted(SCRIPTS / "yamllint", "--strict", *files)


def test_zizmor_finds_nothing() -> None:
    """Workflows are those of the examples: it looks for them in ``.github/workflows`` alone."""
    examples = {name.partition("/.github/")[0] for name in ours() if "/.github/workflows/" in name}
    assert "examples/loan-approval" in examples
    accepted(SCRIPTS / "zizmor", "--offline", ".", *sorted(examples))
