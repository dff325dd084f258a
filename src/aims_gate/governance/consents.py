"""Who approved what the run judges: people, matched by the accounts of the register.

The platform's own record decides. Trailers and signatures of commits are shown beside it, but a
trailer is only text, and neither says that somebody has looked at the whole change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from ..declarations import Entry
from ..model import Base, Environment, Evidence, NotAssessed
from ..platforms.record import Approval, ChangeRequest, ReviewedChange
from ..repository import Change, Snapshot, change, signers
from .approvals import lacking_roles
from .people import Roster

if TYPE_CHECKING:
    from ..declarations.manifest import System as DeclaredSystem

_PLATFORMS = ("github", "gitlab")


@dataclass(frozen=True, slots=True)
class Consent:
    """Who approved one request of a platform.

    ``people`` maps the ids of those who approved its last commit and wrote none of it to the day on
    which they did, where it is known. ``unknown`` are accounts of approvers that nobody in the
    register has, ``stale`` those whose approval is of an earlier state.
    """

    name: str
    people: dict[str, date | None]
    unknown: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()

    @property
    def described(self) -> str:
        """Who approved it, for a message."""
        said = [f"approved by {', '.join(sorted(self.people)) or 'nobody of the register'}"]
        if self.unknown:
            said.append(f"{', '.join(self.unknown)} in no register")
        if self.stale:
            said.append(f"{', '.join(self.stale)} before the last push")
        return f"{self.name} is {'; '.join(said)}"


@dataclass(frozen=True, slots=True)
class Approvals(Evidence):
    """Who approved the change that is judged.

    ``consent`` is by the platform's record; where that is not known, ``reason`` says why and
    ``fix`` what would let it be known. ``weaker`` says what the commits themselves tell.
    ``roster`` is the register by which people are known: of the side that the change starts from,
    so that no change can make its author somebody else. ``touched`` are the paths that the change
    is known to touch, ``wrote`` the people whose addresses its commits bear.
    """

    roster: Roster
    consent: Consent | None = None
    reason: str = ""
    fix: str = ""
    weaker: str = ""
    touched: frozenset[str] = frozenset()
    wrote: frozenset[str] = frozenset()

    @property
    def unknown(self) -> str:
        """Why it is not known who approved the change, with what is known instead."""
        return f"{self.reason}; {self.weaker}" if self.weaker else self.reason


def change_approvals(
    reviewed: ReviewedChange,
    roster: Roster,
    base: Base,
    snapshot: Snapshot,
    environment: Environment,
) -> Approvals:
    """Match the record of the platform, and what commits say, with the people of the register."""
    trusted = trusted_roster(roster, base)
    brought = _commits(snapshot, base)
    found = Approvals(
        roster=trusted,
        weaker=_weaker(brought, trusted, snapshot, environment.variables.get("PATH", "")),
        touched=brought.paths if brought else frozenset(),
        wrote=_writers(brought, trusted),
    )
    if reviewed.request is None:
        return replace(found, reason=reviewed.reason, fix=reviewed.fix)
    return replace(found, consent=consent_of(reviewed.request, trusted))


def trusted_roster(roster: Roster, base: Base) -> Roster:
    """The register of the side that a change starts from; without such a side the own one."""
    return roster if base.supply is None else base[Roster]


def _writers(brought: Change | None, roster: Roster) -> frozenset[str]:
    people = (roster.by_account("email", each) for each in (brought.authors if brought else ()))
    return frozenset(person for person in people if person)


def consent_of(
    request: ChangeRequest, roster: Roster, deployed: Iterable[Approval] = ()
) -> Consent:
    """Who of the register approved a request, or let what it brought be deployed."""
    wrote = {person_of(each, roster) for each in request.authors}
    wrote |= {roster.by_account("email", each) for each in request.addresses}
    people: dict[str, date | None] = {}
    unknown = []
    for approval in (*request.approvals, *deployed):
        person = person_of(approval.account, roster)
        if person is None:
            unknown.append(approval.account)
        elif person not in wrote:
            people[person] = approval.on
    return Consent(request.name, people, tuple(dict.fromkeys(unknown)), request.stale)


def person_of(account: str, roster: Roster) -> str | None:
    """The id of the person who has an account on a platform."""
    found = {roster.by_account(kind, account) for kind in _PLATFORMS} - {None}
    return found.pop() if len(found) == 1 else None


def lacking_for_any(
    wanted: Iterable[str],
    people: Iterable[str],
    entries: Iterable[Entry[DeclaredSystem]],
    roster: Roster,
    today: date,
) -> tuple[str, ...]:
    """The roles that nobody of ``people`` holds for any of the systems."""
    able = set(people)
    systems = tuple(entries)
    return tuple(
        role
        for role in wanted
        if all(lacking_roles([role], able, entry, roster, today) for entry in systems)
    )


def _commits(snapshot: Snapshot, base: Base) -> Change | None:
    try:
        return change(snapshot, base)
    except NotAssessed:
        return None


def _weaker(brought: Change | None, roster: Roster, snapshot: Snapshot, programs: str) -> str:
    """What the commits of a change say of approval, for a message; empty if nothing."""
    if brought is None:
        return ""
    names = dict.fromkeys(_signed_off(brought, roster))
    keys = dict.fromkeys(_signed(brought, roster, snapshot, programs))
    said = []
    if names:
        said.append(f"signed off by {', '.join(names)}")
    if keys:
        said.append(f"signed with the key of {', '.join(keys)}")
    return f"its commits are {' and '.join(said)}, which is no review" if said else ""


def _signed_off(brought: Change, roster: Roster) -> Iterator[str]:
    for commit in brought.commits:
        for address in commit.signed_off:
            person = roster.by_account("email", address)
            if person and address not in brought.authors:
                yield person


def _signed(brought: Change, roster: Roster, snapshot: Snapshot, programs: str) -> Iterator[str]:
    known = {
        person.accounts["signing_key"]: person.id
        for person in roster.people.values()
        if "signing_key" in person.accounts
    }
    if not known:
        return
    for key in signers(snapshot, [commit.id for commit in brought.commits], programs):
        if key in known:
            yield known[key]
