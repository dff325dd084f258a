"""Documentation of data."""

from __future__ import annotations

from collections.abc import Iterator

from ..evidence import Quality
from ..model import (
    ERROR,
    NOTE,
    Cause,
    Finding,
    Profile,
    by_tier,
    check,
    conforms,
    fails,
    unassessed,
)
from ..portfolio import Dataset, Datasets, Datasheets
from .documentation import MAKERS


@check(
    "Every dataset has a datasheet",
    controls=["A.7.2", "A.4.3"],
    clauses=["7.5.1"],
    severity=by_tier(minimal=NOTE, limited=ERROR, high=ERROR),
    roles=MAKERS,
    profile=Profile.STARTER,
)
def missing_datasheet(datasets: Datasets, datasheets: Datasheets) -> Iterator[Finding]:
    """Find datasets that no datasheet describes.

    Judged are the datasets that training or evaluation uses: those declared, and those that such
    code reads. A datasheet for datasets, a data card, a dataset card or a Croissant file counts,
    recognised by what it says; an empty file or an unfilled template does not.

    ## Why it matters
    What a model learnt from decides what it does. Without a description of the data nobody can
    tell whom it leaves out, whether its use is allowed, or whether it fits the purpose.

    ## How to conform
    Write a datasheet, put it beside the data and name the dataset in it; or link it as
    `datasheet:` of the dataset in `aims.yaml`.

    It should say why the data was collected and by whom, what it holds, how it was collected and
    prepared, what it may and may not be used for, and who maintains it.
    """
    for dataset in datasets:
        yield _judged(dataset, datasheets)


def _judged(dataset: Dataset, datasheets: Datasheets) -> Finding:
    link, subject = datasheets.of(dataset), dataset.subject
    if link.problem:
        message = f"{subject.label}: {link.problem}"
        return fails(message, at=link.at, about=subject, key="datasheet", places=dataset.places)
    sheet = link.document
    if sheet is None:
        message = f"{subject.label} has no datasheet"
        return fails(message, at=dataset.at, about=subject, key="datasheet", places=dataset.places)
    if sheet.quality is Quality.UNREADABLE:
        message = f"{sheet.at.path} may describe {subject.label}, but the gate cannot read it"
        fix = "Keep the datasheet as text (Markdown, YAML, JSON or HTML) and within 2 MiB."
        return unassessed(
            message, cause=Cause.UNREADABLE, at=sheet.at, about=subject, key="datasheet", fix=fix
        )
    if sheet.quality is Quality.PLACEHOLDER:
        message = f"{subject.label}: {sheet.at.path} is an unfilled template, not a datasheet"
        return fails(message, at=sheet.at, about=subject, key="datasheet")
    if sheet.quality is Quality.STUB:
        message = f"{subject.label}: {sheet.at.path} says too little to be a datasheet"
        return fails(message, at=sheet.at, about=subject, key="datasheet")
    message = f"{subject.label} is described by {sheet.at.path}"
    return conforms(message, at=sheet.at, about=subject, key="datasheet")
