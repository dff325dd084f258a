"""Obligations and banned practices: whole, with a source each, and known by where they hold."""

from __future__ import annotations

import pytest

from aims_gate.catalogue.law import (
    KnownObligation,
    ObligationKind,
    load_obligations,
    load_practices,
    region_code,
    within,
)

OBLIGATIONS = load_obligations()


@pytest.mark.parametrize("known", OBLIGATIONS.values(), ids=lambda known: known.id)
def test_every_obligation_says_what_it_is_and_where_it_stands(known: KnownObligation) -> None:
    assert OBLIGATIONS[known.id] is known
    assert known.title
    assert known.source
    assert all(code == code.upper() for code in known.regions)
    assert not (known.tiers or known.roles) or known.kind is ObligationKind.AI_CLASS


def test_every_banned_practice_is_named_once() -> None:
    practices = load_practices()
    assert [each.article for each in practices] == sorted(each.article for each in practices)
    assert len({each.id for each in practices}) == len(practices) == 8
    assert all(each.article.startswith("5(1)(") for each in practices)


@pytest.mark.parametrize(
    ("region", "jurisdictions", "holds"),
    [
        ("EU", {"EU"}, True),
        ("Germany", {"EU"}, True),
        ("NO", {"EU"}, True),
        ("DE-BY", {"EU"}, True),
        ("United  Kingdom", {"EU"}, False),
        ("US-CO", {"US"}, True),
        ("US", {"US-CO"}, False),
        ("ch", {"CH"}, True),
        ("Atlantis", {"EU", "US"}, False),
    ],
)
def test_law_holds_where_it_holds(region: str, jurisdictions: set[str], holds: bool) -> None:
    assert within(region_code(region), frozenset(jurisdictions)) is holds
