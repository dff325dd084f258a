"""Everything in which a change asks for less than the side that it starts from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..governance.applicability import ApplicabilityStatement
from ..governance.files import Governance
from ..governance.people import Roster
from ..governance.risk_criteria import RiskCriteria
from ..governance.waivers import Waivers
from ..model import Base, Clock, Evidence, Location, OwnSeverities
from ..portfolio import Declared
from ..repository import Snapshot, with_surroundings
from .approvers import approver_loosenings
from .baselines import baseline_loosenings
from .criteria import criteria_loosenings
from .documents import record_loosenings, statement_loosenings, waiver_loosenings
from .manifests import manifest_loosenings, ownership_loosenings
from .monitors import monitor_loosenings
from .owners import owner_loosenings
from .policies import policy_loosenings
from .proposal import ProposedPolicy
from .running import double_loosenings, pin_loosenings, running_loosenings, runs_gate
from .terms import Loosening


@dataclass(frozen=True, slots=True)
class Loosenings(Evidence):
    """In what respects a change asks for less; ``at`` is where the gate policy is, or would be.

    ``compared`` is false where the run knows nothing to compare with.
    """

    items: tuple[Loosening, ...]
    at: Location
    compared: bool = True

    def __iter__(self) -> Iterator[Loosening]:
        return iter(self.items)


def loosenings(
    base: Base,
    snapshot: Snapshot,
    proposed: ProposedPolicy,
    declared: Declared,
    governance: Governance,
    waivers: Waivers,
    statement: ApplicabilityStatement,
    roster: Roster,
    criteria: RiskCriteria,
    own_severities: OwnSeverities,
    clock: Clock,
) -> Loosenings:
    """Compare the two sides, if the run knows the one that the change starts from.

    Where that side has gone on since the change left it, what it has tightened meanwhile is missing
    from the change as it was missing there: a merge keeps it, so it is no loosening.
    """
    at = Location(proposed.loaded.path)
    if base.supply is None:
        return Loosenings((), at, compared=False)
    own = _Side(snapshot, proposed, declared, governance, waivers, statement, roster, criteria)
    before = _side(base)
    found = _compared(before, own, own_severities, clock.today)
    if found and base.parted is not None:
        parted = _compared(before, _side(base.parted), own_severities, clock.today)
        missed = {each.meaning for each in parted}
        found = [each for each in found if each.meaning not in missed]
    return Loosenings(tuple(found), at)


@dataclass(frozen=True, slots=True)
class _Side:
    """What one side says of how it is judged."""

    snapshot: Snapshot
    policy: ProposedPolicy
    declared: Declared
    governance: Governance
    waivers: Waivers
    statement: ApplicabilityStatement
    roster: Roster
    criteria: RiskCriteria


def _side(base: Base) -> _Side:
    return _Side(
        base[Snapshot],
        base[ProposedPolicy],
        base[Declared],
        base[Governance],
        base[Waivers],
        base[ApplicabilityStatement],
        base[Roster],
        base[RiskCriteria],
    )


def _compared(old: _Side, new: _Side, own: OwnSeverities, today: date) -> list[Loosening]:
    """In what respects one side asks for less than the other.

    The change by which a repository adopts the gate brings its policy and its baseline. Where only
    a folder is judged, what runs the gate and says who owns it lies above that.
    """
    before, manifest, stated = old.snapshot, old.declared.manifest, old.policy.loaded
    documents = [
        stated.path,
        *(file.path for file in manifest.files),
        *(each.path for each in old.governance),
    ]
    around, around_now = with_surroundings(before), with_surroundings(new.snapshot)
    adopted = manifest.exists or stated.exists or runs_gate(before)
    return [
        *(policy_loosenings(old.policy, new.policy, own) if adopted else ()),
        *(baseline_loosenings(before, stated, new.snapshot, new.policy.loaded) if adopted else ()),
        *manifest_loosenings(manifest, new.declared.manifest),
        *ownership_loosenings(manifest, new.declared.manifest, before.files, new.snapshot.files),
        *approver_loosenings(
            (old.roster, manifest),
            (new.roster, new.declared.manifest),
            old.policy.playbooks,
            today,
        ),
        *waiver_loosenings(old.waivers, new.waivers),
        *statement_loosenings(old.statement, new.statement),
        *record_loosenings(old.governance, new.governance),
        *criteria_loosenings(old.criteria, new.criteria),
        *monitor_loosenings(old.governance, new.governance),
        *running_loosenings(around, around_now),
        *pin_loosenings(around, around_now),
        *double_loosenings(around, around_now),
        *owner_loosenings(around, around_now, documents),
    ]
