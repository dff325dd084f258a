"""What systems, models and suppliers say of use: who is told, what is excluded, who has tried."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from .fields import DISTINCT, Day, Declared, Reference, Span, Text, Texts
from .terms import Activity


class UseScope(Declared):
    """A range of uses, one list for each dimension; a dimension left out says nothing."""

    domains: Texts = Field(default=(), description="Fields of use, such as credit or health.")
    users: Texts = Field(default=(), description="Who works with it.")
    regions: Texts = Field(
        default=(), description="Where: codes of countries (DE), EU, EEA, or other names."
    )
    languages: Texts = Field(default=(), description="Codes of languages: de, en.")
    activities: Annotated[tuple[Activity, ...], DISTINCT] = Field(
        default=(), description="What an organisation does with it."
    )


class Disclosure(Declared):
    """How people learn that they deal with AI, or with what AI made."""

    text: Reference | None = Field(
        default=None, description="Where people are told, as path#heading or path#symbol."
    )
    marking: Reference | None = Field(
        default=None, description="The code that marks generated content, as path#symbol."
    )


class HarmChannel(Declared):
    """The public way to report harm; short form: the address."""

    short_form: ClassVar[tuple[str, ...]] = ("address",)

    address: Text | None = Field(
        default=None, description="A public mail address, telephone number or web address."
    )
    form: Reference | None = Field(
        default=None, description="A form in the repository, such as an issue template."
    )
    answered_within: Span | None = Field(
        default=None, description="How soon whoever reports gets an answer."
    )


class Drill(Declared):
    """A trial of the override."""

    on: Day | None = Field(default=None, description="The day it was tried last.")
    record: Reference | None = Field(default=None, description="What came of it.")
