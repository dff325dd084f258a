"""What GitLab says of merge requests and branches.

Sources: https://docs.gitlab.com/api/merge_request_approvals/,
https://docs.gitlab.com/api/merge_requests/ and https://docs.gitlab.com/api/protected_branches/.
"""

from __future__ import annotations

from datetime import datetime
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING
from urllib.parse import quote

from .reading import account, day, flag, items, moment, number, text
from .record import Approval, BranchRules, ChangeRequest, Refused, Rule, Unanswered

if TYPE_CHECKING:  # it imports what only a run that may use the network needs
    from .client import Api, Json

_NO_ONE = 0  # the access level that nobody has


def request(api: Api, change: int) -> ChangeRequest:
    """A merge request with its approvals. Raises :class:`Unanswered`."""
    requests = f"{_project(api)}/merge_requests/{change}"
    found = api.get(requests)
    author = account(found, "author", "username")
    commits = api.all(f"{requests}/commits")
    addresses = {
        text(each, name).lower() for each in commits for name in ("author_email", "committer_email")
    }
    approved = items(api.get(f"{requests}/approvals"), "approved_by")
    pushed = _last_push(api, requests)
    resets = _resets(api) if approved else None
    counted, stale = [], []
    for each in approved:
        who = account(each, "user", "username")
        if not _is_current(moment(each, "approved_at"), pushed, resets):
            stale.append(who)
        elif who and who != author:
            counted.append(Approval(who, day(each, "approved_at")))
    return ChangeRequest(
        f"merge request !{change}",
        text(found, "sha"),
        frozenset({author} - {""}),
        frozenset(addresses - {""}),
        tuple(counted),
        tuple(stale),
    )


def _last_push(api: Api, requests: str) -> datetime | None:
    """When the last version of a merge request was pushed; GitLab lists the newest first."""
    moments = (moment(each, "created_at") for each in api.all(f"{requests}/versions"))
    return max((each for each in moments if each), default=None)


def _resets(api: Api) -> bool | None:
    """Whether a push takes approvals back; ``None`` where this token is not told."""
    try:
        return flag(api.get(f"{_project(api)}/approvals"), "reset_approvals_on_push")
    except Refused:
        return None


def _is_current(approved: datetime | None, pushed: datetime | None, resets: bool | None) -> bool:
    """Whether an approval is of the last version. Before 18.4 GitLab does not say of when it is."""
    if approved and pushed:
        return approved >= pushed
    return resets is True


def request_at(api: Api, commit: str) -> ChangeRequest | None:
    """The merge request that brought a commit to the default branch; ``None`` if none did."""
    path = f"{_project(api)}/repository/commits/{quote(commit, safe='')}/merge_requests"
    for each in api.all(path):
        made = (text(each, "merge_commit_sha"), text(each, "squash_commit_sha"), text(each, "sha"))
        if text(each, "state") == "merged" and commit in made:
            return request(api, number(each, "iid"))
    return None


def is_of(api: Api, change: int, commit: str) -> bool:
    """Whether a commit is what the platform made of a merge request when it merged it."""
    found = api.get(f"{_project(api)}/merge_requests/{change}")
    return commit in (text(found, "merge_commit_sha"), text(found, "squash_commit_sha"))


def deployment_approvals(api: Api, commit: str) -> tuple[Approval, ...]:
    """Nothing: what GitLab has of them is bound to deployments and not to commits."""
    return ()


def branch_rules(api: Api) -> BranchRules:
    """How the default branch is guarded, by protection and by approval rules.

    Raises :class:`Unanswered`.
    """
    project = api.get(_project(api))
    branch = text(project, "default_branch")
    if not branch:
        raise Unanswered(f"{api.platform.host} names no default branch", "Name one there.")
    protected = [
        each
        for each in api.all(f"{_project(api)}/protected_branches")
        if fnmatchcase(branch, text(each, "name"))
    ]
    rules: dict[Rule, bool | None] = dict.fromkeys(Rule, False)
    pipeline = flag(project, "only_allow_merge_if_pipeline_succeeds") is True
    rules[Rule.CHECKS] = pipeline
    if protected:
        rules |= _guarded(api, protected)
    told = None not in rules.values()
    fix = "" if told else "Give the run a token with the scope read_api and the role Maintainer."
    return BranchRules(branch, rules, frozenset({"*"} if pipeline else ()), fix=fix)


def _guarded(api: Api, protected: list[dict[str, Json]]) -> dict[Rule, bool | None]:
    """The rules of a protected branch; of several patterns that fit the most permissive counts."""
    closed = all(_is_closed(each) for each in protected)
    settings = _settings(api)
    author = flag(settings, "merge_requests_author_approval")
    found: dict[Rule, bool | None] = {
        Rule.REVIEW: _needs_approval(api) if closed else False,
        Rule.CODE_OWNERS: any(
            flag(each, "code_owner_approval_required") is True for each in protected
        ),
        Rule.STALE: flag(settings, "reset_approvals_on_push"),
        Rule.NO_BYPASS: False if not closed else None if author is None else not author,
        Rule.NO_FORCE_PUSH: all(flag(each, "allow_force_push") is False for each in protected),
    }
    return found


def _is_closed(protected: dict[str, Json]) -> bool:
    """Whether nobody may push to the branch but by merging."""
    levels = items(protected, "push_access_levels")
    return bool(levels) and all(
        isinstance(each, dict) and each.get("access_level") == _NO_ONE for each in levels
    )


def _settings(api: Api) -> dict[str, Json]:
    try:
        return api.get(f"{_project(api)}/approvals")
    except Refused:
        return {}


def _needs_approval(api: Api) -> bool | None:
    try:
        rules = api.all(f"{_project(api)}/approval_rules")
    except Refused:
        return None
    return any(number(each, "approvals_required") > 0 for each in rules)


def _project(api: Api) -> str:
    return f"projects/{api.platform.project}"
