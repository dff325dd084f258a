"""A small project for the checks of use, information and suppliers, and how they are asked."""

from __future__ import annotations

from aims_gate.model import FindingKind, Profile
from aims_gate.testing import judge

Files = dict[str, str]

MANIFEST = """\
systems:
  - id: desk
    name: Letter desk
    purpose: Sort letters by what they ask for
    owner: ann
    activities: [trains, offers-to-customers]
    version: 2.1.0
    lifecycle: operation
    tier: high
    context: {domain: post, users: [clerks], regions: [DE], languages: [en]}
    models: [sorter]
    report_harm: {address: harm@post.example, answered_within: 10 days}
    obligations: [gdpr]
models:
  - {id: sorter, path: sorter.safetensors, evaluation: report.json, card: CARD.md}
"""
PEOPLE = """\
kind: people
people:
  - {id: ann, roles: [Head of letters]}
  - {id: eve, roles: [Auditor]}
  - {id: bob, roles: [Head of letters], left: 2026-02-01}
"""
REPORT = '{"metrics": [{"name": "accuracy", "value": 0.912, "samples": 400}]}\n'
CARD = """\
# Model card: sorter

## Intended use

The model sorts letters that arrive at the desk into nine groups by what they ask for.

## Limitations

It was never measured on letters in other languages than English, nor on handwriting.

## Contact

Write to ann@post.example, and report harm to harm@post.example.
"""
PROJECT: Files = {
    "aims.yaml": MANIFEST,
    "governance/people.yaml": PEOPLE,
    "report.json": REPORT,
    "CARD.md": CARD,
    "sorter.safetensors": "",
    "src/desk.py": "def stop():\n    return None\n",
}


def failures(check: str, files: Files, profile: Profile | None = None) -> dict[str, str]:
    """Key → ``path:line message`` of everything that fails."""
    judgement = judge(files, select=frozenset({check}), profile=profile)
    return {
        finding.key: f"{finding.at} {finding.message}"
        for each in judgement.results
        for finding in each.result.findings
        if finding.kind is FindingKind.FAILURE
    }


def outcomes(check: str, files: Files, profile: Profile | None = None) -> dict[str, str]:
    """What the check comes to, by the id of the subject."""
    judgement = judge(files, select=frozenset({check}), profile=profile)
    return {each.result.subject.id: each.result.outcome.value for each in judgement.results}


def edited(text: str, old: str, new: str) -> str:
    """A text with one place changed; the place must be there once."""
    assert text.count(old) == 1, old
    return text.replace(old, new)
