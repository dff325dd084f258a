"""The rules a run judges by: which checks, how severe, and what makes the gate fail."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..declarations import LoadedPolicy
from ..model import ERROR, Check, Finding, Profile, Severity, Tier
from .request import Request


class UnknownCheckError(Exception):
    """A check is named that nobody offers; the message suggests what may have been meant."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the policy and the options of the command line come to.

    ``fail_on`` holds the least severity that makes the gate fail, by tier. ``ignore`` maps the
    checks that do not run to the reason. ``select``, if not empty, names the only checks that run,
    whatever their profile. ``severity`` overrides the checks' own severities, by check and tier.
    ``require`` names checks that must be assessed for the gate to judge at all.
    """

    profile: Profile = Profile.STARTER
    fail_on: Mapping[Tier, Severity] = field(default_factory=lambda: dict.fromkeys(Tier, ERROR))
    ignore: Mapping[str, str] = field(default_factory=dict)
    select: frozenset[str] = frozenset()
    severity: Mapping[str, Mapping[Tier, Severity]] = field(default_factory=dict)
    require: frozenset[str] = frozenset()

    def selected(self, offered: Iterable[Check[Any]]) -> tuple[Check[Any], ...]:
        """The checks that run, in the order of the offer."""
        return tuple(check for check in offered if self._selects(check))

    def _selects(self, check: Check[Any]) -> bool:
        if check.id in self.ignore:
            return False
        if self.select:
            return check.id in self.select
        return self.profile.includes(check.profile) or check.id in self.require

    def severity_of(self, check: Check[Any], finding: Finding) -> Severity:
        """How much a finding matters: what the policy says of the check, else the check itself.

        A finding that is milder than its check by nature stays so under a policy.
        """
        tier = finding.about.tier
        override = self.severity.get(check.id, {}).get(tier)
        own = finding.severity or check.severity[tier]
        if override is None:
            return own
        return min(own, override, key=_rank) if finding.severity else override

    def refuse_unknown(self, offered: Iterable[Check[Any]]) -> None:
        """Raise :class:`UnknownCheckError` for the first check named that is not on offer."""
        known = {check.id for check in offered}
        for name in sorted({*self.select, *self.ignore, *self.severity, *self.require} - known):
            raise UnknownCheckError(unknown_check(name, known))


def unknown_check(name: str, known: Collection[str]) -> str:
    """Say that there is no such check, with the nearest id that there is."""
    near = difflib.get_close_matches(name, sorted(known), n=1)
    hint = f"did you mean {near[0]!r}?" if near else "`aims-gate list checks` lists them all"
    return f"there is no check {name!r}: {hint}"


def _rank(severity: Severity) -> int:
    return severity.rank


def rules_of(request: Request, policy: LoadedPolicy) -> Rules:
    """What the policy and the request come to; an invalid policy counts as none."""
    stated = policy.policy
    if stated is None:
        fail_on = dict.fromkeys(Tier, request.fail_on or Severity.ERROR)
        return Rules(
            profile=request.profile or Profile.STARTER,
            fail_on=fail_on,
            ignore=dict.fromkeys(request.ignore, "left out on the command line"),
            select=request.select,
        )
    fail_on = stated.fail_on.thresholds(request.event)
    if request.fail_on:
        fail_on = dict.fromkeys(Tier, request.fail_on)
    return Rules(
        profile=request.profile or stated.profile,
        fail_on=fail_on,
        ignore={
            **stated.checks.ignore,
            **dict.fromkeys(request.ignore, "left out on the command line"),
        },
        select=request.select,
        severity={name: each.by_tier() for name, each in stated.checks.severity.items()},
        require=frozenset(stated.checks.require),
    )
