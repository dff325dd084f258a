"""Risk assessment, row by row: whether each risk adds up, and whether any kind was left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..declarations.risk_terms import RiskCategory, stages_of
from ..evidence.text import fold
from ..governance.people import Roster
from ..governance.risk_criteria import RiskCriteria
from ..governance.risk_registers import Assessed, FiledRisk, RiskRegisters
from ..governance.wording import echoes, said
from ..model import (
    ERROR,
    NOTE,
    WARNING,
    Cause,
    Clock,
    Finding,
    Location,
    Profile,
    by_tier,
    check,
    does_not_apply,
    unassessed,
)
from ..portfolio import Declared, Models, System, Systems
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations.records.risk import NoRisk, ResidualRisk, Risk

NO_ASSESSMENT = "there is no risk assessment of the system to look at"


def assessed_systems(
    systems: Systems, registers: RiskRegisters
) -> Iterator[tuple[System, Assessed | None]]:
    """Each system with its risks; ``None`` where there is nothing to look at."""
    for system in systems:
        assessed = registers.of(system.subject.id)
        yield system, None if system.is_retired or not assessed.risks else assessed


@check(
    "Risk rows are complete and arithmetic is right",
    clauses=["6.1.2", "8.2"],
    severity=by_tier(minimal=WARNING, limited=ERROR, high=ERROR),
    profile=Profile.STANDARD,
)
def inconsistent_risk(
    systems: Systems,
    registers: RiskRegisters,
    criteria: RiskCriteria,
    roster: Roster,
    clock: Clock,
) -> Iterator[Finding]:
    """Find risks that are incomplete, or whose level is not the one that the matrix gives.

    Each risk says where it arises, whom it would affect, how severe and how likely it is before
    and after treatment, who owns it, what is done, how far that is and when it was last looked at.
    The levels are computed again from the risk criteria. What is left after treatment is no higher
    than what was there before, unless it says why. The owner is somebody in the register of people.

    ## Why it matters
    Decisions are taken by the level. One that was typed and not computed, or computed before
    somebody changed the matrix, lets a risk run that nobody would accept if they saw it.

    ## How to conform
    Fill in the field named, or correct the level to what the matrix gives.
    """
    for system, assessed in assessed_systems(systems, registers):
        if assessed is None:
            yield does_not_apply(NO_ASSESSMENT, about=system.subject)
            continue
        defects = [
            defect
            for risk in assessed.risks
            for defect in (
                *_incomplete(risk, roster, clock),
                *_miscounted(risk, criteria),
            )
        ]
        if not defects and criteria.filed is None:
            message = "there are no risk criteria to compute the levels by"
            yield unassessed(
                message,
                cause=Cause.UNAVAILABLE,
                at=assessed.registers[0].location,
                about=system.subject,
                key="criteria",
                fix="Write down the risk criteria: kind: risk-criteria.",
            )
            continue
        yield from judged(
            system.subject,
            defects,
            otherwise=f"{system.subject.label}: the levels of {len(assessed.risks)} risks are "
            "those of the matrix",
            at=assessed.registers[0].locate("risks"),
        )


def _incomplete(risk: FiledRisk, roster: Roster, clock: Clock) -> Iterator[Defect]:
    stated = risk.stated
    absent = {
        "stage": stated.stage is None,
        "category": stated.category is None,
        "source": not said(stated.source),
        "description": not said(stated.description, words=4),
        "affected": not any(said(each) for each in stated.affected),
        "owner": stated.owner is None,
        "treatment": stated.treatment is None or stated.treatment.option is None,
        "status": stated.status is None,
        "reviewed": stated.reviewed is None,
        **_unmeasured(stated, ""),
        **_unmeasured(stated.residual, "residual "),
    }
    if empty := [name for name, is_absent in absent.items() if is_absent]:
        message = f"{risk.id}: {', '.join(empty)} {'is' if len(empty) == 1 else 'are'} empty"
        yield Defect(message, risk.at(), f"{risk.id}:incomplete")
    if stated.owner and (problem := roster.problem(stated.owner, clock.today)):
        message = f"{risk.id}: the owner {stated.owner} {problem}"
        yield Defect(message, risk.at("owner"), f"{risk.id}:owner", "Name somebody who is there.")
    if stated.reviewed and stated.reviewed > clock.today:
        message = f"{risk.id}: was looked at on {stated.reviewed}, which lies ahead"
        fix = "Give the day on which the risk was last looked at."
        yield Defect(message, risk.at("reviewed"), f"{risk.id}:reviewed", fix)


def _unmeasured(stated: Risk | ResidualRisk | None, prefix: str) -> dict[str, bool]:
    names = ("severity", "likelihood", "level")
    return {f"{prefix}{name}": stated is None or getattr(stated, name) is None for name in names}


def _miscounted(risk: FiledRisk, criteria: RiskCriteria) -> Iterator[Defect]:
    if criteria.filed is None:
        return
    stated, residual = risk.stated, risk.stated.residual
    known = {*RiskCategory, *criteria.categories}
    if stated.category and stated.category not in known:
        message = f"{risk.id}: {stated.category!r} is no category of risk"
        fix = f"Use one of {', '.join(known & set(RiskCategory) or RiskCategory)}, or one of your "
        fix += "own that the risk criteria list."
        yield Defect(message, risk.at("category"), f"{risk.id}:category", fix)
    yield from _level(risk, stated, (), criteria)
    if residual is not None:
        yield from _level(risk, residual, ("residual",), criteria)
        yield from _risen(risk, residual, criteria)


def _level(
    risk: FiledRisk, stated: Risk | ResidualRisk, keys: tuple[str, ...], criteria: RiskCriteria
) -> Iterator[Defect]:
    """What is off the scale, or not what the matrix gives."""
    what = " ".join((*keys, ""))
    off = False
    for name, scale in (
        ("severity", criteria.severity),
        ("likelihood", criteria.likelihood),
        ("level", criteria.levels),
    ):
        value = getattr(stated, name)
        if value is not None and value not in scale:
            off = True
            message = f"{risk.id}: {what}{name} {value!r} is not on the scale"
            fix = f"Use one of {', '.join(scale)}." if scale else None
            yield Defect(message, risk.at(*keys, name), f"{risk.id}:{what}{name}", fix)
    computed = criteria.level(stated.severity, stated.likelihood)
    if not off and computed and stated.level and stated.level != computed:
        message = (
            f"{risk.id}: {what}level {stated.level} but the matrix gives {computed} for "
            f"{stated.severity} x {stated.likelihood}"
        )
        fix = f"Correct the level to {computed}, or the severity and likelihood if they are wrong."
        yield Defect(message, risk.at(*keys, "level"), f"{risk.id}:{what}level", fix)


def _risen(risk: FiledRisk, residual: ResidualRisk, criteria: RiskCriteria) -> Iterator[Defect]:
    before = criteria.rank(criteria.level(risk.stated.severity, risk.stated.likelihood))
    after = criteria.rank(criteria.level(residual.severity, residual.likelihood))
    if before is None or after is None or after <= before or said(residual.reason, words=3):
        return
    message = (
        f"{risk.id}: the residual level {criteria.levels[after]} is above "
        f"{criteria.levels[before]}, the level before treatment, without a reason"
    )
    fix = "Correct the residual risk, or give the reason under residual: reason."
    yield Defect(message, risk.at("residual"), f"{risk.id}:risen", fix)


@check(
    "Risk categories are all considered",
    clauses=["6.1.2"],
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
    profile=Profile.STANDARD,
)
def unconsidered_risk_category(
    systems: Systems,
    registers: RiskRegisters,
    criteria: RiskCriteria,
    models: Models,
    declared: Declared,
) -> Iterator[Finding]:
    """Find kinds of risk, and stages of the life cycle, that an assessment passes over in silence.

    For each category, and for each stage that the role of the organisation covers, the risk
    register has a risk or says under `not_applicable` why none can arise. Such a reason is its own:
    one text for several categories is a reason for none. It does not speak against the facts, so
    third-party risks are not ruled out while models or suppliers from outside are in use.

    ## Why it matters
    The risk that does the harm is seldom on the list. Going through the same categories each time
    is how a group that thinks of accuracy comes to think of misuse.

    ## How to conform
    Assess the category or stage, or state under `not_applicable` why no such risk can arise here.
    """
    personal = {
        entry.value.id
        for entry in declared.manifest.systems
        if entry.value.personal_data and entry.value.personal_data.processed
    }
    outside = {model.subject.id for model in models.third_party}
    for system, assessed in assessed_systems(systems, registers):
        if assessed is None:
            yield does_not_apply(NO_ASSESSMENT, about=system.subject)
            continue
        facts = {
            RiskCategory.PRIVACY: "the manifest says that it processes personal data"
            if system.subject.id in personal
            else "",
            RiskCategory.THIRD_PARTY: "it depends on models or suppliers from outside"
            if system.suppliers or system.models & outside
            else "",
        }
        yield from judged(
            system.subject,
            [
                *_silent(system, assessed, criteria),
                *_ruled_out(system, assessed, {key: fact for key, fact in facts.items() if fact}),
            ],
            otherwise=f"{system.subject.label}: every category and stage is assessed or ruled out "
            "with a reason",
            at=assessed.registers[0].locate("risks"),
        )


def _reasons(assessed: Assessed) -> Iterator[tuple[str, NoRisk, Location]]:
    """What is said to hold no risk: the category or stage, what is said, and where."""
    for filed in assessed.registers:
        for index, stated in enumerate(filed.value.not_applicable):
            at = filed.locate("not_applicable", index)
            if stated.category:
                yield stated.category, stated, at
            if stated.stage:
                yield stated.stage.value, stated, at


def _silent(system: System, assessed: Assessed, criteria: RiskCriteria) -> Iterator[Defect]:
    told = [risk.stated for risk in assessed.risks if said(risk.stated.description, words=3)]
    named = {name for name, _, _ in _reasons(assessed)}
    categories = {*(risk.category for risk in told), *named}
    stages = {*(risk.stage for risk in told), *named}
    at = assessed.registers[0].locate("risks")
    for category in (*RiskCategory, *criteria.categories):
        if category not in categories:
            message = (
                f"{system.subject.label}: category {category} neither assessed nor reasoned out"
            )
            yield Defect(message, at, f"category:{category}")
    for stage in stages_of(system.subject.roles):
        if stage not in stages:
            message = f"{system.subject.label}: no risk of stage {stage}, and no reason why not"
            yield Defect(message, at, f"stage:{stage}")


def _ruled_out(
    system: System, assessed: Assessed, facts: dict[RiskCategory, str]
) -> Iterator[Defect]:
    """Reasons that are none, or that speak against what is known."""
    label = system.subject.label
    first: dict[str, str] = {}
    for name, stated, at in _reasons(assessed):
        holders = [risk.id for risk in assessed.risks if name in _kinds_of(risk)]
        reason = stated.reason or ""
        problem = ""
        if not said(reason, words=4) or echoes(reason, f"{name} risk not applicable none"):
            problem = "is said to hold no risk, without a reason"
        elif (same := first.setdefault(fold(reason), name)) != name:
            problem = f"is ruled out with the same words as {same}"
        elif holders:
            problem = f"is said to hold no risk, but {holders[0]} is one"
        elif fact := facts.get(RiskCategory(name)) if name in set(RiskCategory) else None:
            problem = f"is said to hold no risk, but {fact}"
        if problem:
            yield Defect(f"{label}: {name} {problem}", at, f"ruled-out:{name}")


def _kinds_of(risk: FiledRisk) -> Iterable[str]:
    return {risk.stated.category or "", risk.stated.stage or ""}
