"""The only place that decides: a report and the rules become a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

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
    Verdict,
    WaiverNote,
)
from .exempt import Exemptions
from .rules import Rules

DECLARE_FIRST = "undeclared-ai"
"""The one check that decides at full severity while a repository declares nothing."""

_DEFECTS = (FindingKind.FAILURE, FindingKind.NOT_ASSESSED)

NOTHING_EXEMPT = Exemptions()
"""Where every finding counts."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict, why, and every result with what was decided on its findings."""

    verdict: Verdict
    reasons: tuple[str, ...]
    results: tuple[DecidedResult, ...]


def decide(
    report: Report,
    rules: Rules,
    *,
    declared: bool,
    obstacles: Sequence[str] = (),
    exemptions: Exemptions = NOTHING_EXEMPT,
) -> Decision:
    """Decide on a report.

    ``declared`` says whether the repository has a manifest. ``obstacles`` are sentences that each
    say why the gate cannot judge whatever the checks found (an invalid declaration, an absent
    plugin); with any of them the verdict is *undecided*. What is exempt is shown and does not
    decide.
    """
    results = tuple(_decided(result, rules, declared, exemptions) for result in report.results)
    blocked = [*obstacles, *_crashes(results), *_unmet(results, rules), *_nothing_judged(results)]
    if blocked:
        return Decision(Verdict.UNDECIDED, tuple(blocked), results)
    if any(result.decides for result in results):
        return Decision(Verdict.FAIL, tuple(_why_it_fails(results)), results)
    return Decision(Verdict.PASS, (_why_it_passes(results),), results)


def summarise(results: Iterable[DecidedResult]) -> dict[str, int]:
    """Count results by outcome, and the findings that were waived or there before."""
    listed = tuple(results)
    counts = Counter(item.result.outcome.value for item in listed)
    findings = [finding for item in listed for finding in item.findings]
    return {
        **{outcome.value: counts[outcome.value] for outcome in Outcome},
        "waived": sum(finding.waiver is not None for finding in findings),
        "existing": sum(finding.existing for finding in findings),
    }


def _decided(result: Result, rules: Rules, declared: bool, exemptions: Exemptions) -> DecidedResult:
    findings = tuple(
        _exempted(_decided_finding(result, each, rules, declared), result, exemptions)
        for each in result.findings
    )
    defects = [item.severity for item in findings if item.finding.kind in _DEFECTS]
    nominal = result.check.severity[result.subject.tier]
    worst = max(defects, key=lambda severity: severity.rank, default=nominal)
    return DecidedResult(result, worst, findings)


def _decided_finding(
    result: Result, finding: Finding, rules: Rules, declared: bool
) -> DecidedFinding:
    severity = rules.severity_of(result.check, finding)
    if not declared and result.check.id != DECLARE_FIRST:
        severity = min(severity, WARNING, key=lambda each: each.rank)
    return DecidedFinding(
        finding=finding,
        severity=severity,
        fingerprint=finding.fingerprint(result.check.id),
        decides=_can_decide(finding) and severity.reaches(rules.fail_on[result.subject.tier]),
    )


def _exempted(decided: DecidedFinding, result: Result, exemptions: Exemptions) -> DecidedFinding:
    """The finding, which does not decide if it is waived or was there already."""
    if decided.finding.kind not in _DEFECTS:
        return decided
    waiver = exemptions.waiver_of(result, decided.finding)
    known = exemptions.is_known(result, decided)
    if waiver is None and not known:
        return decided
    return replace(
        decided,
        decides=False,
        existing=known,
        waiver=WaiverNote(waiver.id, waiver.reason, waiver.expires) if waiver else None,
    )


def _can_decide(finding: Finding) -> bool:
    """A failure, or content that nobody can read; what was merely unavailable never decides."""
    if finding.kind is FindingKind.NOT_ASSESSED:
        return finding.cause is Cause.UNREADABLE
    return finding.kind is FindingKind.FAILURE


def _crashes(results: Iterable[DecidedResult]) -> Iterable[str]:
    for item in results:
        if item.result.outcome is Outcome.ERROR and item.result.reason:
            yield item.result.reason


def _unmet(results: Iterable[DecidedResult], rules: Rules) -> Iterable[str]:
    for item in results:
        check, outcome = item.result.check.id, item.result.outcome
        if check in rules.require and outcome is Outcome.NOT_ASSESSED:
            yield f"{check} is required and could not be assessed: {item.result.reason}"


def _nothing_judged(results: Sequence[DecidedResult]) -> Iterable[str]:
    if not results:
        yield "no check was selected"
    elif all(item.result.outcome is Outcome.NOT_ASSESSED for item in results):
        yield f"not one check could be assessed: {results[0].result.reason}"


def _why_it_fails(results: Iterable[DecidedResult]) -> Iterable[str]:
    deciding = Counter(
        (finding.severity, item.result.check.id)
        for item in results
        for finding in item.findings
        if finding.decides
    )
    for (severity, check), count in sorted(deciding.items(), key=_most_severe_first):
        yield f"{check}: {count} {_plural(severity, count)}"


def _most_severe_first(entry: tuple[tuple[Severity, str], int]) -> tuple[int, str]:
    (severity, check), _ = entry
    return -severity.rank, check


def _plural(severity: Severity, count: int) -> str:
    return severity.value if count == 1 else f"{severity.value}s"


def _why_it_passes(results: Sequence[DecidedResult]) -> str:
    failures = sum(
        finding.finding.kind is FindingKind.FAILURE for item in results for finding in item.findings
    )
    if failures:
        return f"no finding decides; {failures} below the threshold"
    return "no check found a failure"
