"""A small project with an evaluation report, to judge with one thing changed at a time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from aims_gate.gate import Request, dossier_of
from aims_gate.model import Check, Finding, FindingKind
from aims_gate.plugins import load_offer
from aims_gate.testing import AS_OF, repository

Files = dict[str, str]

WEIGHTS = "weights"
ROWS = "a,b\n1,2\n"


def digest(text: str) -> str:
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


MANIFEST = """\
systems:
  - id: loans
    purpose: rank applications
    owner: {person: r-meyer}
    activities: [trains]
    version: 1.0.0
    lifecycle: operation
    tier: high
    models: [scorecard]
    datasets: [applications]
    impact_assessment: governance/impact.yaml
    obligations: [eu-ai-act/high-risk-provider]
    personal_data:
      purposes: [{id: credit, retention: 24 months}]
models:
  - id: scorecard
    version: 1.0.0
    path: model.safetensors
    card: CARD.md
    licence: Apache-2.0
    evaluation: evaluation.json
datasets:
  - {id: applications, path: data.csv, datasheet: DATASHEET.md}
"""
POLICY = """\
profile: standard
playbook:
  high:
    evaluations:
      - {metric: auc, min: 0.75, samples: 400}
      - {metric: demographic_parity_difference, slice: sex, max: 0.1, samples: 30}
"""
PEOPLE = """\
kind: people
people: [{id: r-meyer}, {id: j-haas}, {id: gone, left: 2026-01-01}]
"""
IMPACT = """\
kind: impact-assessment
system: loans
affected:
  - {id: women, group: Women, attribute: sex, values: [female]}
  - {id: men, group: Men, attribute: sex, values: [male]}
"""


def value(name: str, number: float, **more: Any) -> dict[str, Any]:
    """One metric of a report, with samples and an interval around it."""
    interval = {"level": 0.95, "low": round(number - 0.05, 3), "high": round(number + 0.05, 3)}
    return {"name": name, "value": number, "samples": 400, "confidence": interval, **more}


REPORT: dict[str, Any] = {
    "date": "2026-09-09",
    "model": {"id": "scorecard", "version": "1.0.0", "digest": digest(WEIGHTS)},
    "dataset": {"id": "applications", "digest": digest(ROWS)},
    "small_groups": {"fewer_than": 30, "handling": "left out, as rates of so few are noise"},
    "metrics": [
        value("auc", 0.84),
        value("selection_rate", 0.70, slice={"sex": "female"}, samples=200),
        value("selection_rate", 0.76, slice="sex=male", samples=200),
        value("demographic_parity_difference", 0.06, slice="sex"),
        value("auc", 0.83, suite="perturbation", slice="noise"),
        value("auc", 0.80, suite="shift", slice="poorer"),
        value("gained", 0.04, suite="adversarial", slice="embellished"),
    ],
    "limits": [{"metric": "auc", "min": 0.8, "met": True}],
}


def report(**changed: Any) -> str:
    """The report as JSON, with some of its keys replaced; ``None`` takes one away."""
    content = deepcopy(REPORT) | changed
    return json.dumps({key: each for key, each in content.items() if each is not None}, indent=1)


def with_metric(index: int, **changed: Any) -> str:
    """The report with one of its metrics changed."""
    metrics = deepcopy(REPORT["metrics"])
    metrics[index] |= changed
    metrics[index] = {key: each for key, each in metrics[index].items() if each is not None}
    return report(metrics=metrics)


def project(**changed: str) -> Files:
    """The project, with some files replaced by stem: ``evaluation="…"``; ``""`` takes one away."""
    files = {
        "aims.yaml": MANIFEST,
        "aims-gate.yaml": POLICY,
        "governance/people.yaml": PEOPLE,
        "governance/impact.yaml": IMPACT,
        "model.safetensors": WEIGHTS,
        "data.csv": ROWS,
        "evaluation.json": report(),
    }
    stems = {path.rpartition("/")[2].partition(".")[0].replace("-", "_"): path for path in files}
    for stem, text in changed.items():
        path = stems.get(stem, f"governance/{stem.replace('_', '-')}.yaml")
        files[path] = text
    return {path: text for path, text in files.items() if text}


def judged(check: Check[Any], files: Mapping[str, str]) -> list[Finding]:
    """What one check finds in a project, with evidence that the gate itself collects."""
    request = Request(snapshot=repository(files), as_of=AS_OF)
    dossier = dossier_of(request, load_offer(installed=False).kit)
    return check(**dossier.supply(check.needs))


def failures(check: Check[Any], files: Mapping[str, str]) -> list[str]:
    """The messages of the failures, each with its place in front."""
    return [
        f"{finding.at}: {finding.message}"
        for finding in judged(check, files)
        if finding.kind is FindingKind.FAILURE
    ]


def line_of(text: str, part: str) -> int:
    """The line on which a part of a text first stands."""
    return next(n for n, line in enumerate(text.splitlines(), 1) if part in line)
