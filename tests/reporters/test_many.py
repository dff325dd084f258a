"""Thirty thousand findings with hostile names stay within what each consumer reads."""

from __future__ import annotations

import json
import re
import time

import pytest

from aims_gate.model import Judgement
from aims_gate.reporters import BUILT_IN
from aims_gate.reporters.markdown import MAX_CHARACTERS

from .building import context
from .test_sarif import HOSTILE_NAME, many

MANY = 30_000
SECONDS = 60
"""Far more than it takes, so that only what grows out of proportion fails."""

BY_NAME = {reporter.name: reporter for reporter in BUILT_IN}
LIMITS = {
    "sarif": 10_000_000,
    "sarif-audit": 50_100_000,
    "junit": 30_000_000,
    "junit-strict": 30_000_000,
    "gitlab": 10_000_000,
    "github": 100_000,
    "markdown": 65_536,
    "html": 20_000_000,
    "csv": 100_000_000,
}
"""Bytes that the strictest reader of a format takes; the others are for our own programs."""


@pytest.fixture(scope="module")
def crowd() -> Judgement:
    name = HOSTILE_NAME[: len(HOSTILE_NAME) // 10]
    return many(MANY, name=name, path=name)


@pytest.mark.parametrize("name", BY_NAME)
def test_each_format_stays_within_its_limit(crowd: Judgement, name: str) -> None:
    started = time.monotonic()
    text = BY_NAME[name].render(crowd, context())

    assert time.monotonic() - started < SECONDS
    assert len(text.encode()) < LIMITS.get(name, 250_000_000)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("console", "29,980 more findings, in full with --verbose:"),
        ("sarif", " of 30,000 left out to stay within the limits"),
        ("sarif-audit", "5,000 results of 30,000 left out"),
        ("gitlab", " of 30,000 left out"),
        ("github", "Not shown here: 14,990 errors, 14,990 warnings."),
        ("markdown", " more are not shown here; the other reports have them all."),
    ],
)
def test_what_is_left_out_is_said(name: str, words: str) -> None:
    found = many(MANY, decides_half=True)

    assert words in BY_NAME[name].render(found, context())


def test_what_has_room_for_all_has_them_all(crowd: Judgement) -> None:
    report = json.loads(BY_NAME["json"].render(crowd, context()))
    rows = BY_NAME["csv"].render(crowd, context()).split("\r\n")

    assert len(report["results"]) == len(rows) - 2 == MANY


def test_a_spreadsheet_says_how_many_are_left_out() -> None:
    rows = BY_NAME["csv"].render(many(MANY, name=HOSTILE_NAME, path=HOSTILE_NAME), context())

    assert len(rows.encode()) < LIMITS["csv"]
    assert re.match(r'"[\d,]+ more left out', rows.split("\r\n")[-2])


def test_a_comment_is_cut_between_rows() -> None:
    text = BY_NAME["markdown"].render(many(MANY, name=HOSTILE_NAME, path=HOSTILE_NAME), context())

    rows = [line for line in text.splitlines() if line.startswith("| error |")]
    assert len(text) <= MAX_CHARACTERS
    assert len(rows) > 10
    assert {row.count("|") for row in rows} == {5}
    assert text.splitlines()[-1].startswith("- Judged:")
