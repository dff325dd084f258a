"""What reports list: findings with their results, in the order that every format shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..model import (
    DecidedFinding,
    DecidedResult,
    Finding,
    FindingKind,
    Judgement,
    Location,
    Outcome,
    Subject,
)
from .base import RenderContext

_TOP_LEVEL = frozenset({"", "."})
_KIND_OF = {
    Outcome.CONFORMS: FindingKind.CONFORMITY,
    Outcome.NONCONFORMS: FindingKind.FAILURE,
    Outcome.NOT_APPLICABLE: FindingKind.NOT_APPLICABLE,
    Outcome.NOT_ASSESSED: FindingKind.NOT_ASSESSED,
    Outcome.ERROR: FindingKind.NOT_ASSESSED,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding with the result that it belongs to."""

    result: DecidedResult
    decided: DecidedFinding

    @property
    def subject(self) -> Subject:
        """What was judged."""
        return self.result.result.subject

    @property
    def weight(self) -> tuple[bool, bool, int, bool]:
        """Sorts what decides first, then by severity; what is waived comes last.

        What is wrong comes before what could not be read, which often follows from it.
        """
        waived = self.decided.waiver is not None
        follows = self.decided.finding.kind is not FindingKind.FAILURE
        return (not self.decided.decides, waived, -self.decided.severity.rank, follows)

    @property
    def urgency(self) -> tuple[bool, bool, int, bool, str, str, int, str]:
        """Sorts by weight, and what weighs the same by check and place, always in one order."""
        at = self.decided.finding.at
        path, line = (at.path, at.line) if at is not None else ("", 0)
        return (*self.weight, self.result.result.check.id, path, line, self.decided.fingerprint)

    @property
    def is_problem(self) -> bool:
        """Whether it is a failure, or something else that makes the gate fail."""
        return self.decided.finding.kind is FindingKind.FAILURE or self.decided.decides

    @property
    def is_exempt(self) -> bool:
        """Whether it does not decide because it is waived or existed before."""
        return self.decided.waiver is not None or self.decided.existing

    @property
    def names_subject(self) -> bool:
        """Whether its message or its place name the subject already."""
        subject, finding = self.subject, self.decided.finding
        at = finding.at.path if finding.at is not None else None
        return subject.id == at or subject.id in finding.message or subject.label in finding.message


def entries(judgement: Judgement) -> Iterator[Entry]:
    """Every finding in the order of the results.

    A result without findings has one entry that stands in for them, with its reason.
    """
    for result in judgement.results:
        for decided in result.findings or (_stand_in(result),):
            yield Entry(result, decided)


def most_urgent_first(judgement: Judgement) -> list[Entry]:
    """All entries: what decides, other failures, conformities, then what was not judged."""
    kinds = list(FindingKind)
    return sorted(
        entries(judgement),
        key=lambda each: (
            not each.decided.decides,
            kinds.index(each.decided.finding.kind),
            each.urgency,
        ),
    )


def problems(judgement: Judgement) -> list[Entry]:
    """Failures, and whatever else makes the gate fail, the most urgent first."""
    found = (Entry(result, decided) for result in judgement.results for decided in result.findings)
    return sorted((each for each in found if each.is_problem), key=lambda each: each.urgency)


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding, and all the checks that could not go on for this very reason."""

    entry: Entry
    checks: tuple[str, ...]


def together(found: Iterable[Entry]) -> Iterator[Problem]:
    """Tell only once what several checks could not read for the same reason."""
    same: dict[object, list[Entry]] = {}
    for entry in found:
        finding, decided = entry.decided.finding, entry.decided
        unread = finding.kind is FindingKind.NOT_ASSESSED
        reason = (finding.message, finding.at, decided.severity, decided.decides, decided.waiver)
        same.setdefault(reason if unread else entry.urgency, []).append(entry)
    for first, *others in same.values():
        names = dict.fromkeys(each.result.result.check.id for each in (first, *others))
        yield Problem(first, tuple(names))


def _stand_in(item: DecidedResult) -> DecidedFinding:
    result = item.result
    words = result.reason or result.outcome.replace("_", " ")
    finding = Finding(_KIND_OF[result.outcome], words, result.subject, "", cause=result.cause)
    return DecidedFinding(finding, item.severity, finding.fingerprint(result.check.id), False)


def in_a_file(decided: DecidedFinding) -> Location | None:
    """The first place of a finding that is in a file; a folder cannot carry an alert."""
    places = (decided.finding.at, *decided.finding.places)
    return next((at for at in places if at is not None and at.path not in _TOP_LEVEL), None)


def elsewhere(judgement: Judgement, context: RenderContext) -> Location | None:
    """Where to show what has no place: at the manifest, the policy, a finding or the landmark."""
    for path in (judgement.manifest, judgement.policy.source):
        if path and context.read(path) is not None:
            return Location(path)
    places = (
        at
        for result in judgement.results
        for decided in result.findings
        if (at := in_a_file(decided)) is not None
    )
    at = next(places, None)
    if at is None and (landmark := context.landmark()):
        return Location(landmark)
    return at
