"""What the organisation has to observe: obligations, banned practices, context, people's rights."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from ..fields import DISTINCT, Declared, Id, Text, Texts
from ..impact_terms import Answer, RightsAssessmentKind
from ..markers import Defines, Refers
from .control import (
    ControlIds,
    Controlled,
    PastDay,
    PersonId,
    PersonIds,
    Place,
    RiskIds,
    SystemId,
    SystemIds,
)

ObligationId = Annotated[Text, Refers("obligation")]
"""The id of an obligation in the register: ``gdpr``, ``eu-ai-act/high-risk-deployer``."""


class Screened(Declared):
    """The answer on one banned practice."""

    practice: Text = Field(description="Id of the practice, or the use that the playbook bans.")
    answer: Answer | None = Field(default=None, description="Whether the system does it: yes, no.")
    reason: Text | None = Field(default=None, description="What shows that it does or does not.")


class PracticeScreen(Controlled):
    """Whether one system does something that law or policy bans."""

    system: SystemId | None = Field(default=None, description="The system that was looked at.")
    purpose: Text | None = Field(
        default=None, description="The purpose it was looked at for, as the manifest states it."
    )
    by: PersonId | None = Field(default=None, description="Who answered.")
    on: PastDay | None = Field(default=None, description="The day of the answers.")
    practices: tuple[Screened, ...] = Field(
        default=(), description="Each banned practice, with the answer."
    )


class Obligation(Declared):
    """A law, rule or promise that has to be kept."""

    id: Annotated[Text, Defines("obligation")] = Field(
        description="Its id: one that the gate knows, or one of your own."
    )
    title: Text | None = Field(default=None, description="What it is called.")
    jurisdictions: Texts = Field(default=(), description="Where it holds: EU, DE, US-CO.")
    basis: Text | None = Field(default=None, description="Which articles apply, and why.")
    owner: PersonId | None = Field(default=None, description="Who sees that it is kept.")
    applies_to: SystemIds = Field(default=(), description="The systems that fall under it.")
    source: Text | None = Field(default=None, description="Where its text is found.")
    reviewed: PastDay | None = Field(default=None, description="The day it was last looked at.")


class Obligations(Controlled):
    """The obligations that concern AI systems."""

    obligations: tuple[Obligation, ...] = Field(default=(), description="The obligations.")


class Responses(Declared):
    """What answers an issue or a need: ids of what is declared elsewhere."""

    risks: RiskIds = Field(default=(), description="Risks of the register.")
    objectives: Annotated[tuple[Annotated[Id, Refers("objective")], ...], DISTINCT] = Field(
        default=(), description="Objectives."
    )
    controls: ControlIds = Field(default=(), description="Controls.")
    obligations: Annotated[tuple[ObligationId, ...], DISTINCT] = Field(
        default=(), description="Obligations of the register."
    )
    none_needed: Text | None = Field(default=None, description="Why nothing has to answer it.")


class Nature(StrEnum):
    """Whether an issue lies within the organisation or outside it."""

    INTERNAL = "internal"
    EXTERNAL = "external"


class Issue(Declared):
    """Something that bears on what the management system is to achieve."""

    id: Annotated[Id, Defines("issue")] = Field(description="Its id.")
    nature: Nature | None = Field(default=None, description="Whether it lies inside or outside.")
    issue: Text | None = Field(default=None, description="What it is.")
    effect: Text | None = Field(default=None, description="What it does to the AI systems.")
    responses: Responses | None = Field(default=None, description="What answers it.")


class InterestedParty(Declared):
    """Somebody whom the AI concerns, or who can concern it."""

    id: Annotated[Id, Defines("party")] = Field(description="Its id.")
    party: Text | None = Field(default=None, description="Who they are.")
    needs: Texts = Field(default=(), description="What they need or expect.")
    responses: Responses | None = Field(default=None, description="What answers their needs.")


class Context(Controlled):
    """In which surroundings the organisation makes or uses AI, and whom that concerns."""

    reviewed: PastDay | None = Field(default=None, description="The day it was last looked at.")
    climate_change: Text | None = Field(
        default=None, description="Whether climate change is relevant, and why."
    )
    issues: tuple[Issue, ...] = Field(default=(), description="Issues inside and outside.")
    parties: tuple[InterestedParty, ...] = Field(default=(), description="Interested parties.")


class RightAtRisk(Declared):
    """A right or freedom that the processing or use may touch."""

    right: Text = Field(description="Which right or freedom.")
    risk: Text | None = Field(default=None, description="How it may be touched.")
    measure: Text | None = Field(default=None, description="What is done about it.")
    owner: PersonId | None = Field(default=None, description="Who sees to the measure.")


class RightsAssessment(Controlled):
    """An assessment of data protection or fundamental rights: itself, or where it is kept."""

    assessment: RightsAssessmentKind | None = Field(
        default=None, description="Which assessment it is: dpia or fria."
    )
    systems: SystemIds = Field(default=(), description="The systems it covers.")
    date: PastDay | None = Field(default=None, description="The day of the assessment.")
    document: Place | None = Field(default=None, description="The assessment, if it lies here.")
    kept_at: Text | None = Field(
        default=None, description="Where the assessment is kept, if not in this repository."
    )
    processing: Text | None = Field(
        default=None, description="What is processed or done, of whom, how, for how long."
    )
    necessity: Text | None = Field(
        default=None, description="Why it is necessary and in proportion to the purpose."
    )
    risks: tuple[RightAtRisk, ...] = Field(
        default=(), description="The rights and freedoms at risk, and what is done."
    )
    consulted: PersonIds = Field(default=(), description="Who was asked.")
    outcome: Text | None = Field(default=None, description="What it came to.")
    not_required: Text | None = Field(
        default=None, description="By which provision no such assessment is required, if so."
    )
