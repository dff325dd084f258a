"""Whether the gate itself is set up to judge what it has to judge."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import (
    ERROR,
    Cause,
    Finding,
    Location,
    Subject,
    SubjectKind,
    Tier,
    check,
    unassessed,
)
from ..portfolio import (
    RULED_TIERS,
    Declarations,
    EvaluationLimit,
    Playbooks,
    Systems,
    TierRules,
    stricter_below,
)
from .judging import Defect, judged


@check(
    "Playbook is complete for every tier",
    controls=["A.2.2"],
    clauses=["6.1.1", "8.1"],
    severity=ERROR,
    tiers=tuple(Tier),
    excludable=False,
)
def incomplete_playbook(
    systems: Systems, playbooks: Playbooks, declarations: Declarations
) -> Iterator[Finding]:
    """Find tiers for which the playbook lacks a rule, or asks for less than for a lower tier.

    Judged are the tiers of the systems there are. For each, the playbook in `aims-gate.yaml`, or
    the default of the profile in force, must say who approves, how people oversee, how results are
    explained, how old evidence may be, how long logs are kept and how often monitoring is looked
    at. Above minimal risk it must also state what evaluations must show and which data are banned,
    for which there is no default; `banned_data: []` says that none are. Nothing may be weaker than
    for a lower tier. Values that come from defaults are as good as stated ones.

    ## Why it matters
    A rule that is decided when the case is on the table is decided for the case. Where a riskier
    system is asked for less than a harmless one, nobody has looked at the rules as a whole.

    ## How to conform
    State the value under `playbook:` and the tier in `aims-gate.yaml`, at least as strict as for
    the tiers below. The defaults are listed in the reference of `aims-gate.yaml`.
    """
    policy = declarations.policy
    for tier, at in _in_use(systems).items():
        about = Subject(SubjectKind.GATE, f"playbook:{tier}", f"playbook for tier {tier}", tier)
        if policy.problems:
            message = f"{policy.path} is invalid, so what it states for tier {tier} is not known"
            place = policy.problems[0].location
            yield unassessed(message, cause=Cause.UNREADABLE, at=place, about=about, key="policy")
            continue
        rules = playbooks.of(tier)
        place = rules.location if policy.exists else at
        yield from judged(
            about,
            (*_lacking(rules, place), *_weaker(rules, playbooks, place)),
            otherwise=f"tier {tier}: the playbook is complete and no weaker than below",
            at=place,
        )


def _in_use(systems: Systems) -> dict[Tier, Location]:
    """The tiers that systems are of, lowest first, each with the place of its first system."""
    places: dict[Tier, Location] = {}
    for system in systems:
        tier = Tier.HIGH if system.subject.tier is Tier.PROHIBITED else system.subject.tier
        places.setdefault(tier, system.at)
    return {tier: places[tier] for tier in RULED_TIERS if tier in places}


def _lacking(rules: TierRules, at: Location) -> Iterator[Defect]:
    ages = rules.maximum_age
    values: dict[str, object] = {
        "approvals": rules.approvals,
        "oversight": rules.oversight,
        "explanation": rules.explanation,
        "maximum_age.impact_assessment": ages.impact_assessment,
        "maximum_age.risk_assessment": ages.risk_assessment,
        "maximum_age.evaluation": ages.evaluation,
        "log_retention": rules.log_retention,
        "monitoring.cadence": rules.monitoring_cadence,
    }
    if rules.tier is not Tier.MINIMAL:
        values["evaluations"] = rules.evaluations
        values["banned_data"] = rules.banned_data or rules.at("banned_data")
    for name, value in values.items():
        if not value:
            message = f"tier {rules.tier}: the playbook states no {name}"
            fix = f"State {name} under playbook: {rules.tier}: in aims-gate.yaml."
            yield Defect(message, at, name, fix)


def _weaker(rules: TierRules, playbooks: Playbooks, at: Location) -> Iterator[Defect]:
    for found in stricter_below(rules, playbooks):
        own = rules.stated.get(found.leaf)
        other = playbooks.of(found.tier).stated.get(found.leaf)
        if own is None and other is None:
            continue  # a matter between two defaults is none of the repository's
        message = (
            f"tier {rules.tier}: {found.name} {_valued(found.value)} is weaker than "
            f"{_valued(found.stricter)} of tier {found.tier}"
        )
        yield Defect(message, own or other or at, f"weaker:{found.name}")


def _valued(value: object) -> str:
    if isinstance(value, EvaluationLimit):
        parts = {"min": value.min, "max": value.max, "samples": value.samples}
        return ", ".join(f"{name} {part:g}" for name, part in parts.items() if part is not None)
    if isinstance(value, tuple):
        return f"[{', '.join(map(str, value))}]"
    return "(none)" if value is None else str(value)
