"""Approvals: whether impact assessments and releases were approved by those who must."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ..declarations import Entry
from ..governance.approvals import lacking_roles
from ..governance.consents import Approvals, Consent
from ..governance.impacts import Assessment, ImpactAssessments
from ..governance.lifecycle import Course, Courses, KnownRelease
from ..governance.people import Roster
from ..governance.released import ReleaseReviews
from ..model import (
    ERROR,
    NOTE,
    WARNING,
    Cause,
    Clock,
    Finding,
    Profile,
    by_tier,
    check,
    does_not_apply,
    unassessed,
)
from ..portfolio import Declared, Playbooks, System, Systems
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations.manifest import System as DeclaredSystem


@check(
    "Impact assessment is approved independently",
    controls=["A.5.2", "A.5.3"],
    clauses=["6.1.4", "8.4"],
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
    profile=Profile.CERTIFICATION,
)
def unapproved_impact_assessment(
    systems: Systems,
    declared: Declared,
    assessments: ImpactAssessments,
    approvals: Approvals,
    playbooks: Playbooks,
    roster: Roster,
    clock: Clock,
) -> Iterator[Finding]:
    """Find impact assessments that nobody but their author has approved, or not all who must.

    The head of the assessment names an author and an approver who is somebody else, and the day of
    the approval, which has come. Among the approver and the `co_approvers` is somebody in each role
    that the playbook of the tier names under `approvals.impact_assessment`: two above limited risk,
    unless the playbook says otherwise. Where a change alters the assessment, those who approve must
    not be the only ones who wrote it, and the change itself needs the same roles on the platform
    (`--online`); without the platform's record that part is not assessed.

    ## Why it matters
    Who wrote an assessment is the last to see what is missing from it. That somebody who answers
    for the consequences has accepted it is what makes it more than an opinion.

    ## How to conform
    Get the approval of the roles that the playbook names, from others than the author, and record
    it as `approver`, `co_approvers` and `approved`.
    """
    entries = {entry.value.id: entry for entry in declared.manifest.systems}
    for system in systems:
        about = system.subject
        assessment, entry = assessments.of(system), entries.get(about.id)
        if assessment is None or entry is None or system.is_retired:
            yield does_not_apply("there is no impact assessment to approve", about=about)
            continue
        wanted = playbooks.of(about.tier).approvals.get("impact_assessment", ())
        review = _Review(assessment, entry, wanted, approvals, roster, clock.today)
        defects = [*_of_document(system, review), *_of_change(system, review)]
        if not defects and review.is_open:
            message = (
                f"{about.label}: this change alters {assessment.path}, and who approved the change "
                f"is not known: {approvals.unknown}"
            )
            yield unassessed(
                message,
                cause=Cause.UNAVAILABLE,
                at=assessment.at,
                about=about,
                key="change",
                fix=approvals.fix,
            )
            continue
        names = ", ".join(review.approvers)
        otherwise = f"{about.label}: {assessment.path} is approved by {names}, not its author"
        yield from judged(about, defects, otherwise=otherwise, at=assessment.at)


class _Review:
    """What is needed to judge the approval of one assessment."""

    def __init__(
        self,
        assessment: Assessment,
        entry: Entry[DeclaredSystem],
        wanted: tuple[str, ...],
        approvals: Approvals,
        roster: Roster,
        today: date,
    ) -> None:
        self.assessment = assessment
        self.entry = entry
        self.wanted = wanted
        self.approvals = approvals
        self.roster = roster
        self.today = today

    @property
    def approvers(self) -> tuple[str, ...]:
        """Everybody whom the document names as an approver and not as its author."""
        if self.assessment.filed is None:
            return ()
        value = self.assessment.filed.value
        named = (value.approver, *value.co_approvers)
        return tuple(dict.fromkeys(each for each in named if each and each != value.author))

    @property
    def is_touched(self) -> bool:
        """Whether the change that is judged alters the assessment."""
        return self.assessment.path in self.approvals.touched

    @property
    def is_open(self) -> bool:
        """Whether the platform's record is needed, and not known."""
        return self.is_touched and self.approvals.consent is None

    def lacking(self, people: tuple[str, ...], roster: Roster) -> tuple[str, ...]:
        """The roles that nobody of some people holds."""
        return lacking_roles(self.wanted, people, self.entry, roster, self.today)


def _of_document(system: System, review: _Review) -> Iterator[Defect]:
    name, path = system.subject.label, review.assessment.path
    filed = review.assessment.filed
    if filed is None:
        message = f"{name}: {path} does not say in a head who wrote and who approved it"
        fix = "Give it a head with `kind: impact-assessment`, author, approver and approved."
        yield Defect(message, review.assessment.at, "head", fix)
        return
    value = filed.value
    if value.author is None:
        yield Defect(f"{name}: {path} names no author", filed.locate("author"), "author")
    if value.approver is None:
        message = f"{name}: {path} is approved by nobody"
        yield Defect(message, filed.locate("approver"), "approver")
        return
    if value.approver == value.author:
        message = f"{name}: approver {value.approver} is the author of {path}"
        yield Defect(message, filed.locate("approver"), "approver")
    elif problem := review.roster.problem(value.approver, review.today):
        message = f"{name}: {value.approver}, who approved {path}, {problem}"
        yield Defect(message, filed.locate("approver"), "approver")
    if value.approved is None or value.approved > review.today:
        message = f"{name}: the day of the approval of {path} is missing or lies ahead"
        yield Defect(message, filed.locate("approved"), "approved")
    for role in review.lacking(review.approvers, review.roster):
        message = (
            f"{name}: {path} needs {', '.join(review.wanted)}; role {role} is missing "
            f"(approved by {', '.join(review.approvers) or 'nobody but its author'})"
        )
        yield Defect(message, filed.locate("approver"), f"role:{role}")


def _of_change(system: System, review: _Review) -> Iterator[Defect]:
    """What git and the platform say of a change that alters the assessment."""
    if not review.is_touched:
        return
    name, path, at = system.subject.label, review.assessment.path, review.assessment.at
    wrote = review.approvals.wrote
    if wrote and wrote <= set(review.approvers):
        message = (
            f"{name}: git has this change of {path} from {', '.join(sorted(wrote))} alone, "
            "who approves it"
        )
        yield Defect(message, at, "writer", "Let somebody else approve what is changed.")
    consent = review.approvals.consent
    if consent is None:
        return
    for role in review.lacking(tuple(consent.people), review.approvals.roster):
        message = f"{name}: the change of {path} lacks role {role}: {consent.described}"
        fix = f"Ask whoever holds {role} to approve the last commit on the platform."
        yield Defect(message, at, f"platform:{role}", fix)


@check(
    "Release is approved by the tier's roles",
    controls=["A.6.2.5", "A.9.2"],
    clauses=["8.1"],
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
    profile=Profile.CERTIFICATION,
)
def unapproved_release(
    courses: Courses,
    reviews: ReleaseReviews,
    playbooks: Playbooks,
    roster: Roster,
    clock: Clock,
) -> Iterator[Finding]:
    """Find releases that went out without the approval of everybody who must let them go.

    Judged is the latest release of each system in the register of releases. It must name, for each
    role that the playbook of the tier demands under `approvals.release`, somebody who holds it, and
    a day of the approval that is not after the release. The platform (`--online`) must have the
    same: approvals of the last commit of the request by which the tagged commit was merged, by
    others than its authors and not after the day of the release; or approvals of its deployment.
    Without the platform's record a release that is in order on paper is not assessed.

    ## Why it matters
    A line in a register can be written by anybody at any time. What lets a release go is that those
    who answer for it looked at what was released, before it was.

    ## How to conform
    Have the roles of the playbook approve the request or the deployment before the release, tag
    what is released, and run the gate with --online.
    """
    for course in courses:
        about = course.subject
        released = course.released(clock.today)
        if not released or course.system.is_retired:
            yield does_not_apply("no release of it is on record", about=about)
            continue
        last = released[-1]
        wanted = playbooks.of(about.tier).approvals.get("release", ("owner",))
        defects = [*_on_paper(course, last, wanted, roster, clock.today)]
        consent = reviews.consents.get(about.id)
        if not defects and consent is None:
            reason, fix = reviews.unknown.get(about.id, ("it was not asked about", ""))
            message = (
                f"{about.label}: the register has {', '.join(last.approved_by)} for release "
                f"{last.version}; what the platform has is not known: {reason}"
            )
            yield unassessed(
                message, cause=Cause.UNAVAILABLE, at=last.at, about=about, key="release", fix=fix
            )
            continue
        if consent is not None:
            defects += _on_platform(course, last, wanted, consent, reviews.roster, clock.today)
        yield from judged(
            about,
            defects,
            otherwise=f"{about.label}: release {last.version}: "
            f"{consent.described if consent else ''}",
            at=last.at,
        )


def _on_paper(
    course: Course, last: KnownRelease, wanted: tuple[str, ...], roster: Roster, today: date
) -> Iterator[Defect]:
    name = f"{course.subject.label}: release {last.version}"
    lacking = lacking_roles(wanted, last.approved_by, course.entry, roster, today)
    if lacking:
        has = ", ".join(last.approved_by) or "nobody"
        message = f"{name} needs {', '.join(wanted)}, has {has}: {', '.join(lacking)} missing"
        yield Defect(message, last.approvers_at or last.at, "roles")
    at = last.approved_at or last.at
    if last.approved_on is None or last.approved_on > today:
        yield Defect(f"{name}: the day of its approval is missing or lies ahead", at, "day")
    elif last.on and last.approved_on > last.on:
        message = f"{name} was approved on {last.approved_on}, after it went out on {last.on}"
        yield Defect(message, at, "day")


def _on_platform(
    course: Course,
    last: KnownRelease,
    wanted: tuple[str, ...],
    consent: Consent,
    roster: Roster,
    today: date,
) -> Iterator[Defect]:
    in_time = [
        person
        for person, on in consent.people.items()
        if on is None or last.on is None or on <= last.on
    ]
    lacking = lacking_roles(wanted, in_time, course.entry, roster, today)
    if lacking:
        late = sorted(set(consent.people) - set(in_time))
        after = f" ({', '.join(late)} only after {last.on})" if late else ""
        message = (
            f"{course.subject.label}: release {last.version} needs {', '.join(wanted)}; "
            f"{consent.described}{after}"
        )
        yield Defect(message, last.at, "platform")
