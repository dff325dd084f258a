"""What the engine hands on: results of checks, before anybody decides on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .check import Check
from .finding import Finding
from .subject import Subject
from .terms import Cause, Outcome, Reach, Status


@dataclass(frozen=True, slots=True)
class Result:
    """What one check came to for one subject.

    ``reason`` says why it does not apply, could not be assessed or crashed; ``cause`` goes with
    *not assessed* alone.
    """

    check: Check[Any]
    subject: Subject
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    reason: str | None = None
    cause: Cause | None = None


@dataclass(frozen=True, slots=True)
class Ran:
    """A check that ran and counts for a control, with what it judged: subjects by outcome.

    ``evidences`` says whether its conformity would be evidence for the control.
    """

    check: str
    evidences: bool
    subjects: Mapping[Outcome, tuple[Subject, ...]]


@dataclass(frozen=True, slots=True)
class ControlStatus:
    """What the evidence comes to for one control or clause.

    ``ran`` holds the checks that ran and count for it, by id; ``evidence`` places in the
    repository; ``beyond`` why the gate cannot know it, where ``reach`` says that it cannot.
    """

    id: str
    status: Status
    reach: Reach
    ran: tuple[Ran, ...] = ()
    evidence: tuple[str, ...] = ()
    beyond: str | None = None

    @property
    def checks(self) -> tuple[str, ...]:
        """The ids of the checks that ran and count for it."""
        return tuple(each.check for each in self.ran)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a run observed, in a stable order."""

    results: tuple[Result, ...]
    plugins: Mapping[str, str | None]
    """Which plugin offered each check: check id → distribution name, ``None`` for a built-in."""
