"""The gate policy that a change proposes, which does not judge before it is merged."""

from __future__ import annotations

from dataclasses import dataclass

from ..declarations import LoadedPolicy
from ..model import Evidence
from ..portfolio import JudgingPolicy, Playbooks, read_policy
from ..portfolio.playbooks import playbooks
from ..repository import Snapshot


@dataclass(frozen=True, slots=True)
class ProposedPolicy(Evidence):
    """The policy as the repository has it now, and the playbook that would follow from it."""

    loaded: LoadedPolicy
    playbooks: Playbooks


def proposed_policy(snapshot: Snapshot, judging: JudgingPolicy) -> ProposedPolicy:
    """Read the policy of what is judged, in the place of the one that judges it."""
    loaded = read_policy(snapshot, judging.loaded.path)
    stated = loaded.policy
    own = JudgingPolicy(loaded, stated.profile) if stated else JudgingPolicy(loaded)
    return ProposedPolicy(loaded, playbooks(own))
