"""The screen of banned practices."""

from __future__ import annotations

import pytest

from aims_gate.catalogue.law import load_practices
from aims_gate.governance.skeletons import skeleton
from aims_gate.model import Finding, FindingKind, Outcome, Profile
from aims_gate.testing import judge

PURPOSE = "Sort letters so that clerks find them"
MANIFEST = f"systems:\n  - id: desk\n    purpose: {PURPOSE}\n    owner: ann\n"
PEOPLE = "kind: people\npeople: [{id: ann, roles: [Head]}]\n"
HEAD = f"kind: practice-screen\nsystem: desk\npurpose: {PURPOSE}\nby: ann\non: 2026-05-01\n"
ANSWERS = "practices:\n" + "".join(
    f"  - {{practice: {each.id}, answer: no, reason: It sees letters and never {number} of it}}\n"
    for number, each in enumerate(load_practices())
)
POLICY = "playbook: {limited: {banned_uses: [staff-ranking]}}\n"


def judged(screen: str | None, manifest: str = MANIFEST, policy: str = "") -> list[Finding]:
    files = {"aims.yaml": manifest, "governance/people.yaml": PEOPLE, "src/a.py": "import torch\n"}
    if screen is not None:
        files["governance/practices.yaml"] = screen
    if policy:
        files["aims-gate.yaml"] = policy
    chosen = frozenset({"prohibited-practice"})
    (result,) = (
        each.result for each in judge(files, select=chosen, profile=Profile.STANDARD).results
    )
    assert result.outcome in (Outcome.CONFORMS, Outcome.NONCONFORMS, Outcome.NOT_APPLICABLE)
    return [each for each in result.findings if each.kind is FindingKind.FAILURE]


def test_every_practice_answered_no_with_a_reason_conforms() -> None:
    assert judged(HEAD + ANSWERS) == []


@pytest.mark.parametrize("practice", [each.id for each in load_practices()])
def test_each_practice_has_to_be_answered(practice: str) -> None:
    line = next(line for line in ANSWERS.splitlines(keepends=True) if f" {practice}," in line)
    (found,) = judged(HEAD + ANSWERS.replace(line, ""))
    assert found.key == f"practice:{practice}"
    (banned,) = judged(HEAD + ANSWERS.replace(line, line.replace("answer: no", "answer: yes")))
    assert "does what is banned" in banned.message


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("purpose: Sort", "purpose: Grade", "for another purpose"),
        ("by: ann\n", "", "does not say who answered"),
        ("by: ann", "by: zoe", "zoe is not in the register"),
        ("on: 2026-05-01", "on: 2027-05-01", "lies ahead"),
        ("on: 2026-05-01\n", "", "when it was answered"),
        ("never 3 of it", "never 4 of it", "gives for face-scraping"),
        ("It sees letters and never 5 of it", "'no'", "gives no reason"),
    ],
)
def test_what_is_wrong_with_a_screen(old: str, new: str, says: str) -> None:
    text = HEAD + ANSWERS
    assert text.count(old) == 1
    assert any(says in found.message for found in judged(text.replace(old, new)))


def test_uses_that_the_playbook_bans_are_asked_too() -> None:
    (found,) = judged(HEAD + ANSWERS, policy=POLICY)
    assert "does not answer staff-ranking (playbook)" in found.message
    more = (
        "  - {practice: staff-ranking, answer: no, reason: Clerks are not counted by it at all}\n"
    )
    assert judged(HEAD + ANSWERS + more, policy=POLICY) == []


def test_a_prohibited_system_is_blocked_whatever_its_screen_says() -> None:
    (found,) = judged(HEAD + ANSWERS, MANIFEST + "    tier: prohibited\n")
    assert found.key == "tier"
    assert judged(HEAD + ANSWERS, MANIFEST + "    tier: prohibited\n    lifecycle: retired\n") == []


def test_no_screen_and_an_unfilled_one_fail() -> None:
    assert [found.key for found in judged(None)] == ["screen"]
    text = skeleton("practice-screen").replace("system:  ", "system: desk #")
    keys = {found.key for found in judged(text)}
    assert {"purpose", "by", "on"} <= keys
    assert {f"practice:{each.id}" for each in load_practices()} <= keys
