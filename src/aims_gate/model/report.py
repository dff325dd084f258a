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
class ControlStatus:
    """What the evidence comes to for one control or clause."""

    id: str
    status: Status
    reach: Reach
    checks: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a run observed, in a stable order."""

    results: tuple[Result, ...]
    plugins: Mapping[str, str | None]
    """Which plugin offered each check: check id → distribution name, ``None`` for a built-in."""
