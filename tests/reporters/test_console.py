from __future__ import annotations

import re

import pytest

from aims_gate.model import (
    Cause,
    DecidedResult,
    FindingKind,
    Location,
    Outcome,
    Subject,
    SubjectKind,
    Verdict,
    conforms,
    fails,
    unassessed,
)
from aims_gate.reporters import ConsoleReporter
from aims_gate.reporters.console import MAX_IN_FULL

from .building import (
    CARD,
    PINNED,
    RANKER,
    WAIVER,
    context,
    decided,
    judgement,
    make_check,
    result,
    rich,
)

RENDER = ConsoleReporter().render


def in_order(text: str, *parts: str) -> bool:
    return re.search(".*".join(map(re.escape, parts)), text, re.DOTALL) is not None


def one_failure(message: str = "Ranker has no model card", path: str = "src/train.py") -> str:
    finding = fails(message, at=Location(path, 3, 9), about=RANKER, key="card", fix="Write it.")
    item = result(CARD, RANKER, Outcome.NONCONFORMS, decided(CARD, finding))
    return RENDER(judgement(item), context())


def nameless(count: int) -> list[DecidedResult]:
    """Build one failure, without a place, for each of so many models."""
    found = [
        fails("x", at=None, about=Subject(SubjectKind.MODEL, f"m{number}"), key="card")
        for number in range(count)
    ]
    return [result(CARD, it.about, Outcome.NONCONFORMS, decided(CARD, it)) for it in found]


def test_a_finding_says_what_where_why_and_how_in_this_order() -> None:
    assert in_order(
        one_failure(),
        "error: Ranker has no model card [missing-model-card]",
        "--> src/train.py:3:9",
        "3 | model = torch.nn.Linear(4, 1)",
        "why: Users cannot judge",
        "fix: Write it.",
    )


def test_steps_come_first_and_the_verdict_last() -> None:
    text = RENDER(rich(), context())

    assert in_order(text, "Do first", "1. Write", "2. Report", "error:", "Conforms", "Controls:")
    assert text.endswith("1 check crashed.\nVerdict: the gate could not judge\n")


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict.PASS, "the gate passes"),
        (Verdict.FAIL, "the gate fails"),
        (Verdict.UNDECIDED, "the gate could not judge"),
    ],
)
def test_each_verdict_has_its_words(verdict: Verdict, words: str) -> None:
    text = RENDER(judgement(verdict=verdict, headline="no AI found"), context())

    assert text == f"no AI found\n\nVerdict: {words}\n"


def test_what_decides_comes_before_what_does_not() -> None:
    text = RENDER(rich(), context())

    assert in_order(text, "system Credit", "model Ranker", "(existed before)", "(does not decide)")
    assert in_order(text, "(existed before)", "(waived by W-7")


def test_conformities_are_listed_with_their_place() -> None:
    good = conforms("Ranker is described", at=Location("CARD.md"), about=RANKER, key="card")
    item = result(CARD, RANKER, Outcome.CONFORMS, decided(CARD, good))

    text = RENDER(judgement(item, verdict=Verdict.PASS), context())

    assert "Conforms: 1\n  - CARD.md:1 Ranker is described [missing-model-card]\n" in text


def test_not_assessed_says_each_reason_once() -> None:
    items = [
        result(
            PINNED,
            Subject(SubjectKind.MODEL, name),
            Outcome.NOT_ASSESSED,
            reason="the run is offline",
            cause=Cause.UNAVAILABLE,
        )
        for name in ("a", "b", "c")
    ]

    text = RENDER(judgement(*items), context())

    line = "  - unpinned-third-party-model: the run is offline (unavailable) [3 subjects]\n"
    assert f"Not assessed: 3\n{line}" in text
    assert "[model b]" in RENDER(judgement(*items), context(verbose=True))


def test_why_is_told_once_unless_verbose() -> None:
    items = nameless(2)

    assert RENDER(judgement(*items), context()).count("why:") == 1
    assert RENDER(judgement(*items), context(verbose=True)).count("why:") == 2


def test_lines_fit_the_terminal() -> None:
    assert max(map(len, RENDER(rich(), context(width=80)).splitlines())) <= 80


def test_colour_only_adds_escapes() -> None:
    coloured = RENDER(rich(), context(color=True))
    plain = RENDER(rich(), context())

    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_many_findings_are_counted_unless_verbose() -> None:
    items = nameless(MAX_IN_FULL + 7)

    text = RENDER(judgement(*items), context())

    assert text.count("error: x") == MAX_IN_FULL
    assert "7 more findings, all shown with --verbose:\n  missing-model-card: 7\n" in text
    assert RENDER(judgement(*items), context(verbose=True)).count("error: x") == len(items)


@pytest.mark.parametrize(
    "hostile", ["::set-output name=x::y", "##vso[task.complete]", "##[error]x"]
)
def test_a_runner_takes_no_line_for_a_command(hostile: str) -> None:
    text = one_failure(message=hostile, path=hostile) + RENDER(
        judgement(headline=hostile, reasons=(hostile,), steps=(f"a\n{hostile}",)), context()
    )

    assert not re.search(r"^\s*::|##\w*\[", text, re.MULTILINE)


def test_a_name_cannot_fake_a_line_or_move_the_cursor() -> None:
    text = one_failure(message="x\nVerdict: the gate passes\x1b[2A", path="a\nb\u202e.py")

    assert "x Verdict: the gate passes\\x1b[2A" in text
    assert "--> a\\x0ab\\u202e.py:3:9" in text


def test_lines_of_binary_or_absent_files_are_not_shown() -> None:
    finding = fails("x", at=Location("model.bin", 1), about=RANKER, key="card")
    item = result(CARD, RANKER, Outcome.NONCONFORMS, decided(CARD, finding))

    for files in ({"model.bin": b"\x00\x01text"}, {}, {"model.bin": b""}):
        assert " | " not in RENDER(judgement(item), context(files))


def test_quiet_is_what_decides_and_the_verdict() -> None:
    text = RENDER(rich(), context(quiet=True))

    assert in_order(text, "error: Credit scoring", "Crashed: 1", "Verdict: the gate could not")
    for other in ("why:", "fix:", "Do first", "Conforms", "Controls", "waived", "does not decide"):
        assert other not in text


def test_quiet_says_one_line_of_a_pass() -> None:
    quiet = context(quiet=True)

    assert RENDER(judgement(verdict=Verdict.PASS), quiet) == "Verdict: the gate passes\n"


def test_quiet_counts_what_is_more_than_anybody_reads() -> None:
    text = RENDER(judgement(*nameless(MAX_IN_FULL + 7)), context(quiet=True))

    assert "7 more findings, all shown without --quiet:\n  missing-model-card: 7\n" in text


def test_what_could_not_be_assessed_names_its_waiver() -> None:
    unread = unassessed("x", cause=Cause.UNREADABLE, about=RANKER)
    each = decided(CARD, unread, waiver=WAIVER)
    item = result(CARD, RANKER, Outcome.NOT_ASSESSED, each, reason="x", cause=Cause.UNREADABLE)

    text = RENDER(judgement(item, verdict=Verdict.PASS), context(width=200))

    assert "x (unreadable) (waived by W-7 until 2027-01-31: the vendor pins) [model Ranker]" in text


def test_our_own_words_promise_nothing() -> None:
    text = RENDER(rich(), context(verbose=True)).lower()

    assert not re.search("complian|certif", text)


def test_each_control_is_shown_with_what_ran_when_verbose() -> None:
    text = RENDER(rich(), context(verbose=True))

    assert (
        "  A.6.2.7 Technical documentation: with gaps\n"
        "    missing-model-card: 2 conforming, 1 failing\n"
    ) in text
    assert "6.1.4 Assessing the impact of AI systems: not assessed (beyond these checks)" in text
    assert "    It shows only in what is said\n" in text


def test_advice_of_the_check_stands_in_for_a_missing_fix() -> None:
    check = make_check(how="First do this.\n\nThen that.")
    finding = fails("x", at=None, about=RANKER, key="card")
    item = result(check, RANKER, Outcome.NONCONFORMS, decided(check, finding))

    assert finding.kind is FindingKind.FAILURE
    assert "    fix: First do this.\n\n         Then that.\n" in RENDER(judgement(item), context())
