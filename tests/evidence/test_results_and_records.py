"""Results against names of measures, cards against records of a run, assessments against praise."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aims_gate.evidence import DocumentKind, Quality
from aims_gate.evidence.measures import only_names_measures
from aims_gate.evidence.rows import Found

Find = Callable[[str, str], Found]
Read = Callable[[str, str], Found | None]

CARD = """\
# Model card: Skipper

## Model details

A forest of trees that says which tug is free, built by the harbour office.

## Intended use

Planning of tugs by the harbour office, one shift ahead.

"""

TOGETHER = """\
## Data, performance, and limitations

### Data

Tug logs of two ports from 2018 to 2022, cleaned by hand.

### Performance

It saves 11 % of idle time on the logs of 2023.

## Limitations

It knows no ice, and no port with more than forty tugs.
"""

DATA = "## Training data\n\nTug logs of two ports from 2018 to 2022.\n\n"
LIMITS = "## Limitations\n\nIt knows no ice.\n\n"


def test_a_heading_for_three_sections_yields_to_headings_of_their_own(found: Find) -> None:
    card = found("model-card.md", CARD + TOGETHER)

    assert card.quality is Quality.COMPLETE
    assert card.sections["training_data"].heading == "Data"
    assert card.sections["evaluation"].heading == "Performance"
    assert card.sections["limitations"].heading == "Limitations"


def test_a_heading_for_three_sections_speaks_for_them_where_none_has_its_own(found: Find) -> None:
    text = (
        "## Data, performance, and limitations\n\nLogs of two ports from 2018 to 2022, on which it "
        "saves 11 % of idle time; it knows no ice.\n"
    )

    assert found("model-card.md", CARD + text).quality is Quality.COMPLETE


@pytest.mark.parametrize(
    "values",
    [
        ("See `/metrics` after training", "See `/metrics` after training"),
        ("TBD", "to be determined"),
        ("see the logs", ""),
    ],
)
def test_a_table_that_only_points_elsewhere_holds_no_results(
    found: Find, values: tuple[str, str]
) -> None:
    rows = "".join(f"| {n} | {v} |\n" for n, v in zip(("Recall", "F1"), values, strict=True))
    results = f"## Performance\n\nFive folds, by port.\n\n| Metric | Score |\n|---|---|\n{rows}"

    card = found("model-card.md", CARD + DATA + LIMITS + results)

    assert card.missing[0] == "evaluation"


@pytest.mark.parametrize("values", [("0.91", "0.88"), ("✓", "✓"), ("![](a.png)", "![](b.png)")])
def test_figures_ticks_and_pictures_are_results(found: Find, values: tuple[str, str]) -> None:
    rows = "".join(f"| {n} | {v} |\n" for n, v in zip(("Recall", "F1"), values, strict=True))
    results = f"## Performance\n\nFive folds, by port.\n\n| Metric | Score |\n|---|---|\n{rows}"

    assert found("model-card.md", CARD + DATA + LIMITS + results).quality is Quality.COMPLETE


def test_names_of_measures_are_no_results(found: Find) -> None:
    names = "## Metrics\n\n- **Accuracy** (of classes)\n- **Macro-F1**\n- **RMSE/MAE** (times)\n"

    card = found("model-card.md", CARD + DATA + LIMITS + names)

    assert card.missing[0] == "evaluation"


def test_results_may_stand_under_another_heading_than_the_names(found: Find) -> None:
    names = "## Metrics\n\n- Accuracy\n- F1\n\n"
    results = "## Quantitative analysis\n\nAccuracy 0.91 and F1 0.88 on the logs of 2023.\n"

    card = found("model-card.md", CARD + DATA + LIMITS + names + results)

    assert card.quality is Quality.COMPLETE
    assert card.sections["evaluation"].heading == "Quantitative analysis"


def test_words_alone_under_another_heading_are_no_results_either(found: Find) -> None:
    names = "## Metrics\n\n- Accuracy\n- F1\n\n"
    checks = "## Security\n\n| Check | How |\n|---|---|\n| Input validation | Strict types only |\n"

    card = found("model-card.md", CARD + DATA + LIMITS + names + checks)

    assert "evaluation" in card.missing


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("- Accuracy\n- F1 (macro)\n- top-5 accuracy\n- R2", True),
        ("准确率 召回率", True),
        ("", False),
        ("- Accuracy: 0.91", False),
        ("Accuracy (95 % interval)", True),
        ("F1 was best in the port of Vigo.", False),
        ("[accuracy](results/accuracy.csv)", False),
    ],
)
def test_what_only_names_measures(text: str, only: bool) -> None:
    assert only_names_measures(text) is only


RECORD = """\
{"model_name": "Skipper", "version": "1.0", "task": "binary classification of tugs",
 "test_accuracy": 0.98, "test_auc": 0.99, "dataset": "Tug logs", "training_samples": 498%s}
"""


def test_the_record_of_a_training_run_is_a_stub(found: Find) -> None:
    assert found("model_card.json", RECORD % "").quality is Quality.STUB


def test_a_record_that_says_what_the_model_is_for_is_more(found: Find) -> None:
    card = found("model_card.json", RECORD % ', "usage": "planning of tugs by the harbour office"')

    assert card.quality is Quality.PARTIAL
    assert card.sections["intended_use"].substance


def test_how_to_call_a_model_is_no_use_of_it(found: Find) -> None:
    card = found("model_card.json", RECORD % ', "usage": "load_model(path).predict(x)"')

    assert "intended_use" in card.missing


def test_a_data_file_called_dataset_card_that_names_a_dataset_is_one(read: Read) -> None:
    named = '{"dataset_name": "Tug logs", "source_archive": "logs.zip", "ports": 2}'

    card = read("dataset_card.json", named)

    assert card is not None
    assert card.kind is DocumentKind.DATASHEET
    assert card.quality is not Quality.COMPLETE
    assert read("dataset_card_layout.json", named) is None
    assert read("dataset_card.json", '{"columns": 3, "colour": "blue", "shadow": true}') is None


PRAISE = """\
# PortPilot AI: impact assessment

## Purpose of the system

Modern machine learning that plans tugs for every port of the country.

## Impact on society

Millions of tonnes arrive sooner, and a whole industry learns artificial intelligence.

## Quantified impact

50 ports and 3,240 ships served in the first year, ten times as many in the third.
"""


def test_praise_of_a_product_is_no_impact_assessment(read: Read) -> None:
    assert read("IMPACT_ASSESSMENT.md", PRAISE) is None


def test_the_same_that_asks_what_may_go_wrong_is(found: Find) -> None:
    harm = "\n## Impact on crews\n\nA wrong plan may harm the crews of small tugs.\n"

    assert found("IMPACT_ASSESSMENT.md", PRAISE + harm).kind is DocumentKind.IMPACT_ASSESSMENT


@pytest.mark.parametrize(
    "text",
    [
        '{"model_name": "tugs", "created_at": "2025-11-15", "python": "3.10", "platform": "x"}',
        '{"generated_at": "2025-08-14", "random_state": 42, "solver": "saga", "split": "by port"}',
    ],
)
def test_what_a_training_run_leaves_under_the_name_of_a_card_is_a_stub(
    found: Find, read: Read, text: str
) -> None:
    card = found("artifacts/model_card.json", text)

    assert card.kind is DocumentKind.MODEL_CARD
    assert card.quality is Quality.STUB
    assert read("artifacts/run.json", text) is None


def test_a_card_of_markdown_under_the_suffix_of_yaml(found: Find) -> None:
    front = "---\nlicense: mit\nbase_model: tugs/skipper\npipeline_tag: text-generation\n---\n\n"

    card = found("model_card.yaml", front + CARD + DATA + LIMITS)

    assert card.missing[0] == "evaluation"
    assert card.sections["licence"].substance


def test_broken_yaml_of_another_shape_stays_unreadable(found: Find) -> None:
    text = "---\na: [b\n---\n# Skipper\nc: d\n"

    assert found("model_card.yaml", text).quality is Quality.UNREADABLE


def test_where_a_card_is_deployed_does_not_make_it_a_manifest(found: Find) -> None:
    text = (
        '{"project": "Skipper", "version": "2", "modules": [{"name": "tugs"}],'
        ' "deployment": {"target": "pages"}, "limitations": ["Not for the open sea"]}'
    )

    assert found("model_card.json", text).quality is Quality.PARTIAL


def test_the_end_of_a_sentence_before_a_colon_heads_nothing(found: Find) -> None:
    said = "Scope: one port.\nIt was measured (against the\ntraining data): 0.91 by port.\n"
    text = f"{CARD}{LIMITS}## Evaluation\n\n{said}"

    assert "training_data" in found("model-card.md", text).missing


@pytest.mark.parametrize(
    "heading",
    ["Limitation of liability", "Limites de responsabilité", "Limitación de responsabilidad"],
)
def test_a_limit_of_liability_is_no_limit_of_a_model(found: Find, heading: str) -> None:
    text = f"{CARD}{DATA}## {heading}\n\nThe office answers for no decision that rests on it.\n"

    assert "limitations" in found("model-card.md", text).missing


@pytest.mark.parametrize(
    "sentence",
    [
        "This model is for education and portfolio demonstration only.",
        "The system is strictly for research purposes.",
    ],
)
def test_a_sentence_may_say_what_a_model_is_for(found: Find, sentence: str) -> None:
    text = f"# Model card: Skipper\n\n## Summary\n\nTrees. {sentence}\n\n{DATA}{LIMITS}"

    assert "intended_use" not in found("model-card.md", text).missing


SERVICE = """\
# AI usage policy

## How the service uses AI

Findings in a customer's codebase are ranked, and patches proposed, which the customer may merge.

## Providers

Each provider gets what a provider needs; no provider trains on a customer's repository. The risk
of a provider is weighed once a year.

## Review

The provider list is reviewed at each change; customers are told before a provider changes.

## Principles

A person has the last word. Customers choose the provider.
"""

PATCHES = """\
# AI policy

## Principles

Whoever opens a pull request answers for it. A contribution says which tool wrote a patch, and a
maintainer may close a pull request that nobody understands.

## Review

Maintainers review each contribution; one that a vendor's tool wrote needs two of them.
"""


def test_a_policy_of_a_service_for_developers_is_its_own(found: Find, read: Read) -> None:
    assert found("docs/ai-usage-policy.md", SERVICE).kind is DocumentKind.AI_POLICY
    assert read("docs/ai-policy.md", PATCHES) is None


@pytest.mark.parametrize(
    ("path", "title", "kind"),
    [
        ("models/data_card.md", "Data card for the logs of tugs", DocumentKind.DATASHEET),
        ("models/model_card.md", "Model card for Skipper", DocumentKind.MODEL_CARD),
    ],
)
def test_a_card_that_only_points_to_a_paper_is_a_stub(
    found: Find, path: str, title: str, kind: DocumentKind
) -> None:
    text = (
        f"# {title}\n\nWe follow what others recommend and describe here what the office used for"
        " the dataset and its model.\n\nPlease see appendix C of our paper.\n"
    )

    card = found(path, text)

    assert card.kind is kind
    assert card.quality is Quality.STUB
