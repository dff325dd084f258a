"""The closed vocabulary of heads of documents."""

from __future__ import annotations

from enum import StrEnum


class DocumentStatus(StrEnum):
    """How far a document is."""

    DRAFT = "draft"
    APPROVED = "approved"
    RETIRED = "retired"
