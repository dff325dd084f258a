"""The closed vocabularies of risk management, and what each role has to think of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from ..model import Role


class RiskCategory(StrEnum):
    """What kinds of risk an assessment of an AI system considers at least."""

    BIAS = "bias"
    TRANSPARENCY = "transparency"
    SECURITY = "security"
    MISUSE = "misuse"
    PRIVACY = "privacy"
    SAFETY = "safety"
    DATA_QUALITY = "data-quality"
    THIRD_PARTY = "third-party"
    HUMAN_OVERSIGHT = "human-oversight"
    SOCIETY = "society-and-environment"


class RiskStage(StrEnum):
    """The stage of the life cycle in which a risk has its source."""

    DESIGN = "design"
    DEVELOPMENT = "development"
    VALIDATION = "validation"
    DEPLOYMENT = "deployment"
    OPERATION = "operation"
    RETIREMENT = "retirement"


class TreatmentOption(StrEnum):
    """What is done about a risk."""

    REDUCE = "reduce"
    AVOID = "avoid"
    SHARE = "share"
    RETAIN = "retain"


class RiskStatus(StrEnum):
    """How far the treatment of a risk is."""

    OPEN = "open"
    TREATING = "treating"
    TREATED = "treated"
    ACCEPTED = "accepted"
    CLOSED = "closed"


STAGES_OF_ROLE: Final[Mapping[Role, frozenset[RiskStage]]] = MappingProxyType(
    {
        Role.PRODUCER: frozenset({RiskStage.DESIGN, RiskStage.DEVELOPMENT, RiskStage.VALIDATION}),
        Role.PROVIDER: frozenset({RiskStage.DESIGN, RiskStage.VALIDATION, RiskStage.DEPLOYMENT}),
        Role.USER: frozenset({RiskStage.DEPLOYMENT, RiskStage.OPERATION, RiskStage.RETIREMENT}),
    }
)
"""Where in the life cycle each role has its hands: who builds, who brings to others, who uses."""


def stages_of(roles: Iterable[Role]) -> tuple[RiskStage, ...]:
    """The stages that some roles cover, in order; all of them where no role is known."""
    covered = {stage for role in roles for stage in STAGES_OF_ROLE[role]}
    return tuple(stage for stage in RiskStage if stage in covered or not covered)
