from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from .conftest import Gate

TRAINS = """\
import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression

frame = pd.read_csv("data/loans.csv")
model = LogisticRegression().fit(frame[["a"]], frame["b"])
joblib.dump(model, "model.joblib")
"""

Project = Callable[[Mapping[str, str | bytes]], Path]


@pytest.fixture
def folder(project: Project) -> Path:
    return project({"src/train.py": TRAINS, "requirements.txt": "scikit-learn==1.9.1\n"})


def test_it_writes_a_draft_and_says_what_to_do_next(gate: Gate, folder: Path) -> None:
    done = gate("init", folder)
    assert (done.status, done.out) == (0, "")
    assert "1 system" in done.err
    assert "aims-gate check" in done.err
    assert "OPEN:" in (folder / "aims.yaml").read_text("utf-8")


def test_check_accepts_the_draft_and_reports_what_is_open(gate: Gate, folder: Path) -> None:
    gate("init", folder)
    report = gate("check", folder, "--format=json").json
    outcomes = {(each["check"], each["outcome"]) for each in report["results"]}
    assert ("invalid-manifest", "conforms") in outcomes
    undeclared = [
        finding["message"]
        for each in report["results"]
        if each["check"] == "undeclared-ai" and each["outcome"] == "nonconforms"
        for finding in each["findings"]
        if finding["kind"] == "failure"
    ]
    assert len(undeclared) == 1
    assert undeclared[0].endswith("its purpose and owner are still open")


def test_what_is_written_in_is_no_longer_reported(gate: Gate, folder: Path) -> None:
    gate("init", folder)
    manifest = folder / "aims.yaml"
    text = manifest.read_text("utf-8")
    for line in text.splitlines():
        if "OPEN:" in line and not line.lstrip().startswith("#"):
            text = text.replace(line, line.partition(":")[0] + ": Rank loans for an underwriter")
    manifest.write_text(text, "utf-8")
    report = gate("check", folder, "--format=json", "--select=undeclared-ai").json
    assert {each["outcome"] for each in report["results"]} == {"conforms"}


@pytest.mark.parametrize("kind", ["file", "link", "dangling link", "folder"])
def test_what_is_there_is_never_overwritten(gate: Gate, folder: Path, kind: str) -> None:
    target, other = folder / "aims.yaml", folder / "other.yaml"
    if kind == "file":
        target.write_text("mine", "utf-8")
    elif kind == "folder":
        target.mkdir()
    else:
        target.symlink_to(other)
        if kind == "link":
            other.write_text("mine", "utf-8")
    done = gate("init", folder)
    assert done.status == 2
    assert "aims.yaml is there already" in done.err
    assert kind != "file" or target.read_text("utf-8") == "mine"
    assert kind != "dangling link" or not other.exists()


def test_it_prints_instead_also_where_a_manifest_is(gate: Gate, folder: Path) -> None:
    printed = gate("init", folder, "--output", "-")
    assert printed.status == 0
    assert printed.out.startswith("# The AI of this project")
    assert not (folder / "aims.yaml").exists()
    (folder / "aims.yaml").write_text("systems: [", "utf-8")
    again = gate("init", folder, "--output=-")
    assert again.out == printed.out
    assert "invalid" in again.err


def test_it_writes_where_it_is_told(gate: Gate, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "draft.yaml"
    assert gate("init", folder, "--output", target).status == 0
    assert target.exists()
    assert not (folder / "aims.yaml").exists()
    missing = gate("init", folder, "--output", tmp_path / "none" / "draft.yaml")
    assert missing.status == 2
    assert "cannot write" in missing.err


def test_without_ai_it_says_so_and_writes_nothing(gate: Gate, project: Project) -> None:
    folder = project({"a.py": "print(1)\n", "README.md": "# Tool\n"})
    done = gate("init", folder)
    assert (done.status, done.out) == (0, "")
    assert "No AI found in 2 files" in done.err
    assert not (folder / "aims.yaml").exists()


def test_a_folder_that_is_not_there_is_a_clear_error(gate: Gate, tmp_path: Path) -> None:
    done = gate("init", tmp_path / "none")
    assert done.status == 2
    assert "none" in done.err
