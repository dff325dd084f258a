"""One run of the gate: from a snapshot to a judgement."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from ..catalogue import Clause, Control
from ..comparison.policies import loosened_though_fixed
from ..declarations import LoadedPolicy
from ..declarations.baseline import FILE, LIMIT, BaselineError, Known, read_baseline
from ..discovery import Assets
from ..engine import Crashed, Dossier, Excluded, Registry, assess, coverage, set_aside
from ..governance.files import Governance
from ..governance.in_force import ExclusionsInForce, WaiversInForce
from ..governance.parts import parts_of
from ..governance.references import References
from ..model import (
    Base,
    Clock,
    ControlStatus,
    Environment,
    Evidence,
    Judgement,
    Location,
    Network,
    NotAssessed,
    PolicySource,
    Profile,
    Result,
    Severity,
    Subject,
    Tier,
)
from ..portfolio import Declarations, JudgingPolicy, Systems, read_policy
from ..repository import GitError, Snapshot, SnapshotError, Workbench, earlier_snapshot
from .advice import headline, leftovers, notes, steps
from .decide import Decision, decide, summarise
from .exempt import Exemptions, failures_of, with_idle_waivers
from .premature import without_premature
from .request import ROOTS, Kit, Request
from .rules import Rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

E = TypeVar("E", bound=Evidence)


def run(request: Request, kit: Kit) -> Judgement:
    """Judge one snapshot; raises as :func:`examine` does."""
    return examine(request, kit).judgement


@dataclass(frozen=True, slots=True)
class Examined:
    """A judgement, and the evidence that it rests on."""

    judgement: Judgement
    dossier: Dossier


def examine(request: Request, kit: Kit) -> Examined:
    """Judge one snapshot, and keep the evidence.

    Raises :class:`UnknownCheckError` if a check is named that is not on offer, and
    :class:`EngineError` if what is on offer does not fit together.
    """
    offered = kit
    policy, kit = _with_custom_checks(read_policy(request.ruling), kit)
    rules = rules_of(request, policy)
    rules.refuse_unknown(kit.checks)
    chosen = tuple(check.loaded() for check in rules.selected(kit.checks))
    registry = Registry(kit.collectors, ROOTS)
    registry.refuse_unmet(chosen)
    dossier = Dossier(registry, _roots(request, kit, policy, rules.profile))
    exclusions = _or_none(dossier, ExclusionsInForce) or ExclusionsInForce()
    report = assess(chosen, dossier, kit.origins, exclusions.reason, request.progress)
    declarations = dossier[Declarations]
    baseline, unreadable = _baseline(request, policy)
    waivers = _or_none(dossier, WaiversInForce) or WaiversInForce()
    report = with_idle_waivers(report, waivers.items)
    report = without_premature(report, _ahead(dossier, request.as_of))
    decision = decide(
        report,
        rules,
        declared=declarations.manifest.exists,
        obstacles=[*_obstacles(declarations, policy, kit), *unreadable],
        exemptions=Exemptions(
            waivers=waivers.items,
            baseline=frozenset(each.fingerprint for each in baseline),
            before=_before(request, offered),
        ),
    )
    outcome = _Outcome(decision, rules, policy, exclusions, waivers, baseline)
    return Examined(_judgement(request, kit, dossier, outcome), dossier)


def _ahead(dossier: Dossier, today: date) -> Mapping[str, Location]:
    """The documents that tell of something past on a day that lies ahead, each with that day."""
    references = _or_none(dossier, References)
    return (
        {stated.filed.path: stated.at for stated in references.ahead(today)} if references else {}
    )


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What was decided, and by what."""

    decision: Decision
    rules: Rules
    policy: LoadedPolicy
    exclusions: ExclusionsInForce
    waivers: WaiversInForce
    baseline: tuple[Known, ...]


def _baseline(request: Request, policy: LoadedPolicy) -> tuple[tuple[Known, ...], list[str]]:
    """The baseline in force, or why it cannot be read."""
    stated = policy.policy.files.baseline if policy.policy else None
    path = request.baseline or f"{request.snapshot.base}{stated or FILE}"
    data = request.ruling.get(path, LIMIT + 1)
    if data is None:
        absent = [f"{path}, the baseline, is not there"] if request.baseline or stated else []
        return (), absent
    try:
        return read_baseline(data, path), []
    except BaselineError as problem:
        return (), [str(problem)]


def _before(request: Request, kit: Kit) -> Mapping[str, Severity]:
    """What was wrong on the side before the change, judged by the same rules."""
    if request.since is None:
        return {}
    other = replace(request, snapshot=request.since, since=None, online=False)
    return failures_of(examine(other, kit).judgement.results)


def _with_custom_checks(policy: LoadedPolicy, kit: Kit) -> tuple[LoadedPolicy, Kit]:
    """What is on offer with the checks that the policy states itself; those may make it invalid."""
    if policy.policy is None or not policy.policy.custom:
        return policy, kit
    from ..custom import facts, with_custom_checks  # only few policies state any

    policy, checks = with_custom_checks(policy, kit.checks, kit.catalogue)
    return policy, replace(
        kit,
        checks=(*kit.checks, *checks),
        collectors=(*kit.collectors, facts),
        origins={**kit.origins, **dict.fromkeys((check.id for check in checks), policy.path)},
    )


def dossier_of(request: Request, kit: Kit) -> Dossier:
    """The evidence that a run would judge by, to be collected as it is asked for."""
    policy = read_policy(request.ruling)
    profile = rules_of(request, policy).profile
    return Dossier(Registry(kit.collectors, ROOTS), _roots(request, kit, policy, profile))


def rules_of(request: Request, policy: LoadedPolicy) -> Rules:
    """What the policy and the request come to; an invalid policy counts as none."""
    stated = policy.policy
    if stated is None:
        fail_on = dict.fromkeys(Tier, request.fail_on or Severity.ERROR)
        return Rules(
            profile=request.profile or Profile.STARTER,
            fail_on=fail_on,
            ignore=dict.fromkeys(request.ignore, "left out on the command line"),
            select=request.select,
        )
    fail_on = stated.fail_on.thresholds(request.event)
    if request.fail_on:
        fail_on = dict.fromkeys(Tier, request.fail_on)
    return Rules(
        profile=request.profile or stated.profile,
        fail_on=fail_on,
        ignore={
            **stated.checks.ignore,
            **dict.fromkeys(request.ignore, "left out on the command line"),
        },
        select=request.select,
        severity={name: each.by_tier() for name, each in stated.checks.severity.items()},
        require=frozenset(stated.checks.require),
    )


def _roots(
    request: Request, kit: Kit, policy: LoadedPolicy, profile: Profile
) -> Sequence[Evidence]:
    return (
        request.snapshot,
        Workbench(kit.scanners, request.cache, request.processes, request.progress),
        JudgingPolicy(policy, profile),
        _base(request, kit),
        kit.severities,
        Clock(request.as_of),
        Environment(request.environment),
        Network(request.online),
    )


def _base(request: Request, kit: Kit) -> Base:
    """The side that a change starts from, whose evidence is collected when it is asked for."""
    before = request.before
    if before is None:
        return Base()
    parted = _parted(request.snapshot, before)
    return Base(
        before.revision,
        request.trusted is not None,
        _Lazily.at(before, request, kit),
        Base(parted.revision, supply=_Lazily.at(parted, request, kit)) if parted else None,
    )


def _parted(snapshot: Snapshot, before: Snapshot) -> Snapshot | None:
    """Where the change left the other side, if that has gone on since and this clone knows."""
    if snapshot.git is None or snapshot.revision is None or before.revision is None:
        return None
    try:
        commit = snapshot.git.fork_point(before.revision, snapshot.revision)
        return None if commit == before.revision else earlier_snapshot(before, commit)
    except (GitError, SnapshotError):
        return None


class _Lazily:
    """Supplies the evidence of another side, which few runs need."""

    def __init__(self, request: Request, kit: Kit) -> None:
        self._request = request
        self._kit = kit
        self._dossier: Dossier | None = None

    @classmethod
    def at(cls, snapshot: Snapshot, request: Request, kit: Kit) -> _Lazily:
        """What a snapshot holds, judged by nobody but itself."""
        own = replace(request, snapshot=snapshot, trusted=None, since=None, online=False)
        return cls(own, kit)

    def __call__(self, kind: type[E]) -> E:
        if self._dossier is None:
            self._dossier = dossier_of(self._request, self._kit)
        return self._dossier[kind]


def _obstacles(declarations: Declarations, policy: LoadedPolicy, kit: Kit) -> list[str]:
    """Why the gate cannot judge, whatever the checks found."""
    found = [
        f"{path} is invalid: {_counted(len(problems), 'problem')}, the first at line "
        f"{problems[0].line}: {problems[0].message}"
        for path in declarations.files
        if (problems := declarations.problems_in(path))
    ]
    if policy.problems and policy != declarations.policy:
        first = policy.problems[0]
        found.append(
            f"the policy that judges, {policy.path} of the trusted revision, is invalid at line "
            f"{first.line}: {first.message}"
        )
    found += [
        f"{each.at}: {each.key} is fixed by the policy that this one builds on, and is loosened: "
        f"{each.old} → {each.new}"
        for each in loosened_though_fixed(policy, kit.severities)
    ]
    required = policy.policy.plugins if policy.policy else ()
    installed = {_normal(name) for name in kit.plugins}
    found += [
        f"{policy.path} requires the plugin {name}, which is not installed: pip install {name}"
        for name in required
        if _normal(name) not in installed
    ]
    return found


def _normal(name: str) -> str:
    """A distribution's name as package indexes compare it, where `-`, `_` and `.` are the same."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _or_none(dossier: Dossier, kind: type[E]) -> E | None:
    """Evidence for words alone: a run that could not collect it still has its report."""
    try:
        return dossier[kind]
    except (NotAssessed, Crashed):
        return None


def _judgement(request: Request, kit: Kit, dossier: Dossier, outcome: _Outcome) -> Judgement:
    manifest, policy = dossier[Declarations].manifest, outcome.policy
    decision, exclusions = outcome.decision, outcome.exclusions
    results = [item.result for item in decision.results]
    systems = _or_none(dossier, Systems) or Systems()
    excluded = Excluded(frozenset(exclusions.stated), frozenset(exclusions.valid))
    return Judgement(
        verdict=decision.verdict,
        repository=request.snapshot.name,
        revision=request.snapshot.revision,
        as_of=request.as_of,
        policy=PolicySource(
            source=policy.path if policy.exists else "(default)",
            profile=outcome.rules.profile,
            revision=request.trusted.revision if request.trusted else None,
            digest=policy.digest,
        ),
        headline=headline(_or_none(dossier, Assets), systems, len(request.snapshot.files)),
        reasons=decision.reasons,
        steps=steps(decision),
        results=decision.results,
        controls=set_aside(_coverage(kit.catalogue.controls, results, kit), excluded),
        clauses=_coverage(kit.catalogue.clauses, results, kit),
        summary=summarise(decision.results),
        plugins={name: kit.origins.get(name) for name in sorted({r.check.id for r in results})},
        manifest=manifest.path if manifest.exists else None,
        notes=(
            *notes(systems, outcome.rules),
            *leftovers(decision, outcome.baseline),
        ),
        parts=_parts(systems, dossier),
    )


def _parts(systems: Systems, dossier: Dossier) -> Mapping[Subject, tuple[Subject, ...]]:
    filed = tuple(_or_none(dossier, Governance) or ())
    return {each.subject: parts_of(each, filed) for each in systems if each.declared}


def _coverage(
    entries: Iterable[Control | Clause], results: Sequence[Result], kit: Kit
) -> tuple[ControlStatus, ...]:
    return coverage([each.id for each in entries], results, kit.checks, kit.catalogue.beyond)
