"""From what is lacking to findings: the same shape for every check that lists defects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..model import Cause, Finding, Location, Severity, Subject, conforms, fails, unassessed
from ..portfolio import System


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing that is wrong: what, where, and a key that survives moved lines.

    ``fix`` is what to do about this one, if the advice of the check does not say it;
    ``severity`` is for one that matters less or more than the check itself.
    """

    message: str
    at: Location
    key: str
    fix: str | None = None
    severity: Severity | None = None
    places: tuple[Location, ...] = ()


def judged(
    about: Subject, defects: Iterable[Defect], *, otherwise: str, at: Location
) -> Iterator[Finding]:
    """A failure for every defect; without any a conformity that says what was seen, and where."""
    found = False
    for defect in defects:
        found = True
        yield fails(
            defect.message,
            at=defect.at,
            about=about,
            key=defect.key,
            fix=defect.fix,
            severity=defect.severity,
            places=defect.places,
        )
    if not found:
        yield conforms(otherwise, at=at, about=about, key="")


def undeclared(system: System, what: str) -> Finding:
    """Say that a declaration cannot be compared with anything, since there is none."""
    return unassessed(
        f"nothing declares the system, so there is no {what} to compare",
        cause=Cause.UNAVAILABLE,
        at=system.at,
        about=system.subject,
        fix="Declare the system in aims.yaml; `aims-gate init` drafts it.",
    )
