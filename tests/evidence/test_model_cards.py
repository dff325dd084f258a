"""Model cards in Markdown: recognition, sections, quality."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aims_gate.evidence import DocumentKind, Quality
from aims_gate.evidence.markdown import read_front_matter
from aims_gate.evidence.rows import Found

Read = Callable[[str, str], Found | None]
Find = Callable[[str, str], Found]

COMPLETE = """\
# Model Card: Harbour

Harbour is a gradient-boosted classifier that ranks berths by waiting time.

## Intended use

Harbour masters use it to plan arrivals one day ahead.

### Out-of-scope use

It must not decide on penalties for late ships.

## Training data

Arrivals of 2019 to 2023 in four ports, 81,000 records.

## Evaluation

The mean absolute error on 2024 was 41 minutes.

## Limitations

- Storm days are rare in the data, and errors double on them.
- Ships without a transponder are not seen.

## Ethical considerations

No personal data is used.

## License

MIT

## Contact

harbour@port.example.net
"""


def test_a_complete_card_misses_nothing(found: Find) -> None:
    card = found("docs/card.md", COMPLETE)
    assert card.kind is DocumentKind.MODEL_CARD
    assert card.quality is Quality.COMPLETE
    assert card.missing == ()
    assert card.title == "Model Card: Harbour"
    assert card.describes == ("Harbour",)


def test_sections_say_where_they_stand(found: Find) -> None:
    section = found("docs/card.md", COMPLETE).sections["training_data"]
    assert (section.heading, section.line, section.end_line) == ("Training data", 13, 16)


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("## Intended use", "intended_use"),
        ("### Evaluation", "evaluation"),
    ],
)
def test_a_heading_without_text_is_missing(found: Find, heading: str, section: str) -> None:
    lines = COMPLETE.split("\n")
    at = next(n for n, line in enumerate(lines) if line.strip("# ") == heading.strip("# "))
    del lines[at + 2]
    card = found("card.md", "\n".join(lines))
    assert section in card.missing
    assert card.quality is Quality.PARTIAL


def test_an_empty_file_of_the_right_name_is_nothing(read: Read) -> None:
    assert read("MODEL_CARD.md", "") is None
    assert read("MODEL_CARD.md", "\n\n  \n") is None


def test_a_file_name_alone_decides_nothing(read: Read) -> None:
    text = "# Deck\n\n## Rules\n\nEverybody gets seven.\n\n## Scoring\n\nHearts count one.\n"
    assert read("model_card.md", text) is None


CARD = """\
{title}

{identity}

{use}

{data}

{results}

{limits}
"""

PARTS = {
    "title": "# Model card: Skipper",
    "identity": "Skipper is a random forest that plans tug assignments in small harbours.",
    "use": "## Intended use\n\nPlanning of tugs by the harbour office, one shift ahead.",
    "data": "## Training data\n\nTug logs of two ports from 2018 to 2022.",
    "results": "## Evaluation\n\nIt saves 11 % of idle time on the logs of 2023.",
    "limits": "## Limitations\n\nIt knows no ice and no tide over four metres.",
}


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("use", "**Intended use:** Planning of tugs by the harbour office."),
        ("use", "**Intended use** Planning of tugs by the harbour office."),
        ("use", "**Primary intended uses:**\n\n- planning of tugs by the office"),
        ("use", "- **Primary intended use case**: planning of tugs by the office"),
        ("use", "Model Use\n---------\n\n### Evaluated Use\n\nPlanning of tugs by the office."),
        (
            "use",
            "## What is Skipper intended for? What are its intended uses?\n\nTugs, by the office.",
        ),
        ("use", "<h2>Intended use</h2>\n<p>Planning of tugs by the harbour office.</p>"),
        (
            "use",
            "<details><summary>Intended use</summary>\nPlanning of tugs by the office.\n</details>",
        ),
        ("use", "# Uses\n\n## Direct Use\n\n## Downstream Use\n\nPlanning of tugs by the office."),
        ("use", "## Purpose and scope\n\nPlanning of tugs by the harbour office."),
        ("limits", "## 5. Known limitations.\n\nIt knows no ice."),
        ("limits", "### V. LIMITATIONS:\n\nIt knows no ice."),
        ("limits", "## **Caveats and Recommendations**\n\nIt knows no ice."),
        (
            "limits",
            "##  \n\n## Bias, Risks, and Limitations\n\n### Recommendations\n\nMind the ice.",
        ),
        ("limits", "#Limitations\n\nIt knows no ice."),
        ("limits", "| Field | Value |\n| --- | --- |\n| Limitations | It knows no ice |"),
        ("limits", "<table><tr><td>Limitations</td><td>It knows no ice</td></tr></table>"),
        (
            "results",
            "## Benchmarks \\- logs\n\n| port | idle | saved |\n|---|---|---|\n| A | 5 | 9 |",
        ),
        ("results", "## How was Skipper evaluated?\n\nOn logs of 2023, with 11 % saved."),
        ("results", "## Metrics\n\n# Skipper metrics report\n\n| saved | 11 % |"),
        ("data", "## Datasets\n\nTug logs of two ports."),
        ("data", "## Data, Sources and Rights\n\nTug logs of two ports."),
        (
            "data",
            "## Evaluation Data\n\n### Datasets\n\nTug logs of two ports, trained and tested.",
        ),
        ("data", "The forest was trained on tug logs of two ports."),
        ("title", "Model Card for Skipper\n======================"),
        ("title", "**Model card: Skipper**"),
        ("title", "# 🚢 Skipper Model Card"),
        ("title", "<h1 align='center'>Model card: Skipper</h1>"),
        ("title", "---\nlayout: page\ntitle: Model card of Skipper\n---\n\n# Skipper"),
    ],
)
def test_the_same_card_in_other_markup(found: Find, part: str, text: str) -> None:
    card = found("docs/skipper.md", CARD.format(**{**PARTS, part: text}))
    assert card.kind is DocumentKind.MODEL_CARD
    core = {"identity", "intended_use", "training_data", "evaluation", "limitations"}
    assert core.isdisjoint(card.missing)


def test_a_card_without_any_card_wording_is_told_by_its_headings(found: Find) -> None:
    text = """\
# Overview

These are two models for tug planning.

# Datasets

Tug logs of two ports.

# Performance

They save 11 % of idle time.

# Intended Use

Planning in harbour offices. They are not intended to steer ships.

# Limitations

They know no ice.
"""
    assert found("notes/tugs.md", text).signals[0].startswith("headings of its own kind")
    assert found("model-card.md", text).quality is Quality.COMPLETE


def test_intended_use_is_not_read_out_of_what_is_out_of_scope(found: Find) -> None:
    text = CARD.format(**{**PARTS, "use": "## Out-of-Scope Use Cases\n\nSteering of any ship."})
    card = found("card.md", text)
    assert "intended_use" in card.missing
    assert "out_of_scope" not in card.missing


HUB = """\
---
license: apache-2.0
library_name: transformers
pipeline_tag: text-classification
base_model: example/base
datasets:
- example/reviews
model-index:
- name: example/tone
  results:
  - metrics:
    - type: accuracy
      value: 0.91
---

# tone

A classifier of the tone of reviews in Danish, fine-tuned for three epochs.
"""


def test_front_matter_of_the_hub_makes_a_card_and_answers_sections(found: Find) -> None:
    card = found("README.md", HUB)
    assert card.kind is DocumentKind.MODEL_CARD
    assert set(card.missing) == {"intended_use", "limitations", "out_of_scope", "ethics", "contact"}
    assert card.fields["base_model"] == ("example/base",)
    assert "example/tone" in card.describes


def test_front_matter_of_a_hosted_application_does_not(read: Read) -> None:
    assert (
        read("README.md", "---\ntitle: Demo\nsdk: gradio\nbase_model: a/b\n---\n\nA demo.\n")
        is None
    )


def test_a_stub_is_a_few_lines(found: Find) -> None:
    text = "# Model card: Skipper\n\n## Training data\n\nTug logs of two ports.\n"
    assert found("card.md", text).quality is Quality.STUB


def test_hub_ids_in_code_and_links_are_what_it_describes(found: Find) -> None:
    text = COMPLETE + (
        "\n```python\nmodel = AutoModel.from_pretrained('example/harbour')\n```\n"
        "See https://huggingface.co/example/harbour-small and https://huggingface.co/docs/hub.\n"
    )
    described = found("card.md", text).describes
    assert described == ("Harbour", "example/harbour", "example/harbour-small")


@pytest.mark.parametrize(
    "text",
    [
        "1. Limitations\nThe forest knows no ice and no tide.",
        "**Limitations**\n- **Ice:** it knows none.\n- **Tide:** up to four metres.",
        "**Limitations** The forest knows no ice.",
        "| Limitations | It knows no ice |\n| Tide | up to four metres |",
    ],
)
def test_headings_without_a_mark_hold_what_stands_under_them(found: Find, text: str) -> None:
    card = found("card.md", CARD.format(**{**PARTS, "limits": text}))
    assert "limitations" not in card.missing


def test_a_sentence_with_a_colon_is_no_label(found: Find) -> None:
    text = CARD.format(
        **{
            **PARTS,
            "title": "# Skipper\n\n## Model details",
            "identity": 'It is one of the models in "Tugs at night": a forest of eighty trees.',
        }
    )
    assert "identity" not in found("model-card.md", text).missing


def test_a_readme_of_a_project_is_no_card_for_its_headings(read: Read) -> None:
    text = CARD.format(**{**PARTS, "title": "# Skipper"}) + "\n## Ethical considerations\n\nFew.\n"
    assert read("README.md", text) is None
    assert read("docs/skipper.md", text) is not None


def test_an_ordered_list_is_not_taken_for_headings(found: Find) -> None:
    text = CARD.format(
        **{**PARTS, "limits": "## Limitations\n\n1. Evaluation in winter\n2. Metrics at night\n"}
    )
    card = found("card.md", text)
    assert "limitations" not in card.missing
    assert card.sections["evaluation"].heading == "Evaluation"


def test_questions_in_plain_words_are_headings(found: Callable[[str, str], Found]) -> None:
    text = (
        "# Guard 1.0 — Model Card\n\n## What it is\n\n"
        "A language model of 32 billion parameters.\n\n"
        "## What it does\n\nFinds security holes in code and proposes how to mend them.\n\n"
        "## What it is not for\n\nAttacks on systems of others.\n\n"
        "## How good it is\n\nFinds 71 of 90 holes in code from 2025.\n\n"
        "## Training data\n\n1.2 million mended holes from public code.\n\n"
        "## Where it fails\n\nPrograms over 4,000 tokens are cut.\n"
    )

    card = found("docs/MODEL_CARD.md", text)
    assert card.quality is Quality.COMPLETE
    assert "out_of_scope" not in card.missing


def test_a_comment_in_front_matter_is_no_value() -> None:
    lines = ["---", "owner:    # who", "license: MIT  # an SPDX id", 'title: "C# and #1"', "---"]
    values, _ = read_front_matter(lines)
    assert values == {"owner": (), "license": ("MIT",), "title": ("C# and #1",)}
