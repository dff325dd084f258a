"""Everything in which a change asks for less than the side that it starts from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..governance.applicability import ApplicabilityStatement
from ..governance.files import Governance
from ..governance.waivers import Waivers
from ..model import Base, Evidence, Location
from ..portfolio import Declared
from ..repository import Snapshot
from .baselines import baseline_loosenings
from .documents import record_loosenings, statement_loosenings, waiver_loosenings
from .manifests import manifest_loosenings
from .policies import policy_loosenings
from .proposal import ProposedPolicy
from .terms import Loosening
from .ways_in import owner_loosenings, runs_gate, workflow_loosenings


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
) -> Loosenings:
    """Compare the two sides, if the run knows the one that the change starts from.

    The change by which a repository adopts the gate brings its policy and its baseline.
    """
    at = Location(proposed.loaded.path)
    if base.supply is None:
        return Loosenings((), at, compared=False)
    before, stated, manifest = base[Snapshot], base[ProposedPolicy], base[Declared].manifest
    documents = [*(file.path for file in manifest.files), *(each.path for each in base[Governance])]
    adopted = manifest.exists or stated.loaded.exists or runs_gate(before)
    found = [
        *(policy_loosenings(stated, proposed) if adopted else ()),
        *(baseline_loosenings(before, stated.loaded, snapshot, proposed.loaded) if adopted else ()),
        *manifest_loosenings(manifest, declared.manifest),
        *waiver_loosenings(base[Waivers], waivers),
        *statement_loosenings(base[ApplicabilityStatement], statement),
        *record_loosenings(base[Governance], governance),
        *workflow_loosenings(before, snapshot),
        *owner_loosenings(before, snapshot, documents),
    ]
    return Loosenings(tuple(found), at)
