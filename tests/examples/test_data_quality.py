"""The report on the quality of the example's data states what measuring them comes to."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

REPORT = "governance/data/quality.yaml"


def test_every_figure_of_the_report_is_the_one_that_is_measured(example: Path) -> None:
    report: dict[str, Any] = yaml.safe_load((example / REPORT).read_text("utf-8"))
    environment = {**os.environ, "PYTHONPATH": "src", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "loan.measure_data", "--date", str(report["measured"])]
    printed = subprocess.run(
        command, cwd=example, env=environment, check=True, capture_output=True, text=True
    ).stdout
    stated = [
        f"{each['criterion']:20} {each['metric']:50} {each['value']:g}"
        for each in report["results"]
    ]
    assert printed.splitlines() == stated
