"""What every governance document says of itself, and the types of fields they share."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..fields import DISTINCT, Day, Declared, Digest, Id, Reference, Text, VersionText
from ..markers import Defines, Past, Refers
from .control_terms import DocumentStatus

PersonId = Annotated[Id, Refers("person")]
"""The pseudonymous id of somebody in the register of people."""

PersonIds = Annotated[tuple[PersonId, ...], DISTINCT]
SystemId = Annotated[Id, Refers("system")]
SystemIds = Annotated[tuple[SystemId, ...], DISTINCT]
ModelId = Annotated[Id, Refers("model")]
DatasetId = Annotated[Id, Refers("dataset")]
SupplierId = Annotated[Id, Refers("supplier")]
RiskId = Annotated[Id, Refers("risk")]
RiskIds = Annotated[tuple[RiskId, ...], DISTINCT]
ControlId = Annotated[Text, Refers("control")]
"""The id of a control of Annex A, or of one of the organisation's own."""

ControlIds = Annotated[tuple[ControlId, ...], DISTINCT]
Place = Annotated[Reference, Refers("place")]
"""``path`` or ``path#anchor``, relative to the folder of ``aims.yaml``."""

Places = Annotated[tuple[Place, ...], DISTINCT]
PastDay = Annotated[Day, Past()]
"""The day of something that has happened."""


class Seal(Declared):
    """What the document was about when a person last read it against that.

    `aims-gate seal` writes it; it is not for hands.
    """

    by: PersonId = Field(description="Who read it.")
    on: PastDay = Field(description="The day it was read.")
    of: dict[Text, Digest] = Field(description="What it describes, each with its digest then.")


class Controlled(Declared):
    """The head of a governance document: what it is, who answers for it, until when it holds."""

    kind: Text = Field(description="What this document is.")
    id: Annotated[Id, Defines("document")] | None = Field(
        default=None, description="Stable id of the document; others refer to it."
    )
    title: Text | None = Field(default=None, description="What people call it.")
    version: VersionText | None = Field(default=None, description="Its version.")
    status: DocumentStatus | None = Field(
        default=None, description="How far it is: draft, approved or retired."
    )
    owner: PersonId | None = Field(default=None, description="Who keeps it up to date.")
    author: PersonId | None = Field(default=None, description="Who wrote it.")
    approver: PersonId | None = Field(default=None, description="Who approved it.")
    approved: PastDay | None = Field(default=None, description="The day of the approval.")
    next_review: Day | None = Field(
        default=None, description="The day by which it is looked at again."
    )
    seal: Seal | None = Field(
        default=None, description="What it described when it was last read against that."
    )
