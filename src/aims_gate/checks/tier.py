"""Whether the risk tier of a system is justified."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ..governance.people import Roster
from ..governance.wording import said
from ..model import ERROR, NOTE, Clock, Finding, Profile, Tier, check
from ..portfolio import Declared, Playbooks, System, Systems
from ..portfolio.domains import fields_of
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations import Entry
    from ..declarations import System as DeclaredSystem


@check(
    "Risk tier is justified and consistent",
    controls=["A.5.2", "A.9.4"],
    clauses=["6.1.2", "4.1"],
    severity=ERROR,
    tiers=tuple(Tier),
    profile=Profile.STARTER,
    excludable=False,
)
def unjustified_risk_tier(
    systems: Systems, declared: Declared, playbooks: Playbooks, roster: Roster, clock: Clock
) -> Iterator[Finding]:
    """Find AI systems whose risk tier nobody justified, or whose own facts speak against it.

    A tier that is stated says why (`basis`), who decided and when. Minimal risk does not go with
    fields in which AI decides about people's lives (employment, credit, insurance, biometrics,
    education, medicine, essential services, critical infrastructure, law enforcement, migration,
    justice), nor with decisions about people without a person, unless `exception` says why the rule
    does not fit and who agreed. A prohibited system does not go beyond design. A system without a
    tier is judged as limited; that is a note at first, and a failure from the profile `standard`
    on.

    ## Why it matters
    The tier decides how much is demanded of a system. One that is set too low by a stroke of the
    pen switches off all that would have shown so.

    ## How to conform
    Write `tier:` of the system in `aims.yaml` with `level`, `basis`, `decided_by` and `decided_on`;
    re-classify it if its field of use asks for more, or record an `exception` that was approved.
    """
    entries = {entry.value.id: entry for entry in declared.manifest.systems}
    for system in systems:
        entry = entries.get(system.subject.id) if system.declared else None
        if entry is None and playbooks.profile is Profile.STARTER:
            continue  # declare it first: that says what else is to be said
        yield from judged(
            system.subject,
            _defects(system, entry, playbooks, roster, clock.today),
            otherwise=f"the tier of {system.subject.label}, {system.subject.tier}, is justified",
            at=entry.locate("tier") if entry else system.at,
        )


def _defects(
    system: System,
    entry: Entry[DeclaredSystem] | None,
    playbooks: Playbooks,
    roster: Roster,
    today: date,
) -> Iterator[Defect]:
    if entry is None or entry.value.tier is None:
        yield Defect(
            f"{system.subject.label} states no risk tier, so it is judged as limited",
            system.at,
            "tier",
            severity=NOTE if playbooks.profile is Profile.STARTER else None,
        )
        return
    yield from _decision(entry, roster, today)
    yield from _contradictions(system, entry, roster, today)


def _decision(entry: Entry[DeclaredSystem], roster: Roster, today: date) -> Iterator[Defect]:
    tier = entry.value.tier
    assert tier is not None
    called = f"tier {tier.level} of {entry.value.id}"
    if not said(tier.basis, words=2):
        message = f"{called} has no basis: the law, rule or reasoning behind it"
        yield Defect(message, entry.locate("tier", "basis"), "basis")
    if not said(tier.decided_by):
        message = f"{called}: nobody is named who decided"
        yield Defect(message, entry.locate("tier", "decided_by"), "decided_by")
    elif problem := roster.problem(tier.decided_by, today):
        message = f"{called}: {tier.decided_by}, who decided, {problem}"
        yield Defect(message, entry.locate("tier", "decided_by"), "decided_by")
    if tier.decided_on is None:
        message = f"{called}: no day of the decision is stated"
        yield Defect(message, entry.locate("tier", "decided_on"), "decided_on")
    elif tier.decided_on > today:
        message = f"{called} is said to be decided on {tier.decided_on}, which lies ahead"
        yield Defect(message, entry.locate("tier", "decided_on"), "decided_on")


_BEFORE_USE = ("design", "retired")


def _contradictions(
    system: System, entry: Entry[DeclaredSystem], roster: Roster, today: date
) -> Iterator[Defect]:
    value, tier = entry.value, system.subject.tier
    at = entry.locate("tier", "level")
    if tier is Tier.PROHIBITED and value.lifecycle not in _BEFORE_USE:
        stage = value.lifecycle or "not stated"
        yield Defect(
            f"{system.subject.label} is prohibited, and its lifecycle is {stage}",
            at,
            "prohibited",
            fix="Stop the work: take it back to design or retire it, or re-classify it with a "
            "basis.",
        )
    if tier is not Tier.MINIMAL:
        return
    against = dict(_facts(entry))
    if against and (why := _objection(entry, roster, today)) is not None:
        facts = " and ".join(against.values())
        message = f"{system.subject.label}: tier minimal contradicts {facts}{why}"
        yield Defect(message, at, f"minimal:{':'.join(against)}")


def _facts(entry: Entry[DeclaredSystem]) -> Iterator[tuple[str, str]]:
    """What speaks against minimal risk: a key, and the fact in words."""
    value = entry.value
    fields = fields_of(value.context.domain if value.context else None, *value.tags)
    if fields:
        yield "field", f"its field of use ({', '.join(fields)})"
    if value.personal_data and value.personal_data.decides_alone:
        yield "alone", "decisions about people without a person"
    if value.personal_data and value.personal_data.special_categories:
        yield "special", "the use of special categories of personal data"
    if value.recognises:
        yield "recognises", f"what it tells of people ({', '.join(map(str, value.recognises))})"


def _objection(entry: Entry[DeclaredSystem], roster: Roster, today: date) -> str | None:
    """Why no exception holds, in words that end the message; ``None`` if one does."""
    exception = entry.value.tier.exception if entry.value.tier else None
    if exception is None:
        return ""
    if not said(exception.reason, words=5):
        return ", and the exception gives no reason"
    if not said(exception.approved_by) or exception.approved_on is None:
        return ", and nobody agreed to the exception"
    if problem := roster.problem(exception.approved_by, today):
        return f", and {exception.approved_by}, who agreed to the exception, {problem}"
    if exception.approved_on > today:
        return f", and the exception is said to be agreed on {exception.approved_on}"
    if entry.value.tier and exception.approved_by == entry.value.tier.decided_by:
        return f", and {exception.approved_by} agreed to an exception of their own"
    return None
