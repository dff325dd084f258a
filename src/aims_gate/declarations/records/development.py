"""How AI systems are developed and how they are built: the heads of documents in prose."""

from __future__ import annotations

from pydantic import Field

from ..fields import Declared, Id, Text
from ..lifecycle_terms import Stage
from .control import Controlled, Place, SystemIds


class ProcessStep(Declared):
    """One step of development; an automated one names the job of the workflow that does it."""

    id: Id = Field(description="Stable id of the step.")
    stage: Stage = Field(description="The stage it belongs to.")
    entry: Text | None = Field(default=None, description="What must be so before it begins.")
    exit: Text | None = Field(default=None, description="What must be so before it is done.")
    automated_by: Place | None = Field(
        default=None, description="The job that does it, as .github/workflows/file.yml#job."
    )


class DevelopmentProcess(Controlled):
    """The head of the process by which AI systems are developed."""

    systems: SystemIds = Field(default=(), description="The systems; without any: all.")
    steps: tuple[ProcessStep, ...] = Field(default=(), description="Its steps in order.")


class DesignRecord(Controlled):
    """The head of the record of how a system is built, and why so."""

    systems: SystemIds = Field(default=(), description="The systems; without any: all.")
