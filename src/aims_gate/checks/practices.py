"""Whether a system does something that law or policy bans."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ..catalogue.law import load_practices
from ..declarations.records import Filed
from ..evidence.text import fold
from ..governance.files import Governance
from ..governance.people import Roster
from ..governance.wording import said
from ..model import ERROR, Clock, Finding, Location, Tier, check, does_not_apply
from ..portfolio import Playbooks, System, Systems
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations.records.law import PracticeScreen


@check(
    "Prohibited-practice screen",
    controls=["A.9.4", "A.2.2"],
    clauses=["4.2"],
    severity=ERROR,
    tiers=tuple(Tier),
    excludable=False,
)
def prohibited_practice(
    systems: Systems,
    governance: Governance,
    playbooks: Playbooks,
    roster: Roster,
    clock: Clock,
) -> Iterator[Finding]:
    """Find AI systems that do what is banned, or for which nobody asked whether they do.

    A screen (`kind: practice-screen`) answers for the system, in its present purpose, each practice
    that Article 5 of the EU AI Act bans and each use that the playbook bans for its tier: yes or
    no, with the reason, by a named person, on a day. Any yes blocks; so does the tier `prohibited`,
    until the system is retired.

    ## Why it matters
    What is banned is not a risk to be weighed. It creeps in with a new feature or a new use, so the
    question has to be asked for the purpose that the system has now.

    ## How to conform
    Answer every banned practice for the present purpose of the system, with a reason each; stop the
    work if one answer is yes.
    """
    for system in systems:
        if system.is_retired:
            yield does_not_apply("it is retired", about=system.subject)
            continue
        screens = [
            each
            for each in governance.practice_screens
            if each.value.system == system.subject.id and each.value.status != "retired"
        ]
        at = screens[0].locate("kind") if screens else system.at
        yield from judged(
            system.subject,
            _defects(system, screens, governance, playbooks, roster, clock.today),
            otherwise=f"{system.subject.label} does nothing that is banned, as screened",
            at=at,
        )


def _defects(
    system: System,
    screens: list[Filed[PracticeScreen]],
    governance: Governance,
    playbooks: Playbooks,
    roster: Roster,
    today: date,
) -> Iterator[Defect]:
    label = system.subject.label
    if system.subject.tier is Tier.PROHIBITED:
        yield Defect(
            f"{label} is declared prohibited",
            system.at,
            "tier",
            fix="Stop the work and retire the system, or re-classify it with a basis.",
        )
    if not screens:
        why = "nobody asked whether it does something that is banned"
        if not governance.practice_screens:
            why = governance.absent("practice-screen")
        yield Defect(f"{label}: {why}", system.at, "screen")
    for screen in screens:
        yield from _head(system, screen, roster, today)
        yield from _answers(system, screen, playbooks.of(system.subject.tier).banned_uses)


def _head(
    system: System, screen: Filed[PracticeScreen], roster: Roster, today: date
) -> Iterator[Defect]:
    value, path = screen.value, screen.path
    if not said(value.purpose) or fold(value.purpose or "") != fold(system.purpose):
        yield Defect(
            f"{path} was answered for another purpose than the one in aims.yaml",
            screen.locate("purpose"),
            "purpose",
            fix="Answer it again for the purpose that aims.yaml states; the texts must be equal.",
        )
    if problem := roster.problem(value.by, today):
        message = " ".join(f"{path}: {value.by or ''} {problem}, so nobody answers for it".split())
        if value.by is None:
            message = f"{path} does not say who answered"
        yield Defect(message, screen.locate("by"), "by")
    if value.on is None:
        yield Defect(f"{path} does not say when it was answered", screen.locate("on"), "on")
    elif value.on > today:
        message = f"{path} is said to be answered on {value.on}, which lies ahead"
        yield Defect(message, screen.locate("on"), "on")


_LEAST = 4
"""How many words of substance a reason has."""


def _answers(
    system: System, screen: Filed[PracticeScreen], banned_uses: tuple[str, ...]
) -> Iterator[Defect]:
    wanted = {each.id: f"{each.id} ({each.article})" for each in load_practices()}
    wanted |= {use: f"{use} (playbook)" for use in banned_uses if use not in wanted}
    answered = {each.practice: index for index, each in enumerate(screen.value.practices)}
    for practice, called in wanted.items():
        if practice not in answered:
            message = f"{screen.path} does not answer {called}"
            yield Defect(message, screen.locate("practices"), f"practice:{practice}")
    reasons: dict[str, str] = {}
    for index, each in enumerate(screen.value.practices):
        called = wanted.get(each.practice, each.practice)
        at = screen.locate("practices", index)
        if each.answer is None:
            message = f"{screen.path} does not answer {called}"
            yield Defect(message, at, f"practice:{each.practice}")
        elif each.answer == "yes":
            yield _does(system, called, each.practice, screen.locate("practices", index, "answer"))
        if not said(each.reason, words=_LEAST):
            message = f"{screen.path} gives no reason for the answer on {called}"
            where = screen.locate("practices", index, "reason")
            yield Defect(message, where, f"reason:{each.practice}")
        elif (same := reasons.setdefault(fold(each.reason or ""), each.practice)) != each.practice:
            message = f"{screen.path} gives for {called} the reason that it gives for {same}"
            where = screen.locate("practices", index, "reason")
            yield Defect(message, where, f"reason:{each.practice}")


def _does(system: System, called: str, practice: str, at: Location) -> Defect:
    return Defect(
        f"{system.subject.label} does what is banned: {called}",
        at,
        f"yes:{practice}",
        fix="Stop the work on it; no approval makes a banned practice lawful.",
    )
