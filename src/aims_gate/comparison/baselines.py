"""How a baseline exempts more than before."""

from __future__ import annotations

from collections.abc import Iterator

from ..declarations import LoadedPolicy
from ..declarations.baseline import (
    FILE,
    LIMIT,
    BaselineError,
    Known,
    read_baseline,
    severities,
    stricter,
)
from ..model import Location, Severity
from ..repository import Snapshot
from .terms import Loosening


def baseline_loosenings(
    old: Snapshot, was: LoadedPolicy, new: Snapshot, now: LoadedPolicy
) -> Iterator[Loosening]:
    """Findings that are newly listed, or as more severe; each side has it where its policy says."""
    listed, known = _listed(old, was), _listed(new, now)
    before, after = severities(listed), severities(known)
    places = {each.fingerprint: Location(_path(new, now), each.line) for each in reversed(known)}
    if added := sorted(after.keys() - before.keys(), key=lambda each: places[each].line):
        more, state = f"{len(added)} more listed", " ".join(sorted(added))
        yield Loosening("baseline", f"{len(before)} listed", more, places[added[0]], state)
    worse = [each for each in after.keys() & before.keys() if _lets(after[each], before[each])]
    if worse := sorted(worse, key=lambda each: places[each].line):
        more = f"{len(worse)} listed as more severe"
        state = " ".join(sorted(f"{each}:{after[each]}" for each in worse))
        yield Loosening("baseline.severity", "as taken up", more, places[worse[0]], state)


def _lets(after: Severity | None, before: Severity | None) -> bool:
    """Whether a finding may be more severe than it might before."""
    return stricter(before, after) != after


def _path(snapshot: Snapshot, policy: LoadedPolicy) -> str:
    stated = policy.policy.files.baseline if policy.policy else None
    return f"{snapshot.base}{stated or FILE}"


def _listed(snapshot: Snapshot, policy: LoadedPolicy) -> tuple[Known, ...]:
    """The entries; none of a file that the gate would refuse."""
    path = _path(snapshot, policy)
    try:
        return read_baseline(snapshot.get(path, LIMIT + 1) or b"", path)
    except BaselineError:
        return ()
