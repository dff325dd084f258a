"""Run checks on the evidence, and say what each came to for each subject."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..model import (
    REPOSITORY,
    Cause,
    Check,
    Finding,
    FindingKind,
    NotAssessed,
    Outcome,
    Progress,
    Report,
    Result,
    Subject,
    silent,
    unassessed,
)
from .applicability import Exclusion, nothing_excluded, why_excluded, why_not
from .dossier import Crashed, Dossier, describe

_NOTHING_IN_SCOPE = "nothing in this repository that the check is about"


def assess(
    checks: Collection[Check[Any]],
    dossier: Dossier,
    plugins: Mapping[str, str | None],
    exclusion: Exclusion = nothing_excluded,
    progress: Progress = silent,
) -> Report:
    """Run each check and order what it found: by check, then by subject.

    ``plugins`` says which plugin offered each check. A check that raises becomes outcome *error*
    with its name; the others still run. ``exclusion`` says why what counts for certain controls
    does not apply, if so: a check that counts for these alone does not run. ``progress`` is told
    before each check.
    """
    results: list[Result] = []
    for number, check in enumerate(checks):
        progress(f"checking {check.id}", number, len(checks))
        results.extend(_results(check, dossier, exclusion))
    results.sort(key=lambda item: (item.check.id, item.subject.kind.value, item.subject.id))
    return Report(tuple(results), plugins)


def _results(check: Check[Any], dossier: Dossier, exclusion: Exclusion) -> Iterator[Result]:
    if excluded := why_excluded(check, exclusion):
        yield Result(check, REPOSITORY, Outcome.NOT_APPLICABLE, reason=excluded)
        return
    findings, crash = _observe(check, dossier)
    by_subject: dict[Subject, list[Finding]] = {}
    for finding in findings:
        by_subject.setdefault(finding.about, []).append(finding)
    if crash:
        about_all = tuple(by_subject.pop(REPOSITORY, ()))
        yield Result(check, REPOSITORY, Outcome.ERROR, about_all, reason=crash)
    elif not by_subject:
        yield Result(check, REPOSITORY, Outcome.NOT_APPLICABLE, reason=_NOTHING_IN_SCOPE)
    for subject, seen in by_subject.items():
        yield _result(check, subject, seen)


def _observe(check: Check[Any], dossier: Dossier) -> tuple[list[Finding], str | None]:
    """What the check found, and how it crashed if it did."""
    found: list[Finding] = []
    try:
        found.extend(check.observe(**dossier.supply(check.needs)))
    except NotAssessed as gap:
        found.append(
            unassessed(gap.reason, cause=gap.cause, at=gap.at, fix=gap.fix, key="evidence")
        )
    except Crashed as crash:
        return found, str(crash)
    except (Exception, SystemExit) as problem:  # a plugin's exit must not become the gate's
        return found, f"check {check.id} crashed: {describe(problem)}"
    return found, None


def _result(check: Check[Any], subject: Subject, seen: list[Finding]) -> Result:
    if reason := why_not(check, subject):
        return Result(check, subject, Outcome.NOT_APPLICABLE, reason=reason)
    findings = tuple(sorted(_advised(check, seen), key=_order))
    outcome, decisive = _outcome(findings)
    if decisive is None:
        return Result(check, subject, outcome, findings)
    cause = decisive.cause if outcome is Outcome.NOT_ASSESSED else None
    return Result(check, subject, outcome, findings, decisive.message, cause)


def _outcome(findings: Iterable[Finding]) -> tuple[Outcome, Finding | None]:
    """What findings about one subject come to, and the finding that gives the reason if any."""
    first: dict[FindingKind, Finding] = {}
    unreadable: Finding | None = None
    for finding in findings:
        first.setdefault(finding.kind, finding)
        if finding.cause is Cause.UNREADABLE and unreadable is None:
            unreadable = finding
    if FindingKind.FAILURE in first:
        return Outcome.NONCONFORMS, None
    # What nobody can read must not hide behind what conforms beside it.
    if unreadable:
        return Outcome.NOT_ASSESSED, unreadable
    if FindingKind.CONFORMITY in first:
        return Outcome.CONFORMS, None
    if gap := first.get(FindingKind.NOT_ASSESSED):
        return Outcome.NOT_ASSESSED, gap
    return Outcome.NOT_APPLICABLE, first[FindingKind.NOT_APPLICABLE]


def _advised(check: Check[Any], findings: Iterable[Finding]) -> Iterator[Finding]:
    """Give every failure something to do: its own fix, else the check's advice."""
    for finding in findings:
        if finding.fix is None and finding.kind is FindingKind.FAILURE:
            yield replace(finding, fix=_first_paragraph(check.how))
        else:
            yield finding


def _first_paragraph(text: str) -> str:
    return " ".join(text.partition("\n\n")[0].split())


def _order(finding: Finding) -> tuple[str, str, int, str, str]:
    path, line = (finding.at.path, finding.at.line) if finding.at else ("", 0)
    return finding.kind.value, path, line, finding.key, finding.message
