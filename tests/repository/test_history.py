from __future__ import annotations

import os
from pathlib import Path

from aims_gate.repository import first_paths, open_snapshot

from ..git_commands import git
from .conftest import Commit, write

CONTENT = "\n".join(f"line {n}" for n in range(40))


def test_a_file_is_known_by_the_path_it_had_first(top: Path, commit: Commit) -> None:
    commit({"old.bin": CONTENT, "other.txt": "x"})
    git(top, "mv", "old.bin", "middle.bin")
    git(top, "commit", "-q", "-m", "move")
    git(top, "mv", "middle.bin", "new.bin")
    git(top, "commit", "-q", "-m", "move again")
    snapshot = open_snapshot(top, os.environ)
    found = first_paths(snapshot, ["new.bin", "other.txt", "absent"])
    assert found == {"new.bin": "old.bin", "other.txt": "other.txt", "absent": "absent"}


def test_a_name_taken_up_anew_is_another_file(top: Path, commit: Commit) -> None:
    commit({"a.bin": CONTENT})
    for old, new in (("a.bin", "b.bin"), ("b.bin", "c.bin")):
        git(top, "mv", old, new)
        git(top, "commit", "-q", "-m", "move")
    commit({"b.bin": CONTENT.replace("line", "other")})
    found = first_paths(open_snapshot(top, os.environ), ["b.bin", "c.bin"])
    assert found == {"b.bin": "b.bin", "c.bin": "a.bin"}


def test_two_paths_never_share_their_first(top: Path, commit: Commit) -> None:
    commit({"a.bin": CONTENT})
    git(top, "mv", "a.bin", "b.bin")
    git(top, "commit", "-q", "-m", "move")
    commit({"a.bin": CONTENT + "again"})
    found = first_paths(open_snapshot(top, os.environ), ["a.bin", "b.bin"])
    assert len(set(found.values())) == 2


def test_a_rename_that_is_only_staged_counts_too(top: Path, commit: Commit) -> None:
    first = commit({"old.bin": CONTENT})
    git(top, "mv", "old.bin", "new.bin")
    for staged in (False, True):
        snapshot = open_snapshot(top, os.environ, staged=staged)
        assert first_paths(snapshot, ["new.bin"]) == {"new.bin": "old.bin"}
    snapshot = open_snapshot(top, os.environ, revision=first)
    assert first_paths(snapshot, ["new.bin"]) == {"new.bin": "new.bin"}


def test_without_history_every_path_is_its_own(tmp_path: Path) -> None:
    write(tmp_path, {"a.bin": "x"})
    assert first_paths(open_snapshot(tmp_path, os.environ), ["a.bin"]) == {"a.bin": "a.bin"}
