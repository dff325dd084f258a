"""What is dated ahead is no evidence yet, whatever a check made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..model import Cause, FindingKind, Location, Outcome, Report, Result, unassessed


def without_premature(report: Report, ahead: Mapping[str, Location]) -> Report:
    """The report, in which nothing conforms by a document that is dated ahead.

    ``ahead`` maps the path of each such document to the day that has yet to come. A check that has
    nothing to do with days finds such a document in order; that it describes what has happened
    cannot be true, so what it shows is not known.
    """
    if not ahead:
        return report
    return replace(report, results=tuple(_reviewed(result, ahead) for result in report.results))


def _reviewed(result: Result, ahead: Mapping[str, Location]) -> Result:
    if result.outcome is not Outcome.CONFORMS or not result.check.evidences:
        return result
    for finding in result.findings:
        place = ahead.get(finding.at.path) if finding.at else None
        if finding.kind is FindingKind.CONFORMITY and place is not None:
            return _unknown(result, place)
    return result


def _unknown(result: Result, place: Location) -> Result:
    reason = f"{place.path} tells of a day that lies ahead, so what it shows is not known"
    finding = unassessed(
        reason,
        cause=Cause.UNAVAILABLE,
        at=place,
        about=result.subject,
        key="ahead",
        fix="Correct the day, or wait for it.",
    )
    return replace(
        result,
        outcome=Outcome.NOT_ASSESSED,
        findings=(finding,),
        reason=reason,
        cause=Cause.UNAVAILABLE,
    )
