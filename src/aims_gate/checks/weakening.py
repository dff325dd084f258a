"""Whether a change weakens the gate that judges it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..comparison import Loosening, Loosenings
from ..governance import Organisation
from ..model import ERROR, Base, Finding, Profile, Subject, SubjectKind, Tier, check
from ..portfolio import Playbooks
from .judging import Defect, judged

_GATE = Subject(SubjectKind.GATE, "(gate)", name="the gate")
_STEP = "gate"


@check(
    "The gate was not weakened quietly",
    clauses=["8.1", "7.5.3"],
    severity=ERROR,
    tiers=tuple(Tier),
    profile=Profile.STARTER,
    excludable=False,
)
def weakened_gate(
    loosenings: Loosenings, base: Base, organisation: Organisation
) -> Iterator[Finding]:
    """Find where a change asks less of itself, or of what comes after it.

    The change is compared with the revision that it starts from (`--policy-ref`, or `--since`), by
    what the files mean: the gate policy with its thresholds, severities, ignored and required
    checks, playbook and custom checks; waivers; the Statement of Applicability; systems, their
    tiers, activities, oversight and links; what is excluded from discovery; governance documents
    that are gone; the files that run the gate; and the owners of all these in CODEOWNERS. What
    tightens is fine. Without a revision to compare with it is not assessed.

    ## Why it matters
    A gate that the judged change can open is none. What is loosened together with the change that
    needs it was loosened for that change.

    ## How to conform
    Take the loosening out of this change, or have it approved on its own by those who answer for
    the gate, with a waiver that is merged first.
    """
    about = _GATE
    if organisation.subject is not None:
        about = replace(_GATE, tier=organisation.subject.tier)
    roles = base[Playbooks].of(about.tier).approvals.get(_STEP, ())
    yield from judged(
        about,
        (_defect(each, roles) for each in loosenings),
        otherwise="nothing asks for less than before",
        at=loosenings.at,
    )


def _defect(loosening: Loosening, roles: tuple[str, ...]) -> Defect:
    message = f"{loosening.key}: {loosening.old} → {loosening.new} loosens the gate"
    names = " and ".join(roles) or "those who answer for the gate"
    fix = f"Take it out of this change; {names} must approve it, or a waiver that is merged first."
    return Defect(message, loosening.at, loosening.key, fix)
