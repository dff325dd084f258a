"""What heads a section and what only looks so, and files named for a card that are none."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from aims_gate.evidence import DocumentKind, Quality
from aims_gate.evidence.rows import Found
from aims_gate.evidence.substance import says_something

Read = Callable[[str, str], Found | None]
Find = Callable[[str, str], Found]

CARD = """\
# Model card: Skipper

## Model details

A forest of trees that says which tug is free, built by the harbour office.

## Intended use

Planning of tugs by the harbour office, one shift ahead.

## Training data

Tug logs of two ports from 2018 to 2022.

## Evaluation

It saves 11 % of idle time on the logs of 2023.

## Limitations

It knows no ice, and no port with more than forty tugs.
"""

REGISTER = """\
# Risk register

A model that scores tugs may be wrong. Each change of the model is reviewed.

| ID | Risk | Residual | Treatment decision |
|---|---|---|---|
| R-1 | Logs of one port do not stand for others | Critical 20 | Use in one port only |
| R-2 | Dispatchers follow the model blindly | High 12 | Train them twice a year |
| R-3 | The model ages with each new berth | High 10 | Compare each quarter |
"""


def notebook(*cells: str) -> str:
    parts = [{"cell_type": "markdown", "source": cell} for cell in cells]
    return json.dumps({"cells": parts})


def without(heading: str) -> str:
    start = CARD.index(f"## {heading}\n")
    end = CARD.find("\n## ", start)
    return CARD[:start] + (CARD[end + 1 :] if end > 0 else "")


def test_a_notebook_is_named_for_what_it_works_on(read: Read) -> None:
    looked_at = notebook(
        "## 1 First look at the dataset\n\nTwo hundred models that offices of ports published.",
        "## 2 Licence information\n\nMost of them name none.",
        "## 3 Results\n\nThe share with a licence is 0.31.",
    )

    assert read("notebooks/model_card.ipynb", looked_at) is None


def test_a_notebook_titled_as_a_card_is_one(found: Find) -> None:
    assert found("notebooks/model_card.ipynb", notebook(CARD)).quality is Quality.COMPLETE


TELLS_OF_SOFTWARE = """\
# Model cards

This library helps teams create model cards for what they train.

## Model details

Say who built the model, when, and with which method.

## Intended use

Say who shall use the model, and for what they shall not.
"""


def test_what_tells_how_software_makes_cards_is_none(read: Read) -> None:
    assert read("docs/model_card.md", TELLS_OF_SOFTWARE) is None


@pytest.mark.parametrize(
    "lead",
    [
        "This model card was generated with a library of the harbour office.",
        "Model cards are a short way to say what a model is for.",
        "A tool of the office was used to create this model card.",
    ],
)
def test_a_card_may_say_what_made_it(found: Find, lead: str) -> None:
    text = CARD.replace("## Model details", f"{lead}\n\n## Model details")

    assert found("model_card.md", text).quality is Quality.COMPLETE


@pytest.mark.parametrize(
    "statement",
    [
        "It knows no ice and errs on limitations of draught. Ask the office before use.",
        "The office keeps no list of limitations of this model because nobody has asked for it",
    ],
)
def test_a_whole_statement_set_in_large_type_heads_nothing(found: Find, statement: str) -> None:
    text = f"{without('Limitations')}### {statement}\n\nThe harbour office wrote this.\n"

    assert "limitations" in found("model_card.md", text).missing


def test_a_question_may_be_long_and_head_a_section(found: Find) -> None:
    question = "What are the known limitations of the model, and whom should one ask about them?"
    text = CARD.replace("## Limitations", f"## {question}")

    assert found("model_card.md", text).sections["limitations"].heading == question


@pytest.mark.parametrize(
    ("given", "heading", "section"),
    [
        ("Intended use", "Intended model task", "intended_use"),
        ("Training data", "Diccionario de datos", "training_data"),
        ("Training data", "Dictionnaire des données", "training_data"),
    ],
)
def test_further_names_of_sections(found: Find, given: str, heading: str, section: str) -> None:
    card = found("model_card.md", CARD.replace(f"## {given}", f"## {heading}"))

    assert card.sections[section].heading == heading


def test_a_card_of_data_in_markdown_under_the_suffix_of_yaml(found: Find) -> None:
    front = (
        "---\nlicense: mit\ntask_categories:\n- tabular-regression\nannotations_creators: [me]\n"
    )
    body = "# Tugs\n\n## Dataset description\n\nTwo ports: 2018 to 2022.\n\n## Uses\n\nPlanning.\n"

    card = found("dataset_card.yaml", f"{front}---\n\n{body}")

    assert card.kind is DocumentKind.DATASHEET
    assert card.quality is not Quality.UNREADABLE


def test_a_card_that_holds_its_first_key_alone_is_a_stub(found: Find) -> None:
    text = (
        "model_details:\n  name: Skipper tugs\n  version:\n    name: 1.0.0\n    date: 2025-11-03\n"
    )

    card = found("modelcard.yaml", text)

    assert card.kind is DocumentKind.MODEL_CARD
    assert card.quality is Quality.STUB


def test_a_register_that_sums_up_what_remains(found: Find) -> None:
    assert found("docs/risk_register.md", REGISTER).kind is DocumentKind.RISK_REGISTER


def test_a_register_that_speaks_of_models_is_about_ai(found: Find, read: Read) -> None:
    rated = REGISTER.replace("Residual", "Severity")
    of_data = rated.replace(" model", " data model").replace("tugs", "tugs, a classifier,")

    assert found("docs/risk_register.md", rated).kind is DocumentKind.RISK_REGISTER
    assert read("docs/risk_register.md", of_data) is None


def test_one_risk_that_only_ai_has_makes_a_register_of_ai(found: Find, read: Read) -> None:
    rows = "| R1 | Limits of the harbour's service | High | Keep copies |\n"
    head = "# Risk register\n\n| ID | Risk | Severity | Mitigation |\n|---|---|---|---|\n"
    overfit = "| R2 | Overfit on one port | Low | Hold a port out |\n"

    assert found("risk_register.md", head + rows + overfit).kind is DocumentKind.RISK_REGISTER
    assert read("risk_register.md", head + rows) is None


def test_measures_whose_values_are_still_to_come_are_no_evaluation(found: Find) -> None:
    undone = (
        "Fill this section:\n\n- Validation and test F1: `TODO`\n- Against today's model: TBD\n"
    )
    given = "It saves 11 % of idle time on the logs of 2023.\n"

    assert "evaluation" in found("model_card.md", CARD.replace(given, undone)).missing
    assert says_something("- Idle time saved: 11 % on the logs of 2023, of memory: TBD")
