"""The register of people: pseudonymous ids, roles, competence, accounts."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..fields import Day, Declared, Id, Text, Texts
from ..markers import Defines
from ..review_terms import Duty
from .control import Controlled, PastDay, Place


class Accounts(Declared):
    """By which accounts a person's approvals are recognised."""

    github: Text | None = Field(default=None, description="Account on GitHub.")
    gitlab: Text | None = Field(default=None, description="Account on GitLab.")
    email: Text | None = Field(default=None, description="Address in commits.")
    signing_key: Text | None = Field(default=None, description="Fingerprint of the signing key.")


class Competence(Declared):
    """What a person can do, and what shows it."""

    skill: Text = Field(description="What the person can do.")
    evidence: Place | None = Field(default=None, description="The record that shows it.")
    on: PastDay | None = Field(default=None, description="The day it was shown.")
    duties: tuple[Duty, ...] = Field(
        default=(), description="The duties of the manifest that it qualifies for."
    )
    domain: Text | None = Field(
        default=None, description="The field of use that the person knows, as systems name it."
    )


class RegisteredPerson(Declared):
    """Somebody who holds a role."""

    id: Annotated[Id, Defines("person")] = Field(description="Pseudonymous id.")
    roles: Texts = Field(default=(), description="The roles the person holds.")
    contact: Text | None = Field(default=None, description="How to reach the person.")
    top_management: bool = Field(
        default=False, description="Whether the person belongs to top management."
    )
    left: Day | None = Field(default=None, description="The day the person left, if so.")
    competence: tuple[Competence, ...] = Field(
        default=(), description="What the person can do, and what shows it."
    )
    accounts: Accounts | None = Field(
        default=None, description="By which accounts approvals are recognised."
    )


class People(Controlled):
    """The people who answer for the AI, by pseudonymous id."""

    people: tuple[RegisteredPerson, ...] = Field(default=(), description="The people.")
