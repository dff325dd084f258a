"""Whether data may be used as they are: rights, and what the playbook bans."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ..declarations.data_terms import DataUse
from ..evidence.text import fold
from ..governance.data_columns import Column, DataColumns
from ..governance.data_terms import named_in
from ..governance.datasets import DataRecord, DataRecords
from ..governance.licences import LicenceTerms, keeps, terms_of
from ..governance.sheets import Sheets
from ..governance.wording import said
from ..model import (
    ERROR,
    WARNING,
    Cause,
    Clock,
    Finding,
    Location,
    Profile,
    Tier,
    by_tier,
    check,
    does_not_apply,
    unassessed,
)
from ..portfolio import Models, Playbooks
from .documentation import MAKERS
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations.manifest import Rights


@check(
    "Rights and licence of data",
    controls=["A.7.3"],
    clauses=["8.1"],
    evidences=["A.7.3"],
    severity=by_tier(minimal=WARNING, limited=ERROR, high=ERROR),
    roles=MAKERS,
)
def incompatible_data_rights(
    records: DataRecords, sheets: Sheets, models: Models, clock: Clock
) -> Iterator[Finding]:
    """Find data whose rights are not stated, or do not cover the use that is made of them.

    Source, day, method, licence or contract and permitted uses must be stated under `rights:` of
    the dataset; the licence may stand in the datasheet, and must be the same there. The licence is
    then held against the declared use, commercial or not, and against the licence under which a
    model that learnt from the data leaves the house. The table of licences knows SPDX identifiers
    and the usual licences of data; a licence that it does not know needs a `contract:` or
    `permitted_uses:` that say what is allowed.

    ## Why it matters
    Data without rights cannot be unlearnt: the model is lost with them. A non-commercial licence
    under a commercial product is a breach from the first day.

    ## How to conform
    Obtain the right, or replace the data; state `licence` or `contract`, `source`, `obtained`,
    `method` and `permitted_uses` under `rights:` of the dataset in `aims.yaml`.
    """
    for record in records:
        if record.unowed:
            yield does_not_apply(record.unowed, about=record.subject)
            continue
        defects = list(_defects(record, sheets, models, clock.today))
        if not defects and (doubt := _doubt(record)):
            yield unassessed(
                doubt,
                cause=Cause.UNAVAILABLE,
                at=record.locate("rights", "licence"),
                about=record.subject,
                key="licence",
                fix="State the SPDX id of the licence, or `contract:` and `commercial:`.",
            )
            continue
        licence = _licence(record, sheets)[0] or "its contract"
        uses = ", ".join(sorted(record.uses)) or "its use"
        yield from judged(
            record.subject,
            defects,
            otherwise=f"{record.called}: {licence} permits {uses}",
            at=record.locate("rights"),
        )


def _rights(record: DataRecord) -> Rights | None:
    return record.entry.value.rights if record.entry else None


def _licence(record: DataRecord, sheets: Sheets) -> tuple[str, Location]:
    """The licence as the manifest states it, else the datasheet; empty if neither does."""
    rights = _rights(record)
    if rights and said(rights.licence):
        return rights.licence or "", record.locate("rights", "licence")
    sheet = sheets.of(record)
    for name in ("license", "licence"):
        for value in sheet.fields.get(name, ()) if sheet else ():
            if sheet and said(value):
                return value, sheet.prose.at()
    return "", record.locate("rights")


def _defects(record: DataRecord, sheets: Sheets, models: Models, today: date) -> Iterator[Defect]:
    licence, at = _licence(record, sheets)
    rights = _rights(record)
    if rights is None and not licence:
        message = f"{record.called}: nothing states by which right it is used"
        yield Defect(message, record.locate("rights"), "rights")
        return
    yield from _unstated(record, rights, licence, today)
    yield from _contradiction(record, sheets)
    yield from _not_permitted(record, rights)
    terms = terms_of(licence) if licence else None
    if terms is not None and not (rights and said(rights.contract)):
        yield from _against_use(record, terms, at)
        yield from _against_models(record, terms, models, at)


def _unstated(
    record: DataRecord, rights: Rights | None, licence: str, today: date
) -> Iterator[Defect]:
    stated = {
        "source": "where it comes from" if not (rights and said(rights.source)) else "",
        "obtained": "when it was obtained" if not (rights and rights.obtained) else "",
        "method": "how it was obtained" if not (rights and said(rights.method)) else "",
        "licence": "a licence or contract"
        if not (licence or (rights and said(rights.contract)))
        else "",
        "permitted_uses": "the permitted uses"
        if not (rights and any(said(use) for use in rights.permitted_uses))
        else "",
    }
    absent = {key: words for key, words in stated.items() if words}
    if absent:
        message = f"{record.called}: its rights do not state {', '.join(absent.values())}"
        fix = f"State {', '.join(f'`{key}`' for key in absent)} under `rights:` of the dataset."
        yield Defect(message, record.locate("rights"), "unstated", fix)
    if rights and rights.obtained and rights.obtained > today:
        message = f"{record.called} is said to have been obtained on {rights.obtained}, in future"
        yield Defect(message, record.locate("rights", "obtained"), "obtained")


def _contradiction(record: DataRecord, sheets: Sheets) -> Iterator[Defect]:
    """The datasheet and the manifest must state one licence."""
    rights, sheet = _rights(record), sheets.of(record)
    if not (rights and said(rights.licence) and sheet):
        return
    stated = [*sheet.fields.get("license", ()), *sheet.fields.get("licence", ())]
    others = [value for value in stated if fold(value) != fold(rights.licence or "")]
    if others:
        message = (
            f"{record.called}: the manifest says {rights.licence}, "
            f"its datasheet {sheet.prose.path} says {others[0]}"
        )
        yield Defect(
            message,
            record.locate("rights", "licence"),
            "contradiction",
            "Find out which licence holds, and state it in both places.",
        )


_TRAINING_WORDS = frozenset("training train trains learning any all unrestricted".split())
_USE_WORDS = {
    DataUse.TRAINING: _TRAINING_WORDS,
    DataUse.VALIDATION: _TRAINING_WORDS | {"validation", "tuning"},
    DataUse.EVALUATION: frozenset("evaluation evaluating test testing any all".split()),
    DataUse.GROUNDING: frozenset("grounding retrieval search inference display any all".split()),
}


def _not_permitted(record: DataRecord, rights: Rights | None) -> Iterator[Defect]:
    """What the data are used for must be among what they may be used for."""
    permitted = [use for use in (rights.permitted_uses if rights else ()) if said(use)]
    words = {word for use in permitted for word in fold(use).split()}
    for use in sorted(record.uses):
        if permitted and not words & _USE_WORDS[use]:
            message = (
                f"{record.called} is used for {use}, but permitted are only {', '.join(permitted)}"
            )
            yield Defect(message, record.locate("rights", "permitted_uses"), f"use:{use}")


def _against_use(record: DataRecord, terms: LicenceTerms, at: Location) -> Iterator[Defect]:
    if not terms.commercial and record.commercial is not False:
        how = "commercial use" if record.commercial else "use in an organisation's business"
        fix = (
            "Replace the data or obtain rights; if nobody earns by it, state `commercial: false` "
            "under `rights:`."
        )
        message = f"{record.called}: licence {terms.id} does not permit {how}"
        yield Defect(message, at, "commercial", fix)
    if not terms.training and DataUse.TRAINING in record.uses:
        message = f"{record.called}: licence {terms.id} does not permit training"
        yield Defect(message, at, "training")


def _against_models(
    record: DataRecord, terms: LicenceTerms, models: Models, at: Location
) -> Iterator[Defect]:
    """Models that learnt from the data and leave the house must keep what the data ask for."""
    if DataUse.TRAINING not in record.uses or not record.leaves_the_house:
        return
    if not (terms.no_derivatives or terms.shares_alike):
        return
    named = {id_ for system in record.systems for id_ in system.value.models}
    for model in models.own:
        if model.subject.id not in named:
            continue
        licence = model.licence or ""
        if terms.shares_alike and not terms.no_derivatives and licence and keeps(terms, licence):
            continue
        asks = "may not be adapted and shared" if terms.no_derivatives else "must be shared alike"
        message = (
            f"{record.called}: what is made from {terms.id} data {asks}, but model "
            f"{model.subject.id} is passed on under {licence or 'no stated licence'}"
        )
        yield Defect(message, at, f"model:{model.subject.id}", places=(model.at,))


def _doubt(record: DataRecord) -> str:
    """Why nobody can say whether an unknown licence covers a commercial use; else empty."""
    rights = _rights(record)
    if rights is None or not rights.licence or said(rights.contract):
        return ""
    if terms_of(rights.licence) is not None or record.commercial is False:
        return ""
    words = {word for use in rights.permitted_uses for word in fold(use).split()}
    if words & {"commercial", "any", "all", "unrestricted"} or _is_own(rights):
        return ""
    return f"{record.called}: licence {rights.licence!r} is not known, nor if it is for business"


_OWN = ("internal", "proprietary", "own", "in house")


def _is_own(rights: Rights) -> bool:
    """Whether the organisation says that the data are its own."""
    licence = fold(rights.licence or "")
    return any(licence == word or licence.startswith(f"{word} ") for word in _OWN)


@check(
    "Banned data is absent",
    controls=["A.7.2", "A.2.2"],
    clauses=["8.1"],
    severity=ERROR,
    tiers=tuple(Tier),
    profile=Profile.CERTIFICATION,
)
def banned_data(
    records: DataRecords, columns: DataColumns, playbooks: Playbooks
) -> Iterator[Finding]:
    """Find data that the playbook bans for the tier of the systems that use them.

    The terms under `banned_data` are looked for as whole words in ids, sources and categories of
    datasets, and in the names of columns: those of CSV and Parquet files in the repository, and
    those that manifest and datasheet list. Terms that mean the same count as one: who bans
    `ethnicity` bans `race` and `skin_colour`.

    ## Why it matters
    A rule against data that nobody holds against the data is a wish. What is in the table will be
    learnt from, on purpose or by way of a column that stands in for it.

    ## How to conform
    Remove the column or the dataset; where it must be kept, for example to measure fairness, take
    it out of the ban for this tier in `aims-gate.yaml`, which those who own the policy approve.
    """
    for record in records:
        rules = playbooks.of(record.subject.tier)
        if record.idle or not rules.banned_data:
            reason = record.idle or f"the playbook bans no data for tier {rules.tier}"
            yield does_not_apply(reason, about=record.subject)
            continue
        told = list(_told(record, columns))
        rule = f"playbook.{rules.tier}.banned_data"
        yield from judged(
            record.subject,
            _banned(record, told, rules.banned_data, rule),
            otherwise=f"{record.called}: nothing that {rule} bans is in it, by {len(told)} names",
            at=record.dataset.at,
        )


def _told(record: DataRecord, columns: DataColumns) -> Iterator[Column]:
    """Every name that tells what the dataset holds."""
    yield Column(record.id, record.locate("id"))
    yield Column(record.dataset.source, record.dataset.at)
    entry = record.entry
    if entry is not None:
        for index, category in enumerate(entry.value.categories):
            yield Column(category, entry.locate("categories", index))
        if entry.value.rights and entry.value.rights.source:
            yield Column(entry.value.rights.source, entry.locate("rights", "source"))
    for system in record.systems:
        personal = system.value.personal_data
        if personal and personal.special_categories:
            at = system.locate("personal_data", "special_categories")
            yield Column("special categories", at)
    yield from columns.of(record)


def _banned(
    record: DataRecord, told: list[Column], terms: tuple[str, ...], rule: str
) -> Iterator[Defect]:
    """One defect a term, at the first name that means it, with the others."""
    for term in terms:
        hits = [(column, word) for column in told if (word := named_in(column.name, term))]
        if hits:
            column, word = hits[0]
            same = "" if word == fold(term) else f", which means {term}"
            message = f"{record.called}: {column.name!r} names {word}{same}; {rule} bans it"
            places = tuple(other.at for other, _ in hits[1:] if other.at != column.at)
            yield Defect(message, column.at, f"banned:{fold(term)}", places=places)
