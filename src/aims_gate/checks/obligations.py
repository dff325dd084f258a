"""Whether the obligations that a system falls under are known and covered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from ..catalogue.law import (
    KnownObligation,
    ObligationKind,
    is_in_eu,
    load_obligations,
    region_code,
    within,
)
from ..declarations.problem import nearest
from ..governance.files import Governance
from ..governance.people import Roster
from ..governance.wording import said
from ..model import (
    WARNING,
    Clock,
    Finding,
    Location,
    Profile,
    Tier,
    check,
    does_not_apply,
)
from ..portfolio import Declared, System, Systems
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations import Entry
    from ..declarations import System as DeclaredSystem
    from ..declarations.records import Listed
    from ..declarations.records.law import Obligation


@check(
    "Obligations register covers the systems",
    controls=["A.8.5"],
    clauses=["4.2", "4.1"],
    evidences=["A.8.5"],
    severity=WARNING,
    profile=Profile.CERTIFICATION,
)
def uncovered_obligation(
    systems: Systems, declared: Declared, governance: Governance, roster: Roster, clock: Clock
) -> Iterator[Finding]:
    """Find AI systems that fall under laws and rules nobody wrote down.

    Each system says in `aims.yaml` where it is used (`context.regions`) and which obligations it
    falls under. Each of those stands in the register with its basis, its owner and the systems it
    applies to, under an id that the gate knows, or one of your own with title and source. Every
    region has an obligation; in the European Union the system has a class of the AI Act that goes
    with its tier and roles, and where personal data are processed the law on them applies.

    ## Why it matters
    A duty to report or to inform that nobody knows of is missed on the day it is due.

    ## How to conform
    Classify the system, list its obligations in `aims.yaml` and in the register
    (`kind: obligations`), each with its basis and an owner.
    """
    rows = [
        row
        for filed in governance.obligations
        if filed.value.status != "retired"
        for row in filed.listed("obligations")
    ]
    entries = {entry.value.id: entry for entry in declared.manifest.systems}
    for system in systems:
        if system.is_retired:
            yield does_not_apply("it is retired", about=system.subject)
            continue
        entry = entries.get(system.subject.id) if system.declared else None
        if entry is None or not rows:
            why = "its register lists nothing" if governance.obligations else None
            why = why or governance.absent("obligations")
            message = f"the obligations of {system.subject.label} are not known: {why}"
            defects: Iterator[Defect] = iter([Defect(message, system.at, "register")])
        else:
            defects = _defects(system, entry, rows, roster, clock.today)
        yield from judged(
            system.subject,
            defects,
            otherwise=f"the register covers {system.subject.label} in each of its regions",
            at=entry.locate("obligations") if entry else system.at,
        )


def _defects(
    system: System,
    entry: Entry[DeclaredSystem],
    rows: list[Listed[Obligation]],
    roster: Roster,
    today: date,
) -> Iterator[Defect]:
    id_ = system.subject.id
    by_id = {row.value.id: row for row in rows}
    stated = entry.value.obligations
    if not stated:
        message = f"{system.subject.label} states no obligations"
        yield Defect(message, entry.locate("obligations"), "obligations")
    for number, obligation in enumerate(stated):
        row = by_id.get(obligation)
        if row is None:
            at = entry.locate("obligations", number)
            yield _not_in_register(system, obligation, by_id, at)
        elif id_ not in row.value.applies_to:
            message = f"'{obligation}' does not apply to {id_} by the register; aims.yaml says so"
            yield Defect(message, row.at("applies_to"), f"applies:{obligation}")
    applying = [row for row in rows if id_ in row.value.applies_to]
    for row in applying:
        if row.value.id not in stated:
            message = f"'{row.value.id}' applies to {id_} by the register; aims.yaml leaves it out"
            yield Defect(message, entry.locate("obligations"), f"applies:{row.value.id}")
        yield from _row_defects(row, roster, today)
    yield from _regions(system, entry, applying)


def _not_in_register(
    system: System, obligation: str, by_id: Mapping[str, Listed[Obligation]], at: Location
) -> Defect:
    known = load_obligations()
    meant = nearest(obligation, {*by_id, *known})
    unknown = "" if obligation in known else "unknown obligation "
    hint = f": did you mean '{meant}'?" if meant and meant != obligation else ""
    message = f"{system.subject.label}: {unknown}'{obligation}' is not in the register{hint}"
    return Defect(message, at, f"unknown:{obligation}")


def _row_defects(row: Listed[Obligation], roster: Roster, today: date) -> Iterator[Defect]:
    value = row.value
    called, key = f"obligation '{value.id}'", f"row:{value.id}"
    if why := _unknown(value):
        yield Defect(f"{called} {why}", row.at("id"), f"{key}:id")
    if not said(value.basis, words=3):
        message = f"{called} has no basis: which articles apply, and why"
        yield Defect(message, row.at("basis"), f"{key}:basis")
    if problem := roster.problem(value.owner, today):
        message = " ".join(f"{called}: the owner {value.owner or ''} {problem}".split())
        yield Defect(message, row.at("owner"), f"{key}:owner")
    if not value.jurisdictions:
        message = f"{called} does not say where it holds"
        yield Defect(message, row.at("jurisdictions"), f"{key}:jurisdictions")
    if value.reviewed is not None and value.reviewed > today:
        message = f"{called} is said to be looked at on {value.reviewed}, which lies ahead"
        yield Defect(message, row.at("reviewed"), f"{key}:reviewed")


def _unknown(value: Obligation) -> str | None:
    """Why nobody can tell which law is meant; ``None`` if one can."""
    known = load_obligations()
    if value.id in known:
        return None
    family = value.id.partition("/")[0]
    if "/" in value.id and any(each.startswith(f"{family}/") for each in known):
        meant = nearest(value.id, known.keys())
        return "is not known" + (f": did you mean '{meant}'?" if meant else "")
    if not said(value.title) or not said(value.source):
        return "is not known, and has no title and source of its own"
    return None


def _regions(
    system: System, entry: Entry[DeclaredSystem], applying: list[Listed[Obligation]]
) -> Iterator[Defect]:
    context, catalogue = entry.value.context, load_obligations()
    regions = [region_code(region) for region in (context.regions if context else ())]
    at = entry.locate("context", "regions")
    if not regions:
        message = f"{system.subject.label} does not say in which regions it is used"
        yield Defect(message, at, "regions")
    for region in regions:
        laws = [
            row
            for row in applying
            if within(region, frozenset(map(region_code, row.value.jurisdictions)))
        ]
        if not laws:
            message = f"{system.subject.label}: no obligation of {region} is listed for it"
            yield Defect(message, at, f"region:{region}")
            continue
        known = [catalogue[row.value.id] for row in laws if row.value.id in catalogue]
        if is_in_eu(region):
            yield from _classes(system, region, known, entry.locate("obligations"))
        yield from _privacy(system, entry, region, known)


def _classes(
    system: System, region: str, known: list[KnownObligation], at: Location
) -> Iterator[Defect]:
    tier, label = system.subject.tier, system.subject.label
    classes = [each for each in known if each.kind is ObligationKind.AI_CLASS]
    if not classes:
        yield Defect(
            f"{label}: jurisdiction {region} has no class of the AI Act",
            at,
            "class",
            fix="Classify the system and list its class, such as eu-ai-act/high-risk-deployer or "
            "eu-ai-act/minimal-risk.",
        )
        return
    for each in classes:
        if tier not in each.tiers:
            message = f"{label} is of tier {tier}, which contradicts '{each.id}'"
            yield Defect(message, at, f"class:{each.id}")
    ids = {each.id for each in classes}
    if tier is not Tier.HIGH or "eu-ai-act/research-exempt" in ids:
        return
    for wanted in ("eu-ai-act/high-risk-provider", "eu-ai-act/high-risk-deployer"):
        roles = load_obligations()[wanted].roles & system.subject.roles
        if roles and wanted not in ids:
            named = ", ".join(sorted(roles))
            message = f"{label} is high-risk and the role here is {named}: '{wanted}' is not listed"
            yield Defect(message, at, f"class:{wanted}")


def _privacy(
    system: System, entry: Entry[DeclaredSystem], region: str, known: list[KnownObligation]
) -> Iterator[Defect]:
    data = entry.value.personal_data
    if data is None or not data.processed:
        return
    laws = [
        each
        for each in load_obligations().values()
        if each.kind is ObligationKind.PRIVACY and within(region, each.regions)
    ]
    if laws and not any(each.kind is ObligationKind.PRIVACY for each in known):
        names = " or ".join(f"'{each.id}'" for each in laws)
        message = f"{system.subject.label} processes personal data in {region}: {names} is missing"
        yield Defect(message, entry.locate("obligations"), f"privacy:{region}")
