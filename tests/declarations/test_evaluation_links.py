"""A model links one evaluation report or several, as paths or as mappings."""

from __future__ import annotations

import pytest

from aims_gate.declarations import LoadedManifest, load_manifest


def loaded(evaluation: str) -> LoadedManifest:
    text = f"models: [{{id: m, path: m.bin, evaluation: {evaluation}}}]\n".encode()
    return load_manifest(lambda path: text if path == "aims.yaml" else None, "aims.yaml")


@pytest.mark.parametrize(
    ("evaluation", "paths"),
    [
        ("a.json", ["a.json"]),
        ("[a.json, b/c.yaml]", ["a.json", "b/c.yaml"]),
        ("{path: a.json}", ["a.json"]),
        ("[a.json, {path: b.json, metrics: {auc: /x/0}}]", ["a.json", "b.json"]),
        ("[]", []),
    ],
)
def test_one_report_or_several(evaluation: str, paths: list[str]) -> None:
    [entry] = loaded(evaluation).models
    assert [each.path for each in entry.value.evaluation] == paths


@pytest.mark.parametrize(
    ("evaluation", "message"),
    [
        ("{path: a.json, metrics: {auc: x}}", "'x' is no JSON pointer"),
        ("{path: a.json, sample: /n}", "unknown key 'sample'"),
        ("[../a.json]", "'../a.json'"),
        ("{metrics: {auc: /x}}", "path"),
        ("7", ""),
    ],
)
def test_what_is_no_link_is_said_at_its_line(evaluation: str, message: str) -> None:
    problems = loaded(evaluation).problems
    assert problems
    assert message in problems[0].message
    assert problems[0].line == 1
