"""How a baseline exempts more than before."""

from __future__ import annotations

from collections.abc import Iterator

from ..declarations import LoadedPolicy
from ..declarations.baseline import FILE, LIMIT, BaselineError, read_baseline
from ..model import Location
from ..repository import Snapshot
from .terms import Loosening


def baseline_loosenings(
    old: Snapshot, was: LoadedPolicy, new: Snapshot, now: LoadedPolicy
) -> Iterator[Loosening]:
    """Findings that the baseline newly lists; each side has it where its policy says."""
    before, after = _listed(old, was), _listed(new, now)
    added = after.keys() - before.keys()
    if added:
        at = min((after[each] for each in added), key=lambda place: place.line)
        yield Loosening("baseline", f"{len(before)} listed", f"{len(added)} more listed", at)


def _listed(snapshot: Snapshot, policy: LoadedPolicy) -> dict[str, Location]:
    """The fingerprints, each with its line; none of a file that the gate would refuse."""
    stated = policy.policy.files.baseline if policy.policy else None
    path = f"{snapshot.base}{stated or FILE}"
    try:
        known = read_baseline(snapshot.get(path, LIMIT + 1) or b"", path)
    except BaselineError:
        return {}
    return {each.fingerprint: Location(path, each.line) for each in known}
