"""Whether a model card says what the manifest, the licence and the evaluation report say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from ..evaluation.card import CardFacts, Row, StatedCards
from ..evaluation.licence_names import licence_name
from ..evaluation.metrics import canonical
from ..evaluation.report import Evaluations, Known, Measurement, Report, short
from ..model import ERROR, Finding, Location, check, does_not_apply
from ..portfolio import Dataset, Datasets, Datasheets, Declared, Models
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations import Entry
    from ..declarations import Model as DeclaredModel

_Compared: TypeAlias = Defect | None
"""The outcome of one comparison: ``None`` where both sides agree."""

_VERSION = re.compile(r"\bv?(\d{1,6}\.\d{1,6}(?:\.\d{1,6})?)\b")
_NUMBER = re.compile(r"-?\d{1,12}(?:\.(\d{1,12}))?")
_NAME_COLUMNS = ("metric", "measure", "gap")
_VALUE_COLUMNS = ("value", "score", "result")


@check(
    "Card, manifest and files agree",
    controls=["A.6.2.7"],
    clauses=["7.5.2"],
    severity=ERROR,
)
def contradictory_model_card(
    models: Models,
    stated: StatedCards,
    declared: Declared,
    evaluations: Evaluations,
    datasets: Datasets,
    datasheets: Datasheets,
) -> Iterator[Finding]:
    """Find model cards that contradict the manifest, the licence beside them, or the evaluation.

    Compared are licence, version, base model, languages, owner, datasets and digests, each where
    both sides state it, and every metric of the card, in its front matter (`model-index`) and in
    its tables, with the evaluation report. Datasets that the card names are declared and have a
    datasheet. A licence in a folder above the card may be that of the code, so it is left alone.

    ## Why it matters
    Whoever reads the card decides by it; if it speaks of another version, licence or result than
    the files beside it, the decision is about a model that does not exist.

    ## How to conform
    Correct the side that is wrong, and write both from one source where you can.
    """
    entries = {entry.value.id: entry for entry in declared.manifest.models}
    shared = Counter(card.path for card in stated.cards.values())
    known = _by_name(datasets)
    for model in models:
        card = stated.cards.get(model.subject)
        if card is None:
            continue
        entry = entries.get(model.subject.id) if model.declared else None
        reports = evaluations.linked.get(model.subject, ())
        compared = [
            *_licence(card, entry),
            *_datasets(card, known, datasheets, declares=declared.manifest.exists),
        ]
        if shared[card.path] == 1:  # of several models nobody knows which one is meant
            compared += [
                *_version(card, entry, reports),
                *_declared_facts(card, entry),
                *_owner(card, model.subject.id, declared),
                *_figures(card, evaluations.stated.get(model.subject), reports),
                *_digests(card, model.subject.id, evaluations),
            ]
        if not compared:
            reason = f"nothing else states what {card.path} states"
            yield does_not_apply(reason, about=model.subject)
            continue
        message = f"{card.path} agrees in {len(compared)} facts with what else states them"
        defects = (each for each in compared if each is not None)
        yield from judged(model.subject, defects, otherwise=message, at=card.at)


def _held(
    card: CardFacts,
    field: str,
    own: tuple[str, Location],
    other: tuple[str, str, Location],
    *,
    agree: bool,
) -> _Compared:
    """Hold a fact of the card against what ``other`` (who, value, where) says."""
    whose, value, at = other
    if agree:
        return None
    message = f"{card.path} says {field} {own[0]}, {whose} says {value}"
    return Defect(message, own[1], f"{field}:{at.path}", places=(at,))


def _first(card: CardFacts, *keys: str) -> tuple[str, Location] | None:
    for key in keys if card.front else ():
        found = next(card.front.texts(key), None) if card.front else None
        if found and found[0]:
            return found
    return None


def _licence(card: CardFacts, entry: Entry[DeclaredModel] | None) -> Iterator[_Compared]:
    own = _first(card, "license", "licence")
    known = licence_name(own[0]) if own else None
    if own is None or known is None:
        return
    if entry and entry.value.licence:
        other = licence_name(entry.value.licence)
        if other:
            at = entry.locate("licence")
            stated = (at.path, entry.value.licence, at)
            yield _held(card, "licence", own, stated, agree=other == known)
    if card.licence:
        name, at = card.licence
        yield _held(card, "licence", own, (at.path, name, at), agree=name == known)


def _version(
    card: CardFacts, entry: Entry[DeclaredModel] | None, reports: Sequence[Report]
) -> Iterator[_Compared]:
    titled = _VERSION.search(card.title)
    in_title = (titled[1], card.title_at) if titled and card.title_at else None
    own = _first(card, "version", "model_version") or in_title
    if own is None or own[1] is None:
        return
    found = (own[0].removeprefix("v"), own[1])
    others: list[tuple[str, str, Location]] = []
    if in_title and in_title[1] and in_title[1] != found[1]:
        others.append(("its title", in_title[0], in_title[1]))
    if entry and entry.value.version:
        at = entry.locate("version")
        others.append((at.path, entry.value.version, at))
    for report in reports:
        named = [each for each in report.models if each.version]
        others += [(report.path, each.version, each.at) for each in named]
    for other in others:
        yield _held(card, "version", found, other, agree=other[1].removeprefix("v") == found[0])


def _declared_facts(card: CardFacts, entry: Entry[DeclaredModel] | None) -> Iterator[_Compared]:
    if entry is None or card.front is None:
        return
    bases = list(card.front.texts("base_model"))
    wanted = entry.value.base_model
    if bases and wanted:
        at = entry.locate("base_model")
        agree = wanted.casefold() in [name.casefold() for name, _ in bases]
        yield _held(card, "base model", bases[0], (at.path, wanted, at), agree=agree)
    spoken = list(card.front.texts("language"))
    languages = {each.casefold() for each in entry.value.languages}
    if spoken and languages:
        own = (", ".join(name for name, _ in spoken), spoken[0][1])
        at = entry.locate("languages")
        other = (at.path, ", ".join(entry.value.languages), at)
        agree = {name.casefold() for name, _ in spoken} == languages
        yield _held(card, "language", own, other, agree=agree)


def _owner(card: CardFacts, model: str, declared: Declared) -> Iterator[_Compared]:
    own = _first(card, "owner")
    if own is None:
        return
    owners = [
        (entry.value.owner, entry.locate("owner"))
        for entry in declared.manifest.systems
        if model in entry.value.models
    ]
    names = {
        name.casefold()
        for owner, _ in owners
        for name in (owner.person, owner.role, str(owner))
        if name
    }
    if owners:
        owner, at = owners[0]
        other = (at.path, str(owner), at)
        yield _held(card, "owner", own, other, agree=own[0].casefold() in names)


def _by_name(datasets: Datasets) -> dict[str, Dataset]:
    known = {name: dataset for dataset in datasets for name in dataset.names}
    return known | {dataset.subject.id.casefold(): dataset for dataset in datasets}


def _datasets(
    card: CardFacts, known: Mapping[str, Dataset], datasheets: Datasheets, *, declares: bool
) -> Iterator[_Compared]:
    for name, at in card.front.texts("datasets") if card.front else ():
        dataset = known.get(name.casefold())
        if dataset is None:
            if not declares:
                continue  # without a manifest nothing is declared, which is a finding of its own
            message = f"{card.path} names dataset {name}, which aims.yaml does not declare"
            yield Defect(
                message, at, f"dataset:{name}", "Declare the dataset, or correct its name."
            )
        elif datasheets.of(dataset).document is None:
            message = f"{card.path} names dataset {name}, which has no datasheet"
            fix = f"Write a datasheet for {name}."
            yield Defect(message, at, f"dataset:{name}", fix, places=(dataset.at,))
        else:
            yield None


def _figures(
    card: CardFacts, index: Report | None, reports: Sequence[Report]
) -> Iterator[_Compared]:
    """Figures of the card that are not those of the evaluation."""
    if not reports:
        return
    by_key: dict[tuple[str, str], Measurement] = {}
    for report in reports:
        for each in report.measurements:
            by_key.setdefault((each.name, each.part.casefold()), each)
    for stated in index.measurements if index else ():
        written = f"{stated.value:.12g}"
        yield from _figure(card, stated.name, "", written, stated.at, by_key)
    for row in card.rows:
        yield from _row(card, row, by_key)
    names = {name for name, _ in by_key}
    for name, at in card.front.texts("metrics") if card.front else ():
        if canonical(name) in names:
            yield None
        else:
            message = f"{card.path} lists metric {name}, which {reports[0].path} does not have"
            yield Defect(message, at, f"metric:{name}", places=(reports[0].at,))


def _row(
    card: CardFacts, row: Row, by_key: Mapping[tuple[str, str], Measurement]
) -> Iterator[_Compared]:
    """The figures of a row: of one metric, or of one group under columns that are metrics."""
    name = next((row.cells[each] for each in _NAME_COLUMNS if each in row.cells), None)
    value = next((row.cells[each] for each in _VALUE_COLUMNS if each in row.cells), None)
    if name and value is not None:
        part = row.cells.get("slice", row.cells.get("group", ""))
        yield from _figure(card, canonical(name), part, value, row.at, by_key)
        return
    part = next(iter(row.cells.values()), "")
    for column, cell in row.cells.items():
        yield from _figure(card, canonical(column), part, cell, row.at, by_key)


def _figure(
    card: CardFacts,
    name: str,
    part: str,
    written: str,
    at: Location,
    by_key: Mapping[tuple[str, str], Measurement],
) -> Iterator[_Compared]:
    measured = by_key.get((name, part.casefold()))
    number = _NUMBER.fullmatch(written.strip())
    if measured is None or number is None:
        return
    # A figure may be rounded: it agrees if the measured one rounds to it.
    unit = 10 ** -len(number[1] or "")
    if abs(float(written) - measured.value) > unit * 0.51:
        message = (
            f"{card.path} says {measured.label} {written.strip()}, "
            f"{measured.at.path} says {measured.value:g}"
        )
        key = f"figure:{name}:{part.casefold()}:{at.path}"
        yield Defect(message, at, key, places=(measured.at,))
    else:
        yield None


def _digests(card: CardFacts, model: str, evaluations: Evaluations) -> Iterator[_Compared]:
    """The digest in the text of the card, if it is of nothing that is declared.

    A card with several digests lists checksums of further files, of which nothing is known.
    """
    own = evaluations.models.get(model, Known()).digests
    if own and len({digest for digest, _ in card.digests}) == 1:
        digest, at = card.digests[0]
        others = (*evaluations.models.values(), *evaluations.datasets.values())
        if digest in own or any(digest in thing.digests for thing in others):
            yield None
        else:
            other, whose = next(iter(own.items()))
            message = f"{card.path} says digest {short(digest)}, {whose} {short(other)}"
            yield Defect(message, at, "digest", "State the digest of the model.")
