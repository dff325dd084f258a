"""The playbook in force: what is demanded of systems of each tier, and who says so.

What ``aims-gate.yaml`` states holds; where it is silent, the default of the profile in force.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from ..declarations import Duration, Explanation, LoadedPolicy, OversightMode
from ..model import Evidence, Location, Profile, Tier
from .declared import JudgingPolicy
from .playbook_defaults import DEFAULTS, Leaf

if TYPE_CHECKING:
    from ..declarations import TierPlaybook

RULED_TIERS: Final = (Tier.MINIMAL, Tier.LIMITED, Tier.HIGH)
"""The tiers that a playbook has rules for; a prohibited system is held to those of a high one."""


@dataclass(frozen=True, slots=True)
class Ages:
    """How old evidence may be; ``None`` where nothing is demanded."""

    impact_assessment: Duration | None = None
    risk_assessment: Duration | None = None
    evaluation: Duration | None = None
    policy_review: Duration | None = None
    supplier_assessment: Duration | None = None
    oversight_drill: Duration | None = None
    training: Duration | None = None
    management_review: Duration | None = None
    audit_cycle: Duration | None = None


@dataclass(frozen=True, slots=True)
class EvaluationLimit:
    """What an evaluation must show: ``min`` and ``max`` are inclusive, at least one is given.

    ``samples`` is how many samples it takes at least; ``slice`` the feature whose groups are
    compared, if any.
    """

    metric: str
    min: float | None = None
    max: float | None = None
    samples: int | None = None
    slice: str | None = None


@dataclass(frozen=True, slots=True)
class TierRules:
    """What is demanded of systems of one tier.

    ``approvals`` maps a step (``release``, ``impact_assessment``, ``risk_acceptance``, …) to the
    roles that must approve it: roles of people, duties of the manifest, or ``owner``. ``oversight``
    is the weakest mode that will do, ``explanation`` the least that must be told.
    ``monitoring_cadence`` is how often results of monitoring are looked at, and so how old the
    last one may be. ``None`` and empty mean that nothing is demanded.

    ``location`` is where the policy rules on the tier, or the nearest place where it would have to.
    ``stated`` holds where ``aims-gate.yaml`` states a value, ``reasons`` why the value of a default
    was chosen, both by the names of its fields: ``("maximum_age", "evaluation")``.
    """

    tier: Tier
    location: Location
    approvals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    oversight: OversightMode | None = None
    evaluations: tuple[EvaluationLimit, ...] = ()
    maximum_age: Ages = field(default_factory=Ages)
    log_retention: Duration | None = None
    explanation: Explanation | None = None
    monitoring_cadence: Duration | None = None
    banned_uses: tuple[str, ...] = ()
    banned_data: tuple[str, ...] = ()
    stated: Mapping[Leaf, Location] = field(default_factory=dict)
    reasons: Mapping[Leaf, str] = field(default_factory=dict)

    def at(self, *names: str) -> Location | None:
        """Where a value is stated: ``rules.at("maximum_age", "evaluation")``; else ``None``."""
        return self.stated.get(names)


@dataclass(frozen=True, slots=True)
class Playbooks(Evidence):
    """The rules in force for each tier.

    ``profile`` is that whose defaults fill the gaps.
    """

    profile: Profile
    by_tier: Mapping[Tier, TierRules]

    def of(self, tier: Tier) -> TierRules:
        """What is demanded of systems of a tier; of prohibited ones as much as of high ones."""
        return self.by_tier[Tier.HIGH if tier is Tier.PROHIBITED else tier]


def playbooks(judging: JudgingPolicy) -> Playbooks:
    """What the policy states of each tier, and the defaults of the profile where it is silent."""
    loaded = judging.loaded
    rules = {tier: _rules(tier, loaded, judging.profile) for tier in RULED_TIERS}
    return Playbooks(judging.profile, MappingProxyType(rules))


def _rules(tier: Tier, loaded: LoadedPolicy, profile: Profile) -> TierRules:
    stated = loaded.policy.playbook.of(tier) if loaded.policy else None
    own = dict(_stated(stated)) if stated else {}
    defaults = {row.leaf: row for row in DEFAULTS[profile] if row.leaf not in own and row.of(tier)}
    values: dict[Leaf, Any] = {leaf: row.of(tier) for leaf, row in defaults.items()} | own
    return TierRules(
        tier=tier,
        location=loaded.locate("playbook", tier.value),
        approvals=MappingProxyType(_below("approvals", values)),
        maximum_age=Ages(**_below("maximum_age", values)),
        stated=MappingProxyType({leaf: _place(loaded, tier, leaf) for leaf in own}),
        reasons=MappingProxyType({leaf: row.reason for leaf, row in defaults.items()}),
        **{leaf[0]: value for leaf, value in values.items() if len(leaf) == 1},
    )


def _below(name: str, values: Mapping[Leaf, Any]) -> dict[str, Any]:
    return {leaf[1]: value for leaf, value in values.items() if len(leaf) > 1 and leaf[0] == name}


def _stated(playbook: TierPlaybook) -> Iterator[tuple[Leaf, Any]]:
    """Every value that the policy states for a tier; an empty list is a statement too."""
    for step, roles in playbook.approvals.items():
        yield ("approvals", step), roles
    if ages := playbook.maximum_age:
        for name in sorted(ages.model_fields_set):
            yield ("maximum_age", name), getattr(ages, name)
    if playbook.monitoring and playbook.monitoring.cadence:
        yield ("monitoring_cadence",), playbook.monitoring.cadence
    for name in ("oversight", "log_retention", "explanation", "banned_uses", "banned_data"):
        if name in playbook.model_fields_set:
            yield (name,), getattr(playbook, name)
    if "evaluations" in playbook.model_fields_set:
        limits = (
            EvaluationLimit(each.metric, each.min, each.max, each.samples, each.slice)
            for each in playbook.evaluations
        )
        yield ("evaluations",), tuple(limits)


def _place(loaded: LoadedPolicy, tier: Tier, leaf: Leaf) -> Location:
    keys = ("monitoring", "cadence") if leaf == ("monitoring_cadence",) else leaf
    return loaded.locate("playbook", tier.value, *keys)
