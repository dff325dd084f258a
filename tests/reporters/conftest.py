from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import pytest
from jsonschema import Draft202012Validator

ROOT = Path(__file__).parents[2]
TOOLS = Path(os.environ.get("AIMS_GATE_TOOLS", ROOT / ".tools"))
MULTITOOL = TOOLS / "node_modules" / "@microsoft" / "sarif-multitool-linux"


SCHEMA = MULTITOOL / "sarif-2.1.0.json"
VALIDATOR = MULTITOOL / "Sarif.Multitool"


def absent(what: str) -> NoReturn:
    """A test lacks something: it is skipped, in CI it fails."""
    if os.environ.get("AIMS_GATE_CI") == "1":
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def multitool() -> Path:
    """Where the npm package with the SARIF schema and validator is; installed by .ci."""
    return MULTITOOL if VALIDATOR.exists() else absent(f"no {VALIDATOR}: run .ci/install-tools")


@pytest.fixture(scope="session")
def schema_errors(multitool: Path) -> Callable[[Any], list[str]]:
    """List where a document departs from the JSON Schema of SARIF 2.1.0."""
    schema = json.loads((multitool / SCHEMA.name).read_text("utf-8-sig"))
    validator = Draft202012Validator(schema)

    def validate(document: Any) -> list[str]:
        return [error.message for error in validator.iter_errors(document)]

    return validate


Complaints = Callable[..., list[str]]


@pytest.fixture
def complaints(multitool: Path, tmp_path: Path) -> Complaints:
    """List what the validator says of a SARIF text, or of files, by the rules of a reader."""

    def validate(*reports: str | Path, reader: str = "Ghas") -> list[str]:
        files = [
            each if isinstance(each, Path) else _written(each, tmp_path / f"report-{number}.sarif")
            for number, each in enumerate(reports)
        ]
        return _complaints(multitool / VALIDATOR.name, files, reader, tmp_path / "log.json")

    return validate


def _written(text: str, file: Path) -> Path:
    file.write_text(text, encoding="utf-8", newline="")
    return file


def _complaints(validator: Path, files: Sequence[Path], reader: str, log: Path) -> list[str]:
    """Its exit status is no verdict, so the answer is read from the log that it writes.

    It leaves out files beyond a size of its own choice, unless it is told another.
    """
    log.unlink(missing_ok=True)
    options = ["--rule-kind", f"Sarif;{reader}", "--level", "Error;Warning"]
    done = subprocess.run(
        [
            *(str(validator), "validate", *map(str, files), *options),
            *("--max-file-size-in-kb", "100000", "--output", str(log)),
        ],
        check=False,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert f"Done. {len(files):,} files scanned." in done.stdout
    (run,) = json.loads(log.read_text("utf-8-sig"))["runs"]
    notes = [
        note
        for invocation in run["invocations"]
        for kind in ("toolExecutionNotifications", "toolConfigurationNotifications")
        for note in invocation.get(kind, [])
    ]
    return [f"{item.get('ruleId', '')} {item['message']}" for item in [*run["results"], *notes]]
