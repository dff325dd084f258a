"""Risk criteria and risk registers."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..fields import Day, Declared, Id, Text, Texts, VersionText
from ..markers import Defines
from ..risk_terms import RiskStage, RiskStatus, TreatmentOption
from .control import ControlIds, Controlled, PastDay, PersonId, PersonIds, SystemId


class ScaleStep(Declared):
    """One step of a scale, or one category of risk."""

    id: Id = Field(description="The word that risks use.")
    description: Text | None = Field(
        default=None, description="What it means, so that two people choose alike."
    )


class RiskLevel(ScaleStep):
    """One level of risk."""

    accepted_by: Texts = Field(
        default=(), description="The roles of which any may accept a risk of this level."
    )
    unacceptable: bool = Field(
        default=False, description="Whether nobody may accept a risk of this level."
    )


class RiskCriteria(Controlled):
    """By what risks are measured, and which of them the organisation lives with."""

    severity: tuple[ScaleStep, ...] = Field(default=(), description="How bad, mildest first.")
    likelihood: tuple[ScaleStep, ...] = Field(default=(), description="How likely, rarest first.")
    levels: tuple[RiskLevel, ...] = Field(default=(), description="Levels of risk, lowest first.")
    matrix: dict[Id, dict[Id, Id | None]] = Field(
        default={}, description="The level of each severity and likelihood."
    )
    acceptable_up_to: Id | None = Field(
        default=None, description="The highest level that needs no treatment."
    )
    categories: tuple[ScaleStep, ...] = Field(
        default=(), description="Categories of risk of your own, besides those everybody considers."
    )


class TreatmentAction(Declared):
    """One thing that is done about a risk."""

    id: Id | None = Field(default=None, description="Id of the action.")
    what: Text | None = Field(default=None, description="What is done.")
    owner: PersonId | None = Field(default=None, description="Who does it.")
    due: Day | None = Field(default=None, description="By when.")
    done: PastDay | None = Field(default=None, description="The day it was done, if it is.")
    controls: ControlIds = Field(default=(), description="The controls it puts into effect.")


class RiskTreatment(Declared):
    """What is done about a risk."""

    option: TreatmentOption | None = Field(
        default=None, description="Reduce, avoid, share or retain the risk."
    )
    controls: ControlIds = Field(default=(), description="The controls that treat it.")
    actions: tuple[TreatmentAction, ...] = Field(default=(), description="What is done, by whom.")


class ResidualRisk(Declared):
    """What is left of a risk, and who accepted that."""

    severity: Id | None = Field(default=None, description="How bad it still is.")
    likelihood: Id | None = Field(default=None, description="How likely it still is.")
    level: Id | None = Field(default=None, description="The level that follows.")
    reason: Text | None = Field(
        default=None, description="Why, where the treatment leaves the risk higher than it was."
    )
    accepted_by: PersonId | None = Field(default=None, description="Who accepted what is left.")
    accepted_on: PastDay | None = Field(default=None, description="The day of the acceptance.")
    expires: Day | None = Field(default=None, description="The last day of the acceptance.")


class Risk(Declared):
    """One risk of an AI system."""

    id: Annotated[Id, Defines("risk")] = Field(description="Stable id; controls refer to it.")
    stage: RiskStage | None = Field(
        default=None, description="The stage of the life cycle in which it arises."
    )
    category: Id | None = Field(default=None, description="What kind of risk it is.")
    source: Text | None = Field(default=None, description="What gives rise to it.")
    description: Text | None = Field(default=None, description="What may happen.")
    affected: Texts = Field(default=(), description="Whom it would affect.")
    severity: Id | None = Field(default=None, description="How bad, before treatment.")
    likelihood: Id | None = Field(default=None, description="How likely, before treatment.")
    level: Id | None = Field(default=None, description="The level that follows from the matrix.")
    owner: PersonId | None = Field(default=None, description="Who answers for the risk.")
    treatment: RiskTreatment | None = Field(default=None, description="What is done about it.")
    residual: ResidualRisk | None = Field(default=None, description="What is left of it.")
    status: RiskStatus | None = Field(default=None, description="How far the treatment is.")
    reviewed: PastDay | None = Field(default=None, description="The day it was last looked at.")


class RiskAssessment(Declared):
    """Which assessment the register holds."""

    version: VersionText | None = Field(
        default=None, description="The version of the system that was assessed."
    )
    date: PastDay | None = Field(default=None, description="The day of the assessment.")
    method: Text | None = Field(default=None, description="How risks were found and measured.")
    by: PersonIds = Field(default=(), description="Who assessed.")


class NoRisk(Declared):
    """A category of risk, or a stage of the life cycle, in which none can arise."""

    category: Id | None = Field(default=None, description="The category.")
    stage: RiskStage | None = Field(default=None, description="The stage.")
    reason: Text | None = Field(default=None, description="Why no risk can arise there.")


class RiskRegister(Controlled):
    """The risks of one AI system, their treatment, and what is left of them."""

    system: SystemId | None = Field(default=None, description="Id of the system.")
    assessment: RiskAssessment | None = Field(default=None, description="Which assessment this is.")
    risks: tuple[Risk, ...] = Field(default=(), description="The risks.")
    not_applicable: tuple[NoRisk, ...] = Field(
        default=(), description="Where no risk can arise, with the reason."
    )
