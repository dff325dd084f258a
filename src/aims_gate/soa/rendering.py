"""What is rendered: each row of the statement beside what a run of the gate saw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..catalogue import Catalogue
from ..governance.applicability import ApplicabilityStatement, ControlRow
from ..model import (
    ControlStatus,
    DecidedResult,
    FindingKind,
    Judgement,
    Location,
    Reach,
    Status,
)

SEEN: Final[Mapping[Status, str]] = {
    Status.EVIDENCED: "evidence found",
    Status.NONCONFORMING: "gaps found",
    Status.NOT_APPLICABLE: "does not apply",
    Status.NOT_ASSESSED: "not assessed",
}
"""What the status of a control is called."""

REACH: Final[Mapping[Reach, str]] = {
    Reach.CHECKED: "from content",
    Reach.ATTESTED: "from records alone",
    Reach.BEYOND: "beyond the checks",
}
"""How the gate knows of a control."""


_OF_APPLICABLE: Final[Mapping[Status | None, str]] = {
    Status.EVIDENCED: "with evidence",
    Status.NONCONFORMING: "with gaps",
    Status.NOT_ASSESSED: "not assessed",
    Status.NOT_APPLICABLE: "about nothing that was found",
    None: "of your own, which the gate does not know",
}
_ALWAYS_COUNTED: Final = (Status.EVIDENCED, Status.NONCONFORMING, Status.NOT_ASSESSED)


@dataclass(frozen=True, slots=True)
class StatedControl:
    """One row: what the statement says, and what the gate saw.

    ``applicable`` is ``None`` where the statement says neither yes nor no. ``cited`` is the
    evidence as the statement names it; ``evidence`` are the places where the gate found evidence,
    as ``path:line``. ``failures`` counts failures of the checks that count for the control, by
    check. ``status`` and ``reach`` are ``None`` for a control of the organisation's own.
    """

    id: str
    title: str
    at: Location
    applicable: bool | None
    stated: str
    justification: str
    because: tuple[str, ...]
    risks: tuple[str, ...]
    cited: tuple[str, ...]
    status: Status | None = None
    reach: Reach | None = None
    checks: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    failures: Mapping[str, int] | None = None

    @property
    def findings(self) -> int:
        """How many failures count against it."""
        return sum((self.failures or {}).values())

    @property
    def seen(self) -> str:
        """What the gate saw, in words."""
        if self.status is None or self.reach is None:
            return "a control of your own"
        return f"{SEEN[self.status]} ({REACH[self.reach]})"


@dataclass(frozen=True, slots=True)
class Rendering:
    """The whole statement as a run saw it; free of clock and machine."""

    repository: str
    revision: str | None
    as_of: str
    profile: str
    source: str
    controls: tuple[StatedControl, ...]

    @property
    def summary(self) -> str:
        """What the statement says, and what was seen of the controls that apply, in numbers."""
        said = Counter(each.applicable for each in self.controls)
        seen = Counter(each.status for each in self.controls if each.applicable)
        stated = [f"that apply: {said[True]}", f"that are excluded: {said[False]}"]
        if said[None]:
            stated.append(f"of which neither is said: {said[None]}")
        found = [
            f"{seen[status]} {words}"
            for status, words in _OF_APPLICABLE.items()
            if seen[status] or status in _ALWAYS_COUNTED
        ]
        return f"Controls {'; '.join(stated)}. Of those that apply: {', '.join(found)}."


def rendering(
    statement: ApplicabilityStatement, judgement: Judgement, catalogue: Catalogue
) -> Rendering:
    """Put what the statement says beside what the judgement holds."""
    known = {control.id: control for control in judgement.controls}
    failures = _failures(judgement)
    return Rendering(
        repository=judgement.repository,
        revision=judgement.revision,
        as_of=judgement.as_of.isoformat(),
        profile=judgement.policy.profile.value,
        source=statement.at.path,
        controls=tuple(
            _stated(row, known.get(row.id), catalogue.titles, failures) for row in statement.rows
        ),
    )


def _stated(
    row: ControlRow,
    seen: ControlStatus | None,
    titles: Mapping[str, str],
    failures: Mapping[str, int],
) -> StatedControl:
    checks = seen.checks if seen else ()
    return StatedControl(
        id=row.id,
        title=titles.get(row.id, ""),
        at=row.at,
        applicable=row.applicable,
        stated=row.written.get("status", ""),
        justification=row.justification,
        because=row.because,
        risks=row.risks,
        cited=tuple(cited.text for cited in row.evidence),
        status=seen.status if seen else None,
        reach=seen.reach if seen else None,
        checks=checks,
        evidence=seen.evidence if seen else (),
        failures={check: failures[check] for check in checks if failures.get(check)},
    )


def _failures(judgement: Judgement) -> Mapping[str, int]:
    """How many failures each check found, waived ones too."""
    found: Counter[str] = Counter()
    for item in judgement.results:
        found[item.result.check.id] += _failing(item)
    return found


def _failing(item: DecidedResult) -> int:
    return sum(each.finding.kind is FindingKind.FAILURE for each in item.findings)
