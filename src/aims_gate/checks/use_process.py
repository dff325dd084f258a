"""How systems come into use: the process, and the approval of each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ..declarations.records import Filed
from ..evidence.text import fold
from ..governance.files import Governance
from ..governance.organisation import Organisation
from ..governance.people import Roster
from ..governance.prose import Topic, prose_of, unanswered, untitled
from ..governance.versions import covers
from ..governance.wording import is_open, said
from ..model import ERROR, NOTE, WARNING, Clock, Finding, Profile, by_tier, check, fails
from ..portfolio import System, Systems
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations.records.usage import UseApproval, UseApprovals, UseProcess

_LEAST_WORDS = 4
_TOPICS = (
    Topic(
        "approval",
        "who approves use",
        ("who approves", "who may approve", "approval", "approvals", "authorisation",
         "authorization", "freigabe", "genehmigung", "approbation", "autorisation", "aprobación"),
    ),
    Topic(
        "criteria",
        "the criteria for approval",
        ("criteria", "conditions for", "prerequisites", "requirements", "kriterien",
         "voraussetzungen", "critères", "criterios"),
    ),
    Topic(
        "oversight",
        "oversight during use",
        ("oversight", "supervision", "monitoring", "human review", "aufsicht", "überwachung",
         "contrôle", "supervisión"),
    ),
    Topic(
        "errors",
        "what is done about errors",
        ("errors", "error", "wrong results", "corrections", "mistakes", "fehler", "erreurs",
         "errores"),
    ),
    Topic(
        "complaints",
        "how complaints are handled",
        ("complaints", "complaint", "appeals", "appeal", "objections", "contest", "beschwerden",
         "réclamations", "quejas", "reclamaciones"),
    ),
    Topic(
        "stop",
        "when use stops",
        ("stops", "stop", "stopping", "suspension", "suspend", "withdrawal", "shut down",
         "switch off", "abschalten", "einstellung", "arrêt", "parada", "suspensión"),
    ),
)  # fmt: skip


@check(
    "Responsible-use process",
    controls=["A.9.2"],
    clauses=["8.1"],
    evidences=["A.9.2"],
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
    profile=Profile.CERTIFICATION,
)
def missing_use_process(
    systems: Systems,
    organisation: Organisation,
    governance: Governance,
    roster: Roster,
    clock: Clock,
) -> Iterator[Finding]:
    """Find organisations without a process for responsible use, and systems used without approval.

    The process (`kind: use-process`) treats, each under a heading of its own: who approves use, by
    which criteria, oversight during use, errors, complaints, and when use stops; its head names the
    roles that may approve. Each system in operation has an approval (`kind: use-approvals`) of the
    version that `aims.yaml` declares, for a stated use, by a person in such a role, given before
    today and not withdrawn or run out. One approved with another version is not approved.

    ## Why it matters
    What nobody allowed, nobody watches. A system that slips into use is used by people who were not
    told what for, and stays when it should stop.

    ## How to conform
    Write the process, and approve the use of the system or stop it.

    `aims-gate init --governance` writes both documents to fill in.
    """
    if organisation.subject is None:
        return
    processes = governance.use_processes
    if not processes:
        message = governance.absent("use-process")
        yield fails(message, at=organisation.at, about=organisation.subject, key="process")
    else:
        defects = [defect for process in processes for defect in _gaps(process)]
        message = f"{processes[0].path} says how systems come into use and how use ends"
        yield from judged(
            organisation.subject, defects, otherwise=message, at=processes[0].location
        )
    roles = {fold(role) for each in processes for role in each.value.approvers}
    for system in systems:
        if system.operates:
            yield from _approved(system, governance, roster, roles, clock.today)


def _gaps(process: Filed[UseProcess]) -> Iterator[Defect]:
    for topic, problem, at in unanswered(untitled(prose_of(process)), _TOPICS):
        fix = f"Write, under a heading, about {topic.called}."
        yield Defect(f"{process.path}: {problem}", at, f"topic:{topic.id}", fix)
    if not any(not is_open(role) for role in process.value.approvers):
        message = f"{process.path} names no role that may approve use"
        fix = "Name under `approvers` the roles of the register of people that may approve."
        yield Defect(message, process.locate("approvers"), "approvers", fix)


def _approved(
    system: System, governance: Governance, roster: Roster, roles: set[str], today: date
) -> Iterator[Finding]:
    lists = governance.use_approvals
    about = system.subject
    found = [
        (filed, index, each)
        for filed in lists
        for index, each in enumerate(filed.value.approvals)
        if each.system == about.id
    ]
    if not found:
        message = f"{about.label} is in operation without an approval of its use"
        at = lists[0].locate("approvals") if lists else system.at
        yield fails(message, at=at, about=about, key="approval")
        return
    filed, index, last = max(found, key=lambda row: row[2].on or date.min)
    defects = (
        *_outdated(filed, index, last, system, today),
        *_approver(filed, index, last, roster, roles, today),
    )
    message = f"the use of {about.label} {last.version or ''} was approved by {last.by}"
    yield from judged(about, defects, otherwise=message, at=filed.locate("approvals", index))


def _outdated(
    filed: Filed[UseApprovals], index: int, last: UseApproval, system: System, today: date
) -> Iterator[Defect]:
    label, at = system.subject.label, filed.locate("approvals", index)
    fix = "Approve the use of this version, or stop it."
    if last.on is None:
        yield Defect(f"the approval of {label} has no day", at, "day", "State the day.")
    elif last.on > today:
        message = f"the use of {label} is said to be approved on {last.on}, a day ahead"
        yield Defect(message, filed.locate("approvals", index, "on"), "day", fix)
    if last.withdrawn and last.withdrawn <= today:
        message = f"the approval of {label} was withdrawn on {last.withdrawn}"
        yield Defect(message, filed.locate("approvals", index, "withdrawn"), "withdrawn", fix)
    if last.until and last.until < today:
        message = f"the approval of {label} held until {last.until}"
        yield Defect(message, filed.locate("approvals", index, "until"), "until", fix)
    if system.version and not (last.version and covers(last.version, system.version)):
        stated = last.version or "no version"
        message = f"{stated} of {label} is approved, {system.version} is in operation"
        yield Defect(message, filed.locate("approvals", index, "version"), "version", fix)
    if not said(last.scope, words=_LEAST_WORDS):
        message = f"the approval of {label} does not say for which use"
        yield Defect(message, filed.locate("approvals", index, "scope"), "scope", "State `scope`.")


def _approver(
    filed: Filed[UseApprovals],
    index: int,
    last: UseApproval,
    roster: Roster,
    roles: set[str],
    today: date,
) -> Iterator[Defect]:
    at = filed.locate("approvals", index, "by")
    if problem := roster.problem(last.by, today):
        who = last.by or "whoever approved"
        yield Defect(f"{who} {problem}", at, "by", "Name who approved, by id.")
        return
    person = roster.find(last.by)
    if person and roles and not roles & {fold(role) for role in person.roles}:
        held = ", ".join(person.roles) or "no role"
        message = f"{person.id} ({held}) approved the use, which the process gives to other roles"
        yield Defect(message, at, "role", "Have it approved in a role that the process names.")
