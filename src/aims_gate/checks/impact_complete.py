"""Whether an impact assessment is about this system as it is now, and complete."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ..evidence.language import language_of
from ..evidence.text import fold
from ..governance.impact_prose import sections_lacking
from ..governance.impacts import Assessment, ImpactAssessments, mentions
from ..governance.leftovers import repeated
from ..governance.pasted import PASTED
from ..governance.people import Roster
from ..governance.wording import said
from ..model import ERROR, NOTE, WARNING, Clock, Finding, Location, by_tier, check
from ..portfolio import System, Systems
from .assessments import Prints, copied, gap, names_of, prints_of, read
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations.records import Filed
    from ..declarations.records.impact import ImpactAssessment


@check(
    "The impact assessment is complete and current",
    controls=["A.5.3"],
    clauses=["8.4", "6.1.4"],
    evidences=["A.5.3", "6.1.4"],
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
)
def incomplete_impact_assessment(
    systems: Systems, found: ImpactAssessments, roster: Roster, clock: Clock
) -> Iterator[Finding]:
    """Find impact assessments that are about something else, unfinished, or out of date.

    The assessment names this system and its version, and its purpose is the one in `aims.yaml`. It
    says what it covers and on what its ratings rest, who made it when, how the system could be
    misused or fail, what it came to and what that changed, how long it is kept, and when it is
    looked at again. Somebody other than its author approved it. The same sentence in place of many
    answers, and an assessment that says what that of another system says, are no answers.

    ## Why it matters
    An assessment of what the system was for last year, or of another system, tells nobody whom this
    one may harm.

    ## How to conform
    Assess the system as it is now, fill every part that is named, and have somebody other than the
    author approve it.
    """
    prints = prints_of(found)
    for system in systems:
        if lacking := gap(system, found, so="its impact is not known"):
            yield lacking
            continue
        assessment = read(system, found)
        yield from judged(
            system.subject,
            _defects(system, systems, assessment, prints, roster, clock.today),
            otherwise=f"{assessment.path} assesses {system.subject.label} as it is now",
            at=assessment.at,
        )


def _defects(
    system: System,
    systems: Systems,
    assessment: Assessment,
    prints: Prints,
    roster: Roster,
    today: date,
) -> Iterator[Defect]:
    if assessment.filed is not None:
        yield from _subject_of_kind(system, assessment.filed)
        yield from _made(assessment.filed, roster, today)
        yield from _approved(assessment.filed, roster, today)
    elif system.declared:
        yield from _subject_in_prose(system, systems, assessment)
    if assessment.filed is not None and assessment.is_data:
        yield from _answers(assessment.filed)
    else:
        yield from _sections(assessment)
    if assessment.filed is None:
        yield from _marks_of_prose(assessment, today)
    yield from copied(system, assessment, prints)


def _subject_of_kind(system: System, filed: Filed[ImpactAssessment]) -> Iterator[Defect]:
    value, id_ = filed.value, system.subject.id
    if value.system is None:
        message = f"{filed.path} does not say which system it assesses"
        yield Defect(message, filed.locate("system"), "system", fix=f"Write `system: {id_}`.")
    elif system.declared and value.system != id_:
        message = f"{filed.path} assesses '{value.system}', not '{id_}'"
        yield Defect(message, filed.locate("system"), "system")
    if value.system_version is None:
        message = f"{filed.path} does not say which version of the system it assesses"
        yield Defect(message, filed.locate("system_version"), "version")
    elif system.version and value.system_version != system.version:
        yield Defect(
            f"{filed.path} assesses version {value.system_version}; aims.yaml has {system.version}",
            filed.locate("system_version"),
            "version",
            fix="Assess the present version, or say what did not change and approve that.",
        )
    if not said(value.purpose, words=3):
        message = f"{filed.path} does not say for which purpose the system was assessed"
        yield Defect(message, filed.locate("purpose"), "purpose")
    elif system.purpose and fold(value.purpose or "") != fold(system.purpose):
        yield Defect(
            f"the purpose that {filed.path} assesses is not the one in aims.yaml: "
            f"'{_short(value.purpose)}' and '{_short(system.purpose)}'",
            filed.locate("purpose"),
            "purpose",
            fix="Assess the purpose that aims.yaml states; the two texts must be equal.",
        )


def _short(text: str | None) -> str:
    words = (text or "").split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")


def _made(filed: Filed[ImpactAssessment], roster: Roster, today: date) -> Iterator[Defect]:
    value, path = filed.value, filed.path
    if value.date is None:
        yield Defect(f"{path} does not say when it was made", filed.locate("date"), "date")
    elif value.date > today:
        message = f"{path} is said to be made on {value.date}, which lies ahead"
        yield Defect(message, filed.locate("date"), "date")
    if problem := roster.problem(value.author, today):
        message = f"{path}: the author {value.author or ''} {problem}".replace("  ", " ")
        yield Defect(message, filed.locate("author"), "author")
    if value.retention is None:
        message = f"{path} does not say how long it is kept"
        yield Defect(message, filed.locate("retention"), "retention")
    if value.next_review is None:
        message = f"{path} does not say when it is looked at again"
        yield Defect(message, filed.locate("next_review"), "review")
    elif value.next_review < today:
        message = f"{path} was to be looked at again by {value.next_review}"
        yield Defect(message, filed.locate("next_review"), "review")


def _approved(filed: Filed[ImpactAssessment], roster: Roster, today: date) -> Iterator[Defect]:
    value, path = filed.value, filed.path
    approver = value.approver
    if problem := roster.problem(approver, today):
        message = f"{path}: the approver {approver or ''} {problem}".replace("  ", " ")
        yield Defect(message, filed.locate("approver"), "approver")
    elif approver == value.author:
        message = f"{path}: {approver} approved what {approver} wrote"
        yield Defect(message, filed.locate("approver"), "approver")
    if value.status in ("draft", "retired"):
        message = f"{path} is {'still a draft' if value.status == 'draft' else 'retired'}"
        yield Defect(message, filed.locate("status"), "status")
    if value.approved is None:
        message = f"{path} does not say when it was approved"
        yield Defect(message, filed.locate("approved"), "approved")
    elif value.approved > today:
        message = f"{path} is said to be approved on {value.approved}, which lies ahead"
        yield Defect(message, filed.locate("approved"), "approved")
    elif value.date is not None and value.approved < value.date <= today:
        message = f"{path} was approved on {value.approved}, before it was made ({value.date})"
        yield Defect(message, filed.locate("approved"), "approved")


_LEAST = 5
"""How many words of substance an answer in a field has."""

_PARTS = (
    ("scope", "covers", "what it covers"),
    ("method", "basis", "on what its ratings rest"),
    ("result", "conclusion", "what it came to"),
    ("result", "use", "what its result changed"),
)


def _answers(filed: Filed[ImpactAssessment]) -> Iterator[Defect]:
    value, path = filed.value, filed.path
    for part, name, called in _PARTS:
        inner = getattr(value, part)
        if not said(getattr(inner, name) if inner else None, words=_LEAST):
            message = f"{path} does not say {called}"
            yield Defect(message, filed.locate(part, name), f"{part}.{name}")
    if not value.affected:
        yield Defect(f"{path} names nobody who is affected", filed.locate("affected"), "affected")
    for name, called in (("misuse", "misused"), ("failures", "fail")):
        mishaps = getattr(value, name)
        if not mishaps:
            message = (
                f"{path} does not say how the system could {'be ' * (name == 'misuse')}{called}"
            )
            yield Defect(message, filed.locate(name), name)
        for number, each in enumerate(mishaps):
            for field in ("description", "measure"):
                if not said(getattr(each, field), words=_LEAST - 1):
                    message = f"{path}: {name} '{each.id}' has no {field}"
                    at = filed.locate(name, number, field)
                    yield Defect(message, at, f"{name}:{each.id}:{field}")
    for group in repeated(filed):
        text = _short(group[0].text.removeprefix(PASTED))
        yield Defect(
            f"{path} says the same in {len(group)} places: '{text}'",
            group[1].at,
            f"repeated:{group[1].name}",
            fix="Answer each place for itself.",
            places=tuple(each.at for each in group[2:]),
        )


def _sections(assessment: Assessment) -> Iterator[Defect]:
    document = assessment.document
    lacking = {topic.id: (why, at) for topic, why, at in sections_lacking(assessment.prose)}
    for name, (why, at) in lacking.items():
        # Recognition knows headings in more languages, but not one text under several.
        if document is not None and document.says(name) and "repeats" not in why:
            continue
        yield Defect(f"{assessment.path}: {why}", at, f"section:{name}")


_KEPT = re.compile(r"\b(?:retention|retain\w*|kept|keep|stored|archived?)\b", re.IGNORECASE)
_HOW_LONG = re.compile(r"\b(?:\d+|one|two|three|five|six|seven|ten)\s+(?:years?|months?)\b|as long")
_DAY = re.compile(r"\b(?:date|dated|assessed|approved|signed)\b[^\n]{0,60}?\b(\d{4}-\d\d-\d\d)\b")
_LATER = re.compile(r"\b(?:next|until|due|by|expires)\b", re.IGNORECASE)


def _marks_of_prose(assessment: Assessment, today: date) -> Iterator[Defect]:
    lines = assessment.text.splitlines()
    kept = any(_KEPT.search(line) and _HOW_LONG.search(line) for line in lines)
    if assessment.language == "en" and not kept:
        message = f"{assessment.path} does not say how long it is kept"
        yield Defect(message, assessment.at, "retention")
    for number, line in enumerate(lines, start=1):
        stated = _DAY.search(line.lower()[:400])
        if stated and not _LATER.search(stated[0]) and stated[1] > today.isoformat():
            message = f"{assessment.path} tells of {stated[1]} as if it had been; it lies ahead"
            yield Defect(message, Location(assessment.path, number), f"ahead:{stated[1]}")


def _subject_in_prose(system: System, systems: Systems, assessment: Assessment) -> Iterator[Defect]:
    body = "\n".join(part.text for part in assessment.outline.parts) if assessment.outline else ""
    in_body = mentions(body, names_of(system.subject))
    others = [
        each.subject.label
        for each in systems
        if each.subject != system.subject and mentions(body, names_of(each.subject))
    ]
    if others and not in_body:
        message = f"{assessment.path} speaks of {others[0]}, and of {system.subject.label} nowhere"
        yield Defect(message, assessment.at, "system")
    elif not mentions(assessment.text, names_of(system.subject)):
        message = f"{assessment.path} names neither the id nor the name of {system.subject.label}"
        yield Defect(message, assessment.at, "system")
    if system.version and system.version not in assessment.text:
        message = f"{assessment.path} does not say that it is about version {system.version}"
        yield Defect(message, assessment.at, "version")
    if system.purpose and _is_foreign(system.purpose, assessment):
        yield Defect(
            f"{assessment.path} does not speak of the purpose in aims.yaml: "
            f"'{_short(system.purpose)}'",
            assessment.document.where("purpose") if assessment.document else assessment.at,
            "purpose",
            fix="State the purpose as aims.yaml does.",
        )


_LEAST_LETTERS = 5  # of a word that says what a purpose is about
_LEAST_SHARE = 0.6


def _is_foreign(purpose: str, assessment: Assessment) -> bool:
    """Whether hardly a word of the purpose occurs; never told across languages."""
    if language_of(purpose) != assessment.language:
        return False
    words = [word for word in fold(purpose).split() if len(word) >= _LEAST_LETTERS]
    told = set(fold(assessment.text).split())
    return bool(words) and sum(word in told for word in words) < _LEAST_SHARE * len(words)
