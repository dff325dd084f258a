"""One run of the gate: from a snapshot to a judgement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from ..catalogue import Clause, Control
from ..declarations import LoadedPolicy
from ..declarations.baseline import (
    FILE,
    LIMIT,
    BaselineError,
    Known,
    read_baseline,
    severities,
)
from ..discovery import Assets
from ..engine import Crashed, Dossier, Excluded, Registry, assess, coverage, set_aside
from ..governance.files import Governance
from ..governance.in_force import ExclusionsInForce, WaiversInForce
from ..governance.parts import parts_of
from ..governance.references import References
from ..model import (
    ControlStatus,
    Evidence,
    Judgement,
    Location,
    NotAssessed,
    PolicySource,
    Result,
    Severity,
    Subject,
)
from ..portfolio import Declarations, Systems, read_policy
from .advice import grown, headline, leftovers, notes, steps, whose_word
from .decide import Decision, decide, summarise
from .exempt import Exemptions, failures_of, with_idle_waivers
from .obstacles import obstacles
from .premature import without_premature
from .request import ROOTS, Kit, Request
from .rules import Rules, rules_of
from .supply import roots_of

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
    policy, kit = _with_custom_checks(read_policy(request.ruling, request.policy), kit)
    rules = rules_of(request, policy)
    rules.refuse_unknown(kit.checks)
    chosen = tuple(check.loaded() for check in rules.selected(kit.checks))
    registry = Registry(kit.collectors, ROOTS)
    registry.refuse_unmet(chosen)
    dossier = Dossier(registry, roots_of(request, kit, policy, rules.profile))
    exclusions = _or_none(dossier, ExclusionsInForce) or ExclusionsInForce()
    report = assess(chosen, dossier, kit.origins, exclusions.reason, request.progress)
    declarations = dossier[Declarations]
    baseline, unreadable = _baseline(request, policy)
    waivers = _or_none(dossier, WaiversInForce) or WaiversInForce()
    stated = frozenset(declarations.files)
    report = with_idle_waivers(report, waivers.items, stated)
    report = without_premature(report, _ahead(dossier, request.as_of))
    decision = decide(
        report,
        rules,
        declared=declarations.manifest.exists,
        obstacles=[*_absent(request), *obstacles(declarations, policy, kit), *unreadable],
        exemptions=Exemptions(
            waivers=waivers.items,
            declarations=stated,
            baseline=severities(baseline),
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


def _absent(request: Request) -> list[str]:
    """That the policy named is nowhere: a change may bring it, and is judged by the defaults."""
    path = request.policy
    if path is None or path in request.ruling.files or path in request.snapshot.files:
        return []
    return [f"{path}, the gate policy, is not there"]


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
        clauses=_coverage(kit.catalogue.clauses, results, kit, binding=True),
        summary=summarise(decision.results),
        plugins={name: kit.origins.get(name) for name in sorted({r.check.id for r in results})},
        manifest=manifest.path if manifest.exists else None,
        notes=(
            *notes(systems, outcome.rules),
            *whose_word(request),
            *leftovers(decision, outcome.baseline),
            *grown(decision, outcome.baseline),
        ),
        parts=_parts(systems, dossier),
    )


def _parts(systems: Systems, dossier: Dossier) -> Mapping[Subject, tuple[Subject, ...]]:
    filed = tuple(_or_none(dossier, Governance) or ())
    return {each.subject: parts_of(each, filed) for each in systems if each.declared}


def _coverage(
    entries: Iterable[Control | Clause],
    results: Sequence[Result],
    kit: Kit,
    *,
    binding: bool = False,
) -> tuple[ControlStatus, ...]:
    ids = [each.id for each in entries]
    return coverage(ids, results, kit.checks, kit.catalogue.beyond, binding=binding)
