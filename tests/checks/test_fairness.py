"""Groups that are affected are measured, and do not lie too far apart."""

from __future__ import annotations

import pytest

from aims_gate.checks.fairness import unmeasured_fairness
from aims_gate.checks.robustness import missing_robustness_evaluation
from aims_gate.model import FindingKind

from .measured_project import (
    IMPACT,
    MANIFEST,
    POLICY,
    REPORT,
    digest,
    failures,
    judged,
    line_of,
    project,
    report,
    value,
    with_metric,
)


def test_measured_groups_within_the_gap_conform() -> None:
    [finding] = judged(unmeasured_fairness, project())
    assert finding.kind is FindingKind.CONFORMITY


def test_a_group_of_the_assessment_that_nobody_measured_is_said_at_its_line() -> None:
    impact = IMPACT.replace("values: [male]", "values: [male, diverse]")
    [said] = failures(unmeasured_fairness, project(impact=impact))
    place = f"governance/impact.yaml:{line_of(impact, 'diverse')}"
    assert said == f"{place}: loans: group men (sex=diverse) is not evaluated"


def test_a_group_that_is_left_out_for_its_size_may_be_said_to_be() -> None:
    impact = IMPACT.replace("values: [male]", "values: [male, diverse]")
    small = {**REPORT["small_groups"], "left_out": ["sex=diverse"]}
    files = project(impact=impact, evaluation=report(small_groups=small))
    assert failures(unmeasured_fairness, files) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (report(small_groups=None), "what is done about groups that are small"),
        (report(small_groups={"fewer_than": 30, "handling": "TBD"}), "groups that are small"),
        (with_metric(1, samples=12), "sex=female is measured on 12 samples, although groups of"),
        (with_metric(1, samples=None), "does not say on how many samples"),
        (with_metric(1, value=0.6), "demographic_parity_difference of sex is 0.16, over the most"),
        (
            report(metrics=[*REPORT["metrics"], value("selection_rate", 0.7, slice="age=19-30")]),
            "age is measured, but the impact assessment has no such group",
        ),
    ],
)
def test_what_is_wrong_with_the_measured_groups(text: str, message: str) -> None:
    found = failures(unmeasured_fairness, project(evaluation=text))
    assert len(found) == 1, found
    assert message in found[0]
    assert found[0].startswith("evaluation.json:")


def test_without_any_limit_a_gap_says_nothing() -> None:
    policy = POLICY.replace(
        "      - {metric: demographic_parity_difference, slice: sex, max: 0.1, samples: 30}\n", ""
    )
    [said] = failures(unmeasured_fairness, project(aims_gate=policy))
    assert "no limit is set on the gap between groups of sex" in said


def test_an_assessment_without_groups_to_measure_is_said() -> None:
    impact = IMPACT.replace("attribute: sex, ", "")
    [said] = failures(unmeasured_fairness, project(impact=impact))
    assert said.startswith("governance/impact.yaml:3: loans: the impact assessment names no group")


def test_without_people_there_is_nothing_to_measure_and_without_reports_one_failure() -> None:
    manifest = MANIFEST.partition("    personal_data:")[0] + "models: [{id: scorecard, path: m}]\n"
    manifest = manifest.replace("    datasets: [applications]\n", "")
    [finding] = judged(unmeasured_fairness, project(aims=manifest, impact=""))
    assert finding.kind is FindingKind.NOT_ASSESSED
    says = "    interacts_with_people: false\n    personal_data: false\nmodels:"
    spared = manifest.replace("models: [{", f"{says} [{{")
    [finding] = judged(unmeasured_fairness, project(aims=spared, impact=""))
    assert finding.kind is FindingKind.NOT_APPLICABLE
    [said] = failures(unmeasured_fairness, project(aims=manifest))
    assert said.endswith("loans: no evaluation report measures any group")


def test_every_suite_of_a_high_risk_system_conforms() -> None:
    [finding] = judged(missing_robustness_evaluation, project())
    assert finding.kind is FindingKind.CONFORMITY


def test_a_suite_that_is_missing_or_of_another_model_is_said() -> None:
    [said] = failures(missing_robustness_evaluation, project(evaluation=with_metric(6, suite=None)))
    assert said == "evaluation.json:1: loans: there is no adversarial result"
    other = report(model={"digest": digest("old")})
    found = failures(missing_robustness_evaluation, project(evaluation=other))
    assert len(found) == 3
    assert all("is not of the declared model" in each for each in found)


def test_what_generates_content_needs_more_suites() -> None:
    manifest = MANIFEST.replace(
        "    tier: high\n", "    tier: limited\n    generates_content: true\n"
    )
    found = failures(missing_robustness_evaluation, project(aims=manifest))
    assert [each.rpartition(": ")[2] for each in found] == [
        "there is no prompt-injection result",
        "there is no data-leak result",
    ]


def test_a_suite_without_a_day_or_ahead_of_today_does_not_count() -> None:
    for text, message in ((report(date=None), "no date"), (report(date="2027-01-01"), "ahead")):
        found = failures(missing_robustness_evaluation, project(evaluation=text))
        assert len(found) == 3
        assert message in found[0]
    dated = [{"kind": kind, "date": "2026-09-08"} for kind in ("perturbation", "shift", "red-team")]
    files = project(evaluation=report(date=None, suites=dated))
    assert failures(missing_robustness_evaluation, files) == []


def test_without_a_report_the_suites_are_named_once() -> None:
    manifest = MANIFEST.replace("    evaluation: evaluation.json\n", "")
    [said] = failures(missing_robustness_evaluation, project(aims=manifest))
    assert said.startswith("aims.yaml:2: loans: there is no result of any suite (perturbation, ")
