"""Another gate policy than the usual: what judges, what a change can do to it, what is absent."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from ..git_commands import git
from .conftest import Gate

Project = Callable[[Mapping[str, str | bytes]], Path]
STRICT = "version: 1\nchecks:\n  require: [missing-human-oversight]\n"
LENIENT = "version: 1\nchecks:\n  ignore: {missing-human-oversight: it is in our way}\n"
FILES = {
    "aims.yaml": "systems: [{id: desk, purpose: Sort letters for the desk, owner: ann}]\n",
    "src/a.py": "import torch\n",
    "gates/night.yaml": STRICT,
    "gates/day.yaml": LENIENT,
}
SELECTED = (
    *("--profile=standard", "--select=invalid-manifest"),
    *("--select=missing-human-oversight", "--select=weakened-gate"),
)


@pytest.fixture
def folder(project: Project) -> Path:
    folder = project(FILES)
    git(folder, "init", "-q", "-b", "main")
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Change")


def report(gate: Gate, folder: Path, *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        gate("check", ".", "--format=json", *SELECTED, *arguments, cwd=folder).out
    )
    return found


def test_it_judges_instead_of_the_usual_one(gate: Gate, folder: Path) -> None:
    night = report(gate, folder, "--config=gates/night.yaml")
    day = report(gate, folder, "--config=gates/day.yaml")
    assert (night["verdict"], day["verdict"]) == ("fail", "pass")
    assert day["policy"]["source"] == "gates/day.yaml"
    assert report(gate, folder)["policy"]["source"] == "(default)", "no verdict is kept from it"
    below = gate("check", "..", "--format=json", "--config=night.yaml", cwd=folder / "gates")
    assert below.json["policy"]["source"] == "gates/night.yaml"


def test_a_change_of_it_is_judged_by_what_it_was(gate: Gate, folder: Path) -> None:
    (folder / "gates/night.yaml").write_text(LENIENT, "utf-8")
    commit(folder)
    changed = report(gate, folder, "--config=gates/night.yaml", "--policy-ref=HEAD~1")
    assert changed["verdict"] == "fail"
    keys = {
        finding["key"]
        for each in changed["results"]
        if each["check"] == "weakened-gate"
        for finding in each["findings"]
        if finding["kind"] == "failure"
    }
    assert "checks.ignore.missing-human-oversight" in keys


def test_a_link_does_not_choose_another(gate: Gate, folder: Path) -> None:
    (folder / "gates/night.yaml").unlink()
    (folder / "gates/night.yaml").symlink_to("day.yaml")
    commit(folder)
    changed = report(gate, folder, "--config=gates/night.yaml", "--policy-ref=HEAD~1")
    assert changed["policy"]["source"] == "gates/night.yaml"
    assert changed["verdict"] != "pass"
    own = gate("check", ".", "--config=gates/night.yaml", cwd=folder)
    assert own.status == 2
    assert "gates/night.yaml is a link" in " ".join(own.out.split())


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("gates/gone.yaml", "gates/gone.yaml, the gate policy, is not there"),
        ("../elsewhere.yaml", "is not in the repository"),
        ("gates/night.yaml", "gates/night.yaml is invalid"),
    ],
)
def test_what_cannot_judge(gate: Gate, folder: Path, named: str, told: str) -> None:
    (folder / "gates/night.yaml").write_text("profil: standard\n", "utf-8")
    done = gate("check", ".", f"--config={named}", cwd=folder)
    assert done.status == 2
    assert told in " ".join(f"{done.out}{done.err}".split())


def test_the_change_that_brings_it_is_judged_by_the_defaults(gate: Gate, folder: Path) -> None:
    (folder / "gates/new.yaml").write_text(LENIENT, "utf-8")
    commit(folder)
    brought = report(gate, folder, "--config=gates/new.yaml", "--policy-ref=HEAD~1")
    assert brought["verdict"] == "fail"
