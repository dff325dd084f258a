"""The closed vocabularies of personal data: the words of the General Data Protection Regulation."""

from __future__ import annotations

from enum import StrEnum


class LawfulBasis(StrEnum):
    """What makes a processing lawful: Article 6(1) of the GDPR, and of the UK GDPR alike."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal-obligation"
    VITAL_INTERESTS = "vital-interests"
    PUBLIC_TASK = "public-task"
    LEGITIMATE_INTERESTS = "legitimate-interests"


class SpecialCondition(StrEnum):
    """What allows the use of special categories of data: Article 9(2) of the GDPR, (a) to (j)."""

    EXPLICIT_CONSENT = "explicit-consent"
    EMPLOYMENT_AND_SOCIAL_SECURITY = "employment-and-social-security"
    VITAL_INTERESTS = "vital-interests"
    NOT_FOR_PROFIT_BODY = "not-for-profit-body"
    MADE_PUBLIC = "made-public"
    LEGAL_CLAIMS = "legal-claims"
    SUBSTANTIAL_PUBLIC_INTEREST = "substantial-public-interest"
    HEALTH_CARE = "health-care"
    PUBLIC_HEALTH = "public-health"
    ARCHIVING_AND_RESEARCH = "archiving-and-research"


class ControllerRole(StrEnum):
    """Whether the organisation decides on the processing, alone, with others, or for others."""

    CONTROLLER = "controller"
    JOINT_CONTROLLER = "joint-controller"
    PROCESSOR = "processor"


class TransferBasis(StrEnum):
    """What a transfer to a third country rests on: Articles 45 to 49 of the GDPR."""

    ADEQUACY_DECISION = "adequacy-decision"
    STANDARD_CONTRACTUAL_CLAUSES = "standard-contractual-clauses"
    BINDING_CORPORATE_RULES = "binding-corporate-rules"
    CODE_OR_CERTIFICATION = "code-or-certification"
    DEROGATION = "derogation"
