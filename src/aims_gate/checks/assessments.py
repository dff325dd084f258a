"""What the checks of impact assessments have in common: one to judge, or why there is none."""

from __future__ import annotations

from ..evidence import Quality
from ..governance import Assessment, ImpactAssessments
from ..model import Cause, Finding, does_not_apply, fails, unassessed
from ..portfolio import System

_READABLE = "Keep it as text (Markdown, YAML, JSON or HTML) and within 2 MiB."


def gap(system: System, found: ImpactAssessments, *, so: str) -> Finding | None:
    """Why the system has no assessment to judge, or owes none any more; ``None`` if it has one.

    ``so`` says what is unknown therefore, as the end of a sentence.
    """
    about, label = system.subject, system.subject.label
    if system.is_retired:
        return does_not_apply("it is retired", about=about)
    if problem := found.problems.get(about):
        return fails(f"{label}: {problem[0]}", at=problem[1], about=about, key="assessment")
    assessment = found.of(system)
    if assessment is None:
        message = f"{label} has no impact assessment, so {so}"
        return fails(message, at=system.at, about=about, key="assessment")
    quality = assessment.document.quality if assessment.document else None
    if quality is Quality.UNREADABLE:
        message = f"{label}: {assessment.path} cannot be read, so {so}"
        return unassessed(
            message,
            cause=Cause.UNREADABLE,
            at=assessment.at,
            about=about,
            key="assessment",
            fix=_READABLE,
        )
    if quality is Quality.PLACEHOLDER and assessment.filed is None:
        message = f"{label}: {assessment.path} is an unfilled template, so {so}"
        return fails(message, at=assessment.at, about=about, key="assessment")
    return None


def read(system: System, found: ImpactAssessments) -> Assessment:
    """The assessment of a system that has one."""
    assessment = found.of(system)
    assert assessment is not None
    return assessment
