"""Assessments of the impact of AI systems on people and society, and the process of making them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..fields import DISTINCT, Declared, Id, Span, Text, Texts, VersionText
from ..impact_terms import ImpactTopic, ImpactTrigger
from .control import Controlled, PastDay, PersonId, PersonIds, RiskIds, SystemId


class Scope(Declared):
    """What an assessment covers."""

    covers: Text | None = Field(default=None, description="What is assessed.")
    leaves_out: Text | None = Field(default=None, description="What is not, and why.")
    stage: Text | None = Field(default=None, description="The stage of life the system is in.")


class Method(Declared):
    """By which scales impacts are rated, and on what evidence."""

    severity: dict[Text, Text] = Field(
        default={}, description="The grades of severity, lowest first: grade to meaning."
    )
    likelihood: dict[Text, Text] = Field(
        default={}, description="The grades of likelihood, lowest first: grade to meaning."
    )
    reversibility: dict[Text, Text] = Field(
        default={}, description="How far harm can be undone: grade to meaning."
    )
    basis: Text | None = Field(default=None, description="What the ratings rest on.")


class Impact(Declared):
    """One thing that may happen to the people of a group."""

    id: Id = Field(description="Id of the impact.")
    topic: ImpactTopic | None = Field(default=None, description="What it is about.")
    description: Text | None = Field(default=None, description="What may happen to them.")
    severity: VersionText | None = Field(default=None, description="How bad it would be.")
    likelihood: VersionText | None = Field(default=None, description="How likely it is.")
    reversibility: VersionText | None = Field(default=None, description="How far it can be undone.")
    measure: Text | None = Field(default=None, description="What is done about it.")
    owner: PersonId | None = Field(default=None, description="Who sees to the measure.")
    risks: RiskIds = Field(default=(), description="The risks of the register that it became.")


class AffectedGroup(Declared):
    """People whom the system affects in the same way."""

    id: Id = Field(description="Stable id of the group; evaluations refer to it.")
    group: Text | None = Field(default=None, description="Who they are.")
    vulnerable: bool | None = Field(
        default=None, description="Whether they are more easily harmed than others, or less heard."
    )
    attribute: Text | None = Field(
        default=None, description="The attribute that tells them, if evaluations slice by it."
    )
    values: Texts = Field(default=(), description="The values of the attribute that they have.")
    benefits: Texts = Field(default=(), description="What they gain.")
    impacts: tuple[Impact, ...] = Field(default=(), description="What may happen to them.")
    no_impact: Text | None = Field(
        default=None, description="Why nothing is expected to happen to them, if so."
    )


class NotRelevant(Declared):
    """A topic on which nothing is expected."""

    topic: ImpactTopic = Field(description="The topic.")
    reason: Text | None = Field(default=None, description="Why nothing is expected.")


class Society(Declared):
    """What the system does beyond the people it meets: an answer, or why there is none."""

    environment: Text | None = Field(default=None, description="Energy, water, material, waste.")
    economy_and_work: Text | None = Field(
        default=None, description="Jobs, skills, markets, access to services."
    )
    public_life: Text | None = Field(
        default=None, description="Public authorities, elections, debate."
    )
    health_and_safety: Text | None = Field(default=None, description="Public health and safety.")
    norms_and_culture: Text | None = Field(
        default=None, description="Norms, values, culture, language."
    )
    misuse_at_scale: Text | None = Field(
        default=None, description="What many people could do with it who mean harm."
    )


class Mishap(Declared):
    """A misuse or failure that can be foreseen."""

    id: Id = Field(description="Its id.")
    description: Text | None = Field(default=None, description="What may happen.")
    measure: Text | None = Field(default=None, description="What is done about it.")
    owner: PersonId | None = Field(default=None, description="Who sees to the measure.")


class Result(Declared):
    """What an assessment came to."""

    conclusion: Text | None = Field(
        default=None, description="Whether the system may go on, and under which conditions."
    )
    remaining_concern: Text | None = Field(default=None, description="What remains of concern.")
    use: Text | None = Field(
        default=None, description="What the result changed: design, limits, risks, approval."
    )


class ImpactAssessment(Controlled):
    """The impact of one AI system on people and society."""

    system: SystemId | None = Field(default=None, description="The system it is about.")
    system_version: VersionText | None = Field(
        default=None, description="The version of the system it is about."
    )
    purpose: Text | None = Field(
        default=None, description="The purpose of the system, as the manifest states it."
    )
    date: PastDay | None = Field(default=None, description="The day of the assessment.")
    consulted: PersonIds = Field(default=(), description="Who was asked.")
    retention: Span | None = Field(
        default=None, description="How long it is kept after the system is retired."
    )
    scope: Scope | None = Field(default=None, description="What it covers.")
    method: Method | None = Field(default=None, description="How impacts are rated.")
    affected: tuple[AffectedGroup, ...] = Field(default=(), description="Whom it affects, and how.")
    no_vulnerable: Text | None = Field(
        default=None, description="Why no vulnerable people are affected, if so."
    )
    not_relevant: tuple[NotRelevant, ...] = Field(
        default=(), description="Topics on which nothing is expected, with the reason."
    )
    society: Society | None = Field(default=None, description="What it does to society.")
    misuse: tuple[Mishap, ...] = Field(default=(), description="How it could be misused.")
    failures: tuple[Mishap, ...] = Field(default=(), description="How it could fail.")
    result: Result | None = Field(default=None, description="What the assessment came to.")
    conditions: Text | None = Field(
        default=None, description="The conditions of the approval, if any."
    )
    co_approvers: PersonIds = Field(
        default=(), description="Who approved it beside the approver of the head."
    )
    review_note: Text | None = Field(default=None, description="Why the next review is then.")
    review_triggers: Texts = Field(default=(), description="What calls for a new one before that.")


class AgeByTier(Declared):
    """How old an assessment may be, by risk tier of the system."""

    minimal: Span | None = Field(default=None, description="Of a system of minimal risk.")
    limited: Span | None = Field(default=None, description="Of a system of limited risk.")
    high: Span | None = Field(default=None, description="Of a system of high risk.")


class Scales(Declared):
    """The scales by which impacts are rated, lowest grade first."""

    severity: Texts = Field(default=(), description="The grades of severity.")
    likelihood: Texts = Field(default=(), description="The grades of likelihood.")
    reversibility: Texts = Field(default=(), description="How far harm can be undone.")


class ImpactProcess(Controlled):
    """When and how the impact of AI systems is assessed, and what follows from it."""

    triggers: Annotated[tuple[ImpactTrigger, ...], DISTINCT] = Field(
        default=(), description="Which changes call for a new assessment."
    )
    maximum_age: AgeByTier | None = Field(
        default=None, description="How old an assessment may be; no more than in the playbook."
    )
    scales: Scales | None = Field(default=None, description="How impacts are rated.")
    retention: Span | None = Field(default=None, description="How long assessments are kept.")
