"""Impact assessments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ..declarations.impact_terms import ImpactTrigger
from ..declarations.terms import Duration
from ..governance.files import Governance
from ..governance.organisation import Organisation
from ..governance.prose import Topic, prose_of, unanswered
from ..model import (
    ERROR,
    NOTE,
    WARNING,
    Clock,
    Finding,
    Profile,
    Tier,
    by_tier,
    check,
    fails,
)
from ..portfolio import RULED_TIERS, Assessments, Playbooks, System, Systems
from .judging import Defect, judged
from .linked import judge_link

if TYPE_CHECKING:
    from ..declarations.records import Filed
    from ..declarations.records.impact import ImpactProcess


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


_TOPICS = (
    Topic("triggers", "when a system is assessed", ("when", "trigger", "triggers", "occasions")),
    Topic(
        "method",
        "the method and its scales",
        ("method", "methodology", "scale", "scales", "rating", "ratings", "criteria"),
    ),
    Topic(
        "people",
        "who assesses and who approves",
        ("who", "roles", "responsibilities", "responsible", "approval", "people"),
    ),
    Topic(
        "use",
        "how the results are used",
        ("results", "use", "result", "outcome", "outcomes", "follows", "decisions"),
    ),
    Topic(
        "frequency",
        "how often it is repeated",
        ("often", "frequency", "review", "reviews", "repeat", "again", "interval"),
    ),
    Topic("retention", "how long assessments are kept", ("retention", "kept", "keep", "records")),
)


@check(
    "Impact assessment process is defined",
    controls=["A.5.2"],
    clauses=["6.1.4"],
    evidences=["A.5.2"],
    severity=WARNING,
)
def undefined_impact_process(
    organisation: Organisation, governance: Governance, playbooks: Playbooks, clock: Clock
) -> Iterator[Finding]:
    """Find out whether it is laid down how the impact of AI systems is assessed.

    The process says when a system is assessed, by which method and scales, who assesses and who
    approves, how the results are used in design, approval and the treatment of risks, how often an
    assessment is repeated, and how long it is kept. Its head lists the changes that call for a new
    assessment, and after how long one is due by tier; that must not be longer than the playbook
    allows.

    ## Why it matters
    Without a process each team assesses what it happens to think of, by a scale of its own, and
    nobody notices that an assessment is due.

    ## How to conform
    Write the process down (`kind: impact-process`), with a section on each of these, and its
    triggers and ages in the head; `aims-gate init --governance` writes a skeleton.
    """
    if organisation.subject is None:
        return
    processes = [each for each in governance.impact_processes if not _is_retired(each)]
    if not processes:
        yield fails(
            governance.absent("impact-process"),
            at=organisation.at,
            about=organisation.subject,
            key="process",
        )
        return
    for process in processes:
        yield from judged(
            organisation.subject,
            _lacking_in(process, playbooks, clock.today),
            otherwise=f"{process.path} lays down how impact is assessed",
            at=process.locate("kind"),
        )


def _is_retired(filed: Filed[ImpactProcess]) -> bool:
    return filed.value.status == "retired"


def _lacking_in(
    process: Filed[ImpactProcess], playbooks: Playbooks, today: date
) -> Iterator[Defect]:
    for topic, why, at in unanswered(prose_of(process), _TOPICS):
        yield Defect(f"{process.path}: {why}", at, f"topic:{topic.id}")
    value = process.value
    if absent := [str(each) for each in ImpactTrigger if each not in value.triggers]:
        yield Defect(
            f"{process.path}: no new assessment follows a change of {', '.join(absent)}",
            process.locate("triggers"),
            "triggers",
            fix=f"Add to `triggers`: {', '.join(absent)}.",
        )
    scales = value.scales
    for name in ("severity", "likelihood", "reversibility"):
        if scales is None or len(getattr(scales, name)) < 2:  # one grade tells nothing apart
            message = f"{process.path}: there is no scale of {name}"
            yield Defect(message, process.locate("scales", name), f"scale:{name}")
    if value.retention is None:
        message = f"{process.path} does not say how long assessments are kept"
        yield Defect(message, process.locate("retention"), "retention")
    yield from _ages(process, playbooks)
    yield from _approval(process, today)


def _ages(process: Filed[ImpactProcess], playbooks: Playbooks) -> Iterator[Defect]:
    ages = process.value.maximum_age
    for tier in RULED_TIERS:
        allowed = playbooks.of(tier).maximum_age.impact_assessment
        stated = _age(process, tier)
        at = process.locate("maximum_age", tier.value)
        if stated is None:
            if tier is not Tier.MINIMAL or ages is None:
                message = f"{process.path} does not say when systems of tier {tier} are due again"
                yield Defect(message, at, f"age:{tier}")
        elif allowed is not None and stated.after(_SOME_DAY) > allowed.after(_SOME_DAY):
            yield Defect(
                f"{process.path}: tier {tier} is due after {stated}, the playbook asks for "
                f"{allowed}",
                at,
                f"age:{tier}",
                fix=f"Write at most {allowed} for tier {tier}, or change the playbook.",
            )


_SOME_DAY = date(2001, 1, 1)  # spans of months and of days are compared by where they lead


def _age(process: Filed[ImpactProcess], tier: Tier) -> Duration | None:
    ages = process.value.maximum_age
    found: Duration | None = getattr(ages, tier.value) if ages else None
    return found


def _approval(process: Filed[ImpactProcess], today: date) -> Iterator[Defect]:
    value = process.value
    if value.approver is None or value.approved is None:
        message = f"{process.path} is approved by nobody"
        yield Defect(message, process.locate("approver"), "approval")
    elif value.approved > today:
        message = f"{process.path} is said to be approved on {value.approved}, which lies ahead"
        yield Defect(message, process.locate("approved"), "approval")
    elif value.approver == value.author:
        message = f"{process.path} is approved by its own author"
        yield Defect(message, process.locate("approver"), "approval")
