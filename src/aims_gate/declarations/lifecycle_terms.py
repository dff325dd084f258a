"""The closed vocabularies of the records of the life cycle, and the moments that they state."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Final


class Concern(StrEnum):
    """What an objective is about."""

    DEVELOPMENT = "development"
    USE = "use"
    MANAGEMENT = "management"


class Stage(StrEnum):
    """A stage of development that a step of the process belongs to."""

    DESIGN = "design"
    DATA = "data"
    DEVELOPMENT = "development"
    EVALUATION = "evaluation"
    RELEASE = "release"
    DEPLOYMENT = "deployment"
    OPERATION = "operation"
    RETIREMENT = "retirement"


class ComputeUse(StrEnum):
    """What computing resources are for."""

    TRAINING = "training"
    OPERATION = "operation"


class Gravity(StrEnum):
    """How grave an incident or a nonconformity is, least first."""

    MINOR = "minor"
    MAJOR = "major"
    SERIOUS = "serious"


BLOCKING: Final = frozenset({Gravity.MAJOR, Gravity.SERIOUS})
"""What is grave enough to hold a release up."""

_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(Z|[+-][0-9]{2}:[0-9]{2})?)?"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or a time of a day in UTC where one is stated (``is_exact``)."""

    at: datetime
    is_exact: bool

    @classmethod
    def parse(cls, text: str) -> Moment:
        """Read ``2026-10-19``, ``2026-10-19T09:40`` or ``2026-10-19T09:40+02:00``.

        A time without a zone is one of UTC. Raises ``ValueError`` for anything else.
        """
        found = _MOMENT.fullmatch(text.strip())
        if not found:
            raise ValueError(f"{text[:40]!r} is no day and no time")
        zone = "+00:00" if found[3] in (None, "Z") else found[3]
        stated = datetime.fromisoformat(f"{found[1]}T{found[2] or '00:00'}{zone}")
        try:
            return cls(stated.astimezone(UTC), found[2] is not None)
        except OverflowError:
            raise ValueError(f"{text[:40]!r} is not within the calendar") from None

    @property
    def day(self) -> date:
        """The day it lies on."""
        return self.at.date()

    def plus(self, hours: float) -> Moment:
        """The moment so many hours later; the end of the calendar if that lies beyond it."""
        try:
            return Moment(self.at + timedelta(hours=hours), self.is_exact)
        except OverflowError:
            return Moment(datetime.max.replace(tzinfo=UTC), self.is_exact)

    def is_after(self, other: Moment) -> bool:
        """Whether it lies after the other; where either names only a day, whether its day does."""
        if self.is_exact and other.is_exact:
            return self.at > other.at
        return self.day > other.day

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} UTC" if self.is_exact else f"{self.day}"
