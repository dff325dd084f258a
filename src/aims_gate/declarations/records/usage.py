"""How use is approved, and which use was."""

from __future__ import annotations

from pydantic import Field

from ..fields import Day, Declared, Text, Texts, VersionText
from .control import Controlled, PastDay, PersonId, SystemId


class UseProcess(Controlled):
    """How AI systems come into use and stay there; the prose is the process."""

    approvers: Texts = Field(
        default=(), description="The roles of people who may approve the use of a system."
    )


class UseApproval(Declared):
    """The approval of the use of one system."""

    system: SystemId = Field(description="Which system.")
    version: VersionText | None = Field(default=None, description="Which version of it.")
    by: PersonId | None = Field(default=None, description="Who approved.")
    on: PastDay | None = Field(default=None, description="The day of the approval.")
    until: Day | None = Field(default=None, description="The last day it holds, if it ends.")
    scope: Text | None = Field(default=None, description="For which use.")
    conditions: Texts = Field(default=(), description="Under which conditions.")
    withdrawn: PastDay | None = Field(
        default=None, description="The day it was withdrawn, if it was."
    )


class UseApprovals(Controlled):
    """Which systems may be used, and who said so."""

    approvals: tuple[UseApproval, ...] = Field(default=(), description="The approvals.")
