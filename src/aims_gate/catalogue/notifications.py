"""The reports of incidents that laws ask for, and until when, from the data in this package.

A list to start from and no legal advice; it has the day as of which it was drawn up.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pkgutil import get_data
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class LegalNotification:
    """A report that a law asks for.

    ``hours`` count from becoming aware; ``None`` where the law says "immediately" or "without
    undue delay" and leaves the number to whoever reports.
    """

    obligation: str
    event: str
    to: str
    hours: int | None
    source: str


@cache
def load_notifications() -> Mapping[str, tuple[LegalNotification, ...]]:
    """The reports by the id of the obligation, those with the shortest deadline first."""
    data = get_data(__package__, "notifications.json")
    if data is None:
        raise FileNotFoundError(f"notifications.json is missing in the package {__package__}")
    found: dict[str, list[LegalNotification]] = {}
    for row in json.loads(data)["notifications"]:
        found.setdefault(row["obligation"], []).append(LegalNotification(**row))
    return MappingProxyType({id_: tuple(sorted(each, key=_hours)) for id_, each in found.items()})


def _hours(each: LegalNotification) -> int:
    return each.hours if each.hours is not None else 0
