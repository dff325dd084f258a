"""The words that every format uses for the same thing."""

from __future__ import annotations

from ..model import (
    REPOSITORY,
    DecidedFinding,
    DecidedResult,
    FindingKind,
    Location,
    Outcome,
    PolicySource,
    Subject,
    SubjectKind,
    Verdict,
)
from ..text.escaping import one_line, shorten, shorten_at_word, visible, visible_lines

MAX_LABEL = 200
VERDICT = {
    Verdict.PASS: "the gate passes",
    Verdict.FAIL: "the gate fails",
    Verdict.UNDECIDED: "the gate could not judge",
}
_NAMED_IN_FULL = frozenset({SubjectKind.ORGANISATION, SubjectKind.GATE})
"""Kinds whose names say what they are: the organisation, waiver W-7."""
ADVISED = frozenset({FindingKind.FAILURE, FindingKind.NOT_ASSESSED})


def subject_name(subject: Subject) -> str:
    """What a person calls the subject: ``model resnet``."""
    label = shorten(one_line(subject.label), MAX_LABEL)
    plain = subject == REPOSITORY or subject.kind in _NAMED_IN_FULL
    return label if plain else f"{subject.kind} {label}"


def place(location: Location) -> str:
    """Name a place as editors and terminals link it: ``path:line`` or ``path:line:column``."""
    column = f":{location.column}" if location.column is not None else ""
    return f"{visible(location.path)}:{location.line}{column}"


def fix(result: DecidedResult, finding: DecidedFinding) -> str:
    """What to do: the finding's own fix, else the check's advice.

    Empty where there is nothing to do about it: for a conformity, or a check that crashed.
    """
    if finding.finding.kind not in ADVISED or result.result.outcome is Outcome.ERROR:
        return ""
    return finding.fix or result.result.check.how


def first_paragraph(text: str) -> str:
    """The first paragraph, on one line."""
    return one_line(text.strip().split("\n\n", 1)[0])


def sentence(text: str) -> str:
    """One line that ends as a sentence does."""
    line = one_line(text)
    return line if line.endswith((".", "!", "?", "…")) else f"{line}."


def passage(text: str, limit: int) -> list[str]:
    """The first visible lines that come to at most ``limit`` characters; ``…`` stands for more."""
    kept: list[str] = []
    for line in visible_lines(text):
        if kept and len(line) > limit:
            return [*kept, "…"]
        kept.append(shorten_at_word(line, limit))
        limit -= len(line)
    return kept


def standing(finding: DecidedFinding) -> str:
    """Why a finding does not make the gate fail; empty if it does."""
    if finding.decides:
        return ""
    if finding.waiver is not None:
        until = f" until {finding.waiver.expires}" if finding.waiver.expires else ""
        return f"waived by {one_line(finding.waiver.id)}{until}: {one_line(finding.waiver.reason)}"
    return "existed before" if finding.existing else "does not decide"


def exemption(result: DecidedResult) -> str:
    """By what the findings of a result do not decide: waivers, or that they existed before."""
    exempt = (each for each in result.findings if each.waiver is not None or each.existing)
    return "; ".join(sorted({standing(each) for each in exempt}))


def references(result: DecidedResult) -> tuple[str, ...]:
    """The ids of the controls, then of the clauses, that a failure counts against."""
    check = result.result.check
    return tuple(map(one_line, (*check.controls, *check.clauses)))


def judged_by(policy: PolicySource) -> str:
    """Which policy judged: its path, the revision it was read at, and the profile."""
    commit = f" at {policy.revision[:12]}" if policy.revision else ""
    return f"{one_line(policy.source)}{commit}, profile {policy.profile}"


def counted(number: int, noun: str) -> str:
    """A number with its noun: ``1 finding``, ``1,200 findings``."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
