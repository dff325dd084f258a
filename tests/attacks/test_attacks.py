"""No pull request turns a failing gate into a passing one, whatever it changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import guarded
from .further import further_attacks
from .judging import Judged, judge, read_by_consumers, tree_of
from .table import OFFENCES, Attack, attacks

ATTACKS = (*attacks(), *further_attacks())


def change(top: Path, attack: Attack) -> None:
    for edit in (*OFFENCES[attack.offence], *attack.edits):
        edit(top)
    guarded.commit(top)
    for edit in attack.late:
        edit(top)


def guarded_run(top: Path) -> Judged:
    """The gate as CI runs it: nothing is written but the reports, and every one can be read."""
    before = tree_of(top.parent, without={"reports"})
    judged = judge(top, "--policy-ref", "main")
    assert tree_of(top.parent, without={"reports"}) == before
    read_by_consumers(judged)
    return judged


def test_the_guarded_repository_passes(clone: Path) -> None:
    assert guarded_run(clone).status == 0


@pytest.mark.parametrize("offence", [name for name in OFFENCES if name != "nothing"])
def test_each_offence_fails_by_itself(clone: Path, offence: str) -> None:
    change(clone, Attack(offence, (), offence))
    assert guarded_run(clone).status == 1
    assert judge(clone, "--no-policy-ref").status == 1


def test_there_are_enough_attacks() -> None:
    assert len(ATTACKS) >= 40
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS)
    assert sum(attack.opens for attack in ATTACKS) >= 30


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_no_change_of_files_opens_the_gate(clone: Path, attack: Attack) -> None:
    change(clone, attack)
    judged = guarded_run(clone)
    assert judged.status in (1, 2)
    assert attack.told in "\n".join(judged.failures if judged.reports else ())


@pytest.mark.parametrize(
    "attack", [each for each in ATTACKS if each.opens], ids=lambda attack: attack.name
)
def test_the_same_change_opens_a_gate_that_trusts_it(clone: Path, attack: Attack) -> None:
    change(clone, attack)
    judged = judge(clone, "--no-policy-ref", formats=["json"])
    assert (judged.status, judged.error) == (0, "")
