"""Who approved what was released, by the record of the platform."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..model import Base, Clock, Environment, Evidence, Network
from ..platforms.collect import ask, speaker
from ..platforms.record import ChangeRequest, Unanswered
from ..repository import GitError, Snapshot
from .consents import Consent, consent_of, trusted_roster
from .lifecycle import Courses
from .people import Roster

if TYPE_CHECKING:
    from ..platforms.client import Api


@dataclass(frozen=True, slots=True)
class ReleaseReviews(Evidence):
    """Who approved the latest release of each system, by the id of the system.

    ``unknown`` maps the systems of which that is not known to why, and what would let it be known.
    ``roster`` is the register by which people are known.
    """

    roster: Roster
    consents: Mapping[str, Consent] = field(default_factory=dict)
    unknown: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def release_reviews(
    courses: Courses,
    roster: Roster,
    base: Base,
    snapshot: Snapshot,
    environment: Environment,
    network: Network,
    clock: Clock,
) -> ReleaseReviews:
    """Ask the platform by which request the tagged commit of each latest release was merged."""
    trusted = trusted_roster(roster, base)
    commits: dict[str, str] = {}
    unknown: dict[str, tuple[str, str]] = {}
    for course in courses:
        released = course.released(clock.today)
        if not released:
            continue
        version = released[-1].version
        commit = _commit(snapshot, course.tag_of(version))
        if commit is None:
            reason = f"no tag of this clone names release {version}"
            fix = f"Tag the commit that {version} was made of, and fetch tags: `git fetch --tags`."
            unknown[course.subject.id] = reason, fix
        else:
            commits[course.subject.id] = commit
    if not commits:
        return ReleaseReviews(trusted, unknown=unknown)

    def question(api: Api) -> dict[str, Consent]:
        return {system: _consent(api, commit, trusted) for system, commit in commits.items()}

    try:
        return ReleaseReviews(trusted, ask(environment, network, question), unknown)
    except Unanswered as problem:
        unknown |= dict.fromkeys(commits, (problem.reason, problem.fix))
        return ReleaseReviews(trusted, unknown=unknown)


def _consent(api: Api, commit: str, roster: Roster) -> Consent:
    """Who approved a commit: the request that brought it, or its deployment."""
    request = speaker(api).request_at(api, commit)
    deployed = speaker(api).deployment_approvals(api, commit)
    return consent_of(request or ChangeRequest(f"commit {commit[:12]}", commit), roster, deployed)


def _commit(snapshot: Snapshot, tag: str | None) -> str | None:
    if tag is None or snapshot.git is None:
        return None
    try:
        return snapshot.git.resolve(f"refs/tags/{tag}")
    except GitError:
        return None
