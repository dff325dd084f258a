"""Who answers for which duty, over all who take part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..declarations import Activity
from ..declarations.records import Filed
from ..declarations.use_terms import ALWAYS_SHARED, PartyKind, SharedDuty
from ..governance.files import Governance
from ..governance.links import Whereabouts
from ..governance.people import Roster
from ..governance.wording import said
from ..model import ERROR, NOTE, WARNING, Clock, Finding, Profile, by_tier, check, fails
from ..portfolio import Declared, System, Systems
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations.records.outside_parties import Allocation, Party, Responsibilities

    Matrix = Filed[Responsibilities]


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a matrix, with its place."""

    matrix: Matrix
    index: int
    value: Allocation


@dataclass(frozen=True, slots=True)
class _Known:
    """Everybody whom a matrix may name, and the parties that it lists itself."""

    ids: frozenset[str]
    parties: Mapping[str, Party]


@check(
    "Responsibilities are shared out without gaps",
    controls=["A.10.2"],
    clauses=["8.1"],
    evidences=["A.10.2"],
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
    profile=Profile.CERTIFICATION,
)
def unallocated_responsibility(
    systems: Systems,
    declared: Declared,
    governance: Governance,
    roster: Roster,
    whereabouts: Whereabouts,
    clock: Clock,
) -> Iterator[Finding]:
    """Find duties for an AI system that nobody, or more than one party, answers for.

    The matrix of responsibilities (`kind: responsibilities`) lists who takes part: units of the
    organisation, suppliers, customers, partners. For each system and duty exactly one party or
    person is accountable; everybody named is a party of the matrix, a supplier of `aims.yaml` or a
    person of the register who has not left; each party outside is bound by a contract or document;
    and each supplier of the system has a part. Where `duties` of the system in `aims.yaml` name a
    person, the matrix names the same one.

    ## Why it matters
    What several parties think the others do, nobody does; it shows when something went wrong and
    each points at the next.

    ## How to conform
    Name for each duty the one who is accountable, in the matrix of responsibilities.

    `aims-gate init --governance` writes a matrix to fill in.
    """
    matrices = governance.responsibilities
    duties = {entry.value.id: entry.value.duties for entry in declared.manifest.systems}
    known = _known(matrices, declared, roster)
    for system in systems:
        if system.is_retired:
            continue
        if not matrices:
            message = f"{system.subject.label}: {governance.absent('responsibilities')}"
            yield fails(message, at=system.at, about=system.subject, key="matrix")
            continue
        rows = list(_rows(matrices, system))
        defects = (
            *_gaps(system, rows, matrices[0]),
            *_strangers(rows, known, roster, clock),
            *_parties(system, matrices, rows, whereabouts),
            *_differing(rows, duties.get(system.subject.id, {}), roster),
        )
        message = f"{matrices[0].path} shares out every duty for {system.subject.label}"
        yield from judged(system.subject, defects, otherwise=message, at=matrices[0].location)


def _known(matrices: tuple[Matrix, ...], declared: Declared, roster: Roster) -> _Known:
    parties = {each.id: each for matrix in matrices for each in matrix.value.parties}
    suppliers = {entry.value.id for entry in declared.manifest.suppliers}
    return _Known(frozenset((*parties, *suppliers, *roster.people)), parties)


def _rows(matrices: tuple[Matrix, ...], system: System) -> Iterator[_Row]:
    for matrix in matrices:
        for index, value in enumerate(matrix.value.duties):
            if not value.systems or system.subject.id in value.systems:
                yield _Row(matrix, index, value)


def _gaps(system: System, rows: list[_Row], first: Matrix) -> Iterator[Defect]:
    wanted = (*ALWAYS_SHARED, *((SharedDuty.SUPPLIER,) if system.suppliers else ()))
    stated = dict.fromkeys((*wanted, *(row.value.duty for row in rows)))
    for duty in stated:
        own = [row for row in rows if row.value.duty is duty]
        accountable = [(row, id_) for row in own for id_ in row.value.accountable]
        label, key = system.subject.label, f"duty:{duty}"
        fix = f"Name the one who is accountable for {duty}."
        if not own:
            message = f"{label}: duty {duty} is in no row"
            yield Defect(message, first.locate("duties"), key, fix)
        elif not accountable:
            at = own[0].matrix.locate("duties", own[0].index, "accountable")
            yield Defect(f"{label}: duty {duty} has no accountable party", at, key, fix)
        elif len({id_ for _, id_ in accountable}) > 1:
            row = accountable[-1][0]
            names = ", ".join(id_ for _, id_ in accountable)
            at = row.matrix.locate("duties", row.index, "accountable")
            yield Defect(f"{label}: duty {duty} has several accountable: {names}", at, key, fix)


def _strangers(rows: list[_Row], known: _Known, roster: Roster, clock: Clock) -> Iterator[Defect]:
    for row in rows:
        for name in ("accountable", "responsible", "informed"):
            for place, id_ in enumerate(getattr(row.value, name)):
                at = row.matrix.locate("duties", row.index, name, place)
                key = f"party:{row.value.duty}:{name}:{id_}"
                if id_ not in known.ids:
                    message = f"duty {row.value.duty}: {id_} is no party, supplier or person"
                    yield Defect(message, at, key, f"List {id_} under `parties`, or correct it.")
                elif id_ in roster.people and (problem := roster.problem(id_, clock.today)):
                    yield Defect(f"duty {row.value.duty}: {id_} {problem}", at, key)


def _parties(
    system: System, matrices: tuple[Matrix, ...], rows: list[_Row], whereabouts: Whereabouts
) -> Iterator[Defect]:
    named = {
        id_
        for row in rows
        for id_ in (*row.value.accountable, *row.value.responsible, *row.value.informed)
    }
    for matrix in matrices:
        for index, party in enumerate(matrix.value.parties):
            if party.kind.is_outside and party.id in named:
                yield from _contract(matrix, index, party, whereabouts)
    at = matrices[0].locate("parties")
    listed = {party.id: party for matrix in matrices for party in matrix.value.parties}
    for id_ in sorted(system.suppliers):
        if id_ not in named or id_ not in listed:
            message = f"supplier {id_} of {system.subject.label} has no part in the matrix"
            fix = f"List {id_} under `parties` with its contract, and what it is responsible for."
            yield Defect(message, at, f"supplier:{id_}", fix)
    offered = system.activities & {Activity.OFFERS_TO_CUSTOMERS, Activity.SUPPLIES_COMPONENTS}
    customers = any(
        party.kind is PartyKind.CUSTOMER and party.id in named for party in listed.values()
    )
    if offered and not customers:
        message = f"{system.subject.label} goes to customers, who have no part in the matrix"
        fix = "List the customers under `parties` with their contract, and what they do."
        yield Defect(message, at, "customers", fix)


def _contract(
    matrix: Matrix, index: int, party: Party, whereabouts: Whereabouts
) -> Iterator[Defect]:
    at, key = matrix.locate("parties", index, "contract"), f"contract:{party.id}"
    if party.contract is None or not said(party.contract):
        message = f"{party.kind} {party.id} is bound by no contract or document"
        yield Defect(message, at, key, "State the contract or document that binds it.")
    elif " " not in party.contract and "://" not in party.contract and "/" in party.contract:
        path, _, anchor = party.contract.partition("#")
        if problem := whereabouts.problem_of_place(matrix.resolve(path), anchor):
            yield Defect(f"the contract {party.contract} {problem}", at, key, "Correct the path.")


def _differing(rows: list[_Row], duties: Mapping[str, str], roster: Roster) -> Iterator[Defect]:
    """Where the manifest names another person for a duty than the matrix does."""
    for row in rows:
        stated, accountable = duties.get(row.value.duty), row.value.accountable
        if stated is None or len(accountable) != 1 or accountable[0] not in roster.people:
            continue
        if stated != accountable[0]:
            at = row.matrix.locate("duties", row.index, "accountable")
            message = f"duty {row.value.duty}: {accountable[0]} here, {stated} in aims.yaml"
            yield Defect(message, at, f"differs:{row.value.duty}", "Name the same person in both.")
