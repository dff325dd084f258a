"""Impact assessments, registers, policies, plans and reports: told, and told from others."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aims_gate.evidence import DocumentKind, Quality
from aims_gate.evidence.rows import Found

Read = Callable[[str, str], Found | None]
Find = Callable[[str, str], Found]

ASSESSMENT = """\
# AI system impact assessment: loan ranking

## 1. Purpose of the system

Rank applications so that underwriters decide faster and more evenly.

## 2. Affected individuals and groups

Applicants, among them the self-employed and people with short credit histories.

## 3. Benefits and harms

- A wrong low rank delays a loan by a week; severity moderate, likelihood low.

## 4. Foreseeable misuse and failure

An underwriter follows the rank without reading the file.

## 5. Mitigation measures

Every rejection is decided by a person who records the reason.

## 6. Society and environment

Lending shifts slightly towards younger applicants.

## 7. Approval and next review

Ethics board, 4 May 2026; next review in a year.
"""

ASSESSMENT_YAML = """\
system: loan-approval
version: 2.3.0
purpose: Rank applications so that an underwriter decides faster and more evenly
author: k-adeyemi
date: 2026-04-02
scope: consumer loans in the EU
affected:
  - group: applicants with short credit histories
    impacts:
      - description: a wrong low rank delays the loan
        severity: moderate
        likelihood: low
        reversibility: within a week
        measure: every rejection is decided by a person
        owner: k-adeyemi
society:
  environment: one server, about 200 kWh a year
  norms: none known
misuse:
  - an underwriter follows the rank without reading the file
failures:
  - the score service is down
result: accepted with measures
approval: {by: l-novak, on: 2026-05-04}
next_review: 2027-05-04
"""

REGISTER_YAML = """\
criteria:
  severity: [negligible, moderate, grave]
  likelihood: [rare, possible, likely]
risks:
  - id: R1
    system: loan-approval
    category: bias
    description: The model ranks the self-employed too low
    severity: moderate
    likelihood: possible
    owner: r-meyer
    treatment: {option: reduce, actions: [{what: reweight the training data, due: 2026-09-01}]}
    status: open
"""

REGISTER_MD = """\
# AI risk register

| ID | Risk | Likelihood | Severity | Mitigation | Owner |
| --- | --- | --- | --- | --- | --- |
| R1 | The model ranks the self-employed too low | possible | moderate | reweighting | r-meyer |
| R2 | Prompt injection through the letter field | likely | grave | input filter | l-novak |
"""

REGISTER_CSV = """\
id,risk,probability,impact,mitigation,owner
R1,The model ranks the self-employed too low,possible,moderate,reweight training data,r-meyer
R2,Prompt injection makes the AI system disclose letters,likely,grave,input filter,l-novak
"""

POLICY = """\
# Artificial Intelligence Policy

## Purpose

The company uses AI systems where they serve customers and staff.

## Scope

All employees, suppliers and AI systems of the organisation.

## Principles

Fairness, transparency, and human oversight of every decision about a person.

## Roles and responsibilities

The board is accountable; the AI committee approves each system.

## Risk management

Each system has a risk assessment and an impact assessment before use.

## Review

Top management reviews this policy every year.
"""

CONTRIBUTOR_POLICY = """\
# AI Policy

## Purpose

Maintainers' time is scarce, and AI-generated pull requests cost it.

## Scope

All contributions: patches, issues, code review comments and commit messages.

## Rules

Contributors must understand the code they submit. Disclose AI assistance in the pull request.

## Responsibilities

Reviewers may close pull requests that look AI-generated without a review.

## Enforcement

Contributors who keep submitting such patches are blocked.
"""

OVERSIGHT = """\
# Human oversight of the AI system

## Who

Senior underwriters, trained each spring.

## When

Every rejection and every score between 0.4 and 0.6.

## Override

The underwriter changes the decision in the file; a switch disables the model.
"""

INCIDENTS = """\
# AI incident response plan

## Detection and severity levels

A drift alarm, a complaint, or a wrong decision by the model found in audit.

## Response

Disable the model, fall back to manual ranking.

## Notification

The data protection officer within a day, the authority within fifteen.

## Lessons learned

A review within two weeks.
"""

MONITORING = """\
# Model monitoring plan

## Metrics

AUC, approval rate by group, share of missing fields of the model's input.

## Thresholds

AUC under 0.75 or a gap over 10 points between groups.

## Review cadence

Weekly by the data scientist, monthly by the AI committee.

## Response

Fall back to manual ranking, retrain.
"""

EVALUATION = """\
# Model evaluation report: loan ranking

## Data

1,000 applications of 2025, held out by month.

## Method

Five bootstrap runs of the trained model.

## Results

| metric | value | interval |
| --- | --- | --- |
| AUC | 0.79 | 0.77-0.81 |

## Limitations

Few self-employed applicants.
"""

FAIRNESS = """\
# Fairness report of the loan model

## Groups

Sex and age band, as recorded in the applications the model ranks.

## Results

The approval rate differs by 2.1 points between women and men, and by 3.4 between age bands.

## Mitigation

Reweighting brought the gap down from 6.0 points.
"""

TECHNICAL = """\
# Technical documentation of the AI system (Annex IV)

## 1. General description

Intended purpose: rank applications.

## 2. Design and development

Gradient boosting over 40 features; data from 2019 to 2024.

## 3. Performance

AUC 0.79 on 2025.

## 4. Risk management

Ten risks are in the register, reviewed in May.

## 5. Post-market monitoring

Weekly figures, monthly review by people.
"""

DPIA = """\
# Datenschutz-Folgenabschätzung: KI-System Tourenplanung

## Zweck

Touren planen.

## Betroffene Personen

Fahrerinnen und Fahrer.

## Risiken für Rechte und Freiheiten

Leistungskontrolle einzelner.

## Maßnahmen

Auswertung nur je Bezirk.
"""


@pytest.mark.parametrize(
    ("kind", "path", "text"),
    [
        (DocumentKind.IMPACT_ASSESSMENT, "governance/loan.md", ASSESSMENT),
        (DocumentKind.IMPACT_ASSESSMENT, "governance/impact/loan-approval.yaml", ASSESSMENT_YAML),
        (DocumentKind.RISK_REGISTER, "governance/risks/loan-approval.yaml", REGISTER_YAML),
        (DocumentKind.RISK_REGISTER, "docs/register.md", REGISTER_MD),
        (DocumentKind.RISK_REGISTER, "governance/risk_register.csv", REGISTER_CSV),
        (DocumentKind.AI_POLICY, "policies/ai.md", POLICY),
        (DocumentKind.HUMAN_OVERSIGHT, "docs/oversight.md", OVERSIGHT),
        (DocumentKind.INCIDENT_PLAN, "docs/incidents.md", INCIDENTS),
        (DocumentKind.MONITORING_PLAN, "docs/monitoring.md", MONITORING),
        (DocumentKind.EVALUATION, "reports/2025.md", EVALUATION),
        (DocumentKind.FAIRNESS, "reports/groups.md", FAIRNESS),
        (DocumentKind.TECHNICAL_DOCUMENTATION, "docs/annex.md", TECHNICAL),
    ],
)
def test_complete_documents_of_each_kind(
    found: Find, kind: DocumentKind, path: str, text: str
) -> None:
    document = found(path, text)
    assert document.kind is kind
    assert document.missing == ()
    assert document.quality is Quality.COMPLETE


def test_a_data_protection_assessment_of_an_ai_system_is_an_impact_assessment(found: Find) -> None:
    document = found("docs/dsfa.md", DPIA)
    assert document.kind is DocumentKind.IMPACT_ASSESSMENT
    assert {"misuse", "approval"} <= set(document.missing)


def test_title_and_file_name_together_make_a_short_card_of_prose(found: Find) -> None:
    text = (
        "# Model Card\n\nThe forest ranks careers for a benchmark. It is no basis for hiring, and "
        "the data holds no attribute by which groups could be compared.\n"
    )
    document = found("MODEL_CARD.md", text)
    assert document.kind is DocumentKind.MODEL_CARD
    assert document.quality is Quality.STUB


def test_a_named_register_may_be_a_list(found: Find) -> None:
    text = (
        "# AI risk register\n\n## Risks\n\n1. Hallucinated figures in the analysis.\n2. Stale data."
        "\n\n## Required controls\n\n- A person reads every analysis before "
        "it goes out, and signs it.\n"
    )
    document = found("docs/ai-risk-register.md", text)
    assert document.kind is DocumentKind.RISK_REGISTER
    assert {"likelihood", "severity"} <= set(document.missing)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".github/AI_POLICY.md", CONTRIBUTOR_POLICY),
        (
            "docs/impact-assessment.md",
            "# Impact Assessment — Change Request\n\n## Purpose\n\nThree changes to the AI model's"
            " screen.\n\n## Impact\n\nTwo components.\n\n## Risks\n\nNone.\n\n## Approval\n\nPM.\n",
        ),
        (
            "IMPACT_ASSESSMENT.md",
            "# Impact Assessment\n\n## Impact by subsystem\n\n| Area | Impact | Severity |\n"
            "|---|---|---|\n| LLM engine | High | High |\n\n## Conclusion\n\n"
            "The AI model hurts.\n",
        ),
        (
            "IMPACT_ASSESSMENT.md",
            "# Impact Assessment Feature\n\n## Overview\n\nThe machine learning model turns storms "
            "into impacts.\n\n## GPS impact\n\nMetres.\n\n## Recommendations\n\nUse HF.\n",
        ),
        (
            "docs/eia.md",
            "# Environmental impact assessment\n\n## Purpose\n\nA road.\n\n## Affected people\n\n"
            "Two villages.\n\n## Impacts\n\nNoise.\n\n## Mitigation\n\nA wall.\n",
        ),
        (
            "docs/widget_datasheet.md",
            "# AHB interconnect datasheet\n\n## Overview\n\nAn IP core.\n\n## Features\n\n32 bit.\n"
            "\n## Structure\n\nData bus.\n\n## Distribution\n\nVerilog.\n\n## Support\n\nMail.\n",
        ),
        (
            "docs/RISK_REGISTER.md",
            "# Risk register\n\n| Risk | Likelihood | Impact | Mitigation |\n|---|---|---|---|\n"
            "| The key developer leaves | low | high | pair up |\n",
        ),
        (
            "docs/guide.md",
            "# How to write a model card\n\n## Intended use\n\nSay who uses it.\n\n## Limitations\n"
            "\nSay what fails.\n\n## Training data\n\nSay where it is from.\n",
        ),
        (
            "docs/cards.md",
            "# Model cards\n\n## What are model cards?\n\nReports on models.\n\n## Evaluation\n\n"
            "A card says how a model was measured.\n\n## Limitations\n\nAnd where it fails.\n",
        ),
        (
            "course/05_Datasheet.md",
            "# Datasheet for datasets: a course\n\n## Motivation\n\nWhy.\n\n## Composition\n\nWhat."
            "\n\n## Collection process\n\nHow the dataset came about.\n",
        ),
        (
            "exports/impact-tracker.json",
            '[{"purpose": "AI law", "affected people": "a", "impacts": "fines", "measures": 1}]',
        ),
        (
            "docs/toolkit.md",
            "# Model Card Toolkit\n\n## Overview\n\nA library.\n\n## Evaluation\n\nBenchmarks.\n",
        ),
        (
            "docs/rules/missing-model-card.md",
            "# missing-model-card: every model has a card\n\nFinds models without one.\n\n"
            "## Risks\n\nNobody can tell where the model fails.\n\n## Evaluation\n\nBy content.\n",
        ),
        (
            "docs/rules/incomplete-ai-policy.md",
            "# incomplete-ai-policy: the AI policy covers its parts\n\nFinds AI policies without "
            "principles.\n\n## Purpose\n\nA policy guides.\n\n## Principles\n\nFairness.\n",
        ),
        (
            "docs/incident.md",
            "# Incident response\n\n## Detection\n\nAlerts.\n\n## Response\n\nRoll pods back.\n",
        ),
        (
            "docs/evaluation.md",
            "# Model evaluation\n\n## Data\n\nAny file.\n\n## Method\n\nRun the AI model script.\n"
            "\n## Results\n\nThe script prints them.\n",
        ),
        (
            ".github/workflows/publish-model-card.yml",
            "name: publish-model-card\non: push\njobs:\n  a:\n    steps:\n      - uses: a/b@v1\n"
            "        name: model card limitations check\n",
        ),
    ],
)
def test_other_meanings_of_the_same_words(read: Read, path: str, text: str) -> None:
    assert read(path, text) is None
