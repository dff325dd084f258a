"""Obligations and banned practices that the gate knows by id, from the data in this package.

Both are lists to start from and no legal advice: each has the day as of which it was drawn up, and
organisations add what else binds them to their own register.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pkgutil import get_data
from types import MappingProxyType
from typing import Any

from ..model import Role, Tier


class ObligationKind(StrEnum):
    """What an obligation is about. An AI class says how a law on AI ranks a system."""

    AI_CLASS = "ai-class"
    AI = "ai"
    PRIVACY = "privacy"
    SECTOR = "sector"


@dataclass(frozen=True, slots=True)
class KnownObligation:
    """A law or a part of one.

    ``regions`` are codes (``EU``, ``US-CO``), none where a treaty holds. ``tiers`` and ``roles``
    are those that a class of systems goes with; empty where any does.
    """

    id: str
    title: str
    regions: frozenset[str]
    kind: ObligationKind
    source: str
    tiers: frozenset[Tier] = frozenset()
    roles: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class BannedPractice:
    """Something that Article 5 of the EU AI Act bans; ``title`` follows "the system"."""

    id: str
    title: str
    article: str


@cache
def load_obligations() -> Mapping[str, KnownObligation]:
    """The obligations by id."""
    return MappingProxyType(
        {row["id"]: _obligation(row) for row in _read("obligations.json")["obligations"]}
    )


@cache
def load_practices() -> tuple[BannedPractice, ...]:
    """The banned practices in the order of the law."""
    return tuple(BannedPractice(**row) for row in _read("practices.json")["practices"])


def _obligation(row: dict[str, Any]) -> KnownObligation:
    return KnownObligation(
        id=row["id"],
        title=row["title"],
        regions=frozenset(row["regions"]),
        kind=ObligationKind(row["kind"]),
        source=row["source"],
        tiers=frozenset(Tier(tier) for tier in row.get("tiers", ())),
        roles=frozenset(Role(role) for role in row.get("roles", ())),
    )


def _read(name: str) -> Any:
    data = get_data(__package__, name)
    if data is None:
        raise FileNotFoundError(f"{name} is missing in the installed package {__package__}")
    return json.loads(data)


EU_MEMBERS = frozenset(
    "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split()
)
_EEA = frozenset({"IS", "LI", "NO"})
_NAMES = {
    "europe": "EU",
    "european union": "EU",
    "eea": "EU",
    "eu/eea": "EU",
    "germany": "DE",
    "france": "FR",
    "spain": "ES",
    "italy": "IT",
    "netherlands": "NL",
    "ireland": "IE",
    "austria": "AT",
    "poland": "PL",
    "sweden": "SE",
    "portugal": "PT",
    "belgium": "BE",
    "denmark": "DK",
    "finland": "FI",
    "united kingdom": "UK",
    "great britain": "UK",
    "gb": "UK",
    "switzerland": "CH",
    "united states": "US",
    "usa": "US",
    "canada": "CA",
    "brazil": "BR",
    "china": "CN",
    "japan": "JP",
    "south korea": "KR",
    "india": "IN",
    "singapore": "SG",
    "australia": "AU",
}


def region_code(region: str) -> str:
    """The code of a region that people may write by name: ``Germany`` is ``DE``."""
    text = " ".join(region.split())
    return _NAMES.get(text.casefold(), text.upper())


def within(region: str, jurisdictions: frozenset[str]) -> bool:
    """Whether the law of one of the jurisdictions holds in a region; both are codes.

    The law of the EU holds in its member states (that of the single market in the EEA too), federal
    law in a state (``US-CO``).
    """
    if region in jurisdictions or region.partition("-")[0] in jurisdictions:
        return True
    return is_in_eu(region) and "EU" in jurisdictions


def is_in_eu(region: str) -> bool:
    """Whether the law of the European single market holds in a region, given as a code."""
    return region == "EU" or region.partition("-")[0] in EU_MEMBERS | _EEA
