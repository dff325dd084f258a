"""Which line of CODEOWNERS is about which path."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aims_gate.governance.codeowners import read_ownership
from aims_gate.testing import repository


def owned(pattern: str, path: str) -> bool:
    ownership = read_ownership(repository({"CODEOWNERS": f"{pattern} @ann\n"}))
    assert ownership is not None
    return ownership.owners(path) == ("@ann",)


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("*", "a/b.txt", True),
        ("*.js", "a/b.js", True),
        ("*.js", "a/b.jsx", False),
        ("/*", "a.txt", True),
        ("/build/logs/", "build/logs/x/y.txt", True),
        ("/build/logs/", "build/logs", False),
        ("/build/logs/", "a/build/logs/y.txt", False),
        ("docs/*", "docs/a.md", True),
        ("docs/*", "docs/build/a.md", False),
        ("docs/*", "a/docs/b.md", False),
        ("apps/", "x/apps/y/z.txt", True),
        ("/docs/", "docs/a/b.md", True),
        ("**/logs", "build/logs/x.txt", True),
        ("/scripts/**/x", "scripts/a/b/x", True),
        ("/aims.yaml", "aims.yaml", True),
        ("/aims.yaml", "a/aims.yaml", False),
        ("aims.yaml", "a/aims.yaml", True),
        ("/governance/", "governance/risks/r.yaml", True),
        ("/governance/**", "governance/risks/r.yaml", True),
        ("a?c", "abc", True),
        ("a[b]c", "abc", False),
        ("a[b]c", "a[b]c", True),
        (r"my\ file.txt", "my file.txt", True),
    ],
)
def test_a_pattern_covers_what_the_platform_says(pattern: str, path: str, expected: bool) -> None:
    assert owned(pattern, path) is expected


def test_no_pattern_takes_long() -> None:
    start = time.process_time()
    for pattern in ("*a" * 500 + "b", "**/" * 300 + "*a" * 500 + "b", "?*" * 900):
        owned(pattern, "a" * 250)
        owned(pattern, "a/" * 120 + "a")
    assert time.process_time() - start < 5


@given(st.text(max_size=60), st.text(max_size=40))
def test_any_line_and_any_path_get_an_answer(line: str, path: str) -> None:
    ownership = read_ownership(repository({"CODEOWNERS": line.encode("utf-8", "surrogatepass")}))
    assert ownership is not None
    ownership.owners(path)
