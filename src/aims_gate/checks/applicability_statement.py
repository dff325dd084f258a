"""The Statement of Applicability: complete, justified, true to the facts, and evidenced."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..declarations.applicability_terms import Because, RowStatus
from ..evidence.text import fold
from ..governance.applicability import NO_STATUS, ApplicabilityStatement, Cited, ControlRow
from ..governance.citations import Citations
from ..governance.exclusions import Exclusions
from ..governance.files import Governance
from ..governance.justifications import controls_by_id, hollow
from ..governance.organisation import Organisation
from ..model import ERROR, WARNING, Finding, Location, Profile, check, does_not_apply, fails
from .judging import Defect, judged

_OWN_ID = re.compile(r"[A-Za-z]{2,}[A-Za-z0-9]*[-_.:][A-Za-z0-9._-]+")

NO_STATEMENT = "there is no Statement of Applicability to look at"


@check(
    "SoA lists all 38 controls once",
    clauses=["6.1.3"],
    evidences=["6.1.3"],
    severity=ERROR,
    profile=Profile.STANDARD,
)
def incomplete_soa(
    organisation: Organisation, statement: ApplicabilityStatement, governance: Governance
) -> Iterator[Finding]:
    """Find controls that the Statement of Applicability leaves out, lists twice or invents.

    It is read from YAML (`kind: soa`) and from CSV and Markdown tables with the same columns. Each
    of the 38 controls of Annex A stands in it exactly once, says `yes` or `no` under `applicable`,
    and if it applies whether it is `planned` or `implemented`. Controls of the organisation's own
    have ids that begin with a prefix of two letters or more (`EB-01`). A statement that excludes
    every control treats no risk. Of several statements, YAML before tables, one is read; a further
    table in a usual place says the same of each control.

    ## Why it matters
    The statement is what an auditor reads first, and what everybody else relies on. A control that
    is not in it was neither chosen nor left out: nobody thought of it.

    ## How to conform
    Add, remove or rename the rows named, and use the words of the vocabulary.

    `aims-gate init --governance` writes a statement with all rows.
    """
    about = organisation.subject
    if about is None:
        return
    if not statement.exists:
        message = governance.absent("soa")
        if statement.promised:
            message = f"there is no {statement.promised}, where the policy says that the SoA lies"
        at = statement.at if statement.promised else organisation.at
        fix = "Write one: `aims-gate init --governance` drafts it with a row for each control."
        yield fails(message, at=at, about=about, key="soa", fix=fix)
        return
    yield from judged(
        about,
        [
            *_ids(statement),
            *(each for row in statement.rows for each in _words(row)),
            *_contradicted(statement),
        ],
        otherwise=f"all {len(controls_by_id())} controls are listed once, "
        f"{sum(row.is_excluded for row in statement.rows)} of them excluded",
        at=statement.at,
    )


def _ids(statement: ApplicabilityStatement) -> Iterator[Defect]:
    known = controls_by_id()
    listed = Counter(row.id for row in statement.rows)
    if missing := [id_ for id_ in known if id_ not in listed]:
        message = f"SoA: missing {', '.join(missing)}"
        yield Defect(message, statement.at, "missing", f"Add a row for {', '.join(missing)}.")
    seen: dict[str, Location] = {}
    for row in statement.rows:
        if row.id in seen:
            message = f"SoA: {row.id} is listed twice, first at line {seen[row.id].line}"
            yield Defect(message, row.at, f"{row.id}:twice", "Keep one row for each control.")
        elif row.id not in known and (problem := _unknown(row.id)):
            yield Defect(f"SoA: {row.id!r} {problem}", row.at, f"{row.id}:unknown")
        seen.setdefault(row.id, row.at)
    if statement.rows and all(row.is_excluded for row in statement.rows):
        message = "SoA: every control is excluded, so nothing would treat any risk"
        fix = "Include the controls that treat your risks; those of your role are a start."
        yield Defect(message, statement.at, "excludes-all", fix)


def _contradicted(statement: ApplicabilityStatement) -> Iterator[Defect]:
    """Controls of which another table in a usual place says otherwise."""
    for row in statement.beside:
        own = statement.row(row.id)
        if own is None or row.applicable is None or own.applicable in (None, row.applicable):
            continue
        said, read = ("applies" if each.applicable else "is excluded" for each in (row, own))
        message = (
            f"{row.id} {said} in {row.at.path}, which is not read, and {read} in {own.at.path}"
        )
        fix = f"Remove {row.at.path}, or make it anew: `aims-gate soa`."
        yield Defect(message, row.at, f"{row.id}:beside:{row.at.path}", fix, places=(own.at,))


def _unknown(id_: str) -> str | None:
    """Why an id is none of a control of one's own."""
    if id_[:1].isdigit():
        return "is a clause: the SoA lists controls"
    if id_[:2] == "A.":
        return "is no control of Annex A"
    if not _OWN_ID.fullmatch(id_):
        return "is no control: give one of your own a prefix of two letters or more (EB-01)"
    return None


def _words(row: ControlRow) -> Iterator[Defect]:
    """What is not in the vocabulary, or does not fit together."""
    if row.applicable is None:
        stated = row.written.get("applicable")
        problem = f"applicable is {stated!r}, neither yes nor no" if stated else "does it apply?"
        fix = f"Say yes or no for {row.id} under applicable."
        yield Defect(f"{row.id}: {problem}", row.place("applicable"), f"{row.id}:applicable", fix)
        return
    stated = row.written.get("status", "")
    words = " or ".join(RowStatus)
    if row.applicable and row.status is None:
        what = f"status {stated!r} is none of {words}" if stated else f"no status: {words}?"
        fix = f"Write {words} under status of {row.id}."
        yield Defect(f"{row.id}: {what}", row.place("status"), f"{row.id}:status", fix)
    elif row.is_excluded and fold(stated) not in NO_STATUS:
        message = f"{row.id}: is excluded, and has the status {stated!r}"
        fix = f"Include {row.id}, or leave its status empty."
        yield Defect(message, row.place("status"), f"{row.id}:status", fix)
    for word in row.because:
        if word not in set(Because):
            message = f"{row.id}: because {word!r} is none of {', '.join(Because)}"
            yield Defect(message, row.place("because"), f"{row.id}:because:{word}")


@check(
    "Justifications are substantive",
    clauses=["6.1.3"],
    severity=WARNING,
    profile=Profile.STANDARD,
)
def hollow_soa_justification(
    organisation: Organisation, statement: ApplicabilityStatement
) -> Iterator[Finding]:
    """Find rows of the Statement of Applicability whose justification justifies nothing.

    Including a control takes a reason as much as excluding it. Empty ones, those of a few words,
    those that only repeat the title of the control and those that stand in the same words at many
    controls are none. An exclusion refers to the role of the organisation, to the scope, or to a
    risk.

    ## Why it matters
    A reason that fits every control was thought of for none. When the situation changes, nobody can
    tell which choice it changes.

    ## How to conform
    Say why the control applies, or does not, for this organisation, its role and its systems.
    """
    about = organisation.subject
    if about is None:
        return
    if not statement.rows:
        yield does_not_apply(NO_STATEMENT, about=about)
        return
    problems = hollow(statement.rows)
    defects = [
        Defect(f"{row.id}: {problem}", row.place("justification"), f"{row.id}:{row.at.path}")
        for row, problem in problems.items()
    ]
    yield from judged(
        about,
        defects,
        otherwise=f"all {len(statement.rows)} rows are justified, each in words of its own",
        at=statement.at,
    )


@check(
    "Exclusions are not contradicted by facts",
    controls=["A.6.2.4", "A.7.2", "A.10.3"],
    clauses=["6.1.3"],
    severity=ERROR,
    profile=Profile.STANDARD,
    excludable=False,
)
def contradicted_exclusion(
    organisation: Organisation, statement: ApplicabilityStatement, exclusions: Exclusions
) -> Iterator[Finding]:
    """Find controls that are excluded although the repository shows that they apply.

    Controls of development and data (A.6, A.7) while code trains or fine-tunes; suppliers (A.10.3)
    while models or services of others are in use; customers (A.10.4) while systems or parts of them
    go to customers; information (A.8) while people meet the system; event logs (A.6.2.8) while the
    system answers; impact (A.5) while risks are more than minimal; use (A.9) while it is used.

    ## Why it matters
    An exclusion takes away the checks that would have found something. One that the facts speak
    against is where an audit ends.

    ## How to conform
    Include the control, or correct the fact and show what it really is.
    """
    about = organisation.subject
    if about is None:
        return
    if not statement.rows:
        yield does_not_apply(NO_STATEMENT, about=about)
        return
    defects = [
        Defect(
            f"{found.row.id} is excluded but {found.at} shows that {found.fact}",
            found.row.place("applicable"),
            found.row.id,
            f"Include {found.row.id}, or correct what {found.at} says.",
            places=(found.at,),
        )
        for found in exclusions.contradicted
    ]
    yield from judged(about, defects, otherwise=_excluded(statement, exclusions), at=statement.at)


def _excluded(statement: ApplicabilityStatement, exclusions: Exclusions) -> str:
    """What is excluded, and whether that keeps checks from running."""
    if not exclusions.stated:
        return "no control is excluded"
    said = f"no fact speaks against excluding {', '.join(exclusions.stated)}"
    return f"{said}; the checks run, since this is a draft" if statement.draft else said


_MOST_AREAS = 3
"""For how many areas of Annex A one document may be the only evidence without naming a section."""


@check(
    "Implemented means evidenced",
    clauses=["6.1.3", "9.1"],
    severity=ERROR,
    profile=Profile.STANDARD,
)
def unevidenced_control(
    organisation: Organisation, statement: ApplicabilityStatement, citations: Citations
) -> Iterator[Finding]:
    """Find controls that are said to be implemented, with nothing behind it.

    Each row with the status `implemented` cites at least one file of the repository, if need be
    with the section (`path#anchor`), or the id of a record in the governance documents. Everything
    cited exists and says something: no unfilled skeleton, no stub, no invalid file, and not the
    statement itself. Policies, impact assessments, datasheets and incident plans are not
    interchangeable, and no single document shows everything.

    ## Why it matters
    "Implemented" is the most expensive word of the statement. If what is behind it cannot be found
    in an afternoon, it will not be found in the audit.

    ## How to conform
    Cite what shows the control, complete it, or set the status to `planned`.
    """
    about = organisation.subject
    if about is None:
        return
    implemented = [row for row in statement.rows if row.is_implemented]
    if not implemented:
        yield does_not_apply("no control is said to be implemented", about=about)
        return
    alone = _alone(implemented)
    yield from judged(
        about,
        [defect for row in implemented for defect in _unshown(row, citations, alone)],
        otherwise=f"{len(implemented)} implemented controls cite evidence that is there",
        at=statement.at,
    )


def _unshown(
    row: ControlRow, citations: Citations, alone: dict[str, list[ControlRow]]
) -> Iterator[Defect]:
    if not row.evidence:
        message = f"{row.id}: implemented without evidence"
        yield Defect(message, row.place("evidence"), f"{row.id}:none")
        return
    for cited in row.evidence:
        if problem := citations.problem(cited):
            message = f"{row.id}: evidence {cited.text} {problem}"
            yield Defect(message, cited.at, f"{row.id}:{cited.text}")
    if kind := citations.mistaken(row):
        message = f"{row.id}: the evidence is of the kind {kind}, which shows another control"
        yield Defect(message, row.place("evidence"), f"{row.id}:kind")
    if (sole := _sole(row)) and sole.text in alone:
        message = (
            f"{row.id}: {sole.text} is the only evidence of {len(alone[sole.text])} controls in "
            "many areas, and no section is named"
        )
        fix = f"Cite the document that shows {row.id}, or its section: {sole.text}#section."
        yield Defect(message, sole.at, f"{row.id}:alone", fix)


def _sole(row: ControlRow) -> Cited | None:
    """The only evidence of a row, if it is a whole file."""
    only = row.evidence[0] if len(row.evidence) == 1 else None
    return only if only and only.path and not only.anchor else None


def _alone(rows: list[ControlRow]) -> dict[str, list[ControlRow]]:
    """Files that are the only evidence of controls in too many areas."""
    found: dict[str, list[ControlRow]] = {}
    for row in rows:
        if sole := _sole(row):
            found.setdefault(sole.text, []).append(row)
    return {
        text: alike
        for text, alike in found.items()
        if len({row.id.split(".")[1] for row in alike if "." in row.id}) > _MOST_AREAS
    }
