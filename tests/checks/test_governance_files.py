"""unowned-governance-files: whether what rules the AI has the owners that it ought to have."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from aims_gate.model import Cause, Finding, FindingKind, Profile
from aims_gate.testing import judge

MANIFEST = """systems:
  - id: desk
    purpose: Sort letters for the desk
    owner: ann
    duties: {risk: rob}
    tier: {level: high, basis: it decides on people, decided_by: rob, decided_on: 2026-01-05}
"""
PEOPLE = """kind: people
owner: ann
people:
  - {id: ann, roles: [Head], accounts: {github: ann-hub, email: ann@post.example}}
  - {id: rob, roles: [Risk], accounts: {gitlab: rob-lab}}
  - {id: old, roles: [Risk], left: 2026-05-01, accounts: {github: old-hub}}
"""
POLICY = "kind: ai-policy\nowner: rob\n"
GATE = "on: push\njobs: {gate: {steps: [{run: aims-gate check .}]}}\n"
FILES = {
    "aims.yaml": MANIFEST,
    "aims-gate.yaml": "version: 1\n",
    "governance/people.yaml": PEOPLE,
    "governance/ai-policy.md": f"---\n{POLICY}---\n# Policy\n",
    ".github/workflows/gate.yml": GATE,
}
OWNERS = """* @ann-hub @rob-lab
/governance/people.yaml @Ann-Hub
/governance/ai-policy.md @rob-lab
"""


def judged(owners: str | None, files: Mapping[str, str] = FILES) -> list[Finding]:
    content = {**files, **({} if owners is None else {".github/CODEOWNERS": owners})}
    judgement = judge(
        content,
        profile=Profile.CERTIFICATION,
        select=frozenset({"unowned-governance-files"}),
    )
    return [finding for item in judgement.results for finding in item.result.findings]


def test_every_file_has_its_owners() -> None:
    (finding,) = judged(OWNERS)
    assert finding.kind is FindingKind.CONFORMITY
    assert "6 governance files" in finding.message
    assert judged(OWNERS.replace("@ann-hub", "ann@post.example", 1))[0].kind is finding.kind


def test_without_codeowners_there_is_one_failure() -> None:
    (finding,) = judged(None)
    assert finding.kind is FindingKind.FAILURE
    assert finding.key == "codeowners"
    assert "there is no CODEOWNERS" in finding.message


@pytest.mark.parametrize("path", ["aims.yaml", "aims-gate.yaml", ".github/"])
def test_a_line_without_owners_takes_them_away(path: str) -> None:
    found = judged(f"{OWNERS}{path}\n")
    assert {each.kind for each in found} == {FindingKind.FAILURE}
    assert all(str(each.at) == ".github/CODEOWNERS:4" for each in found)
    assert "has no owner; line 4" in found[0].message
    assert "overrides line 1 (*)" in found[0].message


def test_a_broad_line_at_the_end_overrides_what_lines_above_gave() -> None:
    (finding,) = judged(OWNERS + "*.md @ann-hub\n")
    assert finding.message == (
        "governance/ai-policy.md: @ann-hub does not match role owner (rob); "
        "line 4 (*.md) overrides line 3 (/governance/ai-policy.md)"
    )
    assert finding.key == "role:owner:governance/ai-policy.md"


def test_the_roles_of_the_gate_own_what_judges() -> None:
    found = judged("* @ann-hub\n/governance/ai-policy.md @rob-lab\n")
    keys = {each.key for each in found}
    assert keys == {
        f"role:risk:{path}"
        for path in (
            "aims.yaml",
            "aims-gate.yaml",
            ".github/CODEOWNERS",
            ".github/workflows/gate.yml",
        )
    }


@pytest.mark.parametrize(
    ("handle", "says"),
    [
        ("@stranger", "@stranger is the account of nobody"),
        ("who@post.example", "who@post.example is the account of nobody"),
        ("@old-hub", "@old-hub is old, who left on 2026-05-01"),
    ],
)
def test_an_owner_is_somebody_in_the_register(handle: str, says: str) -> None:
    (finding,) = judged(OWNERS.replace("* ", f"* {handle} "))
    assert says in finding.message
    assert finding.key == f"handle:{handle}"


def test_an_account_that_two_people_claim_is_nobody_s() -> None:
    claimed = PEOPLE.replace("{gitlab: rob-lab}", "{github: ann-hub}")
    found = judged(OWNERS, {**FILES, "governance/people.yaml": claimed})
    assert any("@ann-hub is the account of nobody" in each.message for each in found)


def test_who_is_in_a_team_is_not_known() -> None:
    (finding,) = judged(OWNERS.replace("@ann-hub @rob-lab", "@bank/desk"))
    assert (finding.kind, finding.cause) == (FindingKind.NOT_ASSESSED, Cause.UNAVAILABLE)
    assert "@bank/desk" in finding.message
    assert judged(OWNERS.replace("* ", "* @bank/desk "))[0].kind is FindingKind.CONFORMITY


def test_without_a_register_an_owner_is_enough() -> None:
    files = {path: text for path, text in FILES.items() if path != "governance/people.yaml"}
    assert judged("* @anybody\n", files)[0].kind is FindingKind.CONFORMITY
    assert judged("/docs/ @anybody\n", files)[0].kind is FindingKind.FAILURE


def test_a_repository_without_ai_owes_nothing() -> None:
    assert judged(None, {"README.md": "# Notes\n"}) == []
