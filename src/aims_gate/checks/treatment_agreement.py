"""Whether what treats the risks and what the Statement of Applicability says are the same."""

from __future__ import annotations

from collections.abc import Iterator

from ..declarations.applicability_terms import Because, RowStatus
from ..governance.applicability import ApplicabilityStatement, ControlRow
from ..governance.organisation import Organisation
from ..governance.risk_registers import FiledRisk, RiskRegisters
from ..model import ERROR, Finding, Location, Profile, check, does_not_apply
from ..portfolio import Systems
from .applicability_statement import NO_STATEMENT
from .judging import Defect, judged
from .risk_rows import assessed_systems


@check(
    "Treatments and SoA agree",
    clauses=["6.1.3"],
    severity=ERROR,
    profile=Profile.STANDARD,
)
def treatment_soa_conflict(
    systems: Systems,
    registers: RiskRegisters,
    statement: ApplicabilityStatement,
    organisation: Organisation,
) -> Iterator[Finding]:
    """Find risks and controls of which the risk register and the SoA say different things.

    Each control that a treatment cites is a row of the Statement of Applicability, applies, and is
    more than planned once the system is in operation. Each risk that a row of the statement names
    is in a register, and its treatment cites the control. A row that says `because: risk` names the
    risks.

    ## Why it matters
    The treatment says that a risk is bearable because of a control. If the statement excludes that
    control, or only plans it, the risk is not what the register says it is.

    ## How to conform
    Change the Statement of Applicability or the treatment, so that both say the same.
    """
    if organisation.subject is None:
        return
    if not statement.rows:
        yield does_not_apply(NO_STATEMENT, about=organisation.subject)
        return
    for system, assessed in assessed_systems(systems, registers):
        if assessed is None:
            continue
        defects = [
            defect
            for risk in assessed.risks
            for control, at in _cited(risk)
            for defect in _conflict(risk, control, at, statement, operates=system.operates)
        ]
        yield from judged(
            system.subject,
            defects,
            otherwise=f"{system.subject.label}: the controls that treat risks apply in the SoA",
            at=assessed.registers[0].locate("risks"),
        )
    named = any(row.risks or row.because for row in statement.rows)
    if not named and not any(registers):
        yield does_not_apply("no risk is treated or named", about=organisation.subject)
        return
    treated = {risk.id: {control for control, _ in _cited(risk)} for risk in registers}
    yield from judged(
        organisation.subject,
        [defect for row in statement.rows for defect in _unfounded(row, treated)],
        otherwise="the risks that the SoA names are treated by its controls",
        at=statement.at,
    )


def _cited(risk: FiledRisk) -> Iterator[tuple[str, Location]]:
    """Each control that a treatment cites, and where it does first."""
    treatment = risk.stated.treatment
    if treatment is None:
        return
    places: dict[str, Location] = {}
    for index, control in enumerate(treatment.controls):
        places.setdefault(control, risk.at("treatment", "controls", index))
    for number, action in enumerate(treatment.actions):
        for index, control in enumerate(action.controls):
            at = risk.at("treatment", "actions", number, "controls", index)
            places.setdefault(control, at)
    yield from places.items()


def _conflict(
    risk: FiledRisk,
    control: str,
    at: Location,
    statement: ApplicabilityStatement,
    *,
    operates: bool,
) -> Iterator[Defect]:
    row = statement.row(control)
    key = f"{risk.id}:{control}"
    if row is None:
        yield Defect(f"{risk.id} cites {control}, which the SoA does not list", at, key)
        return
    state = ""
    if row.is_excluded:
        state = "not applicable"
    elif operates and row.status is RowStatus.PLANNED:
        state = "planned, while the system is in operation"
    if state:
        message = f"{risk.id} cites {control}, which the SoA marks {state}"
        yield Defect(message, at, key, places=(row.at,))


def _unfounded(row: ControlRow, treated: dict[str, set[str]]) -> Iterator[Defect]:
    at = row.place("risks")
    if row.is_excluded:
        return
    if Because.RISK in row.because and not row.risks:
        message = f"{row.id}: applies because of risk, and names none"
        fix = f"Name the risks that {row.id} treats under risks."
        yield Defect(message, row.place("because"), f"{row.id}:risks", fix)
    for risk in row.risks:
        key = f"{row.id}:{risk}"
        if risk not in treated:
            yield Defect(f"{row.id}: names {risk}, which no risk register holds", at, key)
        elif row.id not in treated[risk]:
            message = f"{row.id}: names {risk}, whose treatment does not cite {row.id}"
            fix = f"Cite {row.id} in the treatment of {risk}, or take {risk} out of the row."
            yield Defect(message, at, key, fix)
