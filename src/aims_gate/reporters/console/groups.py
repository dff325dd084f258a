"""What was judged, grouped as people think of it: by AI system."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ...model import (
    REPOSITORY,
    DecidedResult,
    Judgement,
    Outcome,
    Severity,
    Subject,
    SubjectKind,
)
from ..covered import OUTCOME
from ..entries import Entry, Problem, problems, together
from ..wording import counted, subject_name

_OF_A_SYSTEM = frozenset(
    {SubjectKind.SYSTEM, SubjectKind.MODEL, SubjectKind.DATASET, SubjectKind.SUPPLIER}
)
_MOST_NAMED = 3

_Owners: TypeAlias = tuple[Subject, ...]
"""The systems that a subject belongs to; none for the organisation and its documents."""


@dataclass(frozen=True, slots=True)
class Group:
    """A system with its parts, or what belongs to no system.

    ``counts`` says in words how everything judged here came out. ``problems`` come with the most
    urgent first; ``excused`` are those that are waived or existed before.
    """

    owners: _Owners
    title: str
    counts: str
    problems: tuple[Problem, ...]
    excused: tuple[Problem, ...]


def groups(judgement: Judgement) -> list[Group]:
    """Everything judged in its groups: the most urgent first, then in order of declaration."""
    known = _known(judgement)
    found: dict[_Owners, list[Entry]] = {}
    results: dict[_Owners, list[DecidedResult]] = {}
    for item in judgement.results:
        results.setdefault(_owners(item.result.subject, known), []).append(item)
    for entry in problems(judgement):
        found.setdefault(_owners(entry.subject, known), []).append(entry)
    declared = list(judgement.parts)
    made = [
        _group(owners, found.get(owners, []), results[owners], declared)
        for owners in sorted(results, key=lambda owners: _place(owners, declared))
    ]
    return sorted(made, key=_urgency)


def _known(judgement: Judgement) -> Mapping[Subject, _Owners]:
    known: dict[Subject, _Owners] = {}
    for system, parts in judgement.parts.items():
        for each in dict.fromkeys((system, *parts)):
            known[each] = (*known.get(each, ()), system)
    return known


def _owners(subject: Subject, known: Mapping[Subject, _Owners]) -> _Owners:
    if subject in known or subject.kind not in _OF_A_SYSTEM:
        return known.get(subject, ())
    return (REPOSITORY,)


def _place(owners: _Owners, declared: Sequence[Subject]) -> tuple[bool, list[int]]:
    """Sorts the declared systems first, as they are declared, and the organisation last."""
    return not owners, [
        declared.index(each) if each in declared else len(declared) for each in owners
    ]


def _urgency(group: Group) -> tuple[bool, ...] | tuple[bool, bool, bool, int, bool]:
    """Sorts the group with the most urgent problem first, and those without any last."""
    return (False, *group.problems[0].entry.weight) if group.problems else (True,)


def _group(
    owners: _Owners,
    found: Sequence[Entry],
    results: Sequence[DecidedResult],
    declared: Sequence[Subject],
) -> Group:
    return Group(
        owners,
        _title(owners, declared),
        ", ".join(_counts(found, results)),
        tuple(together([each for each in found if not each.is_exempt])),
        tuple(together([each for each in found if each.is_exempt])),
    )


def _title(owners: _Owners, declared: Sequence[Subject]) -> str:
    if not owners:
        return "the organisation, its documents and the gate"
    if owners == (REPOSITORY,):
        return "this repository" + (" and what belongs to no system in it" if declared else "")
    if len(owners) == 1:
        return f"{subject_name(owners[0])} (tier: {owners[0].tier})"
    named = [subject_name(each).removeprefix("system ") for each in owners[:_MOST_NAMED]]
    more = [f"{len(owners) - _MOST_NAMED:,} more"] if len(owners) > _MOST_NAMED else []
    return f"shared by the systems {', '.join([*named, *more])}"


def _counts(found: Sequence[Entry], results: Sequence[DecidedResult]) -> Iterator[str]:
    """Problems by severity, what excuses others, then the results without a problem."""
    failures = Counter(each.decided.severity for each in found if not each.is_exempt)
    for severity in reversed(Severity):
        if failures[severity]:
            yield counted(failures[severity], severity.value)
    if waived := sum(each.decided.waiver is not None for each in found):
        yield f"{waived:,} waived"
    if existing := sum(each.decided.existing and each.decided.waiver is None for each in found):
        yield f"{existing:,} that existed before"
    outcomes = Counter(item.result.outcome for item in results if not item.decides)
    for outcome, words in OUTCOME.items():
        if outcome is not Outcome.NONCONFORMS and outcomes[outcome]:
            yield f"{outcomes[outcome]:,} {words}"
