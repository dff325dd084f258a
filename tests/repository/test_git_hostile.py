"""A repository's own configuration must not run anything, nor lead out of the tree."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from aims_gate.repository import open_snapshot

from ..git_commands import git
from .conftest import Commit, write

PROGRAMS = [
    "core.fsmonitor",
    "core.sshCommand",
    "core.pager",
    "core.askPass",
    "core.alternateRefsCommand",
    "diff.external",
    "gpg.program",
    "credential.helper",
    "filter.evil.clean",
    "filter.evil.smudge",
    "filter.evil.process",
    "diff.evil.textconv",
    "uploadpack.packObjectsHook",
]


@pytest.fixture
def tripwire(top: Path) -> Path:
    """A program that leaves a trace when it runs."""
    trace = top.parent / "trace"
    program = top.parent / "program"
    program.write_text(f"#!/bin/sh\necho ran >> '{trace}'\n")
    program.chmod(0o755)
    return trace


def judge_everything(top: Path) -> None:
    for options in ({}, {"staged": True}, {"revision": "HEAD"}):
        snapshot = open_snapshot(top, os.environ, **options)
        for path in snapshot.files:
            snapshot.get(path, 1000)


@pytest.mark.parametrize("setting", PROGRAMS)
def test_no_program_of_the_configuration_runs(
    top: Path, commit: Commit, tripwire: Path, setting: str
) -> None:
    commit({"a.txt": "a", ".gitattributes": "* filter=evil diff=evil\n"})
    git(top, "config", setting, str(tripwire.parent / "program"))
    write(top, {"a.txt": "changed"})
    judge_everything(top)
    assert not tripwire.exists()


def test_the_tripwire_works(top: Path, commit: Commit, tripwire: Path) -> None:
    commit({"a.txt": "a"})
    git(top, "config", "core.fsmonitor", str(tripwire.parent / "program"))
    git(top, "status")
    assert tripwire.exists()


def test_hooks_do_not_run(top: Path, commit: Commit, tripwire: Path) -> None:
    commit({"a.txt": "a"})
    for hook in ("fsmonitor-watchman", "post-index-change", "post-checkout"):
        target = top / ".git" / "hooks" / hook
        target.parent.mkdir(exist_ok=True)
        target.write_bytes((tripwire.parent / "program").read_bytes())
        target.chmod(0o755)
    judge_everything(top)
    assert not tripwire.exists()


def test_the_work_tree_cannot_be_moved_elsewhere(top: Path, commit: Commit) -> None:
    commit({"a.txt": "a"})
    elsewhere = top.parent / "elsewhere"
    write(elsewhere, {"secret.txt": "secret"})
    git(top, "config", "core.worktree", str(elsewhere))
    snapshot = open_snapshot(top, os.environ)
    assert list(snapshot.files) == ["a.txt"]
    assert snapshot.read("a.txt", 9) == b"a"


def test_excludes_outside_the_tree_hide_nothing(top: Path, commit: Commit) -> None:
    commit({"a.txt": "a"})
    excludes = top.parent / "excludes"
    excludes.write_text("*\n")
    git(top, "config", "core.excludesFile", str(excludes))
    write(top, {"weights.pt": "x"})
    assert "weights.pt" in open_snapshot(top, os.environ).files
