"""Whether the impact on individuals, groups and society is concrete."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from ..evidence.text import fold
from ..governance.files import Governance
from ..governance.impact_prose import ON_PEOPLE, ON_SOCIETY, ratings_in, unanswered_in
from ..governance.impacts import Assessment, ImpactAssessments
from ..governance.people import Roster
from ..governance.prose import Topic
from ..governance.wording import said
from ..model import (
    ERROR,
    NOTE,
    WARNING,
    Cause,
    Clock,
    Finding,
    Location,
    Tier,
    by_tier,
    check,
    unassessed,
)
from ..portfolio import System, Systems
from .assessments import copied, gap, prints_of, read
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations.records import Filed
    from ..declarations.records.impact import AffectedGroup, Impact, ImpactAssessment

_LEAST = 5
"""How many words of substance an answer has."""

_RATINGS = ("severity", "likelihood", "reversibility")


@check(
    "Impact on individuals and groups is concrete",
    controls=["A.5.4"],
    clauses=["8.4"],
    evidences=["A.5.4"],
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
)
def vague_individual_impact(
    systems: Systems,
    found: ImpactAssessments,
    governance: Governance,
    roster: Roster,
    clock: Clock,
) -> Iterator[Finding]:
    """Find impact assessments that do not say who is affected, how badly, and what is done.

    The assessment names the groups of people affected, vulnerable ones among them, and what they
    gain. Each impact has a severity, a likelihood, a reversibility (grades of the scales that the
    assessment or the process states), a measure, and an owner. Fairness, privacy, safety,
    transparency and contestability, financial effects, accessibility and rights are each answered:
    by an impact, or by the reason why nothing is expected. What was said of another system is no
    answer.

    ## Why it matters
    "Users may be affected" cannot be weighed, measured or put right. What is not rated for the
    people it would hit is found out by them.

    ## How to conform
    Rate what may happen to each group of people and name the measure and its owner; where nothing
    is expected, say why.
    """
    scales, prints = _scales_of_process(governance), prints_of(found)
    for system in systems:
        if lacking := gap(system, found, so="its impact on people is not known"):
            yield lacking
            continue
        assessment = read(system, found)
        if unknown := _foreign(system, assessment):
            yield unknown
            continue
        if assessment.filed is not None and assessment.is_data:
            judging = _Judging(assessment.filed, scales, roster, clock.today)
            defects = judging.defects()
        else:
            defects = _in_prose(assessment)
        yield from judged(
            system.subject,
            [*defects, *copied(system, assessment, prints)],
            otherwise=f"{assessment.path} rates what may happen to whom",
            at=assessment.at,
        )


@check(
    "Impact on society is answered",
    controls=["A.5.5"],
    clauses=["8.4"],
    evidences=["A.5.5"],
    severity=by_tier(minimal=NOTE, limited=NOTE, high=ERROR),
    tiers=(Tier.LIMITED, Tier.HIGH),
)
def unanswered_societal_impact(systems: Systems, found: ImpactAssessments) -> Iterator[Finding]:
    """Find impact assessments that leave out society.

    They say what the system does to the environment, to the economy and work, to public life and
    democratic processes, to public health and safety, to norms and culture, and what many people
    could do with it who mean harm; or why it does nothing there. One text for several of these is
    no answer, and neither is what was said of another system.

    ## Why it matters
    What is small for each person can be large for all of them: work that goes, energy that is
    burnt, a public that is misled.

    ## How to conform
    Answer each topic of society in the impact assessment in a sentence or two of its own, also
    where the answer is that nothing is expected, and why.
    """
    prints = prints_of(found)
    for system in systems:
        if lacking := gap(system, found, so="its impact on society is not known"):
            yield lacking
            continue
        assessment = read(system, found)
        if unknown := _foreign(system, assessment):
            yield unknown
            continue
        if assessment.filed is not None and assessment.is_data:
            defects = _society(assessment.filed)
        else:
            defects = _topics_in_prose(assessment, ON_SOCIETY)
        yield from judged(
            system.subject,
            [*defects, *copied(system, assessment, prints)],
            otherwise=f"{assessment.path} answers what the system does to society",
            at=assessment.at,
        )


def _foreign(system: System, assessment: Assessment) -> Finding | None:
    if assessment.is_data or assessment.language == "en":
        return None
    return unassessed(
        f"{assessment.path} is written in a language ({assessment.language}) in which the gate "
        "tells sections and not answers",
        cause=Cause.UNAVAILABLE,
        at=assessment.at,
        about=system.subject,
        key="language",
        fix="Write the assessment as data (`kind: impact-assessment`), which is read in any "
        "language, or have a person judge it.",
    )


def _scales_of_process(governance: Governance) -> Mapping[str, frozenset[str]]:
    """The grades that processes of impact assessment state, by scale."""
    found: dict[str, set[str]] = {name: set() for name in _RATINGS}
    for process in governance.impact_processes:
        for name in _RATINGS:
            if process.value.scales is not None:
                found[name].update(map(fold, getattr(process.value.scales, name)))
    return {name: frozenset(grades) for name, grades in found.items()}


class _Judging:
    """Judges one assessment that is written as data."""

    def __init__(
        self,
        filed: Filed[ImpactAssessment],
        scales: Mapping[str, frozenset[str]],
        roster: Roster,
        today: date,
    ) -> None:
        self._filed = filed
        self._roster = roster
        self._today = today
        method = filed.value.method
        self._grades = {
            name: frozenset(map(fold, getattr(method, name))) or scales[name]
            if method
            else scales[name]
            for name in _RATINGS
        }

    def defects(self) -> Iterator[Defect]:
        """Everything that is vague in it."""
        filed = self._filed
        groups = filed.value.affected
        if not groups:
            message = f"{filed.path} names nobody who is affected"
            yield Defect(message, filed.locate("affected"), "affected")
            return
        for name, grades in self._grades.items():
            if not grades:
                message = f"{filed.path} does not say what its grades of {name} mean"
                yield Defect(message, filed.locate("method", name), f"scale:{name}")
        for number, group in enumerate(groups):
            yield from self._group(number, group)
        if not any(group.vulnerable for group in groups):
            yield from self._nobody_vulnerable()
        if not any(said(benefit, words=3) for group in groups for benefit in group.benefits):
            message = f"{filed.path} does not say what anybody gains"
            yield Defect(message, filed.locate("affected"), "benefits")
        yield from self._topics()

    def _nobody_vulnerable(self) -> Iterator[Defect]:
        filed = self._filed
        if not said(filed.value.no_vulnerable, words=_LEAST):
            yield Defect(
                f"{filed.path} considers no group of vulnerable people",
                filed.locate("affected"),
                "vulnerable",
                fix="Mark the groups that are more easily harmed (`vulnerable: true`), or say in "
                "`no_vulnerable` why there are none.",
            )

    def _group(self, number: int, group: AffectedGroup) -> Iterator[Defect]:
        at = self._filed.locate("affected", number)
        if not said(group.group):
            yield Defect(f"group '{group.id}' does not say who they are", at, f"{group.id}:group")
        if not group.impacts and not said(group.no_impact, words=_LEAST):
            message = f"group '{group.id}' has no rated impact"
            yield Defect(message, at, f"{group.id}:impacts")
        for place, impact in enumerate(group.impacts):
            yield from self._impact(group, impact, ("affected", number, "impacts", place))

    def _impact(
        self, group: AffectedGroup, impact: Impact, keys: tuple[str | int, ...]
    ) -> Iterator[Defect]:
        filed = self._filed
        called, key = f"impact '{impact.id}' on '{group.id}'", f"{group.id}/{impact.id}"
        for name, words in (("description", _LEAST), ("measure", _LEAST - 1)):
            if not said(getattr(impact, name), words=words):
                message = f"{called} has no {name}"
                yield Defect(message, filed.locate(*keys, name), f"{key}:{name}")
        if impact.topic is None:
            yield Defect(f"{called} has no topic", filed.locate(*keys, "topic"), f"{key}:topic")
        for name in _RATINGS:
            if why := self._ungraded(name, getattr(impact, name)):
                message = f"{called} {why}"
                yield Defect(message, filed.locate(*keys, name), f"{key}:{name}")
        if problem := self._roster.problem(impact.owner, self._today):
            message = " ".join(f"{called}: the owner {impact.owner or ''} {problem}".split())
            yield Defect(message, filed.locate(*keys, "owner"), f"{key}:owner")

    def _ungraded(self, name: str, grade: str | None) -> str | None:
        # "none" is a grade like any other: of reversibility, say.
        if grade is None or grade.startswith("OPEN:"):
            return f"has no {name}"
        known = self._grades[name]
        if known and fold(grade) not in known:
            return f"has the {name} '{grade}', which is not on the scale"
        return None

    def _topics(self) -> Iterator[Defect]:
        filed = self._filed
        rated = {impact.topic for group in filed.value.affected for impact in group.impacts}
        reasons: dict[str, str] = {}
        stated: dict[str, Location] = {}
        for number, each in enumerate(filed.value.not_relevant):
            at = filed.locate("not_relevant", number, "reason")
            stated[each.topic] = at
            if each.topic not in rated and not said(each.reason, words=_LEAST):
                message = f"{filed.path} does not say why nothing is expected on {each.topic}"
                yield Defect(message, at, f"topic:{each.topic}")
            elif same := reasons.get(fold(each.reason or "")):
                message = f"{filed.path} gives for {each.topic} the reason that it gives for {same}"
                yield Defect(message, at, f"topic:{each.topic}")
            reasons.setdefault(fold(each.reason or ""), each.topic)
        for topic in ON_PEOPLE:
            if topic.id not in rated and topic.id not in stated:
                message = f"{filed.path} does not answer {topic.called}"
                yield Defect(message, filed.locate("affected"), f"topic:{topic.id}")


def _society(filed: Filed[ImpactAssessment]) -> Iterator[Defect]:
    society = filed.value.society
    first: dict[str, Topic] = {}
    if society is None:
        message = f"{filed.path} does not answer what the system does to society"
        yield Defect(message, filed.locate("society"), "society")
        return
    for topic in ON_SOCIETY:
        text, at = getattr(society, topic.id), filed.locate("society", topic.id)
        if not said(text, words=_LEAST):
            message = f"{filed.path} does not answer what the system does to {topic.called}"
            if topic.id == "misuse_at_scale":
                message = f"{filed.path} does not consider misuse at scale"
            yield Defect(message, at, f"society:{topic.id}")
        elif (same := first.setdefault(fold(text), topic)) is not topic:
            message = f"{filed.path} answers {topic.called} with the text on {same.called}"
            yield Defect(message, at, f"society:{topic.id}")


def _in_prose(assessment: Assessment) -> Iterator[Defect]:
    if assessment.outline is None:
        return
    rated = ratings_in(assessment.outline)
    at = Location(assessment.path, rated.at)
    if rated.lacking:
        message = f"{assessment.path}: impacts are rated without {', '.join(rated.lacking)}"
        yield Defect(message, at, "ratings")
    elif not rated.rows:
        yield Defect(f"{assessment.path} rates no impact in full", at, "ratings")
    for line, row, name in rated.blanks:
        message = f"{assessment.path}: '{' '.join(row.split()[:6])}' has no {name}"
        yield Defect(message, Location(assessment.path, line), f"{fold(row)[:60]}:{name}")
    folded = f" {fold(assessment.text)} "
    for key, words, message in _CONSIDERED:
        if not any(f" {word} " in folded for word in words):
            yield Defect(f"{assessment.path} {message}", assessment.at, key)
    yield from _topics_in_prose(assessment, ON_PEOPLE)


_CONSIDERED = (
    (
        "vulnerable",
        (
            *(
                "vulnerable",
                "vulnerability",
                "children",
                "minors",
                "elderly",
                "older",
                "disability",
            ),
            *("disabilities", "disadvantaged", "marginalised", "marginalized", "minorities"),
        ),
        "considers no group of vulnerable people",
    ),
    (
        "benefits",
        ("benefit", "benefits", "gain", "gains", "advantage", "advantages", "helps"),
        "does not say what anybody gains",
    ),
)


def _topics_in_prose(assessment: Assessment, topics: tuple[Topic, ...]) -> Iterator[Defect]:
    if assessment.outline is None:
        return
    for topic, why, at in unanswered_in(assessment.outline, assessment.path, topics):
        yield Defect(f"{assessment.path}: {why}", at, f"topic:{topic.id}")
