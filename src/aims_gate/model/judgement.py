"""A report together with what was decided on it: the one thing every reporter renders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from .finding import Finding
from .report import ControlStatus, Result
from .subject import Subject
from .terms import Outcome, Profile, Severity, Tier


class Verdict(StrEnum):
    """Whether the gate lets the change through."""

    PASS = "pass"
    FAIL = "fail"
    UNDECIDED = "undecided"

    @property
    def exit_status(self) -> int:
        """0 for a pass, 1 for a fail, 2 where the gate could not judge."""
        return {Verdict.PASS: 0, Verdict.FAIL: 1, Verdict.UNDECIDED: 2}[self]


@dataclass(frozen=True, slots=True)
class PolicySource:
    """Which policy judged: where it was read, at which commit, and the SHA-256 of its bytes.

    ``source`` is the path of the policy or ``"(default)"``; ``revision`` is a full commit id where
    the policy was read from a trusted revision; ``digest`` is ``"sha256:…"``.
    """

    source: str
    profile: Profile
    revision: str | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class WaiverNote:
    """By which waiver a finding does not decide, why, and until when."""

    id: str
    reason: str
    expires: date | None = None

    def __str__(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True)
class DecidedFinding:
    """A finding with its effective severity and whether it alone makes the gate fail.

    ``existing`` says that it was there before: in the baseline, or before the change.
    """

    finding: Finding
    severity: Severity
    fingerprint: str
    decides: bool
    existing: bool = False
    waiver: WaiverNote | None = None

    @property
    def fix(self) -> str:
        """What to do about it; empty only for a conformity."""
        return self.finding.fix or ""


@dataclass(frozen=True, slots=True)
class DecidedResult:
    """A result with its effective severity (the worst of its failures, else the check's)."""

    result: Result
    severity: Severity
    findings: tuple[DecidedFinding, ...]

    @property
    def tier(self) -> Tier:
        """The risk tier of the subject."""
        return self.result.subject.tier

    @property
    def decides(self) -> bool:
        """Whether any finding of it makes the gate fail."""
        return any(finding.decides for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The whole outcome of a run, in a stable order and free of clock and machine.

    ``reasons`` says in sentences why the verdict is what it is; ``steps`` what to do, first
    things first. ``headline`` is one sentence about the repository ("no AI found", …).
    ``manifest`` is the path of the manifest judged, ``None`` where there is none.
    ``summary`` counts results by outcome and findings that were waived or existed before.
    ``notes`` are remarks about the run that decide nothing (a system without a tier, …).
    ``parts`` maps each declared system, in the order of declaration, to what belongs to it: its
    models, datasets and suppliers, and the documents about it.
    """

    verdict: Verdict
    repository: str
    revision: str | None
    as_of: date
    policy: PolicySource
    headline: str
    reasons: tuple[str, ...]
    steps: tuple[str, ...]
    results: tuple[DecidedResult, ...]
    controls: tuple[ControlStatus, ...]
    clauses: tuple[ControlStatus, ...]
    summary: Mapping[str, int]
    plugins: Mapping[str, str | None]
    manifest: str | None = None
    notes: tuple[str, ...] = ()
    parts: Mapping[Subject, tuple[Subject, ...]] = field(default_factory=dict)

    def with_outcome(self, outcome: Outcome) -> tuple[DecidedResult, ...]:
        """The results of one outcome, in order."""
        return tuple(item for item in self.results if item.result.outcome is outcome)
