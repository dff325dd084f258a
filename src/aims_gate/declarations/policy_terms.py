"""The closed vocabularies of policies."""

from __future__ import annotations

from enum import StrEnum


class PolicyArea(StrEnum):
    """What another policy of the organisation, which the AI policy meets, is about."""

    SECURITY = "security"
    PRIVACY = "privacy"
    QUALITY = "quality"
    PEOPLE = "people"
    PROCUREMENT = "procurement"
