"""Waivers: whether they are bounded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..governance.organisation import Organisation
from ..governance.waivers import Standing, Waivers
from ..model import ERROR, Finding, Profile, Subject, SubjectKind, Tier, check
from .judging import Defect, judged


@check(
    "Waivers are bounded",
    clauses=["6.1.3", "8.1"],
    severity=ERROR,
    tiers=tuple(Tier),
    profile=Profile.STARTER,
)
def unbounded_waiver(waivers: Waivers, organisation: Organisation) -> Iterator[Finding]:
    """Find waivers that are too broad, too long, expired, unfounded, self-approved or not needed.

    A waiver names one check and one subject, or a path that is not everything; why it is
    acceptable, who sees to it that it ends, somebody else who approved it, the day it was made, the
    day it ends (180 days later at most, unless the policy says otherwise) and the risk in the
    register that it stands for. One with a defect exempts nothing. One without a finding to exempt
    is to be removed.

    ## Why it matters
    A waiver that nobody has to renew is a rule that was abolished by one person.

    ## How to conform
    Mend the waiver at the line named and have it approved anew, or remove it.

    `aims-gate waive` writes one that says everything.
    """
    for waiver in waivers:
        about = Subject(SubjectKind.GATE, f"waiver:{waiver.id}", name=f"waiver {waiver.id}")
        if organisation.subject is not None:
            about = replace(about, tier=organisation.subject.tier)
        yield from judged(
            about,
            _problems(waiver),
            otherwise=f"waiver {waiver.id} of {waiver.check} holds until {waiver.expires}",
            at=waiver.at,
        )


def _problems(waiver: Standing) -> Iterator[Defect]:
    for problem, key in waiver.problems:
        at = waiver.filed.locate(*waiver.keys, key)
        yield Defect(f"waiver {waiver.id}: {problem}", at, key)
