"""The life of each system: its stage, its releases, what deploys it, its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from ..declarations import Activity, Entry, Lifecycle
from ..declarations.records import Filed
from ..model import Evidence, Location, Subject
from ..portfolio import (
    Automation,
    Declared,
    Infrastructure,
    Job,
    Register,
    System,
    Systems,
    Workload,
)
from ..repository import GitError, Snapshot
from .files import Governance

if TYPE_CHECKING:
    from ..declarations.manifest import System as DeclaredSystem


@dataclass(frozen=True, slots=True)
class KnownRelease:
    """One release of the register. ``accepted`` maps open issues to who accepted them, and when.

    ``approvers_at`` and ``approved_at`` are where people and day of the approval stand.
    """

    system: str
    version: str
    on: date | None
    approved_by: tuple[str, ...]
    accepted: Mapping[str, Acceptance]
    at: Location
    approved_on: date | None = None
    approvers_at: Location | None = None
    approved_at: Location | None = None


@dataclass(frozen=True, slots=True)
class Acceptance:
    """That an open issue was accepted for a release."""

    by: tuple[str, ...]
    on: date | None
    reason: str
    at: Location


@dataclass(frozen=True, slots=True)
class Retired:
    """The record of the end of a system."""

    filed: Filed[Any]
    index: int
    on: date | None
    approved_by: tuple[str, ...]
    data: str
    models: str

    @property
    def at(self) -> Location:
        """Where it stands."""
        return self.filed.locate("retirements", self.index)


@dataclass(frozen=True, slots=True)
class Course:
    """One system on its way from design to retirement.

    ``entry`` is its declaration, ``None`` for the system that stands for an undeclared repository.
    ``jobs`` and ``workloads`` are those that concern this system: of a sole system all, else those
    whose file belongs to it or names it. ``tags`` are the tags of the repository that look like a
    version. ``stage`` is ``None`` where nobody states it.
    """

    system: System
    entry: Entry[DeclaredSystem] | None = None
    stage: Lifecycle | None = None
    activities: tuple[Activity, ...] = ()
    version: str | None = None
    releases: tuple[KnownRelease, ...] = ()
    jobs: tuple[Job, ...] = ()
    workloads: tuple[Workload, ...] = ()
    tags: tuple[str, ...] = ()
    retired: Retired | None = None

    @property
    def subject(self) -> Subject:
        """The system as a subject."""
        return self.system.subject

    @property
    def obligations(self) -> frozenset[str]:
        """The laws and rules that it is declared to fall under."""
        return frozenset(self.entry.value.obligations) if self.entry else frozenset()

    def released(self, today: date) -> tuple[KnownRelease, ...]:
        """Its releases up to today, the latest last; those without a day count for nothing."""
        dated = [each for each in self.releases if each.on and each.on <= today]
        return tuple(sorted(dated, key=lambda each: (each.on or today, each.version)))

    def tag(self) -> str | None:
        """The tag of the declared version, or any that looks like a version without one."""
        if self.version is None:
            return self.tags[-1] if self.tags else None
        return self.tag_of(self.version)

    def tag_of(self, version: str) -> str | None:
        """The tag that names a version."""
        return next((tag for tag in self.tags if _names(tag, version)), None)


@dataclass(frozen=True, slots=True)
class Courses(Evidence):
    """The courses of the systems, in the order of declaration."""

    items: tuple[Course, ...] = field(default=())

    def __iter__(self) -> Iterator[Course]:
        return iter(self.items)

    def of(self, system: str) -> Course | None:
        """The course of the system with this id."""
        return next((each for each in self.items if each.subject.id == system), None)


def courses(
    systems: Systems,
    declared: Declared,
    register: Register,
    governance: Governance,
    automation: Automation,
    infrastructure: Infrastructure,
    snapshot: Snapshot,
) -> Courses:
    """Bring together what is known of the life of each system."""
    entries = declared.manifest.systems
    if not entries:
        return Courses(tuple(Course(system) for system in systems))
    releases, retired = tuple(_releases(governance)), tuple(_retired(governance))
    tags = _tags(snapshot)
    found = []
    for system, entry in zip(systems, entries, strict=True):
        id_ = entry.value.id
        concerns = _Concerns(entry, register, sole=len(entries) == 1)
        found.append(
            Course(
                system=system,
                entry=entry,
                stage=entry.value.lifecycle,
                activities=entry.value.activities,
                version=entry.value.version,
                releases=tuple(each for each in releases if each.system == id_),
                jobs=tuple(
                    job
                    for workflow, job in automation.jobs()
                    if concerns(workflow.path, workflow.text)
                ),
                workloads=tuple(
                    each for each in infrastructure.workloads if concerns(each.at.path, each.text)
                ),
                tags=tags,
                retired=next((each for system, each in retired if system == id_), None),
            )
        )
    return Courses(tuple(found))


@dataclass(frozen=True, slots=True)
class _Concerns:
    """Tells whether a file that deploys something is about one system."""

    entry: Entry[DeclaredSystem]
    register: Register
    sole: bool

    def __call__(self, path: str, text: str) -> bool:
        if self.sole:
            return True
        id_ = self.entry.value.id
        if any(owner.value.id == id_ for owner in self.register.owners(path)):
            return True
        words = {id_, *_folders(self.entry.value.paths)}
        return any(word in text for word in words)


def _folders(patterns: Iterable[str]) -> Iterator[str]:
    """The folders that patterns of paths begin with: ``services/loan/`` of ``services/loan/**``."""
    for pattern in patterns:
        head = pattern.partition("*")[0]
        if head.count("/") and head.endswith("/"):
            yield head


def _releases(governance: Governance) -> Iterator[KnownRelease]:
    for filed in governance.releases:
        for index, each in enumerate(filed.value.releases):
            accepted = {
                issue.issue: Acceptance(
                    issue.by,
                    issue.on,
                    issue.reason or "",
                    filed.locate("releases", index, "accepted", place),
                )
                for place, issue in enumerate(each.accepted)
            }
            yield KnownRelease(
                each.system,
                each.version,
                each.on,
                each.approved_by,
                accepted,
                filed.locate("releases", index),
                each.approved_on,
                filed.locate("releases", index, "approved_by"),
                filed.locate("releases", index, "approved_on"),
            )


def _retired(governance: Governance) -> Iterator[tuple[str, Retired]]:
    for filed in governance.retirements:
        for index, each in enumerate(filed.value.retirements):
            yield (
                each.system,
                Retired(
                    filed, index, each.on, each.approved_by, each.data or "", each.models or ""
                ),
            )


def _tags(snapshot: Snapshot) -> tuple[str, ...]:
    """Tags that look like versions, in the order of git; none without git."""
    if snapshot.git is None:
        return ()
    try:
        listed = snapshot.git.run("tag", "--list").decode("utf-8", "replace").splitlines()
    except GitError:
        return ()
    return tuple(tag for tag in listed if any(character.isdigit() for character in tag))


def _names(tag: str, version: str) -> bool:
    """Whether a tag names a version: ``v1.2.0`` and ``loan/1.2.0``, not ``v11.2.0``."""
    before, found, after = tag.rpartition(version)
    return (
        bool(found)
        and not after
        and (not before or not (before[-1].isdigit() or before[-1] == "."))
    )
