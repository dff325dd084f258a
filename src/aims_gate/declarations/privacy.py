"""What a system does with personal data, as the manifest declares it."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from .fields import Declared, Id, Reference, Span, Text
from .privacy_terms import ControllerRole, LawfulBasis, SpecialCondition, TransferBasis


class Transfer(Declared):
    """Personal data that leave the jurisdiction."""

    to: Text = Field(description="The country or organisation that receives them.")
    basis: TransferBasis | None = Field(default=None, description="What the transfer rests on.")
    record: Reference | None = Field(
        default=None, description="The record of it: the clauses, the decision, the assessment."
    )


class ProcessingPurpose(Declared):
    """One purpose for which personal data are processed."""

    id: Id = Field(description="Id of the purpose.")
    lawful_basis: LawfulBasis | None = Field(
        default=None, description="The lawful basis of the processing."
    )
    special_condition: SpecialCondition | None = Field(
        default=None, description="What allows the use of special categories of data."
    )
    balancing: Reference | None = Field(
        default=None,
        description="Where legitimate interests are weighed against those of the people.",
    )
    retention: Span | None = Field(default=None, description="How long the data are kept.")


class PersonalData(Declared):
    """What a system does with personal data; short form: whether it processes any."""

    short_form: ClassVar[tuple[str, ...]] = ("processed",)

    processed: bool = Field(default=True, description="Whether personal data are processed at all.")
    role: ControllerRole | None = Field(
        default=None, description="Whether the organisation decides on the processing."
    )
    purposes: tuple[ProcessingPurpose, ...] = Field(default=(), description="What for.")
    special_categories: bool | None = Field(
        default=None,
        description="Whether data on health, origin, belief and the like are among them.",
    )
    large_scale: bool | None = Field(
        default=None, description="Whether data of very many people are processed."
    )
    profiling: bool | None = Field(
        default=None,
        description="Whether people are evaluated in a way that affects them significantly.",
    )
    decides_alone: bool | None = Field(
        default=None,
        description="Whether decisions that affect people significantly are made without a person.",
    )
    transfers: tuple[Transfer, ...] | None = Field(
        default=None, description="Which data leave the jurisdiction; an empty list: none."
    )
