from __future__ import annotations

import re
from typing import Any

import pytest

from aims_gate.model import DecidedResult, Location, Outcome, Subject, SubjectKind, Verdict, fails
from aims_gate.reporters import MarkdownReporter

from .building import CARD, RANKER, WAIVER, context, decided, judgement, result, rich, unread

LINKED = "https://git.example/acme/loans/blob/0123/{path}#L{line}"


def render(*items: DecidedResult, source_url: str = "", **fields: Any) -> str:
    return MarkdownReporter().render(judgement(*items, **fields), context(source_url=source_url))


def failing(
    message: str = "x", path: str = "a.py", fix: str = "Do it.", **how: Any
) -> DecidedResult:
    finding = fails(message, at=Location(path, 3), about=RANKER, key=message, fix=fix)
    return result(CARD, RANKER, Outcome.NONCONFORMS, decided(CARD, finding, **how))


def row_of(text: str) -> str:
    (row,) = [line for line in text.splitlines() if line.startswith("| error |")]
    return row


def test_the_verdict_comes_first_and_then_what_to_do() -> None:
    text = MarkdownReporter().render(rich(), context())

    order = ["### aims-gate:", "Do first", "makes the gate fail: 3", "Crashed: 1", "not decide: 3"]
    found = [text.index(each) for each in order]
    assert found == sorted(found)


def test_what_is_waived_or_existed_before_is_told_with_its_reason() -> None:
    text = render(failing(waiver=WAIVER), failing("y", existing=True), verdict=Verdict.PASS)

    assert text.startswith("### aims-gate: the gate passes\n")
    assert "| waived by W-7 until 2027-01-31: the vendor pins |" in text
    assert "| existed before |" in text
    assert "What makes the gate fail" not in text


def test_places_are_links_where_the_web_shows_them() -> None:
    row = row_of(render(failing(path="dir/a b).py"), source_url=LINKED))

    assert "[dir/a b).py:3](https://git.example/acme/loans/blob/0123/dir/a%20b%29.py#L3)" in row
    assert "](" not in row_of(render(failing()))


def test_a_fix_keeps_its_lines() -> None:
    row = row_of(render(failing(fix="Write:\n  models:\n    - id: x")))

    assert "Write:<br>&nbsp;&nbsp;models:<br>&nbsp;&nbsp;&nbsp;&nbsp;&#45; id: x |" in row


def test_what_was_just_said_is_not_said_again() -> None:
    fixes = ("Do it.", "Do it.", "Other.", "Do it.")
    items = [failing(str(n), path=f"{n}.py", fix=each) for n, each in enumerate(fixes)]
    rows = [line for line in render(*items).splitlines() if line.startswith("| error |")]

    assert [row.split(" | ")[-1] for row in rows] == [
        *("Do it. |", "as above |", "Other. |", "Do it. |"),
    ]


def test_what_several_checks_could_not_read_is_one_row() -> None:
    row = row_of(render(*unread("a-b", "c-d")))

    assert "aims.yaml is invalid<br>a-b, c-d |" in row


def test_the_subject_is_named_where_the_message_does_not() -> None:
    assert "x<br>model Ranker, missing-model-card |" in row_of(render(failing()))
    assert "Ranker lacks it<br>missing-model-card |" in row_of(render(failing("Ranker lacks it")))


HOSTILE = [
    "|<img src=x onerror=y>`code`",
    "[a](https://evil.example) ![b](http://evil.example)",
    "@everyone fixes #1, !2, ~3 and gh-4",
    "<!-- ` --> </td></table> www.evil.example",
    "# head\n- item\n> quote\n***\n\x1b[2J\u202e\\",
    "a | b \\| c \\\\| d",
]


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("source_url", ["", LINKED])
def test_nothing_from_the_repository_means_anything(hostile: str, source_url: str) -> None:
    text = render(
        failing(hostile, hostile, hostile),
        source_url=source_url,
        headline=hostile,
        steps=(hostile,),
    )

    row = row_of(text)
    assert row.count("|") == 5, "four cells, whatever the names say"
    for own in (r"<br>", r"&nbsp;", r"\]\(https://git\.example/[\w%./~-]*#L3\)", r"\| \["):
        text = re.sub(own, " ", text)
    said = re.sub(r"&#\d+;", "\u2060", text)
    for mark in ("<", ">", "`", "[", "](", "\\", "~", "!", "*e", "evil)"):
        assert mark not in said.replace("**Do first**", "")
    assert not re.search(r"@\w|(?<!\n)(?<!#)#\d|https?://|www\.|gh-\d", said, re.IGNORECASE)


def test_text_is_cut_after_a_word_and_never_within_an_escape() -> None:
    row = row_of(render(failing("word & " * 200)))

    assert "…" in row
    assert not re.search(r"wor…|wo…|w…|&#?\d*…", row)


def test_no_more_rows_than_anybody_reads() -> None:
    text = render(*(failing(f"m{number}") for number in range(150)))

    assert text.count("| error |") == 100
    assert "50 more are not shown here; the other reports have them all." in text


def test_even_where_little_fits_every_section_is_named() -> None:
    long = "word \u202e" * 300
    decisive = [failing(f"{long}{n}", long, long) for n in range(100)]
    waived = [failing(f"{long}{n}", long, long, waiver=WAIVER) for n in range(100)]
    unread = [
        result(CARD, Subject(SubjectKind.MODEL, str(n)), Outcome.NOT_ASSESSED, reason=f"{n} {long}")
        for n in range(100)
    ]

    text = render(
        *decisive, *waived, *unread, headline=long, reasons=(long,) * 99, steps=(long,) * 99
    )

    assert len(text) <= 60_000
    for title in ("What makes the gate fail", "What does not decide", "Not assessed"):
        assert f"#### {title}: 100\n" in text


def test_what_could_not_be_assessed_is_told_once_for_each_reason() -> None:
    items = [
        result(CARD, Subject(SubjectKind.MODEL, name), Outcome.NOT_ASSESSED, reason="offline")
        for name in "abc"
    ]

    assert "| missing-model-card | 3 subjects | offline |" in render(*items)
