"""Documentation of data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..governance.datasets import DataRecords
from ..governance.sheets import Sheets
from ..model import (
    ERROR,
    NOTE,
    WARNING,
    Clock,
    Finding,
    Location,
    Profile,
    by_tier,
    check,
    conforms,
    does_not_apply,
    fails,
)
from ..portfolio import Datasets, Datasheets, DataSources, Register
from .datasheets import lacking
from .documentation import MAKERS
from .judging import judged
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


@check(
    "Datasets in code are in the data inventory",
    controls=["A.4.3", "A.7.2"],
    clauses=["8.1"],
    evidences=["A.4.3"],
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
    roles=MAKERS,
)
def undeclared_dataset(
    datasets: Datasets, sources: DataSources, register: Register, clock: Clock
) -> Iterator[Finding]:
    """Find data that training or evaluation reads and that no declared dataset is.

    Datasets of a hub, files and folders of data, addresses in object stores, what DVC tracks and
    what SQL selects are each mapped to a dataset of `aims.yaml`: by its `path`, `hub`, `uri`,
    `dvc` or id. That a file lies in the paths of a system is not enough: an inventory of data
    names data.

    ## Why it matters
    Where data came from, what they may be used for and whom they are about can only be asked of
    data that somebody has listed. A model learns from the rest all the same.

    ## How to conform
    Declare the dataset under `datasets:` in `aims.yaml`, with a datasheet, and name it in the
    `datasets:` of its system.
    """
    for dataset in datasets:
        if dataset.declared:
            if dataset.seen:
                yield conforms(
                    f"{dataset.source} is the declared dataset {dataset.subject.id}",
                    at=dataset.seen[0].at,
                    about=dataset.subject,
                    key="",
                )
        elif reason := _excluded(dataset.places or (dataset.at,), register, clock):
            yield does_not_apply(f"excluded: {reason}", about=dataset.subject)
        elif id_ := sources.tracked.get(dataset.source):
            message = f"{dataset.source} is the declared dataset {id_}"
            yield conforms(message, at=dataset.at, about=dataset.subject, key="")
        else:
            told = f"{dataset.at.path} reads {dataset.source}, which is no declared dataset"
            if dataset.source.startswith(dataset.at.path):
                told = f"{dataset.source} is data in use, and no declared dataset"
            yield fails(
                told,
                at=dataset.at,
                about=dataset.subject,
                key="dataset",
                places=dataset.places,
            )
    for found in sources.found:
        if found.declared_as:
            message = f"{found.what} is the declared dataset {found.declared_as}"
            yield conforms(message, at=found.at, about=found.subject, key="")
        elif not _excluded((found.at,), register, clock):
            yield fails(
                f"{found.at.path} selects from {found.what}, which is no declared dataset",
                at=found.at,
                about=found.subject,
                key="dataset",
            )


def _excluded(places: Iterable[Location], register: Register, clock: Clock) -> str:
    """Why nobody need declare what stands in all these places; empty if one is not excluded."""
    reasons = [register.excluded(place.path, clock.today) for place in places]
    return reasons[0] if all(reasons) else ""


@check(
    "Datasheet is complete",
    controls=["A.7.2", "A.4.3"],
    clauses=["7.5.1"],
    evidences=["A.7.2"],
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
    roles=MAKERS,
)
def incomplete_datasheet(records: DataRecords, sheets: Sheets) -> Iterator[Finding]:
    """Find datasheets that leave out a part, or have a heading with nothing of its own under it.

    A datasheet says why the data were made, what they hold, how they were collected, prepared,
    labelled and split, what they are for and not for, how they are distributed and maintained, and
    which bias and gaps they have; and it states whether they are personal, who owns them, which
    version it describes and its digest. A part counts by what is written under it: an instruction,
    a placeholder, or a paragraph that stands under another heading too is no answer. Croissant
    answers with the properties of its responsible-AI vocabulary.

    ## Why it matters
    What is left out of a datasheet is what the next team will assume. Data without known gaps are
    data whose gaps nobody looked for.

    ## How to conform
    Write the parts named in the findings, with facts about this dataset.

    Any heading that announces the part will do, also a question in bold. What does not apply is
    said in a sentence: "There are no labels: the model is not supervised."
    """
    for record in records:
        if record.idle:
            yield does_not_apply(record.idle, about=record.subject)
        elif record.document is None:
            reason = "there is no datasheet to judge: `missing-datasheet` says so"
            yield does_not_apply(reason, about=record.subject)
        elif sheet := sheets.of(record):
            yield from judged(
                record.subject,
                lacking(record, sheet),
                otherwise=f"{record.called}: {sheet.prose.path} covers every part",
                at=sheet.prose.at(),
            )
