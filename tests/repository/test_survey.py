from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from aims_gate.repository import (
    FactCache,
    Row,
    Workbench,
    digest_of_code,
    memory_snapshot,
    open_snapshot,
    survey,
)
from aims_gate.repository import cache as cache_module
from aims_gate.repository.cache import Facts
from aims_gate.repository.files import File, Unreadable
from aims_gate.repository.survey import ScannerCrash
from aims_gate.repository.tree import Memory

from .conftest import write


@dataclass
class Lengths:
    """Says how long each text file is, and counts how often it was asked."""

    name: str = "lengths"
    version: str = "1"
    most: int = 1000
    asked: list[str] = field(default_factory=list)

    def limit(self, path: str, size: int) -> int:
        return self.most if path.endswith(".txt") else 0

    def scan(self, path: str, data: bytes, size: int) -> list[Row]:
        self.asked.append(path)
        return [{"length": len(data), "size": size}] if data else []


def test_each_scanner_sees_what_it_wants_and_no_more() -> None:
    lengths, short = Lengths(), Lengths(name="short", most=2)
    snapshot = memory_snapshot({"a.txt": b"12345", "b.bin": b"12", "e.txt": b""})
    found = survey(snapshot, Workbench((lengths, short)))
    assert found.rows == {
        "lengths": {"a.txt": ({"length": 5, "size": 5},)},
        "short": {"a.txt": ({"length": 2, "size": 5},)},
    }
    assert lengths.asked == ["a.txt", "e.txt"]


def test_scanners_see_paths_from_the_folder_under_judgement() -> None:
    lengths = Lengths()
    snapshot = memory_snapshot({"sub/a.txt": b"1"}, base="sub/")
    found = survey(snapshot, Workbench((lengths,)))
    assert lengths.asked == ["a.txt"]
    assert [path for path, _ in found.of("lengths")] == ["sub/a.txt"]
    assert found.inner("sub/a.txt") == "a.txt"


def files(number: int) -> Mapping[str, str]:
    return {f"{n:05}.txt": "x" * (n % 700) * 20 for n in range(number)}


def test_several_processes_find_the_same(top: Path) -> None:
    write(top, files(900))
    snapshot = open_snapshot(top, os.environ)
    scanners = (Lengths(most=1 << 20),)
    alone = survey(snapshot, Workbench(scanners, processes=1))
    together = survey(snapshot, Workbench(scanners, processes=3))
    assert alone == together
    assert len(alone.rows["lengths"]) == 898  # files 0 and 700 are empty


class OfOneProcess(Memory):
    """Files that only the process that opened them may read, as those of a revision."""

    shared = False

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        super().__init__(contents)
        self._process = os.getpid()

    def read(self, file: File, limit: int) -> bytes:
        if os.getpid() != self._process:
            raise Unreadable("by another process")
        return super().read(file, limit)


def test_what_processes_cannot_share_is_read_by_one() -> None:
    contents = {name: text.encode() for name, text in files(900).items()}
    snapshot = replace(memory_snapshot(contents), tree=OfOneProcess(contents))
    together = survey(snapshot, Workbench((Lengths(most=1 << 20),), processes=3))
    assert together.unread == {}
    assert len(together.rows["lengths"]) == 898


def kept(folder: Path, scanner: Lengths, version: str = "1") -> Workbench:
    return Workbench((scanner,), FactCache(folder, version, [scanner]))


def test_what_is_known_is_not_read_again(tmp_path: Path) -> None:
    snapshot = memory_snapshot({"a.txt": b"1", "e.txt": b""})
    first, second = Lengths(), Lengths()
    assert survey(snapshot, kept(tmp_path, first)) == survey(snapshot, kept(tmp_path, second))
    assert (first.asked, second.asked) == (["a.txt", "e.txt"], [])


def test_other_content_path_or_version_is_not_known(tmp_path: Path) -> None:
    survey(memory_snapshot({"a.txt": b"1"}), kept(tmp_path, Lengths()))
    for contents, scanner, version in (
        ({"a.txt": b"2"}, Lengths(), "1"),
        ({"b.txt": b"1"}, Lengths(), "1"),
        ({"a.txt": b"1"}, Lengths(version="2"), "1"),
        ({"a.txt": b"1"}, Lengths(), "2"),
    ):
        survey(memory_snapshot(contents), kept(tmp_path, scanner, version))
        assert len(scanner.asked) == 1, (contents, scanner.version, version)


def test_scanners_of_some_runs_keep_their_facts_beside_those_of_every_run(tmp_path: Path) -> None:
    snapshot = memory_snapshot({"a.txt": b"1"})
    for asked in (1, 0):
        usual, rare = Lengths(), Lengths(name="rare")
        workbench = kept(tmp_path, usual)
        assert workbench.cache is not None
        beside = Workbench((rare,), workbench.cache.beside((rare,)))
        assert list(survey(snapshot, workbench).rows) == ["lengths"]
        assert list(survey(snapshot, beside).rows) == ["rare"]
        assert (len(usual.asked), len(rare.asked)) == (asked, asked)


def test_facts_beside_those_of_another_version_are_not_known(tmp_path: Path) -> None:
    scanner = Lengths(name="rare")
    old, new = (FactCache(tmp_path, version, ()).beside((scanner,)) for version in ("1", "2"))
    old.add({"k": {"rare": [{"length": 1}]}})
    assert old.reader()("k") == {"rare": [{"length": 1}]}
    assert new.reader()("k") is None
    assert new.find(["k"]) == {}


def test_more_files_than_one_query_takes_are_all_found(tmp_path: Path) -> None:
    cache = FactCache(tmp_path, "1", ())
    facts: dict[str, Facts] = {
        f"k{number}": {"lengths": [{"length": number}]} for number in range(1234)
    }
    cache.add(facts)
    assert cache.find([*facts, "unknown"]) == facts


def test_changed_rules_have_another_digest(tmp_path: Path) -> None:
    write(tmp_path, {"rules/a.py": "x = 1", "rules/deep/b.py": "y = 2", "rules/c.txt": "z"})
    rules = tmp_path / "rules"
    first = digest_of_code(rules)
    assert digest_of_code(rules) == first
    seen = {first}
    for name, content in (("a.py", "x = 2"), ("deep/b.py", "y = 3"), ("new.py", "")):
        (rules / name).write_text(content)
        seen.add(digest_of_code(rules))
    assert len(seen) == 4


def test_what_moves_from_one_file_of_the_rules_to_the_next_is_another_digest(
    tmp_path: Path,
) -> None:
    write(
        tmp_path, {"two/rules/a.py": "x", "two/rules/b.py": "y", "one/rules/a.py": "xrules/b.pyy"}
    )
    assert digest_of_code(tmp_path / "two/rules") != digest_of_code(tmp_path / "one/rules")


def test_a_damaged_cache_is_ignored_and_begun_anew(tmp_path: Path) -> None:
    snapshot = memory_snapshot({"a.txt": b"1"})
    expected = survey(snapshot, kept(tmp_path, Lengths()))
    [file] = tmp_path.iterdir()
    file.write_bytes(b"damaged" * 1000)
    again, after = Lengths(), Lengths()
    assert survey(snapshot, kept(tmp_path, again)) == expected
    assert survey(snapshot, kept(tmp_path, after)) == expected
    assert (again.asked, after.asked) == (["a.txt"], [])


def test_facts_of_the_wrong_shape_are_ignored(tmp_path: Path) -> None:
    import sqlite3

    snapshot = memory_snapshot({"a.txt": b"1"})
    survey(snapshot, kept(tmp_path, Lengths()))
    [file] = tmp_path.iterdir()
    for damage in ("[]", "{", '{"lengths": [1]}', '{"lengths": 1}', "null"):
        with sqlite3.connect(file) as connection:
            connection.execute("UPDATE facts SET facts = ?", (damage,))
        connection.close()
        scanner = Lengths()
        found = survey(snapshot, kept(tmp_path, scanner))
        assert found.rows["lengths"]["a.txt"] == ({"length": 1, "size": 1},), damage
        assert scanner.asked == ["a.txt"], damage


def test_a_cache_that_outgrew_its_bound_is_begun_anew(tmp_path: Path) -> None:
    survey(memory_snapshot({"a.txt": b"1" * 500}), kept(tmp_path, Lengths()))
    [file] = tmp_path.iterdir()
    with file.open("ab") as stream:
        stream.truncate(cache_module.LIMIT + 1)
    survey(memory_snapshot({"b.txt": b"2"}), kept(tmp_path, Lengths()))
    assert file.stat().st_size < 1 << 20


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    found = survey(memory_snapshot({"a.txt": b"1"}), kept(blocked / "below", Lengths()))
    assert found.rows["lengths"]


@pytest.mark.parametrize("processes", [1, 2])
def test_a_scanner_that_crashes_is_named_with_the_file(top: Path, processes: int) -> None:
    class Crashing(Lengths):
        def scan(self, path: str, data: bytes, size: int) -> list[Row]:
            if path == "00301.txt":
                raise ZeroDivisionError("by zero")
            return []

    write(top, files(900))
    workbench = Workbench((Crashing(most=1 << 20),), processes=processes)
    message = "scanner lengths on 00301.txt: ZeroDivisionError: by zero"
    with pytest.raises(ScannerCrash, match=message):
        survey(open_snapshot(top, os.environ), workbench)


def test_what_cannot_be_read_is_told(top: Path) -> None:
    write(top, {"a.txt": "x"})
    snapshot = open_snapshot(top, os.environ)
    (top / "a.txt").unlink()
    found = survey(snapshot, Workbench((Lengths(),)))
    assert list(found.unread) == ["a.txt"]
