"""Documents that only look like documents are evidence of nothing, and each of them is named.

What may remain as evidence is listed with its reason: what code, data and a truthful manifest show
by themselves, whatever the documents beside them are worth.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from aims_gate.declarations.records import KINDS
from aims_gate.gate import Kit
from aims_gate.model import Judgement, Outcome, Profile, Status, Verdict
from aims_gate.plugins import load_offer
from aims_gate.testing import AS_OF, judge

from .staging import (
    OWED,
    PARAGRAPH,
    PROSE,
    Files,
    code,
    evidenced,
    example,
    failures,
    moved_ahead,
    skeletons,
    with_fine_words,
)

DECLARED = {
    "A.4.2": "the manifest declares every model, dataset and library that the code uses",
    "4.3": "the manifest draws the boundary that the code keeps",
}
"""What the code and the least manifest show."""

MEASURED = {
    **DECLARED,
    "A.3.2": "the manifest names who holds each duty",
    "5.3": "the manifest names who holds each duty",
    "A.4.4": "the bill of materials names the tools in the versions that the code pins",
    "A.6.2.4": "the evaluation report holds the figures, for the digest of the model",
    "A.7.5": "the script that makes the data is in the repository",
}
"""What the code, its measurements and the whole manifest of the example show."""

STATED = {
    **{id_: why for id_, why in MEASURED.items() if id_ != "A.6.2.4"},
    "A.8.3": "the form that people outside use is in the repository, and linked",
}
"""What no day has to do with: the evaluation is not among it, for it is dated."""

USUAL_NAMES = """
    README.md SECURITY.md CONTRIBUTING.md CODE_OF_CONDUCT.md LICENSE NOTICE CODEOWNERS
    .github/CODEOWNERS .github/workflows/aims-gate.yml MODEL_CARD.md models/MODEL_CARD.md
    DATASHEET.md data/DATASHEET.md data/README.md reports/evaluation.json eval_results.yaml
    AI_POLICY.md docs/ai-policy.md IMPACT_ASSESSMENT.md docs/impact-assessment.md RISK_REGISTER.md
    docs/risk-register.md SOA.md governance/soa.csv docs/runbook.md aibom.cdx.json CHANGELOG.md
    docs/governance/ai-policy.md docs/governance/risk-register.yaml docs/governance/soa.yaml
""".split()
"""Where people and tools look for evidence, besides the places of the gate's own documents."""


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_offer(installed=False).kit


@pytest.fixture(scope="module")
def unbroken(kit: Kit) -> Judgement:
    return certify(example(), kit)


def certify(files: Files, kit: Kit) -> Judgement:
    return judge(files, kit=kit, profile=Profile.CERTIFICATION)


def places(judgement: Judgement) -> set[str]:
    return {each.finding.at.path for each in failures(judgement) if each.finding.at}


def controls(ids: set[str]) -> set[str]:
    return {id_ for id_ in ids if id_.startswith("A.")}


def test_documents_that_say_something_are_evidence(unbroken: Judgement) -> None:
    """The acts below take away what is there: without this they would show nothing."""
    assert len(controls(evidenced(unbroken))) >= 30


def test_empty_files_by_the_expected_names(kit: Kit) -> None:
    paths = [*(kind.path for kind in KINDS.values()), *USUAL_NAMES]
    empty: Files = dict.fromkeys(paths, b"")
    judgement = certify({**empty, **code()}, kit)
    assert judgement.verdict is Verdict.FAIL
    assert evidenced(judgement) <= set(DECLARED)
    assert {kind.path for kind in OWED.values()} <= places(judgement)
    assert {path for path in USUAL_NAMES if "governance/" in path} - places(judgement) == {
        "governance/soa.csv"  # where no statement is looked for unless it holds one
    }
    failing = {item.result.check.id for item in judgement.with_outcome(Outcome.NONCONFORMS)}
    assert {"missing-model-card", "missing-datasheet", "failing-evaluation"} <= failing


def test_spaces_are_no_documents_either(kit: Kit) -> None:
    blank = {kind.path: b" \n\t\n\n" for kind in KINDS.values()}
    judgement = certify({**code(), **blank}, kit)
    assert judgement.verdict is Verdict.FAIL
    assert evidenced(judgement) <= set(DECLARED)
    assert {kind.path for kind in OWED.values()} <= places(judgement)


def test_the_unfilled_skeleton(kit: Kit) -> None:
    judgement = certify({**code(), **skeletons()}, kit)
    assert judgement.verdict is Verdict.FAIL
    assert evidenced(judgement) <= set(DECLARED)
    assert {kind.path for kind in OWED.values()} <= places(judgement)


def test_fine_words_in_the_skeleton(kit: Kit) -> None:
    filled = with_fine_words(skeletons())
    said = {name for name, kind in OWED.items() if PARAGRAPH[:30] in filled[kind.path].decode()}
    assert said >= PROSE
    judgement = certify({**code(), **filled}, kit)
    assert judgement.verdict is Verdict.FAIL
    assert evidenced(judgement) <= set(DECLARED)
    assert {kind.path for kind in OWED.values()} <= places(judgement)


def test_fine_words_between_true_figures(kit: Kit) -> None:
    """All numbers, days, ids and links are those of the example; only what it says is gone."""
    files = example()
    written = {
        name: data
        for name, data in files.items()
        if name.startswith(("governance/", "forms/")) or name.endswith(("_CARD.md", "SHEET.md"))
        if name.endswith((".md", ".yaml"))
    }
    pasted = with_fine_words(written)
    judgement = certify({**files, **pasted}, kit)
    assert judgement.verdict is Verdict.FAIL
    assert evidenced(judgement) <= set(MEASURED)
    start = PARAGRAPH[:30].encode()
    told = {name for name, data in pasted.items() if b"kind: " in data and start in data}
    assert told - places(judgement) == set()


def test_the_assessments_of_another_system(kit: Kit) -> None:
    files = example()
    manifest = files["aims.yaml"].replace(b"\nmodels:\n", b"\n" + CLAIMS.encode() + b"models:\n", 1)
    copies = {
        f"governance/{folder}/claims.yaml": renamed(
            files[f"governance/{folder}/loan-approval.yaml"].decode()
        ).encode()
        for folder in ("impact", "risks")
    }
    judgement = certify({**files, **copies, "aims.yaml": manifest}, kit)
    assert judgement.verdict is Verdict.FAIL
    assessed = {"A.5.3", "A.5.4", "A.5.5", "6.1.2", "6.1.4", "8.2", "8.4"}
    assert assessed & evidenced(judgement) == set()
    for check in (
        "incomplete-impact-assessment",
        "vague-individual-impact",
        "unanswered-societal-impact",
        "missing-risk-assessment",
    ):
        told = [
            each.finding.message
            for each in failures(judgement, check)
            if each.finding.about.id == "claims" and each.finding.at
            if each.finding.at.path in copies
        ]
        assert any(re.search(r"says what .* says|word for word", each) for each in told), check


CLAIMS = """\
  - id: claims
    name: Claims triage
    purpose: Sort insurance claims by urgency so that a handler sees grave ones first
    owner: {person: r-meyer, role: Head of consumer credit}
    activities: [trains, uses-internally]
    version: 3.0.0
    lifecycle: operation
    tier: {level: high, basis: EU AI Act Annex III 5(c), decided_by: s-lindqvist,
           decided_on: 2026-09-01}
    paths: [claims/**]
    impact_assessment: governance/impact/claims.yaml
    risk_register: governance/risks/claims.yaml
"""


def renamed(text: str) -> str:
    """A document about the example's system as one about the claims system."""
    for old, new in (
        (r"^id: .*", "id: copy-of-\\g<0>"),
        (r"^id: copy-of-id: ", "id: claims-"),
        (r"^title: .*", "title: Claims triage"),
        (r"^system: .*", "system: claims"),
        (r"\b1\.2\.0\b", "3.0.0"),
        (r"\b(R|T)-(\d\d)\b", r"\1C-\2"),
    ):
        text = re.sub(old, new, text, flags=re.MULTILINE)
    return text


def test_days_that_lie_ahead(kit: Kit) -> None:
    files = example()
    dated = {
        name: data
        for name, data in files.items()
        if name.endswith((".md", ".yaml", ".json", ".csv"))
        if not name.startswith(("src/", "data/applications", "aims-gate"))
    }
    ahead = moved_ahead(dated)
    judgement = certify({**files, **ahead}, kit)
    assert judgement.verdict is Verdict.FAIL
    assert evidenced(judgement) <= set(STATED)
    past = {name for name in dated if re.search(rb"^kind: (?s:.)*^approved: ", dated[name], re.M)}
    assert past - places(judgement) == set()


def test_a_statement_that_excludes_everything(kit: Kit) -> None:
    files = example()
    statement = files["governance/soa.yaml"].decode()
    statement = statement.replace("applicable: yes", "applicable: no")
    statement = re.sub(r"^ +(?:status|evidence|risks): .*\n", "", statement, flags=re.MULTILINE)
    judgement = certify({**files, "governance/soa.yaml": statement.encode()}, kit)
    assert judgement.verdict is Verdict.FAIL
    assert controls(evidenced(judgement)) == set()
    # Nothing is set aside by it either: every control is judged as if it applied.
    assert Status.NOT_APPLICABLE not in {each.status for each in judgement.controls}
    contradicted = {each.finding.key for each in failures(judgement, "contradicted-exclusion")}
    assert len(contradicted) > len(judgement.controls) / 2
    assert [each.finding.message for each in failures(judgement, "incomplete-soa")]


@pytest.mark.parametrize("act", ["empty", "skeleton"])
def test_the_command_ends_with_status_1(act: str, tmp_path: Path) -> None:
    documents = skeletons() if act == "skeleton" else {kind.path: b"" for kind in KINDS.values()}
    for name, data in {**code(), **documents}.items():
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "aims_gate", "check", str(tmp_path), "--no-cache"),
            *("--profile", "certification", "--as-of", AS_OF.isoformat(), "--format", "json"),
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    told = json.loads(done.stdout)
    shown = {each["id"] for each in told["controls"] if each["status"] == "evidenced"}
    assert shown <= set(DECLARED)
