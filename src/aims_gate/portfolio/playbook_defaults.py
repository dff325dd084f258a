"""What the playbook says where nobody has: one row for each value, by profile and tier, with why.

The values rise with the tier: what holds for a tier is never weaker than what holds below it.
There is no default for what an evaluation must show, nor for uses and data that are banned: no
two organisations would agree, so a default would be wrong for all but one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeAlias

from ..declarations.terms import Duration, Explanation, OversightMode
from ..model import Profile, Tier

Leaf: TypeAlias = tuple[str, ...]
"""Names one value of the playbook: ``("oversight",)``, ``("maximum_age", "evaluation")``."""

Value: TypeAlias = Duration | Explanation | OversightMode | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Default:
    """One default: for tiers minimal, limited and high; ``None`` where nothing is demanded."""

    leaf: Leaf
    values: tuple[Value | None, Value | None, Value | None]
    reason: str

    def of(self, tier: Tier) -> Value | None:
        """What it is for a tier; for a prohibited system what it is for a high-risk one."""
        return self.values[min(tier.rank, Tier.HIGH.rank)]


def _months(
    minimal: int | None, limited: int | None, high: int | None
) -> tuple[Duration | None, Duration | None, Duration | None]:
    def span(months: int | None) -> Duration | None:
        return None if months is None else Duration(months=months)

    return span(minimal), span(limited), span(high)


_OVERSIGHT = Default(
    ("oversight",),
    (OversightMode.NONE, OversightMode.HUMAN_MONITORS, OversightMode.HUMAN_MONITORS),
    "a person in or on the loop wherever a result can touch people; who must decide, and not only "
    "watch, is for the organisation to say",
)

_OF_EVERY_DEMANDING_PROFILE = (
    _OVERSIGHT,
    Default(
        ("approvals", "release"),
        (("owner",), ("owner",), ("owner", "risk")),
        "who answers for a system lets it go out; above limited risk somebody beside the owner "
        "agrees",
    ),
    Default(
        ("approvals", "impact_assessment"),
        (None, ("owner",), ("owner", "risk")),
        "an assessment counts once somebody other than its author has accepted it; who assesses "
        "impact is mostly the author",
    ),
    Default(
        ("approvals", "risk_acceptance"),
        (None, ("owner",), ("owner", "risk")),
        "a risk that stays is accepted by somebody who answers for it",
    ),
    Default(
        ("approvals", "material_change"),
        (("owner",), ("owner",), ("owner", "risk")),
        "what changes the behaviour of a system is looked at as a release is",
    ),
    Default(
        ("approvals", "gate"),
        (("owner",), ("owner",), ("owner", "risk")),
        "who loosens what the gate asks for answers for what passes it afterwards",
    ),
    Default(
        ("maximum_age", "policy_review"),
        _months(12, 12, 12),
        "a policy is looked at once a year, as management reviews are",
    ),
    Default(
        ("maximum_age", "management_review"),
        _months(12, 12, 12),
        "management reviews once a year, before the yearly surveillance audit",
    ),
    Default(
        ("maximum_age", "audit_cycle"),
        _months(36, 36, 36),
        "a certificate runs for three years, in which every part is audited once",
    ),
    Default(
        ("log_retention",),
        _months(1, 3, 6),
        "Articles 19 and 26 of the EU AI Act ask for six months for high-risk systems; below that "
        "long enough to look into what somebody reports",
    ),
    Default(
        ("explanation",),
        (Explanation.NONE, Explanation.METHOD_DESCRIBED, Explanation.REASONS_PER_DECISION),
        "Article 86 of the EU AI Act gives people a right to the reasons of a decision in which a "
        "high-risk system had a part",
    ),
    Default(
        ("monitoring_cadence",),
        _months(6, 3, 1),
        "what drifts does so within months; the more harm it does, the sooner somebody must see",
    ),
)

_STANDARD = (
    *_OF_EVERY_DEMANDING_PROFILE,
    Default(
        ("maximum_age", "impact_assessment"),
        _months(24, 12, 12),
        "use and surroundings of a system change within a year",
    ),
    Default(
        ("maximum_age", "risk_assessment"),
        _months(24, 12, 6),
        "threats and defects become known faster than purposes change",
    ),
    Default(
        ("maximum_age", "evaluation"),
        _months(24, 12, 6),
        "the data that a model meets move away from those it was measured on",
    ),
    Default(
        ("maximum_age", "supplier_assessment"),
        _months(24, 12, 12),
        "terms and models of suppliers change within a year",
    ),
    Default(
        ("maximum_age", "oversight_drill"),
        _months(None, 24, 12),
        "an override that nobody has tried for long does not work when it is needed",
    ),
    Default(
        ("maximum_age", "training"),
        _months(24, 24, 12),
        "people forget, and systems change",
    ),
)

_YEARLY = "the yearly surveillance audit expects something newer than the one before"
_CERTIFICATION = (
    *_OF_EVERY_DEMANDING_PROFILE,
    Default(("maximum_age", "impact_assessment"), _months(12, 12, 12), _YEARLY),
    Default(("maximum_age", "risk_assessment"), _months(12, 12, 6), _YEARLY),
    Default(("maximum_age", "evaluation"), _months(12, 12, 6), _YEARLY),
    Default(("maximum_age", "supplier_assessment"), _months(12, 12, 12), _YEARLY),
    Default(("maximum_age", "oversight_drill"), _months(None, 12, 12), _YEARLY),
    Default(("maximum_age", "training"), _months(12, 12, 12), _YEARLY),
)

DEFAULTS: Final[Mapping[Profile, tuple[Default, ...]]] = MappingProxyType(
    {
        Profile.STARTER: (_OVERSIGHT,),
        Profile.STANDARD: _STANDARD,
        Profile.CERTIFICATION: _CERTIFICATION,
    }
)
"""The defaults of each profile. The first one asks for little: a team has to begin somewhere."""
