"""A policy that builds on that of an organisation."""

from __future__ import annotations

import hashlib

import pytest

from aims_gate.declarations import LoadedPolicy, load_policy
from aims_gate.model import Profile, Severity, Tier, Verdict
from aims_gate.testing import judge

PARENT = """profile: standard
fixed: [playbook.high, checks.ignore, profile]
fail_on: {high: warning}
plugins: [acme]
playbook:
  high:
    oversight: human-decides
    evaluations: [{metric: auc, min: 0.8}]
    banned_data: [ethnicity]
"""


def child(text: str, parent: str = PARENT) -> dict[str, bytes]:
    digest = hashlib.sha256(parent.encode()).hexdigest()
    head = f"extends: {{file: policies/acme.yaml, digest: 'sha256:{digest}'}}\n"
    return {"aims-gate.yaml": (head + text).encode(), "policies/acme.yaml": parent.encode()}


def load(files: dict[str, bytes]) -> LoadedPolicy:
    return load_policy(files.get)


def test_what_is_not_stated_is_that_of_the_parent() -> None:
    loaded = load(child("playbook: {high: {banned_data: [religion]}}\nplugins: [own]\n"))
    assert loaded.problems == ()
    assert loaded.policy is not None
    assert loaded.policy.profile is Profile.STANDARD
    assert loaded.policy.plugins == ("acme", "own")
    high = loaded.policy.playbook.of(Tier.HIGH)
    assert high is not None
    assert high.banned_data == ("ethnicity", "religion")
    assert [limit.min for limit in high.evaluations] == [0.8]
    assert loaded.policy.fixed == ()


def test_what_is_stated_goes_before_the_parent() -> None:
    loaded = load(child("profile: certification\nfail_on: {high: note}\n"))
    assert loaded.policy is not None
    assert loaded.policy.profile is Profile.CERTIFICATION
    assert loaded.policy.fail_on.thresholds()[Tier.HIGH].value == "note"


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("plugins: [{}]\n", "acme", "own"),
        ("checks: {{require: [{}]}}\n", "undeclared-ai", "missing-model-card"),
        ("waivers: {{never: [{}]}}\n", "undeclared-ai", "missing-model-card"),
        ("playbook: {{high: {{banned_uses: [{}]}}}}\n", "gambling", "scoring"),
        ("playbook: {{high: {{banned_data: [{}]}}}}\n", "ethnicity", "religion"),
    ],
)
def test_lists_that_ask_for_more_are_those_of_both(text: str, one: str, other: str) -> None:
    both = load(child(text.format(f"{one}, {other}"), text.format(one))).policy
    apart = load(child(text.format(other), text.format(one))).policy
    assert both is not None
    assert apart is not None
    assert apart.model_dump(exclude={"extends"}) == both.model_dump(exclude={"extends"})
    assert one in str(apart)


def test_own_checks_are_those_of_both() -> None:
    rule = "custom: [{{id: {}, title: Every owner has a role, for: system, expect: 'true'}}]\n"
    policy = load(child(rule.format("own-rule"), rule.format("org-rule"))).policy
    assert policy is not None
    assert [each.id for each in policy.custom] == ["org-rule", "own-rule"]


def test_what_both_say_of_one_check_is_joined() -> None:
    severity = "checks: {{severity: {{undeclared-ai: {{{}}}}}}}\n"
    policy = load(child(severity.format("limited: note"), severity.format("high: warning"))).policy
    assert policy is not None
    stated = policy.checks.severity["undeclared-ai"].by_tier()
    assert (stated[Tier.HIGH], stated[Tier.LIMITED]) == (Severity.WARNING, Severity.NOTE)


@pytest.mark.parametrize(
    ("change", "line", "message"),
    [
        ({"policies/acme.yaml": None}, 1, "is not there"),
        ({"policies/acme.yaml": b"profile: starter\n"}, 1, "is not the policy that was pinned"),
    ],
)
def test_only_the_policy_that_was_pinned_counts(
    change: dict[str, bytes | None], line: int, message: str
) -> None:
    files = {path: data for path, data in {**child(""), **change}.items() if data is not None}
    loaded = load(files)
    assert loaded.policy is None
    assert [problem.line for problem in loaded.problems] == [line]
    assert message in loaded.problems[0].message


def test_what_is_wrong_in_the_parent_is_told_there() -> None:
    loaded = load(child("", "profile: standart\n"))
    assert [(each.path, each.line) for each in loaded.problems] == [("policies/acme.yaml", 1)]
    loaded = load(child("", "extends: {file: x.yaml, digest: 'sha256:" + "0" * 64 + "'}\n"))
    assert "cannot build on another one" in loaded.problems[0].message


FILES = {
    "aims.yaml": b"systems: [{id: desk, purpose: Sort letters, owner: ann, tier: high}]\n",
    "src/a.py": b"import torch\n",
}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (
            "playbook: {high: {evaluations: [{metric: auc, min: 0.7}]}}\n",
            "playbook.high.evaluations",
        ),
        ("playbook: {high: {oversight: human-monitors}}\n", "playbook.high.oversight"),
        ("profile: starter\n", "profile is fixed"),
        ("checks: {ignore: {missing-model-card: none}}\n", "checks.ignore.missing-model-card"),
    ],
)
def test_what_the_parent_fixes_cannot_be_loosened(text: str, key: str) -> None:
    parent = PARENT.replace("plugins: [acme]\n", "")
    judgement = judge({**FILES, **child(text, parent)})
    assert judgement.verdict is Verdict.UNDECIDED
    assert any(key in reason for reason in judgement.reasons)


def test_what_the_parent_does_not_fix_may_be_loosened() -> None:
    parent = PARENT.replace("plugins: [acme]\n", "")
    judgement = judge({**FILES, **child("fail_on: {high: error}\n", parent)})
    assert judgement.verdict is Verdict.FAIL
