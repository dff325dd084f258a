"""The playbook of the tiers in use: nothing left open, nothing weaker than below."""

from __future__ import annotations

from aims_gate.checks.gate import incomplete_playbook
from aims_gate.declarations import load_manifest, load_policy
from aims_gate.model import (
    Finding,
    FindingKind,
    Location,
    Profile,
    Subject,
    SubjectKind,
    Tier,
)
from aims_gate.portfolio import Declarations, JudgingPolicy, System, Systems
from aims_gate.portfolio.playbooks import playbooks

AT = Location("aims.yaml", 3)
ENOUGH = "evaluations: [{metric: auc, min: 0.7, samples: 100}], banned_data: []"


def judged(policy: str | None, *tiers: Tier, profile: Profile = Profile.STANDARD) -> list[Finding]:
    data = None if policy is None else policy.encode()
    loaded = load_policy(lambda _: data, "aims-gate.yaml")
    systems = Systems(
        tuple(
            System(Subject(SubjectKind.SYSTEM, f"s{number}", tier=tier), AT)
            for number, tier in enumerate(tiers)
        )
    )
    declarations = Declarations(load_manifest(lambda _: None), loaded)
    return incomplete_playbook(systems, playbooks(JudgingPolicy(loaded, profile)), declarations)


def keys(findings: list[Finding]) -> list[str]:
    return [each.key for each in findings if each.kind is FindingKind.FAILURE]


def test_defaults_are_as_good_as_statements() -> None:
    [finding] = judged(f"playbook: {{high: {{{ENOUGH}}}}}", Tier.HIGH)
    assert finding.kind is FindingKind.CONFORMITY
    assert finding.about.id == "playbook:high"
    [finding] = judged(None, Tier.MINIMAL)
    assert finding.kind is FindingKind.CONFORMITY
    assert finding.at == AT


def test_what_has_no_default_must_be_stated_above_minimal_risk() -> None:
    assert keys(judged(None, Tier.LIMITED)) == ["evaluations", "banned_data"]
    assert keys(judged("playbook: {limited: {banned_data: []}}", Tier.LIMITED)) == ["evaluations"]


def test_only_tiers_in_use_are_judged_each_once() -> None:
    findings = judged(None, Tier.MINIMAL, Tier.MINIMAL)
    assert [each.about.id for each in findings] == ["playbook:minimal"]
    assert judged(None) == []


def test_prohibited_systems_are_held_to_the_rules_of_high_ones() -> None:
    ids = {each.about.id for each in judged(None, Tier.PROHIBITED, Tier.HIGH)}
    assert ids == {"playbook:high"}


def test_the_starter_profile_leaves_most_open() -> None:
    found = keys(judged(None, Tier.MINIMAL, profile=Profile.STARTER))
    assert found == [
        "approvals",
        "explanation",
        "maximum_age.impact_assessment",
        "maximum_age.risk_assessment",
        "maximum_age.evaluation",
        "log_retention",
        "monitoring.cadence",
    ]


WEAKER = """\
playbook:
  limited:
    approvals: {release: [owner, legal]}
    oversight: human-decides
    explanation: reasons-per-decision
    log_retention: 2 years
    monitoring: {cadence: 1 week}
    maximum_age: {oversight_drill: 1 month}
    banned_uses: [scoring]
    banned_data: [religion]
    evaluations:
      - {metric: auc, min: 0.9, samples: 500}
      - {metric: gap, max: 0.1, slice: sex}
  high:
    oversight: human-monitors
    explanation: method-described
    banned_data: [ethnicity]
    evaluations: [{metric: auc, min: 0.8, samples: 900}]
"""


def test_what_is_weaker_than_below_is_named_where_it_is_stated() -> None:
    findings = judged(WEAKER, Tier.HIGH)
    lines = {each.key.removeprefix("weaker:"): each.at.line for each in findings if each.at}
    assert lines == {
        "oversight": 15,
        "explanation": 16,
        "log_retention": 6,
        "maximum_age.oversight_drill": 8,
        "monitoring.cadence": 7,
        "approvals.release": 3,
        "banned_uses": 9,
        "banned_data": 17,
        "evaluations of auc": 18,
        "evaluations of gap by sex": 18,
    }
    messages = {each.key: each.message for each in findings}
    assert messages["weaker:log_retention"] == (
        "tier high: log_retention 6 months is weaker than 24 months of tier limited"
    )
    assert (
        "auc min 0.8, samples 900 is weaker than min 0.9" in messages["weaker:evaluations of auc"]
    )
    assert "(none) is weaker than max 0.1" in messages["weaker:evaluations of gap by sex"]


def test_the_nearest_lower_tier_that_asks_for_more_is_named() -> None:
    policy = f"""\
playbook:
  minimal: {{log_retention: 3 years}}
  limited: {{log_retention: 2 years, {ENOUGH}}}
  high: {{{ENOUGH}}}
"""
    [finding] = [each for each in judged(policy, Tier.HIGH) if each.kind is FindingKind.FAILURE]
    assert "24 months of tier limited" in finding.message


def test_of_an_invalid_policy_nothing_is_known() -> None:
    [finding] = judged("playbook: {high: {oversight: never}}", Tier.HIGH)
    assert finding.kind is FindingKind.NOT_ASSESSED
    assert finding.at == Location("aims-gate.yaml", 1, 19)
