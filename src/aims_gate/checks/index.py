"""The index of the checks: what a run has to know of those that it does not run."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from ..model import Check, Profile, Reach, Role, Severity, Tier, Unloaded

FILE: Final = "index.json"


def listed() -> tuple[Check[Any], ...]:
    """Every check of the base set, none of them imported."""
    text = (files(__package__) / FILE).read_text(encoding="utf-8")
    return tuple(_restored(row) for row in json.loads(text))


def index_text(checks: Iterable[Check[Any]]) -> str:
    """The index of some checks, as the file has it."""
    return json.dumps([_described(check) for check in checks], indent=1, ensure_ascii=False) + "\n"


def _described(check: Check[Any]) -> dict[str, Any]:
    function: Any = check.observe
    return {
        "id": check.id,
        "function": f"{function.__module__}:{function.__name__}",
        "title": check.title,
        "summary": check.summary,
        "why": check.why,
        "how": check.how,
        "controls": check.controls,
        "clauses": check.clauses,
        "evidences": check.evidences,
        "severity": {tier.value: severity.value for tier, severity in check.severity.items()},
        "roles": sorted(role.value for role in check.roles),
        "tiers": [tier.value for tier in sorted(check.tiers, key=lambda tier: tier.rank)],
        "profile": check.profile.value,
        "reach": check.reach.value,
        "since": check.since,
        "excludable": check.excludable,
    }


def _restored(row: dict[str, Any]) -> Check[Any]:
    severity = {Tier(tier): Severity(value) for tier, value in row["severity"].items()}
    return Check(
        id=row["id"],
        title=row["title"],
        summary=row["summary"],
        why=row["why"],
        how=row["how"],
        controls=tuple(row["controls"]),
        clauses=tuple(row["clauses"]),
        evidences=tuple(row["evidences"]),
        severity=MappingProxyType(severity),
        roles=frozenset(Role(role) for role in row["roles"]),
        tiers=frozenset(Tier(tier) for tier in row["tiers"]),
        profile=Profile(row["profile"]),
        reach=Reach(row["reach"]),
        since=row["since"],
        needs=MappingProxyType({}),
        observe=Unloaded(row["function"]),
        excludable=row["excludable"],
    )
