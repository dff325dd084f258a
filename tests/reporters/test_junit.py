from __future__ import annotations

import re
from pathlib import Path

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped
from lxml import etree

from aims_gate.model import (
    Cause,
    DecidedResult,
    Judgement,
    Location,
    Outcome,
    Subject,
    SubjectKind,
    Verdict,
    conforms,
    fails,
    unassessed,
)
from aims_gate.reporters import JUnitReporter
from aims_gate.reporters.junit import MAX_BYTES, STRICT

from .building import CARD, RANKER, WAIVER, context, decided, judgement, make_check, result, rich

XSD = etree.XMLSchema(etree.parse(Path(__file__).with_name("junit_strict.xsd")))
PLAIN = JUnitReporter()


def parse(text: str) -> etree._Element:
    return etree.fromstring(text.encode(), etree.XMLParser(huge_tree=True))


def strict(judged: Judgement) -> etree._Element:
    root = parse(STRICT.render(judged, context()))
    XSD.assertValid(root)
    return root


def only_case(item: DecidedResult, verdict: Verdict = Verdict.PASS) -> etree._Element:
    (case,) = strict(judgement(item, verdict=verdict)).iter("testcase")
    return case


def ending(case: etree._Element) -> tuple[str, str | None]:
    (child,) = case
    return child.tag, child.get("message")


def told(case: etree._Element) -> str:
    (child,) = case
    return child.text or ""


def failing(**how: object) -> DecidedResult:
    finding = fails(
        "Ranker has no model card",
        at=Location("src/train.py", 3),
        about=RANKER,
        key="card",
        fix="Write it.",
    )
    return result(CARD, RANKER, Outcome.NONCONFORMS, decided(CARD, finding, **how))  # type: ignore[arg-type]  # passed on


def test_the_strict_variant_keeps_to_its_schema() -> None:
    strict(rich())


def test_the_schema_refuses_what_jenkins_refuses() -> None:
    assert not XSD.validate(parse(PLAIN.render(rich(), context())))


def test_only_the_default_names_the_file() -> None:
    text = STRICT.render(rich(), context())

    assert "file=" not in text
    assert re.sub(r' file="[^"]*"', "", PLAIN.render(rich(), context())) == text


@pytest.mark.parametrize("folder", [".", ""])
def test_a_folder_is_no_file(folder: str) -> None:
    places = [Location("a.py")]
    finding = fails("x", at=Location(folder), about=RANKER, key="card", places=places)
    item = result(CARD, RANKER, Outcome.NONCONFORMS, decided(CARD, finding))

    text = PLAIN.render(judgement(item), context())

    assert re.findall(r'file="([^"]*)"', text) == ["a.py"]


def test_a_reader_sees_every_case_once() -> None:
    suites = list(JUnitXml.fromstring(PLAIN.render(rich(), context()).encode()))
    cases = [case for suite in suites for case in suite]
    ends = [end for case in cases for end in case.result]

    assert len(cases) == len({(case.classname, case.name) for case in cases}) == 10
    assert [sum(isinstance(end, kind) for end in ends) for kind in (Failure, Error, Skipped)] == [
        3,
        1,
        5,
    ]


def test_the_totals_are_true() -> None:
    root = strict(rich())

    for level in (root, *root.iter("testsuite")):
        assert int(level.get("tests", "")) == len(list(level.iter("testcase")))
        assert int(level.get("failures", "")) == len(list(level.iter("failure")))
        assert int(level.get("errors", "")) == len(list(level.iter("error")))
    for suite in root.iter("testsuite"):
        assert int(suite.get("skipped", "")) == len(list(suite.iter("skipped")))


def test_what_decides_fails_and_the_body_says_it_all() -> None:
    case = only_case(failing(), Verdict.FAIL)

    assert (case.get("classname"), case.get("name")) == (
        "aims-gate.missing-model-card",
        "model ranker",
    )
    assert ending(case) == ("failure", "Ranker has no model card")
    assert told(case).startswith(
        "error: Ranker has no model card\n"
        "  at src/train.py:3\n"
        "  why: Users cannot judge a model whose limits nobody wrote down. "
        "This is the second point.\n"
        "  fix: Write it.\n"
    )


@pytest.mark.parametrize(
    ("item", "message"),
    [
        (
            failing(waiver=WAIVER),
            "Ranker has no model card (waived by W-7 until 2027-01-31: the vendor pins)",
        ),
        (failing(existing=True), "Ranker has no model card (existed before)"),
        (failing(decides=False), "Ranker has no model card (does not decide)"),
        (result(CARD, RANKER, Outcome.NOT_APPLICABLE, reason="no models"), "no models"),
        (
            result(
                CARD,
                RANKER,
                Outcome.NOT_ASSESSED,
                reason="the run is offline",
                cause=Cause.UNAVAILABLE,
            ),
            "the run is offline",
        ),
        (result(CARD, RANKER, Outcome.NOT_ASSESSED), "not assessed"),
    ],
)
def test_what_does_not_decide_is_skipped_with_its_reason(item: DecidedResult, message: str) -> None:
    assert ending(only_case(item)) == ("skipped", message)


@pytest.mark.parametrize(("decides", "tag"), [(True, "failure"), (False, "skipped")])
def test_what_cannot_be_read_fails_where_it_decides(decides: bool, tag: str) -> None:
    found = unassessed("CARD.pdf cannot be read", cause=Cause.UNREADABLE, about=RANKER)
    item = result(
        CARD,
        RANKER,
        Outcome.NOT_ASSESSED,
        decided(CARD, found, decides=decides),
        reason="CARD.pdf cannot be read",
        cause=Cause.UNREADABLE,
    )

    case = only_case(item, Verdict.FAIL if decides else Verdict.PASS)

    assert ending(case) == (tag, "CARD.pdf cannot be read")


def test_a_crash_is_an_error() -> None:
    item = result(CARD, RANKER, Outcome.ERROR, reason="ValueError: 7")

    assert ending(only_case(item, Verdict.UNDECIDED)) == ("error", "ValueError: 7")


def test_a_conformity_passes_and_says_where_the_evidence_is() -> None:
    good = conforms("Ranker is described", at=Location("CARD.md", 2), about=RANKER, key="card")
    case = only_case(result(CARD, RANKER, Outcome.CONFORMS, decided(CARD, good)))

    assert [child.tag for child in case] == ["system-out"]
    assert case[0].text == "conformity: Ranker is described\n  at CARD.md:2"


@pytest.mark.parametrize(
    ("verdict", "tag"),
    [(Verdict.PASS, "system-out"), (Verdict.FAIL, "failure"), (Verdict.UNDECIDED, "error")],
)
def test_a_run_without_results_has_one_case(verdict: Verdict, tag: str) -> None:
    root = strict(
        judgement(verdict=verdict, headline="no AI found", reasons=("Nothing to judge.",))
    )

    (case,) = root.iter("testcase")
    assert (case[0].tag, case[0].text) == (tag, "no AI found Nothing to judge.")


def test_a_run_that_does_not_pass_shows_it_even_if_no_check_does() -> None:
    skipped = result(CARD, RANKER, Outcome.NOT_ASSESSED, reason="offline", cause=Cause.UNAVAILABLE)

    root = strict(judgement(skipped, verdict=Verdict.UNDECIDED))

    assert [child.tag for case in root.iter("testcase") for child in case] == ["skipped", "error"]


def test_subjects_that_read_alike_stay_apart() -> None:
    items = [
        result(CARD, Subject(SubjectKind.MODEL, name), Outcome.NOT_APPLICABLE, reason="x")
        for name in ("a b", "a  b", "a\nb", "a b (2)")
    ]
    passing = judgement(*items, verdict=Verdict.PASS)

    names = [case.get("name", "") for case in strict(passing).iter("testcase")]

    assert sorted(names) == ["model a b", "model a b (2)", "model a b (2) (2)", "model a b (3)"]


def test_long_bodies_are_cut() -> None:
    check = make_check(how="word " * 10_000)
    found = fails("x", at=None, about=RANKER, key="card")
    item = result(check, RANKER, Outcome.NONCONFORMS, decided(check, found))

    assert len(told(only_case(item, Verdict.FAIL))) == 20_000


def test_thirty_thousand_findings_with_hostile_names_stay_below_30_mb() -> None:
    name = "\x00\x1b\u202e\ufffe😀<&\"']]>" * 12
    items = []
    for number in range(30_000):
        about = Subject(SubjectKind.MODEL, f"{name}{number}")
        found = fails(f"{name} has no card", at=Location(name), about=about, key="card")
        item = decided(CARD, found, decides=number % 3 == 0)
        items.append(result(CARD, about, Outcome.NONCONFORMS, item))

    text = STRICT.render(judgement(*items), context())
    root = parse(text)

    assert len(text.encode()) < MAX_BYTES + 1000
    XSD.assertValid(root)
    assert len(list(root.iter("failure"))) == 10_000
    (note,) = root.iterfind("testsuite[@name='report']/testcase/skipped")
    assert re.match(r"[\d,]+ test cases of 30,000 left out", note.text or "")


def test_what_could_not_be_assessed_is_skipped_with_its_waiver() -> None:
    unread = unassessed("x", cause=Cause.UNREADABLE, about=RANKER)
    each = decided(CARD, unread, waiver=WAIVER)
    item = result(CARD, RANKER, Outcome.NOT_ASSESSED, each, reason="x", cause=Cause.UNREADABLE)

    case = only_case(item)

    waived = "x (waived by W-7 until 2027-01-31: the vendor pins)"
    assert ending(case) == ("skipped", waived)
    assert waived in told(case)
