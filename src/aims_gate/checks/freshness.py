"""Whether evidence is still true of what it describes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from ..declarations import Duration
from ..governance.aspects import IMPACT, RISK
from ..governance.freshness import Edge, Freshness
from ..governance.impacts import ImpactAssessments
from ..governance.risk_registers import RiskRegisters
from ..model import (
    ERROR,
    NOTE,
    WARNING,
    Base,
    Clock,
    Finding,
    Location,
    NotAssessed,
    Profile,
    Subject,
    by_tier,
    check,
    unassessed,
)
from ..portfolio import (
    Dataset,
    Datasets,
    Datasheets,
    Link,
    Model,
    ModelCards,
    Models,
    Playbooks,
    Systems,
)
from .judging import Defect, judged

_SEVERITY = by_tier(minimal=NOTE, limited=WARNING, high=ERROR)


@check(
    "Risk assessment follows change",
    clauses=["8.2", "8.1"],
    severity=_SEVERITY,
    profile=Profile.CERTIFICATION,
)
def stale_risk_assessment(
    systems: Systems, registers: RiskRegisters, freshness: Freshness, clock: Clock, base: Base
) -> Iterator[Finding]:
    """Find risk assessments that are older than what they assess.

    The risks of a system depend on its purpose, tier, oversight, suppliers, models, datasets and
    prompts. When one of them changes after the register was sealed (`aims-gate seal`), or without a
    seal after the last change of the register, the assessment is stale. Comments, layout and the
    order of lists are no change.

    ## Why it matters
    A risk that was judged for another model, or with a person in charge who no longer is, was not
    judged.

    ## How to conform
    Assess the risks again, or read the register against the change and record that with
    `aims-gate seal`.
    """
    among = {filed.path for each in registers.by_system.values() for filed in each.registers}
    for system in systems:
        assessed = registers.by_system.get(system.subject.id)
        for filed in assessed.registers if assessed else ():
            names = tuple(f"system:{system.subject.id}/{name}" for name in RISK)
            edge = Edge(filed.path, filed.location, names, filed)
            yield from _judged(system.subject, edge, freshness, clock.today, base, among=among)


@check(
    "Impact assessment follows change",
    controls=["A.5.3"],
    clauses=["8.4"],
    evidences=["8.4"],
    severity=_SEVERITY,
    profile=Profile.CERTIFICATION,
)
def stale_impact_assessment(
    systems: Systems,
    assessments: ImpactAssessments,
    freshness: Freshness,
    playbooks: Playbooks,
    clock: Clock,
    base: Base,
) -> Iterator[Finding]:
    """Find impact assessments that are older than what they assess, or too old.

    The impact of a system depends on its purpose, tier, context (domain, users, regions, autonomy),
    the personal data it uses and the models it is made of. When one of them changes after the
    assessment was sealed (`aims-gate seal`), or without a seal after the last change of the
    document, it is stale. It is too old when its day is longer ago than the playbook allows.

    ## Why it matters
    Whom a system affects, and how, is not what it was once it serves others or decides more.

    ## How to conform
    Assess the impact again, or read the assessment against the change and record that with
    `aims-gate seal`.
    """
    among = {found.path for system in systems if (found := assessments.of(system))}
    for system in systems:
        found = assessments.of(system)
        if found is None:
            continue
        names = tuple(f"system:{system.subject.id}/{name}" for name in IMPACT)
        edge = Edge(found.path, found.at, names, found.filed)
        age = playbooks.of(system.subject.tier).maximum_age.impact_assessment
        day = found.filed.value.date if found.filed else None
        at = found.filed.locate("date") if found.filed else found.at
        too_old = _too_old(found.path, day, at, age, clock.today)
        yield from _judged(system.subject, edge, freshness, clock.today, base, too_old, among=among)


def _too_old(
    path: str, day: date | None, at: Location, age: Duration | None, today: date
) -> tuple[Defect, ...]:
    if day is None or age is None or age.after(day) >= today:
        return ()
    return (Defect(f"{path} is of {day}, which is longer ago than {age}", at, "age"),)


@check(
    "Evidence is not older than what it describes",
    controls=["A.6.2.7"],
    clauses=["7.5.2", "8.1"],
    severity=_SEVERITY,
    profile=Profile.STANDARD,
)
def stale_evidence(
    models: Models,
    datasets: Datasets,
    cards: ModelCards,
    sheets: Datasheets,
    freshness: Freshness,
    clock: Clock,
    base: Base,
) -> Iterator[Finding]:
    """Find model cards and datasheets that are older than the model or the data.

    A declared model is what its digest, revision or file says, and so is a dataset. When that
    changes after the last change of the document that describes it, the document is stale.

    ## Why it matters
    The figures in the card of the last model are not those of this one.

    ## How to conform
    Read the document against what changed and bring it up to date.
    """
    described = [
        *_described((model, cards.of(model)) for model in models if model.declared),
        *_described((dataset, sheets.of(dataset)) for dataset in datasets if dataset.declared),
    ]
    among = {edge.path for _, edge in described}
    for about, edge in described:
        yield from _judged(about, edge, freshness, clock.today, base, among=among)


def _described(linked: Iterable[tuple[Model | Dataset, Link]]) -> Iterator[tuple[Subject, Edge]]:
    for thing, link in linked:
        if link.document is not None and link.document.readable:
            aspect = f"{thing.subject.kind}:{thing.subject.id}"
            yield thing.subject, Edge(link.document.path, link.document.at, (aspect,))


def _judged(
    about: Subject,
    edge: Edge,
    freshness: Freshness,
    today: date,
    base: Base,
    more: tuple[Defect, ...] = (),
    *,
    among: Collection[str] = (),
) -> Iterator[Finding]:
    try:
        found = list(freshness.stale(edge, today, among=among))
    except NotAssessed as gap:
        message = f"{edge.path} has no seal, and {gap.reason}"
        fix = gap.fix or "Seal it with `aims-gate seal`, or judge a clone with its history."
        yield unassessed(
            message, cause=gap.cause, at=edge.at, about=about, key=f"edge:{edge.path}", fix=fix
        )
        return
    known = _before(edge, base, today, among) if found else frozenset()
    defects = [
        Defect(
            each.why + (" (so it was before this change)" if each.aspect in known else ""),
            each.at,
            each.aspect,
            severity=NOTE if each.aspect in known else None,
        )
        for each in found
    ]
    yield from judged(
        about,
        (*defects, *more),
        otherwise=f"{edge.path} is as old as what it describes",
        at=edge.at,
    )


def _before(edge: Edge, base: Base, today: date, among: Collection[str]) -> frozenset[str]:
    """What was stale already where the change started: not caused by it."""
    try:
        found = base.start[Freshness].stale(edge, today, among=among)
        return frozenset(each.aspect for each in found)
    except NotAssessed:
        return frozenset()
