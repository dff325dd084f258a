"""Imports point one way, so that a stranger can read one room without the rooms above it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import aims_gate

PACKAGE = Path(aims_gate.__file__).parent

LEVELS = [
    {"model", "hookspecs", "text"},
    {"repository"},
    {"declarations", "catalogue", "platforms"},
    {"discovery", "evidence"},
    {"portfolio"},
    {"evaluation", "governance"},
    {"comparison"},
    {"checks", "inventory"},
    {"engine"},
    {"custom"},
    {"gate"},
    {"reporters", "explain", "soa"},
    {"builtin"},
    {"plugins"},
    {"testing"},
    {"cli"},
    {"__main__"},
]
"""The rooms from the bottom up. A room may import from lower levels and from itself."""

LEVEL_OF = {room: number for number, rooms in enumerate(LEVELS) for room in rooms}
HEAVY = {"celpy", "git", "jinja2", "pydantic", "requests", "wcwidth", "yaml"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> Iterator[tuple[str, int]]:
    """The rooms that a module imports at run time, each with its line."""
    package = ["aims_gate", *path.relative_to(PACKAGE).parts[:-1]]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            target = [*base, *(node.module or "").split(".")] if node.module else base
            names = [target] if len(target) > 1 else [[*target, each.name] for each in node.names]
        elif isinstance(node, ast.Import):
            names = [each.name.split(".") for each in node.names]
        else:
            continue
        for name in names:
            if name[0] == "aims_gate" and len(name) > 1 and name[1] != "__version__":
                yield name[1], node.lineno


def for_types_only(path: Path) -> set[int]:
    """The lines of imports below ``if TYPE_CHECKING:``."""
    lines: set[int] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            lines |= {inner.lineno for inner in ast.walk(node) if isinstance(inner, ast.stmt)}
    return lines


def test_every_room_has_its_level() -> None:
    rooms = {room_of(path) for path in modules()} - {"__init__"}
    assert rooms == set(LEVEL_OF)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_downwards(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        return
    typing_only = for_types_only(path)
    wrong = [
        f"line {line}: {room} imports {other}"
        for other, line in imported_rooms(path)
        if line not in typing_only and other != room and LEVEL_OF[other] >= LEVEL_OF[room]
    ]
    assert not wrong


def test_the_rule_can_fail(tmp_path: Path) -> None:
    module = PACKAGE / "model" / "check.py"
    assert {room for room, _ in imported_rooms(PACKAGE / "engine" / "assess.py")} == {
        "model",
        "engine",
    }
    assert list(imported_rooms(module))


LOADED_WHEN_NEEDED = {
    "custom/evaluate.py",
    "custom/expression.py",
    "platforms/client.py",
    "reporters/html/page.py",
}
"""What imports a heavy library at once: it is itself imported only where that is needed."""


def heavy_imports(path: Path) -> list[str]:
    """The heavy libraries that a module imports when it is imported itself, each with its line."""
    lazy = for_types_only(path)
    found = []
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            names = [each.name for each in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        else:
            continue
        found += [
            f"{path.name}:{node.lineno} {name}"
            for name in names
            if name.split(".")[0] in HEAVY and node.lineno not in lazy
        ]
    return found


@pytest.mark.parametrize("room", sorted(LEVEL_OF.keys() - {"declarations"}))
def test_nothing_heavy_is_imported_before_it_is_needed(room: str) -> None:
    wrong = {
        path.relative_to(PACKAGE).as_posix(): found
        for path in modules()
        if room_of(path) == room and (found := heavy_imports(path))
    }
    assert wrong.keys() <= LOADED_WHEN_NEEDED, wrong


@pytest.mark.parametrize("name", sorted(LOADED_WHEN_NEEDED))
def test_each_exception_is_one(name: str) -> None:
    assert heavy_imports(PACKAGE / name)


FORBIDDEN = {
    *("print", "input", "exit", "quit", "sys.exit"),
    *("date.today", "datetime.now", "time.time", "os.getenv"),
}


@pytest.mark.parametrize(
    "path",
    [path for path in modules() if room_of(path) not in ("cli", "__main__")],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_only_the_command_line_prints_or_reads_environment_and_clock(path: Path) -> None:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called in FORBIDDEN:
                found.append(f"line {node.lineno}: {called}")
        elif isinstance(node, ast.Attribute) and ast.unparse(node) in ("os.environ", "sys.argv"):
            found.append(f"line {node.lineno}: {ast.unparse(node)}")
    assert not found
