"""Which references between declared documents lead to something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from ..declarations.markers import Defines, Marker, Past, Refers
from ..declarations.records import Filed
from ..model import Evidence, Location
from ..portfolio import Declared
from .files import Governance

if TYPE_CHECKING:
    from datetime import date

    from pydantic import BaseModel

Keys = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """A value with a meaning: where it stands, what it means, what it is."""

    filed: Filed[Any]
    keys: Keys
    marker: Marker
    value: Any

    @property
    def at(self) -> Location:
        """Where it stands."""
        return self.filed.locate(*self.keys)


@dataclass(frozen=True, slots=True)
class Dangling:
    """A reference to an id that nothing has."""

    stated: Stated
    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class References(Evidence):
    """Every reference in the governance documents, and every id they can lead to.

    ``ids`` maps a kind of thing to its ids and where each is first given; ``twice`` lists ids given
    again.
    """

    stated: tuple[Stated, ...]
    ids: Mapping[str, Mapping[str, Location]]
    twice: tuple[Stated, ...]

    def dangling(self) -> Iterator[Dangling]:
        """References to ids that nothing has.

        Of a kind that nobody lists (no register of people, say) nothing dangles: that there is no
        list is a finding of its own.
        """
        for stated in self.stated:
            if isinstance(stated.marker, Refers) and stated.marker.kind in self.ids:
                known, id_ = self.ids[stated.marker.kind], str(stated.value)
                if id_ not in known:
                    yield Dangling(stated, stated.marker.kind, id_)

    def places(self) -> Iterator[Stated]:
        """References to files of the repository."""
        for stated in self.stated:
            if isinstance(stated.marker, Refers) and stated.marker.kind == "place":
                yield stated

    def ahead(self, today: date) -> Iterator[Stated]:
        """Days of what is said to have happened that lie ahead."""
        for stated in self.stated:
            if isinstance(stated.marker, Past) and stated.value > today:
                yield stated


def references(governance: Governance, declared: Declared) -> References:
    """Follow every field with a meaning through all governance documents."""
    stated = tuple(each for filed in governance for each in _walk(filed, filed.value, ()))
    ids: dict[str, dict[str, Location]] = _declared_ids(declared)
    twice: list[Stated] = []
    for each in stated:
        if isinstance(each.marker, Defines):
            known = ids.setdefault(each.marker.kind, {})
            if str(each.value) in known:
                twice.append(each)
            known.setdefault(str(each.value), each.at)
    return References(stated, ids, tuple(twice))


def _declared_ids(declared: Declared) -> dict[str, dict[str, Location]]:
    manifest = declared.manifest
    return {
        "system": {entry.value.id: entry.location for entry in manifest.systems},
        "model": {entry.value.id: entry.location for entry in manifest.models},
        "dataset": {entry.value.id: entry.location for entry in manifest.datasets},
        "supplier": {entry.value.id: entry.location for entry in manifest.suppliers},
    }


def _walk(filed: Filed[Any], value: BaseModel, keys: Keys) -> Iterator[Stated]:
    for name, markers in _plan(type(value)).items():
        yield from _leaves(filed, getattr(value, name), (*keys, name), markers)


def _leaves(
    filed: Filed[Any], value: Any, keys: Keys, markers: tuple[Marker, ...]
) -> Iterator[Stated]:
    if value is None:
        return
    if isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from _leaves(filed, each, (*keys, index), markers)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _leaves(filed, each, (*keys, key), markers)
    elif hasattr(type(value), "model_fields"):
        yield from _walk(filed, value, keys)
    else:
        for marker in markers:
            yield Stated(filed, keys, marker, value)


@cache
def _plan(model: type[BaseModel]) -> dict[str, tuple[Marker, ...]]:
    """The markers of each field of a model, wherever in its annotation they stand."""
    return {
        name: (
            *(each for each in field.metadata if isinstance(each, (Refers, Defines, Past))),
            *_markers(field.annotation),
        )
        for name, field in model.model_fields.items()
    }


def _markers(annotation: Any) -> Iterator[Marker]:
    for each in get_args(annotation):
        if isinstance(each, (Refers, Defines, Past)):
            yield each
        else:
            yield from _markers(each)
