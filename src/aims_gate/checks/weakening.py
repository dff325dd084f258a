"""Whether a change weakens the gate that judges it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..comparison.loosenings import Loosenings
from ..comparison.terms import Loosening
from ..governance.consents import Approvals, lacking_for_any
from ..governance.organisation import Organisation
from ..model import (
    ERROR,
    Base,
    Clock,
    Finding,
    Profile,
    Subject,
    SubjectKind,
    Tier,
    check,
    conforms,
)
from ..portfolio import Declared, Playbooks
from .judging import Defect, judged

_GATE = Subject(SubjectKind.GATE, "(gate)", name="the gate")
_STEP = "gate"
_OWNER = ("owner",)


@check(
    "The gate was not weakened quietly",
    clauses=["8.1", "7.5.3"],
    severity=ERROR,
    tiers=tuple(Tier),
    profile=Profile.STARTER,
    excludable=False,
)
def weakened_gate(
    loosenings: Loosenings,
    base: Base,
    organisation: Organisation,
    approvals: Approvals,
    clock: Clock,
) -> Iterator[Finding]:
    """Find where a change asks less of itself, or of what comes after it.

    The change is compared with the revision that it starts from (`--policy-ref`, or `--since`), by
    what the files mean: the gate policy with its thresholds, severities, ignored and required
    checks, playbook, custom checks and fixed values; waivers; the baseline, with the severities in
    it; the Statement of Applicability; systems, their tiers, files, activities, oversight and
    links; what is excluded from discovery; governance documents that are gone; which risks are
    acceptable, by the risk criteria; what is monitored, how often and within which limits; who may
    approve, by the register of people and the owners of systems; the files that run the gate, and
    what they install; and the owners of all these in CODEOWNERS. What tightens is fine. Without a
    revision to compare with it is not assessed.

    A loosening is in order once the roles that the playbook of that revision names under
    `approvals.gate` (the owner, if it names none) have approved the last commit, none of them as
    its author, by the record of the platform (`--online`).

    ## Why it matters
    A gate that the judged change can open is none. What is loosened together with the change that
    needs it was loosened for that change.

    ## How to conform
    Take the loosening out of this change, or have the change approved by those who answer for the
    gate and run the gate with --online, or get a waiver that is merged first.
    """
    if organisation.subject is None and not loosenings.compared:
        return  # without AI, and without another side, there is nothing to guard
    about = _GATE
    if organisation.subject is not None:
        about = replace(_GATE, tier=organisation.subject.tier)
    roles = base[Playbooks].of(about.tier).approvals.get(_STEP, _OWNER)
    found = tuple(loosenings)
    if found and (said := _approved(roles, base, approvals, clock)):
        yield conforms(
            f"{len(found)} loosened by a change that is approved: {said}",
            at=found[0].at,
            about=about,
            key="",
            places=[each.at for each in found],
        )
        return
    why = approvals.consent.described if approvals.consent else approvals.unknown
    yield from judged(
        about,
        (_defect(each, roles, why) for each in found),
        otherwise="nothing asks for less than before",
        at=loosenings.at,
    )


def _approved(roles: tuple[str, ...], base: Base, approvals: Approvals, clock: Clock) -> str | None:
    """By whom, if the platform's record has everybody whom the playbook of before asks for."""
    consent = approvals.consent
    if consent is None or not consent.people:
        return None
    systems = base[Declared].manifest.systems
    if lacking_for_any(roles, consent.people, systems, approvals.roster, clock.today):
        return None
    return consent.described


def _defect(loosening: Loosening, roles: tuple[str, ...], why: str) -> Defect:
    message = f"{loosening.key}: {loosening.old} → {loosening.new} loosens the gate"
    names = " and ".join(roles) or "those who answer for the gate"
    fix = (
        f"Take it out of this change, or have {names} approve the change and run the gate with "
        f"--online ({why}), or get a waiver that is merged first."
    )
    return Defect(message, loosening.at, loosening.key, fix)
