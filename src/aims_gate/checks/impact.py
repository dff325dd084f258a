"""Impact assessments."""

from __future__ import annotations

from collections.abc import Iterator

from ..evidence import Quality
from ..model import (
    ERROR,
    NOTE,
    Cause,
    Finding,
    Profile,
    by_tier,
    check,
    conforms,
    fails,
    unassessed,
)
from ..portfolio import Assessments, System, Systems


@check(
    "Every AI system links its impact assessment",
    controls=["A.5.3"],
    clauses=["8.4", "6.1.4"],
    severity=by_tier(minimal=NOTE, limited=ERROR, high=ERROR),
    profile=Profile.STARTER,
)
def unlinked_impact_assessment(systems: Systems, assessments: Assessments) -> Iterator[Finding]:
    """Find AI systems without a link to an assessment of their impact on people and society.

    The link in `aims.yaml` must lead to a document in the repository that is an impact assessment
    of this very system: of an AI system, not of a change request or a storm, with substance, and
    not about another system's id.

    ## Why it matters
    Who is affected, and how badly when the system errs, must be known before people depend on it.
    An assessment that nothing links to its system is not kept up to date with it.

    ## How to conform
    Assess who is affected and how, write it down, and link it as `impact_assessment:` of the
    system in `aims.yaml`.

    It should name the system and its purpose, the people and groups affected, the harms and how
    likely and severe they are, foreseeable misuse, the measures, and who approved the result.
    """
    for system in systems:
        yield _judged(system, assessments)


def _judged(system: System, assessments: Assessments) -> Finding:
    link, subject = assessments.of(system), system.subject
    if link.problem:
        message = f"{subject.label}: {link.problem}"
        return fails(message, at=link.at, about=subject, key="assessment")
    found = link.document
    if found is None:
        return _unlinked(system, assessments)
    if found.quality is Quality.UNREADABLE:
        message = f"{subject.label}: the gate cannot read its impact assessment {found.at.path}"
        fix = "Keep the assessment as text (Markdown or YAML) and within 2 MiB."
        return unassessed(
            message, cause=Cause.UNREADABLE, at=found.at, about=subject, key="assessment", fix=fix
        )
    if found.quality is Quality.PLACEHOLDER:
        message = f"{subject.label}: {found.at.path} is an unfilled template, not an assessment"
        return fails(message, at=found.at, about=subject, key="assessment")
    if found.quality is Quality.STUB:
        message = f"{subject.label}: {found.at.path} says too little to be an impact assessment"
        return fails(message, at=found.at, about=subject, key="assessment")
    message = f"{subject.label} links its impact assessment {found.at.path}"
    return conforms(message, at=found.at, about=subject, key="assessment")


def _unlinked(system: System, assessments: Assessments) -> Finding:
    message = f"{system.subject.label} links no impact assessment"
    if not assessments.unlinked:
        return fails(message, at=system.at, about=system.subject, key="assessment")
    paths = ", ".join(document.at.path for document in assessments.unlinked)
    return fails(
        f"{message}; found, but linked by no system: {paths}",
        at=system.at,
        about=system.subject,
        key="assessment",
        fix=f"If it assesses this system, link it as `impact_assessment:` in aims.yaml: {paths}",
        places=[document.at for document in assessments.unlinked],
    )
