"""Custom checks, as ``aims-gate.yaml`` states them: data, judged by the gate."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from .fields import CheckId, Declared, Text, Texts
from .tiers import SeverityByTier


class CustomSubject(StrEnum):
    """What a custom check is about."""

    SYSTEM = "system"
    MODEL = "model"
    DATASET = "dataset"
    SUPPLIER = "supplier"
    ORGANISATION = "organisation"
    DOCUMENT = "document"


class CustomCheck(Declared):
    """A check of the repository's own: what must be true of each thing of a kind."""

    id: CheckId = Field(description="Its id; no other check may have it.")
    title: Text = Field(description="What holds where all is well, in a sentence.")
    subject: CustomSubject = Field(alias="for", description="What it judges.")
    when: Text | None = Field(
        default=None, description="Where it applies, as an expression; without one everywhere."
    )
    expect: Text = Field(description="What must be true, as an expression.")
    message: Text | None = Field(
        default=None, description="What a finding says; {model.id} and the like stand for values."
    )
    severity: SeverityByTier = Field(
        default_factory=SeverityByTier,
        description="How much a finding matters; an error where nothing is said.",
    )
    controls: Texts = Field(default=(), description="The controls that a failure counts against.")
