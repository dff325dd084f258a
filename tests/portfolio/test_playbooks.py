"""The playbook in force: what is stated, else the default of the profile."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from aims_gate.declarations import Duration, Explanation, OversightMode, load_policy
from aims_gate.model import Location, Profile, Tier
from aims_gate.portfolio import (
    RULED_TIERS,
    EvaluationLimit,
    JudgingPolicy,
    Playbooks,
)
from aims_gate.portfolio.playbook_defaults import DEFAULTS, Default
from aims_gate.portfolio.playbooks import playbooks

STATED = b"""\
playbook:
  limited:
    banned_data: []
  high:
    approvals:
      release: [head-of-risk, data-protection]
    oversight: human-decides
    evaluations:
      - {metric: auc, min: 0.75, samples: 1000}
    maximum_age:
      evaluation: 90 days
    monitoring: {cadence: 1 week}
"""


def read(text: bytes | None, profile: Profile) -> Playbooks:
    loaded = load_policy(lambda _: text, "aims-gate.yaml")
    assert loaded.problems == ()
    return playbooks(JudgingPolicy(loaded, profile))


def test_what_is_stated_holds_and_knows_its_place() -> None:
    high = read(STATED, Profile.STANDARD).of(Tier.HIGH)
    assert high.oversight is OversightMode.HUMAN_DECIDES
    assert high.at("oversight") == Location("aims-gate.yaml", 7, 5)
    assert high.evaluations == (EvaluationLimit("auc", min=0.75, samples=1000),)
    assert high.maximum_age.evaluation == Duration(days=90)
    assert high.approvals["release"] == ("head-of-risk", "data-protection")
    assert high.monitoring_cadence == Duration(days=7)
    lines = {leaf: place.line for leaf, place in high.stated.items()}
    assert lines == {
        ("approvals", "release"): 6,
        ("oversight",): 7,
        ("evaluations",): 8,
        ("maximum_age", "evaluation"): 11,
        ("monitoring_cadence",): 12,
    }


def test_where_nothing_is_stated_the_default_of_the_profile_holds_with_its_reason() -> None:
    high = read(STATED, Profile.STANDARD).of(Tier.HIGH)
    assert high.log_retention == Duration(months=6)
    assert high.at("log_retention") is None
    assert "Articles 19 and 26" in high.reasons[("log_retention",)]
    assert high.maximum_age.risk_assessment == Duration(months=6)
    assert high.approvals["risk_acceptance"] == ("owner", "risk")
    assert high.explanation is Explanation.REASONS_PER_DECISION
    assert not set(high.stated) & set(high.reasons)


def test_the_profile_in_force_decides_on_defaults() -> None:
    starter = read(STATED, Profile.STARTER).of(Tier.LIMITED)
    assert starter.log_retention is None
    assert starter.maximum_age.evaluation is None
    assert starter.oversight is OversightMode.HUMAN_MONITORS
    certification = read(None, Profile.CERTIFICATION).of(Tier.MINIMAL)
    assert certification.maximum_age.risk_assessment == Duration(months=12)


def test_an_empty_list_is_a_statement() -> None:
    limited = read(STATED, Profile.STANDARD).of(Tier.LIMITED)
    assert limited.banned_data == ()
    assert limited.at("banned_data") == Location("aims-gate.yaml", 3, 5)
    assert limited.at("banned_uses") is None


def test_a_prohibited_system_is_held_to_the_rules_of_a_high_one() -> None:
    found = read(STATED, Profile.STANDARD)
    assert found.of(Tier.PROHIBITED) is found.of(Tier.HIGH)


def test_an_invalid_policy_states_nothing() -> None:
    loaded = load_policy(lambda _: b"playbook: {high: {oversight: never}}", "aims-gate.yaml")
    high = playbooks(JudgingPolicy(loaded, Profile.STANDARD)).of(Tier.HIGH)
    assert loaded.problems
    assert high.stated == {}


def _strength(value: Any) -> Any:
    match value:
        case None:
            return ()
        case Duration():
            return value.months * 30 + value.days
        case OversightMode():
            return -list(OversightMode).index(value)
        case Explanation():
            return list(Explanation).index(value)
        case _:
            return set(value)


LESS_IS_STRICTER = ("maximum_age", "monitoring_cadence")


@pytest.mark.parametrize("profile", Profile)
def test_defaults_never_grow_weaker_as_the_tier_rises(profile: Profile) -> None:
    for row in DEFAULTS[profile]:
        for lower, higher in pairwise(RULED_TIERS):
            below, above = row.of(lower), row.of(higher)
            if below is None:
                continue
            assert above is not None, row.leaf
            if row.leaf[0] in LESS_IS_STRICTER:
                assert _strength(above) <= _strength(below), row.leaf
            else:
                assert _strength(above) >= _strength(below), row.leaf


@pytest.mark.parametrize("profile", Profile)
def test_every_default_has_its_reason_and_its_field(profile: Profile) -> None:
    rules = read(None, profile).of(Tier.HIGH)
    for row in DEFAULTS[profile]:
        assert rules.reasons[row.leaf] == row.reason
        assert len(row.reason) > 20


def _row(row: Default) -> str:
    name = "monitoring.cadence" if row.leaf == ("monitoring_cadence",) else ".".join(row.leaf)
    values = " | ".join(map(_cell, row.values))
    return f"| `{name}` | {values} | {row.reason} |"


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(f"`{each}`" for each in value)
    return "–" if value is None else str(value)


def test_the_reference_lists_every_default() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "policy.md").read_text("utf-8")
    documented = page.partition("### Defaults of the playbook")[2].partition("\n## ")[0]
    listed = [line for line in documented.splitlines() if line.startswith("| `")]
    standard = DEFAULTS[Profile.STANDARD]
    other = [row for row in DEFAULTS[Profile.CERTIFICATION] if row not in standard]
    assert listed == [*map(_row, standard), *map(_row, other)]
    assert DEFAULTS[Profile.STARTER] == standard[:1]
