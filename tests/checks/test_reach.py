"""A check says honestly whether content decides, or only a record that says so."""

from __future__ import annotations

from typing import Any

import pytest

from aims_gate.catalogue import Clause, Control, load_catalogue
from aims_gate.checks import gather
from aims_gate.model import Check, Reach

CHECKS = gather()
CATALOGUE = load_catalogue()
ON_RECORDS = {
    "audit-programme-gap",
    "improvement-without-change",
    "incomplete-management-review",
    "lapsed-training",
    "late-incident-record",
    "missing-commitment-record",
    "open-nonconformity",
    "unanswered-context",
}
"""The checks that can only see that a record says so."""


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_what_only_a_record_says_is_attested(check: Check[Any]) -> None:
    assert (check.reach is Reach.ATTESTED) == (check.id in ON_RECORDS)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_no_check_claims_more_than_a_repository_can_show(check: Check[Any]) -> None:
    entries = (CATALOGUE.find(id_) for id_ in check.evidences)
    at_best = {entry.best_reach for entry in entries if entry}
    assert Reach.BEYOND not in at_best
    if Reach.ATTESTED in at_best:
        assert check.reach is Reach.ATTESTED


BEYOND = {"7.5.3"}
"""What no check can evidence; the catalogue says of each why."""


@pytest.mark.parametrize("entry", CATALOGUE.entries, ids=lambda entry: entry.id)
def test_every_control_and_clause_can_fail_and_be_evidenced(entry: Control | Clause) -> None:
    failing = [check.id for check in CHECKS if entry.id in (*check.controls, *check.clauses)]
    evidencing = [check.id for check in CHECKS if entry.id in check.evidences]
    assert bool(evidencing) == (entry.id not in BEYOND)
    assert failing or entry.id in BEYOND
    assert not evidencing or set(evidencing) <= set(failing)


def test_what_is_beyond_has_a_reason_of_its_own() -> None:
    own = {clause.id for clause in CATALOGUE.clauses if clause.own_reason}
    assert own == BEYOND
