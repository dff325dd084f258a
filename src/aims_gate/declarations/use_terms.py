"""The closed vocabularies of use, information, suppliers and responsibilities."""

from __future__ import annotations

from enum import StrEnum


class Recognition(StrEnum):
    """What a system tells of people from their face, voice, body or behaviour."""

    EMOTIONS = "emotions"
    BIOMETRIC_CATEGORIES = "biometric-categories"
    BIOMETRIC_IDENTITY = "biometric-identity"


class LicenceRestriction(StrEnum):
    """What the terms of a model, dataset or service do not allow."""

    NON_COMMERCIAL = "non-commercial"
    RESEARCH_ONLY = "research-only"
    NO_HIGH_RISK_USE = "no-high-risk-use"
    NO_REDISTRIBUTION = "no-redistribution"


class AssessmentResult(StrEnum):
    """What the assessment of a supplier came to."""

    APPROVED = "approved"
    APPROVED_WITH_CONDITIONS = "approved-with-conditions"
    REJECTED = "rejected"

    @property
    def allows(self) -> bool:
        """Whether the supplier may be used."""
        return self is not AssessmentResult.REJECTED

    @property
    def is_conditional(self) -> bool:
        """Whether conditions come with it."""
        return self is AssessmentResult.APPROVED_WITH_CONDITIONS


class PartyKind(StrEnum):
    """Who a party is to the organisation."""

    OWN = "own"
    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    PARTNER = "partner"

    @property
    def is_outside(self) -> bool:
        """Whether a contract, and not an order, settles what the party does."""
        return self is not PartyKind.OWN


class SharedDuty(StrEnum):
    """What somebody must answer for over the life of a system, inside or outside."""

    RISK = "risk"
    IMPACT = "impact"
    DATA_QUALITY = "data-quality"
    DEVELOPMENT = "development"
    VALIDATION = "validation"
    RELEASE = "release"
    OVERSIGHT = "oversight"
    MONITORING = "monitoring"
    INCIDENT = "incident"
    INFORMATION = "information"
    COMPLAINTS = "complaints"
    SECURITY = "security"
    RETIREMENT = "retirement"
    SUPPLIER = "supplier"
    PRIVACY = "privacy"
    SAFETY = "safety"
    LEGAL = "legal"


ALWAYS_SHARED = tuple(SharedDuty)[: list(SharedDuty).index(SharedDuty.SUPPLIER)]
"""The duties that every system has; the others depend on what it is."""
