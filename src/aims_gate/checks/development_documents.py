"""Development in prose: a process that workflows carry out, a design that names what exists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..declarations import Lifecycle
from ..declarations.lifecycle_terms import Stage
from ..declarations.records import Filed
from ..governance.files import Governance
from ..governance.lifecycle import Course, Courses
from ..governance.links import Whereabouts
from ..governance.organisation import Organisation
from ..governance.prose import Topic, prose_of, unanswered
from ..governance.wording import said
from ..model import (
    ERROR,
    NOTE,
    WARNING,
    Finding,
    Location,
    Profile,
    Role,
    by_tier,
    check,
    does_not_apply,
)
from ..portfolio import Automation
from ..repository import Snapshot
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations.records.development import DesignRecord, DevelopmentProcess

_MAKERS = [Role.PROVIDER, Role.PRODUCER]
_PROCESS_TOPICS = (
    Topic("stages", "stages and their entry and exit criteria", ("stages", "entry", "gates")),
    Topic("tests", "tests", ("tests", "testing", "verification", "validation", "evaluation")),
    Topic("oversight", "human oversight", ("oversight", "human review", "human control")),
    Topic("change", "change control", ("change", "changes", "change control")),
    Topic("data", "training data", ("training data", "data rules", "data")),
)
_DESIGN_TOPICS = (
    Topic("architecture", "the architecture", ("architecture", "structure", "components")),
    Topic("choice", "the choice of model", ("choice", "choice of model", "model choice", "model")),
    Topic("rejected", "rejected options", ("rejected", "alternatives", "options")),
    Topic("data flow", "the flow of data", ("data flow", "flow of data", "data flows")),
    Topic("interfaces", "interfaces", ("interfaces", "api", "program interface")),
    Topic("human", "the human interface", ("human interface", "user interface", "what people see")),
    Topic("security", "security", ("security", "threats", "security design")),
)
_CODE = re.compile(r"`([^`\n]{1,200})`")
_PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*/?(?:#[\w.-]+)?")
_SUFFIXES = tuple(
    ".py .ipynb .yaml .yml .json .jsonl .toml .ini .cfg .conf .tf .md .rst .sql .sh .js .ts .go "
    ".rs .java .kt .scala .r .cs .cpp .c .h .proto .safetensors .onnx .pt .pkl .csv .parquet .txt "
    ".dockerfile .lock".split()
)
_MODULE = re.compile(r"([A-Za-z_]\w*)((?:\.[A-Za-z_]\w*)+)(?:\(\))?")


@check(
    "Development process is written and lived",
    controls=["A.6.1.3"],
    clauses=["8.1"],
    evidences=["A.6.1.3", "8.1"],
    roles=_MAKERS,
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
    profile=Profile.CERTIFICATION,
)
def fictional_development_process(
    organisation: Organisation, governance: Governance, automation: Automation
) -> Iterator[Finding]:
    """Find a development process that is not written, or whose automated steps nothing carries out.

    The process says which stages there are and when each begins and ends, what is tested, which
    oversight people need, how changes are controlled and which data may be used for training. Its
    steps stand in its front matter, an evaluation and a release among them. A step that is said to
    be automated names a job; the job must be in a workflow that runs by itself on the default
    branch or at a release, and do something.

    ## Why it matters
    A step that a document claims and no workflow does is done when somebody remembers it. Whoever
    reads the document counts on it nevertheless.

    ## How to conform
    Let a workflow do the step, or correct the process so that it claims what is done.
    """
    subject = organisation.subject
    if subject is None:
        return
    processes = governance.development_processes
    defects: list[Defect] = []
    if not processes:
        absent = governance.absent("development-process")
        defects.append(Defect(absent, organisation.at, "absent", fix="Write the process down."))
    for filed in processes:
        defects += _untreated(filed, _PROCESS_TOPICS)
        defects += _idle_steps(filed, automation)
    claimed = sum(step.automated_by is not None for each in processes for step in each.value.steps)
    yield from judged(
        subject,
        defects,
        otherwise=f"the process is written, and workflows do the {claimed} steps it claims of them",
        at=processes[0].location if processes else organisation.at,
    )


def _untreated(
    filed: Filed[DevelopmentProcess] | Filed[DesignRecord], topics: tuple[Topic, ...]
) -> Iterator[Defect]:
    for topic, why, at in unanswered(prose_of(filed), topics):
        yield Defect(f"{filed.path}: {why}", at, f"{filed.value.id}:{topic.id}")


def _idle_steps(filed: Filed[DevelopmentProcess], automation: Automation) -> Iterator[Defect]:
    steps, name = filed.value.steps, filed.value.id
    stages = {step.stage for step in steps}
    for wanted in ({Stage.EVALUATION}, {Stage.RELEASE, Stage.DEPLOYMENT}):
        if not stages & wanted:
            words = " or ".join(sorted(wanted))
            message = f"{filed.path}: no step belongs to {words}"
            yield Defect(message, filed.locate("steps"), f"{name}:{words}")
    for index, step in enumerate(steps):
        at = filed.locate("steps", index, "id")
        absent = [part for part in ("entry", "exit") if not said(getattr(step, part), words=2)]
        if absent:
            message = f"Step {step.id} has no {' and no '.join(absent)} criterion"
            yield Defect(message, at, f"{name}:{step.id}:criteria")
        if step.automated_by is not None:
            path, job = filed.resolve(step.automated_by), step.automated_by.partition("#")[2]
            if problem := _not_done(path, job, automation):
                message = f"Process claims {step.id} ({step.automated_by}), {problem}"
                at = filed.locate("steps", index, "automated_by")
                yield Defect(message, at, f"{name}:{step.id}:automated")


def _not_done(path: str, name: str, automation: Automation) -> str | None:
    """Why a workflow does not do a step, in words that follow its job."""
    if path in automation.unreadable:
        return "a workflow that cannot be read"
    workflow = automation.workflows.get(path)
    if workflow is None:
        return f"but no workflow {path} does it"
    job = workflow.jobs.get(name)
    if job is None:
        jobs = ", ".join(workflow.jobs) or "none"
        return f"but {path} has no such job (it has {jobs})"
    return f"but job {name} {job.never}" if job.never else None


@check(
    "Design record names what exists",
    controls=["A.6.2.3"],
    clauses=["7.5.1"],
    evidences=["A.6.2.3"],
    roles=_MAKERS,
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
    profile=Profile.CERTIFICATION,
)
def fictional_design_record(
    courses: Courses, governance: Governance, whereabouts: Whereabouts, snapshot: Snapshot
) -> Iterator[Finding]:
    """Find systems whose design is not recorded, or whose record names what does not exist.

    The record treats the architecture, the choice of model and the options that were rejected, the
    flow of data, the interfaces to programs and to people, and security. Every path and every
    module of the project that it names in backticks must exist. (Links are the business of
    `broken-governance-link`.)

    ## Why it matters
    A design record that names what is gone is read by those who look for a fault, and sends them
    the wrong way.

    ## How to conform
    Write down how the system is built and why so, and name modules and configuration as they are
    called in the repository.
    """
    for course in courses:
        if course.stage is Lifecycle.RETIRED:
            yield does_not_apply("the system is retired", about=course.subject)
            continue
        records = [
            filed
            for filed in governance.design_records
            if not filed.value.systems or course.subject.id in filed.value.systems
        ]
        yield from judged(
            course.subject,
            _of_design(course, records, governance, whereabouts, snapshot),
            otherwise=f"{course.subject.label}: its design is recorded, and what it names exists",
            at=records[0].location if records else course.system.at,
        )


def _of_design(
    course: Course,
    records: list[Filed[DesignRecord]],
    governance: Governance,
    whereabouts: Whereabouts,
    snapshot: Snapshot,
) -> Iterator[Defect]:
    if not records:
        message = f"{course.subject.label}: {governance.absent('design-record')}"
        yield Defect(message, course.system.at, "absent")
    for filed in records:
        yield from _untreated(filed, _DESIGN_TOPICS)
        layout = _Layout.of(snapshot)
        named: set[str] = set()
        for line, text in enumerate((filed.prose or "").splitlines(), start=1):
            for found in _CODE.finditer(text):
                name = found[1].strip()
                if name in named:
                    continue
                named.add(name)
                if problem := _gone(name, filed, whereabouts, layout):
                    message = f"{filed.path} refers to {name}, which {problem}"
                    yield Defect(message, Location(filed.path, line), f"{filed.value.id}:{name}")


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where files of a name lie (the first of each), and the folders of each Python package."""

    snapshot: Snapshot
    named: Mapping[str, str]
    packages: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, snapshot: Snapshot) -> _Layout:
        """Look through the snapshot once, however much a document names."""
        named: dict[str, str] = {}
        packages: dict[str, tuple[str, ...]] = {}
        for path in snapshot.files:
            folder, _, name = path.rpartition("/")
            named.setdefault(name, path)
            if name == "__init__.py":
                package = folder.rpartition("/")[2]
                packages[package] = (*packages.get(package, ()), folder)
        return cls(snapshot, named, packages)

    def lacks(self, package: str, inner: str) -> bool:
        """Whether a package of the project has no such module; those of others lack nothing."""
        homes = self.packages.get(package, ())
        return bool(homes) and not any(self._holds(home, inner) for home in homes[:_MOST_HOMES])

    def _holds(self, home: str, inner: str) -> bool:
        files = self.snapshot.files
        if f"{home}/{inner}.py" in files or f"{home}/{inner}/__init__.py" in files:
            return True
        names = (self.snapshot.get(f"{home}/__init__.py", 1 << 20) or b"").decode(
            "utf-8", "replace"
        )
        return re.search(rf"\b{inner}\b", names) is not None


_MOST_HOMES = 20  # packages of one name that are looked into


def _gone(
    name: str, filed: Filed[DesignRecord], whereabouts: Whereabouts, layout: _Layout
) -> str | None:
    """Why a name that looks like a path or a module of the project leads to nothing."""
    path, _, anchor = name.partition("#")
    if _PATH.fullmatch(name) and (path.endswith("/") or path.lower().endswith(_SUFFIXES)):
        beside = filed.path.rpartition("/")[0]
        places = [filed.resolve(path), f"{beside}/{path}" if beside else path]
        if path in layout.named:
            places.append(layout.named[path])
        there = [place for place in places if whereabouts.exists(place)]
        return whereabouts.problem_of_place(there[0] if there else places[0], anchor)
    module = _MODULE.fullmatch(name)
    if module and layout.lacks(module[1], module[2][1:].split(".")[0]):
        return "does not exist"
    return None
