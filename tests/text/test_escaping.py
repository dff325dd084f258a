from __future__ import annotations

import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aims_gate.text.escaping import (
    cell_text,
    markdown_text,
    one_line,
    shorten,
    shorten_at_word,
    to_json,
    visible,
    visible_lines,
)

ANY_TEXT = st.text(st.characters(categories=("L", "M", "N", "P", "S", "Z", "C")))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Übersicht/データ.py", "Übersicht/データ.py"),
        ("\x1b[2Jgone", "\\x1b[2Jgone"),
        ("\x9b31m", "\\x9b31m"),
        ("a\u202egpj.exe", "a\\u202egpj.exe"),
        ("pass\u2066\u2069word", "pass\\u2066\\u2069word"),
        ("zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff"),
        ("\U000e0041", "\\U000e0041"),
        ("line\nfeed", "line\\x0afeed"),
        ("a\u2028b", "a\\u2028b"),
        ("no\u00a0break", "no break"),
        ("family: 👩\u200d🔬", "family: 👩\u200d🔬"),
        (os.fsdecode(b"caf\xe9.py"), "caf\\xe9.py"),
        ("\ud800", "\\ud800"),
    ],
)
def test_what_cannot_be_seen_is_spelt_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(ANY_TEXT)
def test_visible_text_is_one_line_that_utf8_can_hold(text: str) -> None:
    shown = visible(text)

    assert shown.encode().decode() == shown
    assert len(shown.splitlines()) <= 1
    assert visible(shown) == shown


def test_white_space_becomes_one_space() -> None:
    assert one_line("  a \r\n\t b\u2029c ") == "a b c"


def test_lines_keep_breaks_and_indentation_only() -> None:
    assert visible_lines("\n a:\r\n\n\t- b\x1b \n") == ["a:", "", "    - b\\x1b"]
    assert visible_lines(" \n ") == []


def test_cut_text_says_so() -> None:
    assert shorten("abcdef", 6) == "abcdef"
    assert shorten("abc ef", 5) == "abc…"


@given(st.lists(ANY_TEXT))
def test_json_holds_the_exact_text(texts: list[str]) -> None:
    written = to_json(texts)

    assert written.encode().decode() == written
    assert not any(char in written for char in "\x1b\x9b\u202e\u2066")
    expected = [
        "".join(visible(char) if "\ud800" <= char <= "\udfff" else char for char in text)
        for text in texts
    ]
    assert json.loads(written) == expected


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two…"),
        ("one two three", 8, "one two…"),
        ("one two three", 7, "one…"),
        ("abcdefgh", 5, "abcd…"),
        ("ab\\x1b[2J", 5, "ab…"),
        ("ab\\u202ecd", 7, "ab…"),
        ("ab\\x1bcd", 7, "ab\\x1b…"),
    ],
)
def test_text_is_cut_after_a_word_and_never_within_an_escape(
    text: str, limit: int, cut: str
) -> None:
    assert shorten_at_word(text, limit) == cut


@given(ANY_TEXT, st.integers(1, 30))
def test_cut_text_is_as_short_as_asked(text: str, limit: int) -> None:
    assert len(shorten_at_word(visible(text), limit)) <= limit


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("src/train.py:3:9", "src/train.py:3:9"),
        ("a_b|c", "a&#95;b&#124;c"),
        ("@everyone", "&#64;&#8203;everyone"),
        ("fixes #1", "fixes &#35;&#8203;1"),
        ("https://x", "https&#58;&#8203;//x"),
        ("WWW.x", "WWW&#8203;.x"),
        ("- item", "&#45; item"),
        ("/close", "&#47;close"),
        ("12. item", "1&#50;. item"),
        ("12 items", "12 items"),
        ("a - b", "a - b"),
        ("&7 ^8 R&D", "&#38;&#8203;7 ^&#8203;8 R&#38;D"),
        ("[vulnerability:7]", "&#91;&#8203;vulnerability:7&#93;"),
        ("*iteration:7", "&#42;&#8203;iteration:7"),
    ],
)
def test_markdown_means_nothing(text: str, escaped: str) -> None:
    assert markdown_text(text) == escaped


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("=1+1", "'=1+1"),
        (" @SUM(A1)", "' @SUM(A1)"),
        ("\uff1d1", "'\uff1d1"),
        ("a;=1; -2;b", "a;'=1;' -2;b"),
        ('a;"=1', "a;'\"=1"),
        ("a=1, -2", "a=1, -2"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(text: str, escaped: str) -> None:
    assert cell_text(text) == escaped
