"""What users, people affected and authorities are told: in ordinary times, and after incidents."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..fields import Declared, Id, Span, Text, Texts, VersionText
from ..markers import Defines, Refers
from .control import Controlled, ModelId, PastDay, PersonId, Place, SystemId, SystemIds

RequirementId = Annotated[Id, Refers("requirement")]


class StatedFigure(Declared):
    """A measured value that users are told."""

    metric: Text = Field(description="The name of the metric, as in the evaluation report.")
    slice: Text | None = Field(
        default=None, description="The group or condition, as in the report: sex=female."
    )
    value: float = Field(strict=True, description="The value that the text states.")
    model: ModelId | None = Field(
        default=None, description="Which model; needed where the system has several."
    )


class UserInformation(Controlled):
    """What the users of a system are told. The prose says it, the head what it can be held to."""

    system: SystemId | None = Field(default=None, description="Which system it is about.")
    system_version: VersionText | None = Field(
        default=None, description="The version of the system that it describes."
    )
    audience: Texts = Field(default=(), description="For whom it is written.")
    language: Text | None = Field(default=None, description="The language it is in, as a code: en.")
    figures: tuple[StatedFigure, ...] = Field(
        default=(), description="The measured values that the text states."
    )


class IncidentClass(Declared):
    """One class of severity: what falls into it, and who learns what, how soon."""

    id: Id = Field(description="Short name of the class: serious.")
    means: Text | None = Field(default=None, description="Which incidents fall into it.")
    informed: Texts = Field(default=(), description="Who is told.")
    content: Texts = Field(default=(), description="What they are told.")
    hours: int | None = Field(
        default=None, strict=True, ge=0, description="Hours from becoming aware until they know."
    )
    responsible: PersonId | None = Field(default=None, description="Who tells them.")


class Notification(Declared):
    """A report that a law or contract asks for, and until when."""

    obligation: Text = Field(description="Which obligation asks for it, as in aims.yaml.")
    event: Text | None = Field(default=None, description="What triggers it.")
    to: Text | None = Field(default=None, description="Who gets the report.")
    hours: int | None = Field(
        default=None, strict=True, ge=0, description="Hours from becoming aware until it is made."
    )
    days: int | None = Field(
        default=None, strict=True, ge=0, description="Days, where it is not counted in hours."
    )
    basis: Text | None = Field(default=None, description="The article or clause: Art. 33(1).")
    content: Texts = Field(default=(), description="What the report says.")
    responsible: PersonId | None = Field(default=None, description="Who makes it.")

    @property
    def within_hours(self) -> int | None:
        """The deadline in hours, however it is written."""
        if self.hours is None and self.days is None:
            return None
        return (self.hours or 0) + 24 * (self.days or 0)


class ReportingContact(Declared):
    """Whom to reach when something happened."""

    who: Text = Field(description="Whom.")
    how: Text | None = Field(default=None, description="Address, portal or number.")
    reviewed: PastDay | None = Field(
        default=None, description="The day on which somebody last saw that it is right."
    )


class IncidentPlan(Controlled):
    """Who is told what about incidents, by whom, and how soon."""

    systems: SystemIds = Field(
        default=(), description="The systems it is for; without any: all of them."
    )
    classes: tuple[IncidentClass, ...] = Field(default=(), description="The classes of severity.")
    notifications: tuple[Notification, ...] = Field(
        default=(), description="The reports that laws and contracts ask for."
    )
    contacts: tuple[ReportingContact, ...] = Field(
        default=(), description="Whom to reach: authorities, customers, suppliers, own people."
    )
    review_contacts_every: Span | None = Field(
        default=None, description="How often the contacts are checked."
    )


class Commitment(Declared):
    """Something promised to customers."""

    id: Annotated[Id, Defines("commitment")] = Field(description="Stable id: COM-01.")
    to: Text | None = Field(default=None, description="To whom.")
    says: Text | None = Field(default=None, description="What was promised.")
    systems: SystemIds = Field(default=(), description="About which systems; without any: all.")
    requirement: RequirementId | None = Field(
        default=None, description="The requirement that sees to it."
    )
    document: Place | None = Field(default=None, description="The document that keeps the promise.")
    withdrawn: PastDay | None = Field(
        default=None, description="The day it was withdrawn, if it was."
    )


class InformationPack(Declared):
    """What customers get with a system."""

    system: SystemId = Field(description="Which system.")
    version: VersionText | None = Field(
        default=None, description="The release of the system that it describes."
    )
    document: Place | None = Field(default=None, description="The pack, or its table of contents.")


class CustomerCommitments(Controlled):
    """What customers were promised and told, and how they answer."""

    commitments: tuple[Commitment, ...] = Field(default=(), description="What was promised.")
    packs: tuple[InformationPack, ...] = Field(default=(), description="What customers get.")
    feedback: Text | None = Field(default=None, description="How customers answer.")
    known_issues: Place | None = Field(
        default=None, description="Where customers read what is known to be wrong."
    )
