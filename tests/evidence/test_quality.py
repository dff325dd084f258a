"""Placeholders, templates and dummies are no evidence, whatever they are called."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aims_gate.evidence import Quality
from aims_gate.evidence.rows import Found

Read = Callable[[str, str], Found | None]

HEADINGS = (
    "Model Details",
    "Intended Use",
    "Out-of-Scope Use",
    "Training Data",
    "Evaluation",
    "Limitations",
    "Ethical Considerations",
    "License",
    "Contact",
)


def card(answer: str) -> str:
    sections = "\n\n".join(f"## {heading}\n\n{answer}" for heading in HEADINGS)
    return f"# Model Card for Skipper\n\n{sections}\n"


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "[More Information Needed]",
        "TBD",
        "(TBD)",
        "TODO",
        "<!-- Describe the section here. -->",
        "{{ answer | default('[More Information Needed]', true) }}",
        "*Your Answer Here*",
        "Describe this section in a few sentences.",
        "This section says what the model is about in general terms.",
        "Lorem ipsum dolor sit amet.",
        "yes / no",
        "- [ ] done",
        "待补充",
    ],
)
def test_a_card_with_the_same_nothing_under_each_heading(read: Read, answer: str) -> None:
    found = read("MODEL_CARD.md", card(answer))
    assert found is not None
    assert found.quality is Quality.PLACEHOLDER
    assert {"intended_use", "training_data", "evaluation", "limitations"} <= set(found.missing)


def test_template_code_makes_a_template_even_where_some_answers_are_given(read: Read) -> None:
    text = card("{{ later }}").replace(
        "## Intended Use\n\n{{ later }}",
        "## Intended Use\n\nPlanning of tugs by the harbour office, one shift ahead of time.",
    )
    found = read("card.md", text)
    assert found is not None
    assert found.quality is Quality.PLACEHOLDER
    assert found.sections["intended_use"].substance


def test_one_blank_among_answers_leaves_a_card_partial(read: Read) -> None:
    answers = {
        "Model Details": "Skipper is a random forest for tugs, built by the harbour office.",
        "Intended Use": "Planning of tugs by the harbour office, one shift ahead.",
        "Training Data": "Tug logs of two ports from 2018 to 2022, cleaned by hand.",
        "Evaluation": "It saves 11 % of idle time on the logs of 2023, measured weekly.",
        "Limitations": "[More Information Needed]",
        "Contact": "tugs@harbour.example.net answers within two working days.",
    }
    sections = "\n\n".join(f"## {heading}\n\n{answer}" for heading, answer in answers.items())
    found = read("card.md", f"# Model Card for Skipper\n\n{sections}\n")
    assert found is not None
    assert found.quality is Quality.PARTIAL
    assert "limitations" in found.missing


def test_instructions_left_in_an_evaluation_are_no_results(read: Read) -> None:
    text = (
        "# Model card: Skipper\n\nA forest for tugs, used by the office for planning of shifts.\n\n"
        "## Intended use\n\nPlanning of tugs by the harbour office, one shift ahead.\n\n"
        "## Training data\n\nTug logs of two ports.\n\n## Limitations\n\nIt knows no ice.\n\n"
        "## Evaluation\n\nReport precision, recall and F1 here. Run `make eval`.\n"
    )
    found = read("card.md", text)
    assert found is not None
    assert found.missing[0] == "evaluation"


QUESTIONNAIRE = """\
# Datasheet: *Your Dataset Name Here*

## Motivation

1. **For what purpose was the dataset created?** Was there a gap? Please provide a description.

    *Your Answer Here*

## Composition

2. **What do the instances represent?** If so, please describe how.

    *Your Answer Here*

## Collection Process

3. **How was the data acquired?**

    *Your Answer Here*

## Uses

4. **Has the dataset been used for any tasks already?**

    *Your Answer Here*

## Maintenance

5. **Who will maintain the dataset?**

    *Your Answer Here*
"""


def test_an_unanswered_questionnaire_is_a_placeholder(read: Read) -> None:
    found = read("DATASHEET.md", QUESTIONNAIRE)
    assert found is not None
    assert found.quality is Quality.PLACEHOLDER


def test_an_answered_questionnaire_is_not(read: Read) -> None:
    answer = "The gauges of twelve rivers, read every ten minutes by probes of the water office."
    parts = QUESTIONNAIRE.replace("*Your Dataset Name Here*", "Gauges").split("*Your Answer Here*")
    text = "".join(f"{part}{answer} ({at})" for at, part in enumerate(parts))
    found = read("DATASHEET.md", text)
    assert found is not None
    assert found.quality is Quality.PARTIAL
    assert set(found.missing) == {"preprocessing", "distribution", "limitations"}


def test_not_applicable_can_be_an_answer(read: Read) -> None:
    text = card("x").replace("## Ethical Considerations\n\nx", "## Ethics\n\nNot applicable.")
    found = read("card.md", text)
    assert found is not None
    assert "ethics" not in found.missing
