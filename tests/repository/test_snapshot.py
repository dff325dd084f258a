from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

import pytest

from aims_gate.repository import FileKind, SnapshotError, Unreadable, lfs_pointer, open_snapshot

from ..git_commands import git
from .conftest import Commit, write

POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "a" * 64 + "\nsize 12345\n"


def test_the_work_tree_holds_tracked_and_new_files_but_no_ignored_ones(
    top: Path, commit: Commit
) -> None:
    commit({"a.txt": "tracked", ".gitignore": "ignored.txt\n", "gone.txt": "x"})
    write(top, {"new.txt": "new", "ignored.txt": "no", "a.txt": "changed"})
    (top / "gone.txt").unlink()
    snapshot = open_snapshot(top, os.environ)
    assert list(snapshot.files) == [".gitignore", "a.txt", "new.txt"]
    assert snapshot.read("a.txt", 100) == b"changed"
    assert snapshot.revision == git(top, "rev-parse", "HEAD")


def test_the_index_is_what_will_be_committed(top: Path, commit: Commit) -> None:
    commit({"a.txt": "old"})
    write(top, {"a.txt": "staged", "b.txt": "staged too"})
    git(top, "add", "-A")
    write(top, {"a.txt": "not staged", "c.txt": "untracked"})
    snapshot = open_snapshot(top, os.environ, staged=True)
    assert {path: snapshot.read(path, 100) for path in snapshot.files} == {
        "a.txt": b"staged",
        "b.txt": b"staged too",
    }
    assert snapshot.files["b.txt"].size == len("staged too")


def test_the_index_that_git_names_for_its_hook_is_the_one_judged(top: Path, commit: Commit) -> None:
    commit({"a.txt": "old"})
    other = top.parent / "other-index"
    write(top, {"a.txt": "for the other index"})
    other.write_bytes((top / ".git" / "index").read_bytes())
    environment = {**os.environ, "GIT_INDEX_FILE": str(other)}
    import subprocess

    subprocess.run(["git", "add", "a.txt"], cwd=top, env=environment, check=True)
    assert open_snapshot(top, environment, staged=True).read("a.txt", 99) == b"for the other index"
    assert open_snapshot(top, os.environ, staged=True).read("a.txt", 99) == b"old"


def test_a_revision_is_read_without_a_checkout(top: Path, commit: Commit) -> None:
    first = commit({"a.txt": "first", "sub/b.txt": "b"})
    commit({"a.txt": "second", "c.txt": "c"})
    snapshot = open_snapshot(top, os.environ, revision="HEAD~1")
    assert snapshot.revision == first
    assert list(snapshot.files) == ["a.txt", "sub/b.txt"]
    assert snapshot.read("a.txt", 100) == b"first"
    assert snapshot.read("a.txt", 2) == b"fi"
    assert (top / "a.txt").read_text() == "second"


@pytest.mark.parametrize("how", ["work tree", "index", "revision"])
def test_only_files_below_the_path_are_seen_by_paths_from_the_top(
    top: Path, commit: Commit, how: str
) -> None:
    commit({"a.txt": "a", "sub/b.txt": "b", "sub/deep/c.txt": "c", "subway/d.txt": "d"})
    snapshot = open_snapshot(
        top / "sub",
        os.environ,
        staged=how == "index",
        revision="HEAD" if how == "revision" else None,
    )
    assert snapshot.base == "sub/"
    assert list(snapshot.files) == ["sub/b.txt", "sub/deep/c.txt"]
    assert snapshot.read("sub/b.txt", 10) == b"b"


def test_a_plain_folder_works_without_git(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "a", "sub/b.txt": "b"})
    snapshot = open_snapshot(tmp_path, os.environ)
    assert (list(snapshot.files), snapshot.revision, snapshot.git) == (
        ["a.txt", "sub/b.txt"],
        None,
        None,
    )
    assert snapshot.read("sub/b.txt", 10) == b"b"


def test_a_repository_without_commits_works(top: Path) -> None:
    write(top, {"a.txt": "a"})
    snapshot = open_snapshot(top, os.environ)
    assert (list(snapshot.files), snapshot.revision) == (["a.txt"], None)


def test_links_submodules_and_devices_are_known_and_never_opened(top: Path, commit: Commit) -> None:
    secret = top.parent / "secret.txt"
    secret.write_text("secret")
    commit({"real/a.txt": "a", "module/x.txt": "x"})
    (top / "link.txt").symlink_to(secret)
    (top / "folder-link").symlink_to(top.parent)
    git(top, "add", "-A")
    os.mkfifo(top / "pipe")
    kinds = {path: file.kind for path, file in open_snapshot(top, os.environ).files.items()}
    assert kinds["link.txt"] is FileKind.LINK
    assert kinds["folder-link"] is FileKind.LINK
    assert "folder-link/secret.txt" not in kinds
    for staged in (False, True):
        snapshot = open_snapshot(top, os.environ, staged=staged)
        with pytest.raises(Unreadable, match="link"):
            snapshot.read("link.txt", 100)
    if "pipe" in kinds:
        with pytest.raises(Unreadable):
            open_snapshot(top, os.environ).read("pipe", 100)


def test_a_tracked_folder_replaced_by_a_link_is_not_followed(top: Path, commit: Commit) -> None:
    commit({"data/a.txt": "tracked"})
    outside = top.parent / "outside"
    write(outside, {"a.txt": "outside"})
    (top / "data" / "a.txt").unlink()
    (top / "data").rmdir()
    (top / "data").symlink_to(outside)
    snapshot = open_snapshot(top, os.environ)
    assert snapshot.get("data/a.txt", 100) is None


def test_a_submodule_is_known_as_such(top: Path, commit: Commit) -> None:
    commit({"a.txt": "a"})
    inner = top / "inner"
    inner.mkdir()
    git(inner, "init", "-q", "-b", "main")
    write(inner, {"x.txt": "x"})
    git(inner, "add", "-A")
    git(inner, "commit", "-q", "-m", "inner")
    assert open_snapshot(top, os.environ).files["inner"].kind is FileKind.SUBMODULE
    git(top, "add", "inner")
    git(top, "commit", "-q", "-m", "as a submodule")
    for options in ({"staged": True}, {"revision": "HEAD"}, {}):
        snapshot = open_snapshot(top, os.environ, **options)
        assert snapshot.files["inner"].kind is FileKind.SUBMODULE
        assert "inner/x.txt" not in snapshot.files


def test_names_that_are_no_text_survive(top: Path) -> None:
    name = os.fsdecode(b"caf\xe9 \n\x1b[31m.txt")
    (top / name).write_text("x")
    git(top, "add", "-A")
    for staged in (False, True):
        snapshot = open_snapshot(top, os.environ, staged=staged)
        assert list(snapshot.files) == [name]
        assert snapshot.read(name, 10) == b"x"


def test_a_linked_work_tree_is_read(top: Path, commit: Commit) -> None:
    commit({"a.txt": "a"})
    other = top.parent / "other"
    git(top, "worktree", "add", "-q", "-b", "side", str(other))
    write(other, {"a.txt": "changed there"})
    assert open_snapshot(other, os.environ).read("a.txt", 99) == b"changed there"


def test_an_object_that_the_clone_lacks_is_unreadable(top: Path, commit: Commit) -> None:
    commit({"a.txt": "content", "b.txt": "other"})
    oid = git(top, "rev-parse", "HEAD:a.txt")
    (top / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
    snapshot = open_snapshot(top, os.environ, revision="HEAD")
    with pytest.raises(Unreadable, match="not in this clone"):
        snapshot.read("a.txt", 100)
    assert snapshot.read("b.txt", 100) == b"other"


@pytest.mark.parametrize(
    ("options", "message"),
    [({"revision": "no-such-branch"}, "git fetch"), ({"revision": "--output=x"}, "not in this")],
)
def test_a_revision_that_is_not_there_is_said_clearly(
    top: Path, commit: Commit, options: dict[str, str], message: str
) -> None:
    commit({"a.txt": "a"})
    with pytest.raises(SnapshotError, match=message):
        open_snapshot(top, os.environ, revision=options["revision"])
    assert not (top / "x").exists()


def test_what_holds_nothing_to_judge_is_no_snapshot(top: Path, commit: Commit) -> None:
    commit({"a.txt": "a", ".gitignore": "build/\n"})
    write(top, {"build/x.py": "x = 1"})
    bare = top.parent / "bare.git"
    git(top.parent, "clone", "-q", "--bare", str(top), str(bare))
    empty = top.parent / "empty"
    empty.mkdir()
    for folder in (top / "build", bare, top / ".git", top / ".git" / "objects", empty):
        with pytest.raises(SnapshotError, match="judge"):
            open_snapshot(folder, os.environ)
    with pytest.raises(SnapshotError) as refused:
        open_snapshot(empty, os.environ)
    assert "git" not in str(refused.value)
    for revision in ("", " "):
        with pytest.raises(SnapshotError, match="the revision is empty"):
            open_snapshot(top, os.environ, revision=revision)


def test_what_a_sparse_checkout_leaves_out_is_judged_all_the_same(
    top: Path, commit: Commit
) -> None:
    commit({"in/a.txt": "a", "out/b.txt": "b", "gone.txt": "x"})
    git(top, "sparse-checkout", "set", "--no-cone", "/in/", "/gone.txt")
    (top / "gone.txt").unlink()
    assert not (top / "out").exists()
    snapshot = open_snapshot(top, os.environ)
    assert list(snapshot.files) == ["in/a.txt", "out/b.txt"]
    assert snapshot.read("out/b.txt", 9) == b"b"


def test_a_repository_with_other_object_ids_is_read(tmp_path: Path) -> None:
    top = tmp_path / "sha256"
    top.mkdir()
    git(top, "init", "-q", "-b", "main", "--object-format=sha256")
    write(top, {"a.txt": "content"})
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "work")
    assert open_snapshot(top, os.environ, staged=True).read("a.txt", 99) == b"content"
    assert open_snapshot(top, os.environ, revision="HEAD").read("a.txt", 99) == b"content"


def test_the_index_of_a_plain_folder_is_said_not_to_exist(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="not in a git repository"):
        open_snapshot(tmp_path, os.environ, staged=True)
    with pytest.raises(SnapshotError, match="no folder"):
        open_snapshot(tmp_path / "absent", os.environ)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (POINTER.encode(), ("a" * 64, 12345)),
        (b"", None),
        (b"version https://git-lfs.github.com/spec/v1\nsize x\n", None),
        (POINTER.encode() + b" " * 2000, None),
    ],
)
def test_lfs_pointers(data: bytes, expected: tuple[str, int] | None) -> None:
    pointer = lfs_pointer(data)
    assert (pointer and (pointer.sha256, pointer.size)) == expected


def test_a_snapshot_that_goes_in_a_cycle_ends_its_process(
    top: Path, commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    revision = commit({f"{number}.txt": f"{number}\n" for number in range(20)})
    snapshot = open_snapshot(top, os.environ, revision=revision)
    for path in snapshot.files:
        snapshot.read(path, 100)
    cycle: list[object] = [snapshot]
    cycle.append(cycle)
    left: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", left.append)
    del snapshot, cycle
    gc.collect()
    assert left == []


def test_the_files_of_a_folder_are_those_below_it(top: Path, commit: Commit) -> None:
    commit({"a/b.txt": "1", "a/c/d.txt": "2", "a-b.txt": "3", "ab/e.txt": "4"})
    snapshot = open_snapshot(top, os.environ)
    assert list(snapshot.below("a")) == ["a/b.txt", "a/c/d.txt"]
    assert list(snapshot.below("a/c")) == ["a/c/d.txt"]
    assert list(snapshot.below("")) == list(snapshot.files)
    assert list(snapshot.below("b")) == []
