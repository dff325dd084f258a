"""Responsible use: how people stay in charge."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import ERROR, NOTE, Finding, Profile, by_tier, check, conforms, fails
from ..portfolio import LEFT_OPEN, Anchors, Playbooks, Reference, System, Systems


@check(
    "Human oversight is concrete",
    controls=["A.9.2", "A.6.1.3"],
    clauses=["8.1", "7.2"],
    evidences=["A.9.2"],
    severity=by_tier(minimal=NOTE, limited=ERROR, high=ERROR),
    profile=Profile.STARTER,
)
def missing_human_oversight(
    systems: Systems, anchors: Anchors, playbooks: Playbooks
) -> Iterator[Finding]:
    """Find AI systems whose human oversight is absent or only a word.

    Oversight is concrete when `aims.yaml` says how a person oversees the system (`mode`), who
    (role and person), when they act, and with what they override it; and when that override
    exists: a symbol in the code, a flag in a configuration file or a heading of a runbook. The
    mode must be as strict as the playbook asks for the system's tier; a high-risk system needs a
    person in or on the loop.

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
        if lacking:
            message = f"{system.subject.label}: {'; '.join(lacking)}"
            yield fails(message, at=at, about=system.subject, key="oversight")
        else:
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
