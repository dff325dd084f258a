"""What there is to judge: AI systems, models, datasets, suppliers; declared or discovered.

One plain record for each, whatever it was read from, so that checks never ask where a fact came
from. ``at`` is where a person would look first: the declaration if there is one, else the place
where the thing was discovered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ..declarations import Activity, Lifecycle, OversightMode
from ..discovery import Asset
from ..model import Evidence, Location, Subject

LEFT_OPEN = "OPEN:"
"""How a drafted declaration begins a value that only people can give."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A link to a document: ``path`` and ``anchor`` as declared, and where the link stands.

    ``path`` is relative to the git top level; ``anchor`` is what follows ``#``, else empty.
    """

    path: str
    at: Location
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Oversight:
    """How people oversee a system, as its owner declares it; empty text where nothing is said.

    ``drilled`` is the day on which the override was last tried.
    """

    mode: OversightMode
    at: Location
    role: str = ""
    person: str = ""
    when: str = ""
    override: Reference | None = None
    authority: str = ""
    training: Reference | None = None
    drilled: date | None = None
    drill_record: Reference | None = None
    drill_at: Location | None = None


@dataclass(frozen=True, slots=True)
class System:
    """An AI system. ``declared`` is false for the one that stands for an undeclared repository."""

    subject: Subject
    at: Location
    declared: bool = True
    purpose: str = ""
    owner: str = ""
    tier_stated: bool = False
    models: frozenset[str] = frozenset()
    datasets: frozenset[str] = frozenset()
    suppliers: frozenset[str] = frozenset()
    oversight: Oversight | None = None
    impact_assessment: Reference | None = None
    version: str = ""
    lifecycle: Lifecycle | None = None
    activities: frozenset[Activity] = frozenset()
    obligations: tuple[str, ...] = ()

    @property
    def operates(self) -> bool:
        """Whether it is declared to be in operation."""
        return self.lifecycle is Lifecycle.OPERATION

    @property
    def is_retired(self) -> bool:
        """Whether it is declared to be out of use for good."""
        return self.lifecycle is Lifecycle.RETIRED


@dataclass(frozen=True, slots=True)
class Systems(Evidence):
    """The AI systems of the repository, in the order of declaration."""

    items: tuple[System, ...] = ()

    def __iter__(self) -> Iterator[System]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


@dataclass(frozen=True, slots=True)
class EvaluationLink:
    """An evaluation report that the manifest links.

    ``path`` is a file or a folder, from the top; ``metrics`` maps names of metrics to JSON pointers
    into the file, and ``pointers`` what else is to be found there: ``samples``, ``date``,
    ``model_digest``, ``dataset``, ``dataset_digest``.
    """

    path: str
    at: Location
    metrics: Mapping[str, str] = field(default_factory=dict)
    pointers: Mapping[str, str] = field(default_factory=dict)


class Origin(StrEnum):
    """Where a model comes from, which decides what the project owes for it."""

    OWN = "own"
    """Trained, shipped or released by this project."""
    THIRD_PARTY = "third-party"
    """Taken from a hub or asked through an interface."""


@dataclass(frozen=True, slots=True)
class ModelUse:
    """One place where code loads a third-party model, with the revision it names if any."""

    at: Location
    revision: str | None = None
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Model:
    """A model. ``source`` is the hub id, the name at the interface, or the path of its weights.

    ``names`` are all words by which a document may mean it. ``uses`` are the places where product
    code loads it; ``declared_revision`` and ``digest`` are what the manifest states, and ``path``
    where it says that the model lies; ``seen`` is what discovery saw of it.
    """

    subject: Subject
    at: Location
    origin: Origin
    source: str
    names: frozenset[str] = frozenset()
    folder: str = ""
    card: Reference | None = None
    licence: str | None = None
    declared_revision: str | None = None
    hub: str | None = None
    api: str | None = None
    uses: tuple[ModelUse, ...] = ()
    seen: tuple[Asset, ...] = ()
    evaluations: tuple[EvaluationLink, ...] = ()
    path: str | None = None
    digest: str | None = None
    declared: bool = False

    @property
    def places(self) -> tuple[Location, ...]:
        """Where discovery saw it, besides ``at``."""
        return _places(self.seen, self.at)

    @property
    def is_here(self) -> bool:
        """Whether it is this project that makes it, so that a card beside it means it."""
        return self.origin is Origin.OWN


@dataclass(frozen=True, slots=True)
class Models(Evidence):
    """The models of the repository: declared ones first, then those only discovered."""

    items: tuple[Model, ...] = ()

    def __iter__(self) -> Iterator[Model]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def own(self) -> tuple[Model, ...]:
        """Those that the project trains, ships or releases."""
        return tuple(model for model in self.items if model.origin is Origin.OWN)

    @property
    def third_party(self) -> tuple[Model, ...]:
        """Those taken from a hub or asked through an interface."""
        return tuple(model for model in self.items if model.origin is Origin.THIRD_PARTY)


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset used to train or evaluate: declared, or discovered in such code.

    ``names`` are all words by which a document may mean it; ``seen`` is what discovery saw of it.
    """

    subject: Subject
    at: Location
    source: str
    names: frozenset[str] = frozenset()
    folder: str = ""
    datasheet: Reference | None = None
    hub: str | None = None
    seen: tuple[Asset, ...] = ()
    declared: bool = False

    @property
    def places(self) -> tuple[Location, ...]:
        """Where discovery saw it, besides ``at``."""
        return _places(self.seen, self.at)

    @property
    def is_here(self) -> bool:
        """Whether it is in the repository, so that a datasheet beside it means it."""
        return self.hub is None and "://" not in self.source


@dataclass(frozen=True, slots=True)
class Datasets(Evidence):
    """The datasets of the repository: declared ones first, then those only discovered."""

    items: tuple[Dataset, ...] = ()

    def __iter__(self) -> Iterator[Dataset]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def _places(seen: Iterable[Asset], at: Location) -> tuple[Location, ...]:
    return tuple(place for asset in seen for place in asset.places if place != at)
