"""The organisation, which some duties fall on as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Evidence, Location, Subject, SubjectKind, Tier
from ..portfolio import Declarations, Systems


@dataclass(frozen=True, slots=True)
class Organisation(Evidence):
    """Who answers for the AI as a whole: in the highest tier and all roles of the systems.

    ``subject`` is ``None`` where there is no AI to answer for; ``at`` is where a person would look
    for what nobody wrote yet.
    """

    subject: Subject | None
    at: Location


def organisation(systems: Systems, declarations: Declarations) -> Organisation:
    """The organisation behind the systems."""
    at = Location(declarations.manifest.path)
    if not declarations.manifest.exists:
        at = next((system.at for system in systems), at)
    if not len(systems):
        return Organisation(None, at)
    # A prohibited system frees nobody from the duties towards the others: it counts as high.
    tiers = (system.subject.tier for system in systems)
    tier = max((min(tier, Tier.HIGH, key=_rank) for tier in tiers), key=_rank)
    roles = frozenset(role for system in systems for role in system.subject.roles)
    subject = Subject(
        SubjectKind.ORGANISATION, "(organisation)", name="the organisation", tier=tier, roles=roles
    )
    return Organisation(subject, at)


def _rank(tier: Tier) -> int:
    return tier.rank
