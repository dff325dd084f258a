"""Which controls the Statement of Applicability leaves out, and which of that the facts allow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ..declarations import Activity, Entry, Lifecycle
from ..discovery import AssetKind, Assets
from ..model import Evidence, Location, Tier
from ..portfolio import Datasets, Declared, Models, System, Systems
from .applicability import ApplicabilityStatement, ControlRow
from .justifications import controls_by_id, hollow

if TYPE_CHECKING:
    from ..declarations import System as DeclaredSystem


@dataclass(frozen=True, slots=True)
class Contradiction:
    """An exclusion that the facts speak against: what they show, and where."""

    row: ControlRow
    fact: str
    at: Location


@dataclass(frozen=True, slots=True)
class Exclusions(Evidence):
    """The controls that the statement excludes.

    ``stated`` are all of them; ``valid`` those that are left out rightly as far as can be told:
    with a justification, in a statement that is no draft and includes something, and against no
    fact. Only these keep a check from applying. Both map the id of a control to its row.
    """

    stated: Mapping[str, ControlRow] = field(default_factory=dict)
    valid: Mapping[str, ControlRow] = field(default_factory=dict)
    contradicted: tuple[Contradiction, ...] = ()

    def reason(self, controls: Iterable[str]) -> str | None:
        """Why what counts for these controls alone does not apply; ``None`` if it does."""
        wanted = tuple(dict.fromkeys(controls))
        if not wanted or not self.valid.keys() >= set(wanted):
            return None
        rows = [self.valid[control] for control in wanted]
        places = ", ".join(f"{row.id} at {row.at}" for row in rows)
        return f"excluded in the Statement of Applicability: {places}"


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of the AI, to hold against exclusions."""

    systems: tuple[System, ...]
    declared: Declared
    assets: Assets
    models: Models
    datasets: Datasets


Shown = Iterator[tuple[str, Location]]


def exclusions(
    statement: ApplicabilityStatement,
    systems: Systems,
    declared: Declared,
    assets: Assets,
    models: Models,
    datasets: Datasets,
) -> Exclusions:
    """Hold the exclusions of the statement against what is known."""
    excluded = [row for row in statement.rows if row.is_excluded]
    if not excluded:
        return Exclusions()
    running = tuple(system for system in systems if not system.is_retired)
    facts = _Facts(running, declared, assets, models, datasets)
    contradicted = tuple(found for row in excluded for found in _against(row, facts))
    unfounded = {*hollow(statement.rows), *(found.row for found in contradicted)}
    once = Counter(row.id for row in statement.rows)
    includes = any(row.applicable for row in statement.rows)
    valid = {
        row.id: row
        for row in excluded
        if includes and not statement.draft and row not in unfounded and once[row.id] == 1
    }
    known = controls_by_id()
    return Exclusions(
        {row.id: row for row in excluded},
        {id_: row for id_, row in valid.items() if id_ in known},
        contradicted,
    )


def _against(row: ControlRow, facts: _Facts) -> Iterator[Contradiction]:
    """The first fact of each rule that speaks against an exclusion."""
    for prefixes, rule in _RULES:
        if row.id.startswith(prefixes):
            for fact, at in rule(facts):
                yield Contradiction(row, fact, at)
                return


def _trains(facts: _Facts) -> Shown:
    yield from _does(facts, Activity.TRAINS, Activity.FINE_TUNES)
    for asset in _product(facts, AssetKind.TRAINING):
        yield "the code trains a model", asset


def _uses_data(facts: _Facts) -> Shown:
    for dataset in facts.datasets:
        yield f"dataset {dataset.subject.label} is in use", dataset.at
    yield from _trains(facts)


def _takes_from_outside(facts: _Facts) -> Shown:
    for model in facts.models.third_party:
        yield f"{model.subject.label} comes from a third party", model.at
    for entry in facts.declared.manifest.suppliers:
        yield f"supplier {entry.value.id} is declared", entry.location
    yield from _does(facts, Activity.INTEGRATES_THIRD_PARTY)


def _has_customers(facts: _Facts) -> Shown:
    yield from _does(facts, Activity.OFFERS_TO_CUSTOMERS, Activity.SUPPLIES_COMPONENTS)


def _meets_people(facts: _Facts) -> Shown:
    for entry in _entries(facts):
        value = entry.value
        if value.interacts_with_people:
            place = entry.locate("interacts_with_people")
            yield f"people deal with {value.id} directly", place
        if value.generates_content:
            yield f"{value.id} generates content", entry.locate("generates_content")
        if value.context and value.context.users:
            users = ", ".join(value.context.users)
            yield f"{value.id} has users: {users}", entry.locate("context", "users")
    yield from _has_customers(facts)
    for asset in _product(facts, AssetKind.AGENT):
        yield "an agent acts for people", asset


def _serves(facts: _Facts) -> Shown:
    for system in facts.systems:
        if system.operates:
            yield f"{system.subject.label} is in operation", system.at
    for asset in _product(facts, AssetKind.INFERENCE, AssetKind.API_MODEL, AssetKind.AGENT):
        yield "the code asks a model for results", asset


def _is_used(facts: _Facts) -> Shown:
    yield from _does(facts, Activity.USES_INTERNALLY)


def _has_tooling(facts: _Facts) -> Shown:
    for model in facts.models:
        yield f"model {model.subject.label} is in use", model.at


def _has_systems(facts: _Facts) -> Shown:
    for system in facts.systems:
        yield f"there is an AI system, {system.subject.label}", system.at


def _can_touch_people(facts: _Facts) -> Shown:
    for system in facts.systems:
        if system.subject.tier is not Tier.MINIMAL:
            yield f"{system.subject.label} is of {system.subject.tier} risk", system.at


def _does(facts: _Facts, *activities: Activity) -> Shown:
    for entry in _entries(facts):
        for index, activity in enumerate(entry.value.activities):
            if activity in activities:
                fact = f"{entry.value.id} is declared with {activity}"
                yield fact, entry.locate("activities", index)


def _entries(facts: _Facts) -> Iterator[Entry[DeclaredSystem]]:
    """The systems of the manifest that are not retired."""
    for entry in facts.declared.manifest.systems:
        if entry.value.lifecycle is not Lifecycle.RETIRED:
            yield entry


def _product(facts: _Facts, *kinds: AssetKind) -> Iterator[Location]:
    return (asset.at for asset in facts.assets.product if asset.kind in kinds)


_RULES: Final[tuple[tuple[tuple[str, ...], Callable[[_Facts], Shown]], ...]] = (
    (("A.6.2.6", "A.6.2.8"), _serves),
    (("A.6.", "A.7."), _trains),
    (("A.4.3",), _uses_data),
    (("A.4.4",), _has_tooling),
    (("A.3.2", "A.4.2", "A.4.6"), _has_systems),
    (("A.5.",), _can_touch_people),
    (("A.8.",), _meets_people),
    (("A.9.",), _is_used),
    (("A.10.3",), _takes_from_outside),
    (("A.10.4",), _has_customers),
)
"""Which facts speak against leaving out which controls: all rules that a control begins with."""
