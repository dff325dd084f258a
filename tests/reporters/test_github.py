from __future__ import annotations

import re
from collections import Counter
from typing import Any
from urllib.parse import unquote

import pytest

from aims_gate.model import DecidedResult, Location, Outcome, Severity, Verdict, fails
from aims_gate.reporters import GitHubReporter
from aims_gate.text.escaping import visible

from .building import (
    CARD,
    RANKER,
    WAIVER,
    context,
    decided,
    judgement,
    result,
    rich,
    unread,
)

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def commands(judged: Any) -> list[tuple[str, dict[str, str], str]]:
    """Read the commands as the runner does."""
    *lines, last = GitHubReporter().render(judged, context()).splitlines()
    assert last.startswith("aims-gate: ")
    read = []
    for line in lines:
        match = COMMAND.fullmatch(line)
        assert match, line
        options = dict(each.split("=", 1) for each in match[2].split(","))
        read.append((match[1], {name: unquote(text) for name, text in options.items()}, match[3]))
    return read


def failing(
    message: str = "x", path: str = "a.py", severity: Severity = Severity.ERROR, **how: Any
) -> DecidedResult:
    finding = fails(message, at=Location(path, 3, 9), about=RANKER, key=message, fix="Write it.")
    each = decided(CARD, finding, severity=severity, **how)
    return result(CARD, RANKER, Outcome.NONCONFORMS, each)


def levels(*items: DecidedResult) -> dict[str, int]:
    return dict(Counter(level for level, _, _ in commands(judgement(*items))))


def test_an_annotation_says_where_what_and_what_to_do() -> None:
    assert commands(judgement(failing("Ranker has no model card"))) == [
        (
            "error",
            {"title": "missing-model-card", "file": "a.py", "line": "3", "col": "9"},
            "Ranker has no model card%0AFix: Write it.",
        )
    ]


def test_what_several_checks_could_not_read_takes_one_annotation() -> None:
    ((level, options, said),) = commands(judgement(*unread("a-b", "c-d", "e-f")))
    assert (level, options["title"]) == ("error", "a-b and 2 more")
    assert said.startswith("aims.yaml is invalid")


def test_red_is_what_makes_the_gate_fail() -> None:
    assert levels(failing(severity=Severity.NOTE)) == {"error": 1}
    assert levels(failing(decides=False)) == {"error": 1, "warning": 1}
    assert levels(failing(waiver=WAIVER), failing("y")) == {"error": 1, "notice": 1}
    assert levels(failing(existing=True), failing("y")) == {"error": 1, "notice": 1}


def test_a_pass_shows_no_error() -> None:
    judged = judgement(failing(decides=False), verdict=Verdict.PASS)

    assert [level for level, _, _ in commands(judged)] == ["warning"]
    assert GitHubReporter().render(judged, context()).endswith("aims-gate: the gate passes\n")


def test_a_verdict_without_a_finding_is_told() -> None:
    judged = judgement(verdict=Verdict.UNDECIDED, reasons=("no check was selected",))

    ((level, options, message),) = commands(judged)

    assert (level, options["title"]) == ("error", "aims-gate: the gate could not judge")
    assert message.endswith("no check was selected")


def test_a_crash_is_an_error() -> None:
    crashed = [each for each in commands(rich()) if each[1]["title"].endswith("crashed")]

    assert crashed == [
        (
            "error",
            {"title": "missing-human-oversight crashed"},
            "this repository: ZeroDivisionError: division by zero",
        )
    ]


def test_ten_of_a_level_are_shown_and_the_rest_is_counted() -> None:
    errors = [failing(f"e{n}") for n in range(12)]
    warnings = [failing(f"w{n}", decides=False) for n in range(11)]
    notices = [failing(f"n{n}", waiver=WAIVER) for n in range(10)]

    read = commands(judgement(*notices, *warnings, *errors))

    assert Counter(level for level, _, _ in read) == {"error": 10, "warning": 10, "notice": 10}
    assert "Not shown here: 2 errors, 1 warning, 1 notice." in read[-1][2]
    assert {message[0] for level, _, message in read if level == "error"} == {"e"}


def test_ten_notices_need_no_sentence_about_more() -> None:
    notices = [failing(f"n{n}", waiver=WAIVER) for n in range(10)]

    read = commands(judgement(*notices, verdict=Verdict.PASS))

    assert [message[0] for _, _, message in read] == ["n"] * 10


def test_the_most_severe_come_first() -> None:
    mild = [failing(f"n{n}", severity=Severity.NOTE) for n in range(10)]

    read = commands(judgement(*mild, failing("worst")))

    assert read[0][2].startswith("worst")


@pytest.mark.parametrize(
    "hostile", ["a\n::set-env name=X::y", "a%0A::error::b", "a,line=9::b", "##[group]x", "\x1b[2J"]
)
def test_no_name_adds_a_command_or_a_property(hostile: str) -> None:
    ((level, options, message),) = commands(judgement(failing(hostile, hostile)))

    assert (level, set(options)) == ("error", {"title", "file", "line", "col"})
    assert options["line"] == "3"
    assert options["file"].replace("\\#", "#") == visible(hostile)
    assert "##[" not in message
    assert "%0A::" not in message.replace("%25", "")
    assert message.isprintable()


def test_messages_stay_short() -> None:
    ((_, _, message),) = commands(judgement(failing("word " * 2000, "p" * 5000)))

    assert len(message) < 4096
    assert message.startswith("word word")
