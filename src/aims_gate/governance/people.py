"""Who is who: the register of people, to look persons up in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from ..evidence.text import fold
from ..model import Evidence, Location
from .files import Governance

if TYPE_CHECKING:
    from ..declarations.records.people import Accounts


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody in the register. ``roles`` are as written; ``left`` is the day the person left.

    ``accounts`` maps ``github``, ``gitlab``, ``email`` and ``signing_key`` to what the person has
    there, in lower case and without ``@`` before it; a key is as it is written.
    """

    id: str
    roles: tuple[str, ...]
    at: Location
    contact: str = ""
    top_management: bool = False
    left: date | None = None
    accounts: Mapping[str, str] = field(default_factory=dict)

    def holds(self, role: str) -> bool:
        """Whether the person holds a role, however it is written: ``head-of-risk``."""
        return fold(role) in {fold(each) for each in self.roles}


@dataclass(frozen=True, slots=True)
class Roster(Evidence):
    """The people of the register by id. ``exists`` is false where nobody wrote one."""

    people: Mapping[str, KnownPerson]
    exists: bool

    def find(self, id_: str | None) -> KnownPerson | None:
        """The person with this id, if the register has one."""
        return self.people.get(id_) if id_ else None

    def by_account(self, kind: str, account: str) -> str | None:
        """The id of the one person who has an account: ``by_account("github", "ann")``.

        An account that several are said to have is nobody's.
        """
        wanted = account.strip().removeprefix("@").lower()
        found = [each.id for each in self.people.values() if each.accounts.get(kind) == wanted]
        return found[0] if wanted and len(found) == 1 else None

    def problem(self, id_: str | None, today: date) -> str | None:
        """Why somebody cannot answer for anything, in words that follow the id.

        ``None`` if nothing is known against it; without a register nothing is known of anybody.
        """
        if not id_:
            return "is not named"
        if not self.exists:
            return None
        person = self.find(id_)
        if person is None:
            return "is not in the register of people"
        if person.left and person.left <= today:
            return f"left on {person.left}"
        return None


def roster(governance: Governance) -> Roster:
    """The people of all registers; of an id that is given twice the first counts."""
    people: dict[str, KnownPerson] = {}
    for filed in governance.people:
        for index, person in enumerate(filed.value.people):
            known = KnownPerson(
                id=person.id,
                roles=person.roles,
                at=filed.locate("people", index, "id"),
                contact=person.contact or "",
                top_management=person.top_management,
                left=person.left,
                accounts=_accounts(person.accounts) if person.accounts else {},
            )
            people.setdefault(person.id, known)
    return Roster(people, exists=bool(governance.people))


def _accounts(stated: Accounts) -> dict[str, str]:
    named = {"github": stated.github, "gitlab": stated.gitlab, "email": stated.email}
    found = {kind: value.removeprefix("@").lower() for kind, value in named.items() if value}
    if stated.signing_key:
        found["signing_key"] = stated.signing_key
    return found
