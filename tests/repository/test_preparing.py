from dataclasses import dataclass, field
from pathlib import Path

from aims_gate.repository import FactCache, Workbench, memory_snapshot
from aims_gate.repository.scan import Row
from aims_gate.repository.survey import survey


@dataclass
class Noting:
    """A scanner that notes in which order it is asked what."""

    name: str = "noting"
    version: str = "1"
    suffix: str = ""
    asked: list[str] = field(default_factory=list)

    def limit(self, path: str, size: int) -> int:
        return size if path.endswith(self.suffix) else 0

    def prepare(self) -> None:
        self.asked.append("prepare")

    def scan(self, path: str, data: bytes, size: int) -> list[Row]:
        self.asked.append(path)
        return [{"size": size}]


def test_scanners_prepare_before_they_read() -> None:
    scanner = Noting()
    survey(memory_snapshot({"a": b"1", "b": b"2"}), Workbench((scanner,)))
    assert scanner.asked == ["prepare", "a", "b"]


def test_scanners_prepare_only_where_files_will_be_read(tmp_path: Path) -> None:
    scanner = Noting()
    bench = Workbench((scanner,), FactCache(tmp_path, "1", [scanner]))
    survey(memory_snapshot({}), bench)
    assert scanner.asked == []
    for _ in range(2):
        survey(memory_snapshot({"a": b"1"}), bench)
    assert scanner.asked == ["prepare", "a"]


def test_scanners_prepare_only_where_a_file_is_theirs() -> None:
    busy, idle = Noting("busy"), Noting("idle", suffix=".js")
    survey(memory_snapshot({"a.py": b"1"}), Workbench((busy, idle)))
    assert (busy.asked, idle.asked) == (["prepare", "a.py"], [])
