"""The documents themselves: whether their links lead somewhere, and who keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from ..declarations.records import Filed
from ..declarations.records.control_terms import DocumentStatus
from ..evidence import Document, DocumentKind, Documents
from ..governance.files import Governance
from ..governance.leftovers import open_lines, open_values, repeated
from ..governance.links import Whereabouts, links_of
from ..governance.organisation import Organisation
from ..governance.people import Roster
from ..governance.references import References, Stated
from ..governance.wording import is_open
from ..model import (
    NOTE,
    WARNING,
    Clock,
    Finding,
    Location,
    Profile,
    Subject,
    SubjectKind,
    by_tier,
    check,
    conforms,
    fails,
)
from ..repository import Snapshot
from ..repository.scope import Scope
from .judging import Defect, judged

_LIMIT = 1 << 20  # bytes
_MOST_LINKS = 50
_MARKDOWN = (".md", ".markdown")


@check(
    "Links, anchors and placeholders",
    clauses=["7.5.2"],
    severity=WARNING,
    profile=Profile.STARTER,
)
def broken_governance_link(
    governance: Governance,
    documents: Documents,
    references: References,
    whereabouts: Whereabouts,
    organisation: Organisation,
    snapshot: Snapshot,
    clock: Clock,
) -> Iterator[Finding]:
    """Find links that lead nowhere and places left open in governance documents.

    Looked at are the documents that say what they are (`kind: …`) and those recognised by their
    text, such as model cards and datasheets. Relative links, paths and anchors must lead to
    something in the repository; ids of people, systems, risks and the like to something declared;
    no id may be given twice. Nothing may wait to be filled in (`OPEN:`, `TBD`, a slot of a
    template, `example.com`), nothing that has happened may be dated ahead, and one sentence must
    not stand in for several answers. A file that holds nothing where documents lie is none.

    ## Why it matters
    A document is evidence as far as others can follow it. A link to a file that was moved, or an
    approval dated next year, makes a reader doubt the rest.

    ## How to conform
    Correct the link, id or date at the line named, or write what is still open.
    """
    if organisation.subject is None:
        return
    declared = {filed.path: filed for filed in governance}
    yield from _blank(organisation.subject, governance)
    unresolved = _unresolved(references, whereabouts, clock.today)
    for path in sorted({*declared, *_recognised(documents)}):
        data = snapshot.get(path, _LIMIT) if path.endswith(_MARKDOWN) else None
        text = data.decode("utf-8", "replace") if data is not None else ""
        filed = declared.get(path)
        found = [
            *_dead_links(path, text, whereabouts),
            *_left_open(path, text, filed),
            *(_repeated(filed) if filed else ()),
            *unresolved.get(path, ()),
        ]
        yield from judged(
            _document(organisation.subject, path, filed),
            found,
            otherwise=f"{path}: every link leads somewhere and nothing is left open",
            at=Location(path),
        )


def _blank(organisation: Subject, governance: Governance) -> Iterator[Finding]:
    for path in governance.loaded.blank:
        yield fails(
            f"{path} is empty: it holds the place of a document and says nothing",
            at=Location(path),
            about=_document(organisation, path, None),
            key="blank",
            fix="Write it (`aims-gate init --governance` begins one), or remove the file.",
        )


def _document(organisation: Subject, path: str, filed: Filed[Any] | None) -> Subject:
    """A document as a subject: known by its id, so that it may be moved; else by its path."""
    id_ = (filed.value.id if filed else None) or path
    return replace(organisation, kind=SubjectKind.DOCUMENT, id=id_, name=path)


def _recognised(documents: Documents) -> Iterator[str]:
    for document in documents:
        if document.scope is Scope.PRODUCT and document.readable:
            yield document.path


def _dead_links(path: str, text: str, whereabouts: Whereabouts) -> Iterator[Defect]:
    seen: set[str] = set()
    for link in links_of(text):
        if link.target in seen or len(seen) >= _MOST_LINKS:
            continue
        if problem := whereabouts.problem_of_link(path, text, link.target):
            seen.add(link.target)
            message = f"the link to {link.target} {problem}"
            yield Defect(message, Location(path, link.line), f"link:{link.target}")


def _left_open(path: str, text: str, filed: Filed[Any] | None) -> Iterator[Defect]:
    values = open_values(filed) if filed else []
    if values:
        names = ", ".join(value.name for value in values[:5])
        more = f" and {len(values) - 5} more" if len(values) > 5 else ""
        places = tuple(value.at for value in values[1:])
        yield Defect(f"still open: {names}{more}", values[0].at, "open:values", places=places)
    head = text.count("\n", 0, text.find("\n---", 3) + 1) + 1 if filed and text else 0
    if lines := list(open_lines(text, after=head)):
        number, mark = lines[0]
        places = tuple(Location(path, line) for line, _ in lines[1:20])
        rest = len(lines) - 1
        more = f", and {rest} more {'line' if rest == 1 else 'lines'}" if rest else ""
        message = f"still to be filled in: {mark}{more}"
        yield Defect(message, Location(path, number), "open:lines", places=places)


def _repeated(filed: Filed[Any]) -> Iterator[Defect]:
    for group in repeated(filed):
        first, *others = group
        message = f"one sentence stands in {len(group)} places, from {first.name} on"
        places = tuple(value.at for value in others)
        yield Defect(message, first.at, f"repeated:{first.name}", places=places)


def _unresolved(
    references: References, whereabouts: Whereabouts, today: date
) -> dict[str, list[Defect]]:
    """What is wrong with references, ids and days, by document."""
    found: dict[str, list[Defect]] = {}

    def note(stated: Stated, defect: Defect | None) -> None:
        if defect:
            found.setdefault(stated.filed.path, []).append(defect)

    for dangling in references.dangling():
        message = f"{_named(dangling.stated)}: there is no {dangling.kind} {dangling.id!r}"
        key = f"id:{dangling.kind}:{dangling.id}"
        note(dangling.stated, Defect(message, dangling.stated.at, key))
    for stated in references.twice:
        message = f"the id {str(stated.value)!r} is given twice"
        note(stated, Defect(message, stated.at, f"twice:{stated.value}"))
    for stated in references.places():
        note(stated, _dead_place(stated, whereabouts))
    for stated in references.ahead(today):
        message = f"{_named(stated)} has happened, they say, but {stated.value} lies ahead"
        note(stated, Defect(message, stated.at, f"ahead:{_named(stated)}"))
    return found


def _dead_place(stated: Stated, whereabouts: Whereabouts) -> Defect | None:
    target = str(stated.value)
    resolved = stated.filed.resolve(target)
    problem = whereabouts.problem_of_place(resolved, target.partition("#")[2])
    if problem is None:
        return None
    return Defect(f"{_named(stated)}: {target} {problem}", stated.at, f"place:{target}")


def _named(stated: Stated) -> str:
    return next((str(key) for key in reversed(stated.keys) if isinstance(key, str)), "value")


_CONTROLLED = (
    DocumentKind.AI_POLICY,
    DocumentKind.IMPACT_ASSESSMENT,
    DocumentKind.RISK_REGISTER,
    DocumentKind.HUMAN_OVERSIGHT,
    DocumentKind.INCIDENT_PLAN,
    DocumentKind.MONITORING_PLAN,
)
_HEAD = {
    "id": "its id",
    "title": "its title",
    "version": "its version",
    "status": "its status",
    "owner": "its owner",
    "approver": "who approved it",
    "approved": "when it was approved",
    "next_review": "when it is looked at again",
}
_OF_APPROVED = ("approver", "approved", "next_review")


@check(
    "Document control data",
    clauses=["7.5.2", "7.5.3"],
    evidences=["7.5.2"],
    severity=by_tier(minimal=NOTE, limited=NOTE, high=WARNING),
    profile=Profile.STANDARD,
)
def missing_document_control(
    governance: Governance,
    documents: Documents,
    references: References,
    roster: Roster,
    organisation: Organisation,
    clock: Clock,
) -> Iterator[Finding]:
    """Find governance documents that do not say who keeps them and until when they hold.

    Each says in its head its id, title, version, status and owner; one that is approved also who
    approved it, when, and when it is looked at again. Nobody approves what they wrote. A register
    of documents, if there is one, lists each with the version in force.

    ## Why it matters
    Of two versions of a policy somebody has to know which one holds, and whom to ask. A document
    that nobody owns is out of date before long.

    ## How to conform
    Write the head of the document: id, title, version, status, owner, approver, approved and
    next_review.

    In Markdown it is the front matter; in YAML the first keys of the file.
    """
    if organisation.subject is None:
        return
    filed = {each.path: each for each in governance}
    for document in documents.of(*_CONTROLLED):
        if document.scope is Scope.PRODUCT and document.path not in filed:
            yield _without_head(document, organisation.subject)
    registered = _registered(governance)
    for path, each in filed.items():
        defects = [
            *_absent(each),
            *_approval(each, roster, clock.today),
            *_register(each, registered),
        ]
        yield from judged(
            _document(organisation.subject, path, each),
            defects,
            otherwise=f"{path} says who keeps it and until when it holds",
            at=Location(path),
        )
    if not filed and not documents.of(*_CONTROLLED):
        message = "no governance document is under control: there is none with a head"
        yield fails(message, at=organisation.at, about=organisation.subject, key="none")
    yield from _listed_in_vain(governance, references, organisation.subject)


def _without_head(document: Document, organisation: Subject) -> Finding:
    return fails(
        f"{document.path} has no head that says its id, version, owner and approval",
        at=document.at,
        about=_document(organisation, document.path, None),
        key="head",
    )


def _absent(filed: Filed[Any]) -> Iterator[Defect]:
    head, approved = filed.value, filed.value.status is DocumentStatus.APPROVED
    wanted = [name for name in _HEAD if approved or name not in _OF_APPROVED]
    lacking = [name for name in wanted if _is_unsaid(getattr(head, name))]
    if lacking:
        words = ", ".join(_HEAD[name] for name in lacking)
        yield Defect(f"{filed.path} does not say {words}", filed.location, "head")


def _is_unsaid(value: object) -> bool:
    return value is None or (isinstance(value, str) and is_open(value))


def _approval(filed: Filed[Any], roster: Roster, today: date) -> Iterator[Defect]:
    head = filed.value
    if head.status is DocumentStatus.DRAFT:
        message = f"{filed.path} is only a draft"
        yield Defect(message, filed.locate("status"), "draft", "Have it approved.")
    if head.approver and head.approver == head.author:
        message = f"{head.approver} approved what they wrote"
        yield Defect(message, filed.locate("approver"), "approver", "Have another person approve.")
    if head.owner and (problem := roster.problem(head.owner, today)):
        yield Defect(f"the owner {head.owner} {problem}", filed.locate("owner"), "owner")
    if head.approved and head.approved > today:
        message = f"the approval of {head.approved} lies ahead"
        yield Defect(message, filed.locate("approved"), "approved")
    in_use = head.status is not DocumentStatus.RETIRED
    if in_use and head.next_review and head.next_review < today:
        message = f"the review of {filed.path} is overdue since {head.next_review}"
        fix = "Review it, and write the day of the next review."
        yield Defect(message, filed.locate("next_review"), "next-review", fix)


_Registered = dict[str, tuple[str | None, Location]]


def _registered(governance: Governance) -> _Registered | None:
    registers = governance.document_registers
    if not registers:
        return None
    return {
        entry.id: (entry.version, register.locate("documents", index, "version"))
        for register in registers
        for index, entry in enumerate(register.value.documents)
    }


def _register(filed: Filed[Any], registered: _Registered | None) -> Iterator[Defect]:
    head = filed.value
    if registered is None or not head.id or head.kind == "document-register":
        return
    if head.id not in registered:
        message = f"the register of documents does not list {head.id}"
        yield Defect(message, filed.locate("id"), "register")
        return
    version, at = registered[head.id]
    if version and head.version and version != head.version:
        message = f"the register says version {version}, the document {head.version}"
        yield Defect(message, filed.locate("version"), "register", places=(at,))


def _listed_in_vain(
    governance: Governance, references: References, organisation: Subject
) -> Iterator[Finding]:
    known = references.ids.get("document", {})
    for register in governance.document_registers:
        about = _document(organisation, register.path, register)
        for index, entry in enumerate(register.value.documents):
            if entry.id not in known:
                yield fails(
                    f"{entry.id} is registered, but no document has this id",
                    at=register.locate("documents", index, "id"),
                    about=about,
                    key=f"listed:{entry.id}",
                )
            else:
                at = register.locate("documents", index)
                yield conforms(f"{entry.id} is registered", at=at, about=about, key=entry.id)
