"""A card says what manifest, licence and evaluation say; and more of it before certification."""

from __future__ import annotations

import pytest

from aims_gate.checks.card_agreement import contradictory_model_card
from aims_gate.checks.card_certification import lacking_for_certification
from aims_gate.evidence import DocumentKind, read_as
from aims_gate.model import FindingKind
from aims_gate.testing import repository

from .measured_project import MANIFEST, digest, failures, judged, line_of, project

CARD = f"""\
---
license: apache-2.0
version: 1.0.0
owner: r-meyer
language: en
base_model: bank/base
datasets: [applications]
metrics: [roc_auc]
model-index:
  - name: scorecard
    results:
      - dataset: {{name: applications}}
        metrics:
          - {{type: auc, value: 0.84}}
---

# Model card: scorecard 1.0.0

## Model details

The model estimates whether a loan is repaid in full, from six figures of an application. Its file
has the digest `{digest("weights")}`.

## Evaluation

| metric | slice | value | limit |
| --- | --- | --- | --- |
| `auc` | | 0.840 | at least 0.8 |
| `demographic_parity_difference` | sex | 0.06 | none |

| group | samples | `selection_rate` |
| --- | --- | --- |
| sex=female | 200 | 0.70 |
"""
SHEET = """\
# Datasheet for applications

## Motivation

The applications were drawn to train and evaluate the scorecard of the bank, and for nothing else.

## Composition

Each row is one application for a loan, with the figures that the applicant gave and the outcome.
"""
APACHE = "Apache License\nVersion 2.0, January 2004\n"
MIT = (
    "MIT License\n\nPermission is hereby granted, free of charge, to any person obtaining a copy\n"
)
DECLARED = MANIFEST.replace(
    "    path: model", "    base_model: bank/base\n    languages: [en]\n    path: model"
)


def with_card(card: str = CARD, manifest: str = DECLARED, **files: str) -> dict[str, str]:
    return project(aims=manifest) | {"CARD.md": card, "DATASHEET.md": SHEET} | files


def test_a_card_that_agrees_conforms() -> None:
    [finding] = judged(contradictory_model_card, with_card(LICENSE=APACHE))
    assert finding.kind is FindingKind.CONFORMITY


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("license: apache-2.0", "license: mit", "says licence mit, aims.yaml says Apache-2.0"),
        ("version: 1.0.0", "version: 2.0.0", "says version 2.0.0, aims.yaml says 1.0.0"),
        ("owner: r-meyer", "owner: a-brandt", "says owner a-brandt, aims.yaml says r-meyer"),
        ("language: en", "language: [en, de]", "says language en, de, aims.yaml says en"),
        ("bank/base", "bank/other", "says base model bank/other, aims.yaml says bank/base"),
        ("datasets: [applications]", "datasets: [loans]", "names dataset loans, which aims.yaml"),
        ("metrics: [roc_auc]", "metrics: [f1]", "lists metric f1, which evaluation.json does not"),
        ("value: 0.84}", "value: 0.94}", "says auc 0.94, evaluation.json says 0.84"),
        ("| 0.840 |", "| 0.860 |", "says auc 0.860, evaluation.json says 0.84"),
        ("| 0.06 |", "| 0.02 |", "demographic_parity_difference of sex 0.02, evaluation.json says"),
        ("| 200 | 0.70 |", "| 200 | 0.75 |", "selection_rate of sex=female 0.75, evaluation.json"),
        (digest("weights"), digest("old"), "model.safetensors is sha256:"),
    ],
)
def test_a_contradiction_is_said_at_both_lines(old: str, new: str, message: str) -> None:
    card = CARD.replace(old, new, 1)
    found = [
        finding
        for finding in judged(contradictory_model_card, with_card(card))
        if finding.kind is FindingKind.FAILURE
    ]
    said = [finding for finding in found if message in finding.message]
    assert said, [finding.message for finding in found]
    wanted = next(line for line in new.split("\n") if line)
    assert str(said[0].at) == f"CARD.md:{line_of(card, wanted)}"


def test_both_sides_are_places_of_a_finding() -> None:
    files = with_card(CARD.replace("value: 0.84}", "value: 0.94}"))
    [finding] = judged(contradictory_model_card, files)
    line = line_of(files["evaluation.json"], "0.84")
    assert [str(place) for place in finding.places] == [f"evaluation.json:{line}"]


def test_the_title_and_the_licence_beside_the_card_count_too() -> None:
    card = CARD.replace("# Model card: scorecard 1.0.0", "# Model card: scorecard 1.1.0")
    [said] = failures(contradictory_model_card, with_card(card))
    assert "says version 1.0.0, its title says 1.1.0" in said
    [said] = failures(contradictory_model_card, with_card(LICENSE=MIT))
    assert "CARD.md says licence apache-2.0, LICENSE says mit" in said


def test_rounding_and_percent_signs_are_no_contradiction() -> None:
    for written in ("0.8", "0.84", "84 %"):
        card = CARD.replace("| 0.840 |", f"| {written} |")
        assert failures(contradictory_model_card, with_card(card)) == []


def test_a_dataset_without_a_datasheet_is_said() -> None:
    manifest = DECLARED.replace(", datasheet: DATASHEET.md", "")
    files = with_card(manifest=manifest)
    del files["DATASHEET.md"]
    [said] = failures(contradictory_model_card, files)
    assert "names dataset applications, which has no datasheet" in said


def test_several_checksums_are_of_files_that_nobody_declared() -> None:
    card = CARD + f"\n`{digest('a')}` is the quantised file.\n"
    assert failures(contradictory_model_card, with_card(card)) == []


def test_a_model_without_a_card_has_nothing_to_agree() -> None:
    manifest = MANIFEST.replace("    card: CARD.md\n", "")
    assert judged(contradictory_model_card, project(aims=manifest)) == []


def test_a_card_with_nothing_to_compare_does_not_conform() -> None:
    text = CARD.partition("---\n\n")[2].replace("scorecard 1.0.0", "scorecard")
    files = {"model.safetensors": "weights", "MODEL_CARD.md": text}
    kinds = {finding.kind for finding in judged(contradictory_model_card, files)}
    assert FindingKind.CONFORMITY not in kinds


FULL = f"""{CARD}
## Factors

Results were taken apart by sex and by age band, as both may stand behind income.

## Human oversight

An underwriter decides every application, and a senior underwriter sets decisions aside.

## Changes

- 1.0.0, 2026-09-09: first release.
"""


@pytest.mark.parametrize(
    ("old", "new", "lacking"),
    [
        ("", "", []),
        ("## Human oversight", "## Further remarks", ["human oversight"]),
        ("## Factors", "## Remarks", ["factors"]),
        ("2026-09-09", "lately", ["date"]),
    ],
)
def test_what_certification_asks_of_a_card(old: str, new: str, lacking: list[str]) -> None:
    text = FULL.replace(old, new).replace("| group | samples |", "| part | samples |")
    document = read_as(DocumentKind.MODEL_CARD, "CARD.md", text.encode())
    found = list(lacking_for_certification(document, repository({"CARD.md": text})))
    assert found == lacking


def test_an_instruction_to_measure_is_no_figure() -> None:
    start, _, rest = FULL.partition("| metric |")
    told = "Report precision and recall on the held-out data, and repeat it each quarter.\n\n"
    text = start.replace("value: 0.84", "value: n/a") + told + rest[rest.index("## Factors") :]
    document = read_as(DocumentKind.MODEL_CARD, "CARD.md", text.encode())
    found = list(lacking_for_certification(document, repository({"CARD.md": text})))
    assert "figures of the evaluation" in found or not document.says("evaluation")
