"""What AI systems are to achieve: objectives, and requirements with their tests."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..fields import DISTINCT, Day, Declared, Id, Text, read_by, wrong
from ..lifecycle_terms import Concern, Moment
from ..markers import Defines, Refers
from ..problem import shown
from .control import ControlIds, Controlled, PastDay, PersonId, Place, Places, RiskIds, SystemId

RequirementIds = Annotated[tuple[Annotated[Id, Refers("requirement")], ...], DISTINCT]
ObjectiveIds = Annotated[tuple[Annotated[Id, Refers("objective")], ...], DISTINCT]


def _moment(value: object) -> Moment:
    try:
        return Moment.parse(str(value))
    except ValueError:
        fix = "write a day, or a day and a time: 2026-10-19T09:40+02:00"
        raise wrong(f"{shown(value)} is no moment", fix) from None


Instant = Annotated[Moment, read_by(_moment, {"type": "string", "minLength": 10})]
"""A day, or a time of a day."""


class Bounds(Declared):
    """What a figure has to be: ``min`` and ``max`` are inclusive."""

    min: float | None = Field(
        default=None, strict=True, description="The least value that will do."
    )
    max: float | None = Field(
        default=None, strict=True, description="The greatest value that will do."
    )
    unit: Text | None = Field(default=None, description="In what it is counted.")


class Outcome(Declared):
    """What a figure came to when it was last looked at."""

    value: float | None = Field(default=None, strict=True, description="The figure.")
    on: PastDay | None = Field(default=None, description="The day it is of.")
    evidence: Place | None = Field(default=None, description="What shows it.")


class Objective(Declared):
    """One objective: what is to be reached, by whom, and what shows it."""

    id: Annotated[Id, Defines("objective")] = Field(description="Stable id.")
    concerns: Concern = Field(
        default=Concern.DEVELOPMENT,
        description="Whether it is about development, use or the management of AI.",
    )
    system: SystemId | None = Field(default=None, description="The system; without one: all.")
    goal: Text | None = Field(default=None, description="What is to be reached.")
    aspect: Text | None = Field(
        default=None, description="What it serves: fairness, safety, privacy, transparency, …"
    )
    metric: Text | None = Field(default=None, description="What is measured.")
    slice: Text | None = Field(default=None, description="The part that is measured, if not all.")
    target: Bounds | None = Field(default=None, description="What the figure has to be.")
    owner: PersonId | None = Field(default=None, description="Who answers for it.")
    due: Day | None = Field(default=None, description="By when it is to be reached.")
    resources: Text | None = Field(default=None, description="What it takes.")
    result: Outcome | None = Field(default=None, description="What it came to last.")
    requirements: RequirementIds = Field(default=(), description="The requirements it led to.")
    tests: Places = Field(default=(), description="The tests that show it.")
    controls: ControlIds = Field(default=(), description="The controls that serve it.")


class Objectives(Controlled):
    """Objectives for AI: measurable, owned and traced."""

    objectives: tuple[Objective, ...] = Field(default=(), description="The objectives.")


class Acceptance(Bounds):
    """When a requirement is met: a figure within bounds, or something that a test decides."""

    metric: Text | None = Field(default=None, description="The metric of the evaluation.")
    slice: Text | None = Field(default=None, description="The part of the data, if not all.")
    criterion: Text | None = Field(
        default=None, description="What is true when it is met, so that a test can decide it."
    )


class Requirement(Declared):
    """One requirement, when it is met, and what shows that."""

    id: Annotated[Id, Defines("requirement")] = Field(description="Stable id; tests name it.")
    text: Text | None = Field(default=None, description="What the system has to do or to be.")
    objectives: ObjectiveIds = Field(default=(), description="The objectives it stems from.")
    risks: RiskIds = Field(default=(), description="The risks it lowers.")
    acceptance: Acceptance | None = Field(default=None, description="When it is met.")
    tests: Places = Field(default=(), description="The tests of it, as path#name.")
    evaluation: Place | None = Field(
        default=None, description="The report in which the metric stands."
    )


class Requirements(Controlled):
    """The requirements of one system."""

    system: SystemId | None = Field(default=None, description="The system.")
    purpose: Text | None = Field(
        default=None, description="What it is for, in the words of the manifest."
    )
    requirements: tuple[Requirement, ...] = Field(default=(), description="The requirements.")
