"""Evaluation reports: of this model, on this data, good enough, and honest about it."""

from __future__ import annotations

import pytest

from aims_gate.checks.evaluation import failing_evaluation
from aims_gate.model import FindingKind

from .measured_project import (
    MANIFEST,
    POLICY,
    digest,
    failures,
    judged,
    line_of,
    project,
    report,
    value,
    with_metric,
)


def test_a_report_on_this_model_within_its_limits_conforms() -> None:
    [finding] = judged(failing_evaluation, project())
    assert finding.kind is FindingKind.CONFORMITY
    assert "within its limits" in finding.message


def test_without_a_report_there_is_one_failure_at_the_model() -> None:
    manifest = MANIFEST.replace("    evaluation: evaluation.json\n", "")
    [said] = failures(failing_evaluation, project(aims=manifest))
    assert said == "aims.yaml:16: model scorecard has no evaluation report"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (with_metric(0, value=0.7, confidence=[0.6, 0.8]), '"value": 0.7', "below the least of"),
        (with_metric(0, samples=120), '"value": 0.84', "on 120 samples, tier high needs 400"),
        (with_metric(0, samples=None), '"value": 0.84', "does not say on how many samples"),
        (with_metric(0, confidence=None), '"value": 0.84', "has no confidence interval"),
        (with_metric(0, confidence=[0.9, 1.0]), "{", "outside its own interval"),
        (with_metric(0, value=84.0, confidence=[80, 90]), '"value": 84.0', "a share from 0 to 1"),
        (with_metric(0, value=True), '"value": true', "which is no number"),
        (with_metric(0, value="high"), '"value": "high"', "'high', which is no number"),
        (with_metric(0, value=float("nan")), '"value": NaN', "'NaN', which is no number"),
        (with_metric(0, name="accuracy"), "{", "lacks auc"),
        (with_metric(0, threshold={"min": 0.6}), '"min": 0.6', "looser limit"),
        (with_metric(0, threshold={"min": 0.9}), '"value": 0.84', "below the least of 0.9"),
        (report(limits=[{"metric": "auc", "min": 0.6}]), '"min": 0.6', "0.6 and not 0.75"),
        (report(limits=[{"metric": "auc", "met": True}]), None, "lacks its metric or its"),
        (report(limits=[{"metric": "f1", "min": 0.6}]), '"min": 0.6', "but no value"),
        (
            report(limits=[{"metric": "auc", "min": 0.9, "met": True}]),
            "0.84",
            "although the report",
        ),
        (report(model=None), "{", "does not say which model was evaluated"),
        (report(model={"digest": digest("old")}), digest("old"), "is for model sha256:"),
        (report(model={"digest": "abc"}), '"abc"', "is no digest of the model"),
        (report(model={"id": "other"}), '"id": "other"', "is about model other"),
        (report(dataset=None), "{", "does not say on which data"),
        (report(dataset={"id": "other"}), '"id": "other"', "not declared in aims.yaml"),
        (report(dataset={"id": "applications"}), '"id": "applications"', "states no digest of"),
        (
            report(dataset={"id": "applications", "digest": digest("x")}),
            digest("x"),
            "is measured on dataset applications sha256:",
        ),
        (report(date=None), "{", "does not say when"),
        (report(date="2026-12-24"), "2026-12-24", "which lies ahead"),
        (report(date="soon"), '"soon"', "the date of the evaluation is no day"),
        ("[", None, "cannot be read"),
        ("{}", "{}", "states no measurement"),
    ],
)
def test_what_is_wrong_is_said_at_its_line(text: str, line: str | None, message: str) -> None:
    found = failures(failing_evaluation, project(evaluation=text))
    assert [each for each in found if message in each], found
    if line and line != "{":
        place = f"evaluation.json:{line_of(text, line)}:"
        assert [each for each in found if message in each and each.startswith(place)], found


def test_a_gap_is_that_of_its_groups_whatever_the_report_states() -> None:
    metrics = [
        value("auc", 0.84),
        value("selection_rate", 0.60, slice="sex=female", samples=200),
        value("selection_rate", 0.76, slice="sex=male", samples=200),
        value("demographic_parity_difference", 0.06, slice="sex"),
    ]
    text = report(metrics=metrics)
    found = failures(failing_evaluation, project(evaluation=text))
    place = f"evaluation.json:{line_of(text, '0.06')}"
    assert found == [
        f"{place}: scorecard: demographic_parity_difference of sex is 0.16, over the most of 0.1 "
        "for tier high",
        f"{place}: evaluation.json states demographic_parity_difference of sex as 0.06, but its "
        "groups give 0.16",
    ]


def test_a_limit_on_a_slice_holds_for_every_group_and_names_have_aliases() -> None:
    policy = "playbook: {high: {evaluations: [{metric: roc_auc, min: 0.75, slice: sex}]}}\n"
    metrics = [
        value("AUROC", 0.8, slice={"sex": "female"}),
        value("roc-auc", 0.7, slice={"sex": "male"}),
    ]
    files = project(aims_gate=policy, evaluation=report(metrics=metrics, limits=None))
    [said] = failures(failing_evaluation, files)
    assert "scorecard: roc-auc of sex=male is 0.7, below the least of 0.75" in said


def test_a_report_that_nothing_limits_says_nothing() -> None:
    files = project(aims_gate="", evaluation=report(limits=None))
    [said] = failures(failing_evaluation, files)
    assert "nothing says how good scorecard has to be" in said


def test_a_small_group_has_too_few_samples_for_a_gap() -> None:
    [said] = failures(failing_evaluation, project(evaluation=with_metric(1, samples=12)))
    assert "demographic_parity_difference of sex was measured on 12 samples" in said


def test_a_digest_that_nothing_can_be_held_against_is_said() -> None:
    manifest = MANIFEST.replace("path: model.safetensors", "hub: bank/scorecard")
    found = failures(failing_evaluation, project(aims=manifest))
    assert [each for each in found if "names a model by what aims.yaml does not state" in each]


def test_undeclared_models_without_reports_give_one_failure() -> None:
    files = {"a/model.onnx": "x", "b/model.safetensors": "y", "aims-gate.yaml": POLICY}
    code = "import torch\ntorch.save(model, 'c/model.pt')\n"
    assert len(failures(failing_evaluation, files | {"train.py": code})) <= 1


def test_a_link_that_leads_nowhere_is_said_at_the_link() -> None:
    [said] = failures(failing_evaluation, project(evaluation=""))
    assert said == "aims.yaml:21: aims.yaml links evaluation.json, which does not exist"
