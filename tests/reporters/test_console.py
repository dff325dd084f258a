from __future__ import annotations

import re
from dataclasses import replace

import pytest
from wcwidth import wcswidth

from aims_gate.model import (
    REPOSITORY,
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
from aims_gate.reporters.console import MAX_IN_FULL, MAX_OF_A_CHECK

from .building import (
    CARD,
    LOANS,
    PINNED,
    RANKER,
    SCORING,
    WAIVER,
    context,
    decided,
    judgement,
    make_check,
    result,
    rich,
)

RENDER = ConsoleReporter().render
REPORTS = Subject(SubjectKind.SYSTEM, "reports", name="Reporting")


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

    assert in_order(text, "Do first", "1. Write", "2. Report", "error:", "Listed", "Controls:")
    assert text.endswith("1 check crashed.\nVerdict: the gate could not judge\n")


def test_steps_come_again_where_the_first_have_left_the_screen() -> None:
    assert RENDER(rich(), context()).count("Do first") == 2
    assert RENDER(judgement(steps=("Write it.",)), context()).count("Do first") == 1


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

    assert text == f"no AI found\n\nPolicy: (default), profile starter\n\nVerdict: {words}\n"


def test_what_decides_comes_before_what_does_not() -> None:
    text = RENDER(rich(), context(verbose=True, width=200))

    assert in_order(text, "system Credit", "Ranker has no", "(does not decide)", "this repository")
    assert in_order(text, "this repository", "(existed before)", "(waived by W-7")


def test_findings_are_grouped_by_system() -> None:
    judged = rich()
    shared = replace(judged, parts={SCORING: (RANKER,), REPORTS: (RANKER, LOANS)})

    assert in_order(
        RENDER(shared, context()),
        "system Credit scoring (tier: high)\n  2 errors\n",
        "error: Credit scoring names nobody",
        "shared by the systems Credit scoring, Reporting\n  1 error, 1 not assessed\n",
        "error: Ranker has no model card",
        "system Reporting (tier: limited)\n  1 warning, 1 conforming, 1 not applicable\n",
        "this repository and what belongs to no system in it\n",
    )


def test_a_system_that_nobody_declared_stands_under_no_heading_of_its_own() -> None:
    agent = Subject(SubjectKind.SYSTEM, "agents/desk.py")
    finding = fails("undeclared", at=None, about=agent, key="x")
    item = result(CARD, agent, Outcome.NONCONFORMS, decided(CARD, finding))

    alone = RENDER(judgement(item), context())
    beside = RENDER(judgement(item, parts={SCORING: ()}), context())

    assert "this repository\n  1 error\n" in alone
    assert "this repository and what belongs to no system in it\n  1 error\n" in beside
    assert "(tier" not in alone + beside


def test_what_belongs_to_the_organisation_comes_after_the_systems() -> None:
    about = Subject(SubjectKind.DOCUMENT, "policy.md")
    items = [result(CARD, each, Outcome.CONFORMS) for each in (about, RANKER, SCORING, REPORTS)]

    text = RENDER(judgement(*items, parts={REPORTS: (), SCORING: (RANKER,)}), context())

    assert in_order(
        text,
        "system Reporting",
        "system Credit scoring (tier: high)\n  2 conforming\n",
        "the organisation, its documents and the gate\n  1 conforming\n",
    )


def test_a_finding_names_its_subject_where_nothing_else_does() -> None:
    def told(message: str) -> str:
        finding = fails(message, at=Location("a.yaml"), about=LOANS, key="x")
        item = result(CARD, LOANS, Outcome.NONCONFORMS, decided(CARD, finding))
        return RENDER(judgement(item), context())

    assert "    about: dataset loans-2025\n" in told("no date is stated")
    assert "about:" not in told("loans-2025 has no date")


def test_what_many_checks_could_not_read_is_told_once_and_after_what_is_wrong() -> None:
    checks = [make_check(f"check-{letter}") for letter in "abcdefg"]
    unread = unassessed("aims.yaml is invalid", cause=Cause.UNREADABLE, at=Location("aims.yaml"))
    items = [
        result(each, REPOSITORY, Outcome.NOT_ASSESSED, decided(each, unread, decides=True))
        for each in checks
    ]
    wrong = fails("no valid YAML", at=Location("aims.yaml"), about=REPOSITORY, key="yaml")
    cause = make_check("invalid-manifest")
    items.append(result(cause, REPOSITORY, Outcome.NONCONFORMS, decided(cause, wrong)))

    text = RENDER(judgement(*items), context(width=120))

    many = "check-a, check-b, check-c, check-d, check-e and 2 more"
    assert in_order(text, "8 errors", "no valid YAML", f"aims.yaml is invalid [{many}]")
    assert text.count("aims.yaml is invalid") == 1
    assert "Not assessed:" not in text


def test_what_is_excused_is_one_line_for_each_excuse_unless_verbose() -> None:
    found = [fails(f"x{n}", at=None, about=RANKER, key=str(n)) for n in range(4)]
    items = [
        result(CARD, RANKER, Outcome.NONCONFORMS, decided(CARD, each, waiver=WAIVER))
        for each in found[:3]
    ]
    items.append(result(CARD, RANKER, Outcome.NONCONFORMS, decided(CARD, found[3], existing=True)))
    judged = judgement(*items, verdict=Verdict.PASS)

    text = RENDER(judged, context(width=120))

    assert in_order(text, "  3 waived, 1 that existed before\n", "Excused: 4\n")
    assert "waived by W-7 until 2027-01-31: the vendor pins: 3 findings of missing-model" in text
    assert "existed before: 1 finding of missing-model-card" in text
    assert "error:" not in text
    assert RENDER(judged, context(verbose=True)).count("error:") == 4


def test_conformities_are_counted_and_listed_with_their_place_if_verbose() -> None:
    good = conforms("Ranker is described", at=Location("CARD.md"), about=RANKER, key="card")
    item = result(CARD, RANKER, Outcome.CONFORMS, decided(CARD, good))
    judged = judgement(item, verdict=Verdict.PASS)

    assert "Conforms: 1 (where: --verbose)\n  missing-model-card\n" in RENDER(judged, context())
    failed = RENDER(replace(judged, verdict=Verdict.FAIL), context())
    assert "Listed with --verbose: 1 conforming\n" in failed
    listed = "Conforms: 1\n  - CARD.md:1 Ranker is described [missing-model-card]\n"
    assert listed in RENDER(judged, context(verbose=True))


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

    line = "  - the run is offline (unavailable): unpinned-third-party-model [3 subjects]\n"
    assert f"Not assessed: 3\n{line}" in text
    assert "[model b]" in RENDER(judgement(*items), context(verbose=True))


def test_why_is_told_once_unless_verbose() -> None:
    items = nameless(2)

    assert RENDER(judgement(*items), context()).count("why:") == 1
    assert RENDER(judgement(*items), context(verbose=True)).count("why:") == 2


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("verbose", [False, True])
def test_lines_fit_the_terminal(width: int, verbose: bool) -> None:
    text = RENDER(rich(), context(width=width, verbose=verbose))

    assert max(map(len, text.splitlines())) <= width


WIDE = [
    "模型没有模型卡因此没有人知道它的用途和限制也没有人知道它的评估结果如何。",
    "한국어 문장은 공백으로 단어를 구분하지만 글자는 두 칸을 차지합니다",
    "ユーザーは限界が書かれていないモデルを判断することができません。",
    "cafe\u0301 re\u0301sume\u0301 " * 8,
    "👩‍👩‍👧 🇩🇪 ❤️ 🏳️‍🌈 " * 8,
    "कृपया मॉडल कार्ड लिखें और उसे मॉडल के पास रखें ताकि लोग उसकी सीमाएँ जान सकें",
]


@pytest.mark.parametrize("text", WIDE, ids=["zh", "ko", "ja", "combining", "emoji", "hi"])
@pytest.mark.parametrize("width", [40, 80])
def test_wide_and_combining_characters_count_as_the_columns_they_take(
    text: str, width: int
) -> None:
    finding = fails(text, at=Location("卡.md"), about=RANKER, key="card", fix=text)
    item = result(CARD, RANKER, Outcome.NONCONFORMS, decided(CARD, finding))
    files = {"卡.md": (text * 3).encode()}

    lines = RENDER(judgement(item), context(files, width=width)).splitlines()

    assert max(map(wcswidth, lines)) <= width
    (code,) = [line for line in lines if line.startswith("     1 | ")]
    assert wcswidth(code) > width - 6
    assert "".join(lines).replace(" ", "").count(text.replace(" ", "")[:4]) >= 2


def test_colour_only_adds_escapes() -> None:
    coloured = RENDER(rich(), context(color=True))
    plain = RENDER(rich(), context())

    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_many_findings_are_counted_unless_verbose() -> None:
    items = nameless(MAX_OF_A_CHECK + 7)

    text = RENDER(judgement(*items), context())

    assert text.count("error: x") == MAX_OF_A_CHECK
    assert "7 more findings, in full with --verbose:\n  missing-model-card: 7\n" in text
    assert RENDER(judgement(*items), context(verbose=True)).count("error: x") == len(items)


def test_many_findings_of_one_check_do_not_hide_those_of_others() -> None:
    other = make_check("z-last")
    finding = fails("the other", at=None, about=RANKER, key="z")
    last = result(other, RANKER, Outcome.NONCONFORMS, decided(other, finding))

    assert "error: the other [z-last]" in RENDER(judgement(*nameless(3000), last), context())


def test_no_more_findings_in_full_than_anybody_reads() -> None:
    checks = [make_check(f"check-{number}") for number in range(MAX_IN_FULL + 3)]
    items = [
        result(
            each,
            RANKER,
            Outcome.NONCONFORMS,
            decided(each, fails("x", at=None, about=RANKER, key="")),
        )
        for each in checks
    ]

    text = RENDER(judgement(*items), context())

    assert text.count("error: x") == MAX_IN_FULL
    assert "3 more findings, in full with --verbose:\n" in text


def test_systems_without_a_problem_are_counted_beyond_what_anybody_reads() -> None:
    systems = [Subject(SubjectKind.SYSTEM, f"s{number:02}") for number in range(30)]
    judged = judgement(
        *(result(CARD, each, Outcome.CONFORMS) for each in systems),
        parts=dict.fromkeys(systems, ()),
    )

    text = RENDER(judged, context())

    assert in_order(text, "system s00", "system s19", "10 more groups without a problem")
    assert "system s20" not in text
    assert "system s29" in RENDER(judged, context(verbose=True))


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

    assert "7 more findings, in full with --verbose:\n  missing-model-card: 7\n" in text


def test_what_could_not_be_assessed_names_its_waiver() -> None:
    unread = unassessed("x", cause=Cause.UNREADABLE, about=RANKER)
    each = decided(CARD, unread, waiver=WAIVER)
    item = result(CARD, RANKER, Outcome.NOT_ASSESSED, each, reason="x", cause=Cause.UNREADABLE)

    text = RENDER(judgement(item, verdict=Verdict.PASS), context(width=200))

    why = "x (unreadable) (waived by W-7 until 2027-01-31: the vendor pins)"
    assert f"{why}: missing-model-card [model Ranker]" in text


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
