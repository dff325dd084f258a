"""GitLab Code Quality: what a merge request shows beside the lines it changes.

GitLab compares the report of a merge request with that of the target branch by fingerprint, so
that what existed before does not count as new.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from ..model import Judgement, Location, Severity, Verdict
from ..text.escaping import one_line, shorten_at_word, to_json, visible
from .base import RenderContext
from .entries import Entry, elsewhere, in_a_file, problems
from .wording import counted, first_paragraph, fix, sentence, standing

MAX_ISSUES = 5_000
"""As many as GitLab reads of other reports; its lists grow slow long before."""
MAX_BYTES = 9_500_000

_MAX_SAID = 500
_MOST_REASONS = 20
_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "minor"}


@dataclass(frozen=True, slots=True)
class GitLabReporter:
    """One issue for each failure and for whatever else makes the gate fail."""

    name: str = "gitlab"
    description: str = "GitLab Code Quality, for the widget and the lines of merge requests"
    suffix: str = ".codequality.json"

    def render(self, judgement: Judgement, context: RenderContext) -> str:
        """Render the judgement as a JSON array of issues, the most urgent first."""
        found = problems(judgement)
        fallback = elsewhere(judgement, context)
        taken: set[str] = set()
        issues = [
            _issue(entry, at, taken)
            for entry in found[:MAX_ISSUES]
            if (at := in_a_file(entry.decided) or fallback) is not None
        ]
        kept = _within(issues)
        if fallback is not None:
            if left_out := len(found) - len(kept):
                kept.append(_omission(left_out, len(found), fallback))
            kept = [*_unjudged(judgement, fallback), *kept]
        return to_json(kept, indent=1) + "\n"


def _issue(entry: Entry, at: Location, taken: set[str]) -> dict[str, Any]:
    return {
        "description": _description(entry),
        "check_name": one_line(entry.result.result.check.id),
        "fingerprint": _fingerprint(entry.decided.fingerprint, taken),
        "severity": _severity(entry),
        "location": _location(at),
    }


def _unjudged(judgement: Judgement, at: Location) -> list[dict[str, Any]]:
    """Why the gate could not judge, if it could not: one issue for each reason."""
    if judgement.verdict is not Verdict.UNDECIDED:
        return []
    return [
        {
            "description": f"The gate could not judge: {shorten_at_word(one_line(why), _MAX_SAID)}",
            "check_name": "aims-gate",
            "fingerprint": sha256(f"aims-gate: {why}".encode("utf-8", "replace")).hexdigest(),
            "severity": "blocker",
            "location": _location(at),
        }
        for why in list(dict.fromkeys(judgement.reasons))[:_MOST_REASONS]
    ]


def _severity(entry: Entry) -> str:
    if entry.decided.decides:
        return "blocker"
    return "info" if entry.decided.waiver is not None else _SEVERITIES[entry.decided.severity]


def _description(entry: Entry) -> str:
    """What is wrong, why it does not decide if it does not, and what to do, on one line."""
    said = [shorten_at_word(one_line(entry.decided.finding.message), _MAX_SAID)]
    if why := standing(entry.decided):
        said.append(f"({shorten_at_word(why, _MAX_SAID)})")
    said = [sentence(" ".join(said))]
    if advice := first_paragraph(fix(entry.result, entry.decided)):
        said.append(f"Fix: {shorten_at_word(advice, _MAX_SAID)}")
    return " ".join(said)


def _fingerprint(own: str, taken: set[str]) -> str:
    """The fingerprint of a finding, made different where another one has it.

    GitLab shows only the first issue of a fingerprint.
    """
    fingerprint, number = own, 1
    while fingerprint in taken:
        number += 1
        fingerprint = sha256(f"{own} {number}".encode()).hexdigest()
    taken.add(fingerprint)
    return fingerprint


def _location(at: Location) -> dict[str, Any]:
    return {"path": visible(at.path), "lines": {"begin": at.line}}


def _within(issues: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first issues that fit, with room for what says that others do not."""
    room = MAX_BYTES
    kept = []
    for issue in issues:
        room -= len(to_json(issue, indent=1).encode()) + len(issue) * 4
        if room < 0:
            break
        kept.append(issue)
    return kept


def _omission(left_out: int, total: int, at: Location) -> dict[str, Any]:
    words = (
        f"{counted(left_out, 'finding')} of {total:,} left out, which GitLab would not show; the "
        "most urgent are here, all are in the JSON report."
    )
    return {
        "description": words,
        "check_name": "aims-gate",
        "fingerprint": sha256(b"aims-gate: left out").hexdigest(),
        "severity": "info",
        "location": _location(at),
    }
