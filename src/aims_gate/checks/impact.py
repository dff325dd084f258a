"""Impact assessments."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import ERROR, NOTE, Finding, Profile, by_tier, check, fails
from ..portfolio import Assessments, System, Systems
from .linked import judge_link


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
        yield judge_link(
            assessments.of(system),
            system.subject,
            called=system.subject.label,
            wanted="an impact assessment",
            key="assessment",
            places=(),
        ) or _unlinked(system, assessments)


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
