"""The AI policy and the procedure for concerns."""

from __future__ import annotations

import pytest

from aims_gate.governance.skeletons import skeleton
from aims_gate.model import Cause, Finding, FindingKind, Outcome, Profile, Verdict
from aims_gate.testing import judge

SYSTEM = "systems: [{id: desk, purpose: Sort letters for the desk, owner: ann}]\n"
PEOPLE = """kind: people
people:
  - {id: ann, roles: [Chief executive], top_management: true}
  - {id: bob, roles: [Clerk]}
"""
HEAD = """---
kind: ai-policy
version: "1"
status: approved
author: bob
approver: ann
approved: 2026-09-01
review_every: 12 months
---
"""
SECTIONS = {
    "Purpose and scope": "It rules every model that sorts letters at the desk in Lyon and Graz.",
    "Principles": "A clerk opens each letter that a model is not sure of before it moves on.",
    "Objectives": "Each quarter the desk sets a figure for letters that were sorted wrongly.",
    "Legal requirements": "Postal secrecy and the data protection act are met by design here.",
    "Continual improvement": "Every complaint about a lost letter changes a rule or says why not.",
    "Prohibited uses": "Nobody reads the content of a letter in order to rate its sender.",
    "Risk acceptance": "The head of the desk accepts low risks; all others need the board.",
    "Exceptions": "The board grants an exception in writing for at most thirty days each.",
    "Accountability": "The head of the desk answers for every letter and every model.",
}
POLICY = HEAD + "# AI policy\n\n" + "".join(f"## {k}\n\n{v}\n\n" for k, v in SECTIONS.items())
FILES = {"aims.yaml": SYSTEM, "governance/people.yaml": PEOPLE, "src/a.py": "import torch\n"}


def failures(check: str, files: dict[str, str]) -> list[Finding]:
    judgement = judge({**FILES, **files}, select=frozenset({check}))
    (result,) = [each.result for each in judgement.results]
    assert result.outcome in (Outcome.CONFORMS, Outcome.NONCONFORMS)
    return [each for each in result.findings if each.kind is FindingKind.FAILURE]


def test_a_policy_that_treats_everything_and_is_approved_conforms() -> None:
    assert failures("incomplete-ai-policy", {"governance/ai-policy.md": POLICY}) == []


@pytest.mark.parametrize("section", SECTIONS)
def test_each_topic_is_missed(section: str) -> None:
    text = POLICY.replace(f"## {section}\n", "").replace(SECTIONS[section], "")
    (found,) = failures("incomplete-ai-policy", {"governance/ai-policy.md": text})
    assert found.key.startswith("topic:")
    assert "nothing on" in found.message


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("status: approved", "status: draft", 4, "is not approved"),
        ("approver: ann", "approver: bob", 6, "not of top management"),
        ("approver: ann", "approver: cat", 6, "in no register of people"),
        ("2026-09-01", "2027-09-01", 7, "lies ahead"),
        ('version: "1"\n', "", 1, "says no version"),
    ],
)
def test_what_is_wrong_with_the_approval(old: str, new: str, line: int, message: str) -> None:
    files = {"governance/ai-policy.md": POLICY.replace(old, new)}
    (found,) = failures("incomplete-ai-policy", files)
    assert message in found.message
    assert found.at is not None
    assert found.at.line == (2 if "says no" in message else line)


def test_fine_words_under_every_heading_answer_nothing() -> None:
    words = "We are deeply committed to excellence, trust and responsible innovation for all."
    text = HEAD + "".join(f"## {name}\n\n{words}\n\n" for name in SECTIONS)
    found = failures("incomplete-ai-policy", {"governance/ai-policy.md": text})
    assert len(found) == len(SECTIONS) - 1


def test_a_skeleton_and_an_empty_file_satisfy_nothing() -> None:
    for text in (skeleton("ai-policy"), ""):
        for check in ("incomplete-ai-policy", "overdue-policy-review", "isolated-ai-policy"):
            assert failures(check, {"governance/ai-policy.md": text}), check


def test_a_policy_without_a_head_is_judged_by_its_text() -> None:
    text = "# AI policy\n\n" + POLICY.partition("# AI policy\n\n")[2]
    (found,) = failures("incomplete-ai-policy", {"docs/AI_POLICY.md": text})
    assert "has no head" in found.message


def test_a_review_is_due_after_its_interval_and_after_a_new_tier() -> None:
    late = POLICY.replace("2026-09-01", "2025-09-01")
    (found,) = failures("overdue-policy-review", {"governance/ai-policy.md": late})
    assert "due on 2026-09-01" in found.message
    tiered = SYSTEM.replace("owner: ann", "owner: ann, tier: {level: high, decided_on: 2026-10-02}")
    (found,) = failures(
        "overdue-policy-review", {"governance/ai-policy.md": POLICY, "aims.yaml": tiered}
    )
    assert "2026-10-02" in found.message
    assert [place.path for place in found.places] == ["aims.yaml"]


def test_policy_and_playbook_are_compared_both_ways() -> None:
    policy = POLICY.replace("status:", "banned_uses: [ranking]\nbanned_data: []\nstatus:", 1)
    gate = "profile: certification\nplaybook: {limited: {banned_uses: [reading], banned_data: []}}"
    found = failures(
        "policy-playbook-conflict", {"governance/ai-policy.md": policy, "aims-gate.yaml": gate}
    )
    assert sorted(each.key for each in found) == [
        "banned_uses:limited:ranking",
        "banned_uses:limited:reading",
    ]


def test_related_policies_point_both_ways() -> None:
    related = """related:
  - {area: security, id: S-1, touches: Weights are assets under section three}
  - {area: privacy, link: docs/privacy.md, touches: Consent comes before a new purpose}
  - {area: quality, id: Q-1}
  - {area: people, touches: Nobody is ranked by a machine}
status:"""
    files = {
        "governance/ai-policy.md": POLICY.replace("status:", related, 1),
        "docs/privacy.md": "# Privacy\n\nWe keep letters secret.\n",
    }
    keys = [each.key for each in failures("isolated-ai-policy", files)]
    assert sorted(keys) == ["areas", "people:id", "privacy:link", "quality:touches"]
    files["docs/privacy.md"] += "\nSee the AI policy for models.\n"
    assert "privacy:link" not in [each.key for each in failures("isolated-ai-policy", files)]


CONCERNS = """---
kind: concern-procedure
contact: concerns@post.example
---
# Concerns

## Confidentiality

Only the deputy reads the box, and keeps every name apart from the report itself.

## No retaliation

Nobody is moved, dismissed or rated down because they told us what worried them.

## Handling

The deputy answers within 3 working days and the board decides within two weeks.
"""


def test_a_channel_is_complete_and_linked() -> None:
    files = {"governance/concerns.md": CONCERNS, "README.md": "[Concerns](governance/concerns.md)"}
    assert failures("missing-concern-channel", files) == []
    files["README.md"] = "`[Concerns](governance/concerns.md)`"
    assert [each.key for each in failures("missing-concern-channel", files)] == ["linked"]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("concerns@post.example", "concerns@example.com", "contact"),
        ("contact: concerns@post.example\n", "", "contact"),
        ("## No retaliation", "## Nothing", "topic:reprisal"),
        ("within 3 working days and the board decides within two weeks", "soon, and the board "
         "decides after it has heard everybody", "times"),
    ],
)  # fmt: skip
def test_what_a_channel_lacks(old: str, new: str, key: str) -> None:
    text = CONCERNS.replace(old, new)
    files = {"governance/concerns.md": text, "README.md": "[Concerns](governance/concerns.md)"}
    assert [each.key for each in failures("missing-concern-channel", files)] == [key]


def test_nothing_is_owed_without_ai() -> None:
    judgement = judge({"README.md": "# Letters\n"}, profile=Profile.CERTIFICATION)
    told = {item.result.outcome: item.result.cause for item in judgement.results}
    assert told.keys() <= {Outcome.NOT_APPLICABLE, Outcome.NOT_ASSESSED}
    assert told.get(Outcome.NOT_ASSESSED, Cause.UNAVAILABLE) is Cause.UNAVAILABLE
    assert judgement.verdict is Verdict.PASS
