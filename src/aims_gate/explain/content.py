"""What the page of a check, a control or a clause says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..catalogue import Catalogue, Clause, Control, Expectation
from ..engine import reach, touched_by
from ..model import Check, Reach
from .page import Fact, Kind, Page, Reference, Section

_EVIDENCE = "conforming is evidence"
_OURS = "The identifier is that of ISO/IEC 42001:2023; the words are ours."
_DECIDES = {
    Reach.CHECKED: "what files hold",
    Reach.ATTESTED: "only whether a record says so",
}
_REACHES = {
    Reach.CHECKED: "checked: the content of the repository decides",
    Reach.ATTESTED: "attested: only that a record says so can be known",
    Reach.BEYOND: "beyond: no check here decides it",
}
_EXPECTED = {
    Expectation.EXPECT: "expected",
    Expectation.CONSIDER: "to be considered",
    Expectation.USUALLY_EXCLUDED: "usually excluded",
}


def check_page(check: Check[Any], catalogue: Catalogue, plugin: str | None = None) -> Page:
    """The page of a check; ``plugin`` is the distribution that offers it, if not the gate."""
    sections = (
        Section("Why it matters", check.why),
        Section("How to conform", check.how),
        Section("Facts", facts=tuple(_facts(check, plugin))),
        Section("Counts for", references=tuple(_counts_for(check, catalogue))),
    )
    return Page(check.id, check.title, check.summary, sections)


def _facts(check: Check[Any], plugin: str | None) -> Iterator[Fact]:
    tiers = sorted(check.tiers, key=lambda tier: tier.rank)
    yield Fact("severity", ", ".join(f"{check.severity[tier]} ({tier})" for tier in tiers))
    yield Fact("risk tiers", ", ".join(tiers))
    yield Fact("roles", ", ".join(sorted(check.roles)))
    yield Fact("profile", f"{check.profile} and larger")
    yield Fact("decided by", _DECIDES[check.reach])
    yield Fact("since", check.since)
    yield Fact("offered by", plugin or "aims-gate")


def _counts_for(check: Check[Any], catalogue: Catalogue) -> Iterator[Reference]:
    touched = touched_by(check)
    for entry in catalogue.entries:
        if entry.id in touched:
            remark = _EVIDENCE if entry.id in check.evidences else ""
            yield Reference(Kind.CONTROL, entry.id, entry.title, remark)


def control_page(entry: Control | Clause, checks: Iterable[Check[Any]]) -> Page:
    """The page of a control or clause, given the checks on offer."""
    touching = [each for each in checks if entry.id in touched_by(each)]
    known = reach(entry.id, touching)
    sections = [Section("Facts", facts=tuple(_standing(entry, known)))]
    if known is Reach.BEYOND:
        sections.append(Section("Why it is beyond the gate", f"{entry.beyond}."))
    references = tuple(
        Reference(Kind.CHECK, each.id, each.title, _EVIDENCE if entry.id in each.evidences else "")
        for each in touching
    )
    text = "" if references else "None: no check here can tell."
    sections.append(Section("Checks", text, references=references))
    return Page(entry.id, entry.title, f"{entry.intent}.\n\n{_OURS}", tuple(sections))


def _standing(entry: Control | Clause, known: Reach) -> Iterator[Fact]:
    yield Fact("reach", _REACHES[known])
    yield Fact("shows in", "; ".join(showing.where for showing in entry.shown_by))
    if isinstance(entry, Control):
        defaults = entry.role_default.items()
        yield Fact("by role", ", ".join(f"{role}: {_EXPECTED[word]}" for role, word in defaults))
