"""What is read from the answers of GitLab, in the shape that it gives them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from aims_gate.model import Environment, Network
from aims_gate.platforms.collect import branch_rules, reviewed_change
from aims_gate.platforms.record import (
    Approval,
    BranchRules,
    ChangeRequest,
    Rule,
)
from aims_gate.repository import Snapshot

from .server import TOKEN, FakePlatform, as_json

PROJECT = "/projects/12"
REQUEST = f"{PROJECT}/merge_requests/3"
HEAD = "a" * 40


def variables(fake: FakePlatform, **more: str) -> Environment:
    return Environment(
        {"CI_PROJECT_ID": "12", "CI_API_V4_URL": fake.url, "GITLAB_TOKEN": TOKEN, **more}
    )


def approval(username: str, at: str | None = "2026-11-20T12:00:00.000Z") -> Any:
    told = {"approved_at": at} if at else {}
    return {"user": {"id": 1, "username": username}, **told}


RESETS = {"reset_approvals_on_push": True}


def request(fake: FakePlatform, *approved: Any, resets: Any = RESETS) -> ChangeRequest:
    fake.says(REQUEST, {"iid": 3, "sha": HEAD, "author": {"username": "ann"}})
    fake.says(f"{REQUEST}/commits", [{"id": HEAD, "author_email": "Eve@bank.example"}])
    fake.says(f"{REQUEST}/approvals", {"approved_by": list(approved)})
    fake.says(
        f"{REQUEST}/versions",
        [
            {"id": 2, "head_commit_sha": HEAD, "created_at": "2026-11-20T11:00:00.000Z"},
            {"id": 1, "head_commit_sha": "b" * 40, "created_at": "2026-11-19T11:00:00.000Z"},
        ],
    )
    fake.says(f"{PROJECT}/approvals", resets)
    snapshot = Snapshot("loans", "", {}, HEAD)
    environment = variables(fake, CI_MERGE_REQUEST_IID="3")
    found = reviewed_change(environment, Network(True), snapshot)
    assert found.request is not None, found.reason
    return found.request


def test_approvals_after_the_last_push_by_others_count(fake: FakePlatform) -> None:
    early = approval("cat", "2026-11-20T10:59:59.000Z")
    found = request(fake, approval("Bob"), early, approval("ann"))
    assert found.name == "merge request !3"
    assert found.approvals == (Approval("bob", date(2026, 11, 20)),)
    assert found.stale == ("cat",)
    assert found.addresses == {"eve@bank.example"}
    assert fake.asked[0][1]["PRIVATE-TOKEN"] == TOKEN


def test_an_approval_at_the_moment_of_the_push_is_of_what_was_pushed(fake: FakePlatform) -> None:
    found = request(fake, approval("bob", "2026-11-20T11:00:00.000Z"))
    assert ([each.account for each in found.approvals], found.stale) == (["bob"], ())


def test_without_a_day_it_counts_only_where_a_push_takes_approvals_back(fake: FakePlatform) -> None:
    undated = approval("bob", None)
    assert request(fake, undated, resets=RESETS).approvals
    assert not request(fake, undated, resets={"reset_approvals_on_push": False}).approvals
    refused = as_json({"message": "403 Forbidden"}, 403)
    assert request(fake, undated, resets=refused).stale == ("bob",)


def test_a_commit_on_the_branch_leads_to_the_request_that_brought_it(fake: FakePlatform) -> None:
    request(fake, approval("bob"))
    merged = {"iid": 3, "state": "merged", "squash_commit_sha": "c" * 40}
    fake.says(f"{PROJECT}/repository/commits/{'c' * 40}/merge_requests", [merged])
    snapshot = Snapshot("loans", "", {}, "c" * 40)
    found = reviewed_change(variables(fake), Network(True), snapshot)
    assert found.request is not None
    assert [each.account for each in found.request.approvals] == ["bob"]


def test_a_job_token_is_not_enough(fake: FakePlatform) -> None:
    fake.says(REQUEST, as_json({"message": "401 Unauthorized"}, 401))
    environment = Environment(
        {
            "CI_PROJECT_ID": "12",
            "CI_API_V4_URL": fake.url,
            "CI_JOB_TOKEN": TOKEN,
            "CI_MERGE_REQUEST_IID": "3",
        }
    )
    found = reviewed_change(environment, Network(True), Snapshot("loans", "", {}, HEAD))
    assert found.request is None
    assert "GITLAB_TOKEN" in found.fix
    assert fake.asked[0][1]["JOB-TOKEN"] == TOKEN


GUARDED = {
    "name": "main",
    "push_access_levels": [{"access_level": 0}],
    "merge_access_levels": [{"access_level": 40}],
    "allow_force_push": False,
    "code_owner_approval_required": True,
}
SETTINGS = {"reset_approvals_on_push": True, "merge_requests_author_approval": False}


def rules(
    fake: FakePlatform,
    *protected: Any,
    settings: Any = SETTINGS,
    approvals: Any = ({"name": "all", "approvals_required": 1},),
    pipeline: bool = True,
) -> BranchRules:
    project = {"default_branch": "main", "only_allow_merge_if_pipeline_succeeds": pipeline}
    fake.says(PROJECT, project)
    fake.says(f"{PROJECT}/protected_branches", list(protected))
    fake.says(f"{PROJECT}/approvals", settings)
    fake.says(
        f"{PROJECT}/approval_rules", list(approvals) if isinstance(approvals, tuple) else approvals
    )
    return branch_rules(variables(fake), Network(True))


def off(found: BranchRules) -> list[Rule]:
    return [rule for rule, state in found.rules.items() if state is False]


def test_a_guarded_branch(fake: FakePlatform) -> None:
    found = rules(fake, GUARDED)
    assert set(found.rules.values()) == {True}
    assert found.checks == {"*"}
    assert set(rules(fake, {**GUARDED, "name": "m*"}).rules.values()) == {True}


def test_an_unguarded_branch(fake: FakePlatform) -> None:
    assert off(rules(fake, {**GUARDED, "name": "stable"}, pipeline=False)) == list(Rule)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"push_access_levels": [{"access_level": 40}]}, Rule.REVIEW),
        ({"push_access_levels": []}, Rule.NO_BYPASS),
        ({"code_owner_approval_required": False}, Rule.CODE_OWNERS),
        ({"allow_force_push": True}, Rule.NO_FORCE_PUSH),
    ],
)
def test_each_rule_of_the_branch(fake: FakePlatform, change: dict[str, Any], rule: Rule) -> None:
    assert rule in off(rules(fake, {**GUARDED, **change}))


def test_the_weaker_of_two_patterns_counts(fake: FakePlatform) -> None:
    wide = {**GUARDED, "name": "*", "push_access_levels": [{"access_level": 30}]}
    assert {Rule.REVIEW, Rule.NO_BYPASS} <= set(off(rules(fake, GUARDED, wide)))
    forced = {**GUARDED, "name": "*", "allow_force_push": True}
    assert off(rules(fake, GUARDED, forced)) == [Rule.NO_FORCE_PUSH]


def test_the_settings_of_approvals(fake: FakePlatform) -> None:
    settings = {"reset_approvals_on_push": False, "merge_requests_author_approval": True}
    assert off(rules(fake, GUARDED, settings=settings)) == [Rule.STALE, Rule.NO_BYPASS]
    assert off(rules(fake, GUARDED, approvals=({"approvals_required": 0},))) == [Rule.REVIEW]


def test_what_is_not_shown_is_neither_on_nor_off(fake: FakePlatform) -> None:
    refused = as_json({"message": "404 Not Found"}, 404)
    found = rules(fake, GUARDED, settings=refused, approvals=refused)
    hidden = [rule for rule, state in found.rules.items() if state is None]
    assert hidden == [Rule.REVIEW, Rule.STALE, Rule.NO_BYPASS]
    assert "read_api" in found.fix
