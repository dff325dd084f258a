"""What documents describe, as digests: whether it is still what it was.

An aspect is one thing that an assessment depends on: the purpose of a system, the weights of a
model. Its digest changes when its meaning does; comments, layout and the order of lists are no part
of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from ..declarations import Entry, LoadedManifest
from ..evidence.text import fold
from ..repository import Snapshot, Unreadable

if TYPE_CHECKING:
    from ..declarations import System

LARGEST: Final = 64 << 20
"""Files that are larger, in bytes, are told apart by their size and git's id alone."""

Content = Callable[[str], str | None]
"""What a file holds, as an id; ``None`` if there is none."""

RISK: Final = ("purpose", "tier", "oversight", "suppliers", "models", "datasets", "prompts")
"""The aspects of a system on which its risks depend."""

IMPACT: Final = ("purpose", "tier", "context", "personal-data", "model-names")
"""The aspects of a system on which its impact depends."""


def content_of(snapshot: Snapshot) -> Content:
    """Tell files of a snapshot apart by their SHA-256."""

    def content(path: str) -> str | None:
        file = snapshot.files.get(path)
        if file is None:
            return None
        if file.size > LARGEST:
            return f"{file.size} {file.oid or ''}"
        try:
            return f"sha256:{snapshot.sha256(path)}"
        except Unreadable:
            return None

    return content


def aspects_of(
    manifest: LoadedManifest, content: Content, prompts: Mapping[str, Iterable[str]]
) -> dict[str, str]:
    """The digest of every aspect by its name: ``system:<id>/purpose`` or ``model:<id>``.

    ``prompts`` maps a system to the paths of its prompts.
    """
    models = {entry.value.id: _model(entry, content) for entry in manifest.models}
    datasets = {entry.value.id: _dataset(entry, content) for entry in manifest.datasets}
    found = {f"model:{id_}": _digest(value) for id_, value in models.items()}
    found |= {f"dataset:{id_}": _digest(value) for id_, value in datasets.items()}
    for entry in manifest.systems:
        for name, value in _system(entry, models, datasets):
            found[f"system:{entry.value.id}/{name}"] = _digest(value)
        texts = sorted((path, content(path)) for path in prompts.get(entry.value.id, ()))
        found[f"system:{entry.value.id}/prompts"] = _digest(texts)
    return found


def _model(entry: Entry[Any], content: Content) -> list[str | None]:
    value = entry.value
    named = [value.hub, value.api, value.revision, value.snapshot]
    return [*named, value.digest or (content(entry.resolve(value.path)) if value.path else None)]


def _dataset(entry: Entry[Any], content: Content) -> list[str | None]:
    value = entry.value
    path = value.path or value.dvc
    named = [value.hub, value.uri, value.revision]
    return [*named, value.digest or (content(entry.resolve(path)) if path else None)]


def _system(
    entry: Entry[System],
    models: Mapping[str, list[str | None]],
    datasets: Mapping[str, list[str | None]],
) -> Iterator[tuple[str, object]]:
    value = entry.value
    context, oversight = value.context, value.oversight
    yield "purpose", fold(value.purpose)
    yield "tier", value.tier.level if value.tier else None
    yield "suppliers", sorted(value.suppliers)
    yield "model-names", sorted(value.models)
    yield "models", [(id_, models.get(id_)) for id_ in sorted(value.models)]
    yield "datasets", [(id_, datasets.get(id_)) for id_ in sorted(value.datasets)]
    yield (
        "context",
        context
        and [context.domain, sorted(context.users), sorted(context.regions), context.autonomy],
    )
    yield (
        "oversight",
        oversight and [oversight.mode, oversight.by and oversight.by.role, oversight.override],
    )
    yield "personal-data", _personal_data(value)


def _personal_data(system: System) -> object:
    stated = system.personal_data
    if stated is None or not stated.processed:
        return None
    return [sorted(purpose.id for purpose in stated.purposes), stated.special_categories]


def _digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True, default=str)
    return f"sha256:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"
