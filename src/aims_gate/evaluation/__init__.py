"""What was measured of each model: evaluation reports of any form, read into one."""

from .card import CardFacts, Row, StatedCards, stated_cards
from .collect import evaluations
from .gaps import Gap, gap_of_groups, groups_of
from .licence_names import licence_name
from .metrics import Metric, canonical, metric
from .report import (
    Bounds,
    Evaluations,
    Flaw,
    Identity,
    Known,
    Limit,
    Measurement,
    Report,
    SmallGroups,
    Suite,
    short,
)
from .validated import Validated, validated

COLLECTORS = (evaluations, stated_cards)
"""What this room collects."""

__all__ = [
    "COLLECTORS",
    "Bounds",
    "CardFacts",
    "Evaluations",
    "Flaw",
    "Gap",
    "Identity",
    "Known",
    "Limit",
    "Measurement",
    "Metric",
    "Report",
    "Row",
    "SmallGroups",
    "StatedCards",
    "Suite",
    "Validated",
    "canonical",
    "gap_of_groups",
    "groups_of",
    "licence_name",
    "metric",
    "short",
    "validated",
]
