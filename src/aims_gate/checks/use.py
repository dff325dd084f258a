"""Responsible use: how people stay in charge."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..declarations import OversightMode
from ..governance.files import Governance
from ..governance.links import Whereabouts
from ..governance.wording import said
from ..model import ERROR, NOTE, Clock, Finding, Profile, by_tier, check, conforms, fails
from ..portfolio import (
    LEFT_OPEN,
    Anchors,
    Oversight,
    Playbooks,
    Reference,
    System,
    Systems,
    TierRules,
)
from .judging import Defect


@check(
    "Human oversight is concrete",
    controls=["A.9.2", "A.6.1.3"],
    clauses=["8.1", "7.2"],
    evidences=["A.9.2"],
    severity=by_tier(minimal=NOTE, limited=ERROR, high=ERROR),
    profile=Profile.STARTER,
)
def missing_human_oversight(
    systems: Systems,
    anchors: Anchors,
    playbooks: Playbooks,
    governance: Governance,
    whereabouts: Whereabouts,
    clock: Clock,
) -> Iterator[Finding]:
    """Find AI systems whose human oversight is absent or only a word.

    Oversight is concrete when `aims.yaml` says how a person oversees the system (`mode`), who
    (role and person), when they act, and with what they override it; and when that override
    exists: a symbol in the code, a flag in a configuration file or a heading of a runbook. The
    mode must be as strict as the playbook asks for the system's tier; a high-risk system needs a
    person in or on the loop.

    Above the profile `starter` three things more are asked for: what the person may do without
    asking (`authority`); evidence of their training (`training`, or a competence with evidence in
    the register of people, no older than the playbook says); and where the playbook sets an
    interval for drills, the day on which the override was last tried, with a record (`drill`).

    ## Why it matters
    A person who is named in no document, or whose override exists in no code, will not stop the
    system when it matters.

    ## How to conform
    Fill `oversight:` of the system in `aims.yaml`: `mode`, `by` with `role` and `person`, `when`,
    and `override` as `path#symbol` or `path#heading` that exists.
    """
    for system in systems:
        lacking = list(_lacking(system, anchors, playbooks))
        at = system.oversight.at if system.oversight else system.at
        further = []
        if playbooks.profile is not Profile.STARTER and system.oversight:
            rules = playbooks.of(system.subject.tier)
            further = list(
                _further(system, system.oversight, rules, governance, whereabouts, clock)
            )
        if lacking:
            message = f"{system.subject.label}: {'; '.join(lacking)}"
            yield fails(message, at=at, about=system.subject, key="oversight")
        for each in further:
            yield fails(each.message, at=each.at, about=system.subject, key=each.key, fix=each.fix)
        if not lacking and not further:
            message = f"{system.subject.label} is overseen: {_said(system)}"
            yield conforms(message, at=at, about=system.subject, key="oversight")


def _lacking(system: System, anchors: Anchors, playbooks: Playbooks) -> Iterator[str]:
    oversight = system.oversight
    if oversight is None:
        yield "no human oversight is declared"
        return
    wanted = playbooks.of(system.subject.tier).oversight
    if wanted and not oversight.mode.is_at_least(wanted):
        yield f"oversight mode is {oversight.mode}, tier {system.subject.tier} needs {wanted}"
    parts = {
        "the role that oversees it": oversight.role,
        "a named person": oversight.person,
        "when they act": oversight.when,
        "how they override it": oversight.override,
    }
    absent = [name for name, value in parts.items() if not _is_said(value)]
    if absent:
        yield f"oversight does not say {', '.join(absent)}"
    if oversight.override and (problem := anchors.problem(oversight.override)):
        yield f"the override {problem}"


def _further(
    system: System,
    oversight: Oversight,
    rules: TierRules,
    governance: Governance,
    whereabouts: Whereabouts,
    clock: Clock,
) -> Iterator[Defect]:
    """What is asked for once a team has begun: authority, training, drills."""
    if oversight.mode is OversightMode.NONE:
        return  # whether nobody has to oversee it is for the playbook, and judged before
    label, at = system.subject.label, oversight.at
    if not said(oversight.authority, words=3):
        message = f"{label}: oversight does not say what the person may do without asking"
        yield Defect(message, at, "authority", "State `authority` under `oversight:`.")
    if oversight.training:
        reference = oversight.training
        if problem := whereabouts.problem_of_place(reference.path, reference.anchor):
            message = f"{label}: the training record {reference.path} {problem}"
            yield Defect(message, reference.at, "training", "Correct the path of the record.")
    elif not _is_trained(oversight.person, rules, governance, whereabouts, clock.today):
        message = f"{label}: nothing shows that {oversight.person or 'anybody'} was trained in it"
        fix = "Reference the record as `training` under `oversight:`."
        yield Defect(message, at, "training", fix)
    yield from _drill(label, oversight, rules, whereabouts, clock.today)


def _is_trained(
    person: str, rules: TierRules, governance: Governance, whereabouts: Whereabouts, today: date
) -> bool:
    """Whether the register of people has a competence of the person with evidence of its day."""
    allowed = rules.maximum_age.training
    for filed in governance.people:
        for known in filed.value.people:
            for each in known.competence if known.id == person else ():
                path, _, anchor = (each.evidence or "").partition("#")
                fresh = each.on is not None and each.on <= today
                if each.on and allowed and allowed.after(each.on) < today:
                    fresh = False
                found = path and not whereabouts.problem_of_place(filed.resolve(path), anchor)
                if fresh and found and (not each.duties or "oversight" in each.duties):
                    return True
    return False


def _drill(
    label: str, oversight: Oversight, rules: TierRules, whereabouts: Whereabouts, today: date
) -> Iterator[Defect]:
    allowed = rules.maximum_age.oversight_drill
    if allowed is None:
        return
    at = oversight.drill_at or oversight.at
    if oversight.drilled is None:
        message = f"{label}: the override was never tried; the playbook asks for it every {allowed}"
        yield Defect(message, at, "drill", "Try the override, and state the day under `drill:`.")
    elif oversight.drilled > today:
        message = (
            f"{label}: the override is said to have been tried on {oversight.drilled}, a day ahead"
        )
        yield Defect(message, at, "drill", "State the day on which it was last tried.")
    elif (due := allowed.after(oversight.drilled)) < today:
        message = f"{label}: the override was last tried on {oversight.drilled}, due again by {due}"
        yield Defect(message, at, "drill", "Try the override again, and state the day.")
    if oversight.drilled and oversight.drill_record is None:
        message = f"{label}: the trial of the override has no record"
        yield Defect(message, at, "drill-record", "Reference the record as `record` of the drill.")
    elif (found := oversight.drill_record) and (
        problem := whereabouts.problem_of_place(found.path, found.anchor)
    ):
        message = f"{label}: the record of the drill {found.path} {problem}"
        yield Defect(message, found.at, "drill-record", "Correct the path of the record.")


_LEAST_CHARACTERS = 2  # of letters and digits; people may be known by short ids
_SAYS_NOTHING = frozenset(
    "tbd todo tba none n/a unknown somebody someone person role xxx yyy abc test foo".split()
)


def _is_said(value: str | Reference | None) -> bool:
    """Whether a part of the declaration says anything: more than a letter or a filler."""
    if not isinstance(value, str):
        return value is not None
    characters = sum(character.isalnum() for character in value)
    return (
        characters >= _LEAST_CHARACTERS
        and value.strip(" .!?").casefold() not in _SAYS_NOTHING
        and not value.startswith(LEFT_OPEN)
    )


def _said(system: System) -> str:
    oversight = system.oversight
    assert oversight is not None
    return f"{oversight.mode} by {oversight.role}"
