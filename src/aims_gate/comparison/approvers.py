"""Who may approve, by the register of people and the manifest, and did not before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..declarations import LoadedManifest
from ..governance.approvals import OWNER, holders
from ..governance.people import KnownPerson, Roster
from ..model import Location
from ..portfolio import RULED_TIERS, Playbooks
from .terms import Loosening, shown

_ON_PLATFORMS = ("github", "gitlab")


def approver_loosenings(
    old: tuple[Roster, LoadedManifest],
    new: tuple[Roster, LoadedManifest],
    playbooks: Playbooks,
    today: date,
) -> Iterator[Loosening]:
    """Accounts whose approval newly counts for a role that the playbook of before asks for.

    So does an address that an approver loses: by it the author of a commit is known. Without a
    register nobody's approval counted, and who writes the first one is not compared.
    """
    if not old[0].exists:
        return
    for role in sorted(_roles(playbooks)):
        before, after = _accounts(role, *old, today), _accounts(role, *new, today)
        added = sorted(after.keys() - before.keys())
        if added:
            at = after[added[0]]
            yield Loosening(f"approvers.{role}", shown(tuple(before)), shown(added), at)
    for id_, person in old[0].people.items():
        now = new[0].find(id_)
        if now is not None and _email(person) not in ("", _email(now)):
            name = f"approvers.{id_}.email"
            yield Loosening(name, _email(person), _email(now) or "nothing", now.at)


def _roles(playbooks: Playbooks) -> set[str]:
    """The roles that approve anything; of the gate it is the owner where no other is named."""
    rules = (playbooks.of(tier) for tier in RULED_TIERS)
    return {OWNER, *(role for each in rules for roles in each.approvals.values() for role in roles)}


def _accounts(
    role: str, roster: Roster, manifest: LoadedManifest, today: date
) -> dict[str, Location]:
    """The accounts of those who hold a role for any system, each with where it is said."""
    found: dict[str, Location] = {}
    for entry in (None, *manifest.systems):
        for id_ in holders(role, entry, roster):
            person = roster.find(id_)
            if person is None or roster.problem(id_, today):
                continue
            for kind in _ON_PLATFORMS:
                if account := person.accounts.get(kind):
                    found.setdefault(f"{kind}:{account}", person.at)
    return found


def _email(person: KnownPerson) -> str:
    return person.accounts.get("email", "")
