"""Who outside takes part: suppliers as they were assessed, and who answers for which duty."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ...model import Tier
from ..fields import DISTINCT, Declared, Id, Ids, Text, Texts
from ..markers import Defines
from ..use import UseScope
from ..use_terms import AssessmentResult, LicenceRestriction, PartyKind, SharedDuty
from .control import Controlled, PastDay, PersonId, Place, SupplierId, SystemIds


class Permission(Declared):
    """A written permission for a use that the terms exclude."""

    use: Text = Field(description="The use, as dimension and value: 'regions: US'.")
    document: Place | None = Field(default=None, description="Where the permission stands.")
    on: PastDay | None = Field(default=None, description="The day it was given.")


class AssessedSupplier(Declared):
    """One supplier: what was found, what was agreed, and what happens without it."""

    supplier: SupplierId = Field(description="Which supplier of aims.yaml.")
    assessed: PastDay | None = Field(default=None, description="The day of the last assessment.")
    by: PersonId | None = Field(default=None, description="Who assessed.")
    result: AssessmentResult | None = Field(
        default=None, description="approved, approved-with-conditions or rejected."
    )
    tiers: Annotated[tuple[Tier, ...], DISTINCT] = Field(
        default=(), description="For systems of which risk tiers; a tier takes in those below."
    )
    conditions: Texts = Field(default=(), description="Under which conditions.")
    record: Place | None = Field(default=None, description="The record of the assessment.")
    data_use: Text | None = Field(
        default=None, description="What the supplier may do with the data it gets."
    )
    responsibilities: Text | None = Field(
        default=None, description="What the supplier answers for, and what stays here."
    )
    contact: Text | None = Field(default=None, description="Whom to reach there.")
    exit: Text | None = Field(
        default=None, description="What happens if it fails, changes its terms or is left."
    )
    contract: Text | None = Field(default=None, description="The contract or terms that hold.")
    licence_restrictions: Annotated[tuple[LicenceRestriction, ...], DISTINCT] = Field(
        default=(), description="What its terms do not allow."
    )
    excluded_uses: UseScope | None = Field(default=None, description="Uses its terms exclude.")
    permissions: tuple[Permission, ...] = Field(
        default=(), description="Written permissions for uses that the terms exclude."
    )


class Suppliers(Controlled):
    """The suppliers of AI, as they were assessed."""

    suppliers: tuple[AssessedSupplier, ...] = Field(default=(), description="The suppliers.")


class Party(Declared):
    """Somebody who takes part: a unit of the organisation, a supplier, a customer, a partner."""

    id: Annotated[Id, Defines("responsible-party")] = Field(
        description="Its id; that of a supplier in aims.yaml, if it is one."
    )
    kind: PartyKind = Field(description="own, supplier, customer or partner.")
    name: Text | None = Field(default=None, description="What it is called.")
    contract: Text | None = Field(
        default=None, description="The contract or document that binds it, if it is outside."
    )


class Allocation(Declared):
    """Who answers for a duty, and who carries it out."""

    duty: SharedDuty = Field(description="Which duty.")
    systems: SystemIds = Field(default=(), description="Of which systems; without any: of all.")
    accountable: Ids = Field(
        default=(), description="Id of the one party or person who answers for it."
    )
    responsible: Ids = Field(default=(), description="Ids of those who carry it out.")
    informed: Ids = Field(default=(), description="Ids of those who learn the outcome.")


class Responsibilities(Controlled):
    """Who answers for what, over all who take part."""

    parties: tuple[Party, ...] = Field(default=(), description="Who takes part.")
    duties: tuple[Allocation, ...] = Field(default=(), description="The duties, shared out.")
