"""Whether a check applies to a subject: by risk tier and by role."""

from __future__ import annotations

from typing import Any

from ..model import Check, Role, Subject


def why_not(check: Check[Any], subject: Subject) -> str | None:
    """Why the check does not apply to the subject; ``None`` if it does.

    A subject without roles is not restricted by them.
    """
    if subject.tier not in check.tiers:
        tiers = [tier.value for tier in sorted(check.tiers, key=lambda tier: tier.rank)]
        return f"its risk tier is {subject.tier}; the check is for {', '.join(tiers)}"
    if subject.roles and not subject.roles & check.roles:
        return f"the role here is {_listed(subject.roles)}; the check is for {_listed(check.roles)}"
    return None


def _listed(roles: frozenset[Role]) -> str:
    return ", ".join(sorted(roles))
