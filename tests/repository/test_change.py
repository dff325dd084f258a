"""What a change touches, committed or not, told without running anything."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from aims_gate.gate import Request, dossier_of
from aims_gate.plugins import load_offer
from aims_gate.repository import open_snapshot
from aims_gate.repository.change import Change
from aims_gate.testing import AS_OF

from ..git_commands import git
from .conftest import Commit, write


def change(top: Path, *, staged: bool = False) -> Change:
    request = Request(
        snapshot=open_snapshot(top, os.environ, staged=staged),
        as_of=AS_OF,
        since=open_snapshot(top, os.environ, revision="main"),
    )
    return dossier_of(request, load_offer(installed=False).kit)[Change]


@pytest.fixture
def branch(top: Path, commit: Commit) -> Path:
    commit({"a.txt": "a\n", "b.txt": "b\n", "c.txt": "c\n", "d.txt": "d\n"})
    git(top, "checkout", "-q", "-B", "work")
    return top


def test_nothing_is_changed(branch: Path) -> None:
    assert change(branch).paths == frozenset()


def test_what_is_committed_staged_and_neither(branch: Path, commit: Commit) -> None:
    commit({"a.txt": "other\n"})
    write(branch, {"b.txt": "staged\n"})
    git(branch, "add", "b.txt")
    write(branch, {"c.txt": "lies there\n"})
    (branch / "d.txt").unlink()
    assert change(branch).paths == {"a.txt", "b.txt", "c.txt", "d.txt"}


def test_where_the_history_is_cut_off_the_other_side_itself_is_compared(
    branch: Path, commit: Commit, tmp_path: Path
) -> None:
    """Where the two parted is not known there; what the other side did since counts as undone."""
    commit({"a.txt": "other\n"})
    git(branch, "checkout", "-q", "main")
    tip = commit({"b.txt": "gone on\n"})
    clone = tmp_path / "clone"
    shallow = ("--depth=1", "--no-single-branch", "--branch=work")
    git(tmp_path, "clone", "-q", *shallow, f"file://{branch}", str(clone))
    git(clone, "branch", "-q", "main", "origin/main")
    assert change(clone).base == tip
    assert change(clone).paths == {"a.txt", "b.txt"}


def test_what_is_new_in_the_index_is_part_of_the_change(branch: Path) -> None:
    write(branch, {"new.txt": "new\n"})
    git(branch, "add", "new.txt")
    assert change(branch).paths == change(branch, staged=True).paths == {"new.txt"}


def test_addresses_are_compared_in_lower_case(branch: Path) -> None:
    signed = "Work\n\nSigned-off-by: Bob <Bob@Post.Example>"
    git(branch, "commit", "-q", "--allow-empty", "-m", signed, author="Ann")
    (commit,) = change(branch).commits
    assert (commit.author, commit.signed_off) == ("ann@post.example", ("bob@post.example",))


def test_a_file_that_was_only_touched_is_not_changed(branch: Path) -> None:
    os.utime(branch / "a.txt", (1, 1))
    assert change(branch).paths == frozenset()


def test_no_filter_is_run(branch: Path, commit: Commit) -> None:
    commit({".gitattributes": "* filter=evil\n"})
    program = branch.parent / "program"
    program.write_text(f"#!/bin/sh\necho ran > '{branch.parent / 'trace'}'\ncat\n")
    program.chmod(0o755)
    git(branch, "config", "filter.evil.clean", str(program))
    write(branch, {"b.txt": "changed\n"})
    assert change(branch).paths == {".gitattributes", "b.txt"}
    assert not (branch.parent / "trace").exists()
