from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from aims_gate.engine import Dossier, Registry, assess, coverage
from aims_gate.model import (
    NOTE,
    REPOSITORY,
    Cause,
    Check,
    Evidence,
    Finding,
    Location,
    NotAssessed,
    Outcome,
    Ran,
    Reach,
    Result,
    Role,
    Status,
    Subject,
    SubjectKind,
    Tier,
    check,
    conforms,
    does_not_apply,
    fails,
    unassessed,
)

A = Subject(SubjectKind.MODEL, "a")
B = Subject(SubjectKind.MODEL, "b")
AT = Location("x.py", 3)


@dataclass(frozen=True, slots=True)
class Seen(Evidence):
    findings: tuple[Finding, ...] = ()
    problem: BaseException | None = None


def make(name: str = "sample", **metadata: Any) -> Check[Any]:
    def observe(seen: Seen) -> Iterator[Finding]:
        """Say what was seen.

        ## Why it matters
        It matters.

        ## How to conform
        Do this
        first.

        Then that.
        """
        yield from seen.findings
        if seen.problem:
            raise seen.problem

    observe.__name__ = name
    return check("A sample", **metadata)(observe)


def results(
    findings: Iterable[Finding] = (), problem: BaseException | None = None, **metadata: Any
) -> dict[str, Result]:
    dossier = Dossier(Registry([], [Seen]), [Seen(tuple(findings), problem)])
    report = assess([make(**metadata)], dossier, {"sample": None})
    return {result.subject.id: result for result in report.results}


YES = conforms("yes", at=AT, about=A, key="k")
NO = fails("no", at=AT, about=A, key="k")
BLIND = unassessed("offline", cause=Cause.UNAVAILABLE, about=A)
DARK = unassessed("a PDF", cause=Cause.UNREADABLE, about=A)
OUT = does_not_apply("another kind", about=A)


@pytest.mark.parametrize(
    ("findings", "outcome", "cause"),
    [
        ([YES], Outcome.CONFORMS, None),
        ([YES, NO], Outcome.NONCONFORMS, None),
        ([NO, DARK], Outcome.NONCONFORMS, None),
        ([YES, BLIND], Outcome.CONFORMS, None),
        ([YES, DARK], Outcome.NOT_ASSESSED, Cause.UNREADABLE),
        ([BLIND], Outcome.NOT_ASSESSED, Cause.UNAVAILABLE),
        ([BLIND, DARK], Outcome.NOT_ASSESSED, Cause.UNREADABLE),
        ([OUT], Outcome.NOT_APPLICABLE, None),
        ([OUT, YES], Outcome.CONFORMS, None),
    ],
)
def test_findings_come_to_one_outcome(
    findings: list[Finding], outcome: Outcome, cause: Cause | None
) -> None:
    for order in (findings, findings[::-1]):
        result = results(order)["a"]
        assert (result.outcome, result.cause) == (outcome, cause)


def test_each_subject_has_its_own_outcome() -> None:
    found = results([YES, fails("no", at=AT, about=B, key="k")])
    assert {id_: item.outcome for id_, item in found.items()} == {
        "a": Outcome.CONFORMS,
        "b": Outcome.NONCONFORMS,
    }


def test_silence_is_not_applicable_and_never_a_pass() -> None:
    result = results()["(repository)"]
    assert (result.outcome, bool(result.reason)) == (Outcome.NOT_APPLICABLE, True)


def test_a_crash_is_an_error_with_the_name_and_keeps_what_was_found() -> None:
    found = results([NO], ZeroDivisionError("by zero"))
    assert found["a"].outcome is Outcome.NONCONFORMS
    crash = found["(repository)"]
    assert crash.outcome is Outcome.ERROR
    assert crash.reason == "check sample crashed: ZeroDivisionError: by zero"


def test_what_a_crashing_check_found_about_the_whole_stays_with_its_error() -> None:
    whole = fails("no", at=AT, about=REPOSITORY, key="k")
    crash = results([whole, YES], ZeroDivisionError("by zero"))["(repository)"]
    assert crash.outcome is Outcome.ERROR
    assert crash.findings == (whole,)


def test_a_check_that_ends_the_process_is_an_error_and_ends_nothing() -> None:
    crash = results(problem=SystemExit(0))["(repository)"]
    assert crash.outcome is Outcome.ERROR
    assert crash.reason == "check sample crashed: SystemExit: 0"


def test_a_collector_that_ends_the_process_makes_its_checks_errors() -> None:
    def collector(seen: Seen) -> Gap:
        raise SystemExit(0)

    dossier = Dossier(Registry([collector], [Seen]), [Seen()])
    [result] = assess([needing_gap], dossier, {}).results
    assert result.outcome is Outcome.ERROR
    assert "collector crashed: SystemExit" in (result.reason or "")


def test_the_other_checks_still_run_after_a_crash() -> None:
    @check("Crashing")
    def crashing(seen: Seen) -> Iterator[Finding]:
        """Crash.

        ## Why it matters
        It matters.
        ## How to conform
        Do not.
        """
        if not seen.problem:
            raise RuntimeError("boom")
        yield NO

    dossier = Dossier(Registry([], [Seen]), [Seen((YES,))])
    report = assess([crashing, make()], dossier, {})
    outcomes = {item.check.id: item.outcome for item in report.results}
    assert outcomes == {"crashing": Outcome.ERROR, "sample": Outcome.CONFORMS}


def test_what_a_collector_could_not_say_is_not_assessed() -> None:
    def collector(seen: Seen) -> Gap:
        raise NotAssessed("shallow clone", cause=Cause.UNAVAILABLE, at=AT, fix="fetch more")

    dossier = Dossier(Registry([collector], [Seen]), [Seen()])
    [result] = assess([needing_gap], dossier, {}).results
    assert (result.outcome, result.cause) == (Outcome.NOT_ASSESSED, Cause.UNAVAILABLE)
    assert result.reason == "shallow clone"
    assert (result.findings[0].at, result.findings[0].fix) == (AT, "fetch more")


def test_a_crashed_collector_makes_its_checks_errors() -> None:
    def collector(seen: Seen) -> Gap:
        raise KeyError("x")

    dossier = Dossier(Registry([collector], [Seen]), [Seen()])
    [result] = assess([needing_gap], dossier, {}).results
    assert result.outcome is Outcome.ERROR
    assert "collector crashed: KeyError" in (result.reason or "")


@dataclass(frozen=True, slots=True)
class Gap(Evidence):
    pass


@check("Needs what is not there")
def needing_gap(gap: Gap) -> Iterator[Finding]:
    """Say.

    ## Why it matters
    It matters.
    ## How to conform
    Do.
    """
    yield YES


@pytest.mark.parametrize(
    ("subject", "reason"),
    [
        (Subject(SubjectKind.MODEL, "a", tier=Tier.MINIMAL), "risk tier is minimal"),
        (Subject(SubjectKind.MODEL, "a", roles=frozenset({Role.USER})), "role here is user"),
    ],
)
def test_a_check_does_not_apply_outside_its_tiers_and_roles(subject: Subject, reason: str) -> None:
    finding = fails("no", at=AT, about=subject, key="k")
    result = results([finding], tiers=[Tier.LIMITED], roles=[Role.PROVIDER])["a"]
    assert result.outcome is Outcome.NOT_APPLICABLE
    assert reason in (result.reason or "")
    assert result.findings == ()


def test_every_failure_has_something_to_do() -> None:
    assert results([NO])["a"].findings[0].fix == "Do this first."
    own = fails("no", at=AT, about=A, key="k", fix="Other.")
    assert results([own])["a"].findings[0].fix == "Other."


def test_the_order_is_stable() -> None:
    findings = [
        fails("2", at=Location("b.py", 1), about=A, key="k2"),
        fails("1", at=Location("a.py", 9), about=A, key="k1", severity=NOTE),
    ]
    once, again = results(findings)["a"], results(findings[::-1])["a"]
    assert once.findings == again.findings


def status_of(control: str, *outcomes: tuple[Check[Any], Subject, Outcome]) -> tuple[Status, Reach]:
    seen = [Result(each, subject, outcome, (YES,)) for each, subject, outcome in outcomes]
    [status] = coverage([control], seen, [each for each, _, _ in outcomes])
    return status.status, status.reach


EVIDENCING = make("evidencing", controls=["A.1"], evidences=["A.1"])
RECORD = make("record", controls=["A.1"], evidences=["A.1"], reach=Reach.ATTESTED)
GUARD = make("guard", controls=["A.1"])
C, N, X, U, E = (
    Outcome.CONFORMS,
    Outcome.NONCONFORMS,
    Outcome.NOT_APPLICABLE,
    Outcome.NOT_ASSESSED,
    Outcome.ERROR,
)


@pytest.mark.parametrize(
    ("outcomes", "status", "reach"),
    [
        ([], Status.NOT_ASSESSED, Reach.BEYOND),
        ([(GUARD, A, C)], Status.NOT_ASSESSED, Reach.BEYOND),
        ([(EVIDENCING, A, C)], Status.EVIDENCED, Reach.CHECKED),
        ([(RECORD, A, C)], Status.EVIDENCED, Reach.ATTESTED),
        ([(EVIDENCING, A, C), (EVIDENCING, B, U)], Status.NOT_ASSESSED, Reach.CHECKED),
        ([(EVIDENCING, A, C), (EVIDENCING, B, X)], Status.EVIDENCED, Reach.CHECKED),
        ([(EVIDENCING, A, C), (GUARD, A, N)], Status.NONCONFORMING, Reach.CHECKED),
        ([(EVIDENCING, A, C), (GUARD, B, U)], Status.NOT_ASSESSED, Reach.CHECKED),
        ([(EVIDENCING, A, C), (GUARD, B, E)], Status.NOT_ASSESSED, Reach.CHECKED),
        ([(EVIDENCING, A, C), (EVIDENCING, B, E)], Status.NOT_ASSESSED, Reach.CHECKED),
        ([(EVIDENCING, A, X), (GUARD, A, X)], Status.NOT_APPLICABLE, Reach.CHECKED),
        ([(EVIDENCING, A, X), (GUARD, A, C)], Status.NOT_ASSESSED, Reach.CHECKED),
    ],
)
def test_a_control_has_one_status(
    outcomes: list[tuple[Check[Any], Subject, Outcome]], status: Status, reach: Reach
) -> None:
    assert status_of("A.1", *outcomes) == (status, reach)


def test_a_control_for_which_nothing_was_found_is_open_where_there_is_something_to_judge() -> None:
    other = make("other", controls=["A.2"])
    nothing, elsewhere = Result(GUARD, REPOSITORY, X), Result(other, A, N)
    [alone] = coverage(["A.1"], [nothing, Result(other, A, U)], [GUARD])
    [beside] = coverage(["A.1"], [nothing, elsewhere], [GUARD])
    both = [nothing, Result(EVIDENCING, A, X), elsewhere]
    [spared] = coverage(["A.1"], both, [GUARD, EVIDENCING])
    [clause] = coverage(["A.1"], both, [GUARD, EVIDENCING], binding=True)
    assert clause.status is Status.NOT_ASSESSED
    [not_all_asked] = coverage(["A.1"], both, [GUARD, EVIDENCING, RECORD])
    assert [each.status for each in (alone, beside, spared, not_all_asked)] == [
        Status.NOT_APPLICABLE,
        Status.NOT_ASSESSED,
        Status.NOT_APPLICABLE,
        Status.NOT_ASSESSED,
    ]


def test_a_control_names_what_each_check_came_to_for_which_subject() -> None:
    seen = [Result(GUARD, A, N), Result(EVIDENCING, A, C, (YES,)), Result(EVIDENCING, B, X)]
    [status, other] = coverage(["A.1", "A.2"], seen, [GUARD, EVIDENCING])
    assert status.ran == (
        Ran("evidencing", True, {C: (A,), X: (B,)}),
        Ran("guard", False, {N: (A,)}),
    )
    assert status.checks == ("evidencing", "guard")
    assert status.evidence == ("x.py:3",)
    assert other.ran == ()


def test_why_a_control_is_beyond_is_said_only_where_it_is() -> None:
    why = {"A.1": "it shows elsewhere", "A.2": "it shows nowhere"}
    within, beyond = coverage(["A.1", "A.2"], [], [EVIDENCING], why)
    assert (within.reach, within.beyond) == (Reach.CHECKED, None)
    assert (beyond.reach, beyond.beyond) == (Reach.BEYOND, "it shows nowhere")


def test_fingerprints_know_neither_place_nor_words() -> None:
    one = fails("no", at=AT, about=A, key="k")
    moved = fails("other words", at=Location("y.py", 99), about=A, key="k")
    assert one.fingerprint("c") == moved.fingerprint("c")
    others: list[Callable[[], str]] = [
        lambda: one.fingerprint("d"),
        lambda: fails("no", at=AT, about=B, key="k").fingerprint("c"),
        lambda: fails("no", at=AT, about=A, key="l").fingerprint("c"),
        lambda: fails("no", at=AT, about=Subject(SubjectKind.DATASET, "a"), key="k").fingerprint(
            "c"
        ),
        lambda: fails("no", at=AT, about=Subject(SubjectKind.MODEL, "ak"), key="").fingerprint("c"),
    ]
    assert one.fingerprint("c") not in {other() for other in others}
