"""What must hold between the entries of manifests: unique ids, and references that resolve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ..repository.yaml_tree import Yaml
from .problem import Problem, nearest, shown
from .reading import Source

KINDS: Final = {
    "systems": "system",
    "models": "model",
    "datasets": "dataset",
    "suppliers": "supplier",
}
"""The lists of things that have an id, and what one of them is called."""

_NAMED_BY_SYSTEMS = ("models", "datasets", "suppliers")
_SUPPLIED = ("models", "datasets")


def cross_check(sources: Iterable[Source]) -> Iterator[Problem]:
    """Find ids given twice and references to nothing, over all manifests of a repository.

    Works on plain data, so that an invalid manifest does not hide these problems.
    """
    listed = list(sources)
    declared: dict[str, set[str]] = {}
    for kind in KINDS:
        first: dict[str, str] = {}
        for source in listed:
            yield from _given_twice(source, kind, first)
        declared[kind] = set(first)
    for source in listed:
        yield from _dangling(source, declared)


def _given_twice(source: Source, kind: str, first: dict[str, str]) -> Iterator[Problem]:
    for index, entry in _entries(source.tree.data, kind):
        id = _text(entry.get("id"), source, (kind, index, "id"))
        if id is None:
            continue
        here = str(source.locate(kind, index, "id"))
        if id in first:
            message = f"the {KINDS[kind]} id {shown(id)} is given twice (first at {first[id]})"
            yield source.problem((kind, index, "id"), message, "give each its own id")
        first.setdefault(id, here)


def _dangling(source: Source, declared: dict[str, set[str]]) -> Iterator[Problem]:
    for index, system in _entries(source.tree.data, "systems"):
        for kind in _NAMED_BY_SYSTEMS:
            named = system.get(kind)
            for place, value in enumerate(named if isinstance(named, list) else ()):
                keys = ("systems", index, kind, place)
                id = _text(value, source, keys)
                if id is not None and id not in declared[kind]:
                    yield _undeclared(source, keys, kind, id, declared[kind])
    for kind in _SUPPLIED:
        for index, entry in _entries(source.tree.data, kind):
            place_of: tuple[str | int, ...] = (kind, index, "supplier")
            id = _text(entry.get("supplier"), source, place_of)
            if id is not None and id not in declared["suppliers"]:
                yield _undeclared(source, place_of, "suppliers", id, declared["suppliers"])


def _undeclared(
    source: Source, keys: tuple[str | int, ...], kind: str, id: str, known: set[str]
) -> Problem:
    meant = nearest(id, known)
    hint = f": did you mean '{meant}'?" if meant else ""
    message = f"no {KINDS[kind]} with the id {shown(id)} is declared{hint}"
    return source.problem(keys, message, f"declare it under '{kind}', or correct the id")


def _entries(data: Yaml, kind: str) -> Iterator[tuple[int, dict[str, Yaml]]]:
    """The entries of a list that are mappings, with their place in it."""
    entries = data.get(kind) if isinstance(data, dict) else None
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict):
            yield index, entry


def _text(value: Yaml, source: Source, keys: tuple[str | int, ...]) -> str | None:
    """An id as text; a number is taken as it is written."""
    return value if isinstance(value, str) else source.tree.written(*keys) if value else None
