from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from aims_gate.model import Outcome
from aims_gate.reporters import Reporter, SarifAuditReporter, SarifReporter

from .building import CARD, FILES, RANKER, context, judgement, result, rich


def run_of(judged: Any, files: Mapping[str, bytes] = FILES, **options: Any) -> Any:
    (run,) = json.loads(SarifAuditReporter().render(judged, context(files, **options)))["runs"]
    return run


@pytest.fixture(scope="module")
def run() -> Any:
    return run_of(rich())


def of_rule(run: Any, name: str, kind: str) -> list[Any]:
    return [each for each in run["results"] if (each["ruleId"], each["kind"]) == (name, kind)]


def test_the_schema_and_the_rules_of_github_are_kept(
    schema_errors: Callable[[Any], list[str]], complaints: Callable[[str], list[str]]
) -> None:
    text = SarifAuditReporter().render(rich(), context())

    assert schema_errors(json.loads(text)) == []
    assert complaints(text) == []


def test_everything_that_was_judged_is_a_result_of_its_kind(run: Any) -> None:
    kinds = [each["kind"] for each in run["results"]]

    assert {kind: kinds.count(kind) for kind in kinds} == {
        "fail": 5,
        "open": 2,
        "pass": 2,
        "notApplicable": 1,
    }
    assert {each["level"] for each in run["results"] if each["kind"] != "fail"} == {"none"}


def test_a_waived_finding_is_suppressed_with_its_reason(run: Any) -> None:
    (waived,) = of_rule(run, "unpinned-third-party-model", "fail")

    assert waived["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "waived by W-7 until 2027-01-31: the vendor pins.",
            "properties": {"waiver": "W-7", "expires": "2027-01-31"},
        }
    ]


def test_what_existed_before_is_suppressed(run: Any) -> None:
    justified = [
        [each["justification"] for each in found.get("suppressions", [])]
        for found in of_rule(run, "missing-model-card", "fail")
    ]

    assert sorted(justified) == [[], ["existed before."]]


def test_rules_and_results_refer_to_the_taxonomy(run: Any) -> None:
    (taxonomy,) = run["taxonomies"]
    assert run["tool"]["driver"]["supportedTaxonomies"] == [{"name": taxonomy["name"], "index": 0}]
    taxa = taxonomy["taxa"]
    (card,) = [each for each in run["tool"]["driver"]["rules"] if "card" in each["id"]]

    assert {kind for each in card["relationships"] for kind in each["kinds"]} == {"relevant"}
    targets = [each["target"] for each in card["relationships"]]
    assert [each["id"] for each in targets] == ["A.6.2.7", "A.8.2"]
    failed = of_rule(run, "missing-model-card", "fail")[0]
    assert [each["id"] for each in failed["taxa"]] == ["A.6.2.7", "A.8.2"]
    for reference in [*targets, *(each for item in run["results"] for each in item["taxa"])]:
        assert taxa[reference["index"]]["id"] == reference["id"]


def test_the_taxonomy_says_what_the_evidence_comes_to(run: Any) -> None:
    taxa = {each["id"]: each for each in run["taxonomies"][0]["taxa"]}

    assert taxa["6.1.4"]["properties"]["beyond"] == "It shows only in what is said"
    assert taxa["A.6.2.7"]["properties"]["status"] == "nonconforming"
    assert taxa["A.6.2.7"]["properties"]["checks"] == ["missing-model-card"]


def test_all_rules_that_ran_are_there_though_nothing_was_found() -> None:
    item = result(CARD, RANKER, Outcome.NOT_APPLICABLE, reason="no model of ours")
    run = run_of(judgement(item), {}, landmark=lambda: "README.md")

    assert [each["id"] for each in run["tool"]["driver"]["rules"]] == ["missing-model-card"]
    (only,) = run["results"]
    assert (only["kind"], only["message"]["text"]) == ("notApplicable", "no model of ours.")
    assert only["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "README.md", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 1},
    }


def test_no_result_is_without_a_place_and_what_is_left_out_is_said() -> None:
    item = result(CARD, RANKER, Outcome.NOT_APPLICABLE, reason="no model of ours")
    run = run_of(judgement(item), {})

    assert [each["id"] for each in run["tool"]["driver"]["rules"]] == ["missing-model-card"]
    assert run["results"] == []
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"].startswith("1 finding left out for want of a file")


def test_its_analysis_is_not_that_of_the_alerts(run: Any) -> None:
    assert run["automationDetails"]["id"] == "aims-gate-audit/repository/"


@pytest.mark.parametrize("reporter", [SarifReporter(), SarifAuditReporter()], ids=lambda r: r.name)
def test_sarif_tools_read_it(reporter: Reporter, tmp_path: Path) -> None:
    report, table = tmp_path / "report.sarif", tmp_path / "table.csv"
    report.write_text(reporter.render(rich(), context()), "utf-8")

    completed = subprocess.run(
        [Path(sys.executable).parent / "sarif", "csv", "--output", table, report],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert completed.returncode == 0, completed.stderr
    with table.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["Tool"] for row in rows} == {"aims-gate"}
    assert ("aims.yaml", "4") in {(row["Location"], row["Line"]) for row in rows}
