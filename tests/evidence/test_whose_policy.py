"""A policy on AI is the organisation's, the contributors', the students' or the crawlers'."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aims_gate.evidence import DocumentKind
from aims_gate.evidence.rows import Found

ORGANISATION = """# AI Policy

## Scope

This policy covers the AI features we ship to customers and the tools that employees use.

## Principles

A human stays accountable for every decision. Personal data goes to approved providers only.

## Prohibited practices

No automated decision on a customer without human review.

## Incidents

Incidents are reported to the risk committee within a day.
"""
PRODUCT_AND_CONTRIBUTORS = """# AI policy baseline

## Scope

- AI features shipped by this project
- AI-assisted workflows used by contributors

## Principles

- People stay accountable for shipped outcomes.
- Risk is assessed before release; sensitive data stays away from third-party providers.
- Incidents are kept on record for audit.

## Minimum requirements

Maintainers approve high-risk changes; decisions on users are reviewed by a human.
"""
CONTRIBUTORS = """# AI Policy

## Principles

You may use AI tools. You are responsible for every line that you submit in a pull request.

## Rules

Disclose the use of AI in the pull request. Maintainers may close contributions whose author
cannot explain the patch in code review. Do not open an issue with generated text.

## Review

Reviewers may ask contributors for the prompt. Commits need a sign-off.
"""
STUDENTS = """# AI Policy

## Purpose

This course allows generative AI for some assignments.

## Rules

Students cite the tool in each assignment. In the exam no tool is allowed. Breaches of academic
integrity are reported to the instructor. Ask the instructor if the syllabus is silent.

## Responsibilities

Every student answers for the homework handed in.
"""
CRAWLERS = """# AI Policy

## Purpose

All pages of this site may be read by crawlers, for indexing and retrieval.

## Principles

See robots.txt and llms.txt for what AI systems may crawl; attribution is welcome. Indexing is
free, scraping of the endpoints is not.
"""


@pytest.mark.parametrize("text", [ORGANISATION, PRODUCT_AND_CONTRIBUTORS])
def test_a_policy_on_products_and_staff_is_the_organisations(
    found: Callable[[str, str], Found], text: str
) -> None:
    assert found("docs/ai-policy.md", text).kind is DocumentKind.AI_POLICY


@pytest.mark.parametrize("text", [CONTRIBUTORS, STUDENTS, CRAWLERS])
def test_rules_for_others_are_no_policy_of_the_organisation(
    read: Callable[[str, str], Found | None], text: str
) -> None:
    assert read("AI_POLICY.md", text) is None


def test_a_short_policy_is_one_and_a_stub(found: Callable[[str, str], Found]) -> None:
    text = (
        "# AI Policy\n\n## Purpose\n\nDefine safe and accountable use of AI in the company.\n\n"
        "## Baselines\n\n- A named owner for every workflow\n- Human review of decisions\n"
    )

    assert found("governance/ai-policy.md", text).quality == "stub"


def test_a_long_policy_needs_no_headings_that_we_know(found: Callable[[str, str], Found]) -> None:
    body = "Kommunen använder AI lagligt, etiskt och ansvarsfullt i hela sin verksamhet. " * 15
    text = f"# AI Policy — Storstads kommun\n\n## Inledning\n\n{body}\n\n## Ansvar\n\n{body}"

    assert found("docs/ai-policy.md", text).kind is DocumentKind.AI_POLICY
