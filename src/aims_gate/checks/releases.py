"""Releases: whether anything grave was open when they were let go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..declarations import Lifecycle
from ..declarations.lifecycle_terms import BLOCKING, Gravity
from ..governance.approvals import lacking_roles
from ..governance.files import Governance
from ..governance.lifecycle import Course, Courses, KnownRelease
from ..governance.people import Roster
from ..governance.wording import said
from ..model import (
    ERROR,
    WARNING,
    Cause,
    Clock,
    Finding,
    Location,
    Profile,
    by_tier,
    check,
    does_not_apply,
    unassessed,
)
from ..portfolio import Playbooks
from .judging import Defect, judged


@check(
    "Open major issues block the release",
    controls=["A.6.2.5"],
    clauses=["10.2", "8.1"],
    severity=by_tier(minimal=WARNING, limited=ERROR, high=ERROR),
    profile=Profile.CERTIFICATION,
)
def release_with_major_issue(
    courses: Courses, governance: Governance, roster: Roster, playbooks: Playbooks, clock: Clock
) -> Iterator[Finding]:
    """Find released systems with a grave issue that is open, or was open when they were released.

    Grave is a nonconformity that is major, and an incident that is serious. The latest release of
    a system must have been let go without one, and one that came up later must be closed before
    the next. The exception is acceptance: the record of the release names the issue, why it can be
    accepted, and somebody in each role that must approve releases by the playbook of the tier.
    Without registers of both kinds nobody can tell whether anything was open.

    ## Why it matters
    A release puts before people what is known to be broken. Somebody must have decided that this
    can be answered for.

    ## How to conform
    Close the issue, or let the roles that approve releases accept it: an entry under `accepted:`
    of the release with issue, people, day and reason.
    """
    issues = list(_issues(governance))
    for course in courses:
        released = course.released(clock.today)
        if course.stage is Lifecycle.RETIRED or not (
            released or course.stage is Lifecycle.OPERATION
        ):
            yield does_not_apply("it is not released", about=course.subject)
            continue
        last = released[-1] if released else None
        wanted = playbooks.of(course.subject.tier).approvals.get("release", ("owner",))
        defects = list(_blocking(course, last, issues, roster, wanted, clock.today))
        if not defects and (silent := _silent(governance)):
            yield unassessed(
                f"{silent} does not say what is open, so nobody can tell whether anything was",
                cause=Cause.UNAVAILABLE,
                at=course.system.at,
                about=course.subject,
                fix="Keep both registers, and say in an empty one how an entry would have come.",
            )
            continue
        when = f"was open at release {last.version} of {last.on}" if last else "is open"
        yield from judged(
            course.subject,
            defects,
            otherwise=f"{course.subject.label}: no grave issue {when}",
            at=last.at if last else course.system.at,
        )


def _silent(governance: Governance) -> str | None:
    """The register that is absent, or empty without a word why."""
    kept = [each.value for each in governance.nonconformities]
    if not any(each.nonconformities or said(each.none_because, words=4) for each in kept):
        return "the register of nonconformities"
    known = [each.value for each in governance.incidents]
    if not any(each.incidents or said(each.none_because, words=4) for each in known):
        return "the register of incidents"
    return None


@dataclass(frozen=True, slots=True)
class _Issue:
    """A grave incident or nonconformity. ``systems`` is empty where it concerns all."""

    id: str
    kind: str
    systems: tuple[str, ...]
    opened: date | None
    closed: date | None
    at: Location

    def is_open_on(self, day: date) -> bool:
        """Whether it was known and not closed on a day."""
        return (self.opened is None or self.opened <= day) and (
            self.closed is None or self.closed > day
        )


def _issues(governance: Governance) -> Iterator[_Issue]:
    for filed in governance.nonconformities:
        for index, each in enumerate(filed.value.nonconformities):
            if each.severity in BLOCKING:
                yield _Issue(
                    each.id,
                    f"{each.severity} nonconformity",
                    each.systems,
                    each.found_on,
                    each.closed_on,
                    filed.locate("nonconformities", index, "id"),
                )
    for filed_ in governance.incidents:
        for index, case in enumerate(filed_.value.incidents):
            if case.severity is Gravity.SERIOUS:
                yield _Issue(
                    case.id,
                    "serious incident",
                    (case.system,) if case.system else (),
                    case.aware.day if case.aware else None,
                    case.closed.day if case.closed else None,
                    filed_.locate("incidents", index, "id"),
                )


def _blocking(
    course: Course,
    last: KnownRelease | None,
    issues: list[_Issue],
    roster: Roster,
    wanted: tuple[str, ...],
    today: date,
) -> Iterator[Defect]:
    for issue in issues:
        if issue.systems and course.subject.id not in issue.systems:
            continue
        at_release = bool(last and last.on and issue.is_open_on(last.on))
        if not at_release and not issue.is_open_on(today):
            continue
        what = f"{course.subject.label}: {issue.kind} {issue.id}"
        when = (
            f"was open at release {last.version} of {last.on}" if last and at_release else "is open"
        )
        why = _not_accepted(course, last, issue, roster, wanted, today)
        if why:
            yield Defect(
                f"{what} {when} and {why}",
                issue.at,
                issue.id,
                places=(last.at,) if last else (),
            )


def _not_accepted(
    course: Course,
    last: KnownRelease | None,
    issue: _Issue,
    roster: Roster,
    wanted: tuple[str, ...],
    today: date,
) -> str | None:
    accepted = last.accepted.get(issue.id) if last else None
    if accepted is None:
        return "is not accepted"
    if accepted.on is None or accepted.on > today:
        return f"the day of its acceptance at {accepted.at} is missing or lies ahead"
    if issue.opened and accepted.on < issue.opened:
        return f"it was accepted on {accepted.on}, before it was found ({issue.opened})"
    if not said(accepted.reason, words=4):
        return f"its acceptance at {accepted.at} gives no reason"
    lacking = lacking_roles(wanted, accepted.by, course.entry, roster, today)
    if lacking:
        return f"its acceptance lacks {', '.join(lacking)}"
    return None
