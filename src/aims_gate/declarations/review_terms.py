"""The closed vocabularies of people, training, audit and review."""

from __future__ import annotations

from enum import StrEnum


class Duty(StrEnum):
    """A duty that somebody has to hold for every AI system."""

    RISK = "risk"
    IMPACT = "impact"
    DATA_QUALITY = "data-quality"
    PRIVACY = "privacy"
    SECURITY = "security"
    SAFETY = "safety"
    VALIDATION = "validation"
    OVERSIGHT = "oversight"
    SUPPLIER = "supplier"
    LEGAL = "legal"
    INCIDENT = "incident"
    RELEASE = "release"


class Audience(StrEnum):
    """A group of people that training is made for."""

    EXECUTIVES = "executives"
    DEVELOPERS = "developers"
    COMPLIANCE = "compliance"
    OPERATORS = "operators"


class ReviewInput(StrEnum):
    """What a management review has to look at (ISO/IEC 42001, clause 9.3.2, in our words)."""

    PREVIOUS_DECISIONS = "previous-decisions"
    CHANGES_OF_CONTEXT = "changes-of-context"
    INTERESTED_PARTIES = "interested-parties"
    NONCONFORMITIES = "nonconformities"
    MONITORING_RESULTS = "monitoring-results"
    AUDIT_RESULTS = "audit-results"
    IMPROVEMENT = "improvement"


class ItemStatus(StrEnum):
    """Whether something that was decided is still to be done."""

    OPEN = "open"
    CLOSED = "closed"
