"""Development: objectives that are traced, requirements that can be tested."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ..catalogue import load_catalogue
from ..declarations import Lifecycle
from ..declarations.lifecycle_terms import Concern
from ..evaluation.report import Evaluations, Report
from ..evidence.text import fold
from ..governance.files import Governance
from ..governance.lifecycle import Course, Courses
from ..governance.links import Whereabouts
from ..governance.people import Roster
from ..governance.wording import said
from ..model import (
    ERROR,
    NOTE,
    WARNING,
    Clock,
    Finding,
    Profile,
    Role,
    by_tier,
    check,
    does_not_apply,
)
from ..repository import Snapshot
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations.records import Listed
    from ..declarations.records.goals import Acceptance, Bounds, Objective, Requirement

_TEST_LIMIT = 2 << 20  # bytes
_MAKERS = [Role.PROVIDER, Role.PRODUCER]


@check(
    "Responsible-development goals are measurable and traced",
    controls=["A.6.1.2"],
    clauses=["6.2"],
    evidences=["A.6.1.2", "6.2"],
    roles=_MAKERS,
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
    profile=Profile.CERTIFICATION,
)
def untraced_development_objective(
    courses: Courses,
    governance: Governance,
    roster: Roster,
    whereabouts: Whereabouts,
    clock: Clock,
) -> Iterator[Finding]:
    """Find objectives of responsible development without metric, target, owner or trace.

    Every system has objectives for its development. Each names what is measured, what the figure
    has to be, who answers for it and by when; it led to at least one requirement that exists, and
    a test that exists (its own, or one of those requirements) or a control shows it. Once an
    objective is due, its result is there and keeps to the target.

    ## Why it matters
    "Fair" and "safe" steer nobody's work until they are a figure in a requirement that a test can
    fail.

    ## How to conform
    Give the objective a metric, a target, an owner and a day, and trace it to a requirement and a
    test or control.
    """
    for course in courses:
        if course.stage is Lifecycle.RETIRED:
            yield does_not_apply("the system is retired", about=course.subject)
            continue
        goals = [
            goal
            for filed in governance.objectives
            for goal in filed.listed("objectives")
            if goal.value.concerns is Concern.DEVELOPMENT
            and goal.value.system in (None, course.subject.id)
        ]
        yield from judged(
            course.subject,
            _of_objectives(course, goals, governance, roster, whereabouts, clock.today),
            otherwise=f"{course.subject.label}: {len(goals)} objectives of its development, traced",
            at=goals[0].at() if goals else course.system.at,
        )


def _of_objectives(
    course: Course,
    goals: list[Listed[Objective]],
    governance: Governance,
    roster: Roster,
    whereabouts: Whereabouts,
    today: date,
) -> Iterator[Defect]:
    if not goals:
        registers = governance.objectives
        why = "none is about its development" if registers else governance.absent("objectives")
        at = registers[0].locate("objectives") if registers else course.system.at
        yield Defect(f"{course.subject.label} has no objective: {why}", at, "none")
    known = {row.value.id: row for row in _requirements(course, governance)}
    for goal in goals:
        yield from _unmeasurable(goal, roster, today)
        yield from _untraced(goal, known, whereabouts)


def _unmeasurable(goal: Listed[Objective], roster: Roster, today: date) -> Iterator[Defect]:
    value, id_ = goal.value, goal.value.id
    absent = [
        what
        for what, there in (
            ("what is to be reached", said(value.goal, words=3)),
            ("what is measured", said(value.metric)),
            ("which number is the target", _is_bounded(value.target)),
            ("by when it is reached", value.due is not None),
        )
        if not there
    ]
    if absent:
        yield Defect(f"{id_} does not say {', '.join(absent)}", goal.at(), f"{id_}:fields")
    if problem := roster.problem(value.owner, today):
        who = f"owner {value.owner}" if value.owner else "its owner"
        yield Defect(f"{id_}: {who} {problem}", goal.at("owner"), f"{id_}:owner")
    result = value.result
    reached = result.value if result and result.on and result.on <= today else None
    if value.due and value.due < today and value.target:
        if reached is None:
            message = f"{id_} was due on {value.due} and has no result"
            yield Defect(message, goal.at("result"), f"{id_}:result")
        elif breach := _breach(reached, value.target):
            message = f"{id_} was due on {value.due}, and its result {reached:g} is {breach}"
            yield Defect(message, goal.at("result", "value"), f"{id_}:result")


def _untraced(
    goal: Listed[Objective], known: dict[str, Listed[Requirement]], whereabouts: Whereabouts
) -> Iterator[Defect]:
    value, id_ = goal.value, goal.value.id
    led_to = [known[each] for each in value.requirements if each in known]
    unknown = [each for each in value.requirements if each not in known]
    if unknown:
        message = f"{id_} names {', '.join(unknown)}, which no list of requirements has"
        yield Defect(message, goal.at("requirements"), f"{id_}:requirements")
    elif not led_to:
        message = f"{id_} leads to no requirement"
        yield Defect(message, goal.at("requirements"), f"{id_}:requirements")
    for index, place in enumerate(value.tests):
        path, anchor = goal.filed.resolve(place), place.partition("#")[2]
        if problem := whereabouts.problem_of_place(path, anchor):
            yield Defect(
                f"{id_}: test {place} {problem}", goal.at("tests", index), f"{id_}:{place}"
            )
    annex = {control.id for control in load_catalogue().controls}
    for index, control in enumerate(value.controls):
        if control.startswith("A.") and control not in annex:
            message = f"{id_}: there is no control {control} in Annex A"
            yield Defect(message, goal.at("controls", index), f"{id_}:{control}")
    tested = any(row.value.tests or row.value.evaluation for row in led_to)
    if not (value.tests or value.controls or tested):
        message = f"{id_} is traced to no test and no control"
        yield Defect(message, goal.at("tests"), f"{id_}:tests")


@check(
    "Requirements have numbers and tests",
    controls=["A.6.2.2"],
    clauses=["8.1"],
    evidences=["A.6.2.2"],
    roles=_MAKERS,
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
    profile=Profile.CERTIFICATION,
)
def untestable_requirement(
    courses: Courses,
    governance: Governance,
    evaluations: Evaluations,
    whereabouts: Whereabouts,
    snapshot: Snapshot,
) -> Iterator[Finding]:
    """Find requirements that no figure and no test decides.

    Each requirement has an id of its own and says when it is met: a metric with a bound, which
    the evaluation report it names has measured; or a criterion that a test decides. The tests it
    names exist and name it in turn, by its id. The purpose stated with the requirements is that
    of the system in `aims.yaml`.

    ## Why it matters
    A requirement that cannot fail promises nothing, and one that no test names is forgotten at
    the first change.

    ## How to conform
    State a bound or a criterion for the requirement, name the test or report that decides it, and
    write the id of the requirement into the test.
    """
    reports = [each for found in evaluations.linked.values() for each in found]
    for course in courses:
        if course.stage is Lifecycle.RETIRED:
            yield does_not_apply("the system is retired", about=course.subject)
            continue
        rows = list(_requirements(course, governance))
        yield from judged(
            course.subject,
            _of_requirements(course, rows, governance, reports, whereabouts, snapshot),
            otherwise=f"{course.subject.label}: a figure or a test decides each of {len(rows)} "
            "requirements",
            at=rows[0].at() if rows else course.system.at,
        )


def _requirements(course: Course, governance: Governance) -> Iterator[Listed[Requirement]]:
    for filed in governance.requirements:
        if filed.value.system in (None, course.subject.id):
            yield from filed.listed("requirements")


def _of_requirements(
    course: Course,
    rows: list[Listed[Requirement]],
    governance: Governance,
    reports: list[Report],
    whereabouts: Whereabouts,
    snapshot: Snapshot,
) -> Iterator[Defect]:
    label = course.subject.label
    documents = [
        filed
        for filed in governance.requirements
        if filed.value.system in (None, course.subject.id)
    ]
    if not rows:
        why = "the list is empty" if documents else governance.absent("requirements")
        at = documents[0].locate("requirements") if documents else course.system.at
        yield Defect(f"{label} has no requirement: {why}", at, "none")
    for filed in documents:
        stated = filed.value.purpose
        if not said(stated) or fold(stated) != fold(course.system.purpose):
            shown = f"{stated!r}" if stated else "no purpose"
            message = f"{label}: requirements are for {shown}, aims.yaml states another purpose"
            fix = "Write the purpose as aims.yaml has it, or derive the requirements anew."
            yield Defect(message, filed.locate("purpose"), f"purpose:{filed.value.id}", fix=fix)
    seen: dict[str, Listed[Requirement]] = {}
    for row in rows:
        first = seen.setdefault(row.value.id, row)
        if first is not row:
            message = f"{row.value.id} is given twice (first at {first.at()})"
            yield Defect(message, row.at(), f"{row.value.id}:twice", places=(first.at(),))
        yield from _undecided(row, reports)
        yield from _untested(row, whereabouts, snapshot)


def _undecided(row: Listed[Requirement], reports: list[Report]) -> Iterator[Defect]:
    """What keeps anybody from telling whether a requirement is met."""
    value, id_ = row.value, row.value.id
    if not said(value.text, words=3):
        yield Defect(f"{id_} does not say what is required", row.at(), f"{id_}:text")
    acceptance = value.acceptance
    if acceptance is None or not (_is_bounded(acceptance) or said(acceptance.criterion, words=4)):
        message = f"{id_} has no acceptance value, and no criterion that a test could decide"
        yield Defect(message, row.at("acceptance"), f"{id_}:acceptance")
        return
    if value.evaluation is not None:
        yield from _unmeasured(row, acceptance, reports)
    elif not value.tests:
        message = f"{id_} has no test and no evaluation"
        yield Defect(message, row.at("tests"), f"{id_}:tests")


def _unmeasured(
    row: Listed[Requirement], acceptance: Acceptance, reports: list[Report]
) -> Iterator[Defect]:
    id_, stated = row.value.id, row.value.evaluation
    assert stated is not None
    path = row.filed.resolve(stated)
    report = next((each for each in reports if each.path == path), None)
    if report is None:
        message = f"{id_}: {stated} is no evaluation report of a declared model"
        yield Defect(message, row.at("evaluation"), f"{id_}:evaluation")
    elif not acceptance.metric or report.find(acceptance.metric, acceptance.slice or "") is None:
        wanted = f"{acceptance.metric or 'the metric'} {acceptance.slice or ''}".strip()
        message = f"{id_}: {stated} has not measured {wanted}"
        yield Defect(message, row.at("acceptance"), f"{id_}:metric")


def _untested(
    row: Listed[Requirement], whereabouts: Whereabouts, snapshot: Snapshot
) -> Iterator[Defect]:
    id_ = row.value.id
    for index, place in enumerate(row.value.tests):
        path, anchor = row.filed.resolve(place), place.partition("#")[2]
        at, key = row.at("tests", index), f"{id_}:{place}"
        if problem := whereabouts.problem_of_place(path, anchor):
            yield Defect(f"{id_}: test {place} {problem}", at, key)
        elif not re.search(rf"\b{re.escape(id_)}\b", _text(path, snapshot)):
            fix = f"Write {id_} into the test, or name the test that is meant."
            yield Defect(f"{id_}: test {place} does not name {id_} in turn", at, key, fix=fix)


def _text(path: str, snapshot: Snapshot) -> str:
    return (snapshot.get(path, _TEST_LIMIT) or b"").decode("utf-8", "replace")


def _is_bounded(bounds: Bounds | None) -> bool:
    return bounds is not None and (bounds.min is not None or bounds.max is not None)


def _breach(value: float, bounds: Bounds) -> str | None:
    if bounds.min is not None and value < bounds.min:
        return f"below the target of {bounds.min:g}"
    if bounds.max is not None and value > bounds.max:
        return f"over the target of {bounds.max:g}"
    return None
