"""Competence, training and commitment: the people behind the AI."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from ..declarations import Duration
from ..declarations.records import Filed
from ..declarations.review_terms import Audience, Duty
from ..evidence.text import fold
from ..governance.files import Governance
from ..governance.links import Whereabouts
from ..governance.organisation import Organisation
from ..governance.people import Roster
from ..governance.wording import is_open, said
from ..model import (
    NOTE,
    WARNING,
    Clock,
    Finding,
    Location,
    Profile,
    Reach,
    Tier,
    by_tier,
    check,
    fails,
)
from ..portfolio import Declared, Playbooks, Systems
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations import Entry
    from ..declarations import System as DeclaredSystem
    from ..declarations.records.people import Competence, People
    from ..declarations.records.review import AudienceTraining, Commitment, Training

_Competences = Mapping[str, tuple[tuple["Competence", Location], ...]]


@check(
    "People and skills cover the roles",
    controls=["A.4.6"],
    clauses=["7.2"],
    evidences=["A.4.6", "7.2"],
    severity=by_tier(minimal=NOTE, limited=NOTE, high=WARNING),
    profile=Profile.CERTIFICATION,
)
def missing_competence(
    systems: Systems,
    declared: Declared,
    governance: Governance,
    whereabouts: Whereabouts,
    clock: Clock,
) -> Iterator[Finding]:
    """Find people who hold a duty for an AI system without anything that shows they can.

    The register of people lists for each holder of a duty the competence that qualifies for it
    (`duties`), with the record that shows it and the day. For a system of limited or high risk
    somebody among them knows its field of use (`domain`).

    ## Why it matters
    Oversight by somebody who cannot tell a right answer from a wrong one is no oversight.

    ## How to conform
    Enter the competence of the person in the register of people, with its record and day; or give
    the duty to somebody who has it.
    """
    competences, registers = _competences(governance), governance.people
    entries = {entry.value.id: entry for entry in declared.manifest.systems}
    for system in systems:
        entry = entries.get(system.subject.id)
        if entry is None or not registers:
            message = f"{system.subject.label}: {governance.absent('people')}"
            yield fails(message, at=system.at, about=system.subject, key="register")
            continue
        defects = [
            *_unqualified(entry, competences, registers[0], whereabouts, clock.today),
            *_strangers_to_the_field(entry, system.subject.tier, competences),
        ]
        message = f"{system.subject.label}: everybody who holds a duty is qualified for it"
        yield from judged(
            system.subject, defects, otherwise=message, at=registers[0].locate("people")
        )


def _competences(governance: Governance) -> _Competences:
    return {
        person.id: tuple(
            (competence, filed.locate("people", number, "competence", index))
            for index, competence in enumerate(person.competence)
        )
        for filed in governance.people
        for number, person in enumerate(filed.value.people)
    }


def _unqualified(
    entry: Entry[DeclaredSystem],
    competences: _Competences,
    register: Filed[People],
    whereabouts: Whereabouts,
    today: date,
) -> Iterator[Defect]:
    required = {duty.value for duty in Duty}
    holders = {duty: who for duty, who in entry.value.duties.items() if duty in required}
    if not holders:
        message = f"{entry.value.id}: nobody holds a duty that they could be qualified for"
        yield Defect(message, entry.locate("duties"), "duties")
    for duty, who in holders.items():
        fitting = [each for each in competences.get(who, ()) if duty in each[0].duties]
        if not fitting:
            message = f"{entry.value.id}: {who} holds {duty}, and nothing says that they can"
            at = entry.locate("duties", duty)
            yield Defect(message, at, f"{duty}:none", places=(register.location,))
        elif not any(_shown(each, register, whereabouts, today) for each, _ in fitting):
            message = f"{who}: no record in this repository shows the competence for {duty}, dated"
            yield Defect(message, fitting[0][1], f"{duty}:record")


def _shown(
    competence: Competence, register: Filed[People], whereabouts: Whereabouts, today: date
) -> bool:
    if not said(competence.skill) or competence.on is None or competence.on > today:
        return False
    place = competence.evidence
    if place is None:
        return False
    return whereabouts.problem_of_place(register.resolve(place), place.partition("#")[2]) is None


def _strangers_to_the_field(
    entry: Entry[DeclaredSystem], tier: Tier, competences: _Competences
) -> Iterator[Defect]:
    domain = entry.value.context.domain if entry.value.context else None
    if tier is Tier.MINIMAL or not domain:
        return
    known = {
        fold(competence.domain)
        for who in entry.value.duties.values()
        for competence, _ in competences.get(who, ())
        if competence.domain
    }
    if fold(domain) not in known:
        message = f"{entry.value.id}: nobody who holds a duty is said to know {domain}"
        yield Defect(message, entry.locate("duties"), "domain")


@check(
    "Training by audience is current",
    controls=["A.4.6"],
    clauses=["7.2", "7.3"],
    evidences=["7.2", "7.3"],
    severity=by_tier(minimal=NOTE, limited=NOTE, high=WARNING),
    profile=Profile.CERTIFICATION,
    reach=Reach.ATTESTED,
)
def lapsed_training(
    governance: Governance, organisation: Organisation, playbooks: Playbooks, clock: Clock
) -> Iterator[Finding]:
    """Find groups of people whose training on AI is absent, incomplete or out of date.

    The training record has an entry for executives, developers, compliance and operators, each
    with the curriculum, how many people belong to the group, how many have completed it, the
    share aimed at, and the day of the figures.

    ## Why it matters
    A rule that nobody was told is not kept. What developers, overseers and managers need to know
    differs, and it changes with the systems.

    ## How to conform
    Train the group, and write the figures with their day into the training record.
    """
    if organisation.subject is None:
        return
    records = governance.trainings
    if not records:
        message = governance.absent("training")
        yield fails(message, at=organisation.at, about=organisation.subject, key="training")
        return
    age = playbooks.of(organisation.subject.tier).maximum_age.training
    defects = [
        *_groups_left_out(records),
        *(
            defect
            for record in records
            for index, each in enumerate(record.value.audiences)
            for defect in _training(each, record.locate("audiences", index), age, clock.today)
        ),
    ]
    message = "every audience has completed its current training"
    yield from judged(organisation.subject, defects, otherwise=message, at=records[0].location)


def _groups_left_out(records: tuple[Filed[Training], ...]) -> Iterator[Defect]:
    present = {each.audience for record in records for each in record.value.audiences}
    absent = [audience.value for audience in Audience if audience not in present]
    if absent:
        message = f"the training record has nothing on {', '.join(absent)}"
        yield Defect(message, records[0].locate("audiences"), "audiences")


def _training(
    each: AudienceTraining, at: Location, age: Duration | None, today: date
) -> Iterator[Defect]:
    who = each.audience.value
    if not said(each.curriculum):
        yield Defect(f"{who}: no curriculum is named", at, f"{who}:curriculum")
    if each.people is None or each.completed is None or each.target is None:
        yield Defect(f"{who}: people, completed or target is not given", at, f"{who}:figures")
    elif each.completed > each.people:
        message = f"{who}: {each.completed} of {each.people} people have completed it"
        yield Defect(message, at, f"{who}:figures")
    else:
        share = 100 * each.completed / each.people if each.people else 0
        if share < each.target:
            message = f"{who}: {share:.0f} % current, and {each.target:g} % is the target"
            yield Defect(message, at, f"{who}:share")
    if each.on is None or each.on > today:
        yield Defect(f"{who}: the day of the figures is missing or lies ahead", at, f"{who}:on")
    elif age and age.after(each.on) < today:
        yield Defect(f"{who}: the figures of {each.on} are older than {age}", at, f"{who}:on")


@check(
    "Resources and commitment are decided",
    clauses=["5.1", "7.1"],
    evidences=["5.1", "7.1"],
    severity=NOTE,
    profile=Profile.CERTIFICATION,
    reach=Reach.ATTESTED,
)
def missing_commitment_record(
    governance: Governance, organisation: Organisation, roster: Roster, clock: Clock
) -> Iterator[Finding]:
    """Find organisations whose top management has not put on record what it provides for AI.

    The record is signed by somebody of top management, within its interval; it says which
    resources were decided on, with amount and day, and who steers: members, mandate, and how often
    they meet.

    ## Why it matters
    Duties without time and money are not done. Who signs for the resources also has to answer for
    their lack.

    ## How to conform
    Have top management decide on resources and on the group that steers, and record it with its
    day in the record of commitment.
    """
    if organisation.subject is None:
        return
    records = governance.commitments
    if not records:
        message = governance.absent("commitment")
        yield fails(message, at=organisation.at, about=organisation.subject, key="record")
        return
    defects = [
        defect
        for record in records
        for defect in (*_signature(record, roster, clock.today), *_provided(record, clock.today))
    ]
    message = f"{records[0].path} says what is provided and who steers"
    yield from judged(organisation.subject, defects, otherwise=message, at=records[0].location)


def _signature(record: Filed[Commitment], roster: Roster, today: date) -> Iterator[Defect]:
    value = record.value
    person = roster.find(value.signed_by)
    if person is None or not person.top_management or (person.left and person.left <= today):
        message = f"{record.path} is not signed by anybody of top management"
        yield Defect(message, record.locate("signed_by"), "signed-by")
    if value.signed_on is None or value.signed_on > today:
        message = f"{record.path} is not signed on a day that has passed"
        yield Defect(message, record.locate("signed_on"), "signed-on")
    elif value.renewed_every is None:
        message = f"{record.path} does not say how long it holds"
        yield Defect(message, record.locate("renewed_every"), "renewed")
    elif (due := value.renewed_every.after(value.signed_on)) < today:
        message = f"{record.path} was signed on {value.signed_on} and held until {due}"
        yield Defect(message, record.locate("signed_on"), "renewed")


def _provided(record: Filed[Commitment], today: date) -> Iterator[Defect]:
    value = record.value
    decided = [
        each
        for each in value.resources
        if said(each.what) and said(each.amount) and each.decided_on and each.decided_on <= today
    ]
    if len(decided) < max(1, len(value.resources)):
        message = f"{record.path}: a resource has no amount, or no day on which it was decided"
        yield Defect(message, record.locate("resources"), "resources")
    group = value.steering_group
    if group is None or not group.members or is_open(group.mandate) or group.meets_every is None:
        message = f"{record.path} does not say who steers, with what mandate, and how often"
        yield Defect(message, record.locate("steering_group"), "steering-group")
