"""Read the catalogue from the data in this package."""

from __future__ import annotations

import json
from functools import cache
from pkgutil import get_data
from types import MappingProxyType
from typing import Any

from ..model import Role
from .catalogue import Catalogue, Clause, Control, Expectation, Heading, Showing


@cache
def load_catalogue() -> Catalogue:
    """The controls, clauses and headings that come with the gate."""
    annex, clauses = _read("controls.json"), _read("clauses.json")
    return Catalogue(
        controls=tuple(_control(row) for row in annex["controls"]),
        clauses=tuple(_clause(row) for row in clauses["clauses"]),
        headings=tuple(Heading(**row) for row in (*annex["headings"], *clauses["headings"])),
    )


def _read(name: str) -> Any:
    data = get_data(__package__, name)
    if data is None:
        raise FileNotFoundError(f"{name} is missing in the installed package {__package__}")
    return json.loads(data)


def _control(row: dict[str, Any]) -> Control:
    defaults = {Role(role): Expectation(word) for role, word in row["role_default"].items()}
    return Control(
        id=row["id"],
        title=row["title"],
        intent=row["intent"],
        group=row["group"],
        shown_by=_shown_by(row),
        role_default=MappingProxyType(defaults),
    )


def _clause(row: dict[str, Any]) -> Clause:
    return Clause(
        id=row["id"],
        title=row["title"],
        intent=row["intent"],
        parent=row["parent"],
        shown_by=_shown_by(row),
        own_reason=row.get("beyond", ""),
    )


def _shown_by(row: dict[str, Any]) -> tuple[Showing, ...]:
    return tuple(Showing(word) for word in row["shown_by"])
