"""Durations, roles, and orders of modes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aims_gate.declarations import Activity, Duration, OversightMode, roles_of
from aims_gate.model import Role


@pytest.mark.parametrize(
    ("text", "duration", "written"),
    [
        ("1 day", Duration(days=1), "1 day"),
        ("365 days", Duration(days=365), "365 days"),
        ("2 weeks", Duration(days=14), "14 days"),
        ("6 months", Duration(months=6), "6 months"),
        ("6months", Duration(months=6), "6 months"),
        ("2 years", Duration(months=24), "24 months"),
        (" 0 days ", Duration(), "0 days"),
    ],
)
def test_durations_are_a_number_and_a_unit(text: str, duration: Duration, written: str) -> None:
    assert Duration.parse(text) == duration
    assert str(duration) == written


@pytest.mark.parametrize("text", ["", "6", "months", "six months", "-1 days", "1 moon", "1 day 2"])
def test_anything_else_is_no_duration(text: str) -> None:
    with pytest.raises(ValueError, match="no number with a unit"):
        Duration.parse(text)


def test_a_month_after_the_last_of_january_is_the_last_of_february() -> None:
    assert Duration(months=1).after(date(2027, 1, 31)) == date(2027, 2, 28)
    assert Duration(months=13).after(date(2027, 1, 31)) == date(2028, 2, 29)
    assert Duration(days=30).after(date(2027, 1, 31)) == date(2027, 3, 2)


@given(st.dates(), st.integers(0, 99_999), st.sampled_from(["day", "week", "month", "year"]))
def test_spans_lead_forward_and_end_with_the_calendar(day: date, number: int, unit: str) -> None:
    assert day <= Duration.parse(f"{number} {unit}s").after(day) <= date.max


def test_roles_follow_from_activities() -> None:
    assert roles_of([]) == frozenset()
    assert roles_of([Activity.TRAINS]) == roles_of([Activity.FINE_TUNES]) == {Role.PRODUCER}
    for activity in ("supplies-components", "integrates-third-party", "offers-to-customers"):
        assert roles_of([Activity(activity)]) == {Role.PROVIDER}
    assert roles_of([Activity.TRAINS, Activity.USES_INTERNALLY]) == {Role.PRODUCER, Role.USER}
    assert roles_of(Activity) == set(Role)


def test_modes_of_oversight_are_ordered() -> None:
    decides, approves, monitors, none = OversightMode
    assert decides.is_at_least(monitors)
    assert approves.is_at_least(approves)
    assert not monitors.is_at_least(approves)
    assert not none.is_at_least(monitors)
