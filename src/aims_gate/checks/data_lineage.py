"""Where data come from: an unbroken chain, down to the bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ..governance.commits import Commits
from ..governance.datasets import DataContents, DataRecord, DataRecords
from ..governance.dvc import Tracked
from ..governance.sheets import Sheets
from ..governance.wording import said
from ..model import (
    ERROR,
    NOTE,
    WARNING,
    Cause,
    Finding,
    Location,
    Profile,
    by_tier,
    check,
    does_not_apply,
    unassessed,
)
from ..portfolio import Anchors, Reference
from .documentation import MAKERS
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations.manifest import Derivation


@check(
    "Lineage is closed",
    controls=["A.7.5"],
    clauses=["7.5.3"],
    evidences=["A.7.5"],
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
    roles=MAKERS,
    profile=Profile.CERTIFICATION,
)
def broken_data_lineage(
    records: DataRecords,
    sheets: Sheets,
    contents: DataContents,
    tracked: Tracked,
    anchors: Anchors,
    commits: Commits,
) -> Iterator[Finding]:
    """Find datasets whose way from their origin cannot be followed to the bytes in use.

    Every dataset names its origin (`rights.source`, `hub`, `uri`) or its `parents`, which are
    declared, and of which none descends from itself. What was derived names the script that did it,
    which exists, and its commit where that is stated or the script lies elsewhere. The digests
    that the manifest, the datasheet, DVC and Git LFS give are those of the file.

    ## Why it matters
    When a source turns out to be wrong or must not be used, somebody has to find every dataset and
    model made from it. That takes an unbroken chain, down to the digest.

    ## How to conform
    Record the step: `parents` and `derived_by` with `script` (and `commit`) of the dataset in
    `aims.yaml`, and bring the digests up to date.
    """
    known = {record.id: record for record in records if record.entry}
    for record in records:
        if record.unowed:
            yield does_not_apply(record.unowed, about=record.subject)
            continue
        defects = [
            *_origin(record),
            *_parents(record, known),
            *_step(record, anchors),
            *_digests(record, sheets, contents, tracked),
        ]
        commit, gap = _commit(record, commits)
        defects += commit
        if gap and not defects:
            yield unassessed(
                f"{record.called}: {gap}",
                cause=Cause.UNAVAILABLE,
                at=record.locate("derived_by", "commit"),
                about=record.subject,
                key="commit",
                fix="Fetch the whole history (`git fetch --unshallow`) and judge again.",
            )
            continue
        yield from judged(
            record.subject,
            defects,
            otherwise=f"{record.called}: its lineage is closed",
            at=record.locate("derived_by"),
        )


def _origin(record: DataRecord) -> Iterator[Defect]:
    if record.entry is None:
        return
    entry = record.entry.value
    stated = entry.rights.source if entry.rights else None
    if not (said(stated) or entry.parents or entry.hub or entry.uri):
        message = f"{record.called} names neither parents nor an origin"
        fix = "Name its `parents`, or where it comes from as `rights.source`."
        yield Defect(message, record.locate(), "origin", fix)
    elif entry.parents and entry.derived_by is None:
        message = f"{record.called} has parents, but no step that made it from them"
        yield Defect(message, record.locate("parents"), "step")


def _parents(record: DataRecord, known: Mapping[str, DataRecord]) -> Iterator[Defect]:
    entry = record.entry.value if record.entry else None
    for index, parent in enumerate(entry.parents if entry else ()):
        at = record.locate("parents", index)
        if parent not in known:
            fix = "Declare the parent under `datasets:`, or correct its id."
            message = f"{record.called}: its parent {parent!r} is not declared"
            yield Defect(message, at, f"parent:{parent}", fix)
        elif _descends(parent, record.id, known):
            message = f"{record.called}: its parent {parent} is made from it in turn"
            yield Defect(message, at, f"cycle:{parent}")


def _descends(id_: str, ancestor: str, known: Mapping[str, DataRecord]) -> bool:
    """Whether a dataset is the other, or made from it."""
    seen, ahead = set(), [id_]
    while ahead:
        each = ahead.pop()
        if each == ancestor:
            return True
        if each in seen or each not in known:
            continue
        seen.add(each)
        entry = known[each].entry
        ahead += entry.value.parents if entry else ()
    return False


def _derivation(record: DataRecord) -> Derivation | None:
    return record.entry.value.derived_by if record.entry else None


def _step(record: DataRecord, anchors: Anchors) -> Iterator[Defect]:
    derivation = _derivation(record)
    if derivation is None or record.entry is None:
        return
    at = record.locate("derived_by", "script")
    if not derivation.script:
        yield Defect(f"{record.called}: no script is named that made it", at, "script")
    elif derivation.repository is None:
        path, _, anchor = derivation.script.partition("#")
        wanted = Reference(record.entry.resolve(path), at, anchor)
        if problem := missing(wanted, anchors):
            yield Defect(f"{record.called}: the script that made it {problem}", at, "script")
    elif not derivation.commit:
        message = f"{record.called} was made by code of {derivation.repository} at no stated commit"
        yield Defect(message, record.locate("derived_by"), "commit")


def missing(reference: Reference, anchors: Anchors) -> str | None:
    """Why code that is referred to is not there; a file alone will do."""
    if reference.anchor:
        return anchors.problem(reference)
    file = anchors.snapshot.files.get(reference.path)
    folder = f"{reference.path}/"
    if file is None and not any(path.startswith(folder) for path in anchors.snapshot.files):
        return f"is to be {reference.path}, which does not exist"
    return None


_COMMIT = re.compile(r"[0-9a-f]{7,64}")


def _commit(record: DataRecord, commits: Commits) -> tuple[list[Defect], str]:
    """What is wrong with the commit of the script, or why nobody can say here."""
    derivation = _derivation(record)
    if derivation is None or derivation.commit is None:
        return [], ""
    at = record.locate("derived_by", "commit")
    if not _COMMIT.fullmatch(derivation.commit):
        message = f"{record.called}: {derivation.commit!r} is no id of a commit"
        return [Defect(message, at, "commit", "Write 7 to 64 hex digits in small letters.")], ""
    if derivation.repository is not None:
        return [], ""
    there = commits.has(derivation.commit)
    if there is None:
        return [], f"whether commit {derivation.commit} exists is not known in this clone"
    message = f"{record.called}: there is no commit {derivation.commit} of the script that made it"
    return ([] if there else [Defect(message, at, "commit")]), ""


def _digests(
    record: DataRecord, sheets: Sheets, contents: DataContents, tracked: Tracked
) -> Iterator[Defect]:
    """The digests that are stated must be that of the file, else at least agree."""
    actual = contents.digests.get(record.id)
    stated = list(_stated(record, sheets))
    against, what = actual, contents.paths.get(record.id, "")
    if against is None and stated:
        against, what = stated[0][1], stated[0][0]
    for called, digest, at in stated:
        if digest != against:
            message = (
                f"{record.called}: {called} gives the digest {_short(digest)}, "
                f"that of {what} is {_short(against or '')}"
            )
            fix = "Bring the digest up to date, or give the changed data a new id."
            yield Defect(message, at, f"digest:{called}", fix)
    for problem in tracked.problems_of(record):
        yield Defect(f"{record.called}: {problem.message}", problem.at, f"dvc:{problem.key}")


def _stated(record: DataRecord, sheets: Sheets) -> Iterator[tuple[str, str, Location]]:
    """Who states which digest, and where."""
    if record.entry and record.entry.value.digest:
        yield "the manifest", record.entry.value.digest, record.locate("digest")
    sheet = sheets.of(record)
    if record.head is not None:
        if record.head.value.digest:
            yield "the datasheet", record.head.value.digest, record.head.locate("digest")
    elif sheet is not None:
        for value in sheet.fields.get("digest", ()):
            if value.startswith("sha256:"):
                yield "the datasheet", value, sheet.prose.at()


def _short(digest: str) -> str:
    """As much of a digest as people compare."""
    return digest[:19]
