"""The closed vocabularies of declarations, durations, and the roles that follow from activities."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from ..model import Role


class Activity(StrEnum):
    """What the organisation does with an AI system."""

    TRAINS = "trains"
    FINE_TUNES = "fine-tunes"
    SUPPLIES_COMPONENTS = "supplies-components"
    INTEGRATES_THIRD_PARTY = "integrates-third-party"
    OFFERS_TO_CUSTOMERS = "offers-to-customers"
    USES_INTERNALLY = "uses-internally"


ROLE_OF_ACTIVITY: Final[Mapping[Activity, Role]] = MappingProxyType(
    {
        Activity.TRAINS: Role.PRODUCER,
        Activity.FINE_TUNES: Role.PRODUCER,
        Activity.SUPPLIES_COMPONENTS: Role.PROVIDER,
        Activity.INTEGRATES_THIRD_PARTY: Role.PROVIDER,
        Activity.OFFERS_TO_CUSTOMERS: Role.PROVIDER,
        Activity.USES_INTERNALLY: Role.USER,
    }
)


def roles_of(activities: Iterable[Activity]) -> frozenset[Role]:
    """The roles that an organisation plays for a system it does these things with."""
    return frozenset(ROLE_OF_ACTIVITY[activity] for activity in activities)


class Lifecycle(StrEnum):
    """The stage of its life that a system is in."""

    DESIGN = "design"
    DEVELOPMENT = "development"
    VALIDATION = "validation"
    OPERATION = "operation"
    RETIRED = "retired"


class OversightMode(StrEnum):
    """How people stay in charge of what a system does, strongest first."""

    HUMAN_DECIDES = "human-decides"
    HUMAN_APPROVES = "human-approves"
    HUMAN_MONITORS = "human-monitors"
    NONE = "none"

    def is_at_least(self, least: OversightMode) -> bool:
        """Whether this mode leaves people as much in charge as ``least`` does."""
        modes = list(OversightMode)
        return modes.index(self) <= modes.index(least)


class Explanation(StrEnum):
    """How much a system must tell of how it comes to a result, least first."""

    NONE = "none"
    METHOD_DESCRIBED = "method-described"
    REASONS_PER_DECISION = "reasons-per-decision"


class Event(StrEnum):
    """What a run of the gate decides about."""

    PULL_REQUEST = "pull_request"
    RELEASE = "release"
    SCHEDULE = "schedule"


_DURATION = re.compile(r"([0-9]{1,5}) ?(day|week|month|year)s?")
_DAYS_A_WEEK, _MONTHS_A_YEAR = 7, 12


@dataclass(frozen=True, slots=True)
class Duration:
    """A span of calendar time: whole months, then days."""

    months: int = 0
    days: int = 0

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Read a number and a unit, as in ``365 days`` or ``6 months``; else ``ValueError``."""
        found = _DURATION.fullmatch(text.strip())
        if not found:
            raise ValueError(f"{text[:40]!r} is no number with a unit")
        number = int(found[1])
        match found[2]:
            case "day":
                return cls(days=number)
            case "week":
                return cls(days=number * _DAYS_A_WEEK)
            case "month":
                return cls(months=number)
            case _:
                return cls(months=number * _MONTHS_A_YEAR)

    def after(self, day: date) -> date:
        """The day this span after ``day``; the last day of a month stands in for a later one.

        Spans that lead out of the calendar end at its last day.
        """
        try:
            months = day.year * _MONTHS_A_YEAR + day.month - 1 + self.months
            year, month = months // _MONTHS_A_YEAR, months % _MONTHS_A_YEAR + 1
            last = calendar.monthrange(year, month)[1]
            return date(year, month, min(day.day, last)) + timedelta(days=self.days)
        except (ValueError, OverflowError):
            return date.max

    def __str__(self) -> str:
        parts = [
            f"{number} {unit}{'' if number == 1 else 's'}"
            for number, unit in ((self.months, "month"), (self.days, "day"))
            if number
        ]
        return " ".join(parts) or "0 days"
