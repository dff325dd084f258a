from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


def run(project: Path, *arguments: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(project / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    completed = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert completed.returncode == 0, completed.stderr
    return completed.stdout


def digest(path: Path) -> str:
    return "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_generator_writes_the_committed_data(example: Path, project: Path) -> None:
    (project / "data/applications.csv").unlink()
    run(project, "loan.generate_data")
    assert digest(project / "data/applications.csv") == digest(example / "data/applications.csv")


@pytest.fixture(scope="module")
def retrained(example: Path, project: Path, _scientific_packages: None) -> dict[str, Any]:
    """The report of a training run that starts from data and code alone."""
    for path in ("models/loan-approval.safetensors", "reports/evaluation.json"):
        (project / path).unlink()
    date = json.loads((example / "reports/evaluation.json").read_text("utf-8"))["date"]
    printed = run(project, "loan.train", "--date", date)
    assert "all limits met" in printed
    report: dict[str, Any] = json.loads((project / "reports/evaluation.json").read_text("utf-8"))
    return report


@pytest.fixture(scope="module")
def committed(example: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads((example / "reports/evaluation.json").read_text("utf-8"))
    return report


def test_training_again_gives_the_committed_figures(
    retrained: dict[str, Any], committed: dict[str, Any]
) -> None:
    measured, stated = retrained["metrics"], committed["metrics"]
    assert [_identity(metric) for metric in measured] == [_identity(metric) for metric in stated]
    for now, then in zip(measured, stated, strict=True):
        assert now["value"] == pytest.approx(then["value"], abs=0.005), _identity(then)
        if "confidence" in then:
            assert now["confidence"] == pytest.approx(then["confidence"], abs=0.02)


def _identity(metric: dict[str, Any]) -> tuple[str, str, int]:
    return metric["name"], metric.get("slice", ""), metric["samples"]


def test_training_again_gives_the_committed_report_but_for_figures(
    retrained: dict[str, Any], committed: dict[str, Any], project: Path
) -> None:
    # The last bits of a trained number may differ between machines, so a file's digest may too.
    assert retrained["model"].pop("digest") == digest(project / "models/loan-approval.safetensors")
    expected = json.loads(json.dumps(committed))
    del expected["model"]["digest"], expected["metrics"], retrained["metrics"]
    assert retrained == expected
