"""What was not judged and why, and the checks that ran with what they are for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from ...model import Cause, Check, Judgement, Outcome, Profile
from ..wording import subject_name
from .coverage import OUTCOME_WORDS, REACH_WORDS, Judged, judged
from .prose import Block, Span, blocks, line, spans

MAX_REASONS = 500

_CAUSE: Mapping[Cause, str] = {
    Cause.UNAVAILABLE: "This run lacks what it would take.",
    Cause.UNREADABLE: "The repository holds what cannot be read.",
}
_CRASHED = "The check crashed."
_PROFILE: Mapping[Profile, str] = {
    Profile.STARTER: "starter and larger profiles",
    Profile.STANDARD: "standard and larger profiles",
    Profile.CERTIFICATION: "the largest profile alone",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A check, why it says nothing of some subjects, and which these are."""

    check: str
    said: tuple[Span, ...]
    cause: str
    about: Judged


@dataclass(frozen=True, slots=True)
class Reasons:
    """The first reasons, and how many more there are."""

    shown: tuple[Reason, ...]
    more: int

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.shown) + self.more


@dataclass(frozen=True, slots=True)
class CheckPage:
    """A check that ran: what it is for, and what it came to."""

    id: str
    title: str
    reach: str
    profile: str
    plugin: str
    references: tuple[tuple[str, str], ...]
    summary: tuple[Block, ...]
    why: tuple[Block, ...]
    how: tuple[Block, ...]
    counts: tuple[str, ...]


def reasons(judgement: Judgement, *outcomes: Outcome) -> Reasons:
    """Each check and reason once, with the subjects that it holds for."""
    subjects: dict[tuple[Outcome, str, str, Cause | None], list[str]] = {}
    for outcome in outcomes:
        for item in judgement.with_outcome(outcome):
            result = item.result
            said = result.reason or "no reason was given"
            name = (outcome, result.check.id, said, result.cause)
            subjects.setdefault(name, []).append(subject_name(result.subject))
    shown = (
        Reason(line(check), spans(said), _cause(outcome, cause), judged(outcome, names))
        for (outcome, check, said, cause), names in islice(subjects.items(), MAX_REASONS)
    )
    return Reasons(tuple(shown), max(0, len(subjects) - MAX_REASONS))


def _cause(outcome: Outcome, cause: Cause | None) -> str:
    if outcome is Outcome.ERROR:
        return _CRASHED
    return _CAUSE[cause] if cause else ""


def check_pages(judgement: Judgement, titles: Mapping[str, str]) -> tuple[CheckPage, ...]:
    """The checks that ran, by id."""
    checks: dict[str, Check[Any]] = {}
    outcomes: Counter[tuple[str, Outcome]] = Counter()
    for item in judgement.results:
        checks[item.result.check.id] = item.result.check
        outcomes[item.result.check.id, item.result.outcome] += 1
    return tuple(
        CheckPage(
            id=line(name),
            title=line(check.title),
            reach=REACH_WORDS[check.reach],
            profile=_PROFILE[check.profile],
            plugin=line(judgement.plugins.get(name) or ""),
            references=tuple(
                (line(each), line(titles.get(each, "")))
                for each in (*check.controls, *check.clauses)
            ),
            summary=blocks(check.summary),
            why=blocks(check.why),
            how=blocks(check.how),
            counts=tuple(
                f"{outcomes[name, outcome]:,} {words}"
                for outcome, words in OUTCOME_WORDS.items()
                if outcomes[name, outcome]
            ),
        )
        for name, check in sorted(checks.items())
    )
