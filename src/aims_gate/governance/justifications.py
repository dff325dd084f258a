"""Whether the Statement of Applicability says why a control applies, or only fills a cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from ..catalogue import Control, load_catalogue
from ..evidence.text import fold
from .applicability import ControlRow
from .wording import echoes, said

_LEAST_WORDS: Final = 5
_MOST_ALIKE: Final = 4
"""Over how many controls that apply one text may hold. Excluding a whole area takes one reason."""

_MOST_AREAS: Final = 2
"""Over how many areas of Annex A one text may hold: development and its data, for instance."""

_ID = re.compile(r"\ba \d{1,2}(?: \d{1,2}){0,3}\b")
_REFERS: Final = (
    *("role", "provid", "produc", "deploy", "user", "customer", "client", "supplier", "vendor"),
    *("scope", "outside", "risk", "develop", "train", "build", "fine tun", "tune", "sell", "sold"),
    *("offer", "bought", "buy", "purchas", "in house", "third part", "no system", "no model"),
    *("rolle", "anbiet", "betreib", "geltungsbereich", "risik", "entwick", "kunde", "lieferant"),
    *("fournisseur", "utilisat", "perimetre", "risque", "entrain", "deploie"),
    *("rol ", "proveedor", "usuari", "alcance", "riesgo", "desarroll", "entren", "cliente"),
)
"""Stems of the words by which an exclusion refers to the role, the scope or a risk."""


def hollow(rows: Sequence[ControlRow]) -> Mapping[ControlRow, str]:
    """The rows that are not justified, each with why, in words that follow the id."""
    shared = _shared(rows)
    found: dict[ControlRow, str] = {}
    for row in rows:
        if problem := _problem(row, shared):
            found[row] = problem
    return found


def controls_by_id() -> Mapping[str, Control]:
    """The controls of Annex A by id."""
    return _controls()


@cache
def _controls() -> dict[str, Control]:
    return {control.id: control for control in load_catalogue().controls}


def _problem(row: ControlRow, shared: Mapping[str, _Alike]) -> str | None:
    text = row.justification
    control = _controls().get(row.id)
    if not said(text):
        return "there is no justification"
    if not said(text, words=_LEAST_WORDS):
        return f"the justification {text[:40]!r} says too little"
    if control and any(echoes(text, f"{row.id} {each}") for each in _wordings(control)):
        return "the justification only repeats what the control is about"
    alike = shared[_core(row)]
    if alike.is_boilerplate(row):
        others = alike.rows - 1
        return f"the justification stands in the same words at {others} other controls"
    if row.is_excluded and not row.risks and not _refers(text):
        return "the exclusion refers neither to the role, nor to the scope, nor to a risk"
    return None


def _wordings(control: Control) -> tuple[str, ...]:
    return (
        control.title,
        control.intent,
        f"{control.title} {control.intent}",
        f"the control {control.title} applies to us is applicable needed required",
        f"the control {control.title} does not apply to us is not applicable needed required",
    )


def _core(row: ControlRow) -> str:
    """What a justification says but for the id and the title of its control."""
    text = _ID.sub("", fold(row.justification))
    control = _controls().get(row.id)
    return " ".join(text.replace(fold(control.title), "").split()) if control else text


@dataclass(slots=True)
class _Alike:
    """The rows that share one justification: how many, and in which areas of Annex A."""

    rows: int = 0
    areas: set[str] = field(default_factory=set)

    def is_boilerplate(self, row: ControlRow) -> bool:
        """Whether the words were thought of for none of these rows."""
        return len(self.areas) > _MOST_AREAS or (not row.is_excluded and self.rows > _MOST_ALIKE)


def _shared(rows: Sequence[ControlRow]) -> Mapping[str, _Alike]:
    groups: dict[str, _Alike] = {}
    for row in rows:
        group = groups.setdefault(_core(row), _Alike())
        group.rows += 1
        group.areas.add(".".join(row.id.split(".")[:2]))
    return groups


def _refers(text: str) -> bool:
    words = f" {fold(text)} "
    return any(f" {stem}" in words for stem in _REFERS)
