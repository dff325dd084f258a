"""Who owns the files of the gate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ..governance.codeowners import GITHUB, GITLAB, Ownership, read_ownership
from ..model import Location
from ..repository import Snapshot
from .running import ci_files
from .terms import Loosening, shown

_GUARDED: Final = ("aims.yaml", "aims-gate.yaml", "governance/x", "aims-gate-baseline.txt")
_WAIVERS: Final = "governance/waivers.yaml"


def owner_loosenings(
    old: Snapshot, new: Snapshot, documents: Iterable[str] = ()
) -> Iterator[Loosening]:
    """Files of the gate that other people answer for, by CODEOWNERS, than before.

    ``documents`` are paths of manifests and governance documents. Many may have new owners by one
    line: of those with the same owners before and after, the first is named. The platforms look in
    different places; which of them the repository lies on is not known.
    """
    named: set[str] = set()
    for places in (GITHUB, GITLAB):
        before, after = read_ownership(old, places), read_ownership(new, places)
        if before is not None:
            found = [each for each in _of(old, before, after, documents) if each.key not in named]
            named |= {each.key for each in found}
            yield from found


def _of(
    old: Snapshot, before: Ownership, after: Ownership | None, documents: Iterable[str]
) -> Iterator[Loosening]:
    told: set[tuple[str, str]] = set()
    for path in (*(f"{old.base}{name}" for name in _GUARDED), *ci_files(old)):
        for found in _owners(path, before, after):
            told.add((found.old, found.new))
            yield found
    for path in (before.path, f"{old.base}{_WAIVERS}", *documents):
        for found in _owners(path, before, after):
            if (found.old, found.new) not in told:
                told.add((found.old, found.new))
                yield found


def _owners(path: str, before: Ownership, after: Ownership | None) -> Iterator[Loosening]:
    was, now = before.rule(path), after.rule(path) if after else None
    old = frozenset(was.owners) if was else frozenset()
    new = frozenset(now.owners) if now else frozenset()
    at = Location((after or before).path, now.line if now else 1)
    if old and old != new:  # one owner's word is enough: a further one loosens too
        yield Loosening(f"codeowners.{path}", shown(old), shown(new), at)
    elif was and now and old and now.approvals < was.approvals:
        many, fewer = (f"{rule.approvals} of {shown(old)} approve" for rule in (was, now))
        yield Loosening(f"codeowners.{path}", many, fewer, at)
