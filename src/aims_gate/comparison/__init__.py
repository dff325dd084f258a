"""The two sides of a change held against each other by what they mean."""

from __future__ import annotations

from typing import Final

from ..model import deferred

COLLECTORS: Final = deferred(
    __name__,
    {
        "loosenings": {"Loosenings": "loosenings"},
        "material": {"MaterialChanges": "material_changes"},
        "proposal": {"ProposedPolicy": "proposed_policy"},
    },
)
"""What this room collects: evidence, and the function that collects it when it is asked for."""
