"""Changes: whether those that matter are reviewed, and those of the management system planned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ..comparison.material import Material, MaterialChange, MaterialChanges
from ..declarations import Entry
from ..declarations.records import Filed
from ..governance.applicability import ApplicabilityStatement
from ..governance.approvals import lacking_roles
from ..governance.consents import Approvals
from ..governance.files import Governance
from ..governance.organisation import Organisation
from ..governance.people import Roster
from ..governance.wording import said
from ..model import (
    ERROR,
    NOTE,
    WARNING,
    Base,
    Cause,
    Clock,
    Finding,
    Location,
    Profile,
    Tier,
    by_tier,
    check,
    does_not_apply,
    unassessed,
)
from ..portfolio import Declarations, Declared, Playbooks, Systems, TierRules
from ..repository import Change, Snapshot
from ..repository.yaml_tree import MAX_BYTES, YamlProblem, read_yaml
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations.manifest import System as DeclaredSystem
    from ..declarations.records.deployment import Change as PlannedChange

_OWNER: Final = ("owner",)


@check(
    "Material AI changes get the right reviewers",
    controls=["A.6.1.3", "A.6.2.5"],
    clauses=["8.1"],
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
    profile=Profile.CERTIFICATION,
)
def unreviewed_material_change(
    changes: MaterialChanges,
    systems: Systems,
    declared: Declared,
    approvals: Approvals,
    playbooks: Playbooks,
    clock: Clock,
) -> Iterator[Finding]:
    """Find changes that matter to people and were not approved by those who answer for the system.

    Material is what makes a system another than the one that was assessed: another model or
    revision, other data, a prompt, what evaluations must show, oversight, a supplier. Each class
    needs the roles that the playbook of the tier names under `approvals.model_change`,
    `data_change`, `prompt_change`, `threshold_change`, `oversight_change` or `supplier_change`;
    without such a step those under `approvals.material_change`. What counts are approvals on the
    platform (`--online`) of the last commit, by others than its authors. Without the platform's
    record a material change is not assessed.

    ## Why it matters
    Such a change looks like any other: one line, one revision. Whoever accepted the risks of the
    system accepted those of another one.

    ## How to conform
    Ask those who hold the roles for a review, after the last push, and run the gate with --online.
    """
    entries = {entry.value.id: entry for entry in declared.manifest.systems}
    for system in systems:
        about = system.subject
        found = changes.of(about.id)
        entry = entries.get(about.id)
        if entry is None or not found:
            reason = "this change touches nothing of it that matters"
            yield does_not_apply(reason, about=about)
            continue
        consent = approvals.consent
        if consent is None:
            named = ", ".join(dict.fromkeys(each.what for each in found))
            message = f"{about.label}: who approved this change is not known ({named}): "
            yield unassessed(
                message + approvals.unknown,
                cause=Cause.UNAVAILABLE,
                at=found[0].at,
                about=about,
                key="change",
                fix=approvals.fix,
            )
            continue
        rules = playbooks.of(about.tier)
        yield from judged(
            about,
            _unreviewed(found, entry, rules, approvals, clock.today),
            otherwise=f"{about.label}: {consent.described}",
            at=found[0].at,
        )


def _unreviewed(
    found: tuple[MaterialChange, ...],
    entry: Entry[DeclaredSystem],
    rules: TierRules,
    approvals: Approvals,
    today: date,
) -> Iterator[Defect]:
    assert approvals.consent is not None
    for kind in Material:
        touched = [each for each in found if each.material is kind]
        if not touched:
            continue
        wanted = _wanted(kind, rules)
        lacking = lacking_roles(wanted, approvals.consent.people, entry, approvals.roster, today)
        if lacking:
            what = "; ".join(dict.fromkeys(each.what for each in touched))
            yield Defect(
                f"{entry.value.id}: this change is one of {kind} ({what}) and needs "
                f"{', '.join(wanted)}; {approvals.consent.described}",
                touched[0].at,
                kind.value,
                fix=f"Ask {' and '.join(lacking)} to approve the last commit.",
                places=tuple(each.at for each in touched[1:]),
            )


def _wanted(kind: Material, rules: TierRules) -> tuple[str, ...]:
    for step in (f"{kind}_change", "material_change", "release"):
        if roles := rules.approvals.get(step):
            return roles
    return _OWNER


@check(
    "AIMS changes are planned",
    clauses=["6.3", "8.1"],
    evidences=["6.3"],
    severity=NOTE,
    profile=Profile.CERTIFICATION,
)
def unplanned_aims_change(
    change: Change,
    base: Base,
    snapshot: Snapshot,
    governance: Governance,
    declarations: Declarations,
    declared: Declared,
    statement: ApplicabilityStatement,
    organisation: Organisation,
    roster: Roster,
    clock: Clock,
) -> Iterator[Finding]:
    """Find changes of how the AI is governed for which there is no plan.

    How the AI is governed stands in the gate policy with its playbook and limits, the AI policy,
    the Statement of Applicability, the register of people with their roles, and in the tiers and
    duties of the manifest. A change of what these say (other words in the AI policy, other data in
    the others; not comments or layout) must be in the register of changes (`kind: changes`): an
    entry that names the document under `documents`, is new, changed or not yet done, and says why,
    what may follow, what it takes, and who approved it, which is not the one who carries it out.

    ## Why it matters
    Rules that shift in passing are found out when an auditor asks when they were changed. What
    may follow from a change is known best before it is made.

    ## How to conform
    Add an entry to the register of changes that names the document under `documents`, with reason,
    consequence, resources and approval.
    """
    about = organisation.subject
    if about is None:
        return
    sides = _Sides(base, snapshot, change)
    touched = [*_documents(sides, governance, declarations, statement)]
    touched += [*_manifest(base.start[Declared], declared)]
    if not touched:
        yield does_not_apply("this change touches nothing of how the AI is governed", about=about)
        return
    plans = [*_plans(governance, base.start[Governance])]
    yield from judged(
        about,
        _unplanned(touched, plans, roster, clock.today),
        otherwise=f"the register of changes plans what changes in {_paths(touched)}",
        at=touched[0],
    )


class _Sides:
    """What a document said before, and what it says now."""

    def __init__(self, base: Base, snapshot: Snapshot, change: Change) -> None:
        self._before = base.start[Snapshot]
        self._after = snapshot
        self._paths = change.paths

    def differs(self, path: str) -> bool:
        """Whether a document says something else than before, or is new or gone."""
        if path not in self._paths:
            return False
        before, after = self._before.get(path, MAX_BYTES), self._after.get(path, MAX_BYTES)
        if before is None or after is None or not path.endswith((".yaml", ".yml")):
            return before != after
        try:
            return read_yaml(before).data != read_yaml(after).data
        except YamlProblem:
            return before != after


def _documents(
    sides: _Sides,
    governance: Governance,
    declarations: Declarations,
    statement: ApplicabilityStatement,
) -> Iterator[Location]:
    paths = [declarations.policy.path]
    paths += [
        filed.path for kind in ("ai-policy", "people", "soa") for filed in governance.of(kind)
    ]
    if statement.exists:
        paths.append(statement.at.path)
    for path in dict.fromkeys(paths):
        if sides.differs(path):
            yield Location(path)


def _manifest(before: Declared, after: Declared) -> Iterator[Location]:
    """Systems whose tier or duties are others than before."""
    known = {entry.value.id: entry for entry in before.manifest.systems}
    for entry in after.manifest.systems:
        was = known.get(entry.value.id)
        if was is None:
            continue
        if _tier(entry) != _tier(was):
            yield entry.locate("tier")
        elif entry.value.duties != was.value.duties or entry.value.owner != was.value.owner:
            yield entry.locate("duties")


def _tier(entry: Entry[DeclaredSystem]) -> Tier:
    return entry.value.tier.level if entry.value.tier else Tier.LIMITED


_Plan = tuple[Filed[Any], int]


def _plans(governance: Governance, before: Governance) -> Iterator[_Plan]:
    """Entries of the register that may be about this change: new, changed, or still to be done."""
    known = {each.id: each for filed in before.of("changes") for each in filed.value.changes}
    for filed in governance.of("changes"):
        for index, each in enumerate(filed.value.changes):
            if each.done_on is None or known.get(each.id) != each:
                yield filed, index


def _unplanned(
    touched: list[Location], plans: list[_Plan], roster: Roster, today: date
) -> Iterator[Defect]:
    told: set[str] = set()
    for at in touched:
        path = at.path
        if path in told:
            continue
        told.add(path)
        about_it = [(filed, index) for filed, index in plans if path in _named(filed, index)]
        if not about_it:
            message = f"this change alters {path}, and no entry of the register of changes says so"
            yield Defect(message, at, f"change:{path}")
            continue
        lacking = [_lacking(filed.value.changes[index], roster, today) for filed, index in about_it]
        if all(lacking):
            filed, index = about_it[0]
            entry = filed.value.changes[index]
            yield Defect(
                f"change {entry.id}, which alters {path}, {'; '.join(lacking[0])}",
                filed.locate("changes", index),
                f"change:{path}",
                fix=f"Complete {entry.id} in the register of changes.",
                places=(at,),
            )


def _named(filed: Filed[Any], index: int) -> set[str]:
    return {filed.resolve(each) for each in filed.value.changes[index].documents}


def _lacking(entry: PlannedChange, roster: Roster, today: date) -> list[str]:
    """What a plan does not say, in words that follow its id."""
    found = [
        f"gives no {name}"
        for name in ("reason", "consequence", "resources")
        if not said(getattr(entry, name), words=3)
    ]
    approvers = [each for each in entry.approved_by if each != entry.responsible]
    known = [each for each in approvers if roster.problem(each, today) is None]
    if not known:
        found.append("is approved by nobody but who carries it out")
    if entry.approved_on is None or entry.approved_on > today:
        found.append("is approved on a day that is missing or lies ahead")
    return found


def _paths(touched: list[Location]) -> str:
    return ", ".join(dict.fromkeys(at.path for at in touched))
