"""The words that every format uses for the same thing."""

from __future__ import annotations

from ..model import REPOSITORY, DecidedFinding, DecidedResult, FindingKind, Location, Subject
from ..text.escaping import one_line, shorten, visible

MAX_LABEL = 200
ADVISED = frozenset({FindingKind.FAILURE, FindingKind.NOT_ASSESSED})


def subject_name(subject: Subject) -> str:
    """What a person calls the subject: ``model resnet``."""
    label = shorten(one_line(subject.label), MAX_LABEL)
    return label if subject == REPOSITORY else f"{subject.kind} {label}"


def place(location: Location) -> str:
    """Name a place as editors and terminals link it: ``path:line`` or ``path:line:column``."""
    column = f":{location.column}" if location.column is not None else ""
    return f"{visible(location.path)}:{location.line}{column}"


def fix(result: DecidedResult, finding: DecidedFinding) -> str:
    """What to do: the finding's own fix, else the check's advice; empty for a conformity."""
    if finding.finding.kind not in ADVISED:
        return ""
    return finding.fix or result.result.check.how


def first_paragraph(text: str) -> str:
    """The first paragraph, on one line."""
    return one_line(text.strip().split("\n\n", 1)[0])


def standing(finding: DecidedFinding) -> str:
    """Why a finding does not make the gate fail; empty if it does."""
    if finding.decides:
        return ""
    if finding.waiver is not None:
        until = f" until {finding.waiver.expires}" if finding.waiver.expires else ""
        return f"waived by {one_line(finding.waiver.id)}{until}: {one_line(finding.waiver.reason)}"
    return "existed before" if finding.existing else "does not decide"


def references(result: DecidedResult) -> tuple[str, ...]:
    """The ids of the controls, then of the clauses, that a failure counts against."""
    check = result.result.check
    return tuple(map(one_line, (*check.controls, *check.clauses)))


def counted(number: int, noun: str) -> str:
    """A number with its noun: ``1 finding``, ``1,200 findings``."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
