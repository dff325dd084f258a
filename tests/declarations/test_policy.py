"""What a valid gate policy gives."""

from __future__ import annotations

import hashlib

from aims_gate.declarations import (
    Duration,
    Event,
    Explanation,
    GatePolicy,
    OversightMode,
    load_policy,
)
from aims_gate.model import ERROR, NOTE, WARNING, Location, Profile, Tier

POLICY = """\
version: 1
profile: standard
fail_on:
  minimal: error
  high: warning
  pull_request: {high: error}
  release: note
checks:
  ignore: {unwatched-supplier-change: no supplier yet}
  severity:
    incomplete-model-card: {minimal: note}
    missing-datasheet: warning
  require: [unprotected-branch]
playbook:
  high:
    approvals: {release: [head-of-risk, data-protection], impact_assessment: [ethics-board]}
    oversight: human-decides
    evaluations:
      - {metric: auc, min: 0.75, samples: 1000}
      - {metric: demographic_parity_difference, slice: sex, max: 0.10}
    maximum_age: {impact_assessment: 365 days, risk_assessment: 180 days, evaluation: 90 days}
    log_retention: 6 months
    explanation: reasons-per-decision
    monitoring: {cadence: 30 days}
    banned_uses: [emotion-recognition]
    banned_data: [ethnicity, religion]
plugins: [aims-gate-eu-ai-act]
"""


def policy_of(text: str) -> GatePolicy:
    result = load_policy({"aims-gate.yaml": text.encode()}.get)
    assert result.problems == ()
    assert result.policy is not None
    return result.policy


def test_holds_everything_a_policy_can_say() -> None:
    policy = policy_of(POLICY)
    assert policy.profile is Profile.STANDARD
    assert policy.checks.ignore == {"unwatched-supplier-change": "no supplier yet"}
    assert policy.checks.require == ("unprotected-branch",)
    assert policy.plugins == ("aims-gate-eu-ai-act",)
    high = policy.playbook.of(Tier.HIGH)
    assert high is not None
    assert high is policy.playbook.of(Tier.PROHIBITED)
    assert policy.playbook.of(Tier.LIMITED) is None
    assert high.oversight is OversightMode.HUMAN_DECIDES
    assert high.explanation is Explanation.REASONS_PER_DECISION
    assert high.approvals["release"] == ("head-of-risk", "data-protection")
    assert (high.evaluations[0].min, high.evaluations[1].max) == (0.75, 0.10)
    assert high.maximum_age is not None
    assert high.maximum_age.evaluation == Duration(days=90)
    assert high.log_retention == Duration(months=6)


def test_thresholds_by_tier_and_event() -> None:
    fail_on = policy_of(POLICY).fail_on
    assert fail_on.thresholds() == {
        Tier.MINIMAL: ERROR,
        Tier.LIMITED: ERROR,
        Tier.HIGH: WARNING,
        Tier.PROHIBITED: WARNING,
    }
    assert fail_on.thresholds(Event.PULL_REQUEST)[Tier.HIGH] is ERROR
    assert fail_on.thresholds(Event.PULL_REQUEST)[Tier.MINIMAL] is ERROR
    assert fail_on.thresholds(Event.RELEASE) == dict.fromkeys(Tier, NOTE)
    assert fail_on.thresholds(Event.SCHEDULE) == fail_on.thresholds()


def test_one_threshold_for_all() -> None:
    assert policy_of("fail_on: warning").fail_on.thresholds() == dict.fromkeys(Tier, WARNING)
    assert policy_of("version: 1").fail_on.thresholds() == dict.fromkeys(Tier, ERROR)


def test_severities_by_tier() -> None:
    severity = policy_of(POLICY).checks.severity
    assert severity["incomplete-model-card"].by_tier() == {Tier.MINIMAL: NOTE}
    assert severity["missing-datasheet"].by_tier() == dict.fromkeys(Tier, WARNING)


def test_a_prohibited_system_may_have_its_own_severity() -> None:
    fail_on = policy_of("fail_on: {high: warning, prohibited: note}").fail_on
    assert fail_on.thresholds()[Tier.PROHIBITED] is NOTE


def test_knows_where_it_was_read_and_what_bytes_it_was() -> None:
    result = load_policy({"gate/policy.yaml": POLICY.encode()}.get, "gate/policy.yaml")
    assert result.exists
    assert result.locate("checks", "ignore", "unwatched-supplier-change") == Location(
        "gate/policy.yaml", 9, 12
    )
    assert result.locate("playbook", "limited") == Location("gate/policy.yaml", 14, 1)
    assert result.digest == f"sha256:{hashlib.sha256(POLICY.encode()).hexdigest()}"


def test_no_policy_is_no_problem() -> None:
    result = load_policy(lambda path: None)
    assert (result.exists, result.policy, result.problems, result.digest) == (False, None, (), None)
    assert result.locate("profile") == Location("aims-gate.yaml")


def test_a_metric_may_be_held_to_one_value() -> None:
    limits = "playbook: {high: {evaluations: [{metric: seeds, min: 3, max: 3}]}}\n"
    high = policy_of(limits).playbook.high
    assert high is not None
    assert (high.evaluations[0].min, high.evaluations[0].max) == (3, 3)
