"""What GitHub says of pull requests, deployments and branches.

Sources: https://docs.github.com/en/rest/pulls/reviews, https://docs.github.com/en/rest/repos/rules,
https://docs.github.com/en/rest/branches/branch-protection and
https://docs.github.com/en/rest/actions/workflow-runs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from .reading import account, day, flag, items, number, text
from .record import (
    NOT_PROTECTED,
    Approval,
    BranchRules,
    ChangeRequest,
    Refused,
    Rule,
    Unanswered,
)

if TYPE_CHECKING:  # it imports what only a run that may use the network needs
    from .client import Api, Json

_MOST_RUNS = 10
_DECIDING = ("APPROVED", "CHANGES_REQUESTED", "DISMISSED")


def request(api: Api, change: int) -> ChangeRequest:
    """A pull request with its approvals. Raises :class:`Unanswered`."""
    pulls = f"{_repository(api)}/pulls/{change}"
    pull = api.get(pulls)
    head = text(pull, "head", "sha")
    commits = api.all(f"{pulls}/commits")
    authors = {account(pull, "user", "login")}
    authors |= {account(each, who, "login") for each in commits for who in ("author", "committer")}
    addresses = {text(each, "commit", "author", "email").lower() for each in commits}
    last = _last_reviews(api.all(f"{pulls}/reviews"))
    approved = {who: each for who, each in last.items() if text(each, "state") == "APPROVED"}
    counted = tuple(
        Approval(who, day(each, "submitted_at"))
        for who, each in approved.items()
        if head and text(each, "commit_id") == head and who not in authors
    )
    stale = tuple(who for who, each in approved.items() if text(each, "commit_id") != head)
    name = f"pull request #{change}"
    return ChangeRequest(
        name, head, frozenset(authors - {""}), frozenset(addresses - {""}), counted, stale
    )


def request_at(api: Api, commit: str) -> ChangeRequest | None:
    """The pull request that brought a commit to the default branch; ``None`` if none did."""
    for pull in api.all(f"{_repository(api)}/commits/{quote(commit, safe='')}/pulls"):
        if text(pull, "merge_commit_sha") == commit and text(pull, "merged_at"):
            return request(api, number(pull, "number"))
    return None


def is_of(api: Api, change: int, commit: str) -> bool:
    """Whether a commit is what the platform makes of a pull request when it merges it."""
    return text(api.get(f"{_repository(api)}/pulls/{change}"), "merge_commit_sha") == commit


def deployment_approvals(api: Api, commit: str) -> tuple[Approval, ...]:
    """Who let the workflows of a commit deploy. Raises :class:`Unanswered`."""
    runs = f"{_repository(api)}/actions/runs"
    found = items(api.get(f"{runs}?head_sha={quote(commit, safe='')}"), "workflow_runs")
    return tuple(
        Approval(account(each, "user", "login"), None, text(place, "name"))
        for run in found[:_MOST_RUNS]
        for each in api.all(f"{runs}/{number(run, 'id')}/approvals")
        if text(each, "state") == "approved"
        for place in items(each, "environments")
    )


def branch_rules(api: Api) -> BranchRules:
    """How the default branch is guarded, by rulesets and by classic protection.

    Raises :class:`Unanswered`.
    """
    repository = _repository(api)
    branch = text(api.get(repository), "default_branch")
    if not branch:
        raise Unanswered(f"{api.platform.host} names no default branch", "Name one there.")
    name = quote(branch, safe="")
    sources = [
        *_rulesets(api, api.all(f"{repository}/rules/branches/{name}")),
        *_protection(api, f"{repository}/branches/{name}/protection"),
    ]
    rules = {rule: _together(source.rules.get(rule) for source in sources) for rule in Rule}
    rules[Rule.NO_BYPASS] = _nobody_passes(sources)
    return BranchRules(
        branch,
        rules,
        frozenset(each for source in sources for each in source.checks),
        frozenset(each for source in sources for each in source.workflows),
        fix="Give the run a token with administration: read." if None in rules.values() else "",
    )


@dataclass(frozen=True, slots=True)
class _Source:
    """Where rules come from: a ruleset, or the classic protection."""

    rules: dict[Rule, bool | None]
    checks: frozenset[str] = frozenset()
    workflows: frozenset[str] = frozenset()


def _together(states: Iterator[bool | None]) -> bool | None:
    """A rule is on if any source has it on; it may be on if any does not tell."""
    found = list(states)
    if True in found:
        return True
    return None if None in found else False


def _nobody_passes(sources: list[_Source]) -> bool | None:
    """Whether a source that asks for a review lets nobody pass it by."""
    asking = [each for each in sources if each.rules.get(Rule.REVIEW) is not False]
    return _together(each.rules.get(Rule.NO_BYPASS, False) for each in asking)


def _rulesets(api: Api, rules: list[dict[str, Json]]) -> Iterator[_Source]:
    by_set: dict[int, list[dict[str, Json]]] = {}
    for rule in rules:
        by_set.setdefault(number(rule, "ruleset_id"), []).append(rule)
    for id_, members in by_set.items():
        by_type = {text(each, "type"): each.get("parameters") for each in members}
        review = by_type.get("pull_request")
        found: dict[Rule, bool | None] = dict.fromkeys(Rule, False)
        found[Rule.REVIEW] = number(review, "required_approving_review_count") > 0
        found[Rule.CODE_OWNERS] = flag(review, "require_code_owner_review") is True
        found[Rule.STALE] = flag(review, "dismiss_stale_reviews_on_push") is True
        found[Rule.NO_FORCE_PUSH] = "non_fast_forward" in by_type
        checks = items(by_type.get("required_status_checks"), "required_status_checks")
        flows = items(by_type.get("workflows"), "workflows")
        found[Rule.CHECKS] = bool(checks or flows)
        if found[Rule.REVIEW]:
            found[Rule.NO_BYPASS] = _no_actor_passes(api, id_)
        yield _Source(found, _named(checks, "context"), _named(flows, "path"))


def _no_actor_passes(api: Api, ruleset: int) -> bool | None:
    """Whether a ruleset has no exceptions; tokens that may not edit it are not told."""
    try:
        found = api.get(f"{_repository(api)}/rulesets/{ruleset}")
    except Refused:
        return None
    actors = found.get("bypass_actors")
    return not actors if isinstance(actors, list) else None


def _protection(api: Api, path: str) -> Iterator[_Source]:
    try:
        found = api.get(path)
    except Refused as problem:
        if problem.reason != NOT_PROTECTED:
            yield _Source(dict.fromkeys(Rule))
        return
    review = found.get("required_pull_request_reviews")
    checks = found.get("required_status_checks")
    names = _named(items(checks, "checks"), "context") | {
        each for each in items(checks, "contexts") if isinstance(each, str)
    }
    allowed = review.get("bypass_pull_request_allowances") if isinstance(review, dict) else None
    passing = isinstance(allowed, dict) and any(allowed.values())
    yield _Source(
        {
            Rule.REVIEW: number(review, "required_approving_review_count") > 0,
            Rule.CODE_OWNERS: flag(review, "require_code_owner_reviews") is True,
            Rule.STALE: flag(review, "dismiss_stale_reviews") is True,
            Rule.CHECKS: bool(names),
            Rule.NO_BYPASS: flag(found, "enforce_admins", "enabled") is True and not passing,
            Rule.NO_FORCE_PUSH: flag(found, "allow_force_pushes", "enabled") is False,
        },
        names,
    )


def _named(found: Collection[Any], name: str) -> frozenset[str]:
    return frozenset(text(each, name) for each in found) - {""}


def _repository(api: Api) -> str:
    return f"repos/{api.platform.project}"


def _last_reviews(reviews: list[dict[str, Json]]) -> dict[str, dict[str, Json]]:
    """The last review of each account that decides anything; GitHub lists the oldest first."""
    last: dict[str, dict[str, Json]] = {}
    for review in reviews:
        who = account(review, "user", "login")
        if who and text(review, "state") in _DECIDING:
            last[who] = review
    return last
