"""Who is who: the register of people, to look persons up in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..evidence.text import fold
from ..model import Evidence, Location
from .files import Governance


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody in the register. ``roles`` are as written; ``left`` is the day the person left."""

    id: str
    roles: tuple[str, ...]
    at: Location
    contact: str = ""
    top_management: bool = False
    left: date | None = None

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
            )
            people.setdefault(person.id, known)
    return Roster(people, exists=bool(governance.people))
