from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

ROOT = Path(__file__).parents[2]
TOOLS = Path(os.environ.get("AIMS_GATE_TOOLS", ROOT / ".tools"))
MULTITOOL = TOOLS / "node_modules" / "@microsoft" / "sarif-multitool-linux"


SCHEMA = MULTITOOL / "sarif-2.1.0.json"
VALIDATOR = MULTITOOL / "Sarif.Multitool"


@pytest.fixture(scope="session")
def multitool() -> Path:
    """Where the npm package with the SARIF schema and validator is; installed by .ci."""
    if not VALIDATOR.exists():
        reason = f"no {VALIDATOR}: run .ci/install-tools"
        if os.environ.get("AIMS_GATE_CI") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return MULTITOOL


@pytest.fixture(scope="session")
def schema_errors(multitool: Path) -> Callable[[Any], list[str]]:
    """List where a document departs from the JSON Schema of SARIF 2.1.0."""
    schema = json.loads((multitool / SCHEMA.name).read_text("utf-8-sig"))
    validator = Draft202012Validator(schema)

    def validate(document: Any) -> list[str]:
        return [error.message for error in validator.iter_errors(document)]

    return validate


@pytest.fixture
def complaints(multitool: Path, tmp_path: Path) -> Callable[..., list[str]]:
    """List what the validator says of a SARIF file by the rules of SARIF and of a reader.

    Its exit status is no verdict, so the answer is read from the log that it writes.
    """

    def validate(text: str, reader: str = "Ghas") -> list[str]:
        report, log = tmp_path / "report.sarif", tmp_path / "log.sarif"
        report.write_text(text, encoding="utf-8", newline="")
        log.unlink(missing_ok=True)
        subprocess.run(
            [
                *(str(multitool / VALIDATOR.name), "validate", str(report)),
                *(
                    "--rule-kind",
                    f"Sarif;{reader}",
                    "--level",
                    "Error;Warning",
                    "--output",
                    str(log),
                ),
            ],
            check=False,
            capture_output=True,
            timeout=120,
        )
        (run,) = json.loads(log.read_text("utf-8-sig"))["runs"]
        notes = [
            note
            for invocation in run["invocations"]
            for kind in ("toolExecutionNotifications", "toolConfigurationNotifications")
            for note in invocation.get(kind, [])
        ]
        return [f"{item.get('ruleId', '')} {item['message']}" for item in [*run["results"], *notes]]

    return validate
