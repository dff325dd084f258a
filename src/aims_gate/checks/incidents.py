"""Incidents: whether their records are complete, on time, and led anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..declarations import Lifecycle
from ..declarations.lifecycle_terms import Gravity, Moment
from ..governance.files import Governance
from ..governance.lifecycle import Course, Courses
from ..governance.people import Roster
from ..governance.wording import said
from ..model import (
    ERROR,
    NOTE,
    WARNING,
    Clock,
    Finding,
    Profile,
    Reach,
    by_tier,
    check,
    does_not_apply,
)
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations.records import Filed, Listed
    from ..declarations.records.incidents import Incident, Notification

_TEXTS = (
    ("title", "what happened", 2),
    ("affected", "who was affected", 3),
    ("containment", "how it was stopped", 3),
)
_MOMENTS = ("occurred", "aware", "contained", "closed")
_LONGEST_OPEN = 90
"""Days that an incident without a day of its own may be open: a quarter, in which it must have
come before whoever reviews incidents."""


@check(
    "Incident records are complete and on time",
    controls=["A.8.4"],
    clauses=["10.2"],
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
    profile=Profile.CERTIFICATION,
    reach=Reach.ATTESTED,
)
def late_incident_record(
    courses: Courses, governance: Governance, roster: Roster, clock: Clock
) -> Iterator[Finding]:
    """Find incidents of which the record is incomplete, or the notification late.

    A record names system, version, times, severity, who was affected, the cause (once it is
    closed), the containment, who answers for it, and who had to be told. The deadline of each
    notification is computed from when the organisation became aware: it must have been met, or
    the record says why not. A serious incident is notified, or a reason given, for every
    obligation of the system that the plan for incidents has a report for. An incident that is
    closed, or grave, led to a new assessment of named risks. A register without incidents says
    how one would have been noticed.

    ## Why it matters
    Deadlines for reports to authorities and customers run from the first hour. Whoever does not
    record when they knew cannot show that they were in time.

    ## How to conform
    Complete the record in the register of incidents, notify whoever is still to be told, and
    record when that was done.
    """
    registers = governance.incidents
    for course in courses:
        own = [each for filed in registers for each in _own(filed, course)]
        if not own and course.stage is not Lifecycle.OPERATION:
            yield does_not_apply("it is not in operation and has no incident", about=course.subject)
            continue
        at = own[0].at() if own else registers[0].location if registers else course.system.at
        number = f"{len(own)} incident{'' if len(own) == 1 else 's'}" if own else "no incident"
        yield from judged(
            course.subject,
            _defects(course, own, governance, roster, clock.today),
            otherwise=f"{course.subject.label}: {number}, recorded in full and in time",
            at=at,
        )


def _own(filed: Filed[Any], course: Course) -> Iterator[Listed[Incident]]:
    """The incidents of a system; one that names no system is asked of every one."""
    for row in filed.listed("incidents"):
        if row.value.system in (None, course.subject.id):
            yield row


def _defects(
    course: Course, own: list[Listed[Incident]], governance: Governance, roster: Roster, today: date
) -> Iterator[Defect]:
    label = course.subject.label
    if not governance.incidents:
        message = f"{label} is in operation, and {governance.absent('incidents')}"
        fix = "Keep a register of incidents, also while it is empty."
        yield Defect(message, course.system.at, "register", fix=fix)
    elif not own:
        filed = governance.incidents[0]
        if not any(said(each.value.none_because, words=4) for each in governance.incidents):
            message = f"{label} has no incident, and nothing says how one would have been noticed"
            yield Defect(message, filed.locate("none_because"), "none", fix=_SAY_HOW)
    promised = _promised(governance, course)
    for row in own:
        yield from _incomplete(row, roster, today)
        yield from _misplaced_times(row, today)
        yield from _unannounced(row, course, promised, today)
        yield from _without_consequence(row, today)


_SAY_HOW = "Say under `none_because:` how an incident would have been noticed."


def _incomplete(row: Listed[Incident], roster: Roster, today: date) -> Iterator[Defect]:
    value, id_ = row.value, row.value.id
    absent = [what for name, what, words in _TEXTS if not said(getattr(value, name), words=words)]
    absent += [
        what
        for name, what in (
            ("system", "the system"),
            ("version", "its version"),
            ("occurred", "when it began"),
            ("aware", "when it became known"),
            ("severity", "how grave it is"),
        )
        if getattr(value, name) is None
    ]
    if value.closed and not said(value.cause, words=3):
        absent.append("its cause")
    if absent:
        message = f"Incident {id_} does not say {', '.join(absent)}"
        yield Defect(message, row.at(), f"{id_}:fields")
    if problem := roster.problem(value.owner, today):
        who = f"owner {value.owner}" if value.owner else "its owner"
        yield Defect(f"Incident {id_}: {who} {problem}", row.at("owner"), f"{id_}:owner")


def _misplaced_times(row: Listed[Incident], today: date) -> Iterator[Defect]:
    """Times out of order or ahead, and an incident that is open for too long."""
    value, id_ = row.value, row.value.id
    stated = [(name, moment) for name in _MOMENTS if (moment := getattr(value, name))]
    for name, moment in stated:
        if moment.day > today:
            message = f"Incident {id_}: {name} is {moment}, which has not come"
            yield Defect(message, row.at(name), f"{id_}:{name}:ahead")
    for (first, earlier), (second, later) in pairwise(stated):
        if earlier.is_after(later):
            message = f"Incident {id_}: {second} ({later}) lies before {first} ({earlier})"
            yield Defect(message, row.at(second), f"{id_}:{second}:order")
    if value.closed or not value.aware:
        return
    days = (today - value.aware.day).days
    if value.due and value.due < today:
        message = f"Incident {id_} is open and was due on {value.due}"
        yield Defect(message, row.at("due"), f"{id_}:overdue")
    elif not value.due and days > _LONGEST_OPEN:
        message = f"Incident {id_} has been open for {days} days and nothing says until when"
        yield Defect(message, row.at(), f"{id_}:overdue")


def _promised(governance: Governance, course: Course) -> dict[str, set[int]]:
    """The obligations that the plan for incidents has reports for, with the hours of each."""
    promised: dict[str, set[int]] = {}
    for filed in governance.incident_plans:
        if not filed.value.systems or course.subject.id in filed.value.systems:
            for each in filed.value.notifications:
                if each.within_hours is not None:
                    promised.setdefault(each.obligation, set()).add(each.within_hours)
    return promised


def _unannounced(
    row: Listed[Incident], course: Course, promised: dict[str, set[int]], today: date
) -> Iterator[Defect]:
    value, id_ = row.value, row.value.id
    if not value.notifications and not said(value.no_notification, words=4):
        message = f"Incident {id_} says neither who had to be told nor why nobody had"
        yield Defect(message, row.at("notifications"), f"{id_}:notifications")
        return
    for index, each in enumerate(value.notifications or ()):
        planned = promised.get(each.obligation or "", set())
        key = f"{id_}:{each.obligation or each.recipient}"
        if problem := _late(each, value.aware, planned, today):
            message = f"Incident {id_}: notification to {each.recipient} {problem}"
            yield Defect(message, row.at("notifications", index), key)
    if value.severity is Gravity.SERIOUS and not said(value.no_notification, words=4):
        told = {each.obligation for each in value.notifications or ()}
        owed = course.obligations & set(promised)
        for obligation in sorted(owed - told):
            message = (
                f"Incident {id_} is serious and says nothing of a notification for {obligation}"
            )
            yield Defect(message, row.at("notifications"), f"{id_}:{obligation}")


def _late(each: Notification, aware: Moment | None, planned: set[int], today: date) -> str | None:
    """What is wrong with one notification, in words that follow whom it is for.

    ``planned`` are the hours that the plan has for its obligation: several where they depend on
    what happened, and then the record says which.
    """
    if said(each.reason, words=4):
        return None
    hours = min((each.within_hours, max(planned, default=None)), key=_or_endless)
    if hours is None:
        return "has no deadline: neither the record nor the plan for incidents says how many hours"
    if each.within_hours is None and len(planned) > 1:
        choice = ", ".join(str(number) for number in sorted(planned))
        return f"has one of several deadlines ({choice} hours), and the record does not say which"
    if aware is None:
        return None  # that this is not stated is a finding of its own
    due = aware.plus(hours)
    now = Moment(datetime(today.year, today.month, today.day, tzinfo=UTC), False)
    if each.sent is None or each.sent.is_after(now):
        return f"was due {due}, none recorded" if now.is_after(due) else None
    if each.sent.is_after(due):
        return f"was due {due}, and was made {each.sent} without a reason"
    if aware.is_after(each.sent):
        return f"was made {each.sent}, before anybody knew of it ({aware})"
    return None


def _or_endless(hours: float | None) -> float:
    return float("inf") if hours is None else hours


def _without_consequence(row: Listed[Incident], today: date) -> Iterator[Defect]:
    value, id_ = row.value, row.value.id
    grave = value.severity in (Gravity.MAJOR, Gravity.SERIOUS)
    if not (value.closed or grave):
        return
    on, since = value.reassessed_on, value.aware.day if value.aware else None
    if not value.risks or on is None or on > today:
        message = f"Incident {id_} led to no new assessment of a named risk"
        fix = "Assess the risk anew; name it under `risks:` and the day under `reassessed_on:`."
        yield Defect(message, row.at("risks"), f"{id_}:risks", fix=fix)
    elif since and on < since:
        message = f"Incident {id_}: the risk was assessed on {on}, before it was known ({since})"
        yield Defect(message, row.at("reassessed_on"), f"{id_}:reassessed")
