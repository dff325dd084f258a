"""What is dated today has happened, and what is due today is not overdue, whatever the check.

The example states days of every kind. It is judged as of each of them: no check may then find
anything wrong at a line for the day that the line states.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from aims_gate.model import FindingKind, Judgement, Location, Profile
from aims_gate.plugins import load_offer
from aims_gate.repository import FactCache
from aims_gate.testing import judge

from ..breaks.trying import example

FILES = {path: data.decode() for path, data in example().items() if path.endswith((".yaml", ".md"))}
DAYS = sorted({day for text in FILES.values() for day in re.findall(r"\b20\d\d-\d\d-\d\d\b", text)})

JudgeAsOf = Callable[[str], Judgement]


@pytest.fixture(scope="module")
def judge_as_of(tmp_path_factory: pytest.TempPathFactory) -> JudgeAsOf:
    """Judge the example as of a day by every check; files are read once for all days."""
    files, kit = example(), load_offer(installed=False).kit
    cache = FactCache(tmp_path_factory.mktemp("facts"), "days", kit.scanners)

    def judge_it(day: str) -> Judgement:
        as_of = date.fromisoformat(day)
        return judge(files, kit=kit, cache=cache, as_of=as_of, profile=Profile.CERTIFICATION)

    return judge_it


def line_at(place: Location) -> str:
    """The line of the example at a place; empty where nothing stands yet."""
    lines = FILES.get(place.path, "").split("\n")
    return lines[place.line - 1] if place.line <= len(lines) else ""


def test_there_are_days_of_many_kinds() -> None:
    assert len(DAYS) > 80


@pytest.mark.parametrize("day", DAYS)
def test_on_the_day_itself_nothing_is_wrong_with_it(judge_as_of: JudgeAsOf, day: str) -> None:
    wrong = [
        f"{place}: {item.finding.message} [{result.result.check.id}]"
        for result in judge_as_of(day).results
        for item in result.findings
        if item.finding.kind is FindingKind.FAILURE and item.finding.at
        for place in (item.finding.at, *item.finding.places)
        if day in line_at(place)
    ]
    assert wrong == []
