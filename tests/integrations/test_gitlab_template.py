from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from .conftest import ROOT, MakeRepository

TEMPLATE = ROOT / ".gitlab-ci-template.yml"
SCRIPTS = Path(sys.executable).parent


def inputs() -> dict[str, dict[str, Any]]:
    header = TEMPLATE.read_text("utf-8").split("\n---\n")[0]
    declared: dict[str, dict[str, Any]] = yaml.safe_load(header)["spec"]["inputs"]
    return declared


def body(given: Mapping[str, str]) -> str:
    """The template as GitLab reads it once its inputs are filled in."""
    values = {name: each.get("default") for name, each in inputs().items()} | dict(given)
    text = TEMPLATE.read_text("utf-8").split("\n---\n")[1]

    def fill(match: re.Match[str]) -> str:
        value = values[match[1]]
        assert value is not None, f"{match[1]} has no default and was not given"
        return str(value)

    return re.sub(r"\$\[\[ ([\w-]+) \]\]", fill, text.replace("inputs.", ""))


def job(given: Mapping[str, str]) -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(body(given))
    assert list(document) == ["aims-gate"]
    only: dict[str, Any] = document["aims-gate"]
    return only


def test_the_body_is_valid(tmp_path: Path) -> None:
    file = tmp_path / ".gitlab-ci.yml"
    file.write_text(body({"source": "git+https://gitlab.example.com/x/aims-gate@0"}), "utf-8")
    completed = subprocess.run(
        [SCRIPTS / "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", str(file)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert completed.returncode == 0, completed.stdout + completed.stderr


def test_every_input_is_used_and_described() -> None:
    text = TEMPLATE.read_text("utf-8").split("\n---\n")[1]
    assert set(re.findall(r"\$\[\[ inputs\.([\w-]+) \]\]", text)) == inputs().keys()
    assert all(each["description"] for each in inputs().values())


def test_reports_are_kept_when_the_gate_fails() -> None:
    artifacts = job({"source": "x"})["artifacts"]
    assert artifacts["when"] == "always"
    assert artifacts["expire_in"] == "30 days"
    assert artifacts["reports"]["junit"] == "aims-gate-reports/report.junit.xml"


def test_no_input_stands_in_the_script() -> None:
    """Inputs reach the shell as variables, so that their text is never a command."""
    marked = job({name: f"<{name}>" for name in inputs() if name != "job-name"})
    assert not [line for line in marked["script"] if "<" in line]


@pytest.mark.usefixtures("downloads")
@pytest.mark.parametrize(("example", "status"), [("loan-approval", 0), ("loan-approval-bare", 1)])
def test_the_job(make_repository: MakeRepository, example: str, status: int) -> None:
    folder = make_repository(example)
    described = job({"source": str(ROOT), "profile": "starter"})
    variables = {name: str(value) for name, value in described["variables"].items()}
    completed = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", "\n".join(described["script"])],
        cwd=folder,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert completed.returncode == status, completed.stdout + completed.stderr
    written = folder / described["artifacts"]["paths"][0]
    assert json.loads((written / "report.json").read_bytes())["verdict"] in ("pass", "fail")
    assert (folder / described["artifacts"]["reports"]["junit"]).stat().st_size > 0
