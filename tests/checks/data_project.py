"""A small project with one dataset, for tests of the checks of data."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from aims_gate.model import Finding, FindingKind, Outcome, Profile
from aims_gate.testing import judge

TABLE = "id,income,repaid\n1,2000,1\n2,2500,0\n"
DIGEST = "sha256:" + hashlib.sha256(TABLE.encode()).hexdigest()

MANIFEST = """\
systems:
  - id: loans
    purpose: Rank applications for loans
    owner: r-meyer
    activities: [trains, offers-to-customers]
    tier: high
    models: [scorecard]
    datasets: [applications]
models:
  - {id: scorecard, path: models/scorecard.onnx, licence: Apache-2.0}
datasets:
  - id: applications
    path: data/applications.csv
    digest: DIGEST
    version: "1"
    datasheet: data/DATASHEET.md
    rights:
      licence: CC-BY-4.0
      source: forms of our branches
      obtained: 2026-08-01
      method: collected on paper, typed in by the branches
      permitted_uses: [training, evaluation]
    personal_data: true
    derived_by: {script: src/prepare.py#clean}
""".replace("DIGEST", DIGEST)

SHEET = f"""\
---
kind: datasheet
id: sheet
dataset: applications
owner: l-novak
version: "1"
digest: {DIGEST}
license: CC-BY-4.0
personal_data: true
preparation:
  - step: cleaning
    does: Drops rows without an income
    reason: The form allowed none until 2025
    code: src/prepare.py#clean
  - step: splitting
    does: Holds out every fifth row
    reason: Branches are spread evenly over rows
    code: src/prepare.py#split
labelling: {{by: none}}
bias:
  - group: women
    method: Share repaid of women and men compared
    finding: Women repay in 0.75 of cases, men in 0.79
    mitigation: The gap is measured at every release
    risk: R-01
  - group: applicants under 30
    method: Share repaid by age band compared
    finding: None above the margin of error
---

# Datasheet for applications

## Motivation

The data were collected to train a scorecard for consumer loans at the branches.

## Composition

Each row is one application with its income and whether the loan was repaid.

## Collection process

Applicants filled in paper forms in twelve branches between 2024 and 2026.

## Preparation and cleaning

Rows without income were dropped, and amounts were turned into euro by the code in
[`src/prepare.py`](../src/prepare.py).

## Labels

The outcome after two years is the label; nobody labelled anything by hand.

## Splits

Every fifth row is held out for evaluation, the others are for training.

## Bias and gaps

Women and applicants under 30 were compared with the others; people without income are missing.

## Uses

The table serves the training and the evaluation of the scorecard, nothing else.

## What it should not be used for

Nobody should derive statements on other banks, on other products or on single people.

## Distribution

It stays within the bank and is passed on under the licence of the branch contracts.

## Maintenance

l-novak corrects errors that branches report, and renews the table each August.
"""

CODE = "import pandas as pd\n\n\ndef clean(t): ...\n\n\ndef split(t): ...\n"
TRAIN = """\
import pandas as pd
from sklearn.linear_model import LogisticRegression

table = pd.read_csv("data/applications.csv")
LogisticRegression().fit(table[["income"]], table["repaid"])
"""

FILES: Mapping[str, str | bytes] = {
    "aims.yaml": MANIFEST,
    "data/applications.csv": TABLE,
    "data/DATASHEET.md": SHEET,
    "src/prepare.py": CODE,
    "src/train.py": TRAIN,
    "models/scorecard.onnx": b"\x08\x07\x12\x07skl2onnx" + b"\0" * 64,
}


def changed(path: str, old: str, new: str) -> dict[str, str | bytes]:
    """The project with one text replaced, which must be there."""
    content = FILES[path]
    assert isinstance(content, str)
    assert old in content
    return {**FILES, path: content.replace(old, new)}


def findings(check: str, files: Mapping[str, str | bytes]) -> list[Finding]:
    """What one check says of a repository."""
    judgement = judge(files, select=frozenset({check}), profile=Profile.CERTIFICATION)
    results = [item.result for item in judgement.results if item.result.check.id == check]
    assert all(result.outcome is not Outcome.ERROR for result in results), results
    return [finding for result in results for finding in result.findings]


def failures(check: str, files: Mapping[str, str | bytes]) -> list[tuple[str, str]]:
    """Place and message of every failure."""
    return [
        (str(finding.at), finding.message)
        for finding in findings(check, files)
        if finding.kind is FindingKind.FAILURE
    ]


def kinds(check: str, files: Mapping[str, str | bytes]) -> set[FindingKind]:
    """The kinds of findings of one check."""
    return {finding.kind for finding in findings(check, files)}


def line_of(path: str, text: str, files: Mapping[str, str | bytes] = FILES) -> str:
    """The place at which a text stands, as findings name it."""
    content = files[path]
    assert isinstance(content, str)
    lines = [number for number, line in enumerate(content.split("\n"), 1) if text in line]
    assert len(lines) == 1, lines
    return f"{path}:{lines[0]}"
