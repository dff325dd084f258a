"""What was done to data before they were used."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..declarations.data_terms import LabelSource, PreparationKind
from ..governance.datasets import DataRecord, DataRecords
from ..governance.sheets import Sheet, Sheets
from ..governance.wording import said
from ..model import NOTE, WARNING, Finding, Profile, by_tier, check, does_not_apply
from ..portfolio import Anchors, Reference
from .data_lineage import missing
from .documentation import MAKERS
from .judging import Defect, judged


@check(
    "Preparation steps exist in code",
    controls=["A.7.6"],
    clauses=["7.5.1"],
    evidences=["A.7.6"],
    severity=by_tier(minimal=NOTE, limited=NOTE, high=WARNING),
    roles=MAKERS,
    profile=Profile.CERTIFICATION,
)
def undocumented_data_preparation(
    records: DataRecords, sheets: Sheets, anchors: Anchors
) -> Iterator[Finding]:
    """Find preparation of data that is not written down, or that no code does.

    Each step (cleaning, labelling, transformation, sampling, splitting) says what it does and
    why, and names code that exists: under `preparation:` in the head of the datasheet, or by links
    and paths in its sections on preparation, labelling and splits. Labels that people gave need
    the guideline they worked by and who they were.

    ## Why it matters
    Data are mostly made in preparation: what was dropped, rounded or relabelled decides what a
    model can learn. A step that nobody can run again cannot be checked.

    ## How to conform
    List the steps under `preparation:` in the head of the datasheet (`kind: datasheet`), each with
    `does`, `reason` and `code` as path#symbol; say under `labelling:` where the labels come from.
    """
    for record in records:
        sheet = sheets.of(record)
        if record.idle or sheet is None:
            reason = record.idle or "there is no datasheet to judge: `missing-datasheet` says so"
            yield does_not_apply(reason, about=record.subject)
        elif record.head is not None and record.head.value.preparation:
            yield from judged(
                record.subject,
                [*_steps(record, anchors), *_labels(record, anchors)],
                otherwise=f"{record.called}: every step of preparation names code that exists",
                at=record.head.locate("preparation"),
            )
        else:
            yield from judged(
                record.subject,
                [*_told(record, sheet, anchors), *_labels(record, anchors)],
                otherwise=f"{record.called}: its datasheet names code of its preparation",
                at=sheet.prose.at(),
            )


_EXPECTED = (PreparationKind.SPLITTING, PreparationKind.LABELLING)


def _steps(record: DataRecord, anchors: Anchors) -> Iterator[Defect]:
    head = record.head
    assert head is not None
    for index, step in enumerate(head.value.preparation):
        name, at = f"step {step.step}", head.locate("preparation", index)
        lacking = [
            words
            for words, text in (("what it does", step.does), ("why", step.reason))
            if not said(text, words=2)
        ]
        key = f"step:{step.step}:{step.code or ''}"
        if lacking:
            yield Defect(f"{record.called}: {name} does not say {' and '.join(lacking)}", at, key)
        place = head.locate("preparation", index, "code")
        if step.code is None:
            yield Defect(f"{record.called}: {name} names no code", at, f"{key}:code")
            continue
        path, _, anchor = step.code.partition("#")
        if problem := missing(Reference(head.resolve(path), place, anchor), anchors):
            yield Defect(f"{record.called}: {name} {problem}", place, f"{key}:code")
    done = {step.step for step in head.value.preparation}
    for kind in _EXPECTED:
        labelled = head.value.labelling and head.value.labelling.by is LabelSource.NONE
        if kind not in done and not (kind is PreparationKind.LABELLING and labelled):
            at = head.locate("preparation")
            fix = f"Add a step `{kind}`, also where it is a rule or a formula."
            yield Defect(f"{record.called}: no step tells of {kind}", at, f"absent:{kind}", fix)


def _labels(record: DataRecord, anchors: Anchors) -> Iterator[Defect]:
    """Labels by people need instructions that exist, and the people."""
    head = record.head
    if head is None or head.value.labelling is None:
        return
    labelling = head.value.labelling
    if labelling.by is not LabelSource.PEOPLE:
        return
    at = head.locate("labelling", "guideline")
    if labelling.guideline is None:
        message = f"{record.called}: people gave the labels, by no stated guideline"
        yield Defect(message, at, "guideline")
    else:
        path, _, anchor = labelling.guideline.partition("#")
        if problem := missing(Reference(head.resolve(path), at, anchor), anchors):
            yield Defect(f"{record.called}: the labelling guideline {problem}", at, "guideline")
    if not said(labelling.annotators, words=3):
        message = f"{record.called}: nothing is said of the people who gave the labels"
        yield Defect(message, head.locate("labelling", "annotators"), "annotators")


_HEADED = ("prepar", "preprocess", "clean", "label", "split", "transform", "sampl", "annotat")
_CODE = r"(?:py|ipynb|r|R|jl|scala|java|kt|sql|sh|rs|go|ts|js|cpp|c|m|yaml|yml|toml)"
_PATHS = re.compile(
    rf"\]\((?P<link>[\w./-]{{1,200}}\.{_CODE})(?:#[\w.-]{{0,80}})?\)"
    rf"|`(?P<path>[\w.-]{{1,80}}(?:/[\w.-]{{1,80}}){{1,10}}\.{_CODE})(?:#[\w.-]{{0,80}})?`"
)


def _told(record: DataRecord, sheet: Sheet, anchors: Anchors) -> Iterator[Defect]:
    """References to code in the text itself: there is one, and each leads to a file."""
    lines, referred = sheet.text.split("\n"), False
    for passage in sheet.prose.passages:
        if not any(word in passage.heading.casefold() for word in _HEADED):
            continue
        for number in range(passage.line, passage.end_line + 1):
            for found in _PATHS.finditer(lines[number - 1][:2000]):
                referred = True
                path = found["path"] or _beside(sheet.prose.path, found["link"])
                if path not in anchors.snapshot.files:
                    message = f"{record.called}: preparation refers to {path}, which does not exist"
                    yield Defect(message, sheet.at(number), f"code:{path}", "Fix the reference.")
    if not referred:
        message = f"{record.called}: {sheet.prose.path} refers to no code that prepared the data"
        yield Defect(message, sheet.prose.at(), "code")


def _beside(path: str, link: str) -> str:
    """A link as a path from the top; one that leads out of it names no file."""
    parts = path.split("/")[:-1]
    for part in link.split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
