"""Which variables an expression has, and which fields those have."""

from __future__ import annotations

from collections.abc import Mapping
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias, Union, get_args, get_origin

from ..model import SubjectKind
from .facts import LISTS

if TYPE_CHECKING:
    from pydantic import BaseModel

Shape: TypeAlias = "Mapping[str, Shape] | None"

_STANDING: Final = ("id", "name", "tier", "roles", "declared")
_FOUND: Final[Mapping[SubjectKind, tuple[str, ...]]] = {
    SubjectKind.SYSTEM: ("tier_decision",),
    SubjectKind.MODEL: ("origin", "source", "size_bytes", "pinned", "systems"),
    SubjectKind.DATASET: ("source", "size_bytes", "systems"),
    SubjectKind.SUPPLIER: ("systems",),
}
_OF_DOCUMENT: Final = tuple(
    "id kind path line title quality missing sections describes fields language".split()
)
USED_BY_SYSTEMS: Final = (SubjectKind.MODEL, SubjectKind.DATASET, SubjectKind.SUPPLIER)
"""What is judged together with each system that uses it, if an expression names ``system``."""


def variables(kind: SubjectKind) -> dict[str, Shape]:
    """The variables of an expression about one kind of thing, with their fields."""
    shapes: dict[str, Shape] = dict.fromkeys((*LISTS, "today"))
    shapes["organisation"] = dict.fromkeys(_STANDING)
    shapes[kind.value] = _shape_of(kind)
    if kind in USED_BY_SYSTEMS:
        shapes["system"] = _shape_of(SubjectKind.SYSTEM)
    return shapes


def _shape_of(kind: SubjectKind) -> Shape:
    from ..declarations import Dataset, Model, Supplier, System

    if kind is SubjectKind.DOCUMENT:
        return dict.fromkeys(_OF_DOCUMENT)
    if kind is SubjectKind.ORGANISATION:
        return dict.fromkeys(_STANDING)
    declared: dict[SubjectKind, type[BaseModel]] = {
        SubjectKind.SYSTEM: System,
        SubjectKind.MODEL: Model,
        SubjectKind.DATASET: Dataset,
        SubjectKind.SUPPLIER: Supplier,
    }
    fields = _fields(declared[kind])
    decision = {"tier_decision": fields.get("tier")} if kind is SubjectKind.SYSTEM else {}
    return {**fields, **dict.fromkeys((*_STANDING, *_FOUND[kind])), **decision}


def _fields(model: type[BaseModel]) -> dict[str, Shape]:
    fields = model.model_fields.items()
    return {field.alias or name: _below(field.annotation) for name, field in fields}


def _below(annotation: Any) -> Shape:
    """The fields of what a field holds, where that is a mapping with known keys."""
    from pydantic import BaseModel

    if get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, UnionType):
        parts = [part for part in get_args(annotation) if part is not type(None)]
        annotation = parts[0] if len(parts) == 1 else None
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _fields(annotation)
    return None
