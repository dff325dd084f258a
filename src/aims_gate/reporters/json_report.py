"""The whole judgement as JSON: the format that programs should read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .. import __version__
from ..model import (
    ControlStatus,
    DecidedFinding,
    DecidedResult,
    FindingKind,
    Judgement,
    Location,
    Ran,
    WaiverNote,
)
from ..text.escaping import to_json
from .base import RenderContext
from .wording import fix

SCHEMA_VERSION = 1
_COUNTS = (
    "conforms",
    "nonconforms",
    "not_applicable",
    "not_assessed",
    "error",
    "waived",
    "existing",
)


@dataclass(frozen=True, slots=True)
class JsonReporter:
    """Everything that was judged, conformities included, in a versioned shape."""

    name: str = "json"
    description: str = "everything that was judged, for programs"
    suffix: str = ".json"

    def render(self, judgement: Judgement, context: RenderContext) -> str:
        """Render the judgement as one JSON object."""
        document = {
            "schema_version": SCHEMA_VERSION,
            "tool": {"name": "aims-gate", "version": __version__},
            "verdict": judgement.verdict,
            "headline": judgement.headline,
            "reasons": judgement.reasons,
            "steps": judgement.steps,
            "notes": judgement.notes,
            "repository": judgement.repository,
            "revision": judgement.revision,
            "as_of": judgement.as_of.isoformat(),
            "manifest": judgement.manifest,
            "policy": {
                "source": judgement.policy.source,
                "revision": judgement.policy.revision,
                "digest": judgement.policy.digest,
                "profile": judgement.policy.profile,
            },
            "summary": _summary(judgement.summary),
            "results": [
                _result(result, judgement.plugins.get(result.result.check.id))
                for result in judgement.results
            ],
            "controls": [_control(status, context.catalogue) for status in judgement.controls],
            "clauses": [_control(status, context.catalogue) for status in judgement.clauses],
        }
        return to_json(document, indent=2) + "\n"


def report_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what :class:`JsonReporter` renders."""
    from importlib.resources import files  # not for every report

    text = files(__package__).joinpath("report.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _summary(counts: Mapping[str, int]) -> dict[str, int]:
    others = sorted(counts.keys() - set(_COUNTS))
    return {name: counts.get(name, 0) for name in (*_COUNTS, *others)}


def _result(item: DecidedResult, plugin: str | None) -> dict[str, Any]:
    result = item.result
    return {
        "check": result.check.id,
        "title": result.check.title,
        "plugin": plugin,
        "controls": result.check.controls,
        "clauses": result.check.clauses,
        "tier": item.tier,
        "subject": {
            "kind": result.subject.kind,
            "id": result.subject.id,
            "name": result.subject.label,
        },
        "outcome": result.outcome,
        "severity": item.severity,
        "reason": result.reason,
        "cause": result.cause,
        "decides": item.decides,
        "findings": [_finding(item, finding) for finding in item.findings],
    }


def _finding(item: DecidedResult, decided: DecidedFinding) -> dict[str, Any]:
    finding = decided.finding
    failure = finding.kind is FindingKind.FAILURE
    return {
        "kind": finding.kind,
        "key": finding.key,
        "severity": decided.severity if failure or decided.decides else None,
        "message": finding.message,
        "fix": fix(item, decided) or None,
        "cause": finding.cause,
        **_at(finding.at),
        "places": [_place(location) for location in finding.places],
        "fingerprint": decided.fingerprint,
        "decides": decided.decides,
        "existing": decided.existing,
        "waiver": _waiver(decided.waiver),
    }


def _at(location: Location | None) -> dict[str, Any]:
    if location is None:
        return {"path": None, "line": None, "column": None, "end_line": None}
    return {
        "path": location.path,
        "line": location.line,
        "column": location.column,
        "end_line": location.end_line,
    }


def _place(location: Location) -> dict[str, Any]:
    return {key: value for key, value in _at(location).items() if value is not None}


def _control(status: ControlStatus, titles: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": status.id,
        "title": titles.get(status.id),
        "status": status.status,
        "reach": status.reach,
        "beyond": status.beyond,
        "checks": status.checks,
        "ran": [_ran(each) for each in status.ran],
        "evidence": status.evidence,
    }


def _ran(ran: Ran) -> dict[str, Any]:
    return {
        "check": ran.check,
        "evidences": ran.evidences,
        "subjects": {
            outcome: [f"{subject.kind}:{subject.id}" for subject in subjects]
            for outcome, subjects in ran.subjects.items()
        },
    }


def _waiver(waiver: WaiverNote | None) -> dict[str, Any] | None:
    if waiver is None:
        return None
    expires = waiver.expires.isoformat() if waiver.expires else None
    return {"id": waiver.id, "reason": waiver.reason, "expires": expires}
