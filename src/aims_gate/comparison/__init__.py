"""The two sides of a change held against each other by what they mean."""

from __future__ import annotations

from .loosenings import Loosenings, loosenings
from .proposal import ProposedPolicy, proposed_policy
from .terms import Loosening

COLLECTORS = (loosenings, proposed_policy)
"""What this room collects."""

__all__ = [
    "COLLECTORS",
    "Loosening",
    "Loosenings",
    "ProposedPolicy",
    "loosenings",
    "proposed_policy",
]
