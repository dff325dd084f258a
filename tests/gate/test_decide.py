from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from aims_gate.gate.decide import decide, summarise
from aims_gate.gate.exempt import Exemptions, failures_of
from aims_gate.gate.rules import Rules, UnknownCheckError
from aims_gate.model import (
    ERROR,
    NOTE,
    WARNING,
    Cause,
    Check,
    Evidence,
    Finding,
    Location,
    Outcome,
    Profile,
    Report,
    Result,
    Severity,
    Subject,
    SubjectKind,
    Tier,
    Verdict,
    by_tier,
    check,
    conforms,
    does_not_apply,
    fails,
    unassessed,
)

AT = Location("x.py", 3)


@dataclass(frozen=True, slots=True)
class Nothing(Evidence):
    pass


def make(name: str, **metadata: Any) -> Check[Any]:
    def observe(nothing: Nothing) -> Iterator[Finding]:
        """Say.

        ## Why it matters
        It matters.
        ## How to conform
        Do.
        """
        yield from ()

    observe.__name__ = name
    return check("A sample", **metadata)(observe)


TIERED = make("tiered", severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR))
PLAIN = make("plain")
DECLARE = make("undeclared_ai")


def subject(tier: Tier = Tier.LIMITED) -> Subject:
    return Subject(SubjectKind.MODEL, "m", tier=tier)


def failing(
    which: Check[Any], tier: Tier = Tier.LIMITED, severity: Severity | None = None
) -> Result:
    finding = fails("no", at=AT, about=subject(tier), key="k", severity=severity)
    return Result(which, finding.about, Outcome.NONCONFORMS, (finding,))


def unread(which: Check[Any], cause: Cause) -> Result:
    finding = unassessed("why", cause=cause, about=subject())
    return Result(which, finding.about, Outcome.NOT_ASSESSED, (finding,), "why", cause)


def passing(which: Check[Any] = PLAIN) -> Result:
    finding = conforms("yes", at=AT, about=subject(), key="k")
    return Result(which, finding.about, Outcome.CONFORMS, (finding,))


def verdict(*results: Result, rules: Rules | None = None, **options: Any) -> Verdict:
    report = Report(results, {})
    return decide(report, rules or Rules(), **{"declared": True, **options}).verdict


def test_exit_statuses() -> None:
    assert [item.exit_status for item in (Verdict.PASS, Verdict.FAIL, Verdict.UNDECIDED)] == [
        0,
        1,
        2,
    ]


@pytest.mark.parametrize(
    ("tier", "threshold", "expected"),
    [
        (Tier.HIGH, ERROR, Verdict.FAIL),
        (Tier.LIMITED, ERROR, Verdict.PASS),
        (Tier.LIMITED, WARNING, Verdict.FAIL),
        (Tier.MINIMAL, WARNING, Verdict.PASS),
        (Tier.MINIMAL, NOTE, Verdict.FAIL),
        (Tier.PROHIBITED, ERROR, Verdict.FAIL),
    ],
)
def test_a_failure_decides_if_its_severity_reaches_the_threshold_of_its_tier(
    tier: Tier, threshold: Severity, expected: Verdict
) -> None:
    fail_on = {**dict.fromkeys(Tier, ERROR), tier: threshold}
    assert verdict(failing(TIERED, tier), rules=Rules(fail_on=fail_on)) is expected


def test_the_policy_sets_severities() -> None:
    rules = Rules(severity={"plain": dict.fromkeys(Tier, NOTE)})
    assert verdict(failing(PLAIN), rules=rules) is Verdict.PASS
    louder = Rules(severity={"tiered": dict.fromkeys(Tier, ERROR)})
    assert verdict(failing(TIERED), rules=louder) is Verdict.FAIL


def test_a_finding_that_is_a_note_by_nature_stays_one() -> None:
    assert verdict(failing(PLAIN, severity=NOTE)) is Verdict.PASS
    louder = Rules(severity={"plain": dict.fromkeys(Tier, ERROR)})
    assert verdict(failing(PLAIN, severity=NOTE), rules=louder) is Verdict.PASS


def test_without_a_manifest_only_the_duty_to_declare_decides() -> None:
    assert verdict(failing(PLAIN), declared=False) is Verdict.PASS
    assert verdict(failing(PLAIN), failing(DECLARE), declared=False) is Verdict.FAIL
    decision = decide(Report((failing(PLAIN),), {}), Rules(), declared=False)
    assert decision.results[0].severity is WARNING


def test_what_nobody_can_read_decides_and_what_is_unavailable_does_not() -> None:
    assert verdict(unread(PLAIN, Cause.UNREADABLE), passing()) is Verdict.FAIL
    assert verdict(unread(PLAIN, Cause.UNAVAILABLE), passing()) is Verdict.PASS
    assert verdict(unread(TIERED, Cause.UNREADABLE), passing()) is Verdict.PASS


@pytest.mark.parametrize("cause", list(Cause))
def test_a_required_check_must_be_assessed(cause: Cause) -> None:
    rules = Rules(require=frozenset({"plain"}))
    assert verdict(unread(PLAIN, cause), passing(TIERED), rules=rules) is Verdict.UNDECIDED


def test_the_gate_does_not_judge_when_it_cannot() -> None:
    crash = Result(PLAIN, subject(), Outcome.ERROR, reason="check plain crashed: KeyError")
    assert verdict(crash, passing()) is Verdict.UNDECIDED
    assert verdict(passing(), obstacles=["aims.yaml is invalid"]) is Verdict.UNDECIDED
    assert verdict() is Verdict.UNDECIDED
    assert verdict(unread(PLAIN, Cause.UNAVAILABLE)) is Verdict.UNDECIDED
    assert verdict(Result(PLAIN, subject(), Outcome.NOT_APPLICABLE)) is Verdict.PASS


def test_reasons_name_what_decided() -> None:
    decision = decide(Report((failing(PLAIN), failing(TIERED)), {}), Rules(), declared=True)
    assert decision.reasons == ("plain: 1 error",)
    assert [result.decides for result in decision.results] == [True, False]


def test_counts() -> None:
    decision = decide(Report((failing(PLAIN), passing()), {}), Rules(), declared=True)
    assert summarise(decision.results) == {
        "conforms": 1,
        "nonconforms": 1,
        "not_applicable": 0,
        "not_assessed": 0,
        "error": 0,
        "waived": 0,
        "existing": 0,
    }


def ids(rules: Rules, *checks: Check[Any]) -> list[str]:
    return [each.id for each in rules.selected(checks)]


def test_which_checks_run() -> None:
    starter = make("small", profile=Profile.STARTER)
    standard = make("middle", profile=Profile.STANDARD)
    full = make("large", profile=Profile.CERTIFICATION)
    every = (starter, standard, full)
    assert ids(Rules(), *every) == ["small"]
    assert ids(Rules(profile=Profile.STANDARD), *every) == ["small", "middle"]
    assert ids(Rules(profile=Profile.CERTIFICATION), *every) == ["small", "middle", "large"]
    assert ids(Rules(ignore={"small": "why"}), *every) == []
    assert ids(Rules(select=frozenset({"large"})), *every) == ["large"]
    assert ids(Rules(require=frozenset({"middle"})), *every) == ["small", "middle"]


@pytest.mark.parametrize(
    "rules",
    [
        Rules(select=frozenset({"plian"})),
        Rules(ignore={"plian": "x"}),
        Rules(require=frozenset({"plian"})),
        Rules(severity={"plian": {}}),
    ],
)
def test_an_unknown_check_is_refused_with_a_suggestion(rules: Rules) -> None:
    with pytest.raises(UnknownCheckError, match="'plian': did you mean 'plain'"):
        rules.refuse_unknown([PLAIN])


def test_what_could_not_be_had_or_did_not_apply_before_the_change_exempts_nothing() -> None:
    about = subject()
    now = fails("no", at=AT, about=about, key="")
    after = Result(PLAIN, about, Outcome.NONCONFORMS, (now,))
    off = does_not_apply("retired", about=about)
    for before, expected in (
        (unread(PLAIN, Cause.UNAVAILABLE), Verdict.FAIL),
        (Result(PLAIN, about, Outcome.NOT_APPLICABLE, (off,)), Verdict.FAIL),
        (after, Verdict.PASS),
    ):
        judged = decide(Report((before,), {}), Rules(), declared=True).results
        exemptions = Exemptions(before=failures_of(judged))
        assert verdict(after, exemptions=exemptions) is expected


def test_a_result_is_as_severe_as_the_worst_that_is_wrong_in_it() -> None:
    about = subject()
    findings = tuple(
        fails("no", at=AT, about=about, key=severity, severity=severity)
        for severity in (NOTE, ERROR, WARNING)
    )
    result = Result(PLAIN, about, Outcome.NONCONFORMS, findings)
    assert decide(Report((result,), {}), Rules(), declared=True).results[0].severity is ERROR
    assert (
        decide(Report((passing(TIERED),), {}), Rules(), declared=True).results[0].severity
        is WARNING
    ), "that of the check, where nothing is wrong"


def test_reasons_begin_with_what_is_most_severe() -> None:
    rules = Rules(fail_on=dict.fromkeys(Tier, NOTE))
    checks = (make("a_mild_one", severity=NOTE), make("b_middle"), make("c_middle"))
    middle = [failing(check) for check in checks[:0:-1]]
    decision = decide(Report((failing(checks[0]), *middle), {}), rules, declared=True)
    assert decision.reasons == ("b-middle: 1 error", "c-middle: 1 error", "a-mild-one: 1 note")


def test_what_nobody_could_read_before_the_change_either_does_not_decide() -> None:
    unreadable = unread(PLAIN, Cause.UNREADABLE)
    before = failures_of(decide(Report((unreadable,), {}), Rules(), declared=True).results)
    decision = decide(
        Report((unreadable, passing()), {}),
        Rules(),
        declared=True,
        exemptions=Exemptions(before=before),
    )
    assert decision.verdict is Verdict.PASS
    counts = summarise(decision.results)
    assert (counts["existing"], counts["waived"]) == (1, 0)


@pytest.mark.parametrize(
    "name", ["weakened_gate", "unreviewed_material_change", "unplanned_aims_change"]
)
def test_what_a_change_does_was_never_there_before(name: str) -> None:
    now = failing(make(name))
    before = failures_of(decide(Report((now,), {}), Rules(), declared=True).results)
    listed = Exemptions(before=before, baseline=dict.fromkeys(before))
    assert verdict(now, exemptions=listed) is Verdict.FAIL


def test_of_findings_that_share_a_fingerprint_the_worst_counts_whatever_their_order() -> None:
    mild, grave = failing(PLAIN, severity=NOTE), failing(PLAIN)
    for both in ((mild, grave), (grave, mild)):
        judged = decide(Report(both, {}), Rules(), declared=True).results
        assert set(failures_of(judged).values()) == {ERROR}
