"""The documents themselves: their links, what they leave open, and who keeps them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from aims_gate.model import Finding, FindingKind, Outcome, Severity
from aims_gate.testing import judge

LINKS = "broken-governance-link"
CONTROL = "missing-document-control"

MANIFEST = """\
systems:
  - {id: desk, purpose: Sort letters for the desk, owner: ann, tier: {level: high, basis: x,
     decided_by: ann, decided_on: 2026-01-05}}
"""
PEOPLE = """\
kind: people
id: people
title: Register of people
version: "2"
status: approved
owner: ann
author: bob
approver: ann
approved: 2026-03-01
next_review: 2027-03-01
people:
  - {id: ann, roles: [Head of the desk], contact: ann@bank.test}
  - {id: bob, roles: [Clerk], contact: bob@bank.test}
  - {id: old, roles: [Clerk], contact: old@bank.test, left: 2026-01-31}
"""
CONCERNS = """\
---
kind: concern-procedure
id: concerns
title: Raising concerns
version: "1"
status: approved
owner: ann
author: bob
approver: ann
approved: 2026-03-01
next_review: 2027-03-01
---
# Raising concerns

Whoever sees harm tells it, as [the guide](guide.md#whom-to-tell) says.
"""
GUIDE = "# Guide\n\n## Whom to tell\n\nThe head of the desk.\n"
REGISTER = """\
kind: document-register
id: documents
title: Register of documents
version: "1"
status: approved
owner: ann
author: bob
approver: ann
approved: 2026-03-01
next_review: 2027-03-01
documents:
  - {id: people, version: "2"}
  - {id: concerns, version: "1"}
"""
FILES = {
    "aims.yaml": MANIFEST,
    "governance/people.yaml": PEOPLE,
    "governance/concerns.md": CONCERNS,
    "governance/guide.md": GUIDE,
}
REGISTERED = {**FILES, "governance/documents.yaml": REGISTER}


def found(check: str, files: Mapping[str, str]) -> list[Finding]:
    judgement = judge(files, select=frozenset({check}))
    return [finding for item in judgement.results for finding in item.result.findings]


def failures(check: str, files: Mapping[str, str]) -> list[Finding]:
    return [each for each in found(check, files) if each.kind is FindingKind.FAILURE]


def with_(path: str, old: str, new: str, files: Mapping[str, str] = FILES) -> dict[str, str]:
    assert files[path].count(old) == 1, old
    return {**files, path: files[path].replace(old, new)}


def line_of(text: str, wanted: str) -> int:
    return text[: text.index(wanted)].count("\n") + 1


@pytest.mark.parametrize("check", [LINKS, CONTROL])
@pytest.mark.parametrize("files", [FILES, REGISTERED], ids=["without register", "with register"])
def test_what_is_in_order_conforms(check: str, files: Mapping[str, str]) -> None:
    kinds = {finding.kind for finding in found(check, files)}
    assert kinds == {FindingKind.CONFORMITY}


@pytest.mark.parametrize("check", [LINKS, CONTROL])
def test_a_repository_without_ai_owes_no_documents(check: str) -> None:
    judgement = judge({"README.md": "# A [calendar](gone.md)\n"}, select=frozenset({check}))
    assert [item.result.outcome for item in judgement.results] == [Outcome.NOT_APPLICABLE]


@pytest.mark.parametrize(
    ("path", "old", "new", "line", "key", "message"),
    [
        ("concerns.md", "guide.md#whom-to-tell", "gone.md", "gone.md", "link:gone.md", "no file"),
        (
            *("concerns.md", "guide.md#whom-to-tell", "guide.md#nobody", "guide.md#nobody"),
            *("link:guide.md#nobody", "no such heading"),
        ),
        ("concerns.md", "Whoever sees", "TBD. Whoever sees", "TBD", "open:lines", "TBD"),
        ("concerns.md", "title: Raising", "title: OPEN", "title: OPEN", None, ""),
        ("people.yaml", "owner: ann", "owner: zoe", "owner: zoe", "id:person:zoe", "no person"),
        (
            "people.yaml",
            "id: old",
            "id: ann",
            "id: ann, roles: [Clerk]",
            "twice:ann",
            "given twice",
        ),
        (
            *("people.yaml", "approved: 2026-03-01", "approved: 2027-01-01", "approved: 2027"),
            *("ahead:approved", "lies ahead"),
        ),
        (
            *("people.yaml", "contact: bob@bank.test", "contact: 'OPEN: which'", "OPEN: which"),
            *("open:values", "people[1].contact"),
        ),
    ],
)
def test_what_cannot_be_followed_fails_at_its_line(
    path: str, old: str, new: str, line: str, key: str | None, message: str
) -> None:
    files = with_(f"governance/{path}", old, new)
    defects = failures(LINKS, files)
    if key is None:  # a word that only looks like a mark
        assert defects == []
        return
    (failure,) = defects
    assert failure.at is not None
    assert (failure.at.path, failure.key) == (f"governance/{path}", key)
    assert failure.at.line == line_of(files[failure.at.path], line)
    assert message in failure.message


def test_a_link_is_told_once_and_all_places_left_open_in_one() -> None:
    text = f"{CONCERNS}\nSee [here](gone.md), [there](gone.md).\n\nTBD\n\nTBC\n"
    link, left = failures(LINKS, {**FILES, "governance/concerns.md": text})
    assert link.key == "link:gone.md"
    assert left.key == "open:lines"
    assert "TBD, and 1 more line" in left.message
    assert [place.line for place in left.places] == [line_of(text, "TBC")]


def test_an_empty_file_holds_only_the_place_of_a_document() -> None:
    (failure,) = failures(LINKS, {**FILES, "governance/plan.yaml": ""})
    assert failure.key == "blank"
    assert failure.at is not None
    assert failure.at.path == "governance/plan.yaml"


def test_one_sentence_is_no_answer_to_several_questions() -> None:
    same = "We look at this with care whenever it is called for"
    rows = "".join(
        f"  - {{id: {name}, description: {same}}}\n" for name in ("low", "medium", "high")
    )
    text = f"kind: risk-criteria\nlevels:\n{rows}"
    (failure,) = failures(LINKS, {**FILES, "governance/criteria.yaml": text})
    assert failure.key == "repeated:levels[0].description"
    assert "in 3 places" in failure.message
    assert [place.line for place in failure.places] == [4, 5]


def test_cards_are_followed_too_where_they_belong_to_the_product() -> None:
    card = (
        "# Model card for desk\n\n## Intended use\n\nSorting letters that arrive at the desk by "
        "topic.\n\n## Training data\n\nLetters of 2024, read by two clerks, [here](gone.csv).\n\n"
        "## Limitations\n\nLetters in other languages are sorted badly.\n"
    )
    (failure,) = failures(LINKS, {**FILES, "MODEL_CARD.md": card})
    assert (failure.at and failure.at.path, failure.key) == ("MODEL_CARD.md", "link:gone.csv")
    assert failures(LINKS, {**FILES, "tests/MODEL_CARD.md": card}) == []


@pytest.mark.parametrize(
    ("old", "new", "key", "line", "message"),
    [
        ("owner: ann\n", "", "head", "kind: people", "does not say its owner"),
        ('version: "2"\n', "", "head", "kind: people", "does not say its version"),
        ("title: Register of people", "title: TBD", "head", "kind: people", "its title"),
        ("approver: ann\n", "", "head", "kind: people", "who approved it"),
        ("approved: 2026-03-01\n", "", "head", "kind: people", "when it was approved"),
        ("next_review: 2027-03-01\n", "", "head", "kind: people", "when it is looked at again"),
        ("author: bob", "author: ann", "approver", "approver:", "approved what they wrote"),
        ("owner: ann", "owner: old", "owner", "owner: old", "left on 2026-01-31"),
        (
            "approved: 2026-03-01",
            "approved: 2026-11-23",
            "approved",
            "approved: 2026-11-23",
            "ahead",
        ),
        (
            *("next_review: 2027-03-01", "next_review: 2026-11-21", "next-review"),
            *("next_review:", "overdue since 2026-11-21"),
        ),
    ],
)
def test_a_head_that_lacks_something_or_is_out_of_date_fails(
    old: str, new: str, key: str, line: str, message: str
) -> None:
    files = with_("governance/people.yaml", old, new)
    (failure,) = failures(CONTROL, files)
    assert failure.at is not None
    assert (failure.at.path, failure.key) == ("governance/people.yaml", key)
    assert failure.at.line == line_of(files[failure.at.path], line)
    assert message in failure.message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("approved: 2026-03-01", "approved: 2026-11-22"),
        ("next_review: 2027-03-01", "next_review: 2026-11-22"),
    ],
)
def test_today_is_neither_ahead_nor_overdue(old: str, new: str) -> None:
    assert failures(CONTROL, with_("governance/people.yaml", old, new)) == []


def test_a_draft_fails_as_one_and_owes_no_approval_yet() -> None:
    unapproved = PEOPLE.replace("status: approved", "status: draft")
    for line in ("approver: ann\n", "approved: 2026-03-01\n", "next_review: 2027-03-01\n"):
        unapproved = unapproved.replace(line, "")
    (failure,) = failures(CONTROL, {**FILES, "governance/people.yaml": unapproved})
    assert (failure.key, failure.fix) == ("draft", "Have it approved.")


def test_what_is_retired_is_looked_at_no_more() -> None:
    retired = PEOPLE.replace("status: approved", "status: retired")
    for review in ("", "next_review: 2026-01-01\n"):
        text = retired.replace("next_review: 2027-03-01\n", review)
        assert failures(CONTROL, {**FILES, "governance/people.yaml": text}) == []


def test_without_any_document_there_is_one_failure() -> None:
    (failure,) = failures(CONTROL, {"aims.yaml": MANIFEST})
    assert (failure.key, failure.at and failure.at.path) == ("none", "aims.yaml")


def test_how_much_it_matters_follows_the_tier() -> None:
    def severity(level: str) -> Severity:
        files = with_("aims.yaml", "level: high", f"level: {level}", {"aims.yaml": MANIFEST})
        (result,) = judge(files, select=frozenset({CONTROL})).results
        return result.severity

    assert [severity(level) for level in ("minimal", "limited", "high")] == [
        Severity.NOTE,
        Severity.NOTE,
        Severity.WARNING,
    ]


def test_a_document_without_a_head_is_told_by_its_text() -> None:
    policy = (
        "# AI policy\n\n## Purpose and scope\n\nThis policy rules all AI that the bank builds or "
        "buys.\n\n## Principles\n\nAI is fair, safe and explained to those it concerns.\n\n"
        "## Responsibilities\n\nThe head of the desk answers for every AI system.\n\n"
        "## Review\n\nThe board looks at this policy once a year.\n"
    )
    (failure,) = failures(CONTROL, {**FILES, "docs/ai-policy.md": policy})
    assert (failure.at and failure.at.path, failure.key) == ("docs/ai-policy.md", "head")


@pytest.mark.parametrize(
    ("old", "new", "path", "key", "message"),
    [
        (
            *('  - {id: people, version: "2"}\n', ""),
            *("governance/people.yaml", "register", "does not list people"),
        ),
        (
            *('people, version: "2"', 'people, version: "1"', "governance/people.yaml"),
            *("register", "says version 1, the document 2"),
        ),
        (
            *("id: concerns", "id: worries", "governance/documents.yaml"),
            *("listed:worries", "no document has this id"),
        ),
    ],
)
def test_the_register_lists_each_document_in_the_version_in_force(
    old: str, new: str, path: str, key: str, message: str
) -> None:
    files = with_("governance/documents.yaml", old, new, REGISTERED)
    failed = {
        (each.at.path if each.at else "", each.key): each for each in failures(CONTROL, files)
    }
    assert message in failed[path, key].message
