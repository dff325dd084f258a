"""What each system is used for, and what those it depends on allow, as far as it is structured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol

from ..catalogue.law import region_code, within
from ..declarations import Activity
from ..declarations.use_terms import LicenceRestriction
from ..evidence.text import fold
from ..model import Evidence, Location, Subject, Tier
from ..portfolio import Declared, Model, ModelCards, Models, System, Systems
from ..repository import Snapshot
from ..repository.yaml_tree import Key, YamlTree, read_front_matter
from .licences import terms_of
from .suppliers import KnownSupplier, Supplied

if TYPE_CHECKING:
    from ..declarations import Entry
    from ..declarations.manifest import System as DeclaredSystem
    from ..declarations.use import UseScope

DIMENSIONS: Final = ("domains", "users", "regions", "languages", "activities")
_LIMIT = 256 << 10  # bytes
_FENCE = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n")
_END = re.compile(rb"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Use:
    """One use, or one that is excluded or meant: its dimension, its value, where it stands."""

    dimension: str
    value: str
    at: Location

    @property
    def label(self) -> str:
        """What a message calls it."""
        return f"{self.dimension}: {self.value}"

    def lies_in(self, other: Use) -> bool:
        """Whether whoever does this does the other: the same, a part of it, or all of it."""
        if self.dimension != other.dimension:
            return False
        mine, theirs = fold(self.value), fold(other.value)
        if self.dimension == "regions":
            here, there = region_code(self.value), region_code(other.value)
            return within(here, frozenset({there}))
        if self.dimension == "languages":
            return mine.partition(" ")[0] == theirs.partition(" ")[0]
        part = self.dimension == "domains" and self.value.startswith(f"{other.value}/")
        return mine == theirs or part


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one source allows: a card, the entry of a model, the record of a supplier.

    ``meant`` are the only uses in each dimension that it names; ``excluded`` those that are not
    allowed; ``permitted`` the labels of excluded ones with a written permission.
    """

    source: str
    at: Location
    meant: tuple[Use, ...] = ()
    excluded: tuple[Use, ...] = ()
    restrictions: tuple[tuple[LicenceRestriction, Location], ...] = ()
    permitted: frozenset[str] = frozenset()

    @property
    def says_anything(self) -> bool:
        """Whether there is anything to hold a use against."""
        return bool(self.meant or self.excluded or self.restrictions)


@dataclass(frozen=True, slots=True)
class SystemUse:
    """The uses of one system, and what those it depends on allow."""

    system: System
    uses: tuple[Use, ...]
    allowances: tuple[Allowance, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class SystemUses(Evidence):
    """The uses of each system."""

    items: tuple[SystemUse, ...]

    def __iter__(self) -> Iterator[SystemUse]:
        return iter(self.items)


def system_uses(
    systems: Systems,
    declared: Declared,
    models: Models,
    cards: ModelCards,
    supplied: Supplied,
    snapshot: Snapshot,
) -> SystemUses:
    """Bring together what is stated of use, in structured form only."""
    entries = {entry.value.id: entry for entry in declared.manifest.systems}
    of_models = dict(_of_models(declared, models, cards, snapshot))
    behind = supplied.by_thing()
    found = []
    for system in systems:
        entry = entries.get(system.subject.id) if system.declared else None
        own = [model for model in models if _belongs(model, system)]
        allowances = [each for model in own for each in of_models[model.subject]]
        known = (behind.get(model.subject) for model in own)
        ids = {*system.suppliers, *(each.subject.id for each in known if each)}
        for supplier in supplied.suppliers:
            if supplier.subject.id in ids:
                allowances += _of_supplier(supplier)
        found.append(SystemUse(system, tuple(_uses(entry)), tuple(allowances)))
    return SystemUses(tuple(found))


def _belongs(model: Model, system: System) -> bool:
    return model.subject.id in system.models or not system.declared


def _uses(entry: Entry[DeclaredSystem] | None) -> Iterator[Use]:
    if entry is None:
        return
    context = entry.value.context
    if context and context.domain:
        yield Use("domains", context.domain, entry.locate("context", "domain"))
    for name in ("users", "regions", "languages"):
        for index, value in enumerate(getattr(context, name) if context else ()):
            yield Use(name, value, entry.locate("context", name, index))
    for index, activity in enumerate(entry.value.activities):
        yield Use("activities", activity, entry.locate("activities", index))


def _of_models(
    declared: Declared, models: Models, cards: ModelCards, snapshot: Snapshot
) -> Iterator[tuple[Subject, tuple[Allowance, ...]]]:
    entries = {entry.value.id: entry for entry in declared.manifest.models}
    for model in models:
        found = []
        entry = entries.get(model.subject.id) if model.declared else None
        if entry:
            found.append(
                Allowance(
                    f"model {model.subject.label}",
                    entry.location,
                    tuple(_scope(entry.value.intended_uses, entry, "intended_uses")),
                    tuple(_scope(entry.value.excluded_uses, entry, "excluded_uses")),
                    tuple(_licensed(model, entry.locate("licence"))),
                )
            )
        document = cards.of(model).document
        if document and (tree := _front_matter(snapshot, document.path)):
            found.append(_of_card(document.path, tree))
        yield model.subject, tuple(found)


def _licensed(model: Model, at: Location) -> Iterator[tuple[LicenceRestriction, Location]]:
    terms = terms_of(model.licence) if model.licence else None
    if terms and not terms.commercial:
        yield LicenceRestriction.NON_COMMERCIAL, at


def _of_card(path: str, tree: YamlTree) -> Allowance:
    head = tree.data if isinstance(tree.data, dict) else {}
    return Allowance(
        path,
        Location(path),
        tuple(_listed(path, tree, head, "intended_uses")),
        tuple(_listed(path, tree, head, "excluded_uses")),
    )


def _listed(path: str, tree: YamlTree, head: dict[str, Any], name: str) -> Iterator[Use]:
    """The uses under a key of a card's front matter; what has another shape says nothing here."""
    scope = head.get(name)
    for dimension in DIMENSIONS:
        values = scope.get(dimension) if isinstance(scope, dict) else None
        for index, value in enumerate(values if isinstance(values, list) else ()):
            if isinstance(value, str) and value.strip():
                line, column = tree.nearest(name, dimension, index)
                yield Use(dimension, value, Location(path, line, column))


def _front_matter(snapshot: Snapshot, path: str) -> YamlTree | None:
    data = snapshot.get(path, _LIMIT) or b""
    opening = _FENCE.match(data)
    closing = _END.search(data, opening.end()) if opening else None
    if closing is None or b"_uses" not in data[: closing.start()]:
        return None
    # What is wrong with the front matter is said by the checks of cards.
    return read_front_matter(data[: closing.start()])


def _of_supplier(supplier: KnownSupplier) -> Iterator[Allowance]:
    record = supplier.record
    if record is None:
        return
    value = record.value
    at = record.at
    yield Allowance(
        f"the terms of {supplier.subject.label}",
        at(),
        excluded=tuple(_uses_of(value.excluded_uses, _Below(at, "excluded_uses"))),
        restrictions=tuple(
            (restriction, at("licence_restrictions", index))
            for index, restriction in enumerate(value.licence_restrictions)
        ),
        permitted=frozenset(fold(each.use) for each in value.permissions if each.document),
    )


class _Locating(Protocol):
    def __call__(self, *keys: Key) -> Location: ...


@dataclass(frozen=True, slots=True)
class _Below:
    """Locates what stands below a key."""

    at: _Locating
    name: str

    def __call__(self, *keys: Key) -> Location:
        return self.at(self.name, *keys)


def _scope(scope: UseScope | None, entry: Entry[Any], name: str) -> Iterator[Use]:
    return _uses_of(scope, _Below(entry.locate, name))


def _uses_of(scope: UseScope | None, at: _Locating) -> Iterator[Use]:
    for dimension in DIMENSIONS:
        for index, value in enumerate(getattr(scope, dimension) if scope else ()):
            yield Use(dimension, str(value), at(dimension, index))


def forbids(restriction: LicenceRestriction, system: System) -> str | None:
    """What of a system a restriction of terms forbids, in words; ``None`` if nothing is known."""
    offered = system.activities & {Activity.OFFERS_TO_CUSTOMERS, Activity.SUPPLIES_COMPONENTS}
    if restriction is LicenceRestriction.NON_COMMERCIAL and offered:
        return "it goes to customers"
    if restriction is LicenceRestriction.RESEARCH_ONLY and (offered or system.operates):
        return "it goes to customers" if offered else "it is in operation"
    if restriction is LicenceRestriction.NO_HIGH_RISK_USE and system.subject.tier.rank >= (
        Tier.HIGH.rank
    ):
        return f"it is in tier {system.subject.tier}"
    if restriction is LicenceRestriction.NO_REDISTRIBUTION and offered:
        return "it is passed on"
    return None
