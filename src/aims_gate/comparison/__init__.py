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


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name], __name__), name)
    raise AttributeError(name)


_MOVED = {
    "Loosenings": ".loosenings",
    "loosenings": ".loosenings",
    "Material": ".material",
    "MaterialChange": ".material",
    "MaterialChanges": ".material",
    "material_changes": ".material",
    "loosened_though_fixed": ".policies",
    "ProposedPolicy": ".proposal",
    "proposed_policy": ".proposal",
    "Loosening": ".terms",
}
