"""The two sides of a change held against each other by what they mean."""

from __future__ import annotations

from .loosenings import Loosenings, loosenings
from .material import Material, MaterialChange, MaterialChanges, material_changes
from .policies import loosened_though_fixed
from .proposal import ProposedPolicy, proposed_policy
from .terms import Loosening

COLLECTORS = (loosenings, material_changes, proposed_policy)
"""What this room collects."""

__all__ = [
    "COLLECTORS",
    "Loosening",
    "Loosenings",
    "Material",
    "MaterialChange",
    "MaterialChanges",
    "ProposedPolicy",
    "loosened_though_fixed",
    "loosenings",
    "material_changes",
    "proposed_policy",
]
