"""What was measured of each model: evaluation reports of any form, read into one."""

from .collect import evaluations
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
)

COLLECTORS = (evaluations,)
"""What this room collects."""

__all__ = [
    "COLLECTORS",
    "Bounds",
    "Evaluations",
    "Flaw",
    "Identity",
    "Known",
    "Limit",
    "Measurement",
    "Metric",
    "Report",
    "SmallGroups",
    "Suite",
    "canonical",
    "metric",
]
