"""Deployment: whether the plan is complete, and what it demands is so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ..declarations import Lifecycle
from ..declarations.records import Filed
from ..declarations.records.control_terms import DocumentStatus
from ..evaluation.report import Evaluations, Report
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
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations.records.deployment import DeploymentPlan, Precondition, Rollback

_BEFORE = (Lifecycle.DESIGN, Lifecycle.DEVELOPMENT)
_RESPONSIBLE = (
    ("deploys", "puts it into operation"),
    ("approves", "lets it go"),
    ("rolls_back", "takes it back"),
)


@check(
    "Deployment plan and preconditions",
    controls=["A.6.2.5"],
    clauses=["8.1"],
    evidences=["A.6.2.5"],
    roles=[Role.PROVIDER, Role.PRODUCER],
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
    profile=Profile.CERTIFICATION,
)
def unmet_deployment_precondition(
    courses: Courses,
    governance: Governance,
    evaluations: Evaluations,
    roster: Roster,
    whereabouts: Whereabouts,
    clock: Clock,
) -> Iterator[Finding]:
    """Find systems that go into operation without a plan, or with a precondition that is not met.

    The plan of a system says where it will run, what must be so before, to what one returns if it
    goes wrong, who does what, and what users are told. Each precondition is something that can be
    decided here: a figure within bounds in an evaluation report, a governance document that is
    approved, or a file that exists; and it is met. The release, tag or file to return to exists.
    The plan is about the version that the system is at. Systems in design or development need none
    yet.

    ## Why it matters
    What was agreed to be so before people depend on a system is worth nothing if nobody looks
    whether it is so on the day.

    ## How to conform
    Meet the precondition, or change the plan and have it approved anew.
    """
    reports = [each for found in evaluations.linked.values() for each in found]
    for course in courses:
        if course.stage is Lifecycle.RETIRED or course.stage in _BEFORE:
            yield does_not_apply(f"the system is in stage {course.stage}", about=course.subject)
            continue
        plans = [
            filed
            for filed in governance.deployment_plans
            if filed.value.system == course.subject.id
        ]
        look = _Look(course, governance, reports, roster, whereabouts, clock.today)
        number = sum(len(each.value.preconditions) for each in plans)
        yield from judged(
            course.subject,
            look.defects(plans),
            otherwise=f"{course.subject.label}: {number} preconditions are met, and one can return",
            at=plans[0].location if plans else course.system.at,
        )


@dataclass(frozen=True, slots=True)
class _Look:
    """A look at the plans of one system."""

    course: Course
    governance: Governance
    reports: list[Report]
    roster: Roster
    whereabouts: Whereabouts
    today: date

    def defects(self, plans: list[Filed[DeploymentPlan]]) -> Iterator[Defect]:
        """What the plans lack, and what is not as they demand."""
        label = self.course.subject.label
        if not plans:
            message = f"{label}: {self.governance.absent('deployment-plan')}"
            fix = "Plan the deployment of the system, and have the plan approved."
            yield Defect(message, self.course.system.at, "absent", fix=fix)
        for filed in plans:
            yield from self._incomplete(filed)
            for index, each in enumerate(filed.value.preconditions):
                if state := self._state(filed, each):
                    message = f"{label}: precondition {each.id} {state}"
                    yield Defect(message, filed.locate("preconditions", index, "id"), each.id)
            yield from self._return(filed)

    def _incomplete(self, filed: Filed[DeploymentPlan]) -> Iterator[Defect]:
        plan, label = filed.value, self.course.subject.label
        version = self.course.version
        if plan.release != version and version is not None:
            stated = f"for release {plan.release}" if plan.release else "for no release"
            message = f"{label}: the plan is {stated}, the system is at {version}"
            fix = "Bring the plan up to this version, and have it approved anew."
            yield Defect(message, filed.locate("release"), "release", fix=fix)
        if not said(plan.environment, words=2):
            message = f"{label}: the plan does not say where it will run"
            yield Defect(message, filed.locate("environment"), "environment")
        if not plan.preconditions:
            message = f"{label}: the plan has no precondition"
            yield Defect(message, filed.locate("preconditions"), "preconditions")
        for name, what in _RESPONSIBLE:
            person = getattr(plan.responsible, name, None)
            if problem := self.roster.problem(person, self.today):
                who = person or "nobody"
                why = problem if person else "is named"
                message = f"{label}: who {what}: {who} {why}"
                yield Defect(message, filed.locate("responsible", name), f"responsible:{name}")
        notice = plan.user_notice
        if notice is None or not said(notice.audience) or not self._is_told(filed):
            message = f"{label}: the plan does not say which users are told what"
            yield Defect(message, filed.locate("user_notice"), "user_notice")

    def _is_told(self, filed: Filed[DeploymentPlan]) -> bool:
        notice = filed.value.user_notice
        assert notice is not None
        if notice.place:
            return self._place_problem(filed, notice.place) is None
        return said(notice.text, words=5)

    def _state(self, filed: Filed[Any], each: Precondition) -> str | None:
        """In what a precondition is not met, in words that follow its id."""
        if each.limit and each.report:
            return self._figure(filed, each)
        if each.document:
            return self._document(each.document)
        if each.evidence:
            problem = self._place_problem(filed, each.evidence)
            return f"needs {each.evidence}, which {problem}" if problem else None
        return "cannot be evaluated: give a limit with its report, a document, or evidence"

    def _figure(self, filed: Filed[Any], each: Precondition) -> str | None:
        assert each.limit
        assert each.report
        limit, path = each.limit, filed.resolve(each.report)
        report = next((found for found in self.reports if found.path == path), None)
        if report is None:
            return f"needs {each.report}, which is no evaluation report of a declared model"
        if limit.metric is None or (limit.min is None and limit.max is None):
            return "cannot be evaluated: its limit names no metric with a bound"
        measured = report.find(limit.metric, limit.slice or "")
        name = f"{limit.metric} {limit.slice or ''}".strip()
        if measured is None:
            return f"is not evaluated: {each.report} has not measured {name}"
        if limit.min is not None and measured.value < limit.min:
            return f"is not met: {name} is {measured.value:g}, at least {limit.min:g} is demanded"
        if limit.max is not None and measured.value > limit.max:
            return f"is not met: {name} is {measured.value:g}, at most {limit.max:g} is demanded"
        return None

    def _document(self, wanted: str) -> str | None:
        found = next((each for each in self.governance if each.value.id == wanted), None)
        if found is None:
            return f"is not met: no document has the id {wanted}"
        head = found.value
        if head.status is not DocumentStatus.APPROVED or not head.approver:
            return f"is not met: {wanted} is not approved"
        if head.approved is None or head.approved > self.today:
            return f"is not met: the day of the approval of {wanted} is missing or lies ahead"
        return None

    def _place_problem(self, filed: Filed[Any], place: str) -> str | None:
        return self.whereabouts.problem_of_place(filed.resolve(place), place.partition("#")[2])

    def _return(self, filed: Filed[DeploymentPlan]) -> Iterator[Defect]:
        """Whether there is what one would return to."""
        label, rollback = self.course.subject.label, filed.value.rollback
        at = filed.locate("rollback")
        if rollback is None or not (rollback.release or rollback.tag or rollback.file):
            message = f"{label}: the plan names no release, tag or file to return to"
            yield Defect(message, at, "rollback")
            return
        for part, problem in self._missing(filed, rollback):
            message = f"{label}: rollback target {problem}"
            yield Defect(message, filed.locate("rollback", part), f"rollback:{part}")

    def _missing(self, filed: Filed[Any], rollback: Rollback) -> Iterator[tuple[str, str]]:
        release, current = rollback.release, filed.value.release
        known = {each.version for each in self.course.released(self.today)}
        if release and release == current:
            yield "release", f"{release} is the release that is deployed"
        elif release and release not in known:
            yield "release", f"{release} is no release of the register"
        if rollback.tag and rollback.tag not in self.course.tags:
            yield "tag", f"{rollback.tag} is no tag that this clone knows (are tags fetched?)"
        for part in ("file", "procedure"):
            place = getattr(rollback, part)
            if place and (problem := self._place_problem(filed, place)):
                yield part, f"{place} {problem}"
