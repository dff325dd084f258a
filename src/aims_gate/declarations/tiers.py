"""Values that differ by risk tier."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from ..model import Severity, Tier
from .fields import Declared


class SeverityByTier(Declared):
    """A severity for each risk tier; short form: the same for all.

    A prohibited system counts as a high-risk one unless its tier is named.
    """

    short_form: ClassVar[tuple[str, ...]] = ("minimal", "limited", "high", "prohibited")

    minimal: Severity | None = Field(default=None, description="For minimal risk.")
    limited: Severity | None = Field(default=None, description="For limited risk.")
    high: Severity | None = Field(default=None, description="For high risk.")
    prohibited: Severity | None = Field(
        default=None, description="For prohibited systems; without it as for high risk."
    )

    def by_tier(self) -> dict[Tier, Severity]:
        """The severity of each tier that is named, or that follows from one that is."""
        named = {
            Tier.MINIMAL: self.minimal,
            Tier.LIMITED: self.limited,
            Tier.HIGH: self.high,
            Tier.PROHIBITED: self.prohibited or self.high,
        }
        return {tier: severity for tier, severity in named.items() if severity is not None}
