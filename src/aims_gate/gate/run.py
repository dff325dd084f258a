"""One run of the gate: from a snapshot to a judgement."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from ..catalogue import Catalogue, Clause, Control
from ..declarations import Event, LoadedPolicy
from ..discovery import Assets
from ..engine import Collector, Crashed, Dossier, Excluded, Registry, assess, coverage, set_aside
from ..governance import Exclusions
from ..model import (
    Check,
    Clock,
    ControlStatus,
    Environment,
    Evidence,
    Judgement,
    Network,
    NotAssessed,
    PolicySource,
    Profile,
    Result,
    Severity,
    Tier,
)
from ..portfolio import Declarations, JudgingPolicy, Systems, read_policy
from ..repository import FactCache, Scanner, Snapshot, Workbench
from .advice import headline, notes, steps
from .decide import Decision, decide, summarise
from .rules import Rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

E = TypeVar("E", bound=Evidence)

ROOTS: tuple[type[Evidence], ...] = (
    Snapshot,
    Workbench,
    JudgingPolicy,
    Clock,
    Environment,
    Network,
)
"""The evidence that a run supplies; everything else is collected from it."""


@dataclass(frozen=True, slots=True)
class Kit:
    """What is on offer for a run: checks, collectors, scanners and the catalogue.

    ``origins`` maps each check id to the distribution that offers it, ``None`` for a built-in; to
    the path of the policy for a check that the policy states itself;
    ``plugins`` maps the distribution name of each installed plugin to its version.
    """

    checks: tuple[Check[Any], ...]
    collectors: tuple[Collector, ...]
    scanners: tuple[Scanner, ...]
    catalogue: Catalogue
    origins: Mapping[str, str | None] = field(default_factory=dict)
    plugins: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Request:
    """What a person asked for, before the policy is read; options go before the policy.

    ``as_of`` is the only clock. ``event`` is what the run decides about, where it is known.
    """

    snapshot: Snapshot
    as_of: date
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    online: bool = False
    profile: Profile | None = None
    fail_on: Severity | None = None
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    event: Event | None = None
    cache: FactCache | None = None
    processes: int = 1


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
    policy, kit = _with_custom_checks(read_policy(request.snapshot), kit)
    rules = rules_of(request, policy)
    rules.refuse_unknown(kit.checks)
    chosen = rules.selected(kit.checks)
    registry = Registry(kit.collectors, ROOTS)
    registry.refuse_unmet(chosen)
    dossier = Dossier(registry, _roots(request, kit, policy, rules.profile))
    exclusions = _exclusions(registry, dossier)
    report = assess(chosen, dossier, kit.origins, exclusions.reason)
    declarations = dossier[Declarations]
    decision = decide(
        report,
        rules,
        declared=declarations.manifest.exists,
        obstacles=_obstacles(declarations, policy, kit.plugins),
    )
    excluded = Excluded(frozenset(exclusions.stated), frozenset(exclusions.valid))
    judgement = _judgement(request, kit, dossier, decision, rules, excluded)
    return Examined(judgement, dossier)


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
    policy = read_policy(request.snapshot)
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
        Workbench(kit.scanners, request.cache, request.processes),
        JudgingPolicy(policy, profile),
        Clock(request.as_of),
        Environment(request.environment),
        Network(request.online),
    )


def _obstacles(
    declarations: Declarations, policy: LoadedPolicy, plugins: Mapping[str, str]
) -> list[str]:
    """Why the gate cannot judge, whatever the checks found."""
    found = [
        f"{path} is invalid: {_counted(len(problems), 'problem')}, the first at line "
        f"{problems[0].line}: {problems[0].message}"
        for path in declarations.files
        if (problems := declarations.problems_in(path))
    ]
    required = policy.policy.plugins if policy.policy else ()
    installed = {_normal(name) for name in plugins}
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


def _exclusions(registry: Registry, dossier: Dossier) -> Exclusions:
    """What the Statement of Applicability excludes; nothing where that cannot be known."""
    if not registry.provides(Exclusions):  # a kit without the governance documents
        return Exclusions()
    return _or_none(dossier, Exclusions) or Exclusions()


def _judgement(
    request: Request,
    kit: Kit,
    dossier: Dossier,
    decision: Decision,
    rules: Rules,
    excluded: Excluded,
) -> Judgement:
    declarations = dossier[Declarations]
    policy, manifest = declarations.policy, declarations.manifest
    results = [item.result for item in decision.results]
    systems = _or_none(dossier, Systems) or Systems()
    return Judgement(
        verdict=decision.verdict,
        repository=request.snapshot.name,
        revision=request.snapshot.revision,
        as_of=request.as_of,
        policy=PolicySource(
            source=policy.path if policy.exists else "(default)",
            profile=rules.profile,
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
        notes=notes(systems, rules),
    )


def _coverage(
    entries: Iterable[Control | Clause], results: Sequence[Result], kit: Kit
) -> tuple[ControlStatus, ...]:
    return coverage([each.id for each in entries], results, kit.checks, kit.catalogue.beyond)
