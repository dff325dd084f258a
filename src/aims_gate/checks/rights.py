"""Whether rights were assessed where the facts ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ..catalogue.law import ObligationKind, is_in_eu, load_obligations, region_code, within
from ..declarations.impact_terms import RightsAssessmentKind
from ..declarations.records import Filed
from ..evidence import DocumentKind, Documents, Quality
from ..evidence.substance import says_something
from ..evidence.text import decode, fold
from ..governance.files import Governance
from ..governance.impacts import mentions
from ..governance.people import Roster
from ..governance.wording import said
from ..model import (
    ERROR,
    WARNING,
    Cause,
    Clock,
    Finding,
    Location,
    Profile,
    Role,
    Tier,
    by_tier,
    check,
    does_not_apply,
    unassessed,
)
from ..portfolio import Anchors, Declared, System, Systems
from ..portfolio.domains import asks_for_rights_assessment, fields_of
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations import Entry
    from ..declarations import System as DeclaredSystem
    from ..declarations.records.law import RightsAssessment

_LIMIT = 2 << 20  # bytes
_LEAST = 5
"""How many words of substance an answer has."""

_ENOUGH = 50
"""How many words of substance an assessment in a file of its own has."""

_CALLED = {
    RightsAssessmentKind.DPIA: "a data protection impact assessment",
    RightsAssessmentKind.FRIA: "a fundamental rights impact assessment",
}
_WORDS = {
    RightsAssessmentKind.DPIA: ("dpia", "data protection impact", "datenschutz folgen", "aipd"),
    RightsAssessmentKind.FRIA: ("fria", "fundamental rights", "grundrechte", "human rights impact"),
}
"""By which words of its title or path a document in prose is told to be one."""


@check(
    "DPIA / rights assessment present where facts require",
    controls=["A.5.4", "A.7.3"],
    clauses=["6.1.4"],
    severity=by_tier(minimal=WARNING, limited=ERROR, high=ERROR),
    profile=Profile.CERTIFICATION,
)
def missing_rights_assessment(
    systems: Systems,
    declared: Declared,
    governance: Governance,
    documents: Documents,
    anchors: Anchors,
    roster: Roster,
    clock: Clock,
) -> Iterator[Finding]:
    """Find AI systems whose facts ask for an assessment of rights that nobody made.

    Personal data with special categories, on a large scale, for profiling that affects people or
    for decisions without a person need a data protection impact assessment. In the European Union
    a high-risk system needs one of fundamental rights where a public service uses it, or where it
    judges creditworthiness or prices life and health insurance. The record names the system, and is
    the assessment itself or leads to it; or it says by which provision none is required, approved
    by somebody else than its author.

    ## Why it matters
    The law asks for these assessments before the processing begins; without one it is unlawful
    whatever else is in order.

    ## How to conform
    Attach the assessment as `kind: rights-assessment` with the systems it covers, or record there
    why the law requires none.
    """
    entries = {entry.value.id: entry for entry in declared.manifest.systems}
    for system in systems:
        entry = entries.get(system.subject.id) if system.declared else None
        if system.is_retired:
            yield does_not_apply("it is retired", about=system.subject)
            continue
        needed = dict(_needs(system, entry)) if entry else {}
        if not needed:
            yield _unneeded(system, entry)
            continue
        finding = _Finder(system, governance, documents, anchors, roster, clock.today)
        yield from judged(
            system.subject,
            (defect for kind, facts in needed.items() for defect in finding.defects(kind, facts)),
            otherwise=f"{system.subject.label} has what its facts ask for: "
            + " and ".join(_CALLED[kind] for kind in needed),
            at=finding.at,
        )


_FACTS = {
    "special_categories": "special categories of personal data",
    "large_scale": "personal data on a large scale",
    "profiling": "profiling that affects people",
    "decides_alone": "decisions about people without a person",
}


def _unknown_facts(entry: Entry[DeclaredSystem]) -> str:
    """What is not stated and would have to be; empty if enough is."""
    data = entry.value.personal_data
    if data is None:
        return "personal_data"
    if not data.processed or any(getattr(data, name) for name in _FACTS):
        return ""
    return ", ".join(name for name in _FACTS if getattr(data, name) is None)


def _unneeded(system: System, entry: Entry[DeclaredSystem] | None) -> Finding:
    unknown = _unknown_facts(entry) if entry else "personal_data"
    if not unknown:
        reason = "nothing that is declared of it asks for an assessment of rights"
        return does_not_apply(reason, about=system.subject)
    return unassessed(
        f"{system.subject.label} does not state {unknown}, so it is not known whether rights have "
        "to be assessed",
        cause=Cause.UNAVAILABLE,
        at=system.at,
        about=system.subject,
        key="facts",
        fix=f"State in aims.yaml: {unknown}.",
    )


def _needs(
    system: System, entry: Entry[DeclaredSystem]
) -> Iterator[tuple[RightsAssessmentKind, str]]:
    """Each assessment that the facts ask for, with these facts in words."""
    data, context = entry.value.personal_data, entry.value.context
    regions = [region_code(region) for region in (context.regions if context else ())]
    facts = [called for name, called in _FACTS.items() if data and getattr(data, name)]
    if facts and data and data.processed and (not regions or any(map(_protects_data, regions))):
        yield RightsAssessmentKind.DPIA, " and ".join(facts)
    uses = not system.subject.roles or Role.USER in system.subject.roles
    if context and uses and system.subject.tier is Tier.HIGH and any(map(is_in_eu, regions)):
        fields = fields_of(context.domain)
        if context.public_service:
            yield RightsAssessmentKind.FRIA, "high-risk use for a public service in the EU"
        elif asks_for_rights_assessment(fields):
            use = f"high-risk use in the EU in the field of {' and '.join(fields)}"
            yield RightsAssessmentKind.FRIA, use


def _protects_data(region: str) -> bool:
    return any(
        each.kind is ObligationKind.PRIVACY and within(region, each.regions)
        for each in load_obligations().values()
    )


class _Finder:
    """Finds and judges the assessments of rights of one system."""

    def __init__(
        self,
        system: System,
        governance: Governance,
        documents: Documents,
        anchors: Anchors,
        roster: Roster,
        today: date,
    ) -> None:
        self._system = system
        self._records = [
            each
            for each in governance.rights_assessments
            if system.subject.id in each.value.systems and each.value.status != "retired"
        ]
        self._documents = documents.of(DocumentKind.IMPACT_ASSESSMENT)
        self._anchors = anchors
        self._roster = roster
        self._today = today
        self.at = self._records[0].locate("kind") if self._records else system.at

    def defects(self, kind: RightsAssessmentKind, facts: str) -> Iterator[Defect]:
        """What is wrong with the assessment of a kind that the facts ask for."""
        records = [each for each in self._records if each.value.assessment is kind]
        if not records and not self._is_in_prose(kind):
            yield Defect(
                f"{self._system.subject.label}: {facts} needs {_CALLED[kind]}, and there is none",
                self._system.at,
                kind.value,
            )
        for record in records:
            yield from self._approved(record)
            if record.value.not_required is not None:
                yield from self._excused(record)
            else:
                yield from self._made(record)

    def _unfit(self, path: str) -> str | None:
        """Why a file is no assessment of the system, in words that follow its path."""
        if path not in self._anchors.snapshot.files:
            return "does not exist"
        text = decode(self._anchors.snapshot.get(path, _LIMIT) or b"")
        if text is None:
            return "is no text: keep it as text, or name its place as `kept_at`"
        if not says_something(text, least=_ENOUGH):
            return "says too little to be an assessment"
        subject = self._system.subject
        if not mentions(text, (subject.id, subject.name)):
            return f"does not name {subject.label}"
        return None

    def _is_in_prose(self, kind: RightsAssessmentKind) -> bool:
        for document in self._documents:
            title = f"{fold(document.title)} {fold(document.path)}"
            if (
                document.quality in (Quality.COMPLETE, Quality.PARTIAL)
                and any(word in title for word in _WORDS[kind])
                and self._unfit(document.path) is None
            ):
                return True
        return False

    def _approved(self, record: Filed[RightsAssessment]) -> Iterator[Defect]:
        value, path = record.value, record.path
        if problem := self._roster.problem(value.approver, self._today):
            message = " ".join(f"{path}: the approver {value.approver or ''} {problem}".split())
            yield Defect(message, record.locate("approver"), f"{path}:approver")
        elif value.approver == value.author:
            message = f"{path}: {value.approver} approved what {value.approver} wrote"
            yield Defect(message, record.locate("approver"), f"{path}:approver")
        if value.approved is None or value.approved > self._today:
            when = f"on {value.approved}, which lies ahead" if value.approved else "on no day"
            message = f"{path} is said to be approved {when}"
            yield Defect(message, record.locate("approved"), f"{path}:approved")

    def _excused(self, record: Filed[RightsAssessment]) -> Iterator[Defect]:
        if not said(record.value.not_required, words=_LEAST):
            message = f"{record.path} does not say by which provision none is required"
            yield Defect(message, record.locate("not_required"), f"{record.path}:not_required")

    def _made(self, record: Filed[RightsAssessment]) -> Iterator[Defect]:
        value, path = record.value, record.path
        if value.date is None or value.date > self._today:
            when = f"on {value.date}, which lies ahead" if value.date else "on no day"
            message = f"{path} is said to be made {when}"
            yield Defect(message, record.locate("date"), f"{path}:date")
        if not said(value.outcome, words=_LEAST):
            message = f"{path} does not say what it came to"
            yield Defect(message, record.locate("outcome"), f"{path}:outcome")
        if value.document is not None:
            target = record.resolve(value.document)
            if why := self._unfit(target):
                at = record.locate("document")
                yield Defect(f"{path}: {target} {why}", at, f"{path}:document")
        elif not said(value.kept_at):
            yield from self._itself(record)

    def _itself(self, record: Filed[RightsAssessment]) -> Iterator[Defect]:
        value, path = record.value, record.path
        for name, called in (
            ("processing", "what is processed or done"),
            ("necessity", "why that is necessary and in proportion"),
        ):
            if not said(getattr(value, name), words=_LEAST):
                message = f"{path} neither leads to an assessment nor says {called}"
                yield Defect(message, record.locate(name), f"{path}:{name}")
        if not value.risks:
            message = f"{path} names no right or freedom at risk"
            yield Defect(message, record.locate("risks"), f"{path}:risks")
        for number, each in enumerate(value.risks):
            yield from self._right(record, number, each.right)

    def _right(self, record: Filed[RightsAssessment], number: int, right: str) -> Iterator[Defect]:
        each, key = record.value.risks[number], f"{record.path}:{fold(right)[:60]}"

        def at(name: str) -> Location:
            return record.locate("risks", number, name)

        for name in ("risk", "measure"):
            if not said(getattr(each, name), words=_LEAST - 1):
                yield Defect(f"{record.path}: '{right}' has no {name}", at(name), f"{key}:{name}")
        if problem := self._roster.problem(each.owner, self._today):
            message = " ".join(f"'{right}': the owner {each.owner or ''} {problem}".split())
            yield Defect(f"{record.path}: {message}", at("owner"), f"{key}:owner")
