"""The two sides of a change held against each other by what they mean."""

from __future__ import annotations

from .loosenings import Loosenings, loosenings
from .policies import loosened_though_fixed
from .proposal import ProposedPolicy, proposed_policy
from .terms import Loosening

COLLECTORS = (loosenings, proposed_policy)
"""What this room collects."""

__all__ = [
    "COLLECTORS",
    "Loosening",
    "Loosenings",
    "ProposedPolicy",
    "loosened_though_fixed",
    "loosenings",
    "proposed_policy",
]
