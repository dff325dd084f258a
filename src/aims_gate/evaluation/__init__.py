"""What was measured of each model: evaluation reports of any form, read into one."""

from __future__ import annotations

from typing import Final

from ..model import deferred

COLLECTORS: Final = deferred(
    __name__,
    {
        "card": {"StatedCards": "stated_cards"},
        "report": {"Evaluations": "collect:evaluations"},
    },
)
"""What this room collects: evidence, and the function that collects it when it is asked for."""


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name], __name__), name)
    raise AttributeError(name)


_MOVED = {
    "CardFacts": ".card",
    "Row": ".card",
    "StatedCards": ".card",
    "stated_cards": ".card",
    "evaluations": ".collect",
    "Gap": ".gaps",
    "gap_of_groups": ".gaps",
    "groups_of": ".gaps",
    "licence_name": ".licence_names",
    "Metric": ".metrics",
    "canonical": ".metrics",
    "metric": ".metrics",
    "Bounds": ".report",
    "Evaluations": ".report",
    "Flaw": ".report",
    "Identity": ".report",
    "Known": ".report",
    "Limit": ".report",
    "Measurement": ".report",
    "Report": ".report",
    "SmallGroups": ".report",
    "Suite": ".report",
    "short": ".report",
    "Validated": ".validated",
    "validated": ".validated",
}
