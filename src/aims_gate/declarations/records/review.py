"""Records of training, commitment, internal audit, management review and improvement."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..fields import Day, Declared, Id, Span, Text, Texts
from ..markers import Defines, Refers
from ..review_terms import Audience, ItemStatus, ReviewInput
from .control import Controlled, PastDay, PersonId, PersonIds, Place

Count = Annotated[int, Field(strict=True, ge=0)]
Percent = Annotated[float, Field(ge=0, le=100)]


class AudienceTraining(Declared):
    """The training of one group of people."""

    audience: Audience = Field(
        description="Who is trained: executives, developers, compliance or operators."
    )
    curriculum: Text | None = Field(default=None, description="What is taught, and its version.")
    people: Count | None = Field(default=None, description="How many people belong to the group.")
    completed: Count | None = Field(
        default=None, description="How many of them have completed the current curriculum."
    )
    target: Percent | None = Field(
        default=None, description="The share that should have, in percent."
    )
    on: PastDay | None = Field(default=None, description="The day of these figures.")
    record: Place | None = Field(default=None, description="The export or list behind them.")


class Training(Controlled):
    """Who is trained in what, and how many have completed it."""

    audiences: tuple[AudienceTraining, ...] = Field(
        default=(), description="The training of each group."
    )


class Resource(Declared):
    """Something that management provides for the AI management system."""

    what: Text = Field(description="What is provided: people, money, time, tools.")
    amount: Text | None = Field(default=None, description="How much, for which time.")
    decided_on: PastDay | None = Field(default=None, description="The day of the decision.")


class SteeringGroup(Declared):
    """The group that steers the AI management system."""

    members: PersonIds = Field(default=(), description="Who belongs to it.")
    mandate: Text | None = Field(default=None, description="What it decides.")
    meets_every: Span | None = Field(default=None, description="How often it meets.")


class Commitment(Controlled):
    """What top management commits itself to, and what it provides."""

    signed_by: PersonId | None = Field(default=None, description="Who of top management signed.")
    signed_on: PastDay | None = Field(default=None, description="The day of the signature.")
    renewed_every: Span | None = Field(default=None, description="How long it holds.")
    resources: tuple[Resource, ...] = Field(default=(), description="What is provided.")
    steering_group: SteeringGroup | None = Field(default=None, description="Who steers.")


class Audit(Declared):
    """One internal audit."""

    id: Annotated[Id, Defines("audit")] = Field(description="Stable id.")
    scope: Texts = Field(
        default=(),
        description="Clauses and controls that are audited; a group stands for all in it (A.6, 9).",
    )
    auditor: PersonId | None = Field(default=None, description="Who audits.")
    planned: Day | None = Field(default=None, description="The day for which it is planned.")
    held: PastDay | None = Field(default=None, description="The day on which it was held.")
    report: Place | None = Field(default=None, description="The report.")
    outcome: Text | None = Field(default=None, description="What it came to, in a sentence.")
    nonconformities: tuple[Annotated[Id, Refers("nonconformity")], ...] = Field(
        default=(), description="Ids of the nonconformities it found."
    )


class AuditProgramme(Controlled):
    """The internal audits of one cycle."""

    cycle_from: Day | None = Field(default=None, description="First day of the cycle.")
    cycle_to: Day | None = Field(default=None, description="Last day of the cycle.")
    audits: tuple[Audit, ...] = Field(default=(), description="The audits.")


class Decision(Declared):
    """What a review decided."""

    id: Annotated[Id, Defines("decision")] = Field(description="Stable id.")
    what: Text = Field(description="What is to be done.")
    owner: PersonId | None = Field(default=None, description="Who sees to it.")
    due: Day | None = Field(default=None, description="By when.")
    done: PastDay | None = Field(default=None, description="The day it was done.")


class ManagementReview(Declared):
    """One review of the AI management system by management."""

    id: Annotated[Id, Defines("review")] = Field(description="Stable id.")
    date: PastDay | None = Field(default=None, description="The day of the review.")
    present: PersonIds = Field(default=(), description="Who took part.")
    inputs: dict[ReviewInput, Text] = Field(
        default={}, description="What was looked at, and what was seen: topic to finding."
    )
    decisions: tuple[Decision, ...] = Field(default=(), description="What was decided.")


class ManagementReviews(Controlled):
    """The reviews of the AI management system by management."""

    every: Span | None = Field(default=None, description="How often management reviews.")
    reviews: tuple[ManagementReview, ...] = Field(default=(), description="The reviews.")


class Improvement(Declared):
    """Something to be made better."""

    id: Annotated[Id, Defines("improvement")] = Field(description="Stable id.")
    source: Text | None = Field(
        default=None, description="What brought it up: an incident, an audit, a concern, an idea."
    )
    on: PastDay | None = Field(default=None, description="The day it came up.")
    decision: Text | None = Field(default=None, description="What was decided, and why.")
    decided_by: PersonId | None = Field(default=None, description="Who decided.")
    status: ItemStatus | None = Field(default=None, description="Open or closed.")
    change: Place | None = Field(default=None, description="What was changed by it.")
    closed: PastDay | None = Field(default=None, description="The day it was closed.")


class Improvements(Controlled):
    """What is to be made better in the AI management system."""

    improvements: tuple[Improvement, ...] = Field(default=(), description="The items.")
