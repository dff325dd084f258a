"""Which of two rules of the playbook asks for more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..declarations import Duration, Explanation
from ..model import Tier
from .playbook_defaults import Leaf
from .playbooks import RULED_TIERS, EvaluationLimit, Playbooks, TierRules

_SOME_DAY = date(2026, 1, 1)  # months differ in length; from one day on spans can be compared


@dataclass(frozen=True, slots=True)
class Weakness:
    """A value that asks for less than that of a lower tier.

    ``name`` is how the policy writes the value, ``leaf`` under what :class:`TierRules` keeps where
    it is stated. ``value`` is ``None`` where the higher tier says nothing at all.
    """

    name: str
    leaf: Leaf
    tier: Tier
    value: object
    stricter: object


def stricter_below(rules: TierRules, playbooks: Playbooks) -> Iterator[Weakness]:
    """What lower tiers ask more of, each against the nearest tier that does."""
    seen: set[str] = set()
    for tier in reversed(RULED_TIERS[: rules.tier.rank]):
        for found in weaknesses(rules, playbooks.of(tier)):
            if found.name not in seen:
                seen.add(found.name)
                yield found


def weaknesses(rules: TierRules, below: TierRules) -> Iterator[Weakness]:
    """What other rules ask more of than these; as a rule those of a lower tier, or of before."""
    yield from _weaker_modes(rules, below)
    yield from _longer_spans(rules, below)
    yield from _fewer_entries(rules, below)
    yield from _looser_limits(rules, below)


def _weaker_modes(rules: TierRules, below: TierRules) -> Iterator[Weakness]:
    if below.oversight and not (rules.oversight and rules.oversight.is_at_least(below.oversight)):
        yield _plain("oversight", below.tier, rules.oversight, below.oversight)
    if _rank(rules.explanation) < _rank(below.explanation):
        yield _plain("explanation", below.tier, rules.explanation, below.explanation)
    if below.log_retention and days_of(rules.log_retention, 0) < days_of(below.log_retention, 0):
        yield _plain("log_retention", below.tier, rules.log_retention, below.log_retention)


def _longer_spans(rules: TierRules, below: TierRules) -> Iterator[Weakness]:
    for age in rules.maximum_age.__slots__:
        own, other = getattr(rules.maximum_age, age), getattr(below.maximum_age, age)
        if other and days_of(own, _NEVER) > days_of(other, _NEVER):
            leaf = ("maximum_age", age)
            yield Weakness(".".join(leaf), leaf, below.tier, own, other)
    own, other = rules.monitoring_cadence, below.monitoring_cadence
    if other and days_of(own, _NEVER) > days_of(other, _NEVER):
        yield Weakness("monitoring.cadence", ("monitoring_cadence",), below.tier, own, other)


def _fewer_entries(rules: TierRules, below: TierRules) -> Iterator[Weakness]:
    for step, roles in below.approvals.items():
        own = rules.approvals.get(step, ())
        if not set(roles) <= set(own):
            yield Weakness(f"approvals.{step}", ("approvals", step), below.tier, own, roles)
    for name in ("banned_uses", "banned_data"):
        own, other = getattr(rules, name), getattr(below, name)
        if not set(other) <= set(own):
            yield _plain(name, below.tier, own, other)


def _looser_limits(rules: TierRules, below: TierRules) -> Iterator[Weakness]:
    own = {(limit.metric, limit.slice): limit for limit in rules.evaluations}
    for limit in below.evaluations:
        found = own.get((limit.metric, limit.slice))
        if found is None or _is_looser(found, limit):
            of = f"{limit.metric} by {limit.slice}" if limit.slice else limit.metric
            yield Weakness(f"evaluations of {of}", ("evaluations",), below.tier, found, limit)


def _is_looser(limit: EvaluationLimit, than: EvaluationLimit) -> bool:
    return (
        (than.min is not None and (limit.min is None or limit.min < than.min))
        or (than.max is not None and (limit.max is None or limit.max > than.max))
        or (limit.samples or 0) < (than.samples or 0)
    )


def _plain(name: str, tier: Tier, value: object, stricter: object) -> Weakness:
    return Weakness(name, (name,), tier, value, stricter)


def _rank(explanation: Explanation | None) -> int:
    return 0 if explanation is None else list(Explanation).index(explanation)


_NEVER = 10**9


def days_of(span: Duration | None, without: int) -> int:
    """A span in days, so that two can be compared; ``without`` where there is none."""
    return without if span is None else (span.after(_SOME_DAY) - _SOME_DAY).days
