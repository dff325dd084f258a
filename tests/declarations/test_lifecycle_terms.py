"""Moments: days, and times of days with or without a zone."""

from __future__ import annotations

import pytest

from aims_gate.declarations.lifecycle_terms import Moment


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2026-10-19", "2026-10-19"),
        ("2026-10-19T09:40", "2026-10-19 09:40 UTC"),
        ("2026-10-19 09:40:30Z", "2026-10-19 09:40 UTC"),
        ("2026-10-19T00:40+02:00", "2026-10-18 22:40 UTC"),
    ],
)
def test_moments_are_read_in_utc(text: str, shown: str) -> None:
    assert str(Moment.parse(text)) == shown


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2026-13-01", "2026-10-19T25:00", "19.10.2026", "0001-01-01T00:00+02:00"],
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Moment.parse(text)


def test_a_day_is_not_after_a_time_of_the_same_day() -> None:
    day, time = Moment.parse("2026-10-19"), Moment.parse("2026-10-19T09:40")
    assert not day.is_after(time)
    assert not time.is_after(day)
    assert time.plus(0.5).is_after(time)
    assert day.plus(24).is_after(time)


def test_deadlines_end_with_the_calendar() -> None:
    assert Moment.parse("9999-12-31T23:00").plus(48).day.year == 9999
