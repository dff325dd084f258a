"""The heads of the AI policy and of the procedure for concerns, and the register of documents."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..fields import Declared, Id, Reference, Span, Text, Texts, VersionText
from ..markers import Refers
from ..policy_terms import PolicyArea
from .control import Controlled, PastDay, Place


class RelatedPolicy(Declared):
    """Another policy that the AI policy meets."""

    area: PolicyArea = Field(
        description="What it is about: security, privacy, quality, people or procurement."
    )
    id: Text | None = Field(default=None, description="Its id in the organisation's records.")
    link: Place | None = Field(default=None, description="Where it lies, if in this repository.")
    address: Text | None = Field(default=None, description="Its address, if elsewhere.")
    touches: Text | None = Field(default=None, description="Where the two policies meet.")


class AiPolicy(Controlled):
    """The head of the AI policy."""

    reviewed: PastDay | None = Field(default=None, description="The day of the last review.")
    review_every: Span | None = Field(default=None, description="How often it is reviewed.")
    accepts_risk_up_to: Text | None = Field(
        default=None, description="The highest level of risk that needs nobody's acceptance."
    )
    banned_uses: Texts | None = Field(default=None, description="Uses that are not allowed.")
    banned_data: Texts | None = Field(
        default=None, description="Kinds of data that are not allowed."
    )
    related: tuple[RelatedPolicy, ...] = Field(
        default=(), description="The other policies that it meets."
    )


class ConcernProcedure(Controlled):
    """The head of the procedure by which people report concerns about AI."""

    contact: Text | None = Field(
        default=None, description="Where concerns go: an address, a form, a telephone number."
    )


class RegisteredDocument(Declared):
    """One document of the management system."""

    id: Annotated[Id, Refers("document")] = Field(description="Id of the document.")
    path: Reference | None = Field(default=None, description="Where it lies.")
    version: VersionText | None = Field(default=None, description="The version in force.")


class DocumentRegister(Controlled):
    """The documents of the management system, each with the version in force."""

    documents: tuple[RegisteredDocument, ...] = Field(default=(), description="The documents.")
