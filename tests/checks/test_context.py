"""Context, interested parties, and the obligations that systems fall under."""

from __future__ import annotations

import pytest

from aims_gate.catalogue.law import is_in_eu, load_obligations, region_code, within
from aims_gate.governance.skeletons import skeleton
from aims_gate.model import Finding, FindingKind, Outcome, Profile
from aims_gate.testing import judge

PEOPLE = "kind: people\npeople: [{id: ann, roles: [Head]}, {id: eve, left: 2026-01-31}]\n"
MANIFEST = """systems:
  - id: desk
    purpose: Sort letters so that clerks find them
    owner: ann
    activities: [uses-internally]
    tier: limited
    context: {regions: [Germany]}
    personal_data: true
    obligations: [eu-ai-act/minimal-risk, gdpr, postal-secrecy]
"""
REGISTER = """kind: obligations
obligations:
  - id: eu-ai-act/minimal-risk
    jurisdictions: [EU]
    basis: Sorting letters is in no annex of the act
    owner: ann
    applies_to: [desk]
  - id: gdpr
    jurisdictions: [EU]
    basis: Names on letters are personal data, Article 4
    owner: ann
    applies_to: [desk]
  - id: postal-secrecy
    title: Secrecy of letters
    jurisdictions: [DE]
    basis: Section 64 of the postal act holds for senders
    owner: ann
    applies_to: [desk]
    source: PostG
"""


def failures(check: str, files: dict[str, str]) -> list[Finding]:
    given = {"governance/people.yaml": PEOPLE, "src/a.py": "import torch\n", **files}
    judgement = judge(given, select=frozenset({check}), profile=Profile.CERTIFICATION)
    (result,) = (each.result for each in judgement.results)
    assert result.outcome in (Outcome.CONFORMS, Outcome.NONCONFORMS)
    return [each for each in result.findings if each.kind is FindingKind.FAILURE]


def obligations(manifest: str = MANIFEST, register: str | None = REGISTER) -> list[str]:
    files = {"aims.yaml": manifest}
    if register is not None:
        files["governance/obligations.yaml"] = register
    return [each.message for each in failures("uncovered-obligation", files)]


def test_a_register_that_covers_the_system_conforms() -> None:
    assert obligations() == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "gdpr, postal-secrecy]",
            "gdpr, postal-secrecies]",
            "unknown obligation 'postal-secrecies'",
        ),
        ("gdpr, postal-secrecy]", "gdpr]", "aims.yaml leaves it out"),
        ("    context: {regions: [Germany]}\n", "", "does not say in which regions"),
        ("[Germany]", "[Germany, Japan]", "no obligation of JP is listed"),
        ("tier: limited", "tier: high", "of tier high, which contradicts 'eu-ai-act/minimal-risk'"),
        ("tier: limited", "tier: high", "'eu-ai-act/high-risk-deployer' is not listed"),
    ],
)
def test_what_the_manifest_leaves_open(old: str, new: str, says: str) -> None:
    assert any(says in message for message in obligations(MANIFEST.replace(old, new)))


MINE = "title: Ours\n    source: PostG\n"


@pytest.mark.parametrize(
    ("id_", "renamed", "old", "new", "says"),
    [
        (
            "gdpr",
            "gdpr",
            "basis: Names on letters are personal data, Article 4",
            "basis: tbd",
            "basis",
        ),
        ("gdpr", "gdpr", "owner: ann", "title: GDPR", "the owner is not named"),
        ("gdpr", "gdpr", "owner: ann", "owner: eve", "the owner eve left on 2026-01-31"),
        ("gdpr", "gdpr", "jurisdictions: [EU]", "title: GDPR", "does not say where it holds"),
        ("gdpr", "gdpr", "owner: ann", "owner: ann\n    reviewed: 2027-01-01", "lies ahead"),
        ("gdpr", "privacy-act", "owner: ann", "owner: ann\n    " + MINE, "'gdpr' is missing"),
        (
            "gdpr",
            "eu-ai-act/minimum-risk",
            "owner: ann",
            "owner: ann",
            "is not known: did you mean",
        ),
        ("postal-secrecy", "postal-secrecy", "source: PostG", "", "no title and source of its own"),
    ],
)
def test_what_is_wrong_in_the_register(
    id_: str, renamed: str, old: str, new: str, says: str
) -> None:
    before, found, row = REGISTER.partition(f"  - id: {id_}\n")
    assert found
    register = f"{before}  - id: {renamed}\n{row.replace(old, new, 1)}"
    manifest = MANIFEST.replace(f" {id_}", f" {renamed}")
    assert any(says in message for message in obligations(manifest, register))


def test_without_a_class_of_the_ai_act() -> None:
    manifest = MANIFEST.replace("eu-ai-act/minimal-risk, ", "")
    register = REGISTER.replace("    applies_to: [desk]\n", "", 1)
    assert any("DE has no class of the AI Act" in each for each in obligations(manifest, register))


def test_no_register_or_an_empty_one_is_one_failure() -> None:
    assert len(obligations(register=None)) == 1
    assert "lists nothing" in obligations(register="kind: obligations\n")[0]


def test_an_unfilled_register_covers_nothing() -> None:
    assert obligations(register=skeleton("obligations"))


def test_regions() -> None:
    assert [region_code(each) for each in ("Germany", "eu", "us-co", " UK ")] == [
        *("DE", "EU", "US-CO", "UK")
    ]
    assert within("DE", frozenset({"EU"}))
    assert within("US-CO", frozenset({"US"}))
    assert not within("US", frozenset({"US-CO"}))
    assert not within("CH", frozenset({"EU"}))
    assert is_in_eu("NO")
    assert not is_in_eu("UK")


def test_what_is_known_by_id_says_where_it_is_written() -> None:
    for known in load_obligations().values():
        assert known.source
        assert known.title
        assert all(region_code(each) == each for each in known.regions)


CONTEXT = """kind: context
next_review: 2027-01-31
reviewed: 2026-06-01
climate_change: Not relevant, since sorting letters needs hardly any energy
issues:
  - id: staff
    nature: internal
    issue: One clerk knows the model and retires soon
    effect: Nobody could tell why a letter went astray
    responses: {controls: [A.4.6]}
  - id: strikes
    nature: external
    issue: The post goes on strike more often than before
    effect: Letters come in heaps that the model never met
    responses: {none_needed: Heaps are sorted by hand as they always were}
parties:
  - id: senders
    party: People who write
    needs: [their letter arrives unread]
    responses: {obligations: [postal-secrecy]}
"""


def context(text: str | None) -> list[Finding]:
    files = {"aims.yaml": MANIFEST, "governance/obligations.yaml": REGISTER}
    if text is not None:
        files["governance/context.yaml"] = text
    return failures("unanswered-context", files)


def test_rows_that_something_answers_conform() -> None:
    assert context(CONTEXT) == []
    assert context(CONTEXT.replace("2027-01-31", "2026-11-22")) == [], "due today"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("    responses: {controls: [A.4.6]}\n", "", "staff: no linked response"),
        ("A.4.6", "A.4.66", "there is no control 'A.4.66'"),
        ("controls: [A.4.6]", "risks: [R-01]", "there is no risk 'R-01'"),
        ("postal-secrecy", "postal-secrecies", "there is no obligation 'postal-secrecies'"),
        ("Heaps are sorted by hand as they always were", "n/a", "strikes: no linked response"),
        ("nature: external", "nature: internal", "lists no external issue"),
        ("Nobody could tell why a letter went astray", "tbd", "what it does to the AI"),
        ("needs: [their letter arrives unread]", "needs: []", "has no needs"),
        ("climate_change: Not", "climate_change: 'no' # Not", "climate change"),
        ("reviewed: 2026-06-01\n", "", "when it was last looked at"),
        ("reviewed: 2026-06-01", "reviewed: 2027-06-01", "lies ahead"),
        ("reviewed: 2026-06-01", "reviewed: 2025-06-01", "overdue by 174 days"),
        ("next_review: 2027-01-31", "next_review: 2026-11-12", "overdue by 10 days"),
    ],
)
def test_rows_that_nothing_answers(old: str, new: str, says: str) -> None:
    assert CONTEXT.count(old) == 1
    assert any(says in found.message for found in context(CONTEXT.replace(old, new)))


def test_no_register_is_one_failure_and_a_skeleton_answers_nothing() -> None:
    (found,) = context(None)
    assert "there is no register of issues" in found.message
    keys = {each.key for each in context(skeleton("context"))}
    assert {"issue-1:responses", "issue-2:responses", "party-1:responses", "reviewed"} <= keys
