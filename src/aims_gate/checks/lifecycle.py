"""Whether the stage of life that a system declares is so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..declarations import Lifecycle
from ..governance.lifecycle import Course, Courses
from ..governance.wording import said
from ..model import WARNING, Clock, Finding, Location, Profile, check
from .judging import Defect, judged, undeclared


@check(
    "Lifecycle state is true",
    controls=["A.6.2.5", "A.6.2.6"],
    clauses=["8.1"],
    severity=WARNING,
    profile=Profile.CERTIFICATION,
    excludable=False,
)
def untrue_lifecycle_state(courses: Courses, clock: Clock) -> Iterator[Finding]:
    """Find systems that are further, or less far, than `lifecycle:` in `aims.yaml` says.

    A retired system may be deployed by no workflow and no configuration (a workload with no
    replicas counts as stopped), and its end is recorded: the day, who decided, and what became of
    data and models. A system in design or development has no release and no workflow deploys it
    for real. A system in operation has been released: there is a record of a release, or a tag
    of its version.

    ## Why it matters
    Which duties fall due depends on the stage: monitoring once people rely on it, data disposal
    once they do not. A stage that is not so lets duties lapse unseen.

    ## How to conform
    Change `lifecycle:` of the system in `aims.yaml`, remove what deploys it, or record the release
    or the retirement.
    """
    for course in courses:
        if course.entry is None:
            yield undeclared(course.system, "stage of life")
            continue
        at = course.entry.locate("lifecycle")
        yield from judged(
            course.subject,
            _untrue(course, clock.today, at),
            otherwise=f"{course.subject.label}: nothing contradicts lifecycle {course.stage}",
            at=at,
        )


def _untrue(course: Course, today: date, at: Location) -> Iterator[Defect]:
    label = f"{course.subject.label}: lifecycle {course.stage}"
    released = course.released(today)
    match course.stage:
        case None:
            message = f"{course.subject.label}: no stage of life is declared"
            fix = "State `lifecycle:` of the system in aims.yaml."
            yield Defect(message, course.system.at, "none", fix=fix)
        case Lifecycle.RETIRED:
            running = [*_deployed(course), *_configured(course)]
            for place, what in running:
                yield Defect(f"{label} but {place} {what}", at, f"runs:{what}", places=(place,))
            if problem := _end_problem(course, today):
                message = f"{label} but {problem}"
                fix = "Record the end of the system in the register of retired systems."
                yield Defect(message, at, "end", fix=fix)
        case Lifecycle.DESIGN | Lifecycle.DEVELOPMENT:
            if released:
                last = released[-1]
                message = f"{label} but {last.at} records release {last.version} of {last.on}"
                yield Defect(message, at, "released", places=(last.at,))
            for place, what in _deployed(course):
                yield Defect(f"{label} but {place} {what}", at, f"runs:{what}", places=(place,))
        case Lifecycle.OPERATION:
            if not released and course.tag() is None:
                version = f" of {course.version}" if course.version else ""
                message = f"{label} but there is no release{version}: neither record nor tag"
                fix = (
                    "Record the release in the register of releases, or tag it and fetch the tags."
                )
                yield Defect(message, at, "unreleased", fix=fix)


def _deployed(course: Course) -> Iterator[tuple[Location, str]]:
    for job in course.jobs:
        if job.is_for_real and not job.never.startswith("is switched off"):
            yield job.at, f"deploys it (job {job.id}: {job.deploys})"


def _configured(course: Course) -> Iterator[tuple[Location, str]]:
    for workload in course.workloads:
        if workload.runs:
            yield workload.at, f"configures it to run ({workload.what})"


def _end_problem(course: Course, today: date) -> str | None:
    end = course.retired
    if end is None:
        return "no record says when and how that was done"
    if end.on is None or end.on > today:
        return f"the day in its record at {end.at} is missing or lies ahead"
    absent = [
        name
        for name, there in (
            ("who decided it", bool(end.approved_by)),
            ("what became of its data", said(end.data)),
            ("what became of its models", said(end.models)),
        )
        if not there
    ]
    return f"its record at {end.at} does not say {', '.join(absent)}" if absent else None
