"""What an AI system is made of, and the documents about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..declarations.records import Filed
from ..model import Subject, SubjectKind
from ..portfolio import System


def parts_of(system: System, filed: Iterable[Filed[Any]]) -> tuple[Subject, ...]:
    """The models, datasets and suppliers of a system, then the documents that name it.

    A document stands there under each id that checks give it: its own, and its path.
    """
    return (*_made_of(system), *_documents(system, filed))


def _made_of(system: System) -> Iterator[Subject]:
    kinds = {
        SubjectKind.MODEL: system.models,
        SubjectKind.DATASET: system.datasets,
        SubjectKind.SUPPLIER: system.suppliers,
    }
    for kind, ids in kinds.items():
        yield from (Subject(kind, each) for each in sorted(ids))


def _documents(system: System, filed: Iterable[Filed[Any]]) -> Iterator[Subject]:
    for each in filed:
        if getattr(each.value, "system", None) == system.subject.id:
            ids = dict.fromkeys((each.value.id, each.path))
            yield from (Subject(SubjectKind.DOCUMENT, id_) for id_ in ids if id_)
