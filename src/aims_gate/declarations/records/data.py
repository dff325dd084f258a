"""What people write about data: datasheets, and what measuring the quality of data came to."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..data_terms import LabelSource, PreparationKind, QualityCriterion
from ..fields import Declared, Digest, Text, Texts
from .control import Controlled, DatasetId, PastDay, PersonId, Place, RiskId

Figure = Annotated[float, Field(allow_inf_nan=False)]


class PreparationStep(Declared):
    """One thing that was done to the data, why, and by which code."""

    step: PreparationKind = Field(description="What kind of step it is.")
    does: Text | None = Field(default=None, description="What it does, with its parameters.")
    reason: Text | None = Field(default=None, description="Why it is done, and done so.")
    code: Place | None = Field(
        default=None, description="The code that does it, as path#symbol; it must exist."
    )


class Labelling(Declared):
    """Where the labels come from."""

    by: LabelSource = Field(description="Who or what gave the labels.")
    guideline: Place | None = Field(
        default=None, description="The instructions that the people who label were given."
    )
    annotators: Text | None = Field(
        default=None, description="Who labelled: how many, with what training, on what terms."
    )


class BiasExamination(Declared):
    """How the data treat one group, as far as somebody has looked."""

    group: Text = Field(description="Who is affected: a group of people, by what tells them.")
    method: Text | None = Field(default=None, description="How it was examined.")
    finding: Text | None = Field(
        default=None, description="What that showed; `none` is an answer where there is a method."
    )
    mitigation: Text | None = Field(
        default=None, description="What is done about it, or why nothing is."
    )
    risk: RiskId | None = Field(default=None, description="The risk in the register it feeds.")


class Datasheet(Controlled):
    """The head of a datasheet: what others refer to. The sections stand below it, as prose."""

    dataset: DatasetId | None = Field(default=None, description="The dataset it describes.")
    digest: Digest | None = Field(default=None, description="SHA-256 of the data it describes.")
    license: Text | None = Field(default=None, description="The licence of the data.")
    personal_data: bool | None = Field(
        default=None, description="Whether a row is about a real person."
    )
    columns: Texts = Field(default=(), description="What each row holds: names of the columns.")
    preparation: tuple[PreparationStep, ...] = Field(
        default=(), description="What was done to the data, in order."
    )
    labelling: Labelling | None = Field(default=None, description="Where the labels come from.")
    bias: tuple[BiasExamination, ...] = Field(
        default=(), description="The groups that were looked at for bias and gaps."
    )


class Acceptance(Declared):
    """Why data are used although they miss a criterion."""

    reason: Text | None = Field(default=None, description="Why they are good enough.")
    by: PersonId | None = Field(default=None, description="Who decided that.")
    on: PastDay | None = Field(default=None, description="The day of the decision.")


class QualityResult(Declared):
    """One figure, and the bounds it has to keep."""

    criterion: QualityCriterion = Field(description="The respect in which data are measured.")
    metric: Text | None = Field(default=None, description="What exactly the figure counts.")
    group: Text | None = Field(
        default=None, description="The part of the data it is about, if not all: column=value."
    )
    value: Figure | None = Field(default=None, description="The figure that was measured.")
    min: Figure | None = Field(default=None, description="The least it may be.")
    max: Figure | None = Field(default=None, description="The most it may be.")
    accepted: Acceptance | None = Field(
        default=None, description="The decision to use the data although the bound is missed."
    )


class UnmeasuredCriterion(Declared):
    """A criterion that says nothing about these data."""

    criterion: QualityCriterion = Field(description="Which one.")
    reason: Text | None = Field(default=None, description="Why it cannot apply.")


class DataQuality(Controlled):
    """What measuring the quality of one dataset came to."""

    dataset: DatasetId | None = Field(default=None, description="The dataset that was measured.")
    digest: Digest | None = Field(default=None, description="SHA-256 of the data as measured.")
    measured: PastDay | None = Field(default=None, description="The day of the measurement.")
    measured_by: Place | None = Field(
        default=None, description="The code that measured, as path#symbol."
    )
    results: tuple[QualityResult, ...] = Field(default=(), description="The figures.")
    not_applicable: tuple[UnmeasuredCriterion, ...] = Field(
        default=(), description="Criteria that say nothing about these data, each with the reason."
    )
