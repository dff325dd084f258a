"""How good data are: measured quality, and bias that somebody has looked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from ..declarations.data_terms import QualityCriterion
from ..declarations.records import Filed
from ..evidence.text import fold
from ..governance.datasets import DataContents, DataRecord, DataRecords
from ..governance.files import Governance
from ..governance.people import Roster
from ..governance.references import References
from ..governance.sheets import Examination, Sheet, Sheets, examinations
from ..governance.wording import echoes, said
from ..model import (
    ERROR,
    NOTE,
    WARNING,
    Clock,
    Finding,
    Profile,
    Tier,
    by_tier,
    check,
    does_not_apply,
)
from ..portfolio import Anchors, Reference
from .data_lineage import missing
from .documentation import MAKERS
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations.records.data import Acceptance, DataQuality, QualityResult

_FEWEST_WORDS = 3


def _explains(text: str | None) -> bool:
    """Whether a text explains something: "n/a" is an answer, but no reason and no method."""
    return len(fold(text or "").split()) >= _FEWEST_WORDS and said(text, words=_FEWEST_WORDS)


_DEMANDING = (Tier.LIMITED, Tier.HIGH)


@check(
    "Data quality is measured against criteria",
    controls=["A.7.4"],
    clauses=["8.1", "9.1"],
    evidences=["A.7.4"],
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
    roles=MAKERS,
    tiers=_DEMANDING,
    profile=Profile.CERTIFICATION,
)
def unmeasured_data_quality(
    records: DataRecords,
    governance: Governance,
    contents: DataContents,
    roster: Roster,
    anchors: Anchors,
    clock: Clock,
) -> Iterator[Finding]:
    """Find datasets whose quality nobody measured, measured on other data, or found wanting.

    A report (`kind: data-quality`) gives figures with bounds for completeness, accuracy, agreement
    of labels, duplicates, balance, representativeness and timeliness, or the reason why one says
    nothing about these data. Each figure is held against its bounds, and the digest in the report
    against those of the manifest and of the file. Data that miss a bound may be accepted by
    somebody other than the author, with a reason.

    ## Why it matters
    "The data are good" is no result. Only figures with bounds that were set before can fail, and
    figures of last year's data say nothing about this year's.

    ## How to conform
    Measure the data against bounds and write the figures down as `kind: data-quality`, with the
    digest of the data; repair what misses its bound, or have it accepted.
    """
    for record in records:
        if record.unowed:
            yield does_not_apply(record.unowed, about=record.subject)
            continue
        reports = [each for each in governance.data_quality if each.value.dataset == record.id]
        if not reports:
            message = f"{record.called}: {governance.absent('data-quality')}"
            defects = [Defect(message, record.dataset.at, "report")]
            yield from judged(record.subject, defects, otherwise="", at=record.dataset.at)
            continue
        report = max(reports, key=lambda each: each.value.measured or date.min)
        yield from judged(
            record.subject,
            [
                *_same_data(record, report, contents),
                *_measured(record, report, anchors, clock.today),
                *_criteria(record, report),
                *_figures(record, report, roster, clock.today),
            ],
            otherwise=f"{record.called}: {len(report.value.results)} figures keep their bounds",
            at=report.locate("results"),
        )


def _same_data(
    record: DataRecord, report: Filed[DataQuality], contents: DataContents
) -> Iterator[Defect]:
    """The report is of the data in use, which its digest tells."""
    digest, at = report.value.digest, report.locate("digest")
    if digest is None:
        message = f"{record.called}: the report does not say by digest which data it measured"
        yield Defect(message, at, "digest")
        return
    declared = record.entry.value.digest if record.entry else None
    others = {"the manifest": declared, "the file": contents.digests.get(record.id)}
    differing = [
        f"{who} has {other[:19]}" for who, other in others.items() if other and other != digest
    ]
    if differing:
        message = f"{record.called}: the report is for {digest[:19]}, but {' and '.join(differing)}"
        yield Defect(message, at, "digest", "Measure the data in use, and state their digest.")


def _measured(
    record: DataRecord, report: Filed[DataQuality], anchors: Anchors, today: date
) -> Iterator[Defect]:
    value = report.value
    at = report.locate("measured")
    if value.measured is None or value.measured > today:
        when = f"{value.measured} lies ahead" if value.measured else "no day is stated"
        yield Defect(f"{record.called}: when it was measured is not known: {when}", at, "measured")
    at = report.locate("measured_by")
    if value.measured_by is None:
        yield Defect(f"{record.called}: no code is named that measured", at, "measured_by")
        return
    path, _, anchor = value.measured_by.partition("#")
    if problem := missing(Reference(report.resolve(path), at, anchor), anchors):
        yield Defect(f"{record.called}: the code that measured {problem}", at, "measured_by")


def _criteria(record: DataRecord, report: Filed[DataQuality]) -> Iterator[Defect]:
    """Every criterion has a figure, or a reason why it has none."""
    measured = {result.criterion for result in report.value.results}
    excused = {}
    for index, each in enumerate(report.value.not_applicable):
        excused[each.criterion] = each.reason
        if not _explains(each.reason) and each.criterion not in measured:
            at = report.locate("not_applicable", index)
            message = f"{record.called}: why {each.criterion} is not measured is not said"
            yield Defect(message, at, f"reason:{each.criterion}")
    absent = [each for each in QualityCriterion if each not in measured and each not in excused]
    if absent:
        message = f"{record.called}: no figure for {', '.join(absent)}"
        yield Defect(message, report.locate("results"), "criteria")
    if not measured:
        message = f"{record.called}: the report holds no figure at all"
        yield Defect(message, report.locate("results"), "figures")


def _figures(
    record: DataRecord, report: Filed[DataQuality], roster: Roster, today: date
) -> Iterator[Defect]:
    for index, result in enumerate(report.value.results):
        name = _name(result)
        key = f"{result.criterion}:{fold(result.metric or '')}:{result.group or ''}"
        at = report.locate("results", index)
        if result.value is None or not said(result.metric):
            lacking = "a figure" if result.value is None else "what it counts"
            yield Defect(f"{record.called}: {name} does not give {lacking}", at, key)
        elif result.min is None and result.max is None:
            yield Defect(f"{record.called}: {name} = {result.value:g} has no bound", at, key)
        elif miss := _miss(result):
            why = _not_accepted(result.accepted, report.value.author, roster, today)
            if why:
                at = report.locate("results", index, "value")
                message = f"{record.called}: {name} = {result.value:g} {miss}, and {why}"
                yield Defect(message, at, key, "Repair the data, or have the miss accepted.")


def _name(result: QualityResult) -> str:
    what = result.metric if result.metric and said(result.metric) else str(result.criterion)
    return f"{what} of {result.group}" if result.group else what


def _miss(result: QualityResult) -> str:
    """Which bound the figure misses, in words; empty if none."""
    assert result.value is not None
    if result.min is not None and result.value < result.min:
        return f"is under {result.min:g}"
    if result.max is not None and result.value > result.max:
        return f"is over {result.max:g}"
    return ""


def _not_accepted(
    accepted: Acceptance | None, author: str | None, roster: Roster, today: date
) -> str:
    """Why a miss is not accepted; empty if it is."""
    if accepted is None:
        return "nobody accepted it"
    if not _explains(accepted.reason):
        return "it is accepted without a reason"
    if problem := roster.problem(accepted.by, today):
        return f"who accepted it {problem}"
    if accepted.by == author:
        return f"{author} accepted it, who wrote the report"
    if accepted.on is None or accepted.on > today:
        return "it is not accepted yet"
    return ""


@check(
    "Bias in data is examined",
    controls=["A.7.4", "A.5.4"],
    clauses=["6.1.2"],
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
    roles=MAKERS,
    tiers=_DEMANDING,
)
def unexamined_data_bias(
    records: DataRecords, sheets: Sheets, references: References, governance: Governance
) -> Iterator[Finding]:
    """Find datasets whose bias nobody examined, group by group.

    For each group that is affected the datasheet says how the data were examined, what that
    showed, what is done about it, and which risk of the register it feeds: under `bias:` in its
    head, or in a table of its section on bias with the columns group, method, finding, mitigation
    and risk. "None" is a finding where there is a method; what needs no mitigation needs no risk.
    Groups that the impact assessment of a system tells by an attribute must be among them.

    ## Why it matters
    A model repeats what its data say of people. Whoever did not look at a group does not know what
    that is, and "no known bias" means only that nobody knows.

    ## How to conform
    Compare the groups in the data, and record under `bias:` of the datasheet for each the `method`,
    `finding`, `mitigation` and the id of the `risk`.
    """
    risks = references.ids.get("risk")
    for record in records:
        sheet = sheets.of(record)
        if record.idle or sheet is None:
            reason = record.idle or "there is no datasheet to judge: `missing-datasheet` says so"
            yield does_not_apply(reason, about=record.subject)
            continue
        found = list(examinations(record, sheet))
        yield from judged(
            record.subject,
            [
                *_unexamined(record, sheet, found),
                *_passed_over(record, found, governance),
                *_hollow(record, found, risks),
            ],
            otherwise=f"{record.called}: bias is examined for {len(found)} groups",
            at=found[0].at if found else sheet.prose.at(),
        )


_LEAST_GROUPS = 2  # a bias is a difference; one group alone differs from nobody


def _unexamined(record: DataRecord, sheet: Sheet, found: list[Examination]) -> Iterator[Defect]:
    groups = {fold(each.group) for each in found if said(each.group)}
    if not groups:
        document = record.document
        at = document.where("limitations") if document else sheet.prose.at()
        message = f"{record.called}: no group is named for which bias was examined"
        yield Defect(message, at, "groups")
    elif len(groups) < _LEAST_GROUPS:
        message = f"{record.called}: bias was examined for {found[0].group} alone"
        fix = "Examine every group that the system affects, and those left out of the data."
        yield Defect(message, found[0].at, "one-group", fix)


def _passed_over(
    record: DataRecord, found: list[Examination], governance: Governance
) -> Iterator[Defect]:
    """Groups that the impact assessment says can be told in the data, and nobody looked at."""
    systems = {system.value.id for system in record.systems}
    texts = [f" {fold(f'{each.group} {each.method}')} " for each in found]
    for filed in governance.impact_assessments if found else ():
        if filed.value.system not in systems:
            continue
        for affected in filed.value.affected:
            if affected.attribute is None:
                continue
            names = [affected.group or "", affected.attribute, *affected.values]
            if not any(f" {fold(name)} " in text for name in names for text in texts if name):
                called = affected.group or affected.attribute
                message = (
                    f"{record.called}: bias is not examined for {called}, "
                    f"whom {filed.path} names as affected"
                )
                fix = f"Compare the rows by {affected.attribute} and record what that shows."
                yield Defect(message, found[0].at, f"affected:{fold(called)}", fix)


_NONE = frozenset("none no nothing keine aucun aucune ninguno nenhum".split())


def _hollow(
    record: DataRecord, found: list[Examination], risks: Mapping[str, object] | None
) -> Iterator[Defect]:
    first: dict[str, str] = {}
    for each in found:
        if not said(each.group):
            continue
        name, key = f"bias for {each.group}", f"group:{fold(each.group)}"
        none = _finds_nothing(each.finding)
        lacking = [
            words
            for words, absent in (
                ("method", not _explains(each.method)),
                ("finding", not none and not _explains(each.finding)),
                ("mitigation", not none and not _explains(each.mitigation)),
                ("risk id", not none and not said(each.risk)),
            )
            if absent
        ]
        if lacking:
            message = f"{record.called}: {name} has no {', '.join(lacking)}"
            yield Defect(message, each.at, key)
        elif not none and risks is not None and each.risk not in risks:
            message = f"{record.called}: {name} names risk {each.risk!r}, which no register has"
            yield Defect(message, each.at, f"{key}:risk")
        elif echoes(each.finding, each.method) or echoes(each.mitigation, each.finding):
            message = f"{record.called}: {name} says one thing as method, finding and mitigation"
            yield Defect(message, each.at, f"{key}:echo")
        elif not none and (other := first.setdefault(fold(each.finding), each.group)) != each.group:
            message = f"{record.called}: {name} repeats the finding for {other}"
            yield Defect(message, each.at, f"{key}:repeated")


def _finds_nothing(finding: str) -> bool:
    words = fold(finding).split()
    return bool(words) and words[0] in _NONE
