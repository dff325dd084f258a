"""A repository's own configuration must not run anything, nor lead out of the tree."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from aims_gate.model import Base
from aims_gate.repository import SnapshotError, change, last_changes, open_snapshot
from aims_gate.repository.git import SECONDS

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


def dated(top: Path, when: str) -> None:
    """Let HEAD be a commit that was made at a time of its own choice."""
    tree, parent = git(top, "rev-parse", "HEAD^{tree}"), git(top, "rev-parse", "HEAD")
    who = f"Ann <ann@post.example> {when}"
    text = f"tree {tree}\nparent {parent}\nauthor {who}\ncommitter {who}\n\nx\n"
    file = top.parent / "commit"
    file.write_text(text, encoding="ascii")
    made = git(top, "hash-object", "-t", "commit", "-w", "--literally", str(file))
    git(top, "reset", "-q", "--hard", made)


@pytest.mark.parametrize("when", ["-5 +0000", "253402300800 +0000", "99999999999999999 +0000"])
def test_a_commit_of_no_day_of_the_calendar_is_one_all_the_same(
    top: Path, commit: Commit, when: str
) -> None:
    base = commit({"a.txt": "a"})
    dated(top, when)
    commit({"b.txt": "b"})
    dated(top, when)
    snapshot = open_snapshot(top, os.environ)
    start = Base(base, supply=lambda kind: open_snapshot(top, os.environ, revision=base))
    assert len(change(snapshot, start).commits) == 3
    assert set(last_changes(snapshot, ["a.txt", "b.txt"])) == {"a.txt", "b.txt"}


def test_no_setting_garbles_or_stops_the_history(top: Path, commit: Commit) -> None:
    first = commit({"a.txt": "a"})
    os.mkfifo(top.parent / "fifo")
    for key, value in (
        ("i18n.logOutputEncoding", "UTF-16"),
        ("diff.orderFile", str(top.parent / "fifo")),
        ("mailmap.file", str(top.parent / "fifo")),
        ("log.showRoot", "false"),
    ):
        git(top, "config", key, value)
    snapshot = open_snapshot(top, os.environ)
    started = time.monotonic()
    assert last_changes(snapshot, ["a.txt"])["a.txt"].commit == first
    assert time.monotonic() - started < SECONDS / 2


def test_grafts_are_not_believed(top: Path, commit: Commit) -> None:
    first = commit({"a.txt": "a"})
    second = commit({"a.txt": "b"})
    (top / ".git" / "info").mkdir(exist_ok=True)
    (top / ".git" / "info" / "grafts").write_text(f"{second}\n", encoding="ascii")
    assert git(top, "log", "--format=%H").split() == [second]
    snapshot = open_snapshot(top, os.environ)
    assert snapshot.git is not None
    assert snapshot.git.fork_point(first, second) == first


@pytest.mark.parametrize("name", ["a\0b", "x" * 200_000, "\ud800"])
def test_a_name_that_git_cannot_be_asked_is_that_of_no_revision(
    top: Path, commit: Commit, name: str
) -> None:
    commit({"a.txt": "a"})
    with pytest.raises(SnapshotError, match="not in this clone"):
        open_snapshot(top, os.environ, revision=name)


CODE = "import openai\n"


@pytest.mark.parametrize(
    ("attributes", "place"),
    [
        ("*.py working-tree-encoding=IBM037\n", ".gitattributes"),
        ("[attr]odd working-tree-encoding=IBM037\n*.py odd\n", ".gitattributes"),
        ("*.py working-tree-encoding=IBM037\n", "src/.gitattributes"),
        ("*.py working-tree-encoding=IBM037\n", ".git/info/attributes"),
    ],
)
def test_what_is_encoded_otherwise_on_disk_is_read_as_git_has_it(
    top: Path, commit: Commit, attributes: str, place: str
) -> None:
    (top / ".git" / "info").mkdir(exist_ok=True)
    write(top, {place: attributes})
    commit({"src/bot.py": CODE.encode("cp037"), "src/plain.txt": CODE})
    assert (top / "src/bot.py").read_bytes() != CODE.encode()
    for options in ({}, {"staged": True}, {"revision": "HEAD"}):
        snapshot = open_snapshot(top, os.environ, **options)
        assert snapshot.read("src/bot.py", 100) == CODE.encode()
        assert b"".join(snapshot.tree.chunks(snapshot.files["src/bot.py"])) == CODE.encode()
    write(top, {"src/plain.txt": "changed"})
    assert open_snapshot(top, os.environ).read("src/plain.txt", 100) == b"changed"
