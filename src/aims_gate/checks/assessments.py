"""What the checks of impact assessments have in common: one to judge, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..evidence import Quality
from ..evidence.text import fold
from ..governance.impacts import Assessment, ImpactAssessments
from ..model import Cause, Finding, Subject, does_not_apply, fails, unassessed
from ..portfolio import System
from .judging import Defect

_FEW = 4
"""Of fewer statements nobody can say whether they were copied."""

_SHARED = 0.6
"""So large a share of the statements of another assessment is copied."""

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


@dataclass(frozen=True, slots=True)
class Print:
    """What an assessment says, to compare it with others."""

    path: str
    statements: frozenset[str]


Prints = Mapping[Subject, Print]
"""What the assessment of each system says."""


def prints_of(found: ImpactAssessments) -> Prints:
    """What each assessment says, to compare them."""
    return {
        subject: Print(each.path, _statements(each, subject))
        for subject, each in found.found.items()
    }


def copied(system: System, assessment: Assessment, prints: Prints) -> Iterator[Defect]:
    """That an assessment says what the assessment of another system says."""
    mine = prints[system.subject].statements
    for subject, theirs in prints.items():
        # One document may assess several systems, each by name.
        if subject == system.subject or theirs.path == assessment.path or len(mine) < _FEW:
            continue
        share = len(mine & theirs.statements) / len(mine)
        if share >= _SHARED:
            yield Defect(
                f"{assessment.path} says what the assessment of {subject.label} says: "
                f"{share:.0%} of its statements are the same",
                assessment.at,
                f"copy:{subject.id}",
                fix="Assess this system for itself.",
            )


def names_of(subject: Subject) -> tuple[str, ...]:
    """What texts call a system: its id and its name, the longer first, as it may hold the other."""
    return tuple(sorted({subject.id, subject.name} - {""}, key=lambda name: (-len(name), name)))


def _statements(assessment: Assessment, subject: Subject) -> frozenset[str]:
    """What it says, without the names of its system."""
    names = [fold(name) for name in names_of(subject)]
    found = set()
    for _, text in assessment.statements():
        folded = fold(text)
        for name in names:
            folded = folded.replace(name, "")
        found.add(" ".join(folded.split()))
    return frozenset(found)
