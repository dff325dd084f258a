"""What the platform that hosts a repository knows: who approved a change, how a branch is guarded.

The platform is asked only where the run may use the network, only with a token of its environment,
and within a bound of time. What it did not say is told apart from what it denied: the evidence of
this room is always there, and says itself what it could not learn.
"""

from __future__ import annotations

from typing import Final

from ..model import deferred

COLLECTORS: Final = deferred(
    __name__,
    {
        "record": {
            "BranchRules": "collect:branch_rules",
            "ReviewedChange": "collect:reviewed_change",
        },
    },
)
"""What this room collects: evidence, and the function that collects it when it is asked for."""
