"""Internal audit, management review and improvement."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ..catalogue import load_catalogue
from ..declarations import Duration
from ..declarations.records import Filed
from ..declarations.review_terms import ItemStatus, ReviewInput
from ..governance.files import Governance
from ..governance.links import Whereabouts
from ..governance.organisation import Organisation
from ..governance.people import Roster
from ..governance.wording import said
from ..model import NOTE, Clock, Finding, Profile, Reach, check, fails
from ..portfolio import Declared, Playbooks
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations.records.review import (
        Audit,
        AuditProgramme,
        Improvement,
        Improvements,
        ManagementReview,
        ManagementReviews,
    )

_SHOWN = 8


@check(
    "Audit programme covers everything in the cycle",
    clauses=["4.4", "9.2.1", "9.2.2"],
    evidences=["4.4", "9.2.1", "9.2.2"],
    severity=NOTE,
    profile=Profile.CERTIFICATION,
    reach=Reach.ATTESTED,
)
def audit_programme_gap(
    governance: Governance,
    organisation: Organisation,
    declared: Declared,
    playbooks: Playbooks,
    whereabouts: Whereabouts,
    clock: Clock,
) -> Iterator[Finding]:
    """Find what the internal audits of a cycle leave out, and audits that left no report.

    Over the cycle the scopes of the audits together cover every clause and every control that
    applies. No auditor audits what they answer for. An audit whose day has passed was held and has
    a report with its outcome; what it found has a nonconformity.

    ## Why it matters
    What is never audited drifts. An auditor who owns the area reports that all is well.

    ## How to conform
    Plan an audit for what is not covered in the audit programme, with an auditor who does not
    answer for it; write the report when it is held.
    """
    if organisation.subject is None:
        return
    programmes = governance.audit_programmes
    if not programmes:
        message = governance.absent("audit-programme")
        yield fails(message, at=organisation.at, about=organisation.subject, key="programme")
        return
    cycle = playbooks.of(organisation.subject.tier).maximum_age.audit_cycle
    owners = _owners(declared)
    defects = [
        *_cycle(programmes[0], cycle, clock.today),
        *_uncovered(programmes, _excluded(governance)),
        *(
            defect
            for programme in programmes
            for index, audit in enumerate(programme.value.audits)
            for defect in _audit(programme, index, audit, owners, whereabouts, clock.today)
        ),
    ]
    message = f"{programmes[0].path} covers every clause and every control that applies"
    yield from judged(organisation.subject, defects, otherwise=message, at=programmes[0].location)


def _owners(declared: Declared) -> frozenset[str]:
    """Everybody who answers for a system."""
    found: set[str] = set()
    for entry in declared.manifest.systems:
        found.update(entry.value.duties.values())
        found.add(entry.value.owner.person or "")
    return frozenset(found - {""})


def _cycle(
    programme: Filed[AuditProgramme], longest: Duration | None, today: date
) -> Iterator[Defect]:
    value, at = programme.value, programme.locate("cycle_from")
    if value.cycle_from is None or value.cycle_to is None:
        yield Defect(f"{programme.path} does not say which cycle it is for", at, "cycle")
    elif not value.cycle_from <= today <= value.cycle_to:
        message = f"{programme.path} is for {value.cycle_from} to {value.cycle_to}, not for today"
        yield Defect(message, at, "cycle")
    elif longest and longest.after(value.cycle_from) < value.cycle_to:
        message = f"the cycle of {programme.path} is longer than {longest}"
        yield Defect(message, at, "cycle")


def _excluded(governance: Governance) -> frozenset[str]:
    """The controls that the Statement of Applicability leaves out."""
    return frozenset(
        row.id
        for statement in governance.of("soa")
        for row in statement.value.controls
        if row.applicable is False
    )


def _uncovered(
    programmes: tuple[Filed[AuditProgramme], ...], excluded: frozenset[str]
) -> Iterator[Defect]:
    scopes = {
        scope.strip() for each in programmes for audit in each.value.audits for scope in audit.scope
    }
    entries = load_catalogue().entries
    absent = [
        entry.id
        for entry in entries
        if entry.id not in excluded and not any(_is_in(entry.id, scope) for scope in scopes)
    ]
    at = programmes[0].locate("audits")
    if absent:
        more = f" and {len(absent) - _SHOWN} more" if len(absent) > _SHOWN else ""
        message = f"not audited in this cycle: {', '.join(absent[:_SHOWN])}{more}"
        yield Defect(message, at, "scope")
    for scope in sorted(scopes):
        if not any(_is_in(entry.id, scope) for entry in entries):
            yield Defect(f"{scope!r} is neither a clause nor a control", at, f"scope:{scope}")


def _is_in(id_: str, scope: str) -> bool:
    return id_ == scope or id_.startswith(f"{scope}.")


def _audit(
    programme: Filed[AuditProgramme],
    index: int,
    audit: Audit,
    owners: frozenset[str],
    whereabouts: Whereabouts,
    today: date,
) -> Iterator[Defect]:
    at = programme.locate("audits", index)
    if not audit.auditor:
        yield Defect(f"{audit.id} has no auditor", at, f"{audit.id}:auditor")
    elif audit.auditor in owners:
        message = f"{audit.id}: {audit.auditor} answers for what they audit"
        yield Defect(message, programme.locate("audits", index, "auditor"), f"{audit.id}:auditor")
    if audit.held is None:
        if audit.planned is None or audit.planned < today:
            message = f"{audit.id} was planned for {audit.planned or 'no day'} and not held"
            yield Defect(message, at, f"{audit.id}:held")
        return
    if audit.held > today:
        yield Defect(f"{audit.id} is held on a day that lies ahead", at, f"{audit.id}:held")
    if not audit.report or whereabouts.problem_of_place(programme.resolve(audit.report), ""):
        yield Defect(f"{audit.id} was held and has no report here", at, f"{audit.id}:report")
    if not said(audit.outcome, words=3):
        yield Defect(f"{audit.id} does not say what it came to", at, f"{audit.id}:outcome")


@check(
    "Management review answers its inputs",
    controls=["A.2.4"],
    clauses=["9.3.1", "9.3.2", "9.3.3"],
    evidences=["9.3.1", "9.3.2", "9.3.3"],
    severity=NOTE,
    profile=Profile.CERTIFICATION,
    reach=Reach.ATTESTED,
)
def incomplete_management_review(
    governance: Governance,
    organisation: Organisation,
    roster: Roster,
    playbooks: Playbooks,
    clock: Clock,
) -> Iterator[Finding]:
    """Find management reviews that are overdue, left something out, or decided nothing.

    The last review is within the interval, somebody of top management took part, each topic has
    its own answer (previous decisions, changes of context, interested parties, nonconformities,
    results of monitoring, results of audits, improvement), and each decision has an owner and a
    day; those whose day has passed are done.

    ## Why it matters
    The review is where the people with the money see what the others found. A decision without an
    owner is a wish.

    ## How to conform
    Hold the review, and write for each topic what was seen and for each decision who sees to it by
    when.
    """
    if organisation.subject is None:
        return
    records = governance.management_reviews
    last = _last(records, clock.today)
    if last is None:
        message = "no management review is on record"
        at = records[0].locate("reviews") if records else organisation.at
        yield fails(message, at=at, about=organisation.subject, key="review")
        return
    record, index, review = last
    age = playbooks.of(organisation.subject.tier).maximum_age.management_review
    defects = [
        *_overdue(record, index, review, age, clock.today),
        *_inputs(record, index, review),
        *_presence(record, index, review, roster),
        *(each for every in records for each in _decisions(every, clock.today)),
    ]
    message = f"the review of {review.date} answers every topic"
    yield from judged(
        organisation.subject, defects, otherwise=message, at=record.locate("reviews", index)
    )


_Held = tuple["Filed[ManagementReviews]", int, "ManagementReview"]


def _last(records: tuple[Filed[ManagementReviews], ...], today: date) -> _Held | None:
    held = [
        (review.date, record, index, review)
        for record in records
        for index, review in enumerate(record.value.reviews)
        if review.date and review.date <= today
    ]
    if not held:
        return None
    _, record, index, review = max(held, key=lambda each: each[0])
    return record, index, review


def _overdue(
    record: Filed[ManagementReviews],
    index: int,
    review: ManagementReview,
    age: Duration | None,
    today: date,
) -> Iterator[Defect]:
    assert review.date is not None
    due = [span.after(review.date) for span in (record.value.every, age) if span]
    if due and min(due) < today:
        message = f"the last review was on {review.date}; the next was due on {min(due)}"
        yield Defect(message, record.locate("reviews", index, "date"), f"{review.id}:overdue")


def _inputs(
    record: Filed[ManagementReviews], index: int, review: ManagementReview
) -> Iterator[Defect]:
    absent = [topic.value for topic in ReviewInput if not said(review.inputs.get(topic), words=4)]
    if absent:
        message = f"{review.id} says nothing on {', '.join(absent)}"
        yield Defect(message, record.locate("reviews", index, "inputs"), f"{review.id}:inputs")
    texts = [" ".join(text.split()).casefold() for text in review.inputs.values()]
    if len(set(texts)) < len(texts):
        message = f"{review.id} gives one answer to several topics"
        yield Defect(message, record.locate("reviews", index, "inputs"), f"{review.id}:repeated")
    if not review.decisions:
        message = f"{review.id} decided nothing"
        yield Defect(message, record.locate("reviews", index), f"{review.id}:decisions")


def _presence(
    record: Filed[ManagementReviews], index: int, review: ManagementReview, roster: Roster
) -> Iterator[Defect]:
    people = [roster.find(who) for who in review.present]
    if not any(person and person.top_management for person in people):
        message = f"nobody of top management took part in {review.id}"
        yield Defect(message, record.locate("reviews", index, "present"), f"{review.id}:present")


def _decisions(record: Filed[ManagementReviews], today: date) -> Iterator[Defect]:
    for index, review in enumerate(record.value.reviews):
        for number, decision in enumerate(review.decisions):
            at = record.locate("reviews", index, "decisions", number)
            if decision.owner is None or decision.due is None:
                message = f"decision {decision.id} has no owner or no day"
                yield Defect(message, at, f"{decision.id}:owner")
            elif decision.done is None and decision.due < today:
                message = (
                    f"decision {decision.id} of {decision.owner} is overdue since {decision.due}"
                )
                yield Defect(message, at, f"{decision.id}:overdue")


@check(
    "Improvement leads to change",
    clauses=["10.1"],
    evidences=["10.1"],
    severity=NOTE,
    profile=Profile.CERTIFICATION,
    reach=Reach.ATTESTED,
)
def improvement_without_change(
    governance: Governance, organisation: Organisation, whereabouts: Whereabouts, clock: Clock
) -> Iterator[Finding]:
    """Find improvements that were closed without anything having been changed.

    Each item says what brought it up, what was decided by whom, and whether it is open or closed.
    A closed one names what was changed, which exists, and the day.

    ## Why it matters
    A list of lessons learnt that changed nothing teaches people not to report.

    ## How to conform
    Write for each item the decision and who took it, and for a closed one under `change` what was
    changed: a document, a setting, a piece of code.
    """
    if organisation.subject is None:
        return
    logs = governance.improvements
    if not any(log.value.improvements for log in logs):
        message = "no improvement is on record"
        at = logs[0].location if logs else organisation.at
        yield fails(message, at=at, about=organisation.subject, key="log")
        return
    defects = [
        defect
        for log in logs
        for index, item in enumerate(log.value.improvements)
        for defect in _improvement(log, index, item, whereabouts, clock.today)
    ]
    message = f"{logs[0].path}: what was closed changed something"
    yield from judged(organisation.subject, defects, otherwise=message, at=logs[0].location)


def _improvement(
    log: Filed[Improvements], index: int, item: Improvement, whereabouts: Whereabouts, today: date
) -> Iterator[Defect]:
    at = log.locate("improvements", index)
    if not said(item.source) or item.on is None or item.on > today:
        message = f"{item.id} does not say what brought it up, and on which day that has passed"
        yield Defect(message, at, f"{item.id}:source")
    if not said(item.decision, words=3) or item.decided_by is None:
        message = f"{item.id} does not say what was decided, and by whom"
        yield Defect(message, at, f"{item.id}:decision")
    if item.status is None:
        yield Defect(f"{item.id} is neither open nor closed", at, f"{item.id}:status")
    if item.status is not ItemStatus.CLOSED:
        return
    if item.change is None:
        message = f"{item.id} was closed without a change"
        yield Defect(message, log.locate("improvements", index, "status"), f"{item.id}:change")
    elif whereabouts.problem_of_place(log.resolve(item.change), item.change.partition("#")[2]):
        message = f"{item.id}: the change {item.change} is not there"
        yield Defect(message, log.locate("improvements", index, "change"), f"{item.id}:change")
    if item.closed is None or item.closed > today:
        message = f"{item.id}: the day on which it was closed is missing or lies ahead"
        yield Defect(message, at, f"{item.id}:closed")
