"""The closed vocabularies: one enumeration for each word with a fixed set of values."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    """How much a failure matters: SARIF levels, ordered ``NOTE < WARNING < ERROR``."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for a note, 1 for a warning, 2 for an error."""
        return _SEVERITY_RANK[self]

    def reaches(self, threshold: Severity) -> bool:
        """Whether this severity is at least ``threshold``."""
        return self.rank >= threshold.rank


_SEVERITY_RANK = {Severity.NOTE: 0, Severity.WARNING: 1, Severity.ERROR: 2}

NOTE, WARNING, ERROR = Severity.NOTE, Severity.WARNING, Severity.ERROR


class Tier(StrEnum):
    """The risk tier that a system's owner decided on. A model takes the highest of its systems."""

    MINIMAL = "minimal"
    LIMITED = "limited"
    HIGH = "high"
    PROHIBITED = "prohibited"

    @property
    def rank(self) -> int:
        """0 for minimal to 3 for prohibited."""
        return _TIER_RANK[self]


_TIER_RANK = {tier: rank for rank, tier in enumerate(Tier)}


class Role(StrEnum):
    """The role an organisation plays for an AI system, derived from its activities."""

    USER = "user"
    PROVIDER = "provider"
    PRODUCER = "producer"


class Profile(StrEnum):
    """A set of checks a team grows into. Each holds the one before it."""

    STARTER = "starter"
    STANDARD = "standard"
    CERTIFICATION = "certification"

    def includes(self, other: Profile) -> bool:
        """Whether a check whose smallest profile is ``other`` runs under this profile."""
        order = list(Profile)
        return order.index(other) <= order.index(self)


class SubjectKind(StrEnum):
    """What kind of thing a check judges."""

    SYSTEM = "system"
    MODEL = "model"
    DATASET = "dataset"
    SUPPLIER = "supplier"
    DOCUMENT = "document"
    ORGANISATION = "organisation"
    GATE = "gate"


class FindingKind(StrEnum):
    """What one observation of a check says."""

    FAILURE = "failure"
    CONFORMITY = "conformity"
    NOT_ASSESSED = "not_assessed"
    NOT_APPLICABLE = "not_applicable"


class Outcome(StrEnum):
    """What a check comes to for one subject."""

    CONFORMS = "conforms"
    NONCONFORMS = "nonconforms"
    NOT_APPLICABLE = "not_applicable"
    NOT_ASSESSED = "not_assessed"
    ERROR = "error"


class Cause(StrEnum):
    """Why something could not be assessed.

    ``UNAVAILABLE``: the run lacks what it would take (``--online``, a token, history).
    ``UNREADABLE``: the repository holds content that cannot be read within bounds.
    """

    UNAVAILABLE = "unavailable"
    UNREADABLE = "unreadable"


class Status(StrEnum):
    """What the evidence comes to for one control or clause."""

    NONCONFORMING = "nonconforming"
    NOT_APPLICABLE = "not-applicable"
    EVIDENCED = "evidenced"
    NOT_ASSESSED = "not-assessed"


class Reach(StrEnum):
    """How much of a control or clause the checks at hand can know.

    ``CHECKED``: decided from content. ``ATTESTED``: only that a record says so.
    ``BEYOND``: no check here decides it.
    """

    CHECKED = "checked"
    ATTESTED = "attested"
    BEYOND = "beyond"


ORDINARY_TIERS = (Tier.MINIMAL, Tier.LIMITED, Tier.HIGH)


def by_tier(*, minimal: Severity, limited: Severity, high: Severity) -> Mapping[Tier, Severity]:
    """Give a check one severity for each tier.

    A prohibited system is judged as severely as a high-risk one.
    """
    return MappingProxyType(
        {Tier.MINIMAL: minimal, Tier.LIMITED: limited, Tier.HIGH: high, Tier.PROHIBITED: high}
    )
