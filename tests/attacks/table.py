"""The attacks: what a pull request does, on top of which offence, and what it should gain by it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from .guarded import Edit, append, drop, link, move, swap, write

CHAT = """\
import openai


def answer(text):
    return openai.OpenAI().responses.create(model="gpt-4o-2024-08-06", input=text)
"""

REPORT = "reports/evaluation.json"
CARD = "models/MODEL_CARD.md"
_SLICE = '"slice": "incomes-10-percent-lower"'

OFFENCES: dict[str, tuple[Edit, ...]] = {
    "nothing": (),
    "undeclared model": (write("src/chat/bot.py", CHAT),),
    "failed evaluation": (
        swap(REPORT, f'"value": 0.802,\n      {_SLICE}', f'"value": 0.722,\n      {_SLICE}'),
        swap(
            REPORT, '"low": 0.775,\n        "high": 0.833', '"low": 0.691,\n        "high": 0.751'
        ),
        swap(
            REPORT,
            f'"auc",\n      {_SLICE},\n      "min": 0.75',
            f'"auc",\n      {_SLICE},\n      "min": 0.7',
        ),
        swap(CARD, "| 0.802 | 0.775 to 0.833 | at", "| 0.722 | 0.691 to 0.751 | hardly at"),
    ),
    "owner without a role": (
        swap("aims.yaml", "{person: r-meyer, role: Head of consumer credit}", "r-meyer"),
    ),
}
"""What a change does wrong; every one but the first fails the gate by itself."""


@dataclass(frozen=True)
class Attack:
    """One pull request.

    ``opens`` says that it makes the gate pass where the change itself is trusted: the offence
    alone would not. ``told`` is what the guarded gate says of the loosening, if it sees one.
    ``late`` are edits of the clone that are no part of the commit.
    """

    name: str
    edits: tuple[Edit, ...]
    offence: str = "nothing"
    opens: bool = False
    told: str = ""
    late: tuple[Edit, ...] = field(default=())


def _policy(name: str, old: str, new: str, told: str, offence: str = "nothing") -> Attack:
    edit = swap("aims-gate.yaml", old, new)
    return Attack(name, (edit,), offence, opens=True, told=told)


_LIMIT = "{metric: auc, slice: incomes-10-percent-lower, min: 0.75, samples: 1000}"
_SOFT = "{metric: auc, slice: incomes-10-percent-lower, min: 0.5, samples: 10}"
_RULE = "expect: has(system.owner.role)"


def policy_attacks() -> Iterator[Attack]:
    """The policy, however it is asked to ask for less."""
    model, evaluation, owner = "undeclared model", "failed evaluation", "owner without a role"
    ignore = "ignore: {undeclared-ai: noise, unassessed-supplier: noise, "
    yield Attack(
        "ignore the checks that fail",
        (
            swap("aims-gate.yaml", "ignore: {", ignore),
            swap("aims-gate.yaml", "require: [undeclared-ai]", "require: []"),
        ),
        model,
        opens=True,
        told="checks.ignore.undeclared-ai",
    )
    yield Attack("drop the policy", (drop("aims-gate.yaml"),), evaluation, True, "policy: ")
    yield _policy(
        "lower the profile", "profile: standard", "profile: starter", "profile: ", evaluation
    )
    yield _policy("soften a threshold", _LIMIT, _SOFT, "playbook.high.evaluations", evaluation)
    yield _policy(
        "drop a threshold", f"      - {_LIMIT}\n", "", "playbook.high.evaluations", evaluation
    )
    yield _policy(
        "lower a severity",
        "severity: {",
        "severity: {failing-evaluation: note, ",
        "checks.severity.failing-evaluation",
        evaluation,
    )
    yield _policy(
        "no longer require a check", "require: [undeclared-ai]", "require: []", "checks.require"
    )
    yield _policy("rewrite a custom check", _RULE, "expect: 'true'", "custom.bank-owner", owner)
    yield Attack(
        "remove a custom check",
        (
            swap("aims-gate.yaml", "  - id: bank-owner-has-a-role\n", ""),
            swap("aims-gate.yaml", "    title: Every owner has a role\n    for: system\n", ""),
            swap("aims-gate.yaml", f"custom:\n    {_RULE}\n", ""),
        ),
        owner,
        opens=True,
        told="custom.bank-owner",
    )
    yield _policy(
        "allow longer waivers", "longest: 90 days", "longest: 900 days", "waivers.longest"
    )
    yield _policy(
        "allow a waiver of what is never waived",
        "never: [failing-evaluation]",
        "never: []",
        "waivers.never",
    )
    yield _policy(
        "lower oversight in the playbook",
        "    oversight: human-decides\n",
        "",
        "playbook.high.oversight",
    )
    for old, new, told in (
        ("gate: [owner, risk, legal]", "gate: [owner, risk]", "approvals.gate"),
        ("    approvals: {gate: [owner, risk, legal]}\n", "", "approvals.gate"),
        ("evaluation: 6 months", "evaluation: 6 years", "maximum_age.evaluation"),
        ("cadence: 1 month", "cadence: 9 months", "monitoring.cadence"),
        ("log_retention: 24 months", "log_retention: 7 months", "log_retention"),
        ("banned_uses: [emotion-recognition, ", "banned_uses: [", "banned_uses"),
    ):
        yield Attack(
            f"{old} → {new}", (swap("aims-gate.yaml", old, new),), told=f"playbook.high.{told}"
        )
    yield _policy(
        "ban less data",
        "banned_data: [ethnicity, religion, health]",
        "banned_data: []",
        "playbook.high.banned_data",
    )
    yield Attack(
        "look for documents elsewhere",
        (append("aims-gate.yaml", "files: {governance: [elsewhere/**]}\n"),),
        told="files.governance",
    )
    yield Attack(
        "take a statement of one's own",
        (
            append("aims-gate.yaml", "files: {soa: mine.csv}\n"),
            write("mine.csv", "control,applicable\nA.2.2,no\n"),
        ),
    )
    yield Attack(
        "take a baseline of one's own",
        (append("aims-gate.yaml", "files: {baseline: mine.txt}\n"), move(BASELINE, "mine.txt")),
        model,
        told="files.baseline",
    )
    yield Attack(
        "extend a policy that is weaker",
        (
            write("aims-gate.yaml", f"extends: {{file: weak.yaml, digest: 'sha256:{_DIGEST}'}}\n"),
            write("weak.yaml", "profile: starter\n"),
        ),
        evaluation,
        opens=True,
        told="profile: ",
    )
    yield Attack("break the policy", (append("aims-gate.yaml", "]: [\n"),), evaluation)
    yield Attack("say it twice", (append("aims-gate.yaml", "profile: starter\n"),), evaluation)
    for path in ("AIMS-GATE.yaml", "Aims-Gate.yaml", "aims-gate.yml", ".aims-gate.yaml"):
        policy = write(path, "profile: starter\n")
        yield Attack(f"add {path} beside the policy", (policy,), evaluation)
    yield Attack(
        "link the policy to another file",
        (write("weak.yaml", "profile: starter\n"), link("aims-gate.yaml", "weak.yaml")),
        evaluation,
    )
    yield Attack(
        "put the policy into the project file",
        (write("pyproject.toml", '[tool.aims-gate]\nprofile = "starter"\n'),),
        evaluation,
    )


BASELINE = "aims-gate-baseline.txt"
_DIGEST = hashlib.sha256(b"profile: starter\n").hexdigest()
_WAIVERS = "governance/waivers.yaml"
_MINE = """\
  - id: W-9{number}
    check: {check}
    path: src/chat/**
    reason: The bot is only a trial and nobody uses it
    owner: r-meyer
    approver: s-lindqvist
    created: 2026-11-20
    expires: 2026-12-20
    risk: R-01
"""
_MINES = "".join(
    _MINE.format(number=number, check=check)
    for number, check in enumerate(("undeclared-ai", "unassessed-supplier"))
)


def waiver_attacks() -> Iterator[Attack]:
    """Waivers for oneself, and those of others made to hold for more."""
    model = "undeclared model"
    mine = append(_WAIVERS, _MINES)
    yield Attack("a waiver for oneself", (mine,), model, opens=True, told="waiver.W-9")
    yield Attack(
        "a waiver of what tells of it",
        (
            append(_WAIVERS, _MINES),
            append(
                _WAIVERS,
                _MINE.format(number=2, check="weakened-gate").replace(
                    "path: src/chat/**", "subject: gate:(gate)"
                ),
            ),
        ),
        model,
        told="waiver.W-9",
    )
    yield Attack(
        "a waiver in a file of one's own",
        (write("governance/more.yaml", f"kind: waivers\nwaivers:\n{_MINES}"),),
        model,
        opens=True,
        told="waiver.W-9",
    )
    longer = swap(_WAIVERS, "expires: 2026-12-15", "expires: 2027-01-29", every=True)
    yield Attack("a longer waiver", (longer,), opens=True, told="waiver.W-1.expires")
    endless = swap(_WAIVERS, "expires: 2026-12-15", "expires: 9999-12-31", every=True)
    yield Attack("a waiver for good", (endless,), told="waiver.W-1.expires")
    open_ = swap(_WAIVERS, "    expires: 2026-12-15\n", "", every=True)
    yield Attack("a waiver without an end", (open_,), told="waiver.W-1.expires")
    broad = swap(_WAIVERS, "path: src/legacy/**", "path: src/**", every=True)
    yield Attack("a broader waiver", (broad,), model, opens=True, told="waiver.W-1.scope")
    other = swap(_WAIVERS, "path: src/legacy/**", "path: src/chat/**", every=True)
    moved = (other, drop("src/legacy"))
    yield Attack("a waiver made to be about oneself", moved, model, True, "waiver.W-1.scope")
    words = swap(_WAIVERS, "expires: 2026-12-15", "expires: when it is done", every=True)
    yield Attack("an end in words", (words,))
    for day in ("2026-13-45", "2026-12-15T99:99:99Z", "1e99", ".inf", "!!timestamp 2026"):
        malformed = swap(_WAIVERS, "expires: 2026-12-15", f"expires: {day}", every=True)
        yield Attack(f"an end on {day}", (malformed,))
    yield Attack(
        "waivers behind a link",
        (move(_WAIVERS, "list.yaml"), append("list.yaml", _MINES), link(_WAIVERS, "../list.yaml")),
        model,
    )


_SOA = "governance/soa.yaml"


def statement_attacks() -> Iterator[Attack]:
    """The Statement of Applicability, and documents that go."""
    row = "applicable: yes\n    justification: The model is only as good"
    why = "applicable: no\n    justification: The model is only as good"
    yield Attack("exclude a control", (swap(_SOA, row, why),), told="soa.A.4.3")
    yield Attack(
        "exclude every control",
        (swap(_SOA, "applicable: yes", "applicable: no", every=True),),
        "failed evaluation",
        told="soa.A.2.2",
    )
    planned = swap(_SOA, "status: implemented", "status: planned", every=True)
    yield Attack("plan what was implemented", (planned,), told="soa.A.2.2.status")
    yield Attack("drop the statement", (drop(_SOA),), told="soa: governance/soa.yaml")
    for path in (
        "governance/practices.yaml",
        "governance/risks/loan-approval.yaml",
        "governance/impact/loan-approval.yaml",
        "governance/event-log.yaml",
        "governance/improvements.yaml",
    ):
        yield Attack(f"drop {path}", (drop(path),), told="document.")
    improvements = "governance/improvements.yaml"
    yield Attack(
        "make a document into something else",
        (write(improvements, "# moved to the wiki\nmoved: true\n"),),
        opens=True,
        told="document.improvements",
    )
    yield Attack(
        "move a document out of sight",
        (move(improvements, "attic/improvements.yaml"),),
        opens=True,
        told="document.improvements",
    )


MANIFEST = "aims.yaml"


def manifest_attacks() -> Iterator[Attack]:
    """What is declared, made less."""
    for old, new, told in (
        ("level: high", "level: minimal", "system.loan-approval.tier"),
        ("level: high", "level: limited", "system.loan-approval.tier"),
        ("  - id: loan-approval\n", "  - id: loans\n", "system.loan-approval: "),
        ("activities: [trains, uses-internally]", "activities: []", "activities"),
        ("mode: human-decides", "mode: human-reviews", "oversight.mode"),
        ("mode: human-decides", "mode: none", "oversight.mode"),
        ("      by: {role: Senior underwriter, person: k-adeyemi}\n", "", "oversight.by"),
        ("      override: src/loan/service.py#override_decision\n", "", "oversight.override"),
        ("lifecycle: operation", "lifecycle: retired", "system.loan-approval.lifecycle"),
        ("lifecycle: operation", "lifecycle: design", "system.loan-approval.lifecycle"),
        ("    lifecycle: operation\n", "", "system.loan-approval.lifecycle"),
        ("    models: [loan-scorecard, purpose-embedder]\n", "", "system.loan-approval.models"),
        ("    datasets: [applications-2026-08]\n", "", "system.loan-approval.datasets"),
        ("    suppliers: [sbert]\n", "", "system.loan-approval.suppliers"),
        ("      safety: s-lindqvist\n", "", "duties.safety"),
        ("      - gdpr\n", "", "system.loan-approval.obligations"),
        ("    risk_register: governance/risks/loan-approval.yaml\n", "", "risk_register"),
        ("    impact_assessment: governance/impact/loan-approval.yaml\n", "", "impact_assessment"),
        ("paths: [src/loan/**, ", "paths: [", "system.loan-approval.paths"),
    ):
        name = f"{old.strip()} → {new.strip() or 'nothing'}"
        yield Attack(name, (swap(MANIFEST, old, new),), told=told)
    yield Attack("drop the manifest", (drop(MANIFEST),), "undeclared model", told="manifest: ")
    yield Attack("empty the manifest", (write(MANIFEST, ""),), "undeclared model")
    yield Attack("no systems", (write(MANIFEST, "systems: []\n"),), "undeclared model")
    excluded = "exclude: [{path: src/chat/**, reason: only a trial, expires: 2027-06-30}]\n"
    yield Attack(
        "exclude what is found",
        (append(MANIFEST, excluded),),
        "undeclared model",
        told="exclude.src/chat",
    )
    yield Attack(
        "exclude everything",
        (append(MANIFEST, excluded.replace("src/chat/**", "'**'")),),
        "undeclared model",
        told="exclude.",
    )
    hidden = "made_up: [{path: '**', reason: only samples, expires: 2027-06-30}]\n"
    yield Attack("call all made up", (append(MANIFEST, hidden),), opens=True, told="made_up.**")
    yield Attack(
        "rule the folder by a manifest of one's own",
        (
            append(MANIFEST, "includes: [src/chat/aims.yaml]\n"),
            write("src/chat/aims.yaml", excluded.replace("src/chat/**", "'**'")),
        ),
        "undeclared model",
        told="exclude.",
    )
    yield Attack(
        "include what lies outside",
        (append(MANIFEST, "includes: [../outside/aims.yaml, /etc/passwd]\n"),),
        "undeclared model",
    )
    yield Attack(
        "include oneself", (append(MANIFEST, "includes: [aims.yaml]\n"),), "undeclared model"
    )
    yield Attack(
        "a manifest behind a link",
        (move(MANIFEST, "real.yaml"), append("real.yaml", excluded), link(MANIFEST, "real.yaml")),
        "undeclared model",
    )
    yield Attack("a manifest of other case", (move(MANIFEST, "AIMS.yaml"),), "undeclared model")


_WORKFLOW = ".github/workflows/aims-gate.yml"
_OWNERS = ".github/CODEOWNERS"


def ci_attacks() -> Iterator[Attack]:
    """The files that run the gate, and those that name who must approve."""
    run = "- run: pipx run aims-gate check"
    for name, old, new in (
        (
            "continue on error",
            run,
            "- continue-on-error: true\n        run: pipx run aims-gate check",
        ),
        ("or true", run, f"{run} || true"),
        ("another policy reference", run, f"{run} --no-policy-ref"),
        ("another profile", run, f"{run} --profile starter"),
        ("a condition", run, f"- if: false\n        {run[2:]}"),
        ("another trigger", "on: pull_request", "on: workflow_dispatch"),
        ("another program", run, "- run: echo passed"),
        ("more rights", "{contents: read}", "write-all"),
    ):
        yield Attack(f"workflow: {name}", (swap(_WORKFLOW, old, new),), opens=True, told="ci.")
    yield Attack("workflow: removed", (drop(_WORKFLOW),), opens=True, told="ci.")
    yield Attack(
        "workflow: renamed", (move(_WORKFLOW, f"{_WORKFLOW}.off"),), opens=True, told="ci."
    )
    hook = swap(".pre-commit-config.yaml", "rev: v1", "rev: 0000000")
    yield Attack("another hook", (hook,), opens=True, told="ci..pre-commit-config.yaml")
    both = " @rmeyer-examplebank @slindqvist-examplebank"
    line = f"/aims-gate.yaml                          {both}\n"
    for name, edit in (
        ("an owner removed", swap(_OWNERS, line, line.replace(" @slindqvist-examplebank", ""))),
        ("no owner at all", swap(_OWNERS, line, "/aims-gate.yaml\n")),
        ("overridden by a later line", append(_OWNERS, "\n* @mallory\n")),
        ("removed", drop(_OWNERS)),
    ):
        yield Attack(f"owners: {name}", (edit,), opens=name != "removed", told="codeowners.")
    moved = (move(_OWNERS, "CODEOWNERS"), append("CODEOWNERS", "\n* @mallory\n"))
    yield Attack("owners: moved", moved, told="codeowners.")


def evidence_attacks() -> Iterator[Attack]:
    """Evidence that is moved to where it cannot be read, or is not what it was."""
    card = CARD
    yield Attack("a card behind a link", (move(card, "real.md"), link(card, "../real.md")))
    yield Attack("a card outside", (link(card, "/etc/hostname"),))
    assessment = "governance/impact/loan-approval.yaml"
    yield Attack("an assessment outside", (link(assessment, "../../../outside.yaml"),))
    yield Attack("governance behind a link", (move("governance", "g"), link("governance", "g")))
    yield Attack("a loop of links", (link(card, "MODEL_CARD.md"),))
    yield Attack("a link to a device", (link(card, "/dev/zero"),))
    yield Attack("an empty card", (write(card, ""),))
    report = (write(REPORT, "{}"),)
    yield Attack("an empty report", report, "nothing")


def attacks() -> tuple[Attack, ...]:
    """Every attack that is a change of files."""
    return (
        *policy_attacks(),
        *waiver_attacks(),
        *statement_attacks(),
        *manifest_attacks(),
        *ci_attacks(),
        *evidence_attacks(),
    )
