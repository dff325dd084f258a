"""The closed vocabularies of impact assessments."""

from __future__ import annotations

from enum import StrEnum


class ImpactTopic(StrEnum):
    """What an impact on people is about. Each but the last two has to be answered for a system."""

    FAIRNESS = "fairness"
    PRIVACY = "privacy"
    SAFETY = "safety"
    TRANSPARENCY = "transparency-and-contestability"
    FINANCIAL = "financial"
    ACCESSIBILITY = "accessibility"
    RIGHTS = "rights"
    WORK = "work"
    OTHER = "other"


class ImpactTrigger(StrEnum):
    """What changes so much that a system is assessed again."""

    PURPOSE = "purpose"
    AFFECTED_GROUP = "affected-group"
    AUTONOMY = "autonomy"
    DATA_CATEGORY = "data-category"
    MODEL_FAMILY = "model-family"
    MARKET = "market"


class RightsAssessmentKind(StrEnum):
    """Which assessment a law asks for: of data protection, or of fundamental rights."""

    DPIA = "dpia"
    FRIA = "fria"


class Answer(StrEnum):
    """Yes or no."""

    YES = "yes"
    NO = "no"
