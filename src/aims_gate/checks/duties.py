"""Who answers for a system, and who holds which duty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ..declarations.review_terms import Duty
from ..evidence.text import fold
from ..governance.people import Roster
from ..governance.wording import is_open
from ..model import ERROR, NOTE, WARNING, Clock, Finding, Profile, Tier, by_tier, check
from ..portfolio import Declared, System, Systems
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations import Entry
    from ..declarations import System as DeclaredSystem

_NO_PERSON = re.compile(
    r"(?:^|[\s_@-])(?:team|squad|group|crew|guild|department|dept|office|committee|board|mailing|"
    r"list|everyone|everybody|all|nobody|bot|robot|automation|ci|noreply|no-reply|admin|"
    r"support|info|contact|dev|devs|developers|engineering|maintainers)(?:$|[\s_@-])|\[bot\]",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r",|;|/|&|\band\b|\bund\b|\bet\b|\by\b", re.IGNORECASE)
_INCOMPATIBLE = (
    ("development", "release", "develops it and alone releases it"),
    ("development", "validation", "develops it and validates it"),
)


@check(
    "Each system has an accountable owner",
    controls=["A.3.2"],
    clauses=["5.3"],
    severity=ERROR,
    tiers=tuple(Tier),
    profile=Profile.STARTER,
)
def unowned_system(
    systems: Systems, declared: Declared, roster: Roster, clock: Clock
) -> Iterator[Finding]:
    """Find AI systems for which no person answers.

    The owner is one person, known by name or pseudonymous id: not a team, a mailing list, a bot or
    a placeholder. The owner has a role and, where there is a register of people, stands in it with
    a contact and has not left.

    ## Why it matters
    When a system does harm somebody has to be called, and has to be able to stop it. A list
    address answers to nobody.

    ## How to conform
    Name as `owner` of the system a person and the role in which they answer for it.
    """
    entries = {entry.value.id: entry for entry in declared.manifest.systems}
    for system in systems:
        entry = entries.get(system.subject.id)
        if entry is not None:
            yield from judged(
                system.subject,
                _owner(system.subject.label, entry, roster, clock.today),
                otherwise=f"{system.subject.label}: {entry.value.owner} answers for it",
                at=entry.locate("owner"),
            )


def _owner(
    called: str, entry: Entry[DeclaredSystem], roster: Roster, today: date
) -> Iterator[Defect]:
    owner, at = entry.value.owner, entry.locate("owner")
    person = owner.person
    if person is None:
        message = f"{called}: the owner is the role {owner.role!r}, with nobody in it"
        yield Defect(message, at, "person", severity=NOTE)
    elif is_open(person):
        yield Defect(f"{called}: the owner is left open", at, "person")
    elif _NO_PERSON.search(person):
        yield Defect(f"{called}: the owner {person!r} is no person", at, "person")
    elif problem := roster.problem(person, today):
        yield Defect(f"{called}: the owner {person} {problem}", at, "person")
    else:
        yield from _reachable(called, person, roster)
    if person and not is_open(person) and is_open(owner.role):
        message = f"{called}: the owner {person} has no role"
        fix = "Write the role: `owner: {person: …, role: …}`."
        yield Defect(message, at, "role", fix, NOTE)


def _reachable(called: str, person: str, roster: Roster) -> Iterator[Defect]:
    known = roster.find(person)
    if known is not None and is_open(known.contact):
        message = f"{called}: the owner {person} has no contact in the register of people"
        yield Defect(message, known.at, "contact", "Write the contact there.", WARNING)


@check(
    "Duty matrix is complete and separated",
    controls=["A.3.2", "A.10.2"],
    clauses=["5.3"],
    evidences=["A.3.2", "5.3"],
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
    profile=Profile.STANDARD,
)
def unassigned_duty(
    systems: Systems, declared: Declared, roster: Roster, clock: Clock
) -> Iterator[Finding]:
    """Find duties for an AI system that nobody holds, or two people, or the wrong one.

    Each system names, under `duties`, exactly one person for each of risk, impact, data-quality,
    privacy, security, safety, validation, oversight, supplier, legal, incident and release. Nobody
    releases or validates alone what they develop (`development`).

    ## Why it matters
    What is everybody's duty is done by nobody. And who built something is the last to see what is
    wrong with it.

    ## How to conform
    Name one person for each duty under `duties:` of the system in aims.yaml.
    """
    entries = {entry.value.id: entry for entry in declared.manifest.systems}
    for system in systems:
        entry = entries.get(system.subject.id)
        defects = _duties(entry, roster, clock.today) if entry else _none(system)
        yield from judged(
            system.subject,
            defects,
            otherwise=f"{system.subject.label}: each duty has its person",
            at=entry.locate("duties") if entry else system.at,
        )


def _none(system: System) -> Iterator[Defect]:
    yield Defect(f"{system.subject.label}: no duty is assigned to anybody", system.at, "duties")


def _duties(entry: Entry[DeclaredSystem], roster: Roster, today: date) -> Iterator[Defect]:
    duties, called = entry.value.duties, entry.value.id
    absent = [duty.value for duty in Duty if is_open(duties.get(duty.value))]
    if absent:
        message = f"{called}: nobody holds the duty of {', '.join(absent)}"
        yield Defect(message, entry.locate("duties"), "absent")
    for duty, person in duties.items():
        at = entry.locate("duties", duty)
        if _SEVERAL.search(person):
            message = f"{called}: the duty {duty} is held by several: {person}"
            yield Defect(message, at, f"{duty}:several", "Name the one who answers for it.")
        elif not is_open(person) and (problem := roster.problem(person, today)):
            yield Defect(f"{called}: {person}, who holds {duty}, {problem}", at, f"{duty}:person")
    for first, second, words in _INCOMPATIBLE:
        if first in duties and fold(duties[first]) == fold(duties.get(second, "")):
            message = f"{called}: {duties[first]} {words}"
            at = entry.locate("duties", second)
            yield Defect(message, at, f"{first}:{second}", "Split the two between two people.")
