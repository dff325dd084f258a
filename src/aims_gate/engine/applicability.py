"""Whether a check applies: by the controls that are excluded, by risk tier and by role."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from ..model import Check, Role, Subject

Exclusion: TypeAlias = Callable[[Iterable[str]], str | None]
"""Says why what counts for some controls alone does not apply, if all of them are excluded."""


def nothing_excluded(controls: Iterable[str]) -> None:
    """Where no control is excluded."""


def why_excluded(check: Check[Any], exclusion: Exclusion) -> str | None:
    """Why the check does not apply to anything; ``None`` if it does.

    A check without controls counts for clauses, from which nobody can be excused.
    """
    if not check.excludable or not check.controls:
        return None
    return exclusion(check.controls)


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
