"""Placeholders, templates and dummies are no evidence, whatever they are called."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aims_gate.evidence import Quality
from aims_gate.evidence.rows import Found
from aims_gate.evidence.substance import weight

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


CARD = """\
# Model Card for Skipper

## Model Details

Skipper sorts letters by topic for the front desk of the town. {}

## Training Data

Twelve thousand letters of the year 2024, read and labelled by two clerks of the desk.

## Limitations

Letters that are written by hand are read badly, and so are long ones.
"""


@pytest.mark.parametrize(
    ("sentence", "says_so"),
    [
        ("It is intended for the clerks of the desk.", True),
        ("It is not intended for decisions about people.", False),
    ],
)
def test_what_it_is_not_for_does_not_say_what_it_is_for(
    read: Read, sentence: str, says_so: bool
) -> None:
    found = read("MODEL_CARD.md", CARD.format(sentence))
    assert found is not None
    assert ("intended_use" not in found.missing) is says_so


@pytest.mark.parametrize(
    ("title", "says_so"), [("Model Card for Skipper", True), ("Model Card for Model Name", False)]
)
def test_a_title_that_names_nothing_does_not_say_what_it_is_about(
    read: Read, title: str, says_so: bool
) -> None:
    text = CARD.format("").replace("# Model Card for Skipper", f"# {title}\n\nSorts letters.")
    found = read("MODEL_CARD.md", text.replace("## Model Details", "## Intended Use"))
    assert found is not None
    assert ("identity" not in found.missing) is says_so


def test_a_card_that_answers_other_questions_is_no_form_to_fill_in(read: Read) -> None:
    asked = "".join(
        f"## {heading}\n\nTBD\n\n" for heading in ("Intended Use", "Training Data", "Evaluation")
    )
    answered = (
        "## License\n\nApache-2.0\n\n## Contact\n\ndesk@town.test\n\n## Out-of-Scope Use\n\n"
        "Decisions about single people are out of scope, and always will be for this model.\n\n"
        "## Ethical Considerations\n\nLetters hold personal data, so only clerks of the desk may "
        "read what the model is given.\n"
    )
    found = read("MODEL_CARD.md", f"# Model Card for Skipper\n\n{asked}{answered}")
    assert found is not None
    assert found.quality is Quality.STUB


@pytest.mark.parametrize(
    ("row", "words"), [("| Skipper | | |", 0), ("| Skipper | good | |", 2), ("| a word | |", 1)]
)
def test_a_row_of_which_most_is_empty_says_nothing(row: str, words: int) -> None:
    assert weight(row) == words


def test_one_value_is_an_answer_and_several_are_a_choice() -> None:
    assert (weight("high,"), weight("low / high")) == (1, 0)


@pytest.mark.parametrize(("headings", "is_a_card"), [(2, False), (3, True)])
def test_the_folder_alone_makes_no_card(read: Read, headings: int, is_a_card: bool) -> None:
    names = ("Intended Use", "Training Data", "Limitations")[:headings]
    text = "".join(f"## {name}\n\nLetters that arrive are sorted by topic.\n\n" for name in names)
    assert (read("model_cards/skipper.md", f"# Skipper\n\n{text}") is not None) is is_a_card


def test_a_few_words_under_title_and_file_name_are_no_card(read: Read) -> None:
    assert read("MODEL_CARD.md", "# Model Card\n\nSkipper.\n") is None
