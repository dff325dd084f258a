from __future__ import annotations

import json
from typing import Any

import pytest

from aims_gate.inventory import Inventory
from aims_gate.inventory.diff import compare, diff_as_json, diff_as_table

from .conftest import CARD, LOADS, TRAINS, Files, Take

PINNED = LOADS.replace('"main"', f'"{"a" * 40}"')
UNPINNED = LOADS.replace(', revision="main"', "")


def changes(before: Inventory, after: Inventory) -> Any:
    return json.loads(diff_as_json(compare(before, after)))


def identities(rows: list[dict[str, Any]]) -> list[str]:
    return [row["identity"] for row in rows]


def test_nothing_differs_from_itself(take: Take) -> None:
    found = take({"a.py": LOADS, "MODEL_CARD.md": CARD})
    difference = compare(found, found)
    assert difference.is_empty
    assert "no AI added" in diff_as_table(difference)


def test_what_a_change_adds_and_removes(take: Take) -> None:
    before, after = take({"a.py": LOADS}), take({"b.py": TRAINS, "data/loans.csv": "a,b\n1,0\n"})
    forward = changes(before, after)["assets"]
    assert identities(forward["removed"]) == ["transformers", "acme/scorer"]
    assert "b.py" in identities(forward["added"])
    backward = changes(after, before)["assets"]
    assert forward["added"] == backward["removed"]
    assert forward["removed"] == backward["added"]


@pytest.mark.parametrize(
    ("before", "after", "then", "now"),
    [
        (LOADS, PINNED, {"revisions": ["main"]}, {"revisions": ["a" * 40]}),
        (PINNED, UNPINNED, {"revisions": ["a" * 40]}, {"revisions": [None]}),
        (PINNED, PINNED + UNPINNED, {"revisions": ["a" * 40]}, {"revisions": [None, "a" * 40]}),
    ],
    ids=["pinned", "unpinned", "one use unpinned"],
)
def test_a_model_loaded_at_another_revision_is_re_pinned(
    before: str, after: str, then: Any, now: Any, take: Take
) -> None:
    [row] = changes(take({"a.py": before}), take({"a.py": after}))["assets"]["repinned"]
    assert (row["identity"], row["before"], row["after"]) == ("acme/scorer", then, now)


def test_a_library_at_another_version_is_re_pinned(take: Take) -> None:
    before = {"requirements.txt": "torch==2.6.0\n"}
    [row] = changes(take(before), take({"requirements.txt": "torch==2.7.0\n"}))["assets"][
        "repinned"
    ]
    assert (row["before"], row["after"]) == ({"version": "==2.6.0"}, {"version": "==2.7.0"})


def test_lines_that_move_are_no_difference(take: Take) -> None:
    assert compare(take({"a.py": LOADS}), take({"a.py": f"\n\n{LOADS}"})).is_empty


def test_evidence_that_comes_goes_and_changes(take: Take) -> None:
    bare: Files = {"a.py": LOADS}
    carded: Files = {**bare, "MODEL_CARD.md": CARD}
    stub: Files = {**bare, "MODEL_CARD.md": CARD.split("## Limitations")[0]}
    assert [each["path"] for each in changes(take(bare), take(carded))["evidence"]["added"]] == [
        "MODEL_CARD.md"
    ]
    assert changes(take(carded), take(bare))["evidence"]["removed"]
    [changed] = changes(take(carded), take(stub))["evidence"]["changed"]
    assert changed["before"] == "complete"
    assert changed["quality"] != "complete"


def test_the_table_names_every_change_product_first(take: Take) -> None:
    before = take({"a.py": LOADS})
    after = take({"a.py": PINNED, "tests/test_b.py": TRAINS, "src/b.py": TRAINS})
    text = diff_as_table(compare(before, after), width=120)
    assert text.index("src/b.py") < text.index("tests/test_b.py")
    assert "Re-pinned (1)" in text
    assert "revisions: main -> aaaa" in text
