from __future__ import annotations

import json
import os
from typing import Any

import pytest

from aims_gate.model import Location, Outcome, Verdict, fails
from aims_gate.reporters import JsonReporter

from .building import CARD, RANKER, context, decided, judgement, result, rich

CONTRACT = {
    "top": {"schema_version", "verdict", "revision", "as_of", "policy", "summary", "results"}
    | {"controls", "clauses"},
    "policy": {"source", "revision", "digest", "profile"},
    "summary": {"conforms", "nonconforms", "not_applicable", "not_assessed", "error"}
    | {"waived", "existing"},
    "result": {"check", "controls", "clauses", "tier", "subject", "outcome", "severity", "reason"}
    | {"cause", "findings"},
    "finding": {"kind", "key", "message", "fix", "path", "line", "column", "places"}
    | {"fingerprint", "decides", "existing", "waiver"},
    "control": {"id", "status", "reach", "checks", "evidence"},
}


@pytest.fixture(scope="module")
def report() -> Any:
    return json.loads(JsonReporter().render(rich(), context()))


def find(report: Any, check: str, subject: str) -> Any:
    return next(
        item
        for item in report["results"]
        if item["check"] == check and item["subject"]["id"] == subject
    )


def test_the_contract_is_kept(report: Any) -> None:
    assert report["schema_version"] == 1
    assert report.keys() >= CONTRACT["top"]
    assert report["policy"].keys() == CONTRACT["policy"]
    assert report["summary"].keys() == CONTRACT["summary"]
    assert all(item.keys() >= CONTRACT["result"] for item in report["results"])
    assert all(
        finding.keys() >= CONTRACT["finding"]
        for item in report["results"]
        for finding in item["findings"]
    )
    assert all(item.keys() >= CONTRACT["control"] for item in report["controls"])
    assert all(item.keys() >= CONTRACT["control"] for item in report["clauses"])


def test_a_failure_says_what_where_and_how(report: Any) -> None:
    (finding,) = find(report, "missing-model-card", "ranker")["findings"]

    assert (finding["kind"], finding["decides"]) == ("failure", True)
    assert (finding["path"], finding["line"], finding["column"]) == ("src/train.py", 3, 9)
    assert finding["places"][0] == {"path": "src/serve.py", "line": 2, "end_line": 2}
    assert finding["fix"].startswith("Write docs/ranker.md")


def test_conformities_are_findings_too(report: Any) -> None:
    (finding,) = find(report, "missing-human-oversight", "loans-2025")["findings"]

    assert (finding["kind"], finding["fix"], finding["severity"]) == ("conformity", None, None)


def test_waived_and_existing_findings_say_so(report: Any) -> None:
    (waived,) = find(report, "unpinned-third-party-model", "acme/embedder")["findings"]
    (old,) = find(report, "missing-model-card", "acme/embedder")["findings"]

    assert waived["waiver"] == {
        "id": "W-7",
        "reason": "the vendor pins",
        "expires": "2027-01-31",
    }
    assert (old["existing"], old["decides"]) == (True, False)


def test_a_finding_without_a_fix_has_the_advice_of_its_check(report: Any) -> None:
    (finding,) = find(report, "missing-datasheet", "loans-2025")["findings"]

    assert finding["fix"] == "Write a datasheet."


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_run_without_results_is_a_report(verdict: Verdict) -> None:
    report = json.loads(JsonReporter().render(judgement(verdict=verdict), context()))

    assert (report["verdict"], report["results"]) == (verdict.value, [])


def test_undecodable_file_names_are_spelt() -> None:
    finding = fails("no card", at=Location(os.fsdecode(b"caf\xe9.py")), about=RANKER, key="card")
    item = result(CARD, RANKER, Outcome.NONCONFORMS, decided(CARD, finding))

    text = JsonReporter().render(judgement(item), context())

    assert json.loads(text.encode())["results"][0]["findings"][0]["path"] == "caf\\xe9.py"
