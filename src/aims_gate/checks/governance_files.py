"""Whether what rules the AI has owners whom the platform asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..governance.answerable import GovernanceFile, GovernanceFiles
from ..governance.codeowners import OwnerRule, Ownership
from ..governance.consents import person_of
from ..governance.organisation import Organisation
from ..governance.people import Roster
from ..model import (
    WARNING,
    Cause,
    Clock,
    Finding,
    Location,
    Profile,
    check,
    fails,
    unassessed,
)
from .judging import Defect, judged


@check(
    "Governance files are owned and reviewed",
    controls=["A.3.2"],
    clauses=["5.3", "7.5.3"],
    severity=WARNING,
    profile=Profile.CERTIFICATION,
)
def unowned_governance_files(
    files: GovernanceFiles, organisation: Organisation, roster: Roster, clock: Clock
) -> Iterator[Finding]:
    """Find files of the management system without the owners that they ought to have.

    CODEOWNERS must give an owner to the manifest, the gate policy, the AI policy, the Statement of
    Applicability, the registers of risks and people, the impact assessments, the workflows that run
    the gate, and to itself. The line that decides is the last one that fits, so a broad line at the
    end takes away what lines above it gave. Each owner must be somebody in the register of people,
    by the accounts there; a document that names its owner must be owned by that person, everything
    else by the roles that the playbook names for the gate.

    ## Why it matters
    The platform asks code owners, and nobody else, to look at a change. A file without an owner is
    changed by whoever comes along.

    ## How to conform
    Add a line for the file to CODEOWNERS with the accounts of those who answer for it, below all
    broader lines.
    """
    about = organisation.subject
    if about is None:
        return
    if files.ownership is None and files.is_part:
        yield unassessed(
            "only a folder is judged, and CODEOWNERS lies above it",
            cause=Cause.UNAVAILABLE,
            at=files.at,
            about=about,
            key="codeowners",
            fix="Judge the whole repository.",
        )
        return
    if files.ownership is None:
        message = f"there is no CODEOWNERS, so {len(files.items)} governance files have no owner"
        places = [Location(each.path) for each in files]
        yield fails(message, at=files.at, about=about, key="codeowners", places=places)
        return
    defects = [*_unowned(files, files.ownership, roster, clock.today)]
    teams = [] if defects else [*_teams(files, files.ownership, roster)]
    if teams:
        message = (
            f"{files.ownership.path}: who is in {', '.join(dict.fromkeys(teams))} is not known"
        )
        yield unassessed(
            message,
            cause=Cause.UNAVAILABLE,
            at=Location(files.ownership.path),
            about=about,
            key="teams",
            fix="Name the people themselves beside the team.",
        )
        return
    otherwise = f"{files.ownership.path} gives {len(files.items)} governance files their owners"
    yield from judged(about, defects, otherwise=otherwise, at=Location(files.ownership.path))


def _unowned(
    files: GovernanceFiles, ownership: Ownership, roster: Roster, today: date
) -> Iterator[Defect]:
    told: set[str] = set()
    for file in files:
        rule = ownership.rule(file.path)
        at = Location(ownership.path, rule.line if rule else 1)
        if rule is None or not rule.owners:
            earlier = _rule_above(file.path, rule, ownership)
            message = f"{file.path} has no owner{_overrides(rule, earlier)}"
            yield Defect(message, at, f"owner:{file.path}")
            continue
        if not roster.exists:
            continue  # without a register nobody is known to be anybody
        for handle in rule.owners:
            if handle not in told and (problem := _unknown(handle, roster, today)):
                told.add(handle)
                fix = f"Replace {handle}, or add it under `accounts` of the person who has it."
                yield Defect(f"{file.path}: {handle} {problem}", at, f"handle:{handle}", fix)
        if not any(_is_team(handle) for handle in rule.owners):
            yield from _mismatched(file, rule, ownership, roster, at)


def _mismatched(
    file: GovernanceFile, rule: OwnerRule, ownership: Ownership, roster: Roster, at: Location
) -> Iterator[Defect]:
    owners = {_person(handle, roster) for handle in rule.owners}
    for role, people in file.roles.items():
        if not people or people & owners:
            continue  # a role that nobody holds is a finding of its own
        who = " or ".join(sorted(people))
        earlier = _rule_above(file.path, rule, ownership)
        had = {_person(handle, roster) for handle in earlier.owners} if earlier else set()
        message = f"{file.path}: {', '.join(rule.owners)} does not match role {role} ({who})"
        if people & had:
            message += _overrides(rule, earlier)
        fix = f"Add the account of {who} to the line that decides about {file.path}."
        yield Defect(message, at, f"role:{role}:{file.path}", fix)


def _overrides(rule: OwnerRule | None, earlier: OwnerRule | None) -> str:
    """That a line takes away what one above it gave, for the end of a message."""
    if rule is None or earlier is None:
        return ""
    return f"; line {rule.line} ({rule.pattern}) overrides line {earlier.line} ({earlier.pattern})"


def _rule_above(path: str, rule: OwnerRule | None, ownership: Ownership) -> OwnerRule | None:
    """The rule that would decide, if the one that does were not there."""
    if rule is None:
        return None
    above = tuple(each for each in ownership.rules if each.line < rule.line)
    return Ownership(ownership.path, above, ownership.base).rule(path)


def _unknown(handle: str, roster: Roster, today: date) -> str | None:
    if _is_team(handle):
        return None
    person = _person(handle, roster)
    if person is None:
        return "is the account of nobody in the register of people"
    problem = roster.problem(person, today)
    return f"is {person}, who {problem}" if problem else None


def _person(handle: str, roster: Roster) -> str | None:
    if handle.startswith("@"):
        return person_of(handle, roster)
    return roster.by_account("email", handle)


def _is_team(handle: str) -> bool:
    return handle.startswith("@") and "/" in handle


def _teams(files: GovernanceFiles, ownership: Ownership, roster: Roster) -> Iterator[str]:
    """Teams on which it depends whether a file has the owners that it ought to have."""
    for file in files:
        owners = ownership.owners(file.path)
        people = {_person(handle, roster) for handle in owners}
        if roster.exists and any(held and not held & people for held in file.roles.values()):
            yield from (handle for handle in owners if _is_team(handle))
