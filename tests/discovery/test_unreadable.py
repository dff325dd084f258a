import pytest

from aims_gate.discovery import UnreadableFile

from .scanning import found_in

POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 9000\n" % (b"a" * 64)


def unreadable(path: str, data: bytes) -> tuple[UnreadableFile, ...]:
    """What is said to be unreadable of a repository with one file."""
    return found_in({path: data}).unreadable


@pytest.mark.parametrize(
    ("path", "line", "size"),
    [
        ("src/app.ts", b"const a = 1\n", 2 << 20),
        ("src/App.cs", b"using System;\n", 2 << 20),
        ("requirements.txt", b"flask\n", 2 << 20),
        ("deploy/values.yaml", b"a: 1\n", 1 << 20),
        ("main.tf", b"a = 1\n", 1 << 20),
        (".env", b"A=1\n", 1 << 20),
        ("config.json", b'{"a": 1},\n', 1 << 20),
        ("src/app.py", b"a = 1\n", 16 << 20),
    ],
)
def test_code_and_settings_beyond_the_bound_are_said_to_be_unreadable(
    path: str, line: bytes, size: int
) -> None:
    data = line * (size // len(line) + 1)
    (found,) = unreadable(path, data)
    assert (found.at.path, found.absent) == (path, False)
    assert "MiB" in found.why
    assert unreadable(path, data[: size // 2]) == ()


@pytest.mark.parametrize(
    ("path", "line", "size"),
    [
        ("data/rows.json", b'{"a": 1},\n', 3 << 20),
        ("src/rows.json", b'{"a": 1},\n', 3 << 20),
        ("data/rows.yaml", b"a: 1\n", 3 << 20),
        ("rows.csv", b"1,2\n", 3 << 20),
        ("package-lock.json", b'"a": 1,\n', 9 << 20),
        ("dist/app.js", b"let a = 1\n", 3 << 20),
        ("static/bundle.js", b"let a=1;" * 1000, 3 << 20),
    ],
)
def test_data_locks_and_built_code_are_not(path: str, line: bytes, size: int) -> None:
    assert unreadable(path, line * (size // len(line))) == ()


@pytest.mark.parametrize("path", ["a.ipynb", "src/app.py", "src/app.ts", "requirements.txt"])
def test_what_git_lfs_keeps_elsewhere_is_absent(path: str) -> None:
    (found,) = unreadable(path, POINTER)
    assert found.absent
    assert "Git LFS" in found.why


def test_what_comes_before_the_bound_is_found_all_the_same() -> None:
    found = found_in({"src/a.ts": b"import OpenAI from 'openai'\n" + b"let a = 1\n" * 300_000})
    assert [each.identity for each in found] == ["openai"]
    assert len(found.unreadable) == 1
