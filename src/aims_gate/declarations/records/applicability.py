"""The Statement of Applicability, as YAML."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from ..fields import Declared, Text, Texts
from .control import Controlled, RiskIds


def _worded(value: Any) -> Any:
    """True and false in the words that tables use, so that all carriers are judged alike."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


YesOrNo = Annotated[
    Text, BeforeValidator(_worded), WithJsonSchema({"type": ["boolean", "string"], "minLength": 1})
]
"""Yes or no, true or false; whether it is one of these is a question of a check."""


class ControlStatement(Declared):
    """What holds for one control."""

    id: Text = Field(
        description="Id of the control: of Annex A, or of your own with a prefix of two letters "
        "or more (EB-01)."
    )
    applicable: YesOrNo | None = Field(default=None, description="Whether it applies: yes or no.")
    justification: Text | None = Field(
        default=None, description="Why it applies to this organisation, or why not."
    )
    status: Text | None = Field(
        default=None, description="How far it is: planned or implemented; empty if excluded."
    )
    evidence: Texts = Field(
        default=(), description="What shows it: paths (path#anchor), or ids of records."
    )
    because: Texts = Field(
        default=(),
        description="What makes it necessary: risk, law, contract, policy or good-practice.",
    )
    risks: RiskIds = Field(default=(), description="Ids of the risks it treats.")


class StatementOfApplicability(Controlled):
    """Which controls apply, why, and how far they are.

    In Markdown the rows are a table with these columns; in CSV too, which needs no head.
    """

    controls: tuple[ControlStatement, ...] = Field(default=(), description="A row per control.")
