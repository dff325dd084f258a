"""What the organisation says of its systems, risks and waivers, beside what was judged.

A judgement holds subjects and findings. A reader also wants to know what a system is for, which
models belong to it and which risks somebody accepted: that is read here from the evidence, as
plain values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from ..model import Evidence, Location, NotAssessed, Subject

if TYPE_CHECKING:
    from ..engine import Dossier
    from ..governance.risk_registers import RiskRegisters
    from ..portfolio import System

E = TypeVar("E", bound=Evidence)


@dataclass(frozen=True, slots=True)
class StatedRisk:
    """One risk of a register: levels before and after treatment, in the register's own words.

    Text is empty where the register says nothing. ``until`` is the last day of an acceptance.
    """

    id: str
    at: Location
    description: str = ""
    level: str = ""
    treatment: str = ""
    residual: str = ""
    owner: str = ""
    status: str = ""
    accepted_by: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class StatedSystem:
    """A system, what it is made of and the risks that its register holds.

    ``parts`` are its models, datasets and suppliers as subjects, and the documents about it.
    """

    subject: Subject
    at: Location
    declared: bool = True
    purpose: str = ""
    owner: str = ""
    tier_stated: bool = False
    version: str = ""
    lifecycle: str = ""
    obligations: tuple[str, ...] = ()
    parts: tuple[Subject, ...] = ()
    risks: tuple[StatedRisk, ...] = ()


@dataclass(frozen=True, slots=True)
class StatedWaiver:
    """A waiver that may exempt findings of this run; one with ``problems`` exempts none."""

    id: str
    check: str
    about: str
    reason: str
    at: Location
    expires: date | None = None
    approver: str = ""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stated:
    """The systems in the order of declaration, and the waivers in that of files and lines."""

    systems: tuple[StatedSystem, ...] = ()
    waivers: tuple[StatedWaiver, ...] = ()


def what_is_stated(dossier: Dossier) -> Stated:
    """Read it from the evidence of a run; what could not be collected is left out."""
    from ..governance.in_force import WaiversInForce
    from ..governance.risk_registers import RiskRegisters
    from ..portfolio import Systems

    systems = _or_none(dossier, Systems) or ()
    registers = _or_none(dossier, RiskRegisters)
    waivers = _or_none(dossier, WaiversInForce)
    return Stated(
        tuple(_system(each, registers, dossier) for each in systems),
        tuple(
            StatedWaiver(
                id=each.id,
                check=each.check,
                about=each.subject or each.path or "",
                reason=each.reason,
                at=each.at,
                expires=each.expires,
                approver=each.approver or "",
                problems=tuple(words for words, _ in each.problems),
            )
            for each in (waivers.items if waivers else ())
        ),
    )


def _or_none(dossier: Dossier, kind: type[E]) -> E | None:
    from ..engine import Crashed

    try:
        return dossier[kind]
    except (NotAssessed, Crashed):
        return None


def _system(system: System, registers: RiskRegisters | None, dossier: Dossier) -> StatedSystem:
    from ..governance.files import Governance
    from ..governance.parts import parts_of

    return StatedSystem(
        subject=system.subject,
        at=system.at,
        declared=system.declared,
        purpose=system.purpose,
        owner=system.owner,
        tier_stated=system.tier_stated,
        version=system.version,
        lifecycle=system.lifecycle.value if system.lifecycle else "",
        obligations=system.obligations,
        parts=parts_of(system, _or_none(dossier, Governance) or ()),
        risks=tuple(_risks(system, registers)),
    )


def _risks(system: System, registers: RiskRegisters | None) -> Iterator[StatedRisk]:
    for risk in registers.of(system.subject.id).risks if registers else ():
        said, left = risk.stated, risk.stated.residual
        yield StatedRisk(
            id=said.id,
            at=risk.at(),
            description=said.description or "",
            level=said.level or "",
            treatment=said.treatment.option or "" if said.treatment else "",
            residual=left.level or "" if left else "",
            owner=said.owner or "",
            status=said.status or "",
            accepted_by=left.accepted_by or "" if left else "",
            until=left.expires if left else None,
        )
