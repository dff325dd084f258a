"""Robustness: whether anybody tested what happens when the world does not behave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ..discovery import AssetKind
from ..evaluation.report import Evaluations, Known, Report
from ..model import (
    ERROR,
    NOTE,
    WARNING,
    Clock,
    Finding,
    Location,
    Profile,
    Role,
    Tier,
    by_tier,
    check,
)
from ..portfolio import Declared, Models, Register, System, Systems
from .judging import Defect, judged

MAKERS = (Role.PROVIDER, Role.PRODUCER)

_ALIASES: Final = {
    "perturbation": ("perturbation", "noise", "robustness"),
    "shift": ("shift", "distribution-shift", "domain-shift", "out-of-distribution"),
    "adversarial": ("adversarial", "red-team", "red-teaming", "evasion"),
    "prompt-injection": ("prompt-injection", "jailbreak"),
    "data-leak": ("data-leak", "data-leakage", "memorisation", "memorization", "extraction"),
}
_KIND: Final = {name: kind for kind, names in _ALIASES.items() for name in names}
_OF_GENERATION: Final = ("adversarial", "prompt-injection", "data-leak")


@check(
    "Robustness and security evaluation present",
    controls=["A.6.2.4"],
    clauses=["8.1"],
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
    roles=MAKERS,
    tiers=(Tier.LIMITED, Tier.HIGH),
    profile=Profile.CERTIFICATION,
)
def missing_robustness_evaluation(
    systems: Systems,
    models: Models,
    evaluations: Evaluations,
    declared: Declared,
    register: Register,
    clock: Clock,
) -> Iterator[Finding]:
    """Find systems whose model was never tested under conditions worse than those of its data.

    A system of limited risk needs a suite of perturbed inputs or of shifted data; a high-risk one
    both, and one against people who mean to fool it (adversarial). What generates content or acts
    as an agent needs adversarial tests, prompt injection and leaking of data besides. A suite
    counts with at least one value, a day, and in a report on the model that is declared.

    ## Why it matters
    Held-out data resemble the training data; what applicants, weather and attackers send does not.

    ## How to conform
    Run the suite on the declared model, and give its values in the evaluation report the `suite`
    they belong to: `perturbation`, `shift`, `adversarial`, `prompt-injection` or `data-leak`.
    """
    by_id = {model.subject.id: model for model in models}
    for system in systems:
        own = [by_id[id_] for id_ in sorted(system.models) if id_ in by_id]
        reports = [
            (report, evaluations.models.get(model.subject.id, Known()))
            for model in own
            for report in evaluations.of(model.subject)
        ]
        wanted = _wanted(system.subject.tier, generates=_generates(system, declared, register))
        at = reports[0][0].at if reports else system.at
        yield from judged(
            system.subject,
            _defects(system, wanted, reports, at, clock),
            otherwise=f"{system.subject.label} has results of every suite: {_listed(wanted)}",
            at=at,
        )


def _wanted(tier: Tier, *, generates: bool) -> list[tuple[str, ...]]:
    """The suites that a system needs, each with those that do instead."""
    wanted: list[tuple[str, ...]] = [("perturbation", "shift")]
    if tier is Tier.HIGH:
        wanted = [("perturbation",), ("shift",), ("adversarial",)]
    if generates:
        wanted += [(kind,) for kind in _OF_GENERATION if (kind,) not in wanted]
    return wanted


def _generates(system: System, declared: Declared, register: Register) -> bool:
    """Whether it generates content or acts as an agent: as declared, else as the code shows."""
    for entry in declared.manifest.systems:
        if entry.value.id == system.subject.id and entry.value.generates_content is not None:
            return entry.value.generates_content
    agents = [asset for asset in register.product if asset.kind is AssetKind.AGENT]
    if not system.declared:
        return bool(agents)
    return any(
        entry.value.id == system.subject.id
        for asset in agents
        for entry in register.owners(asset.at.path)
    )


def _defects(
    system: System,
    wanted: Sequence[tuple[str, ...]],
    reports: Sequence[tuple[Report, Known]],
    at: Location,
    clock: Clock,
) -> Iterator[Defect]:
    called = system.subject.label
    if not reports:
        message = f"{called}: there is no result of any suite ({_listed(wanted)})"
        yield Defect(message, at, "suites")
        return
    for kinds in wanted:
        problems = [_problem(kinds, report, known, clock) for report, known in reports]
        wrong = [each for each in problems if each is not None]
        if len(wrong) == len(problems):
            # A result that does not count tells more than that another report has none.
            message, where = next((each for each in wrong if each[1]), wrong[0])
            yield Defect(f"{called}: {message}", where or at, f"suite:{'-or-'.join(kinds)}")


def _problem(
    kinds: Sequence[str], report: Report, known: Known, clock: Clock
) -> tuple[str, Location | None] | None:
    """Why a report does not show a suite, and where; ``None`` if it does."""
    called = " or ".join(kinds)
    found = [each for each in report.measurements if _kind(each.suite) in kinds]
    if not found:
        return f"there is no {called} result", None
    about = [each for each in report.models if each.digest or each.revision]
    if not about or any(known.differs(each) for each in about):
        return f"the {called} result is not of the declared model", found[0].at
    days = [suite.day for suite in report.suites if _kind(suite.kind) in kinds and suite.day]
    day = max(days, default=report.day)
    if day is None:
        return f"the {called} result has no date", found[0].at
    if day > clock.today:
        return f"the {called} result is dated {day}, which lies ahead", found[0].at
    return None


def _listed(wanted: Sequence[tuple[str, ...]]) -> str:
    return ", ".join(" or ".join(kinds) for kinds in wanted)


def _kind(suite: str) -> str:
    return _KIND.get("-".join(suite.casefold().replace("_", " ").split()), "")
