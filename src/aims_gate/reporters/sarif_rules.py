"""Checks as SARIF rules: the texts that GitHub shows beside an alert."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..model import Check, Judgement, Reach, Severity, Tier
from ..text.escaping import one_line, shorten, shorten_at_word, visible_lines
from .wording import sentence

MAX_TEXT = 1024
MAX_HELP = 20_000
MAX_NAME = 255
MAX_TAGS = 10
"""GitLab keeps no more tags of a rule, GitHub shows no more."""

_PROBLEM_SEVERITY = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "recommendation",
}
_PRECISION = {Reach.CHECKED: "high", Reach.ATTESTED: "medium", Reach.BEYOND: "low"}


def rules_of(judgement: Judgement, titles: Mapping[str, str]) -> list[dict[str, Any]]:
    """Describe all checks that ran, in the order of their ids."""
    checks = {item.result.check.id: item.result.check for item in judgement.results}
    return [
        rule(check, titles, judgement.plugins.get(name)) for name, check in sorted(checks.items())
    ]


def rule(check: Check[Any], titles: Mapping[str, str], plugin: str | None) -> dict[str, Any]:
    """Describe a check as a SARIF ``reportingDescriptor``.

    Its level is the check's severity for the limited tier, which subjects have unless their owner
    decides otherwise. No ``security-severity``: a gap in governance is no vulnerability.
    """
    level = check.severity[Tier.LIMITED]
    references = (*check.controls, *(f"clause {clause}" for clause in check.clauses))
    properties: dict[str, Any] = {
        "precision": _PRECISION[check.reach],
        "problem.severity": _PROBLEM_SEVERITY[level],
        "tags": [shorten(one_line(tag), MAX_NAME) for tag in references[:MAX_TAGS]],
        "controls": check.controls,
        "clauses": check.clauses,
    }
    if plugin is not None:
        properties["plugin"] = one_line(plugin)
    return {
        "id": check.id,
        "name": shorten("".join(map(str.capitalize, check.id.split("-"))), MAX_NAME),
        "shortDescription": {"text": shorten_at_word(sentence(check.title), MAX_TEXT)},
        "fullDescription": {"text": shorten_at_word(sentence(check.summary), MAX_TEXT)},
        "help": {
            "text": shorten_at_word(_help(check, titles, markdown=False), MAX_HELP),
            "markdown": shorten_at_word(_help(check, titles, markdown=True), MAX_HELP),
        },
        "defaultConfiguration": {"level": level},
        "properties": properties,
    }


def _help(check: Check[Any], titles: Mapping[str, str], *, markdown: bool) -> str:
    heading = "## {}" if markdown else "{}:"
    counts_for = [
        _reference(name, titles, markdown=markdown) for name in (*check.controls, *check.clauses)
    ]
    parts = [
        check.summary,
        heading.format("Why it matters"),
        check.why,
        heading.format("How to conform"),
        check.how,
    ]
    if counts_for:
        parts += [heading.format("Counts for (ISO/IEC 42001:2023)"), "\n".join(counts_for)]
    return "\n\n".join("\n".join(visible_lines(part)) for part in parts)


def _reference(name: str, titles: Mapping[str, str], *, markdown: bool) -> str:
    title = one_line(titles.get(name, ""))
    return (f"- **{name}** {title}" if markdown else f"- {name} {title}").rstrip()
