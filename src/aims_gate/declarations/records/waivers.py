"""Waivers: findings that somebody decided to live with, for a while and for a reason."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..fields import CheckId, Day, Declared, Id, PathGlob, Text
from ..markers import Defines
from .control import Controlled, PastDay, PersonId, RiskId


class Waiver(Declared):
    """One finding, or those of one check about one subject or path, that need not decide."""

    id: Annotated[Id, Defines("waiver")] = Field(description="Stable id.")
    check: CheckId = Field(description="The check whose findings it is about.")
    subject: Text | None = Field(
        default=None,
        description="What the findings are about, as reports name it: system:loan-approval.",
    )
    path: PathGlob | None = Field(
        default=None, description="Where the findings stand, relative to the folder of aims.yaml."
    )
    reason: Text | None = Field(default=None, description="Why it is acceptable for now.")
    owner: PersonId | None = Field(default=None, description="Who sees to it that it ends.")
    approver: PersonId | None = Field(default=None, description="Who approved it.")
    created: PastDay | None = Field(default=None, description="The day it was made.")
    expires: Day | None = Field(default=None, description="The last day on which it holds.")
    risk: RiskId | None = Field(default=None, description="The risk in the register it stands for.")


class Waivers(Controlled):
    """What the gate does not insist on, by whose leave, and until when."""

    waivers: tuple[Waiver, ...] = Field(default=(), description="The waivers.")
