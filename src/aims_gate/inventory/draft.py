"""A first manifest from what was found: what a machine can know, and what it must leave open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ..declarations import LoadedManifest
from ..declarations.paths import path_fault
from ..discovery import Asset, AssetKind
from ..evidence import Document, DocumentKind, Quality
from ..model import Location
from ..portfolio import LEFT_OPEN
from ..portfolio.datasets import datasets
from ..portfolio.declared import Declared
from ..portfolio.models import models
from ..portfolio.register import register
from ..portfolio.things import Dataset, Model
from ..repository import Scope, Snapshot
from .described import Described, describe
from .inventory import MANIFEST, Inventory
from .naming import Ids, slug_of
from .purl import commit

Values: TypeAlias = tuple[tuple[str, str], ...]
"""The keys of one drafted entry with their values, in order."""

PURPOSE = f"{LEFT_OPEN} what is it for, in a sentence?"
OWNER = f"{LEFT_OPEN} who answers for it?"

_LONGEST = 500  # characters of a value; nobody names anything longer
_MOST = 300  # entries of a kind
_TRACKED = (".dvc", "dvc.yaml", "dvc.lock")
_SAYS_NOTHING = (Quality.PLACEHOLDER, Quality.UNREADABLE)


@dataclass(frozen=True, slots=True)
class Draft:
    """What ``aims.yaml`` is to say, before it is written.

    ``system`` holds the keys of the one system but for its lists. ``unnamed`` counts what has a
    name that no manifest can hold, or is more than a draft lists; ``loose`` are documents that
    nothing drafted here can link.
    """

    system: Values
    activities: tuple[str, ...]
    models: tuple[Values, ...]
    datasets: tuple[Values, ...]
    suppliers: tuple[Values, ...]
    unnamed: int = 0
    loose: tuple[Document, ...] = ()

    def ids(self, entries: Sequence[Values]) -> tuple[str, ...]:
        """The ids of entries, in order."""
        return tuple(dict(entry)["id"] for entry in entries)


def draft(inventory: Inventory, snapshot: Snapshot) -> Draft | None:
    """Draft a manifest for the folder that the snapshot is of; ``None`` if it holds no AI.

    A manifest that is there already counts for nothing.
    """
    if not inventory.ai_system:
        return None
    return _Drafting(inventory, snapshot).draft()


class _Drafting:
    """The making of one draft."""

    def __init__(self, inventory: Inventory, snapshot: Snapshot) -> None:
        self._inventory = inventory
        self._snapshot = snapshot
        nothing = Declared(LoadedManifest(f"{snapshot.base}{MANIFEST}", exists=False))
        self._register = register(nothing, inventory.assets)
        self._described: Described = describe(inventory, snapshot, nothing)
        self._linked: set[str] = set()
        self._unnamed = 0
        assets = [each.asset for each in inventory.listed]
        self._product = [asset for asset in assets if asset.scope is Scope.PRODUCT]

    def draft(self) -> Draft:
        drafted_models = self._kept(self._models())
        drafted_data = self._kept(self._datasets())
        suppliers = self._kept(self._suppliers())
        system = tuple(self._system())
        loose = tuple(
            document
            for document in self._inventory.documents
            if document.scope is Scope.PRODUCT
            and document.kind is DocumentKind.MODEL_CARD
            and document.quality not in _SAYS_NOTHING
            and document.path not in self._linked
        )
        return Draft(
            system,
            tuple(self._activities()),
            drafted_models,
            drafted_data,
            suppliers,
            self._unnamed,
            loose,
        )

    def _kept(self, entries: Iterable[Values]) -> tuple[Values, ...]:
        listed = tuple(entries)
        self._unnamed += max(len(listed) - _MOST, 0)
        return listed[:_MOST]

    def _system(self) -> Iterator[tuple[str, str]]:
        folder = self._snapshot.base.rstrip("/").rpartition("/")[2]
        name = folder or self._inventory.repository
        assessment = self._best(DocumentKind.IMPACT_ASSESSMENT)
        stated = assessment.fields.get("system", ()) if assessment else ()
        # An assessment names the system that it is about, and the link must be to that one.
        own = [id_ for id_ in stated if slug_of(id_) == id_]
        yield "id", own[0] if own else Ids().of(name)
        if _is_text(name):
            yield "name", name
        yield "purpose", PURPOSE
        yield "owner", OWNER
        if assessment and (own or not stated):
            yield "impact_assessment", self._link(assessment)
        if register := self._best(DocumentKind.RISK_REGISTER):
            yield "risk_register", self._link(register)

    def _best(self, kind: DocumentKind) -> Document | None:
        """The document of a kind that says most."""
        order = list(Quality)
        found = [
            document
            for document in self._inventory.documents.of(kind)
            if document.scope is Scope.PRODUCT
            and document.quality not in _SAYS_NOTHING
            and self._inner(document.path) is not None
        ]
        return min(found, key=lambda each: (order.index(each.quality), each.path), default=None)

    def _link(self, document: Document) -> str:
        self._linked.add(document.path)
        return self._inner(document.path) or ""

    def _activities(self) -> Iterator[str]:
        kinds = {asset.kind for asset in self._product}
        if AssetKind.TRAINING in kinds:
            yield "trains"
        others = {AssetKind.HUB_MODEL, AssetKind.API_MODEL}
        if kinds & others or any(_supplier(asset) for asset in self._product):
            yield "integrates-third-party"

    def _models(self) -> Iterator[Values]:
        ids = Ids()
        for model in models(self._register, self._snapshot):
            seen = model.seen[0]
            if seen.kind is AssetKind.TRAINING:
                continue  # what it trains is not in the repository
            values = list(
                self._model_file(ids, model)
                if seen.kind is AssetKind.MODEL_FILE
                else _model_by_name(ids, seen)
            )
            if values:
                yield tuple(values)
            else:
                self._unnamed += 1

    def _model_file(self, ids: Ids, model: Model) -> Iterator[tuple[str, str]]:
        path = self._inner(self._place_of(model))
        if path is None:
            return
        name = path.rpartition("/")[2]
        yield "id", ids.of(name.partition(".")[0], name, path)
        yield "path", path
        detail = model.seen[0].detail
        digest, licence = detail.get("sha256"), detail.get("licence")
        if isinstance(digest, str) and len(model.seen) == 1:
            yield "digest", f"sha256:{digest}"
        yield from self._document(model.at, "card")
        if isinstance(licence, str) and _is_text(licence):
            yield "licence", licence

    def _place_of(self, model: Model) -> str:
        """The file of a model, or the folder if it holds nothing but its parts."""
        folder = model.at.path.rpartition("/")[0]
        parts = {asset.at.path for asset in model.seen}
        files = (each for each in self._product if each.kind is AssetKind.MODEL_FILE)
        inside = {each.at.path for each in files if each.at.path.startswith(f"{folder}/")}
        return folder if folder and len(parts) > 1 and inside == parts else model.at.path

    def _document(self, at: Location, key: str) -> Iterator[tuple[str, str]]:
        for document in self._described.at(at):
            if (path := self._inner(document.path)) is not None:
                self._linked.add(document.path)
                yield key, path
                return

    def _datasets(self) -> Iterator[Values]:
        ids = Ids()
        for dataset in datasets(self._register, self._snapshot):
            for source, seen in self._sources(dataset):
                values = list(self._dataset(ids, source, seen))
                if values:
                    yield (*values, *self._document(dataset.at, "datasheet"))
                else:
                    self._unnamed += 1

    def _sources(self, dataset: Dataset) -> Iterator[tuple[str, Asset]]:
        """The dataset as one, or its files where their folder is all that is judged."""
        source = dataset.source
        if source.endswith("/") and self._inner(source.rstrip("/")) is None:
            yield from ((asset.identity, asset) for asset in dataset.seen)
        else:
            yield source, dataset.seen[0]

    def _dataset(self, ids: Ids, source: str, seen: Asset) -> Iterator[tuple[str, str]]:
        short = source.rstrip("/").rpartition("/")[2]
        if seen.kind is AssetKind.HUB_DATASET:
            if _is_hub_id(source):
                yield "id", ids.of(short, source)
                yield "hub", source
                if revision := commit(seen):
                    yield "revision", revision
            return
        here = (
            source.endswith("/")
            or source in self._snapshot.files
            or seen.at.path.endswith(_TRACKED)
        )
        path = self._inner(source.rstrip("/")) if here else None
        if path is not None:
            yield "id", ids.of(short.partition(".")[0], short, path)
            yield "path", path
        elif not here and _is_text(source):
            yield "id", ids.of(short.partition(".")[0], short, source)
            yield "uri", source

    def _suppliers(self) -> Iterator[Values]:
        ids = Ids()
        names = dict.fromkeys(filter(None, map(_supplier, self._product)))
        for name in sorted(names, key=str.casefold):
            yield ("id", ids.of(name.lower())), ("kind", "api")

    def _inner(self, path: str) -> str | None:
        """A path as the manifest names it; ``None`` if it lies elsewhere or cannot be named."""
        base = self._snapshot.base
        if not path.startswith(base):
            return None
        inner = path[len(base) :]
        if not inner or "#" in inner or path_fault(inner) or not _is_text(inner):
            return None
        return inner


def _model_by_name(ids: Ids, asset: Asset) -> Iterator[tuple[str, str]]:
    """A model from a hub or behind an interface."""
    name = asset.identity
    if asset.kind is AssetKind.HUB_MODEL:
        if _is_hub_id(name):
            yield "id", ids.of(name.rpartition("/")[2], name)
            yield "hub", name
            if revision := commit(asset):
                yield "revision", revision
    elif _is_text(name):
        yield "id", ids.of(name)
        yield "api", name
        if asset.detail.get("pinned") is True:
            yield "snapshot", name


def _supplier(asset: Asset) -> str | None:
    supplier = asset.detail.get("supplier")
    return supplier if isinstance(supplier, str) and slug_of(supplier) else None


def _is_hub_id(text: str) -> bool:
    parts = text.split("/")
    return len(parts) <= 2 and all(
        0 < len(part) <= 96
        and part[0].isascii()
        and part[0].isalnum()
        and not set(part) - _OF_HUB_IDS
        for part in parts
    )


_OF_HUB_IDS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")


def _is_text(text: str) -> bool:
    """Whether a manifest can hold the text: it is not blank, not endless, and has no controls."""
    if not text.strip() or len(text) > _LONGEST:
        return False
    return not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 or _no_utf8(char) for char in text)


def _no_utf8(char: str) -> bool:
    return 0xD800 <= ord(char) < 0xE000
