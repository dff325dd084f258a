"""Path patterns: what they cover, which is more specific, and that they stay fast."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aims_gate.declarations import matches, specificity


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("src/a.py", "src/a.py"),
        ("src", "src/deep/a.py"),
        ("src/", "src/a.py"),
        ("./src", "src/a.py"),
        ("src/**", "src/deep/a.py"),
        ("src/*", "src/a.py"),
        ("src/*", "src/deep/a.py"),
        ("**", "a"),
        ("**/a.py", "a.py"),
        ("**/a.py", "x/y/a.py"),
        ("**/models", "x/models/a.bin"),
        ("src/**/a.py", "src/a.py"),
        ("src/**/a.py", "src/x/y/a.py"),
        ("a/**/b/**/c", "a/b/x/b/c"),
        ("*.py", "a.py"),
        ("*.py", ".py"),
        ("a?c", "abc"),
        ("m[a-c]x", "mbx"),
        ("m[!a-c]x", "mdx"),
        ("m[^a-c]x", "mdx"),
        ("m[]]x", "m]x"),
        ("a[", "a["),
        ("*a*b*", "xaxbx"),
        ("é*", "éa"),
    ],
)
def test_covers(pattern: str, path: str) -> None:
    assert matches(pattern, path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("src/a.py", "src/a.pyc"),
        ("src/**", "src"),
        ("src", "source/a.py"),
        ("a.py", "x/a.py"),
        ("*.py", "x/a.py"),
        ("src/*/a.py", "src/a.py"),
        ("a?c", "a/c"),
        ("a*c", "a/c"),
        ("m[a-c]x", "mdx"),
        ("m[!a-c]x", "mbx"),
        ("m[^a-c]x", "mbx"),
        ("a.c", "abc"),
        ("**/a/b", "a/x/b"),
        ("A", "a"),
    ],
)
def test_does_not_cover(pattern: str, path: str) -> None:
    assert not matches(pattern, path)


def test_the_more_specific_pattern_is_greater() -> None:
    ascending = ["**", "**/*.ipynb", "src/**", "src/*.py", "src/loan/**", "src/loan/a.py"]
    degrees = [specificity(pattern) for pattern in ascending]
    assert degrees == sorted(set(degrees))
    assert specificity("src/loan") > specificity("src/loa*")
    assert specificity("src/loan") > specificity("src/loan/**")
    assert specificity("src/a/**") == specificity("src/b/**")


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*a" * 500 + "b", "a" * 4000),
        ("**/a/" * 300 + "b", "a/" * 2000 + "c"),
        ("[a-z]" * 500, "a" * 499 + "/"),
        ("*" * 2000 + "b", "a" * 2000),
    ],
)
def test_hostile_patterns_end_soon(pattern: str, path: str) -> None:
    began = time.process_time()
    assert not matches(pattern, path)
    assert time.process_time() - began < 2


SEGMENT = st.text(alphabet="ab*?", min_size=1, max_size=4).filter(lambda text: "**" not in text)
PATTERN = st.lists(SEGMENT | st.just("**"), min_size=1, max_size=4).map("/".join)
PATH = st.lists(st.text(alphabet="ab", min_size=1, max_size=3), min_size=1, max_size=4)


def as_expression(pattern: str) -> str:
    """The same pattern as a regular expression, which for patterns this short is fast enough."""
    expression = ""
    for segment in re.sub(r"(\*\*/)+(?=\*\*)", "", pattern).split("/"):
        if segment == "**":
            expression += "(?:[^/]+/)*"
        else:
            one = "".join({"*": "[^/]*", "?": "[^/]"}.get(char, char) for char in segment)
            expression += one + "/"
    if pattern.endswith("**"):
        return expression + ".+"
    return expression.removesuffix("/") + "(?:/.*)?"


@given(PATTERN, PATH.map("/".join))
def test_agrees_with_regular_expressions(pattern: str, path: str) -> None:
    assert matches(pattern, path) == bool(re.fullmatch(as_expression(pattern), path))
