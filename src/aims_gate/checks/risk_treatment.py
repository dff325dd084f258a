"""Risk treatment: what is done about risks, what is left of them, and who accepted that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..declarations.risk_terms import TreatmentOption
from ..governance.files import Governance
from ..governance.people import Roster
from ..governance.risk_criteria import RiskCriteria
from ..governance.risk_registers import Assessed, FiledRisk, RiskRegisters
from ..governance.versions import covers
from ..governance.wording import said
from ..model import (
    ERROR,
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
from .risk_rows import NO_ASSESSMENT, assessed_systems

if TYPE_CHECKING:
    from ..declarations.records.risk import ResidualRisk, Risk, TreatmentAction

_NO_THRESHOLD = "the risk criteria do not say which levels are acceptable"


def _without_threshold(system: System, assessed: Assessed) -> Finding:
    return unassessed(
        _NO_THRESHOLD,
        cause=Cause.UNAVAILABLE,
        at=assessed.registers[0].location,
        about=system.subject,
        key="criteria",
        fix="Write down the risk criteria: kind: risk-criteria.",
    )


@check(
    "Unacceptable risks have a live treatment plan",
    clauses=["6.1.3", "8.3"],
    evidences=["6.1.3", "8.3"],
    severity=by_tier(minimal=WARNING, limited=ERROR, high=ERROR),
    profile=Profile.STANDARD,
)
def untreated_risk(
    systems: Systems,
    registers: RiskRegisters,
    criteria: RiskCriteria,
    roster: Roster,
    clock: Clock,
) -> Iterator[Finding]:
    """Find risks above the acceptable level about which nobody does anything, or no longer.

    Such a risk has an option (reduce, avoid, share or retain). To reduce, avoid or share it takes
    actions, each with what is done, who does it and by when, and at least one control that they put
    into effect. An action that is not done by its day is overdue. A risk that is retained is
    accepted by name.

    ## Why it matters
    A list of risks changes nothing. What changes something is one person who has to be done with
    one thing by one day, and somebody who notices when the day has passed.

    ## How to conform
    Plan the treatment, give each action an owner and a day, and close or re-plan what is overdue.
    """
    for system, assessed in assessed_systems(systems, registers):
        if assessed is None:
            yield does_not_apply(NO_ASSESSMENT, about=system.subject)
            continue
        if criteria.rank(criteria.acceptable_up_to) is None:
            yield _without_threshold(system, assessed)
            continue
        above = [risk for risk in assessed.risks if _is_above(risk.stated, criteria)]
        defects = [each for risk in above for each in _untreated(risk, roster, clock.today)]
        unknown = [risk for risk in assessed.risks if _is_above(risk.stated, criteria) is None]
        if unknown and not defects:
            yield _unmeasured(system, unknown, "level")
            continue
        copied = _copied(assessed, registers)
        if copied and not defects:
            yield _of_another(system, assessed, copied)
            continue
        yield from judged(
            system.subject,
            defects,
            otherwise=f"{system.subject.label}: {len(above)} of {len(assessed.risks)} risks are "
            f"above {criteria.acceptable_up_to}, and all are treated",
            at=assessed.registers[0].locate("risks"),
        )


def _copied(assessed: Assessed, registers: RiskRegisters) -> str | None:
    """The system whose risks these are, if every register repeats those of another one."""
    others = [registers.copied.get(filed.path) for filed in assessed.registers]
    return others[0] if all(others) else None


def _of_another(system: System, assessed: Assessed, other: str) -> Finding:
    """Say that the risks treated are those of another system."""
    return unassessed(
        f"{system.subject.label}: the risks treated are word for word those of {other}, and which "
        "it has itself is not known",
        cause=Cause.UNAVAILABLE,
        at=assessed.registers[0].locate("risks"),
        about=system.subject,
        key="copied",
        fix=f"Assess {system.subject.label} itself.",
    )


def _is_above(stated: Risk | ResidualRisk | None, criteria: RiskCriteria) -> bool | None:
    """Whether a risk is above what is acceptable: by the matrix, else by what it says itself.

    ``None`` where nobody measured it.
    """
    if stated is None:
        return None
    level = criteria.level(stated.severity, stated.likelihood) or stated.level
    accepted = criteria.accepts(level)
    return None if accepted is None else not accepted


def _unmeasured(system: System, risks: Sequence[FiledRisk], what: str) -> Finding:
    """Say that of some risks nobody knows how high they are."""
    ids = ", ".join(risk.id for risk in risks)
    return unassessed(
        f"{system.subject.label}: the {what} of {ids} is not known",
        cause=Cause.UNAVAILABLE,
        at=risks[0].at(),
        about=system.subject,
        key=what,
        fix="Give severity, likelihood and level in the words of the risk criteria.",
    )


def _untreated(risk: FiledRisk, roster: Roster, today: date) -> Iterator[Defect]:
    stated = risk.stated
    treatment = stated.treatment
    name = f"{risk.id} ({stated.level})" if stated.level else risk.id
    if treatment is None or treatment.option is None:
        yield Defect(f"{name}: no treatment", risk.at("treatment"), f"{risk.id}:treatment")
        return
    if treatment.option is TreatmentOption.RETAIN:
        if stated.residual is None or stated.residual.accepted_by is None:
            message = f"{name}: is retained, and nobody accepted it"
            yield Defect(message, risk.at("treatment", "option"), f"{risk.id}:retained")
        return
    if not treatment.actions:
        message = f"{name}: is to be treated ({treatment.option}), but there is no action"
        yield Defect(message, risk.at("treatment"), f"{risk.id}:actions")
    elif not treatment.controls and not any(each.controls for each in treatment.actions):
        message = f"{name}: no control is named that treats it"
        fix = "Name the controls under treatment: controls, or under controls of an action."
        yield Defect(message, risk.at("treatment"), f"{risk.id}:controls", fix)
    for index, action in enumerate(treatment.actions):
        for field, problem in _stalled(action, roster, today):
            key = f"{risk.id}:{action.id or action.what or ''}:{field}"
            called = f"action {action.id}" if action.id else "an action"
            place = risk.at("treatment", "actions", index, field)
            yield Defect(f"{name}: {called} {problem}", place, key)


def _stalled(action: TreatmentAction, roster: Roster, today: date) -> Iterator[tuple[str, str]]:
    """Why an action does not move: the field that is wrong, and what is wrong with it."""
    if not said(action.what, words=3):
        yield "what", "does not say what is done"
    if problem := roster.problem(action.owner, today):
        yield "owner", f"has no owner: {action.owner} {problem}" if action.owner else "has no owner"
    done = action.done is not None and action.done <= today
    if action.done is not None and not done:
        yield "done", f"is said to be done on {action.done}, which lies ahead"
    if action.due is None:
        yield "due", "has no day by which it is due"
    elif not done and action.due < today:
        yield "due", f"is overdue by {(today - action.due).days} days (due {action.due})"


@check(
    "Residual risk above threshold is accepted by the right role",
    clauses=["6.1.3"],
    severity=ERROR,
    profile=Profile.STANDARD,
)
def unaccepted_residual_risk(
    systems: Systems,
    registers: RiskRegisters,
    criteria: RiskCriteria,
    playbooks: Playbooks,
    roster: Roster,
    declared: Declared,
    governance: Governance,
    clock: Clock,
) -> Iterator[Finding]:
    """Find risks that stay above the acceptable level without anybody entitled having accepted it.

    The acceptance names a person who holds a role that the risk criteria (else the playbook, under
    `risk_acceptance`) ask for at that level: a role in the register of people, a duty of the system
    in `aims.yaml`, or `owner`. The person is neither the owner of the risk nor the author of the
    assessment. The day lies after the assessment and before the release, and the acceptance has
    not run out.

    ## Why it matters
    Who runs a risk must not be the only one to find it bearable, and nobody bears a risk for ever:
    the situation in which it was accepted passes.

    ## How to conform
    Reduce the risk, or obtain the acceptance of somebody in the role named: `accepted_by`,
    `accepted_on` and `expires` under `residual`.
    """
    for system, assessed in assessed_systems(systems, registers):
        if assessed is None:
            yield does_not_apply(NO_ASSESSMENT, about=system.subject)
            continue
        if criteria.rank(criteria.acceptable_up_to) is None:
            yield _without_threshold(system, assessed)
            continue
        standing = _Standing(system, criteria, playbooks, roster, declared, clock.today)
        released = _released(system, governance)
        left = [
            (risk, risk.stated.residual)
            for risk in assessed.risks
            if risk.stated.residual and _is_above(risk.stated.residual, criteria)
        ]
        defects = [
            defect
            for risk, residual in left
            for defect in _unaccepted(risk, residual, standing, released)
        ]
        unknown = [
            risk for risk in assessed.risks if _is_above(risk.stated.residual, criteria) is None
        ]
        if unknown and not defects:
            yield _unmeasured(system, unknown, "residual level")
            continue
        yield from judged(
            system.subject,
            defects,
            otherwise=f"{system.subject.label}: of {len(assessed.risks)} risks {len(left)} above "
            f"{criteria.acceptable_up_to} after treatment, accepted by those entitled to",
            at=assessed.registers[0].locate("risks"),
        )


@dataclass(frozen=True, slots=True)
class _Standing:
    """Who may accept which risks of a system."""

    system: System
    criteria: RiskCriteria
    playbooks: Playbooks
    roster: Roster
    declared: Declared
    today: date

    def wanted(self, level: str) -> tuple[str, ...]:
        """The roles of which any may accept a level."""
        stated = self.criteria.acceptors.get(level, ())
        rules = self.playbooks.of(self.system.subject.tier)
        return stated or rules.approvals.get("risk_acceptance", ())

    def holds(self, person: str, role: str) -> bool:
        """Whether a person holds a role: in the register of people, by duty, or as owner."""
        known = self.roster.find(person)
        if known is not None and known.holds(role):
            return True
        for entry in self.declared.manifest.systems:
            if entry.value.id == self.system.subject.id:
                owner = entry.value.owner.person
                return entry.value.duties.get(role) == person or (
                    role == "owner" and owner == person
                )
        return False


def _released(system: System, governance: Governance) -> date | None:
    """The day on which the current version first went out, if a register of releases says so."""
    days = [
        release.on
        for filed in governance.releases
        for release in filed.value.releases
        if release.on
        and release.system == system.subject.id
        and release.version
        and covers(release.version, system.version)
    ]
    return min(days, default=None)


def _unaccepted(
    risk: FiledRisk, residual: ResidualRisk, standing: _Standing, released: date | None
) -> Iterator[Defect]:
    level = standing.criteria.level(residual.severity, residual.likelihood) or residual.level or ""
    roles = standing.wanted(level)
    wanted, name = " or ".join(roles) or "anybody", f"{risk.id}: residual {level}"
    person = residual.accepted_by
    if level in standing.criteria.unacceptable:
        message = f"{name} is a level that nobody may accept"
        yield Defect(message, risk.at("residual"), f"{risk.id}:unacceptable", "Reduce the risk.")
        return
    if person is None:
        message = f"{name} not accepted by {wanted}"
        yield Defect(message, risk.at("residual"), f"{risk.id}:accepted_by")
        return
    at, key = risk.at("residual", "accepted_by"), f"{risk.id}:accepted_by"
    if problem := standing.roster.problem(person, standing.today):
        yield Defect(f"{name} is accepted by {person}, who {problem}", at, key)
    elif not any(standing.holds(person, role) for role in roles):
        message = f"{name} is accepted by {person}, who does not hold the role {wanted}"
        if not standing.roster.exists:
            message = (
                f"{name} is accepted by {person}, and nothing says who holds the role {wanted}"
            )
        yield Defect(message, at, key)
    elif whose := _interest(risk, person):
        yield Defect(f"{name} is accepted by {person}, who is {whose}", at, key)
    yield from _untimely(risk, residual, name, released, standing.today)


def _interest(risk: FiledRisk, person: str) -> str | None:
    """Why somebody cannot judge a risk."""
    register = risk.filed.value
    if person == risk.stated.owner:
        return "the owner of the risk"
    authors = {register.author, *(register.assessment.by if register.assessment else ())}
    return "the author of the assessment" if person in authors else None


def _untimely(
    risk: FiledRisk, residual: ResidualRisk, name: str, released: date | None, today: date
) -> Iterator[Defect]:
    on, expires = residual.accepted_on, residual.expires
    at, key = risk.at("residual", "accepted_on"), f"{risk.id}:accepted_on"
    assessment = risk.filed.value.assessment
    assessed = assessment.date if assessment else None
    if on is None:
        yield Defect(f"{name}: the acceptance has no day", at, key)
    elif on > today:
        yield Defect(f"{name}: the acceptance is dated {on}, which lies ahead", at, key)
    elif assessed and on < assessed:
        message = f"{name} was accepted on {on}, before the assessment of {assessed}"
        yield Defect(message, at, key)
    elif released and assessed and assessed <= released < on:
        message = f"{name} was accepted on {on}, after the release of {released}"
        yield Defect(message, at, key)
    at, key = risk.at("residual", "expires"), f"{risk.id}:expires"
    if expires is None:
        yield Defect(f"{name}: the acceptance does not say when it expires", at, key)
    elif expires < today:
        yield Defect(f"{name}: the acceptance expired {expires}", at, key)
