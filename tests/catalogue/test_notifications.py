"""The deadlines for reports of incidents that the gate knows."""

from __future__ import annotations

from aims_gate.catalogue.law import load_obligations
from aims_gate.catalogue.notifications import load_notifications


def test_each_belongs_to_an_obligation_that_is_known() -> None:
    assert load_notifications().keys() <= load_obligations().keys()


def test_each_names_its_source_and_the_shortest_comes_first() -> None:
    for rules in load_notifications().values():
        hours = [rule.hours for rule in rules if rule.hours is not None]
        assert hours == sorted(hours)
        assert all(rule.source and rule.event and rule.to for rule in rules)


def test_the_deadlines_of_the_laws_named_most() -> None:
    known = load_notifications()
    assert [rule.hours for rule in known["gdpr"]] == [72]
    days = [2, 10, 15]
    assert [rule.hours for rule in known["eu-ai-act/high-risk-provider"]] == [
        24 * day for day in days
    ]
