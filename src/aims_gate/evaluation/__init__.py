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
