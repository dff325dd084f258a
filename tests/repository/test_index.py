from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aims_gate.repository import FactCache, Workbench, open_snapshot, survey
from aims_gate.repository.index import NOTHING_KNOWN, read_index

from ..git_commands import git
from .conftest import Commit, write
from .test_survey import Lengths


def settle(top: Path) -> None:
    """Let the clock move on, so that git can tell later changes by their time."""
    for path in top.iterdir():
        if path.is_file():
            past = time.time_ns() - 5_000_000_000
            os.utime(path, ns=(past, past))
    time.sleep(0.02)
    git(top, "update-index", "--refresh")
    time.sleep(0.02)
    git(top, "update-index", "--force-write-index")


def oids(top: Path) -> dict[str, str | None]:
    """Path → object id, as a snapshot of the work tree knows it without reading."""
    return {path: file.oid for path, file in open_snapshot(top, os.environ).files.items()}


@pytest.mark.parametrize("version", ["2", "3", "4"])
def test_files_that_nobody_touched_are_known_by_their_object(
    top: Path, commit: Commit, version: str
) -> None:
    git(top, "update-index", "--index-version", version, "--force-write-index")
    names = ["a.txt", "sub/deep/b.txt", "sub/deep/bc.txt", "ümläut.txt", "z" * 200]
    commit({name: name for name in names})
    settle(top)
    listed = git(top, "ls-files", "-z", "--stage").split("\0")
    records = [record.split("\t") for record in listed if record]
    assert oids(top) == {path: columns.split()[1] for columns, path in records}


def test_files_that_were_touched_or_are_new_are_not_known(top: Path, commit: Commit) -> None:
    commit({"same.txt": "1", "other.txt": "2", "swapped.txt": "3", "touched.txt": "4"})
    settle(top)
    write(top, {"new.txt": "5"})
    before = os.stat(top / "other.txt")
    write(top, {"other.txt": "9"})  # as long as before, and dated as before
    os.utime(top / "other.txt", ns=(before.st_atime_ns, before.st_mtime_ns))
    (top / "swapped.txt").unlink()
    write(top, {"swapped.txt": "3"})
    os.utime(top / "touched.txt")
    known = oids(top)
    assert known.pop("same.txt")
    assert set(known.values()) == {None}


def test_object_ids_of_the_longer_kind_are_known_whole(tmp_path: Path) -> None:
    top = tmp_path / "longer"
    top.mkdir()
    git(top, "init", "-q", "--object-format=sha256")
    write(top, {"a.txt": "1", "b.txt": "2"})
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "work")
    settle(top)
    assert [len(oid or "") for oid in oids(top).values()] == [64, 64]


def test_a_file_changed_while_the_index_was_written_is_not_known(top: Path, commit: Commit) -> None:
    commit({"a.txt": "1"})
    index = top / ".git" / "index"
    modified = os.stat(top / "a.txt").st_mtime_ns
    os.utime(index, ns=(modified, modified))
    assert oids(top) == {"a.txt": None}


def test_what_was_read_in_one_snapshot_is_known_in_the_others(
    top: Path, commit: Commit, tmp_path: Path
) -> None:
    commit({"a.txt": "1", "b.txt": "22"})
    settle(top)
    asked = []
    for snapshot in (
        open_snapshot(top, os.environ),
        open_snapshot(top, os.environ, staged=True),
        open_snapshot(top, os.environ, revision="HEAD"),
    ):
        scanner = Lengths()
        survey(snapshot, Workbench((scanner,), FactCache(tmp_path / "cache", "1", [scanner])))
        asked.append(scanner.asked)
    assert asked == [["a.txt", "b.txt"], [], []]


def test_a_checkout_that_converts_is_told_from_the_object(
    top: Path, commit: Commit, tmp_path: Path
) -> None:
    write(top, {".gitattributes": "*.txt eol=crlf\n"})
    commit({"a.txt": "1\n2\n"})
    (top / "a.txt").unlink()
    git(top, "checkout", "-q", "--", "a.txt")
    settle(top)
    scanner = Lengths()
    bench = Workbench((scanner,), FactCache(tmp_path / "cache", "1", [scanner]))
    on_disk = survey(open_snapshot(top, os.environ), bench).rows["lengths"]["a.txt"]
    stored = survey(open_snapshot(top, os.environ, revision="HEAD"), bench).rows["lengths"]["a.txt"]
    assert on_disk == ({"length": 6, "size": 6},)
    assert stored == ({"length": 4, "size": 4},)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes_are_an_index_or_none(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "index"
    for start in (b"", b"DIRC\0\0\0\2\0\0\0\2", b"DIRC\0\0\0\4\xff\xff\xff\xff"):
        file.write_bytes(start + data)
        read_index(file, 20)
    file.unlink()
    assert read_index(file, 20) == NOTHING_KNOWN
