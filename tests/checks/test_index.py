"""The index of checks says what the checks say, so that a run need not import them all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import aims_gate.checks
from aims_gate.checks import AREAS, gather
from aims_gate.checks.index import FILE, index_text, listed
from aims_gate.model import Unloaded

ROOM = Path(aims_gate.checks.__file__).parent


def test_the_index_is_up_to_date() -> None:
    text = (ROOM / FILE).read_text("utf-8")
    assert text == index_text(gather()), "run `make pages`"


def test_what_is_listed_is_what_is_written() -> None:
    for unloaded, check in zip(listed(), gather(), strict=True):
        assert isinstance(unloaded.observe, Unloaded)
        assert unloaded.loaded() is check
        assert replace(unloaded, needs=check.needs, observe=check.observe) == check


def test_every_module_with_checks_is_an_area() -> None:
    with_checks = {
        path.stem for path in ROOM.glob("*.py") if "\n@check(" in path.read_text("utf-8")
    }
    assert with_checks == set(AREAS)
