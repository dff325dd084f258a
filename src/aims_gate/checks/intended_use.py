"""Whether systems are used as those they depend on allow."""

from __future__ import annotations

from collections.abc import Iterator

from ..evidence.text import fold
from ..governance.allowed_uses import Allowance, SystemUse, SystemUses, forbids
from ..model import (
    ERROR,
    WARNING,
    Cause,
    Finding,
    by_tier,
    check,
    does_not_apply,
    unassessed,
)
from .judging import Defect, judged

_OBTAIN = "Change the use or what it depends on, or record a written permission."


@check(
    "Use is within intended use",
    controls=["A.9.4"],
    clauses=["8.1"],
    evidences=["A.9.4"],
    severity=by_tier(minimal=WARNING, limited=ERROR, high=ERROR),
)
def outside_intended_use(uses: SystemUses) -> Iterator[Finding]:
    """Find AI systems used for what their models or suppliers exclude.

    Compared are structured fields only: `context` (domain, users, regions, languages) and
    `activities` of the system in `aims.yaml`, against `excluded_uses` and `intended_uses` of its
    models and of their cards' front matter, the licences of the models, and `excluded_uses` and
    `licence_restrictions` of its suppliers. Regions are compared as such: use in Germany lies in
    the EU, and use in the whole EU covers Germany. What cards say in sentences is not compared;
    where there is nothing else, this is not assessed. A written permission, in the record of the
    supplier, lifts an exclusion.

    ## Why it matters
    Beyond the use that a model was made for nobody has measured it, and its licence may be void.

    ## How to conform
    Change the use or the model, or obtain a written permission and record it with the supplier.
    """
    for each in uses:
        about = each.system.subject
        sources = [allowance for allowance in each.allowances if allowance.says_anything]
        if each.system.is_retired:
            yield does_not_apply(f"{about.label} is retired", about=about)
        elif not each.uses:
            yield unassessed(
                f"aims.yaml does not say in structured form what {about.label} is used for",
                cause=Cause.UNAVAILABLE,
                at=each.system.at,
                about=about,
                key="uses",
                fix="State `context` of the system: domain, users, regions.",
            )
        elif not sources:
            yield unassessed(
                f"nothing says in structured form for which uses {about.label} may not be used",
                cause=Cause.UNAVAILABLE,
                at=each.system.at,
                about=about,
                key="sources",
                fix="State `excluded_uses` in the cards' front matter, and in supplier records.",
            )
        else:
            names = ", ".join(allowance.source for allowance in sources)
            message = f"the stated uses of {about.label} are within what is allowed by {names}"
            defects = [defect for source in sources for defect in _outside(each, source)]
            yield from judged(about, defects, otherwise=message, at=each.system.at)


def _outside(each: SystemUse, source: Allowance) -> Iterator[Defect]:
    label = each.system.subject.label
    for use in each.uses:
        for excluded in source.excluded:
            # Whoever uses it in the whole EU uses it in Germany as well.
            hit = use.lies_in(excluded) or (use.dimension == "regions" and excluded.lies_in(use))
            if hit and fold(excluded.label) not in source.permitted:
                message = f"{label}: use {use.label} is excluded by {source.source}"
                key = f"{source.source}:{excluded.label}"
                yield Defect(message, use.at, key, _OBTAIN, places=(excluded.at,))
        meant = [other for other in source.meant if other.dimension == use.dimension]
        if meant and not any(use.lies_in(other) for other in meant):
            listed = ", ".join(other.value for other in meant)
            message = f"{label}: {source.source} is meant only for {listed}, not for {use.label}"
            key = f"{source.source}:{use.label}:meant"
            yield Defect(message, use.at, key, _OBTAIN, places=(meant[0].at,))
    for restriction, at in source.restrictions:
        if (why := forbids(restriction, each.system)) and fold(restriction) not in source.permitted:
            message = f"{label}: {source.source} says {restriction}, and {why}"
            key = f"{source.source}:{restriction}"
            yield Defect(message, each.system.at, key, _OBTAIN, places=(at,))
