"""What a judgement says in words: what the repository is, what to do first, what to know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ..declarations.baseline import Known, severities
from ..discovery import AssetKind, Assets
from ..model import DecidedFinding, DecidedResult, FindingKind, Verdict
from ..portfolio import Systems
from ..repository import Scope
from ..text.counting import counted
from .decide import DECLARE_FIRST, Decision
from .request import Request
from .rules import Rules

_MOST_STEPS = 3


def headline(assets: Assets | None, systems: Systems, files: int) -> str:
    """One sentence on what the repository holds."""
    declared = [system for system in systems if system.declared]
    if declared:
        names = ", ".join(system.subject.label for system in declared[:_MOST_STEPS])
        more = f" and {len(declared) - _MOST_STEPS} more" if len(declared) > _MOST_STEPS else ""
        return f"{counted(len(declared), 'AI system')} declared: {names}{more}"
    if assets is None:
        return f"what AI {counted(files, 'file')} hold could not be told"
    if not assets.ai_system:
        return f"no AI found in {counted(files, 'file')}{_but(assets)}"
    kinds = Counter(asset.kind for asset in assets.product)
    found = ", ".join(counted(number, _WORDS[kind]) for kind, number in kinds.items())
    return f"AI found and not declared: {found}"


def _but(assets: Assets) -> str:
    """What a reader of "no AI found" must know besides: what lies outside, what was not read."""
    elsewhere = Counter(
        asset.scope.value
        for asset in assets
        if asset.scope is not Scope.PRODUCT and asset.kind in _TELLING
    )
    unread = sum(item.scope is Scope.PRODUCT for item in assets.unreadable)
    places = ", ".join(f"{scope} {number}" for scope, number in sorted(elsewhere.items()))
    parts = [f"outside the product: {places}"] if places else []
    parts += [f"{counted(unread, 'file')} could not be read"] if unread else []
    return "".join(f"; {part}" for part in parts)


_TELLING = (
    AssetKind.TRAINING,
    AssetKind.INFERENCE,
    AssetKind.MODEL_FILE,
    AssetKind.HUB_MODEL,
    AssetKind.API_MODEL,
)

_WORDS = {
    AssetKind.LIBRARY: "AI library",
    AssetKind.MODEL_FILE: "model file",
    AssetKind.HUB_MODEL: "hub model",
    AssetKind.API_MODEL: "hosted model",
    AssetKind.HUB_DATASET: "hub dataset",
    AssetKind.DATA_FILE: "data file",
    AssetKind.TRAINING: "training script",
    AssetKind.INFERENCE: "inference script",
    AssetKind.AGENT: "agent",
    AssetKind.MCP_SERVER: "MCP server",
    AssetKind.PROMPT: "prompt",
    AssetKind.PIPELINE: "pipeline",
}


def steps(decision: Decision) -> tuple[str, ...]:
    """What to do, first things first; at most a few."""
    if decision.verdict is Verdict.UNDECIDED:
        return tuple(dict.fromkeys(_unblocking(decision)))[:_MOST_STEPS]
    ranked = sorted(_deciding(decision), key=_first_things_first)
    return tuple(dict.fromkeys(finding.fix for _, finding in ranked if finding.fix))[:_MOST_STEPS]


def _first_things_first(pair: tuple[DecidedResult, DecidedFinding]) -> tuple[bool, bool, int]:
    """Declare before all else, since what follows depends on it; mend before making readable."""
    result, finding = pair
    declares = result.result.check.id == DECLARE_FIRST
    fails = finding.finding.kind is FindingKind.FAILURE
    return not (declares and fails), not fails, -finding.severity.rank


def _deciding(decision: Decision) -> Iterator[tuple[DecidedResult, DecidedFinding]]:
    for result in decision.results:
        for finding in result.findings:
            if finding.decides:
                yield result, finding


def _unblocking(decision: Decision) -> Iterator[str]:
    """What would let the gate judge: the fixes of what is broken, else the reasons."""
    fixes = [finding.fix for _, finding in _deciding(decision) if finding.fix]
    yield from fixes or decision.reasons


def notes(systems: Systems, rules: Rules) -> tuple[str, ...]:
    """Remarks that decide nothing."""
    found = [
        f"{system.subject.label} states no tier and is judged as limited"
        for system in systems
        if system.declared and not system.tier_stated
    ]
    found += [f"{check} is ignored: {reason}" for check, reason in sorted(rules.ignore.items())]
    return tuple(found)


def whose_word(request: Request) -> tuple[str, ...]:
    """By which policy the side before a change was judged, where that is not the one in force."""
    if request.since is None or request.trusted is not None:
        return ()
    revision = (request.since.revision or "the other side")[:12]
    return (
        f"what was there before is judged by the policy of {revision}, the change by its own: "
        "--policy-ref judges both by one",
    )


def leftovers(decision: Decision, baseline: Sequence[Known]) -> tuple[str, ...]:
    """What of the baseline was fixed since, as far as the checks that ran can tell."""
    ran = {result.result.check.id for result in decision.results}
    there = {each.fingerprint for result in decision.results for each in result.findings}
    fixed = sum(each.check in ran and each.fingerprint not in there for each in baseline)
    if not fixed:
        return ()
    what = counted(fixed, "entry")
    return (f"{what} of the baseline no longer there: `aims-gate baseline` drops them",)


def grown(decision: Decision, baseline: Sequence[Known]) -> tuple[str, ...]:
    """What of the baseline is exempt no longer: it is more severe than when it was taken up."""
    listed = severities(baseline)
    number = len(
        {
            each.fingerprint
            for result in decision.results
            for each in result.findings
            if each.finding.kind is FindingKind.FAILURE
            and (known := listed.get(each.fingerprint)) is not None
            and not known.reaches(each.severity)
        }
    )
    if not number:
        return ()
    return (f"{counted(number, 'entry')} of the baseline grew more severe: no longer exempt",)
