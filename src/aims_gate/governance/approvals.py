"""Whether the people who approved something hold the roles that the playbook asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

from ..declarations import Entry
from .people import Roster

if TYPE_CHECKING:
    from ..declarations.manifest import System as DeclaredSystem

OWNER = "owner"
"""The role of whoever owns the system in question."""


def holders(role: str, entry: Entry[DeclaredSystem] | None, roster: Roster) -> frozenset[str]:
    """The ids of those who hold a role for a system.

    A role is ``owner``, a duty of the system in the manifest, or a role of the register of people;
    of a system that nobody declares (``entry`` is ``None``) only the last.
    """
    found = {person.id for person in roster.people.values() if person.holds(role)}
    if entry is None:
        return frozenset(found)
    system = entry.value
    if role == OWNER and system.owner.person:
        found.add(system.owner.person)
    if duty := system.duties.get(role):
        found.add(duty)
    return frozenset(found)


def lacking_roles(
    wanted: Iterable[str],
    people: Collection[str],
    entry: Entry[DeclaredSystem] | None,
    roster: Roster,
    today: date,
) -> tuple[str, ...]:
    """The roles that nobody of ``people`` holds; who left or is unknown holds none."""
    able = {person for person in people if roster.problem(person, today) is None}
    return tuple(role for role in wanted if not able & holders(role, entry, roster))
