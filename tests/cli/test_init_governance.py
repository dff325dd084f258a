"""``init --governance``: skeletons that say what is to be written, and satisfy nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from aims_gate.declarations.records import KINDS
from aims_gate.model import Profile

from .conftest import Gate

Project = Callable[[Mapping[str, str | bytes]], Path]
FILES = {
    "aims.yaml": "systems: [{id: desk, purpose: Sort letters for the desk, owner: ann}]\n",
    "src/a.py": "import torch\n",
}


@pytest.mark.parametrize("profile", [Profile.STANDARD, Profile.CERTIFICATION])
def test_it_writes_what_the_profile_reads(gate: Gate, project: Project, profile: Profile) -> None:
    folder = project(FILES)
    done = gate("init", "--governance", "--profile", profile, folder)
    assert (done.status, done.out) == (0, "")
    for kind in KINDS.values():
        assert (folder / kind.path).is_file() is (
            kind.is_owed and profile.includes(kind.profile)
        ), kind.name
    assert f"profile: {profile}" in (folder / "aims-gate.yaml").read_text("utf-8")
    again = gate("init", "--governance", folder)
    assert "is there" in again.err


def test_what_it_writes_is_valid_and_each_of_it_is_a_finding(gate: Gate, project: Project) -> None:
    folder = project(FILES)
    gate("init", "--governance", "--profile", "certification", folder)
    done = gate("check", folder, "--format=json", "--as-of=2026-11-22")
    assert done.status == 1
    results = done.json["results"]
    valid = {
        each["subject"]["id"]
        for each in results
        if (each["check"], each["outcome"]) == ("invalid-manifest", "conforms")
    }
    failing = {
        finding["path"]
        for each in results
        if each["outcome"] == "nonconforms"
        for finding in each["findings"]
        if finding["kind"] == "failure"
    }
    written = {kind.path for kind in KINDS.values() if kind.is_owed}
    assert written <= valid
    assert written <= failing


def test_it_overwrites_nothing_and_follows_no_link(
    gate: Gate, project: Project, tmp_path: Path
) -> None:
    folder = project(
        {**FILES, "governance/ai-policy.md": "ours\n", "aims-gate.yaml": "version: 1\n"}
    )
    outside = tmp_path / "outside"
    outside.mkdir()
    (folder / "governance/audits.yaml").symlink_to(outside / "audits.yaml")
    done = gate("init", "--governance", "--profile=certification", folder)
    assert done.status == 0
    assert (folder / "governance/ai-policy.md").read_text("utf-8") == "ours\n"
    assert (folder / "aims-gate.yaml").read_text("utf-8") == "version: 1\n"
    assert list(outside.iterdir()) == []
    assert "left alone governance/ai-policy.md" in done.err


def test_a_kind_that_lies_elsewhere_is_left_alone(gate: Gate, project: Project) -> None:
    folder = project({**FILES, "docs/governance/who.yaml": "kind: people\npeople: [{id: ann}]\n"})
    gate("init", "--governance", folder)
    assert not (folder / "governance/people.yaml").exists()


def test_options_that_do_not_go_together_are_told(gate: Gate, project: Project) -> None:
    folder = project(FILES)
    assert gate("init", folder, "--profile=standard").status == 2
    assert gate("init", folder, "--governance", "--output=x.yaml").status == 2
