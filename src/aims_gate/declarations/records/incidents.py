"""What went wrong: incidents and nonconformities, and what was done about them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..fields import Day, Declared, Id, Text, Texts, VersionText
from ..lifecycle_terms import Gravity
from ..markers import Defines, Refers
from .control import Controlled, PastDay, PersonId, Place, Places, RiskIds, SystemId, SystemIds
from .goals import Instant


class Notification(Declared):
    """Whom somebody has to tell of an incident, by when, and when it was done."""

    recipient: Text = Field(description="Who is told.")
    obligation: Text | None = Field(default=None, description="The law or contract that asks it.")
    within_hours: float | None = Field(
        default=None, strict=True, gt=0, description="How many hours it allows from awareness."
    )
    sent: Instant | None = Field(default=None, description="When it was done.")
    evidence: Place | None = Field(default=None, description="What shows it.")
    reason: Text | None = Field(default=None, description="Why it is late, or not due at all.")


class Incident(Declared):
    """One incident: what happened, to whom, why, and what was done."""

    id: Annotated[Id, Defines("incident")] = Field(description="Stable id.")
    title: Text | None = Field(default=None, description="What happened, in a line.")
    system: SystemId | None = Field(default=None, description="The system.")
    version: VersionText | None = Field(default=None, description="Its version at that time.")
    occurred: Instant | None = Field(default=None, description="When it began.")
    aware: Instant | None = Field(default=None, description="When the organisation knew of it.")
    contained: Instant | None = Field(default=None, description="When it did no more harm.")
    closed: Instant | None = Field(default=None, description="When nothing was left to do.")
    severity: Gravity | None = Field(default=None, description="How grave it is.")
    affected: Text | None = Field(default=None, description="Who was affected, and how many.")
    cause: Text | None = Field(default=None, description="Why it happened.")
    containment: Text | None = Field(default=None, description="How it was stopped.")
    reported_by: PersonId | None = Field(default=None, description="Who reported it.")
    owner: PersonId | None = Field(default=None, description="Who answers for the response.")
    due: Day | None = Field(default=None, description="By when it is to be closed.")
    notifications: tuple[Notification, ...] | None = Field(
        default=None, description="Who had to be told; an empty list needs `no_notification`."
    )
    no_notification: Text | None = Field(
        default=None, description="Why nobody outside had to be told."
    )
    risks: RiskIds = Field(default=(), description="The risks that were assessed anew.")
    reassessed_on: PastDay | None = Field(
        default=None, description="The day of the new risk assessment."
    )
    nonconformity: Annotated[Id, Refers("nonconformity")] | None = Field(
        default=None, description="The nonconformity that follows it up."
    )


class Incidents(Controlled):
    """The register of incidents."""

    incidents: tuple[Incident, ...] = Field(default=(), description="The incidents.")
    none_because: Text | None = Field(
        default=None, description="With no incident: how one would have been noticed."
    )


class Effectiveness(Declared):
    """Whether an action did away with the cause, looked at by somebody else."""

    by: PersonId | None = Field(default=None, description="Who looked.")
    on: PastDay | None = Field(default=None, description="The day.")
    evidence: Place | None = Field(default=None, description="What shows it.")
    result: Text | None = Field(default=None, description="What was seen.")
    effective: bool | None = Field(default=None, strict=True, description="Whether it helped.")


class Nonconformity(Declared):
    """One nonconformity, from its finding to the proof that it will not come back."""

    id: Annotated[Id, Defines("nonconformity")] = Field(description="Stable id.")
    title: Text | None = Field(default=None, description="What is not as it should be.")
    found_on: PastDay | None = Field(default=None, description="The day it was found.")
    source: Text | None = Field(
        default=None, description="How it was found: audit, monitoring, incident, complaint."
    )
    severity: Gravity | None = Field(default=None, description="How grave it is.")
    systems: SystemIds = Field(default=(), description="The systems; without any: all.")
    clauses: Texts = Field(default=(), description="The clauses or controls not met.")
    correction: Text | None = Field(default=None, description="What was put right at once.")
    cause: Text | None = Field(default=None, description="Why it happened.")
    cause_id: Id | None = Field(
        default=None, description="A word for the cause; the same cause has the same word."
    )
    repeats: Annotated[Id, Refers("nonconformity")] | None = Field(
        default=None, description="The earlier one with this cause, whose action did not hold."
    )
    action: Text | None = Field(default=None, description="What removes the cause.")
    owner: PersonId | None = Field(default=None, description="Who carries the action out.")
    due: Day | None = Field(default=None, description="By when.")
    done_on: PastDay | None = Field(default=None, description="The day it was carried out.")
    evidence: Places = Field(default=(), description="What shows that.")
    effectiveness: Effectiveness | None = Field(
        default=None, description="Whether it helped, looked at by somebody else."
    )
    closed_on: PastDay | None = Field(default=None, description="The day it was closed.")


class Nonconformities(Controlled):
    """The register of nonconformities."""

    nonconformities: tuple[Nonconformity, ...] = Field(
        default=(), description="The nonconformities."
    )
    none_because: Text | None = Field(
        default=None, description="With none: how one would have been found."
    )
