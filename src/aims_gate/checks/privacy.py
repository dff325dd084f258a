"""By what right personal data are processed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..declarations.privacy_terms import LawfulBasis
from ..evidence.substance import says_something
from ..governance.wording import said
from ..model import ERROR, Finding, check, does_not_apply
from ..portfolio import Anchors, Datasets, Declared, Reference, System, Systems
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations import Dataset, Entry
    from ..declarations import System as DeclaredSystem

_LIMIT = 1 << 20  # bytes
_LEAST = 20
"""How many words of substance it takes to weigh interests."""

_FIX_UNSTATED = "Write `personal_data: false`, or state the purposes under `personal_data:`."


@check(
    "Lawful basis per purpose",
    controls=["A.7.3"],
    clauses=["4.2"],
    severity=ERROR,
)
def missing_lawful_basis(
    systems: Systems, of_data: Datasets, declared: Declared, anchors: Anchors
) -> Iterator[Finding]:
    """Find personal data that are processed without a stated right to do so.

    Each system says in `aims.yaml` whether it processes personal data, and each dataset whether it
    holds any. If so, each purpose has a lawful basis (`consent`, `contract`, `legal-obligation`,
    `vital-interests`, `public-task`, `legitimate-interests`) and a retention; special categories
    need a condition besides, and legitimate interests a record in which they are weighed against
    those of the people. The organisation's role (controller or processor) and transfers out of the
    jurisdiction are stated too.

    ## Why it matters
    A purpose without a lawful basis is processing without a right. What a model learnt from such
    data can hardly be taken out of it again.

    ## How to conform
    State under `personal_data:` of the system its role, its transfers, and each purpose with its
    `lawful_basis` and `retention`; ask whoever answers for data protection.
    """
    entries = {entry.value.id: entry for entry in declared.manifest.systems}
    datasets = {entry.value.id: entry for entry in declared.manifest.datasets}
    for system in systems:
        if system.is_retired:
            yield does_not_apply("it is retired", about=system.subject)
            continue
        entry = entries.get(system.subject.id) if system.declared else None
        yield from _judged_system(system, entry, datasets, anchors)
    used = {id_ for entry in entries.values() for id_ in entry.value.datasets}
    for subject in (dataset.subject for dataset in of_data if dataset.declared):
        dataset = datasets.get(subject.id)
        if dataset and dataset.value.personal_data and subject.id not in used:
            message = f"dataset {subject.label} holds personal data, and no system has a purpose"
            nowhere = Defect(message, dataset.locate("personal_data"), "purposes")
            yield from judged(subject, [nowhere], otherwise="", at=dataset.location)


def _judged_system(
    system: System,
    entry: Entry[DeclaredSystem] | None,
    datasets: dict[str, Entry[Dataset]],
    anchors: Anchors,
) -> Iterator[Finding]:
    label = system.subject.label
    if entry is None or entry.value.personal_data is None:
        message = f"{label} does not say whether it processes personal data"
        unsaid = Defect(message, system.at, "personal_data", fix=_FIX_UNSTATED)
        yield from judged(system.subject, [unsaid], otherwise="", at=system.at)
        return
    personal = [
        datasets[id_]
        for id_ in entry.value.datasets
        if id_ in datasets and datasets[id_].value.personal_data
    ]
    if entry.value.personal_data.processed:
        defects = _defects(entry, anchors)
        otherwise = f"{label} states a lawful basis for each purpose"
    else:
        defects = _denied(entry, personal)
        otherwise = f"{label} processes no personal data, nor do its datasets hold any"
    yield from judged(
        system.subject, defects, otherwise=otherwise, at=entry.locate("personal_data")
    )


def _denied(entry: Entry[DeclaredSystem], personal: list[Entry[Dataset]]) -> Iterator[Defect]:
    for dataset in personal:
        yield Defect(
            f"{entry.value.id} is said to process no personal data, but its dataset "
            f"{dataset.value.id} holds some",
            entry.locate("personal_data"),
            f"dataset:{dataset.value.id}",
            places=(dataset.locate("personal_data"),),
        )


def _defects(entry: Entry[DeclaredSystem], anchors: Anchors) -> Iterator[Defect]:
    data, id_ = entry.value.personal_data, entry.value.id
    assert data is not None
    if not data.purposes:
        message = f"{id_} processes personal data and states no purpose with a lawful basis"
        yield Defect(message, entry.locate("personal_data"), "purposes")
    if data.role is None:
        message = f"{id_} does not say whether the organisation is controller or processor"
        yield Defect(message, entry.locate("personal_data", "role"), "role")
    if data.special_categories is None:
        message = f"{id_} does not say whether special categories of data are processed"
        yield Defect(message, entry.locate("personal_data", "special_categories"), "special")
    if data.transfers is None:
        message = f"{id_} does not say whether personal data leave the jurisdiction"
        where = entry.locate("personal_data", "transfers")
        yield Defect(message, where, "transfers", fix="List `transfers:`; an empty list says none.")
    for number, transfer in enumerate(data.transfers or ()):
        if transfer.basis is None:
            message = f"{id_}: the transfer to {transfer.to} rests on nothing"
            at = entry.locate("personal_data", "transfers", number)
            yield Defect(message, at, f"transfer:{transfer.to}")
    for number in range(len(data.purposes)):
        yield from _purpose(entry, number, anchors)


def _purpose(entry: Entry[DeclaredSystem], number: int, anchors: Anchors) -> Iterator[Defect]:
    data = entry.value.personal_data
    assert data is not None
    purpose = data.purposes[number]
    called, key = f"{entry.value.id}: purpose {purpose.id}", f"purpose:{purpose.id}"
    keys = ("personal_data", "purposes", number)
    if purpose.lawful_basis is None:
        yield Defect(f"{called} has no lawful basis", entry.locate(*keys), f"{key}:basis")
    if purpose.retention is None:
        message = f"{called} does not say how long the data are kept"
        yield Defect(message, entry.locate(*keys), f"{key}:retention")
    if data.special_categories and purpose.special_condition is None:
        yield Defect(
            f"{called} uses special categories of data, and no condition allows it",
            entry.locate(*keys),
            f"{key}:condition",
        )
    if why := _unbalanced(entry, number, anchors):
        yield Defect(f"{called} {why}", entry.locate(*keys, "balancing"), f"{key}:balancing")


def _unbalanced(entry: Entry[DeclaredSystem], number: int, anchors: Anchors) -> str | None:
    data = entry.value.personal_data
    assert data is not None
    if data.purposes[number].lawful_basis is not LawfulBasis.LEGITIMATE_INTERESTS:
        return None
    stated = data.purposes[number].balancing
    if not said(stated) or stated is None:
        return "rests on legitimate interests, and no record weighs them"
    at = entry.locate("personal_data", "purposes", number, "balancing")
    reference = Reference(entry.resolve(stated), at, stated.partition("#")[2])
    text = anchors.snapshot.get(reference.path, _LIMIT)
    if text is None:
        return f"rests on legitimate interests, and {reference.path}, which weighs them, is absent"
    if reference.anchor and (problem := anchors.missing(reference)):
        return f"rests on legitimate interests; their weighing {problem}"
    if not says_something(text.decode("utf-8", "replace"), least=_LEAST):
        return f"rests on legitimate interests, and {reference.path} does not weigh them"
    return None
