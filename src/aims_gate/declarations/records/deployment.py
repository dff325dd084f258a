"""How AI systems go into operation: plans, computing resources, releases, changes, retirement."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..fields import DISTINCT, Day, Declared, Id, Text, Texts, VersionText
from ..lifecycle_terms import ComputeUse
from ..markers import Defines, Refers
from .control import Controlled, PastDay, PersonId, PersonIds, Place, Places, SystemId
from .goals import Acceptance


class Precondition(Declared):
    """What must be so before a system goes into operation; one of three things decides it."""

    id: Id = Field(description="Stable id.")
    what: Text | None = Field(default=None, description="What must be so, in words.")
    limit: Acceptance | None = Field(default=None, description="A figure and its bounds.")
    report: Place | None = Field(default=None, description="The evaluation with the figure.")
    document: Annotated[Id, Refers("document")] | None = Field(
        default=None, description="The document that must be approved."
    )
    evidence: Place | None = Field(default=None, description="What must exist.")


class Rollback(Declared):
    """To what one returns if it goes wrong: an earlier release, a tag, or a file."""

    release: VersionText | None = Field(default=None, description="An earlier release.")
    tag: Text | None = Field(default=None, description="A tag of the repository.")
    file: Place | None = Field(default=None, description="A file, such as the earlier model.")
    procedure: Place | None = Field(default=None, description="How it is done.")


class Responsible(Declared):
    """Who does what at deployment."""

    deploys: PersonId | None = Field(default=None, description="Who puts it into operation.")
    approves: PersonId | None = Field(default=None, description="Who lets it go.")
    rolls_back: PersonId | None = Field(default=None, description="Who takes it back.")


class UserNotice(Declared):
    """What users are told of it."""

    audience: Text | None = Field(default=None, description="Who is told.")
    text: Text | None = Field(default=None, description="What they are told.")
    place: Place | None = Field(default=None, description="Where the notice lies, if it is long.")
    by: Day | None = Field(default=None, description="By when they are told.")


class DeploymentPlan(Controlled):
    """How one system goes into operation."""

    system: SystemId | None = Field(default=None, description="The system.")
    release: VersionText | None = Field(default=None, description="The release it is about.")
    environment: Text | None = Field(default=None, description="Where it will run.")
    differs: Text | None = Field(
        default=None, description="How that place differs from the one it was validated in."
    )
    preconditions: tuple[Precondition, ...] = Field(
        default=(), description="What must be so before."
    )
    rollback: Rollback | None = Field(default=None, description="To what one returns.")
    responsible: Responsible | None = Field(default=None, description="Who does what.")
    user_notice: UserNotice | None = Field(default=None, description="What users are told.")


class Environmental(Declared):
    """What computing costs the environment: a figure, or why there is none."""

    figure: float | None = Field(default=None, strict=True, ge=0, description="The figure.")
    unit: Text | None = Field(default=None, description="In what: kWh, kg CO2e, litres.")
    method: Text | None = Field(default=None, description="How it was measured or estimated.")
    reason: Text | None = Field(default=None, description="Why there is no figure.")


class ComputeUseRecord(Declared):
    """The computing resources of a system for training or for operation."""

    system: SystemId = Field(description="The system.")
    use: ComputeUse = Field(description="What they are for.")
    where: Places = Field(
        default=(), description="The workflow, manifest or script that asks for them."
    )
    provider: Text | None = Field(default=None, description="Whose machines they are.")
    regions: Texts = Field(default=(), description="The regions, as the provider calls them.")
    accelerators: Texts | None = Field(
        default=None, description="The accelerators; an empty list says that there are none."
    )
    machine: Text | None = Field(default=None, description="The type of machine or runner.")
    replicas: int | None = Field(default=None, strict=True, ge=0, description="How many.")
    cpu: VersionText | None = Field(default=None, description="Processors of each: 2, 500m.")
    memory: VersionText | None = Field(default=None, description="Memory of each: 512Mi.")
    environmental: Environmental | None = Field(
        default=None, description="What it costs the environment."
    )


class Compute(Controlled):
    """The record of computing resources."""

    resources: tuple[ComputeUseRecord, ...] = Field(default=(), description="The resources.")


class AcceptedIssue(Declared):
    """An open issue with which a release was let go nevertheless."""

    issue: Id = Field(description="The incident or nonconformity.")
    by: PersonIds = Field(default=(), description="Who accepted it.")
    on: PastDay | None = Field(default=None, description="The day of the acceptance.")
    reason: Text | None = Field(default=None, description="Why it can be accepted.")


class Release(Declared):
    """One release of a system."""

    system: SystemId = Field(description="The system.")
    version: VersionText = Field(description="The version.")
    on: Day | None = Field(default=None, description="The day of the release.")
    approved_by: PersonIds = Field(default=(), description="Who let it go.")
    approved_on: PastDay | None = Field(default=None, description="The day of the approval.")
    artefact: Text | None = Field(default=None, description="What was released: digest or image.")
    changes: Annotated[tuple[Annotated[Id, Refers("change")], ...], DISTINCT] = Field(
        default=(), description="The changes in it."
    )
    accepted: tuple[AcceptedIssue, ...] = Field(
        default=(), description="Open issues that were accepted for it."
    )


class Releases(Controlled):
    """The register of releases."""

    releases: tuple[Release, ...] = Field(default=(), description="The releases.")


class Change(Declared):
    """One planned change of an AI system or of its management."""

    id: Annotated[Id, Defines("change")] = Field(description="Stable id.")
    systems: Annotated[tuple[SystemId, ...], DISTINCT] = Field(
        default=(), description="The systems it touches."
    )
    documents: Places = Field(
        default=(), description="The documents of the management system that it changes."
    )
    what: Text | None = Field(default=None, description="What changes.")
    reason: Text | None = Field(default=None, description="Why.")
    consequence: Text | None = Field(default=None, description="What may follow from it.")
    resources: Text | None = Field(default=None, description="What it takes.")
    responsible: PersonId | None = Field(default=None, description="Who carries it out.")
    approved_by: PersonIds = Field(default=(), description="Who approved it.")
    approved_on: PastDay | None = Field(default=None, description="The day of the approval.")
    done_on: PastDay | None = Field(default=None, description="The day it was done.")
    version: VersionText | None = Field(default=None, description="The version that has it.")


class Changes(Controlled):
    """The register of changes."""

    changes: tuple[Change, ...] = Field(default=(), description="The changes.")


class Retirement(Declared):
    """How one system was taken out of use."""

    system: SystemId = Field(description="The system.")
    on: PastDay | None = Field(default=None, description="The day it was taken out of use.")
    reason: Text | None = Field(default=None, description="Why.")
    approved_by: PersonIds = Field(default=(), description="Who decided it.")
    data: Text | None = Field(default=None, description="What became of its data.")
    models: Text | None = Field(default=None, description="What became of its models.")
    users_told: PastDay | None = Field(default=None, description="The day users were told.")


class Retirements(Controlled):
    """The register of systems taken out of use."""

    retirements: tuple[Retirement, ...] = Field(default=(), description="The systems.")
