"""``aims-gate schema`` as editors and validators use it: what is accepted, and what is not."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Callable, Mapping
from pathlib import Path

import jsonschema
import pytest

from aims_gate.cli.schema_command import NAMES, schema
from aims_gate.declarations.records import KINDS

from .conftest import Gate

EXAMPLES = Path(__file__).parents[2] / "examples"
EXAMPLE = EXAMPLES / "loan-approval"
CHECKER = Path(sysconfig.get_path("scripts")) / "check-jsonschema"
Project = Callable[[Mapping[str, str | bytes]], Path]
Check = Callable[..., subprocess.CompletedProcess[str]]

RECORDS = sorted(
    path
    for path in (EXAMPLE / "governance").rglob("*.yaml")
    if re.search("^kind:", path.read_text("utf-8"), re.MULTILINE)
)


@pytest.fixture
def check(gate: Gate, tmp_path: Path) -> Check:
    """Have check-jsonschema compare files with a schema as the command prints it."""

    def run(name: str, *files: Path) -> subprocess.CompletedProcess[str]:
        file = tmp_path / f"{name}.schema.json"
        file.write_text(gate("schema", name).out, "utf-8")
        return subprocess.run(
            [CHECKER, "--schemafile", file, *files],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run


@pytest.mark.parametrize("name", NAMES)
def test_every_name_has_a_schema(name: str) -> None:
    found = schema(name)
    jsonschema.Draft202012Validator.check_schema(found)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_command_prints_it(gate: Gate) -> None:
    assert gate("schema", "manifest").json == schema("manifest")


def test_an_unknown_name_is_exit_2(gate: Gate) -> None:
    done = gate("schema", "manifst")
    assert done.status == 2
    assert "'manifest'" in done.err


def test_the_files_of_the_example_are_accepted(check: Check) -> None:
    assert len(RECORDS) > 25
    for name, files in {
        "manifest": [EXAMPLE / "aims.yaml"],
        "policy": [EXAMPLE / "aims-gate.yaml"],
        "record": RECORDS,
    }.items():
        done = check(name, *files)
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("manifest", "systems: [{id: a, pupose: b, owner: c}]\n", "'pupose' was unexpected"),
        ("policy", "profile: lax\n", "$.profile: 'lax' is not one of"),
        ("record", "kind: people\npeople: [{id: [a]}]\n", "$.people[0].id"),
        ("record", "kind: peple\n", "$.kind: 'peple' is not one of"),
        ("record", "people: []\n", "'kind' is a required property"),
    ],
)
def test_a_broken_file_is_rejected_where_it_is_broken(
    check: Check, tmp_path: Path, name: str, text: str, where: str
) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text(text, "utf-8")
    done = check(name, file)
    assert done.returncode == 1
    assert where in done.stdout


def test_the_schema_of_records_knows_every_kind() -> None:
    whole = schema("record")
    assert whole["properties"]["kind"]["enum"] == list(KINDS)
    for branch in whole["allOf"]:
        kind = branch["if"]["properties"]["kind"]["const"]
        name = branch["then"]["$ref"].removeprefix("#/$defs/")
        assert whole["$defs"][name]["properties"].keys() == schema(kind)["properties"].keys()
        assert whole["$defs"][name]["properties"]["kind"]["const"] == kind
    assert len(whole["allOf"]) == len(KINDS)


@pytest.mark.parametrize(
    ("files", "status"),
    [
        pytest.param({"readme.md": "# Nothing\n"}, 0, id="no AI"),
        pytest.param({"train.py": "import sklearn\nmodel.fit(x)\n"}, 1, id="undeclared"),
        pytest.param({"aims.yaml": "systems: [\n"}, 2, id="invalid"),
        pytest.param(
            {"a\x1b[31m]]>.py": "import torch\nmodel.fit(x)\n", "MODEL_CARD.md": b"\xff\xfe\x00"},
            1,
            id="hostile",
        ),
    ],
)
def test_reports_obey_the_schema_whatever_the_verdict(
    gate: Gate, project: Project, files: Mapping[str, str | bytes], status: int
) -> None:
    done = gate("check", project(files), "--format=json")
    assert done.status == status
    jsonschema.validate(done.json, schema("report"))


def test_reports_of_the_examples_obey_the_schema(gate: Gate, check: Check, tmp_path: Path) -> None:
    written = []
    for example in ("loan-approval", "loan-approval-bare"):
        copy = tmp_path / example
        shutil.copytree(EXAMPLES / example, copy, ignore=shutil.ignore_patterns("var"))
        file = tmp_path / f"{example}.json"
        gate("check", copy, f"--format=json={file}")
        written.append(file)
    assert check("report", *written).returncode == 0
    report = json.loads(written[0].read_bytes())
    report["verdict"] = "compliant"
    written[0].write_text(json.dumps(report), "utf-8")
    done = check("report", *written)
    assert done.returncode == 1
    assert "$.verdict: 'compliant' is not one of" in done.stdout
