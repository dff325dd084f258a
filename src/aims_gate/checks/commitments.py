"""What customers were promised and told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ..declarations import Activity
from ..declarations.records import Filed
from ..evidence.text import fold
from ..governance.files import Governance
from ..governance.links import Whereabouts
from ..governance.references import References
from ..governance.versions import covers
from ..governance.wording import is_marked_open, said
from ..model import (
    NOTE,
    WARNING,
    Finding,
    Location,
    Profile,
    by_tier,
    check,
    does_not_apply,
    fails,
)
from ..portfolio import System, Systems
from .documentation import MAKERS
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations.records.information import CustomerCommitments, InformationPack

    Commitments = Filed[CustomerCommitments]

_LEAST_WORDS = 4
_TO_CUSTOMERS = frozenset({Activity.OFFERS_TO_CUSTOMERS, Activity.SUPPLIES_COMPONENTS})


@check(
    "Customer needs and information",
    controls=["A.10.4"],
    clauses=["4.2", "8.1"],
    evidences=["A.10.4"],
    severity=by_tier(minimal=NOTE, limited=NOTE, high=WARNING),
    roles=MAKERS,
    profile=Profile.CERTIFICATION,
)
def untraced_customer_commitment(
    systems: Systems, governance: Governance, references: References, whereabouts: Whereabouts
) -> Iterator[Finding]:
    """Find promises to customers that nothing keeps, and information that lags behind the release.

    The list of commitments (`kind: commitments-to-customers`) says what was promised to whom. Each
    promise that stands names the requirement that sees to it, or the document that keeps it, which
    must exist. For each system there is a pack of information about the version that `aims.yaml`
    declares, an address at which customers answer, and a place where known issues are stated.

    A system that is neither offered to customers nor supplied as a component needs no list; one
    that exists is judged all the same, since bank customers, patients and the like are promised
    things as well.

    ## Why it matters
    A promise that no requirement carries is kept by chance. Customers who read about another
    version than they have decide on what is no longer so.

    ## How to conform
    Trace each commitment to a requirement or document, or withdraw it.

    `aims-gate init --governance` writes a list to fill in.
    """
    lists = governance.customer_commitments
    known = references.ids.get("requirement", {})
    for system in systems:
        about = system.subject
        if system.is_retired or (not lists and not system.activities & _TO_CUSTOMERS):
            message = f"{about.label} is in no customer's hands"
            if system.declared and system.activities:
                yield does_not_apply(message, about=about)
            continue
        if not lists:
            message = f"{about.label}: {governance.absent('commitments-to-customers')}"
            yield fails(message, at=system.at, about=about, key="list")
            continue
        defects = (
            *(defect for each in lists for defect in _promises(each, system, known, whereabouts)),
            *_pack(lists, system, whereabouts),
            *_answers(lists, whereabouts),
        )
        message = f"{lists[0].path} traces what customers of {about.label} were promised"
        yield from judged(about, defects, otherwise=message, at=lists[0].location)


def _promises(
    each: Commitments, system: System, known: Mapping[str, Location], whereabouts: Whereabouts
) -> Iterator[Defect]:
    standing = 0
    says: dict[str, str] = {}
    for index, promise in enumerate(each.value.commitments):
        if promise.withdrawn or (promise.systems and system.subject.id not in promise.systems):
            continue
        standing += 1
        at = each.locate("commitments", index)
        if not said(promise.says, words=_LEAST_WORDS) or not said(promise.to):
            message = f"{promise.id} does not say what was promised to whom"
            yield Defect(message, at, f"{promise.id}:says", "State `to` and `says`.")
        if (
            promise.says
            and (other := says.setdefault(fold(promise.says), promise.id)) != promise.id
        ):
            message = f"{promise.id} is worded as {other} is"
            yield Defect(message, at, f"{promise.id}:same", "Say what this one promises.")
        yield from _traced(each, index, known, whereabouts)
    if not standing:
        message = f"{each.path} lists no commitment about {system.subject.label}"
        fix = "List what customers were promised: availability, human review, answers, …"
        yield Defect(message, each.locate("commitments"), "none", fix)


def _traced(
    each: Commitments, index: int, known: Mapping[str, Location], whereabouts: Whereabouts
) -> Iterator[Defect]:
    promise = each.value.commitments[index]
    if promise.requirement is None and promise.document is None:
        message = f"{promise.id} is traced to no requirement and no document"
        yield Defect(message, each.locate("commitments", index), f"{promise.id}:trace")
    if promise.requirement and promise.requirement not in known:
        at = each.locate("commitments", index, "requirement")
        message = f"{promise.id} is traced to {promise.requirement}, which is no requirement"
        yield Defect(message, at, f"{promise.id}:requirement", "Name a requirement that exists.")
    if promise.document:
        at = each.locate("commitments", index, "document")
        if problem := _lost(each, promise.document, whereabouts):
            message = f"{promise.id} is traced to {promise.document}, which {problem}"
            yield Defect(message, at, f"{promise.id}:document", "Name a document that exists.")


def _pack(
    lists: tuple[Commitments, ...], system: System, whereabouts: Whereabouts
) -> Iterator[Defect]:
    packs = [
        (each, index, pack)
        for each in lists
        for index, pack in enumerate(each.value.packs)
        if pack.system == system.subject.id
    ]
    if not packs:
        message = f"customers get no information about {system.subject.label}"
        fix = "List under `packs` what they get, for which version."
        yield Defect(message, lists[0].locate("packs"), "pack", fix)
    for each, index, pack in packs:
        yield from _of_release(each, index, pack, system)
        at = each.locate("packs", index, "document")
        if pack.document is None:
            yield Defect("the pack of information is nowhere", at, "pack:document")
        elif problem := _lost(each, pack.document, whereabouts):
            message = f"the pack of information {pack.document} {problem}"
            yield Defect(message, at, "pack:document", "Correct the path of the pack.")


def _of_release(
    each: Commitments, index: int, pack: InformationPack, system: System
) -> Iterator[Defect]:
    at = each.locate("packs", index, "version")
    if pack.version is None:
        fix = "State the version of the system that the pack describes."
        yield Defect("the pack of information states no version", at, "pack:version", fix)
    elif system.version and not covers(pack.version, system.version):
        message = f"the pack is about {pack.version}, aims.yaml declares {system.version}"
        yield Defect(message, at, "pack:version", f"Bring the pack up to {system.version}.")


def _answers(lists: tuple[Commitments, ...], whereabouts: Whereabouts) -> Iterator[Defect]:
    first = lists[0]
    routes = [each.value.feedback for each in lists if said(each.value.feedback)]
    if not any(route and not is_marked_open(route) for route in routes):
        fix = "State under `feedback` the address at which customers answer."
        yield Defect("customers have no way to answer", first.locate("feedback"), "feedback", fix)
    issues = [each for each in lists if each.value.known_issues]
    if not issues:
        fix = "Name under `known_issues` where customers read what is known to be wrong."
        message = "customers are not told where known issues stand"
        yield Defect(message, first.locate("known_issues"), "issues", fix)
    for each in issues:
        place = each.value.known_issues
        if place and (problem := _lost(each, place, whereabouts)):
            message = f"known issues are to stand in {place}, which {problem}"
            yield Defect(message, each.locate("known_issues"), "issues", "Correct the path.")


def _lost(each: Commitments, place: str, whereabouts: Whereabouts) -> str | None:
    path, _, anchor = place.partition("#")
    return whereabouts.problem_of_place(each.resolve(path), anchor)
