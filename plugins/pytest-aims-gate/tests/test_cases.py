from __future__ import annotations

import json
from typing import Any

import pytest

from pytest_aims_gate.answer import Answer, NoReport
from pytest_aims_gate.cases import Case, Ending, cases_of, undecided


def report(*results: dict[str, Any], verdict: str = "pass", **more: Any) -> dict[str, Any]:
    return {
        "schema_version": 1,
        "verdict": verdict,
        "headline": "1 AI system declared: loans",
        "reasons": ["because"],
        "results": list(results),
        **more,
    }


def result(outcome: str, *findings: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "check": "missing-model-card",
        "subject": {"kind": "model", "id": "m"},
        "outcome": outcome,
        "reason": None,
        "decides": any(each["decides"] for each in findings),
        "findings": list(findings),
        **more,
    }


def finding(kind: str = "failure", **more: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        "severity": "warning" if kind == "failure" else None,
        "message": "model m has no model card",
        "fix": "Write one.\nPut it beside the model.",
        "path": "models/m.pt",
        "line": 3,
        "places": [],
        "decides": False,
        "existing": False,
        "waiver": None,
        **more,
    }


WAIVER = {"id": "W-1", "reason": "for now", "expires": "2026-12-31"}


def only(*results: dict[str, Any], verdict: str = "pass") -> Case:
    (case,) = cases_of(report(*results, verdict=verdict))
    return case


@pytest.mark.parametrize(
    ("judged", "ending", "reason"),
    [
        (
            result("nonconforms", finding(), finding(decides=True, message="it is stale")),
            Ending.FAILED,
            "it is stale",
        ),
        (
            result("not_assessed", finding("not_assessed", decides=True, message="a PDF")),
            Ending.FAILED,
            "a PDF",
        ),
        (result("conforms", finding("conformity")), Ending.PASSED, "conforms"),
        (
            result("nonconforms", finding()),
            Ending.TOLERATED,
            "model m has no model card (does not decide)",
        ),
        (
            result("nonconforms", finding(existing=True)),
            Ending.TOLERATED,
            "model m has no model card (existed before)",
        ),
        (
            result("nonconforms", finding(waiver=WAIVER, message="x"), finding()),
            Ending.TOLERATED,
            "model m has no model card (does not decide)",
        ),
        (
            result("nonconforms", finding(waiver=WAIVER)),
            Ending.SKIPPED,
            "model m has no model card (waived by W-1 until 2026-12-31: for now)",
        ),
        (
            result("not_assessed", finding("not_assessed", waiver=WAIVER), reason="a PDF"),
            Ending.SKIPPED,
            "a PDF; waived by W-1 until 2026-12-31: for now",
        ),
        (result("not_assessed", reason="no --online"), Ending.SKIPPED, "no --online"),
        (result("not_applicable"), Ending.SKIPPED, "not applicable"),
        (result("error", reason="it crashed:\nKeyError"), Ending.ERROR, "it crashed: KeyError"),
    ],
)
def test_how_a_result_ends(judged: dict[str, Any], ending: Ending, reason: str) -> None:
    verdict = {Ending.FAILED: "fail", Ending.ERROR: "undecided"}.get(ending, "pass")
    case = only(judged, verdict=verdict)
    assert (case.name, case.ending, case.reason) == ("missing-model-card[model:m]", ending, reason)


def test_what_a_failure_says() -> None:
    places = [{"path": f"src/{number}.py", "line": 1} for number in range(22)]
    case = only(
        result("nonconforms", finding(decides=True, severity="error", places=places)),
        verdict="fail",
    )
    assert (case.path, case.line) == ("models/m.pt", 3)
    lines = case.text.splitlines()
    assert lines[:3] == [
        "error: model m has no model card",
        "  at models/m.pt:3",
        "  also at src/0.py:1",
    ]
    assert lines[22:] == [
        "  and at 2 more",
        "  fix: Write one.",
        "       Put it beside the model.",
        "",
        "More: aims-gate explain missing-model-card",
    ]


@pytest.mark.parametrize(
    ("verdict", "ending"), [("fail", Ending.FAILED), ("undecided", Ending.ERROR)]
)
def test_a_verdict_that_no_case_shows_has_one_of_its_own(verdict: str, ending: Ending) -> None:
    first, second = cases_of(report(result("not_assessed", reason="no git"), verdict=verdict))
    assert first.ending is Ending.SKIPPED
    assert second == Case(
        "gate[verdict]", ending, "because", "1 AI system declared: loans\nbecause"
    )


def test_a_run_without_results_has_a_case() -> None:
    assert only().ending is Ending.PASSED
    assert undecided("").reason == "the gate could not judge"


def test_the_same_name_is_given_once() -> None:
    twice = [result("conforms"), result("conforms"), result("conforms")]
    assert [case.name for case in cases_of(report(*twice))] == [
        "missing-model-card[model:m]",
        "missing-model-card[model:m (2)]",
        "missing-model-card[model:m (3)]",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the gate said this"),
        ("[]", "wrote a report of version None, and pytest-aims-gate reads version 1"),
        ('{"schema_version": 2}', "wrote a report of version 2"),
    ],
)
def test_what_is_no_report(text: str, message: str) -> None:
    with pytest.raises(NoReport, match=message):
        Answer(text, "the gate said this").read()


def test_a_report_is_read() -> None:
    assert Answer(json.dumps(report()), "").read() == report()
