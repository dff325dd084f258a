"""Which document describes which asset."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..declarations import LoadedManifest
from ..discovery import Asset
from ..evidence import Document, Quality
from ..model import Base, Location, NotAssessed
from ..portfolio.cards import Link, datasheets, model_cards
from ..portfolio.datasets import datasets
from ..portfolio.declared import (
    Declared,
    JudgingPolicy,
    declarations,
    declared,
    read_policy,
)
from ..portfolio.models import models
from ..portfolio.register import register
from ..portfolio.things import Dataset, Model
from ..repository import Snapshot
from .inventory import MANIFEST, Inventory

_SAYS_NOTHING = (Quality.PLACEHOLDER, Quality.UNREADABLE)


@dataclass(frozen=True, slots=True)
class Described:
    """The documents about each asset, by the asset's kind of thing and place."""

    documents: Mapping[Location, tuple[Document, ...]] = field(default_factory=dict)

    def by(self, asset: Asset) -> tuple[Document, ...]:
        """The documents that describe an asset, best first."""
        return self.at(asset.at)

    def at(self, place: Location) -> tuple[Document, ...]:
        """The documents that describe the asset of this place, best first."""
        return self.documents.get(place, ())


def describe(inventory: Inventory, snapshot: Snapshot, stated: Declared | None = None) -> Described:
    """Find the card of each model and the datasheet of each dataset, as checks would.

    ``stated`` is what counts as declared, if not what the snapshot's own manifest says.
    """
    stated = stated or _declared(snapshot)
    known = register(stated, inventory.assets)
    known_models = models(known, snapshot)
    known_data = datasets(known, snapshot)
    cards = model_cards(known_models, inventory.documents, snapshot)
    sheets = datasheets(known_data, inventory.documents, snapshot)
    found: dict[Location, tuple[Document, ...]] = {}
    for model in known_models:
        _note(found, model, cards.of(model))
    for dataset in known_data:
        _note(found, dataset, sheets.of(dataset))
    return Described(found)


def _declared(snapshot: Snapshot) -> Declared:
    try:
        return declared(declarations(snapshot, JudgingPolicy(read_policy(snapshot)), Base()))
    except NotAssessed:  # an invalid manifest declares nothing
        return Declared(LoadedManifest(f"{snapshot.base}{MANIFEST}", exists=False))


def _note(found: dict[Location, tuple[Document, ...]], thing: Model | Dataset, link: Link) -> None:
    if link.document is not None and link.document.quality not in _SAYS_NOTHING:
        places: Iterable[Location] = (thing.at, *thing.places)
        for place in places:
            found[place] = (link.document,)
