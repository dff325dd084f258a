"""How one gate policy asks for less than another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from ..declarations import Event, LoadedPolicy
from ..model import Location, OwnSeverities, Profile, Severity, Tier
from ..portfolio import RULED_TIERS, JudgingPolicy
from ..portfolio.playbooks import playbooks
from ..portfolio.strictness import days_of, weaknesses
from .proposal import ProposedPolicy
from .terms import Loosening, shown

if TYPE_CHECKING:
    from ..declarations import GatePolicy

_EVENTS: Final = (None, *Event)
_LONGEST_DAYS: Final = 180
_UNKNOWN: Final = dict.fromkeys(Tier, Severity.ERROR)
"""How much a check matters that is not on offer here: less can only be loosened from there."""


def policy_loosenings(
    old: ProposedPolicy, new: ProposedPolicy, own: OwnSeverities
) -> Iterator[Loosening]:
    """In what respects the new policy asks for less than the old one, each said once.

    Where there was no policy the defaults judged.
    """
    told: set[tuple[str, str, str]] = set()
    for found in _loosenings(old, new, own):
        name, _, tier = found.key.rpartition(".")
        what = (tier, found.old, found.new)
        if name.startswith("fail_on") and what in told:
            continue  # what an event loosens only as the rest is loosened
        told.add(what)
        yield found


def _loosenings(
    old: ProposedPolicy, new: ProposedPolicy, own: OwnSeverities
) -> Iterator[Loosening]:
    from ..declarations.policy import GatePolicy  # pydantic is slow to import

    before, after = old.loaded.policy, new.loaded.policy
    if before is None:
        if old.loaded.exists or after is None:
            return  # an invalid policy judges nothing
        before = GatePolicy()
    at = new.loaded.locate if new.loaded.exists else old.loaded.locate
    if after is None:
        word = "removed" if not new.loaded.exists else "invalid"
        yield Loosening("policy", old.loaded.path, word, at())
        return
    yield from _profile(before, after, at("profile"))
    yield from _thresholds(before, after, at("fail_on"))
    yield from _checks(before, after, at("checks"))
    yield from _severities(before, after, own, at("checks"))
    yield from _waivers(before, after, at("waivers"))
    yield from _places(before, after, at("files"))
    yield from _lists(before, after, at())
    yield from _custom(before, after, at("custom"))
    yield from _playbook(old, new)
    yield from _fixed(old.loaded, new.loaded)


def _profile(before: GatePolicy, after: GatePolicy, at: Location) -> Iterator[Loosening]:
    if not after.profile.includes(before.profile):
        yield Loosening("profile", before.profile, after.profile, at)


def _thresholds(before: GatePolicy, after: GatePolicy, at: Location) -> Iterator[Loosening]:
    """A higher threshold lets more pass, for everything or for an event."""
    for event in _EVENTS:
        old, new = before.fail_on.thresholds(event), after.fail_on.thresholds(event)
        for tier in Tier:
            if new[tier].rank > old[tier].rank:
                name = f"fail_on.{event}.{tier}" if event else f"fail_on.{tier}"
                yield Loosening(name, old[tier], new[tier], at)


def _checks(before: GatePolicy, after: GatePolicy, at: Location) -> Iterator[Loosening]:
    for check in after.checks.ignore:
        if check not in before.checks.ignore:
            yield Loosening(f"checks.ignore.{check}", "runs", "ignored", at)
    for check in before.checks.require:
        if check not in after.checks.require:
            yield Loosening(f"checks.require.{check}", "required", "not required", at)


def _severities(
    before: GatePolicy, after: GatePolicy, own: OwnSeverities, at: Location
) -> Iterator[Loosening]:
    for check in sorted({*before.checks.severity, *after.checks.severity}):
        own_of_it = own.by_check.get(check, _UNKNOWN)
        old, new = ({**own_of_it, **_stated(policy, check)} for policy in (before, after))
        for tier in Tier:
            if new[tier].rank < old[tier].rank:
                yield Loosening(f"checks.severity.{check}.{tier}", old[tier], new[tier], at)


def _stated(policy: GatePolicy, check: str) -> Mapping[Tier, Severity]:
    stated = policy.checks.severity.get(check)
    return stated.by_tier() if stated else {}


def _waivers(before: GatePolicy, after: GatePolicy, at: Location) -> Iterator[Loosening]:
    old = before.waivers.longest if before.waivers else None
    new = after.waivers.longest if after.waivers else None
    if days_of(new, _LONGEST_DAYS) > days_of(old, _LONGEST_DAYS):
        yield Loosening("waivers.longest", shown(old), shown(new), at)
    never = set(before.waivers.never if before.waivers else ())
    for check in sorted(never - set(after.waivers.never if after.waivers else ())):
        yield Loosening(f"waivers.never.{check}", "no waivers", "waivers allowed", at)


def _places(before: GatePolicy, after: GatePolicy, at: Location) -> Iterator[Loosening]:
    """Another place is another set of documents: whoever moves them says so."""
    for name in ("governance", "soa", "baseline"):
        old, new = getattr(before.files, name), getattr(after.files, name)
        if old != new:
            yield Loosening(f"files.{name}", shown(old), shown(new), at)


def _lists(before: GatePolicy, after: GatePolicy, at: Location) -> Iterator[Loosening]:
    for plugin in sorted(set(before.plugins) - set(after.plugins)):
        yield Loosening(f"plugins.{plugin}", "required", "not required", at)


def _custom(before: GatePolicy, after: GatePolicy, at: Location) -> Iterator[Loosening]:
    """A check of one's own that reads otherwise may ask for less: nobody can tell from outside."""
    now = {check.id: check for check in after.custom}
    for check in before.custom:
        if check.id not in now:
            yield Loosening(f"custom.{check.id}", "stated", "removed", at)
        elif now[check.id] != check:
            state = repr(now[check.id])
            yield Loosening(f"custom.{check.id}", "as it was", "rewritten", at, state)


def _playbook(old: ProposedPolicy, new: ProposedPolicy) -> Iterator[Loosening]:
    for tier in RULED_TIERS:
        rules = new.playbooks.of(tier)
        for found in weaknesses(rules, old.playbooks.of(tier)):
            at = rules.stated.get(found.leaf) or rules.location
            key = f"playbook.{tier}.{found.name}"
            yield Loosening(key, shown(found.stricter), shown(found.value), at)


def _fixed(old: LoadedPolicy, new: LoadedPolicy) -> Iterator[Loosening]:
    """What may be loosened from now on, here or where somebody builds on this policy."""
    now = _fixed_by(new)
    for key in _fixed_by(old):
        if not any(_is_within(key, each) for each in now):
            at = new.locate("fixed" if new.policy and new.policy.fixed else "extends")
            yield Loosening(f"fixed.{key}", "fixed", "may be loosened", at)


def _fixed_by(loaded: LoadedPolicy) -> tuple[str, ...]:
    policies = (loaded.policy, loaded.parent)
    return tuple(dict.fromkeys(key for each in policies if each for key in each.fixed))


def _is_within(key: str, fixed: str) -> bool:
    """Whether a value is a fixed one or a part of it: ``playbook.high.evaluations of auc``."""
    return key == fixed or key.startswith((f"{fixed}.", f"{fixed} "))


def loosened_though_fixed(policy: LoadedPolicy, own: OwnSeverities) -> Iterator[Loosening]:
    """What a policy loosens although the one that it builds on says that it stays."""
    if policy.parent is None or policy.policy is None:
        return
    parent = LoadedPolicy(policy.path, policy.parent)
    for found in _loosenings(_proposed(parent), _proposed(policy), own):
        if any(_is_within(found.key, fixed) for fixed in policy.parent.fixed):
            yield found


def _proposed(loaded: LoadedPolicy) -> ProposedPolicy:
    profile = loaded.policy.profile if loaded.policy else Profile.STARTER
    return ProposedPolicy(loaded, playbooks(JudgingPolicy(loaded, profile)))
