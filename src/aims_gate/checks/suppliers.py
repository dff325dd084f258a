"""Suppliers, and who answers for what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..evidence.text import fold
from ..governance.links import Whereabouts
from ..governance.people import Roster
from ..governance.suppliers import KnownSupplier, Record, Supplied
from ..governance.wording import said
from ..model import ERROR, WARNING, Clock, Finding, Location, by_tier, check, fails
from ..portfolio import Playbooks
from .judging import Defect, judged

_LEAST_WORDS = 4


@check(
    "Third-party AI in code has an assessed supplier",
    controls=["A.10.3"],
    clauses=["8.1"],
    evidences=["A.10.3"],
    severity=by_tier(minimal=WARNING, limited=ERROR, high=ERROR),
)
def unassessed_supplier(
    supplied: Supplied,
    playbooks: Playbooks,
    roster: Roster,
    whereabouts: Whereabouts,
    clock: Clock,
) -> Iterator[Finding]:
    """Find models, datasets and services from outside whose supplier nobody has assessed.

    Judged is everything from outside that is declared or that product code uses: models and
    datasets of hubs, hosted models, services whose client is used. Each belongs to a supplier of
    `aims.yaml`: the `supplier` that the model or dataset names; else one that lists its hub id, its
    name, the hub's organisation or the service under `supplies`; else one whose `id` or `name` is
    that organisation or service.

    The register of suppliers (`kind: suppliers`) holds for each supplier the day, the assessor and
    the result of the assessment, for which tiers it holds, what the supplier may do with data, who
    is responsible for what, whom to reach and what happens without it. The result must allow the
    use for systems of this tier or a higher one, and be no older than the playbook says.

    ## Why it matters
    Who builds on a model takes over what its maker did with data, licences and safety, and depends
    on its staying there. Unless somebody has looked, nobody knows what that is.

    ## How to conform
    Assess the supplier and record the assessment in the register of suppliers.

    `aims-gate init --governance` writes a register to fill in; `aims-gate inventory` lists what
    comes from outside.
    """
    for thing in supplied.strays:
        message = f"{thing.at.path}:{thing.at.line} uses {thing.label} of no known supplier"
        fix = "Declare its supplier in aims.yaml (`suppliers:`, with `supplies:`), and assess it."
        yield fails(
            message, at=thing.at, about=thing.subject, key="supplier", fix=fix, places=thing.places
        )
    for supplier in supplied.suppliers:
        yield from _judged(supplier, playbooks, roster, whereabouts, clock.today)


def _judged(
    supplier: KnownSupplier,
    playbooks: Playbooks,
    roster: Roster,
    whereabouts: Whereabouts,
    today: date,
) -> Iterator[Finding]:
    label, record = supplier.subject.label, supplier.record
    if record is None:
        uses = [place for each in supplier.supplied for place in (each.at, *each.places)]
        at = uses[0] if uses else supplier.at
        what = f"{at.path}:{at.line} uses {label}" if uses else f"a system depends on {label}"
        message = f"{what}, which has no record in the register of suppliers"
        yield fails(message, at=at, about=supplier.subject, key="record", places=uses[1:])
        return
    defects = (
        *_outcome(supplier, record),
        *_dates(supplier, record, playbooks, today),
        *_assessor(record, roster, today),
        *_contents(label, record, whereabouts),
    )
    value = record.value
    message = f"{label} was assessed on {value.assessed}: {value.result}"
    yield from judged(supplier.subject, defects, otherwise=message, at=record.at())


def _outcome(supplier: KnownSupplier, record: Record) -> Iterator[Defect]:
    label, tier, value = supplier.subject.label, supplier.subject.tier, record.value
    if value.result is None:
        yield Defect(f"the assessment of {label} has no result", record.at(), "result")
        return
    if not value.result.allows:
        fix = "Stop using what it supplies, or have it assessed again."
        yield Defect(f"{label} was rejected and is in use", record.at("result"), "result", fix)
        return
    if not any(each.rank >= tier.rank for each in value.tiers):
        held = ", ".join(value.tiers) or "none"
        message = f"{label} is approved for tiers: {held}; it is used at tier {tier}"
        yield Defect(message, record.at("tiers"), "tiers", f"Assess {label} for tier {tier}.")
    if value.result.is_conditional and not any(said(each) for each in value.conditions):
        message = f"{label} is approved with conditions, of which none is stated"
        yield Defect(message, record.at("conditions"), "conditions", "State the conditions.")


def _dates(
    supplier: KnownSupplier, record: Record, playbooks: Playbooks, today: date
) -> Iterator[Defect]:
    label, day, tier = supplier.subject.label, record.value.assessed, supplier.subject.tier
    if day is None:
        yield Defect(f"the assessment of {label} has no day", record.at("assessed"), "assessed")
        return
    if day > today:
        message = f"{label} is said to have been assessed on {day}, which lies ahead"
        yield Defect(message, record.at("assessed"), "assessed")
        return
    allowed = playbooks.of(tier).maximum_age.supplier_assessment
    if allowed and (last := allowed.after(day)) < today:
        message = f"{label} was assessed on {day}; for tier {tier} that held until {last}"
        yield Defect(message, record.at("assessed"), "assessed", f"Assess {label} again.")


def _assessor(record: Record, roster: Roster, today: date) -> Iterator[Defect]:
    problem = roster.problem(record.value.by, today)
    if problem:
        who = record.value.by or "the assessor"
        message = f"{record.value.supplier}: {who} {problem}"
        yield Defect(message, record.at("by"), "by", "Name the person who assessed, by id.")


def _contents(label: str, record: Record, whereabouts: Whereabouts) -> Iterator[Defect]:
    value = record.value
    texts = {
        "data_use": (value.data_use, "what it may do with the data it gets"),
        "responsibilities": (value.responsibilities, "who is responsible for what"),
        "exit": (value.exit, "what happens if it fails or is left"),
    }
    first: dict[str, str] = {}
    for key, (text, what) in texts.items():
        if text is None or not said(text, words=_LEAST_WORDS):
            yield _unsaid(label, record.at(key), key, what)
        elif (other := first.setdefault(fold(text), key)) != key:
            message = f"{label}: {key} repeats the text of {other}"
            yield Defect(message, record.at(key), key, f"State {what}.")
    if not said(value.contact):
        yield _unsaid(label, record.at("contact"), "contact", "whom to reach there")
    if value.record:
        path, _, anchor = value.record.partition("#")
        if problem := whereabouts.problem_of_place(record.filed.resolve(path), anchor):
            message = f"{label}: the record {value.record} {problem}"
            yield Defect(message, record.at("record"), "record", "Correct the path of the record.")


def _unsaid(label: str, at: Location, key: str, what: str) -> Defect:
    return Defect(f"{label}: the register does not say {what}", at, key, f"State {what}.")
