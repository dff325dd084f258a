"""Risk assessment: by what risks are measured, and whether each system's own are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ..declarations.records import Filed
from ..governance.files import Governance
from ..governance.organisation import Organisation
from ..governance.people import Roster
from ..governance.risk_criteria import RiskCriteria
from ..governance.risk_registers import Assessed, RiskRegisters
from ..governance.skeletons import MOST_UNFILLED
from ..governance.versions import covers
from ..governance.wording import said
from ..model import ERROR, WARNING, Clock, Finding, Profile, by_tier, check, does_not_apply, fails
from ..portfolio import System, Systems
from .judging import Defect, judged
from .risk_criteria import defects_of

if TYPE_CHECKING:
    from ..declarations.records.risk import RiskRegister


@check(
    "Risk criteria are usable",
    clauses=["6.1.1", "6.1.2"],
    evidences=["6.1.1"],
    severity=ERROR,
    profile=Profile.STANDARD,
)
def unusable_risk_criteria(
    organisation: Organisation, criteria: RiskCriteria, governance: Governance, roster: Roster
) -> Iterator[Finding]:
    """Find risk criteria by which two people would not come to the same level of risk.

    The scales of severity and likelihood must say in words what each step means. The matrix must
    give every pair of them a level, and a worse or likelier risk never a lower one. It must be said
    up to which level risks are acceptable and which roles may accept each level; where there is a
    register of people somebody holds one of these roles. The AI policy accepts the same risks.

    ## Why it matters
    Levels that follow from no rule are negotiated. Then the risks that somebody wants to run come
    out low, and nobody can compare one system with another.

    ## How to conform
    Repair the risk criteria (`kind: risk-criteria`) at the place named.

    They hold `severity` and `likelihood` (steps with a description, mildest and rarest first),
    `levels` (lowest first, each with the roles that may accept it), the `matrix`, and
    `acceptable_up_to`.
    """
    about = organisation.subject
    if about is None:
        return
    if criteria.filed is None:
        message = governance.absent("risk-criteria")
        fix = "Write them down: `aims-gate init --governance` drafts the document."
        yield fails(message, at=organisation.at, about=about, key="criteria", fix=fix)
        return
    yield from judged(
        about,
        defects_of(criteria, governance, roster),
        otherwise=f"{len(criteria.severity)} by {len(criteria.likelihood)} matrix, total and "
        f"monotone; risks are acceptable up to {criteria.acceptable_up_to}",
        at=criteria.filed.location,
    )


@check(
    "Every system has its own risk assessment",
    clauses=["6.1.2", "8.2"],
    evidences=["6.1.2", "8.2"],
    severity=by_tier(minimal=WARNING, limited=ERROR, high=ERROR),
    profile=Profile.STANDARD,
)
def missing_risk_assessment(
    systems: Systems, registers: RiskRegisters, clock: Clock
) -> Iterator[Finding]:
    """Find AI systems whose risks nobody has assessed, or only on paper.

    A risk register (`kind: risk-register`) must name the system and the version that runs, say
    when, how and by whom it was assessed, and describe risks of its own: it is no unfilled
    skeleton, and it does not repeat the register of another system word for word.

    ## Why it matters
    Risks come from what a system does, with which data, for whom. An assessment of something else,
    or of a version long gone, treats risks that nobody runs and leaves out those that they do.

    ## How to conform
    Assess the risks of this system and write them into a risk register that names it: `system`,
    and under `assessment` the `version`, `date`, `method` and who did it (`by`).

    `aims-gate init --governance` writes the skeleton of one.
    """
    for system in systems:
        if system.is_retired:
            yield does_not_apply("the system is retired", about=system.subject)
            continue
        assessed = registers.of(system.subject.id)
        if not assessed.registers:
            yield _without_register(system, assessed, registers)
            continue
        attempts = [
            (filed, list(_unfit(filed, system, registers, clock.today)))
            for filed in sorted(assessed.registers, key=_day)
        ]
        filed, defects = next((each for each in attempts if not each[1]), attempts[-1])
        yield from judged(
            system.subject,
            defects,
            otherwise=f"{system.subject.label}: {len(filed.value.risks)} risks of version "
            f"{_version(filed)} were assessed on {_day(filed)}",
            at=filed.location,
        )


def _without_register(system: System, assessed: Assessed, registers: RiskRegisters) -> Finding:
    message = f"{system.subject.label}: there is no risk assessment"
    at, fix = system.at, None
    if assessed.link:
        at = assessed.link.at
        message = f"{system.subject.label} links {assessed.link.path}, which is no risk register"
        if assessed.elsewhere:
            message = (
                f"{system.subject.label} links {assessed.link.path}, which assesses "
                f"{assessed.elsewhere}"
            )
    if registers.unread and not assessed.elsewhere:
        paths = ", ".join(dict.fromkeys(place.path for place in registers.unread))
        message += f"; not in a form whose levels can be computed: {paths}"
        fix = f"If it assesses this system, write it as `kind: risk-register`: {paths}"
    return fails(
        message,
        at=at,
        about=system.subject,
        key="assessment",
        fix=fix,
        places=registers.unread,
    )


def _day(filed: Filed[RiskRegister]) -> date:
    assessment = filed.value.assessment
    return (assessment.date if assessment else None) or date.min


def _version(filed: Filed[RiskRegister]) -> str:
    return (filed.value.assessment.version if filed.value.assessment else None) or ""


def _unfit(
    filed: Filed[RiskRegister], system: System, registers: RiskRegisters, today: date
) -> Iterator[Defect]:
    """Why a register is no assessment of the system as it is."""
    label, key = system.subject.label, filed.value.id or filed.path
    if registers.unfilled.get(filed.path, 0.0) > MOST_UNFILLED or not any(
        said(risk.description, words=4) for risk in filed.value.risks
    ):
        message = f"{label}: the risk register {filed.path} describes no risk: it is not filled in"
        yield Defect(message, filed.location, f"{key}:unfilled")
        return
    if other := registers.copied.get(filed.path):
        message = f"{label}: the risks in {filed.path} are word for word those of {other}"
        fix = f"Assess {label} itself: what can go wrong with it, for whom, and why."
        yield Defect(message, filed.locate("risks"), f"{key}:copied", fix)
    yield from _undated(filed, label, key, today)
    version = _version(filed)
    if version and system.version and not covers(version, system.version):
        message = f"{label}: version {version} was assessed, version {system.version} is current"
        fix = f"Assess version {system.version}, and say so under `assessment:`."
        yield Defect(message, filed.locate("assessment", "version"), f"{key}:version", fix)


def _undated(filed: Filed[RiskRegister], label: str, key: str, today: date) -> Iterator[Defect]:
    """What the register does not say of how it came about."""
    assessment = filed.value.assessment
    absent = {
        "version": not (assessment and said(assessment.version)),
        "date": not (assessment and assessment.date),
        "method": not (assessment and said(assessment.method, words=4)),
        "by": not (assessment and assessment.by),
    }
    if lacking := [name for name, is_absent in absent.items() if is_absent]:
        message = f"{label}: the assessment in {filed.path} does not say: {', '.join(lacking)}"
        yield Defect(message, filed.locate("assessment"), f"{key}:assessment")
    if assessment and assessment.date and assessment.date > today:
        message = f"{label}: the risk assessment is dated {assessment.date}, which lies ahead"
        fix = "Give the day on which the risks were assessed."
        yield Defect(message, filed.locate("assessment", "date"), f"{key}:date", fix)
