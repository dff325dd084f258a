"""Asks the platform within a bound of time, and keeps why it did not answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from threading import Thread
from typing import TYPE_CHECKING, Protocol, TypeVar

from ..model import Environment, Network
from ..repository import GitError, Snapshot
from . import github, gitlab
from .record import Approval, BranchRules, ChangeRequest, ReviewedChange, Unanswered

if TYPE_CHECKING:
    from .client import Api, Limits

T = TypeVar("T")

_PARENT = re.compile(rb"^parent ([0-9a-f]{40,64})$", re.MULTILINE)


def reviewed_change(
    environment: Environment, network: Network, snapshot: Snapshot
) -> ReviewedChange:
    """The request that the run is about, or by which the commit judged was merged."""
    if snapshot.revision is None:
        reason = "there is no commit whose approvals could be asked for"
        return ReviewedChange(None, reason, "Commit it, and open a pull request.")
    try:
        found = ask(environment, network, lambda api: _request(api, snapshot))
    except Unanswered as problem:
        return ReviewedChange(None, problem.reason, problem.fix)
    return found


def _request(api: Api, snapshot: Snapshot) -> ReviewedChange:
    judged = snapshot.revision or ""
    if api.platform.change is None:
        found = speaker(api).request_at(api, judged)
        if found is None:
            reason = f"{api.platform.host} knows no request by which {judged[:12]} was merged"
            return ReviewedChange(None, reason, "Bring changes in by pull or merge requests.")
        return ReviewedChange(found)
    found = speaker(api).request(api, api.platform.change)
    # In a merge queue a push takes the request out, so what is queued is its last commit.
    if (
        found.head in {judged, *_merged(snapshot)}
        or judged == api.platform.queued
        or speaker(api).is_of(api, api.platform.change, judged)
    ):
        return ReviewedChange(found)
    return ReviewedChange(
        None,
        f"{found.name} has another last commit by now than the one that is judged",
        "Run the gate again on the last commit.",
    )


def _merged(snapshot: Snapshot) -> tuple[str, ...]:
    """What the commit judged merges into the branch; a shallow clone knows these ids as well.

    Platforms make such a commit to try what a request would come to. Its first parent is the
    branch, and does not count: neither does that of a commit on top of what was approved.
    """
    if snapshot.git is None or snapshot.revision is None:
        return ()
    try:
        head = snapshot.git.run("cat-file", "commit", snapshot.revision).partition(b"\n\n")[0]
    except GitError:
        return ()
    return tuple(each.decode("ascii") for each in _PARENT.findall(head)[1:])


def branch_rules(environment: Environment, network: Network) -> BranchRules:
    """How the default branch is guarded."""
    try:
        return ask(environment, network, lambda api: speaker(api).branch_rules(api))
    except Unanswered as problem:
        return BranchRules(reason=problem.reason, fix=problem.fix)


class Speaker(Protocol):
    """Speaks the language of one platform; each method raises :class:`Unanswered`."""

    def request(self, api: Api, change: int) -> ChangeRequest:
        """A request with its approvals."""

    def request_at(self, api: Api, commit: str) -> ChangeRequest | None:
        """The request by which a commit was merged; ``None`` if none was."""

    def is_of(self, api: Api, change: int, commit: str) -> bool:
        """Whether a commit is what the platform makes of a request when it merges it."""

    def deployment_approvals(self, api: Api, commit: str) -> tuple[Approval, ...]:
        """Who let a commit be deployed, as far as the platform knows."""

    def branch_rules(self, api: Api) -> BranchRules:
        """How the default branch is guarded."""


def speaker(api: Api) -> Speaker:
    """Who speaks the language of the platform that is asked."""
    speakers: Mapping[str, Speaker] = {"GitHub": github, "GitLab": gitlab}
    return speakers[api.platform.kind]


def ask(
    environment: Environment,
    network: Network,
    question: Callable[[Api], T],
    limits: Limits | None = None,
) -> T:
    """What the platform of the environment answers to a question.

    Raises :class:`Unanswered` without leave to use the network, without a platform or token, if the
    platform does not answer, and when the time is up.
    """
    if not network.allowed:
        raise Unanswered("the platform is asked only with --online", "Run the gate with --online.")
    from .address import platform_of  # most runs are offline, and need none of these

    platform = platform_of(environment.variables)
    from .client import Api, Limits

    bounds = limits or Limits()
    answers: list[T] = []
    problems: list[Exception] = []

    def work() -> None:
        try:
            answers.append(question(Api(platform, bounds)))
        except Exception as problem:  # it belongs to the thread that waits for this one
            problems.append(problem)

    # Time-outs of sockets and resolvers do not add up to a bound: a platform that sends a byte now
    # and then keeps each of them. So another thread asks, and is left behind when the time is up.
    worker = Thread(target=work, name="ask-the-platform", daemon=True)
    worker.start()
    worker.join(bounds.total)
    if problems:
        raise problems[0]
    if answers:
        return answers[0]
    raise Unanswered(f"{platform.host} took too long", "Run the gate again later.")
