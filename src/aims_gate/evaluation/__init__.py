"""What was measured of each model: evaluation reports of any form, read into one."""

from .collect import evaluations
from .gaps import Gap, gap_of_groups, groups_of
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

COLLECTORS = (evaluations,)
"""What this room collects."""

__all__ = [
    "COLLECTORS",
    "Bounds",
    "Evaluations",
    "Flaw",
    "Gap",
    "Identity",
    "Known",
    "Limit",
    "Measurement",
    "Metric",
    "Report",
    "SmallGroups",
    "Suite",
    "Validated",
    "canonical",
    "gap_of_groups",
    "groups_of",
    "metric",
    "short",
    "validated",
]
