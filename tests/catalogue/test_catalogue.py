"""The catalogue: complete, consistent and in our own words."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from aims_gate.catalogue import (
    Catalogue,
    Clause,
    Control,
    Expectation,
    Heading,
    Showing,
    load_catalogue,
)
from aims_gate.model import Reach, Role

CATALOGUE = load_catalogue()
ENTRIES: tuple[Control | Clause, ...] = (*CATALOGUE.controls, *CATALOGUE.clauses)
BELOW_HEADINGS: tuple[Clause | Heading, ...] = (*CATALOGUE.clauses, *CATALOGUE.headings)
CONTROLS_OF_EACH_GROUP = {
    "A.2": 3, "A.3": 2, "A.4": 5, "A.5": 4, "A.6.1": 2, "A.6.2": 7,
    "A.7": 5, "A.8": 4, "A.9": 3, "A.10": 3,
}  # fmt: skip
CLAUSES_OF_EACH_PART = {"4": 4, "5": 3, "6": 6, "7": 7, "8": 4, "9": 6, "10": 2}


def numbers(id: str) -> tuple[int, ...]:
    return tuple(int(part) for part in id.removeprefix("A.").split("."))


def test_holds_every_control_and_assessable_clause() -> None:
    assert len(CATALOGUE.controls) == 38
    assert len(CATALOGUE.clauses) == 32
    groups = [control.group for control in CATALOGUE.controls]
    assert {group: groups.count(group) for group in groups} == CONTROLS_OF_EACH_GROUP
    parts = [clause.id.split(".")[0] for clause in CATALOGUE.clauses]
    assert {part: parts.count(part) for part in parts} == CLAUSES_OF_EACH_PART


def test_ids_are_unique_and_in_the_order_of_the_standard() -> None:
    for entries in (CATALOGUE.controls, CATALOGUE.clauses):
        ids = [entry.id for entry in entries]
        assert ids == sorted(set(ids), key=numbers)
    headings = [heading.id for heading in CATALOGUE.headings]
    assert len(headings) == len(set(headings))
    assert not set(headings) & {entry.id for entry in ENTRIES}


def test_every_group_and_parent_exists_and_holds_its_own() -> None:
    headings = {heading.id for heading in CATALOGUE.headings}
    assert "6.1" in headings
    for control in CATALOGUE.controls:
        assert control.group in headings
        assert control.id.startswith(control.group + ".")
    for node in BELOW_HEADINGS:
        if node.parent is not None:
            assert node.parent in headings
            assert node.id.rpartition(".")[0] == node.parent
    parents = {node.parent for node in BELOW_HEADINGS}
    assert headings == {control.group for control in CATALOGUE.controls} | (parents - {None})


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_every_entry_says_what_it_is_about(entry: Control | Clause) -> None:
    assert 3 <= len(entry.title) <= 70
    assert len(entry.intent.split()) >= 4
    assert entry.intent[0].isupper()
    assert not entry.intent.endswith(".")
    # The standard speaks of duties with this verb; our intents describe a state of affairs.
    assert not re.search(r"\bshall\b", entry.intent)
    assert entry.shown_by == tuple(sorted(set(entry.shown_by), key=list(Showing).index))


def test_titles_and_intents_are_told_apart() -> None:
    assert len({entry.title for entry in ENTRIES}) == len(ENTRIES)
    assert len({entry.intent for entry in ENTRIES}) == len(ENTRIES)


def test_every_control_has_a_default_for_every_role() -> None:
    for control in CATALOGUE.controls:
        assert set(control.role_default) == set(Role)
        assert control.role_default[Role.PRODUCER] is Expectation.EXPECT


def test_what_only_a_record_shows_is_attested_at_best() -> None:
    only_attested = {entry.id for entry in ENTRIES if entry.best_reach is Reach.ATTESTED}
    assert only_attested == {"5.1", "7.1", "7.3", "9.2.1", "9.3.1"}
    assert all(entry.best_reach is not Reach.BEYOND for entry in ENTRIES)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_every_entry_says_why_a_gate_may_be_unable_to_know_it(entry: Control | Clause) -> None:
    assert len(entry.beyond.split()) >= 8
    assert entry.beyond[0].isupper()
    assert not entry.beyond.endswith(".")
    assert CATALOGUE.beyond[entry.id] == entry.beyond


def test_finds_by_id() -> None:
    control = CATALOGUE.find("a.6.2.7")
    assert isinstance(control, Control)
    assert control.id == "A.6.2.7"
    assert isinstance(CATALOGUE.find("8.4"), Clause)
    assert CATALOGUE.find("A.6.2") is None
    assert "A.2.2" in CATALOGUE
    assert "A.2" not in CATALOGUE
    assert CATALOGUE.titles["A.7.5"] == "Data provenance"
    assert [entry.id for entry in CATALOGUE.children("A.3")] == ["A.3.2", "A.3.3"]
    assert [entry.id for entry in CATALOGUE.children("7.5")] == ["7.5.1", "7.5.2", "7.5.3"]


def test_two_entries_of_one_id_are_refused() -> None:
    control = CATALOGUE.controls[0]
    with pytest.raises(ValueError, match=re.escape(control.id)):
        Catalogue((control, control), (), ())


def test_loading_needs_no_yaml_and_no_pydantic() -> None:
    program = (
        "import sys; from aims_gate.catalogue import load_catalogue; load_catalogue(); "
        "sys.exit(str({'yaml', 'pydantic'} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert ended.stderr.decode().strip() == "set()"
