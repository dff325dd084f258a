"""What is read from the answers of GitHub, in the shape that it gives them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from aims_gate.model import Environment, Network
from aims_gate.platforms.collect import ask, branch_rules, reviewed_change, speaker
from aims_gate.platforms.record import (
    Approval,
    BranchRules,
    ReviewedChange,
    Rule,
)
from aims_gate.repository import Snapshot

from .server import TOKEN, FakePlatform, as_json

REPOSITORY = "/repos/bank/loans"
HEAD = "a" * 40
EARLIER = "b" * 40
MERGED = "c" * 40


def variables(fake: FakePlatform, **more: str) -> Environment:
    return Environment(
        {
            "GITHUB_REPOSITORY": "bank/loans",
            "GITHUB_API_URL": fake.url,
            "GITHUB_TOKEN": TOKEN,
            **more,
        }
    )


def reviewed(fake: FakePlatform, revision: str = HEAD, number: int | None = 7) -> ReviewedChange:
    reference = f"refs/pull/{number}/merge" if number else "refs/heads/main"
    snapshot = Snapshot("loans", "", {}, revision)
    return reviewed_change(variables(fake, GITHUB_REF=reference), Network(True), snapshot)


def review(
    login: str, state: str = "APPROVED", commit: str = HEAD, at: str = "2026-11-20T10:00:00Z"
) -> Any:
    return {"user": {"login": login}, "state": state, "commit_id": commit, "submitted_at": at}


def commit(login: str | None, email: str) -> Any:
    return {
        "sha": HEAD,
        "commit": {"author": {"email": email}, "committer": {"email": "noreply@github.com"}},
        "author": {"login": login} if login else None,
        "committer": {"login": "web-flow"},
    }


def has_pull(fake: FakePlatform, *reviews: Any, **fields: Any) -> None:
    pull = {
        "number": 7,
        "user": {"login": "Ann"},
        "head": {"sha": HEAD},
        "merge_commit_sha": MERGED,
        "merged_at": None,
        **fields,
    }
    fake.says(f"{REPOSITORY}/pulls/7", pull)
    fake.says(f"{REPOSITORY}/pulls/7/commits", [commit("ann", "Ann@bank.example")])
    fake.says(f"{REPOSITORY}/pulls/7/reviews", list(reviews))


def test_approvals_of_the_last_commit_by_others_count(fake: FakePlatform) -> None:
    has_pull(
        fake, review("Bob"), review("cat", commit=EARLIER), review("ann"), review("dan", at="soon")
    )
    found = reviewed(fake).request
    assert found is not None
    assert found.name == "pull request #7"
    assert found.approvals == (Approval("bob", date(2026, 11, 20)), Approval("dan", None))
    assert found.stale == ("cat",)
    assert {"ann"} <= found.authors
    assert found.addresses == {"ann@bank.example"}


@pytest.mark.parametrize("state", ["CHANGES_REQUESTED", "DISMISSED"])
def test_the_last_review_of_each_counts(fake: FakePlatform, state: str) -> None:
    has_pull(fake, review("bob"), review("bob", state))
    found = reviewed(fake).request
    assert found is not None
    assert found.approvals == ()
    has_pull(fake, review("bob", state), review("bob"), review("bob", "COMMENTED"))
    found = reviewed(fake).request
    assert found is not None
    assert [each.account for each in found.approvals] == ["bob"]


def test_a_request_that_has_moved_on_says_nothing_of_what_is_judged(fake: FakePlatform) -> None:
    has_pull(fake, review("bob"))
    found = reviewed(fake, EARLIER)
    assert found.request is None
    assert "another last commit" in found.reason
    assert reviewed(fake, MERGED).request is not None


def test_what_is_queued_is_the_last_commit_of_its_request(fake: FakePlatform) -> None:
    has_pull(fake, review("bob"))
    reference = f"refs/heads/gh-readonly-queue/main/pr-7-{EARLIER}"
    environment = variables(fake, GITHUB_REF=reference, GITHUB_SHA="d" * 40)
    snapshot = Snapshot("loans", "", {}, "d" * 40)
    assert reviewed_change(environment, Network(True), snapshot).request is not None
    other = Snapshot("loans", "", {}, "e" * 40)
    assert reviewed_change(environment, Network(True), other).request is None


def test_a_commit_on_the_branch_leads_to_the_request_that_brought_it(fake: FakePlatform) -> None:
    has_pull(fake, review("bob"))
    other = {"number": 9, "merge_commit_sha": EARLIER, "merged_at": "2026-11-01T00:00:00Z"}
    own = {"number": 7, "merge_commit_sha": MERGED, "merged_at": "2026-11-20T00:00:00Z"}
    fake.says(f"{REPOSITORY}/commits/{MERGED}/pulls", [other, own])
    found = reviewed(fake, MERGED, None).request
    assert found is not None
    assert found.name == "pull request #7"
    fake.says(f"{REPOSITORY}/commits/{MERGED}/pulls", [{**own, "merged_at": None}])
    assert "knows no request" in reviewed(fake, MERGED, None).reason


def test_without_an_answer_nothing_is_known(fake: FakePlatform) -> None:
    found = reviewed(fake)
    assert found.request is None
    assert "does not show it to this token (status 404)" in found.reason
    assert "pull-requests" in found.fix


def test_approvals_of_deployments(fake: FakePlatform) -> None:
    fake.says(f"{REPOSITORY}/actions/runs", {"workflow_runs": [{"id": 11}]})
    approved = {
        "state": "approved",
        "user": {"login": "Bob"},
        "environments": [{"name": "production"}],
    }
    rejected = {**approved, "state": "rejected", "user": {"login": "cat"}}
    fake.says(f"{REPOSITORY}/actions/runs/11/approvals", [approved, rejected])
    found = ask(
        variables(fake), Network(True), lambda api: speaker(api).deployment_approvals(api, HEAD)
    )
    assert found == (Approval("bob", None, "production"),)
    assert f"{REPOSITORY}/actions/runs?head_sha={HEAD}" in [path for path, _ in fake.asked]


RULESET = [
    {
        "type": "pull_request",
        "ruleset_id": 42,
        "parameters": {
            "required_approving_review_count": 1,
            "require_code_owner_review": True,
            "dismiss_stale_reviews_on_push": True,
        },
    },
    {
        "type": "required_status_checks",
        "ruleset_id": 42,
        "parameters": {"required_status_checks": [{"context": "gate", "integration_id": 1}]},
    },
    {"type": "non_fast_forward", "ruleset_id": 42},
]
PROTECTION: dict[str, Any] = {
    "required_pull_request_reviews": {
        "required_approving_review_count": 2,
        "require_code_owner_reviews": True,
        "dismiss_stale_reviews": True,
        "bypass_pull_request_allowances": {"users": [], "teams": [], "apps": []},
    },
    "required_status_checks": {"contexts": ["gate"], "checks": [{"context": "gate"}]},
    "enforce_admins": {"enabled": True},
    "allow_force_pushes": {"enabled": False},
}
UNPROTECTED = as_json({"message": "Branch not protected"}, 404)


def rules(
    fake: FakePlatform, ruleset: Any = (), protection: Any = UNPROTECTED, actors: Any = ()
) -> BranchRules:
    fake.says(REPOSITORY, {"default_branch": "main"})
    fake.says(f"{REPOSITORY}/rules/branches/main", list(ruleset))
    fake.says(f"{REPOSITORY}/branches/main/protection", protection)
    hidden = {} if actors is None else {"bypass_actors": list(actors)}
    fake.says(f"{REPOSITORY}/rulesets/42", {"id": 42, **hidden})
    return branch_rules(variables(fake), Network(True))


def off(found: BranchRules) -> list[Rule]:
    return [rule for rule, state in found.rules.items() if state is False]


def hidden(found: BranchRules) -> list[Rule]:
    return [rule for rule, state in found.rules.items() if state is None]


def test_a_ruleset_guards_the_branch(fake: FakePlatform) -> None:
    found = rules(fake, RULESET)
    assert found.branch == "main"
    assert set(found.rules.values()) == {True}
    assert found.checks == {"gate"}


def test_classic_protection_guards_the_branch(fake: FakePlatform) -> None:
    found = rules(fake, (), PROTECTION)
    assert set(found.rules.values()) == {True}
    assert found.checks == {"gate"}


def test_nothing_guards_the_branch(fake: FakePlatform) -> None:
    assert off(rules(fake)) == list(Rule)


@pytest.mark.parametrize(
    ("part", "change", "rule"),
    [
        ("required_pull_request_reviews", {"required_approving_review_count": 0}, Rule.REVIEW),
        ("required_pull_request_reviews", {"require_code_owner_reviews": False}, Rule.CODE_OWNERS),
        ("required_pull_request_reviews", {"dismiss_stale_reviews": False}, Rule.STALE),
        (
            "required_pull_request_reviews",
            {"bypass_pull_request_allowances": {"users": [{"login": "ann"}]}},
            Rule.NO_BYPASS,
        ),
        ("required_status_checks", {"contexts": [], "checks": []}, Rule.CHECKS),
        ("enforce_admins", {"enabled": False}, Rule.NO_BYPASS),
        ("allow_force_pushes", {"enabled": True}, Rule.NO_FORCE_PUSH),
    ],
)
def test_each_rule_of_the_protection(
    fake: FakePlatform, part: str, change: Mapping[str, Any], rule: Rule
) -> None:
    changed = {**PROTECTION, part: {**PROTECTION[part], **change}}
    assert rule in off(rules(fake, (), changed))


def test_whoever_may_pass_a_ruleset_by_is_seen(fake: FakePlatform) -> None:
    actor = {"actor_id": 5, "actor_type": "RepositoryRole", "bypass_mode": "always"}
    assert off(rules(fake, RULESET, actors=[actor])) == [Rule.NO_BYPASS]
    assert hidden(rules(fake, RULESET, actors=None)) == [Rule.NO_BYPASS]


def test_what_is_not_shown_is_neither_on_nor_off(fake: FakePlatform) -> None:
    refused = as_json({"message": "Resource not accessible by integration"}, 403)
    found = rules(fake, (), refused)
    assert hidden(found) == list(Rule)
    assert "administration: read" in found.fix
    assert set(rules(fake, RULESET, refused).rules.values()) == {True}


def test_required_workflows_are_required_checks(fake: FakePlatform) -> None:
    workflow = {
        "type": "workflows",
        "ruleset_id": 42,
        "parameters": {"workflows": [{"path": ".github/workflows/gate.yml", "repository_id": 1}]},
    }
    found = rules(fake, [workflow])
    assert found.rules[Rule.CHECKS] is True
    assert found.workflows == {".github/workflows/gate.yml"}


@pytest.mark.parametrize("odd", [None, 7, "text", {"login": 3}, [1, [2]]])
def test_fields_of_another_kind_count_as_absent(fake: FakePlatform, odd: Any) -> None:
    has_pull(fake, {"user": odd, "state": "APPROVED", "commit_id": odd}, user=odd)
    found = reviewed(fake).request
    assert found is not None
    assert found.approvals == ()
    parameters = {"type": "pull_request", "ruleset_id": odd, "parameters": odd}
    assert Rule.REVIEW in off(rules(fake, [parameters]))
