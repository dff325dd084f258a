"""Builds judgements by hand: what the gate would hand to a reporter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from aims_gate.model import (
    REPOSITORY,
    Cause,
    Check,
    ControlStatus,
    DecidedFinding,
    DecidedResult,
    Finding,
    FindingKind,
    Judgement,
    Location,
    Outcome,
    PolicySource,
    Profile,
    Ran,
    Reach,
    Result,
    Role,
    Severity,
    Status,
    Subject,
    SubjectKind,
    Tier,
    Verdict,
    WaiverNote,
    by_tier,
    conforms,
    does_not_apply,
    fails,
    unassessed,
)
from aims_gate.reporters import RenderContext, Stated
from aims_gate.reporters.stated import StatedRisk, StatedSystem, StatedWaiver

CATALOGUE: Mapping[str, str] = MappingProxyType(
    {
        "A.5.2": "Process for assessing impact",
        "A.6.2.7": "Technical documentation",
        "A.7.3": "Where data comes from",
        "A.8.2": "Information for users",
        "A.9.3": "Goals of responsible use",
        "6.1.4": "Assessing the impact of AI systems",
    }
)

WAIVER = WaiverNote("W-7", "the vendor pins", date(2027, 1, 31))

FILES: Mapping[str, bytes] = MappingProxyType(
    {
        "aims.yaml": b"version: 1\nsystems:\n  - id: scoring\nmodels:\n  - id: ranker\n",
        "src/train.py": b"import torch\n\nmodel = torch.nn.Linear(4, 1)\nmodel.train()\n",
        "src/serve.py": b'MODEL = "acme/ranker"\r\nload(MODEL)\r\n',
        "docs/cards/old ranker.md": b"# Ranker\n\nLimits: none known.\n",
    }
)


WHY = "Users cannot judge a model\nwhose limits nobody wrote down.\n\nThis is the second point."
HOW = "Write a model card.\n\nLink it in `aims.yaml`:\n\n    models:\n      - card: CARD.md"


def observe_nothing() -> Any:
    """Stand where a check has its function; reporters never call it."""
    return iter(())


def make_check(
    name: str = "missing-model-card",
    *,
    title: str = "Every model has a model card",
    summary: str = "Find models that no model card describes.",
    why: str = WHY,
    how: str = HOW,
    controls: Iterable[str] = ("A.6.2.7", "A.8.2"),
    clauses: Iterable[str] = (),
    severity: Severity = Severity.ERROR,
    reach: Reach = Reach.CHECKED,
) -> Check[Any]:
    return Check(
        id=name,
        title=title,
        summary=summary,
        why=why,
        how=how,
        controls=tuple(controls),
        clauses=tuple(clauses),
        evidences=tuple(controls),
        severity=by_tier(minimal=Severity.NOTE, limited=severity, high=Severity.ERROR),
        roles=frozenset(Role),
        tiers=frozenset(Tier),
        profile=Profile.STARTER,
        reach=reach,
        since="0.1",
        needs=MappingProxyType({}),
        observe=observe_nothing,
    )


def decided(
    check: Check[Any],
    finding: Finding,
    *,
    decides: bool | None = None,
    severity: Severity | None = None,
    existing: bool = False,
    waiver: WaiverNote | None = None,
) -> DecidedFinding:
    failure = finding.kind is FindingKind.FAILURE
    return DecidedFinding(
        finding=finding,
        severity=severity or check.severity[finding.about.tier],
        fingerprint=finding.fingerprint(check.id),
        decides=failure and not existing and waiver is None if decides is None else decides,
        existing=existing,
        waiver=waiver,
    )


def result(
    check: Check[Any],
    subject: Subject,
    outcome: Outcome,
    *findings: DecidedFinding,
    reason: str | None = None,
    cause: Cause | None = None,
) -> DecidedResult:
    plain = tuple(item.finding for item in findings)
    return DecidedResult(
        result=Result(check, subject, outcome, plain, reason, cause),
        severity=max(
            (item.severity for item in findings),
            key=lambda severity: severity.rank,
            default=check.severity[subject.tier],
        ),
        findings=findings,
    )


def judgement(
    *results: DecidedResult,
    verdict: Verdict = Verdict.FAIL,
    headline: str = "2 models found",
    **fields: Any,
) -> Judgement:
    counts = {outcome.value: 0 for outcome in Outcome} | {"waived": 0, "existing": 0}
    for item in results:
        counts[item.result.outcome] += 1
        counts["waived"] += sum(found.waiver is not None for found in item.findings)
        counts["existing"] += sum(found.existing for found in item.findings)
    given: dict[str, Any] = {
        "repository": "scoring",
        "revision": "0123456789abcdef0123456789abcdef01234567",
        "as_of": date(2026, 11, 21),
        "policy": PolicySource("(default)", Profile.STARTER),
        "reasons": (),
        "steps": (),
        "controls": (),
        "clauses": (),
        "plugins": {item.result.check.id: None for item in results},
    }
    return Judgement(
        verdict=verdict, headline=headline, results=results, summary=counts, **given | fields
    )


def context(files: Mapping[str, bytes] = FILES, **fields: Any) -> RenderContext:
    return RenderContext(read=files.get, catalogue=CATALOGUE, **fields)


RANKER = Subject(SubjectKind.MODEL, "ranker", name="Ranker", tier=Tier.HIGH)
EMBEDDER = Subject(SubjectKind.MODEL, "acme/embedder")
SCORING = Subject(SubjectKind.SYSTEM, "scoring", name="Credit scoring", tier=Tier.HIGH)
LOANS = Subject(SubjectKind.DATASET, "loans-2025")

CARD = make_check()
DATASHEET = make_check(
    "missing-datasheet",
    title="Every dataset has a datasheet",
    summary="Find datasets that no datasheet describes.",
    why="A model repeats what its data got wrong.",
    how="Write a datasheet.",
    controls=["A.7.3"],
    severity=Severity.WARNING,
)
OVERSIGHT = make_check(
    "missing-human-oversight",
    title="A person can intervene",
    summary="Find systems without human oversight.",
    why="Somebody must be able to stop it.",
    how="Name who oversees the system.",
    controls=["A.9.3"],
)
IMPACT = make_check(
    "unlinked-impact-assessment",
    title="Every system has an impact assessment",
    summary="Find systems whose impact nobody assessed",
    why="Harm that nobody looked for is found by those harmed.",
    how="Assess the impact.",
    controls=["A.5.2"],
    clauses=["6.1.4"],
    reach=Reach.ATTESTED,
)
PINNED = make_check(
    "unpinned-third-party-model",
    title="Third-party models are pinned",
    summary="Find models that may change under your feet.",
    why="What was evaluated is not what runs.",
    how="Pin a revision.",
    controls=(),
    severity=Severity.NOTE,
)


def ran(check: Check[Any], *, failing: bool = False) -> tuple[Ran, ...]:
    """One check that ran on a model, and conforms for a system besides if it fails there."""
    if failing:
        judged = {Outcome.CONFORMS: (EMBEDDER, SCORING), Outcome.NONCONFORMS: (RANKER,)}
    else:
        judged = {Outcome.CONFORMS: (RANKER,)}
    return (Ran(check.id, not failing, judged),)


def unread(*checks: str) -> list[DecidedResult]:
    """What several checks could not read for one reason."""
    finding = unassessed(
        "aims.yaml is invalid", cause=Cause.UNREADABLE, at=Location("aims.yaml", 3)
    )
    items = []
    for id_ in checks:
        check = make_check(id_)
        each = decided(check, finding, decides=True)
        items.append(result(check, finding.about, Outcome.NOT_ASSESSED, each))
    return items


def rich() -> Judgement:
    """A judgement with one of everything that a reporter has to show."""
    missing_card = fails(
        "Ranker has no model card",
        at=Location("src/train.py", 3, 9),
        about=RANKER,
        key="card",
        fix="Write docs/ranker.md and link it:\n"
        "  models:\n    - id: ranker\n      card: docs/ranker.md",
        places=[Location("src/serve.py", 2, end_line=2), Location("docs/cards/old ranker.md")],
    )
    sheet = fails("loans-2025 has no datasheet", at=Location("aims.yaml", 4), about=LOANS, key="s")
    oversight = fails(
        "Credit scoring names nobody who can intervene", at=None, about=SCORING, key="oversight"
    )
    unread = unassessed(
        "impact.pdf cannot be read",
        cause=Cause.UNREADABLE,
        at=Location("impact.pdf"),
        about=SCORING,
        key="impact",
        fix="Keep the assessment as Markdown or YAML.",
    )
    waived = fails("acme/embedder is unpinned", at=Location("src/serve.py"), about=EMBEDDER, key="")
    old = fails(
        "acme/embedder has no model card", at=Location("src/serve.py"), about=EMBEDDER, key="card"
    )
    good = conforms(
        "Credit scoring is overseen by the head of credit",
        at=Location("aims.yaml", 3),
        about=SCORING,
        key="oversight",
    )
    return judgement(
        result(CARD, EMBEDDER, Outcome.NONCONFORMS, decided(CARD, old, existing=True)),
        result(CARD, RANKER, Outcome.NONCONFORMS, decided(CARD, missing_card)),
        result(DATASHEET, LOANS, Outcome.NONCONFORMS, decided(DATASHEET, sheet, decides=False)),
        result(
            IMPACT,
            SCORING,
            Outcome.NOT_ASSESSED,
            decided(IMPACT, unread, decides=True),
            reason="impact.pdf cannot be read",
            cause=Cause.UNREADABLE,
        ),
        result(OVERSIGHT, REPOSITORY, Outcome.ERROR, reason="ZeroDivisionError: division by zero"),
        result(
            OVERSIGHT,
            SCORING,
            Outcome.NONCONFORMS,
            decided(OVERSIGHT, oversight, severity=Severity.ERROR),
            decided(OVERSIGHT, good),
        ),
        result(OVERSIGHT, LOANS, Outcome.CONFORMS, decided(OVERSIGHT, good)),
        result(
            PINNED,
            EMBEDDER,
            Outcome.NONCONFORMS,
            decided(PINNED, waived, waiver=WAIVER),
        ),
        result(
            PINNED,
            LOANS,
            Outcome.NOT_APPLICABLE,
            decided(PINNED, does_not_apply("a dataset is no model", about=LOANS)),
            reason="a dataset is no model",
        ),
        result(
            PINNED,
            RANKER,
            Outcome.NOT_ASSESSED,
            reason="the run is offline",
            cause=Cause.UNAVAILABLE,
        ),
        verdict=Verdict.UNDECIDED,
        headline="This repository trains 1 model and uses 1 of others.",
        reasons=("3 findings decide.", "1 check crashed."),
        steps=("Write a model card for Ranker.", "Report the crash of missing-human-oversight."),
        notes=("System legacy has no tier: it is taken as limited.",),
        parts={SCORING: (RANKER, LOANS)},
        manifest="aims.yaml",
        policy=PolicySource(
            "aims-gate.yaml", Profile.STANDARD, revision="f" * 40, digest="sha256:" + "0" * 64
        ),
        plugins={check.id: None for check in (CARD, DATASHEET, IMPACT, OVERSIGHT)}
        | {PINNED.id: "aims-gate-huggingface"},
        controls=(
            ControlStatus("A.5.2", Status.NOT_ASSESSED, Reach.ATTESTED, ran(IMPACT)),
            ControlStatus("A.6.2.7", Status.NONCONFORMING, Reach.CHECKED, ran(CARD, failing=True)),
            ControlStatus("A.9.3", Status.EVIDENCED, Reach.CHECKED, ran(OVERSIGHT), ("a.md",)),
            ControlStatus("A.7.3", Status.NOT_APPLICABLE, Reach.CHECKED, ran(DATASHEET)),
        ),
        clauses=(
            ControlStatus(
                "6.1.4", Status.NOT_ASSESSED, Reach.BEYOND, beyond="It shows only in what is said"
            ),
        ),
    )


STATED = Stated(
    systems=(
        StatedSystem(
            SCORING,
            Location("aims.yaml", 3),
            purpose="Rank applications for loans",
            owner="r-meyer (Head of credit)",
            tier_stated=True,
            version="1.2.0",
            lifecycle="operation",
            obligations=("gdpr",),
            parts=(RANKER, LOANS),
            risks=(
                StatedRisk(
                    "R-01",
                    Location("governance/risks.yaml", 8),
                    description="A household gets a loan that it cannot repay",
                    level="critical",
                    treatment="reduce",
                    residual="high",
                    owner="r-meyer",
                    status="accepted",
                    accepted_by="s-lindqvist",
                    until=date(2026, 11, 20),
                ),
                StatedRisk("R-02", Location("governance/risks.yaml", 20)),
            ),
        ),
    ),
    waivers=(
        StatedWaiver(
            WAIVER.id,
            "unpinned-third-party-model",
            "model:acme/embedder",
            WAIVER.reason,
            Location("governance/waivers.yaml", 3),
            expires=WAIVER.expires,
            approver="s-lindqvist",
        ),
        StatedWaiver(
            "W-3",
            "missing-datasheet",
            "dataset:loans-2025",
            "the sheet comes later",
            Location("governance/waivers.yaml", 12),
            expires=date(2026, 11, 1),
            problems=("it expired on 2026-11-01",),
        ),
    ),
)
"""What the organisation says beside :func:`rich`."""

HEADINGS: Mapping[str, str] = MappingProxyType({"A.5": "Impact", "A.9": "Use", "6": "Planning"})


def without_assets(page: str) -> str:
    """The HTML page without its style and script, which are files of their own."""
    text = re.sub(r"(?s)(?<=<style>).+?(?=</style>)|(?<=<script>).+?(?=</script>)", "…", page)
    return re.sub(r"sha256-[\w+/=]{44}", "sha256-…", text)
