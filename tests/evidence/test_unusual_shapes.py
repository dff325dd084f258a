"""Evidence in shapes that its templates do not foresee, and things in the shape of evidence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aims_gate.evidence import DocumentKind, Quality
from aims_gate.evidence.rows import Found

Finds = Callable[[str, str], Found]
Reads = Callable[[str, str], Found | None]

CARD = """# Model card: churn

## Model details

Gradient-boosted trees that score customers of a telephone company by how likely they leave.

## Intended use

Rank customers whom the retention team may call; not for prices or contracts.

## Training data

Contracts of 48,210 customers from 2021 to 2023, one row a month, without names.

## Evaluation

Area under the curve 0.87 on the last quarter, 0.84 for customers over seventy.

## Limitations

Customers of less than three months are scored no better than by chance.
"""


def test_a_card_that_stands_whole_in_a_fence(found: Finds) -> None:
    card = found("docs/MODEL_CARD.md", f"\n```markdown\n{CARD}```\n")

    assert card.quality is Quality.COMPLETE
    assert card.sections["intended_use"].line == 9


def test_code_left_in_other_sections_leaves_a_filled_card_filled(found: Finds) -> None:
    slots = "".join(
        f"\n## {name}\n\n{{{{ {name.lower()} | default('more') }}}}\n"
        for name in ("Hardware", "Software", "Speed", "Glossary", "Citation")
    )

    assert found("MODEL_CARD.md", CARD + slots).quality is Quality.COMPLETE


@pytest.mark.parametrize("slot", ["{{ out_of_scope_use }}", "{usos_fuera_alcance}"])
def test_code_where_a_section_should_be_makes_a_template(found: Finds, slot: str) -> None:
    slots = "".join(f"\n## {name}\n\n{slot}\n" for name in ("Licence", "Contact", "Ethics", "More"))

    assert found("MODEL_CARD.md", CARD + slots).quality is Quality.PLACEHOLDER


DATASET = """# Dataset Card Creation Guide

## Dataset Summary

568,454 reviews of foods, written between 1999 and 2012 by 256,059 people.

## Data Fields

Text, score from one to five, time, and the name that the author chose.

## Curation Rationale

Scores teach a model to tell praise from complaint in English reviews.

## Source Data

Collected by Stanford researchers from a shop's public pages.

## Annotations

The score given by the author is the label; nobody else annotated.

## Licensing Information

CC0.

## Dataset Curators

The team of the course on machine learning; write to data@uni.example.edu.
"""


def test_a_filled_card_under_the_title_of_its_template(found: Finds) -> None:
    assert found("docs/dataset_card.md", DATASET).kind is DocumentKind.DATASHEET


def test_a_guide_that_speaks_to_the_author_of_cards(read: Reads) -> None:
    guide = DATASET.replace("\n\n", "\n\nHere you tell what your data holds, as you know it. ")

    assert read("docs/dataset_card.md", guide) is None


def test_a_datasheet_in_prose(found: Finds) -> None:
    text = (
        "# Evaluation datasheet\n\nA datasheet for the golden set by which agents are measured. "
        "The dataset holds 120 synthetic contracts. "
        + "Each record names the findings that are expected and the gaps that must be told. "
        * 12
    )

    assert found("docs/eval-datasheet.md", text).kind is DocumentKind.DATASHEET


@pytest.mark.parametrize(
    "text",
    [
        "# Datasheet\n\n" + "Supply voltage 3.3 V, 12 mA at 25 °C; pin 4 is ground. " * 20,
        "# Slot: datasheet url\n\n## Description\n\nA dataset's sheet.\n\n## Source\n\nschema\n",
    ],
)
def test_sheets_of_parts_and_fields_named_after_sheets(read: Reads, text: str) -> None:
    assert read("docs/datasheet.md", text) is None


def test_a_section_that_points_to_the_datasheet_is_none(read: Reads) -> None:
    text = (
        "# Speech corpus\n\nTools for a corpus.\n\n## Datasheet\n\nIt is in [data](data/SHEET.md)."
        "\n\n## Usage\n\n"
        + "Compare two models with the tool and read the labels. " * 20
        + "\n\n## Filtering\n\nDone by hand.\n\n## Distribution\n\nBy age.\n"
    )

    assert read("README.md", text) is None


def test_a_sub_card_in_a_folder_of_cards(found: Finds, read: Reads) -> None:
    text = (
        "### Dataset Description\n\n1,000 molecules made by known reactions from building blocks."
        "\n\n### Dataset Owner(s)\n\nThe lab.\n\n### License\n\nCC-BY-4.0\n\n"
        "### Intended Usage\n\nTo measure how well the dataset's paths are found.\n\n"
        "### Data Collection Method\n\nSynthetic records.\n\n### Dataset Format\n\nOne a line.\n"
    )

    assert found("data_card/molecules.md", text).kind is DocumentKind.DATASHEET
    assert read("chemistry/molecules.md", text) is None


ENTRIES = """risks:
  - id: R1
    name: Attaques adversariales
    severity: HIGH
    mitigation: Entraînement robuste
  - id: R2
    name: Empoisonnement des données
    severity: MEDIUM
    mitigation: Contrôle des sources
"""


def test_a_register_that_is_a_list_of_entries(found: Finds) -> None:
    assert found("risk_register.yaml", ENTRIES).kind is DocumentKind.RISK_REGISTER


def test_a_register_that_measures_every_risk_and_rates_none(found: Finds) -> None:
    entries = "".join(
        f"{at}) {risk}\n   - Issue: seen in the agent of the AI team.\n   - Mitigation: {mend}\n\n"
        for at, (risk, mend) in enumerate(
            [
                ("Prompt injection", "One sanitiser before every language model call."),
                ("Hallucinated sources", "Answers cite a page or say nothing."),
                ("Personal data in prompts", "Names are masked before the call."),
            ],
            start=1,
        )
    )

    card = found("docs/risk-register.md", f"Risk Register (Top 3)\n=====\n\n{entries}")
    assert card.kind is DocumentKind.RISK_REGISTER


def test_a_method_of_rating_is_no_register(read: Reads) -> None:
    text = (
        "# AI Risk Assessment Methodology\n\n## Risk levels\n\n"
        "| Risk level | Criteria |\n|---|---|\n"
        "| Low | No personal data |\n| High | Decisions on people |\n\n## Controls\n\nPer level.\n"
    )

    assert read("docs/risk-methodology.md", text) is None


def test_a_transfer_of_data_abroad_is_assessed_under_another_law(read: Reads) -> None:
    sections = "\n\n".join(
        f"## {name}\n\nThe AI model provider receives prompts of data subjects."
        for name in ("Purpose", "Affected people", "Risks", "Measures", "Conclusion")
    )

    assert read("docs/tia.md", f"# Transfer Impact Assessment (AI provider)\n\n{sections}") is None


def test_a_plan_that_closes_gaps_in_risk_is_no_register(read: Reads) -> None:
    text = (
        "# Risk-gap closure\n\nThe language model and the classifier of the AI team.\n\n"
        "| Risk | Impact | Mitigation |\n|---|---|---|\n| Old data | Late | Fill it in |\n"
    )

    assert read("docs/archive/phase-3-risk-gap-closure.md", text) is None


BILL = """<?xml version="1.0"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1">
  <components>
    <component type="machine-learning-model">
      <name>bert</name><version>1</version>
      <licenses><license><id>MIT</id></license></licenses>
      <hashes><hash alg="SHA-256">00</hash></hashes>
      <modelCard><modelParameters><task>tagging</task></modelParameters></modelCard>
    </component>
    <component type="library"><name>torch</name></component>
  </components>
</bom>
"""


def test_a_bill_in_xml(found: Finds) -> None:
    bill = found("mlbom.cdx.xml", BILL)

    assert (bill.kind, bill.quality) == (DocumentKind.AI_BOM, Quality.COMPLETE)
    assert bill.describes == ("bert",)


def test_xml_bills_that_are_none(read: Reads) -> None:
    assert read("bom.xml", BILL.replace("machine-learning-model", "library")) is None
    assert read("pom.xml", "<project/>") is None
    assert read("bom.xml", BILL.replace("<bom", "<!DOCTYPE b [<!ENTITY a 'b'>]><bom")) is None
    assert read("bom.xml", BILL[:300]) is None
