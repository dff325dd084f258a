"""Reports of other tools are read into one form, each value with its line."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from aims_gate.evaluation.report import Evaluations, Report
from aims_gate.model import Location
from aims_gate.testing import collect

MODEL = "weights"
DATA = "a,b\n1,2\n"


def md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def manifest(evaluation: str) -> str:
    return (
        "systems: [{id: s, purpose: p, owner: o, models: [m]}]\n"
        f"models: [{{id: m, path: model.bin, evaluation: {evaluation}}}]\n"
        "datasets: [{id: d, path: data.csv}]\n"
    )


def evaluations(evaluation: str, files: dict[str, str]) -> Evaluations:
    whole = {"aims.yaml": manifest(evaluation), "model.bin": MODEL, "data.csv": DATA, **files}
    return collect(Evaluations, whole)


def only(evaluation: str, files: dict[str, str]) -> Report:
    [reports] = evaluations(evaluation, files).linked.values()
    [report] = reports
    return report


def values(report: Report) -> dict[str, float]:
    return {each.name: each.value for each in report.measurements}


def test_flat_metrics_with_dotted_names_for_those_below() -> None:
    report = only("m.json", {"m.json": '{\n"acc": 0.9,\n"test": {"ROC AUC": 0.8}, "on": true}'})
    assert values(report) == {"accuracy": 0.9, "test_roc_auc": 0.8}
    assert str(report.measurements[0].at) == "m.json:2"


def test_results_for_the_hub() -> None:
    text = """\
- dataset: {id: org/bench, task_id: accuracy}
  value: 0.41
  date: "2026-09-10"
- dataset: {id: org/other, task_id: wer}
  value: 0.2
"""
    report = only(".eval_results/bench.yaml", {".eval_results/bench.yaml": text})
    assert report.form == "results for the Hub"
    assert values(report) == {"accuracy": 0.41, "word_error_rate": 0.2}
    assert [each.id for each in report.datasets] == ["org/bench", "org/other"]
    assert str(report.day) == "2026-09-10"


def test_results_for_the_hub_are_found_without_a_link() -> None:
    text = "- {dataset: {id: org/bench, task_id: accuracy}, value: 0.41}\n"
    declared = "models: [{id: m, path: model.bin}]\n"
    found = collect(Evaluations, {"aims.yaml": declared, ".eval_results/a.yaml": text})
    assert [values(report) for reports in found.linked.values() for report in reports] == [
        {"accuracy": 0.41}
    ]


def test_the_model_index_of_a_card_counts_where_there_is_no_report() -> None:
    card = """\
---
model-index:
  - name: m
    results:
      - dataset: {name: d, type: tabular}
        metrics:
          - {type: accuracy, value: "91.2 ± 0.4"}
          - {type: f1, value: lots}
---
# Model card for m

It estimates whether a loan is repaid.
"""
    text = "models: [{id: m, path: model.bin, card: CARD.md}]\n"
    found = collect(Evaluations, {"aims.yaml": text, "CARD.md": card, "model.bin": MODEL})
    [(subject, report)] = found.stated.items()
    assert values(report) == {"accuracy": 91.2}
    assert report.measurements[0].at.line == 7
    assert [flaw.message for flaw in report.flaws] == ["f1 is 'lots', which is no number"]
    assert found.of(subject) == (report,)


def test_a_run_that_mlflow_exported() -> None:
    run: dict[str, Any] = {
        "info": {"end_time": 1788998400000},
        "data": {"metrics": [{"key": "roc_auc", "value": 0.8, "step": 0}], "params": {}},
    }
    report = only("run.json", {"run.json": json.dumps(run, indent=1)})
    assert values(report) == {"auc": 0.8}
    assert str(report.day) == "2026-09-10"
    run["data"]["metrics"] = {"mae": 3}
    assert values(only("run.json", {"run.json": json.dumps({"run": run})})) == {
        "mean_absolute_error": 3
    }


RUN = {
    "mlruns/1/abc/metrics/roc_auc": "1788998400000 .7 0\n1788998400001 .82 2\n1788998400002 .8 1",
    "mlruns/1/abc/metrics/loss": "1788998400000 nan 0\noops\n",
    "mlruns/1/abc/tags/model_digest": "sha256:" + "a" * 64,
}


def test_the_folder_of_a_run_of_mlflow_with_the_value_of_the_last_step() -> None:
    report = only("mlruns/1/abc", RUN)
    assert values(report) == {"auc": 0.82}
    assert report.measurements[0].at == Location("mlruns/1/abc/metrics/roc_auc", 2)
    assert [flaw.at.line for flaw in report.flaws] == [1, 2]


def test_pointers_choose_from_a_run_of_mlflow() -> None:
    link = "{path: mlruns/1/abc, metrics: {auc: /metrics/roc_auc, f1: /metrics/f1}, "
    link += "model_digest: /tags/model_digest}"
    report = only(link, RUN)
    assert values(report) == {"auc": 0.82}
    assert report.models[0].digest == "sha256:" + "a" * 64
    assert "there is no f1 at /metrics/f1" in report.flaws[-1].message


DVC = {
    "dvc.yaml": "stages:\n  test:\n    cmd: x\n    metrics: [{out/metrics.json: {cache: false}}]\n",
    "out/metrics.json": '{"auc": 0.8}',
    "dvc.lock": f"""\
schema: '2.0'
stages:
  test:
    deps:
      - {{path: model.bin, hash: md5, md5: {md5(MODEL)}}}
      - {{path: data.csv, md5: {md5("older")}}}
      - {{path: src/test.py, md5: {md5("code")}}}
    outs:
      - {{path: out/metrics.json, md5: {md5("x")}}}
""",
}


def test_metrics_of_dvc_are_of_what_its_lock_names() -> None:
    found = evaluations("out/metrics.json", DVC)
    [[report]] = found.linked.values()
    assert found.models["m"].differs(report.models[0]) is None
    [data] = report.datasets
    assert (data.id, data.at.line) == ("data.csv", 6)
    assert found.datasets["data.csv"].differs(data) is not None


def test_metrics_of_dvc_are_found_without_a_link() -> None:
    text = "models: [{id: m, path: model.bin}]\n"
    found = collect(Evaluations, DVC | {"aims.yaml": text, "model.bin": MODEL})
    assert [values(report) for reports in found.linked.values() for report in reports] == [
        {"auc": 0.8}
    ]


def test_pointers_into_a_file_of_any_form() -> None:
    text = '{"n": 40, "test": [{"a/b": 0.9}], "on": "2026-09-01T10:00", "sha": "%s"}' % ("b" * 64)
    link = "{path: r.json, metrics: {auc: /test/0/a~1b, f1: /test/1/x}, samples: /n, date: /on, "
    link += "model_digest: /sha, dataset: /nowhere}"
    report = only(link, {"r.json": text})
    [auc] = report.measurements
    assert (auc.value, auc.samples, str(report.day)) == (0.9, 40, "2026-09-01")
    assert report.models[0].digest == "sha256:" + "b" * 64
    assert [flaw.message for flaw in report.flaws] == [
        "there is no f1 at /test/1/x",
        "there is no dataset at /nowhere",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"auc": NaN}', "auc is 'NaN', which is no number"),
        ('{"metrics": [{"name": "auc", "value": 1%s}]}' % ("0" * 99), ""),
        ('{"metrics": [{"name": "auc", "value": {"x": 1}}]}', "auc is a mapping, which is no"),
        ('{"metrics": [{"name": "auc", "value": [1]}]}', "auc is a list, which is no number"),
        ('{"metrics": [{"name": "auc", "value": 1, "samples": 1.5}]}', "1.5, which is no count"),
        ('{"metrics": [{"name": "auc", "value": 1, "samples": -3}]}', "-3, which is no count"),
        ('{"metrics": [{"name": "x", "value": 1, "threshold": 1}]}', "does not say on which side"),
        ('{"metrics": [{"name": "x", "value": 1, "confidence": [1]}]}', "needs two ends"),
        ('{"metrics": [{"name": "x", "value": 1, "confidence": {"low": 1}}]}', "lacks an end"),
        ('{"metrics": [{"name": "x"}, {"name": "y", "value": 2}]}', "has no name or no value"),
        ('{"auc": 1, "auc": 2}', "given twice"),
    ],
)
def test_what_cannot_be_used_is_said(text: str, message: str) -> None:
    report = only("r.json", {"r.json": text})
    assert any(message in flaw.message for flaw in report.flaws) or not message
    assert all(flaw.at.path == "r.json" for flaw in report.flaws)


@pytest.mark.parametrize("text", ["[" * 100_000, "\0", "{", '{"a": "\\ud800"}'])
def test_what_is_no_json_is_said_at_the_file(text: str) -> None:
    found = evaluations("r.json", {"r.json": text})
    [[flaw]] = found.flaws.values()
    assert "r.json cannot be read" in flaw.message


def test_a_report_with_very_many_values_is_cut_and_says_so() -> None:
    listed = [{"name": f"m{number}", "value": 1} for number in range(6_000)]
    report = only("r.json", {"r.json": json.dumps({"metrics": listed})})
    assert len(report.measurements) == 5_000
    assert "holds over 5000 values" in report.flaws[0].message


def test_what_is_linked_must_be_a_report() -> None:
    found = evaluations("README.md", {"README.md": "# x"})
    [[flaw]] = found.flaws.values()
    assert (flaw.message, flaw.at.path) == (
        "README.md is no evaluation report that can be read",
        "aims.yaml",
    )


def test_a_pointer_file_of_git_lfs_stands_for_what_it_names() -> None:
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'c' * 64}\nsize 9\n"
    report = {"model": {"digest": "sha256:" + "c" * 64}, "metrics": [{"name": "a", "value": 1}]}
    found = evaluations("r.json", {"r.json": json.dumps(report), "model.bin": pointer})
    [[read]] = found.linked.values()
    assert found.models["m"].differs(read.models[0]) is None
    assert found.models["m"].same_kind(read.models[0])
