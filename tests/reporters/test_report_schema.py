"""The published schema of the JSON report accepts what is rendered, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from aims_gate.model import (
    Cause,
    FindingKind,
    Judgement,
    Outcome,
    Profile,
    Reach,
    Severity,
    Status,
    SubjectKind,
    Tier,
    Verdict,
)
from aims_gate.reporters import JsonReporter
from aims_gate.reporters.json_report import report_schema

from .building import context, judgement, rich
from .test_hostile import judgements

SCHEMA = report_schema()
GOLDEN = Path(__file__).with_name("golden")
VALIDATOR = Draft202012Validator(SCHEMA)


def rendered(judged: Judgement) -> Any:
    return json.loads(JsonReporter().render(judged, context()))


def complaints(report: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(report)]


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_a_report_with_one_of_everything() -> None:
    assert complaints(rendered(rich())) == []


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_report_without_results(verdict: Verdict) -> None:
    assert complaints(rendered(judgement(verdict=verdict))) == []


@pytest.mark.parametrize("example", ["loan-approval", "loan-approval-bare"])
def test_the_reports_of_the_examples(example: str) -> None:
    assert complaints(json.loads((GOLDEN / example / "report.json").read_bytes())) == []


@given(judgements())
def test_reports_with_hostile_texts(judged: Judgement) -> None:
    assert complaints(rendered(judged)) == []


def finding(report: Any) -> Any:
    return report["results"][1]["findings"][0]


@pytest.mark.parametrize(
    "change",
    [
        lambda report: report.pop("verdict"),
        lambda report: report.update(verdict="passed"),
        lambda report: report.update(schema_version=2),
        lambda report: report.update(remark="more"),
        lambda report: report.update(as_of="today"),
        lambda report: report.update(revision="main"),
        lambda report: report["policy"].update(digest="0" * 64),
        lambda report: report["summary"].pop("waived"),
        lambda report: report["summary"].update(conforms=-1),
        lambda report: report["results"][0].update(outcome="unknown"),
        lambda report: report["results"][0].update(cause="unreadable"),
        lambda report: report["results"][0]["subject"].update(kind="person"),
        lambda report: finding(report).pop("fix"),
        lambda report: finding(report).update(line=0),
        lambda report: finding(report).update(fingerprint="short"),
        lambda report: finding(report).update(existing=True),
        lambda report: finding(report)["places"][0].pop("line"),
        lambda report: report["controls"][0].update(status="compliant"),
        lambda report: report["controls"][0]["ran"][0]["subjects"].update(maybe=[]),
    ],
)
def test_what_is_not_a_report(change: Callable[[Any], object]) -> None:
    report = rendered(rich())
    change(report)
    assert len(complaints(report)) == 1


DEFINED = SCHEMA["$defs"]
CONTROL = DEFINED["control"]["properties"]


@pytest.mark.parametrize(
    ("listed", "terms"),
    [
        (SCHEMA["properties"]["verdict"], Verdict),
        (SCHEMA["properties"]["policy"]["properties"]["profile"], Profile),
        (DEFINED["severity"], Severity),
        (DEFINED["outcome"], Outcome),
        (DEFINED["cause"], Cause),
        (DEFINED["result"]["properties"]["tier"], Tier),
        (DEFINED["result"]["properties"]["subject"]["properties"]["kind"], SubjectKind),
        (DEFINED["finding"]["properties"]["kind"], FindingKind),
        (CONTROL["status"], Status),
        (CONTROL["reach"], Reach),
    ],
)
def test_terms_are_those_of_the_model(listed: Any, terms: type[StrEnum]) -> None:
    assert set(listed["enum"]) - {None} == {term.value for term in terms}
