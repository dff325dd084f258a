"""Who is told about incidents, and by when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from ..catalogue.notifications import LegalNotification, load_notifications
from ..declarations.records import Filed
from ..evidence.text import fold
from ..governance.files import Governance
from ..governance.organisation import Organisation
from ..governance.people import Roster
from ..governance.wording import said
from ..model import ERROR, NOTE, WARNING, Clock, Finding, Profile, by_tier, check, fails
from ..portfolio import Systems
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations.records.information import IncidentPlan, Notification

    Plan = Filed[IncidentPlan]

_LEAST_WORDS = 4


@check(
    "Incident communication plan",
    controls=["A.8.4"],
    clauses=["7.4"],
    evidences=["A.8.4", "7.4"],
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
    profile=Profile.CERTIFICATION,
)
def missing_incident_communication(
    organisation: Organisation,
    governance: Governance,
    systems: Systems,
    roster: Roster,
    clock: Clock,
) -> Iterator[Finding]:
    """Find organisations that have not settled who is told of an incident, and how soon.

    The plan (`kind: incident-plan`) covers every system. It says for each class of severity what
    falls into it, who is told what, by whom and within how many hours; and for each obligation that
    asks for reports (of `aims.yaml` and the register of obligations) to whom, by whom and by when.
    Deadlines are compared with those of the laws that the gate knows: 72 hours for a breach under
    Article 33 of the GDPR; 15, 10 and 2 days for serious incidents under Article 73 of the EU AI
    Act; and others. Whoever gets a report is among the contacts, which are reviewed as often as the
    plan says.

    ## Why it matters
    The deadlines run from the hour in which somebody notices. Who first looks for the address of
    the authority then has missed them, and people affected cannot protect themselves.

    ## How to conform
    Write the plan: classes of severity, a deadline in numbers for each obligation, contacts.

    `aims-gate init --governance` writes one to fill in.
    """
    if organisation.subject is None:
        return
    plans = governance.incident_plans
    if not plans:
        message = governance.absent("incident-plan")
        yield fails(message, at=organisation.at, about=organisation.subject, key="plan")
        return
    defects = (
        *_uncovered(plans, systems),
        *(defect for plan in plans for defect in _classes(plan, roster, clock.today)),
        *_deadlines(plans, _obligations(systems, governance)),
        *(defect for plan in plans for defect in _reports(plan, plans, roster, clock.today)),
        *(defect for plan in plans for defect in _contacts(plan, clock.today)),
    )
    first = plans[0]
    message = f"{first.path} says who is told of incidents, by whom and by when"
    yield from judged(organisation.subject, defects, otherwise=message, at=first.location)


def _uncovered(plans: tuple[Plan, ...], systems: Systems) -> Iterator[Defect]:
    if any(not plan.value.systems for plan in plans):
        return
    covered = {id_ for plan in plans for id_ in plan.value.systems}
    for system in systems:
        if system.subject.id not in covered and not system.is_retired:
            message = f"no plan for telling of incidents covers {system.subject.label}"
            fix = f"Add {system.subject.id} to `systems` of the plan."
            yield Defect(message, plans[0].locate("systems"), f"system:{system.subject.id}", fix)


def _classes(plan: Plan, roster: Roster, today: date) -> Iterator[Defect]:
    if not plan.value.classes:
        fix = "State the classes of severity, gravest first."
        yield Defect(
            f"{plan.path} has no class of severity", plan.locate("classes"), "classes", fix
        )
    meanings: dict[str, str] = {}
    for index, each in enumerate(plan.value.classes):
        lacking = {
            "means": None if said(each.means, words=_LEAST_WORDS) else "what falls into it",
            "informed": None if any(map(said, each.informed)) else "who is told",
            "content": None if any(map(said, each.content)) else "what they are told",
            "hours": None if each.hours is not None else "within how many hours",
        }
        for key, what in lacking.items():
            if what:
                message = f"class {each.id} does not say {what}"
                at = plan.locate("classes", index, key)
                yield Defect(message, at, f"class:{each.id}:{key}", f"State {what}.")
        if problem := roster.problem(each.responsible, today):
            message = f"class {each.id}: {each.responsible or 'who tells them'} {problem}"
            at = plan.locate("classes", index, "responsible")
            yield Defect(message, at, f"class:{each.id}:responsible", "Name who tells them, by id.")
        if each.means and (other := meanings.setdefault(fold(each.means), each.id)) != each.id:
            message = f"classes {other} and {each.id} are said to be the same incidents"
            at = plan.locate("classes", index, "means")
            yield Defect(message, at, f"class:{each.id}:same", "Say what tells them apart.")


def _obligations(systems: Systems, governance: Governance) -> dict[str, None]:
    """The obligations in force, in the order in which they are stated."""
    stated = [id_ for system in systems if not system.is_retired for id_ in system.obligations]
    stated += [each.id for filed in governance.obligations for each in filed.value.obligations]
    return dict.fromkeys(stated)


def _deadlines(plans: tuple[Plan, ...], obligations: Iterable[str]) -> Iterator[Defect]:
    known = load_notifications()
    for id_ in obligations:
        rules = known.get(id_, ())
        if rules:
            yield from _against(plans, id_, rules)


def _against(
    plans: tuple[Plan, ...], id_: str, rules: tuple[LegalNotification, ...]
) -> Iterator[Defect]:
    stated = sorted(
        (hours, plan.path, index)
        for plan in plans
        for index, each in enumerate(plan.value.notifications)
        if each.obligation == id_ and (hours := each.within_hours) is not None
    )
    if not stated:
        message = f"{plans[0].path} has no deadline for {id_} ({_ruled(rules)})"
        fix = f"Add a notification for {id_} with `hours` or `days` as numbers."
        yield Defect(message, plans[0].locate("notifications"), f"deadline:{id_}", fix)
        return
    numbered = [rule for rule in rules if rule.hours is not None]
    if numbered and stated[0][0] > (numbered[0].hours or 0):
        yield _late(plans, stated[0], id_, numbered[0])
    # From the longest on, each deadline is held against the one that the law has in its place.
    for (hours, path, index), rule in zip(stated[:0:-1], numbered[:0:-1], strict=False):
        if hours > (rule.hours or 0):
            yield _late(plans, (hours, path, index), id_, rule)


def _ruled(rules: tuple[LegalNotification, ...]) -> str:
    return "; ".join(
        f"{rule.source}: {f'{rule.hours} hours' if rule.hours is not None else 'without delay'}"
        for rule in rules
    )


def _late(
    plans: tuple[Plan, ...], stated: tuple[int, str, int], id_: str, rule: LegalNotification
) -> Defect:
    hours, path, index = stated
    plan = next(each for each in plans if each.path == path)
    at = plan.locate("notifications", index)
    message = f"{id_}: {hours} hours are stated, {rule.source} allows {rule.hours} ({rule.event})"
    return Defect(message, at, f"late:{id_}:{rule.hours}", f"State at most {rule.hours} hours.")


def _reports(plan: Plan, plans: tuple[Plan, ...], roster: Roster, today: date) -> Iterator[Defect]:
    reachable = {fold(each.who) for other in plans for each in other.value.contacts}
    for index, each in enumerate(plan.value.notifications):
        key = f"report:{each.obligation}:{fold(each.event or '')}"
        for name, what in _lacking(each):
            at = plan.locate("notifications", index, name)
            message = f"the report for {each.obligation} does not say {what}"
            yield Defect(message, at, f"{key}:{name}", f"State {what}.")
        if problem := roster.problem(each.responsible, today):
            at = plan.locate("notifications", index, "responsible")
            who = each.responsible or "who makes it"
            message = f"the report for {each.obligation}: {who} {problem}"
            yield Defect(message, at, f"{key}:responsible", "Name who makes it, by id.")
        if each.to and said(each.to) and fold(each.to) not in reachable:
            at = plan.locate("notifications", index, "to")
            message = f"{each.to!r} gets a report and is not among the contacts"
            yield Defect(message, at, f"{key}:contact", f"Add {each.to!r} to `contacts`.")


def _lacking(each: Notification) -> Iterator[tuple[str, str]]:
    if each.within_hours is None:
        yield "hours", "by when, in numbers"
    if not said(each.event):
        yield "event", "what triggers it"
    if not said(each.to):
        yield "to", "who gets it"
    if not any(map(said, each.content)):
        yield "content", "what it contains"
    if not said(each.obligation):
        yield "obligation", "which obligation asks for it"


def _contacts(plan: Plan, today: date) -> Iterator[Defect]:
    every = plan.value.review_contacts_every
    if not plan.value.contacts:
        fix = "List whom to reach, with address or number and the day of the last review."
        yield Defect(f"{plan.path} lists no contact", plan.locate("contacts"), "contacts", fix)
    if every is None:
        at = plan.locate("review_contacts_every")
        fix = "State `review_contacts_every`, such as 6 months."
        yield Defect(f"{plan.path} does not say how often contacts are checked", at, "every", fix)
    for index, each in enumerate(plan.value.contacts):
        key = f"contact:{fold(each.who)}"
        at = plan.locate("contacts", index)
        if not said(each.who) or not said(each.how):
            yield Defect(f"contact {each.who!r} cannot be reached by what is stated", at, key)
        elif each.reviewed is None or each.reviewed > today:
            when = "on a day ahead" if each.reviewed else "on no day"
            fix = "Check the contact, and state the day."
            yield Defect(f"contact {each.who!r} was checked {when}", at, key, fix)
        elif every and (due := every.after(each.reviewed)) < today:
            message = f"contact {each.who!r} was checked on {each.reviewed}, due again on {due}"
            yield Defect(message, at, key, "Check the contact, and state the day.")
