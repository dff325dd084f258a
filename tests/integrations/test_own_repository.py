from __future__ import annotations

import subprocess
import sys

from .conftest import ROOT


def test_the_gate_finds_no_ai_in_its_own_repository() -> None:
    """It names a thousand AI libraries, models and phrases of model cards, and uses none."""
    completed = subprocess.run(
        [sys.executable, "-I", "-m", "aims_gate", "check", "--no-cache", str(ROOT)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert completed.returncode == 0, completed.stdout + completed.stderr
    assert "no AI found" in completed.stdout.splitlines()[0]
