"""What the platform that hosts a repository knows: who approved a change, how a branch is guarded.

The platform is asked only where the run may use the network, only with a token of its environment,
and within a bound of time. What it did not say is told apart from what it denied: the evidence of
this room is always there, and says itself what it could not learn.
"""

from __future__ import annotations

from .collect import ask, branch_rules, reviewed_change, speaker
from .record import (
    Approval,
    BranchRules,
    ChangeRequest,
    ReviewedChange,
    Rule,
    Unanswered,
)

COLLECTORS = (branch_rules, reviewed_change)
"""What this room collects."""

__all__ = [
    "COLLECTORS",
    "Approval",
    "BranchRules",
    "ChangeRequest",
    "ReviewedChange",
    "Rule",
    "Unanswered",
    "ask",
    "branch_rules",
    "reviewed_change",
    "speaker",
]
