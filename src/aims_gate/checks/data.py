"""Documentation of data."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import ERROR, NOTE, Finding, Profile, by_tier, check, fails
from ..portfolio import Datasets, Datasheets
from .documentation import MAKERS
from .linked import judge_link


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
        subject, places = dataset.subject, dataset.places
        called = f"dataset {subject.label}"
        yield judge_link(
            datasheets.of(dataset),
            subject,
            called=called,
            wanted="a datasheet",
            key="datasheet",
            places=places,
        ) or fails(
            f"{called} has no datasheet",
            at=dataset.at,
            about=subject,
            key="datasheet",
            places=places,
        )
