"""References between governance documents, followed by what their fields mean."""

from __future__ import annotations

import pytest

from aims_gate.declarations.records import KINDS
from aims_gate.governance.files import Governance
from aims_gate.governance.organisation import Organisation
from aims_gate.governance.people import Roster
from aims_gate.governance.references import References
from aims_gate.governance.skeletons import share_of_skeleton, skeleton
from aims_gate.model import Cause, NotAssessed, Tier
from aims_gate.testing import AS_OF, collect

MANIFEST = "systems: [{id: desk, purpose: Sort letters for the desk, owner: ann, tier: high}]\n"
PEOPLE = """kind: people
id: people
owner: zoe
approved: 2030-01-01
people:
  - {id: ann, roles: [Head of the desk], contact: ann@bank.example}
  - id: bob
    roles: [Clerk]
    left: 2026-01-31
    competence: [{skill: sorting, evidence: src/desk.py#sort, on: 2026-01-01}]
  - {id: ann}
"""
FILES = {"aims.yaml": MANIFEST, "governance/people.yaml": PEOPLE, "src/desk.py": "import torch\n"}


def test_ids_references_and_days_are_found_by_their_meaning() -> None:
    found = collect(References, FILES)
    assert [(each.kind, each.id, each.stated.at.line) for each in found.dangling()] == [
        ("person", "zoe", 3)
    ]
    assert [(each.value, each.at.line) for each in found.twice] == [("ann", 11)]
    assert [str(each.value) for each in found.places()] == ["src/desk.py#sort"]
    assert [each.at.line for each in found.ahead(AS_OF)] == [4]
    assert set(found.ids["person"]) == {"ann", "bob"}
    assert set(found.ids["system"]) == {"desk"}


def test_without_a_list_nothing_dangles() -> None:
    files = {**FILES, "governance/people.yaml": "kind: people\nowner: zoe\n"}
    assert list(collect(References, files).dangling()) == []


def test_the_roster_knows_who_left() -> None:
    roster = collect(Roster, FILES)
    assert roster.problem("ann", AS_OF) is None
    assert roster.problem("bob", AS_OF) == "left on 2026-01-31"
    assert roster.problem("zoe", AS_OF) == "is not in the register of people"
    assert roster.problem(None, AS_OF) == "is not named"
    ann = roster.find("ann")
    assert ann is not None
    assert ann.holds("head-of-the-desk")
    assert not ann.holds("Clerk")


def test_the_organisation_stands_in_the_highest_tier() -> None:
    organisation = collect(Organisation, FILES)
    assert organisation.subject is not None
    assert organisation.subject.tier is Tier.HIGH
    assert collect(Organisation, {"README.md": "# Nothing here\n"}).subject is None


def test_an_invalid_file_leaves_its_kind_unknown() -> None:
    files = {**FILES, "governance/more.yaml": "kind: people\npeople: 3\n"}
    governance = collect(Governance, files)
    with pytest.raises(NotAssessed) as gap:
        _ = governance.people
    assert gap.value.cause is Cause.UNREADABLE
    assert gap.value.at is not None
    assert (gap.value.at.path, gap.value.at.line) == ("governance/more.yaml", 2)
    assert governance.ai_policies == ()


@pytest.mark.parametrize("kind", KINDS)
def test_every_skeleton_is_valid_and_known_for_one(kind: str) -> None:
    path = KINDS[kind].path
    governance = collect(Governance, {**FILES, path: skeleton(kind)})
    assert governance.loaded.problems == ()
    assert [filed.path for filed in governance.of(kind)] == [path]
    assert share_of_skeleton(kind, skeleton(kind)) == 1.0
    assert KINDS[kind].is_owed or "OPEN:" not in skeleton(kind)


def test_a_text_of_ones_own_is_no_skeleton() -> None:
    assert share_of_skeleton("people", PEOPLE) == 0.0
