"""Further attacks: what YAML allows, what else runs the gate, who approves, and encodings."""

from __future__ import annotations

from collections.abc import Iterator

from .guarded import LEGACY, append, swap, write
from .table import CARD, CHAT, REPORT, Attack

_POLICY = "aims-gate.yaml"
_WORKFLOW = ".github/workflows/aims-gate.yml"
_OWNERS = ".github/CODEOWNERS"
_WAIVERS = "governance/waivers.yaml"
_PEOPLE = "governance/people.yaml"
_MANIFEST = "aims.yaml"
_WIDE = "{min: 0.5}\n    cadence: 1 month"
_CRITERIA = "governance/risk-criteria.yaml"
_POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\nsize 1234\n"
_EVALUATION, _MODEL = "failed evaluation", "undeclared model"


def yaml_attacks() -> Iterator[Attack]:
    """One text, and readers who do not agree on what it says."""
    severity = "severity: {unpinned-third-party-model: error}"
    yield Attack(
        "lower a severity by a merge key",
        (swap(_POLICY, f"  {severity}\n", "  <<: {severity: {failing-evaluation: note}}\n"),),
        _EVALUATION,
        opens=True,
        told="checks.severity.failing-evaluation",
    )
    yield Attack(
        "soften a threshold by an alias",
        (
            swap(_POLICY, "longest: 90 days", "longest: &long 900 days"),
            swap(_POLICY, "evaluation: 6 months", "evaluation: *long"),
        ),
        told="waivers.longest",
    )
    for name, edit in (
        ("UTF-16", lambda top: _encode(top, "utf-16")),
        ("UTF-32", lambda top: _encode(top, "utf-32")),
    ):
        yield Attack(f"the policy as {name}", (edit,), _EVALUATION)
    yield Attack(
        "the policy twice in one file",
        (append(_POLICY, "...\n---\nprofile: starter\n"),),
        _EVALUATION,
    )
    for name, old, new in (
        ("a key twice", "jobs:\n", "jobs: {}\njobs:\n"),
        ("a merge key", "    runs-on: ubuntu-latest\n", "    <<: {runs-on: ubuntu-latest}\n"),
        ("a tag", "on: pull_request", "on: !!str pull_request"),
        ("an alias", "on: pull_request", "on: &when pull_request"),
        ("no condition but 0", "    runs-on", "    if: 0\n    runs-on"),
    ):
        yield Attack(
            f"workflow: {name}", (swap(_WORKFLOW, old, new),), opens=True, told="ci..github"
        )


def _encode(top: object, encoding: str) -> None:
    file = top / _POLICY  # type: ignore[operator]  # an edit is given the folder
    file.write_bytes(file.read_text("utf-8").encode(encoding))


def running_attacks() -> Iterator[Attack]:
    """What runs the gate besides the workflow, and which gate is installed."""
    for name, old, new in (
        ("taken out", "\taims-gate check\n", "\ttrue\n"),
        ("softened", "aims-gate check", "aims-gate check --fail-on error --no-policy-ref"),
        ("not heeded", "\taims-gate check", "\t-aims-gate check"),
        ("given again", "lint:", "gate:\n\ttrue\n\nlint:"),
    ):
        yield Attack(
            f"Makefile: {name}", (swap("Makefile", old, new),), opens=True, told="ci.Makefile"
        )
    double = "on: pull_request\njobs: {gate: {runs-on: x, steps: [{run: 'true'}]}}\n"
    yield Attack(
        "another job by the name of the gate",
        (write(".github/workflows/other.yml", double),),
        opens=True,
        told="ci..github/workflows/other.yml.gate",
    )
    yield Attack(
        "another gate is installed",
        (swap("requirements-ci.txt", "aims-gate==0.1.0", "aims-gate==0.0.1"),),
        opens=True,
        told="ci.requirements-ci.txt",
    )


def owner_attacks() -> Iterator[Attack]:
    """People by other names, and by none."""
    line = "/aims-gate.yaml                           @rmeyer-examplebank"
    for name, new in (
        ("behind no end of a line", f"/aims-gate.yaml @mallory # \u2028{line}"),
        ("behind no blank", line.replace("yaml ", "yaml\u00a0")),
        ("with another letter", line.replace("@rm", "@\u1d63m")),
        ("with a letter of another case", line.replace("bank", "ban\u212a")),
    ):
        edit = swap(_OWNERS, line, new)
        yield Attack(f"owners: {name}", (edit,), told="codeowners.aims-gate.yaml")
    for name, path, old, new, told in (
        ("an account", _PEOPLE, "slindqvist-examplebank", "mallory", "approvers."),
        ("an address", _PEOPLE, ", email: r-meyer@bank.example}", "}", "approvers.r-meyer.email"),
        (
            "an owner",
            _MANIFEST,
            "{person: r-meyer, role: Head of consumer credit}",
            "{person: k-adeyemi, role: Senior underwriter}",
            "approvers.owner",
        ),
    ):
        yield Attack(f"approve by {name}", (swap(path, old, new),), told=told)
    for name, path, old, new in (
        ("person", _WAIVERS, "approver: s-", "approver: \u0455-"),
        ("system", _MANIFEST, "  - id: loan-approval\n", "  - id: l\u043ean-approval\n"),
    ):
        edit = swap(path, old, new, every=True)
        yield Attack(f"a {name} whose id looks the same", (edit,), _MODEL)


def manifest_attacks() -> Iterator[Attack]:
    """Less is declared, or by another file."""
    other = (
        "  - id: pilot\n    purpose: Try the scoring of loans\n    owner: r-meyer\n"
        "    tier: minimal\n    paths: [src/loan/service.py]\nmodels:\n"
    )
    yield Attack(
        "split a system in two",
        (swap(_MANIFEST, "models:\n", other),),
        told="system.loan-approval.files",
    )
    for old, new, told in (
        ("domain: credit, ", "", "context.domain"),
        ("regions: [EU], ", "", "context.regions"),
        ("    entry_points: [src/loan/service.py#score]\n", "", "entry_points"),
    ):
        name = f"no longer {old.strip()}"
        edit = swap(_MANIFEST, old, new)
        yield Attack(name, (edit,), told=f"system.loan-approval.{told}")
    excluded = "exclude: [{path: '**', reason: only a trial, expires: 2027-06-30}]\n"
    yield Attack(
        "a folder with declarations of its own",
        (
            write("src/chat/aims.yaml", f"systems: []\n{excluded}"),
            write("src/chat/aims-gate.yaml", "checks: {ignore: {undeclared-ai: noise}}\n"),
            write("src/chat/governance/waivers.yaml", "kind: waivers\nwaivers: []\n"),
        ),
        _MODEL,
    )


def document_attacks() -> Iterator[Attack]:
    """Waivers, the baseline and the statement, read otherwise than people read them."""
    yield Attack("what is waived, elsewhere too", (write("src/zoo/bot.py", LEGACY),))
    for day in (
        "2026-W51-2",
        "20261215",
        "'2026-12-15 '",
        "2026-12-15+14:00",
        "２０２６-１２-１５",
    ):
        edit = swap(_WAIVERS, "expires: 2026-12-15", f"expires: {day}", every=True)
        yield Attack(f"an end on {day}", (edit,))
    for about in ("subject: 'model:*'", "subject: '*:*'", "path: '[s]*/**'", "path: ./**"):
        edit = swap(_WAIVERS, "path: src/legacy/**", about, every=True)
        yield Attack(f"a waiver with {about}", (edit,), _MODEL, told="waiver.W-1.scope")
    for old, new, told in (
        ("acceptable_up_to: medium", "acceptable_up_to: high", "acceptable_up_to"),
        ("likely: critical", "likely: medium", "matrix.high.likely"),
        ("[Head of risk]", "[Head of risk, owner]", "high.accepted_by"),
    ):
        name, edit = f"bear more: {new}", swap(_CRITERIA, old, new)
        yield Attack(name, (edit,), told=f"risk_criteria.{told}")
    wider = swap("governance/monitoring-plan.yaml", "{min: 0.75}\n    cadence: 1 month", _WIDE)
    yield Attack("watch less", (wider,), told="monitor.loan-approval.m-auc.threshold")
    baseline = "aims-gate-baseline.txt"
    yield Attack(
        "a baseline of worse findings",
        (swap(baseline, "system:gone note", "system:gone error"),),
        opens=True,
        told="baseline.severity",
    )
    yield Attack(
        "a baseline in a remark",
        (append(baseline, f"# nothing\u2028{'b' * 64} undeclared-ai model:x error\n"),),
        _MODEL,
    )
    excluded = "id,applicable,justification\nA.6.2.4,no,nothing is validated in this bank\n"
    yield Attack("another statement", (write("governance/soa.csv", excluded),))
    yield Attack(
        "a custom check by the name of another",
        (swap(_POLICY, "id: bank-owner-has-a-role", "id: failing-evaluation"),),
        _EVALUATION,
        told="custom.bank-owner-has-a-role",
    )


def encoding_attacks() -> Iterator[Attack]:
    """Files that git has otherwise than the disk, or has not."""
    attributes = write(".gitattributes", "src/chat/*.py working-tree-encoding=IBM037\n")
    yield Attack(
        "code in an encoding that nobody reads",
        (attributes, write("src/chat/bot.py", CHAT.encode("cp037"))),
    )
    script = write("src/chat/bot", f"#!/usr/bin/env python3\n{CHAT}")
    yield Attack("code without a suffix", (script,))
    for path in (REPORT, CARD, "governance/soa.yaml", "governance/improvements.yaml"):
        yield Attack(f"{path} kept elsewhere", (write(path, _POINTER),))


def further_attacks() -> tuple[Attack, ...]:
    """Every further attack that is a change of files."""
    return (
        *yaml_attacks(),
        *running_attacks(),
        *owner_attacks(),
        *manifest_attacks(),
        *document_attacks(),
        *encoding_attacks(),
    )
