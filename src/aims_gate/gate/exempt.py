"""What need not decide: what is waived, what was there at adoption, what was there before."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from ..declarations import matches
from ..discovery import MOST_PLACES
from ..governance.waivers import Standing
from ..model import (
    WARNING,
    Cause,
    DecidedFinding,
    DecidedResult,
    Finding,
    FindingKind,
    Outcome,
    Report,
    Result,
    Severity,
    fails,
)

JUDGES_WAIVERS: Final = "unbounded-waiver"
"""The check that judges waivers; only the gate knows which of them exempt nothing."""


COMPARING: Final = frozenset(
    {"weakened-gate", "unreviewed-material-change", "unplanned-aims-change"}
)
"""The checks that judge a change and not a state: what they find was never there before."""


@dataclass(frozen=True, slots=True)
class Exemptions:
    """The waivers in force, the baseline, and what was wrong before the change.

    ``declarations`` are the paths of manifests, policy and governance documents: findings that
    stand elsewhere refer to them. ``baseline`` and ``before`` map fingerprints to how much each
    finding mattered when it was taken up (``None`` where the baseline does not say), and on the
    other side. What has become worse since is not exempt.
    """

    waivers: tuple[Standing, ...] = ()
    declarations: frozenset[str] = frozenset()
    baseline: Mapping[str, Severity | None] = field(default_factory=dict)
    before: Mapping[str, Severity] = field(default_factory=dict)

    def waiver_of(self, result: Result, finding: Finding) -> Standing | None:
        """The waiver that a finding falls under; of several the first."""
        return next(
            (each for each in self.waivers if _covers(each, result, finding, self.declarations)),
            None,
        )

    def is_known(self, result: Result, finding: DecidedFinding) -> bool:
        """Whether a finding was there already, and no less severe."""
        if result.check.id in COMPARING:
            return False
        if finding.fingerprint in self.baseline:
            listed = self.baseline[finding.fingerprint]
            if listed is None or listed.reaches(finding.severity):
                return True
        before = self.before.get(finding.fingerprint)
        return before is not None and before.reaches(finding.severity)


def _covers(
    waiver: Standing, result: Result, finding: Finding, declarations: Container[str]
) -> bool:
    """Whether a waiver that holds is about a finding: both its subject and its path must fit.

    A path fits if it covers every place of the finding: what stands elsewhere too is not waived,
    nor is what stands in more places than are kept.
    """
    if not waiver.holds or waiver.check != result.check.id:
        return False
    subject = result.subject
    if waiver.subject is not None and waiver.subject != f"{subject.kind.value}:{subject.id}":
        return False
    if waiver.path is None:
        return waiver.subject is not None
    if finding.at is None or not matches(waiver.path, finding.at.path):
        return False
    if len(finding.places) + 1 >= MOST_PLACES:
        return False
    return all(
        place.path in declarations or matches(waiver.path, place.path) for place in finding.places
    )


def failures_of(results: Iterable[DecidedResult]) -> dict[str, Severity]:
    """What is wrong by fingerprint, with how much it matters; the worst of those that share one.

    What was merely unavailable is not known to have been wrong.
    """
    found: dict[str, Severity] = {}
    for result in results:
        for each in result.findings:
            if each.finding.kind is not FindingKind.FAILURE and (
                each.finding.cause is not Cause.UNREADABLE
            ):
                continue
            before = found.get(each.fingerprint)
            if before is None or each.severity.reaches(before):
                found[each.fingerprint] = each.severity
    return found


def with_idle_waivers(
    report: Report, waivers: Iterable[Standing], declarations: Container[str] = ()
) -> Report:
    """The report, in which waivers that are about no finding fail the check that judges them.

    Left alone are those whose check did not run: nobody knows whether they are needed.
    """
    ran = {result.check.id for result in report.results}
    defects = [
        (result, finding)
        for result in report.results
        for finding in result.findings
        if finding.kind is not FindingKind.CONFORMITY
    ]
    idle = {
        f"waiver:{waiver.id}": waiver
        for waiver in waivers
        if waiver.holds
        and waiver.check in ran
        and not any(_covers(waiver, *defect, declarations) for defect in defects)
    }
    return replace(report, results=tuple(_idle(result, idle) for result in report.results))


def _idle(result: Result, idle: Mapping[str, Standing]) -> Result:
    waiver = idle.get(result.subject.id)
    if waiver is None or result.check.id != JUDGES_WAIVERS:
        return result
    finding = fails(
        f"waiver {waiver.id} is about no finding of {waiver.check}",
        at=waiver.at,
        about=result.subject,
        key="idle",
        fix="Remove the waiver.",
        severity=WARNING,
    )
    return replace(result, outcome=Outcome.NONCONFORMS, findings=(*result.findings, finding))
