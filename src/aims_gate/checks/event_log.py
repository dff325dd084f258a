"""Event logs: whether they tell afterwards what happened, for as long as somebody may ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ..declarations import Duration, Lifecycle
from ..declarations.monitoring_terms import Recorded
from ..declarations.records import Filed
from ..governance.files import Governance
from ..governance.wording import said
from ..model import ERROR, NOTE, WARNING, Finding, by_tier, check, does_not_apply, fails
from ..portfolio import Declared, Playbooks, System, Systems, TierRules
from ..repository import Snapshot
from .judging import Defect, judged
from .monitoring import longer

if TYPE_CHECKING:
    from ..declarations import Entry
    from ..declarations import System as DeclaredSystem
    from ..declarations.records.monitoring import EventLog

_TOO_EARLY = (Lifecycle.DESIGN, Lifecycle.DEVELOPMENT)
_WORDS = 3  # that tell anybody anything
_CODE_LIMIT = 1 << 20  # bytes
_LEGAL: Final = {
    "eu-ai-act/high-risk-provider": Duration(months=6),
    "eu-ai-act/high-risk-deployer": Duration(months=6),
}
"""The least retention by obligation: Regulation (EU) 2024/1689, Articles 19(1) and 26(6)."""


@check(
    "Event logging is specified",
    controls=["A.6.2.8"],
    clauses=["7.5.3"],
    evidences=["A.6.2.8"],
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
)
def unspecified_event_log(
    systems: Systems,
    governance: Governance,
    playbooks: Playbooks,
    declared: Declared,
    snapshot: Snapshot,
) -> Iterator[Finding]:
    """Find systems without a specification of their event log, and specifications with gaps.

    From the log one can tell the input, the output, the version of the model, the operator, what
    was overridden, errors and changes of configuration; or the specification says why there is
    nothing to record. Each event has its fields and the code that writes it, and that code knows
    the fields. Store, access, deletion and personal data are settled; entries are kept as long as
    the playbook of the tier asks, and the law for systems that fall under it, and no longer than
    the personal data in them may be.

    ## Why it matters
    After harm, the log is all there is; what was not written down cannot be looked into, nor
    answered for.

    ## How to conform
    Write a specification of the event log (`kind: event-log`), and make the code log what it says.
    """
    entries = {entry.value.id: entry for entry in declared.manifest.systems}
    for system in systems:
        subject = system.subject
        if system.is_retired or system.lifecycle in _TOO_EARLY:
            reason = f"{subject.label} is in stage {system.lifecycle}"
            yield does_not_apply(reason, about=subject)
            continue
        log = _for(system, governance, systems)
        if log is None:
            message = f"{subject.label}: {governance.absent('event-log')}"
            yield fails(message, at=system.at, about=subject, key="log")
            continue
        defects = [
            *_content(log),
            *_events(log, snapshot),
            *_keeping(log),
            *_retention(log, system, playbooks.of(subject.tier)),
            *_personal_data(log, entries.get(subject.id)),
        ]
        yield from judged(
            subject,
            (Defect(f"{subject.label}: {d.message}", d.at, d.key, d.fix) for d in defects),
            otherwise=f"{subject.label}: the log of events is specified",
            at=log.locate("events"),
        )


def _for(system: System, governance: Governance, systems: Systems) -> Filed[EventLog] | None:
    for filed in governance.event_logs:
        about = filed.value.system
        if about == system.subject.id or (about is None and len(systems) == 1):
            return filed
    return None


def _content(log: Filed[EventLog]) -> Iterator[Defect]:
    """What cannot be told from any event, without a reason."""
    told = {content for event in log.value.events for content in event.records}
    excused = {each.content for each in log.value.not_recorded if said(each.reason, words=_WORDS)}
    for content in Recorded:
        if content not in told and content not in excused:
            what = content.replace("-", " ")
            fix = f"Log the {what}, or say under `not_recorded` why there is none."
            at = log.locate("events")
            yield Defect(f"no event records the {what}", at, f"content:{content}", fix)


def _events(log: Filed[EventLog], snapshot: Snapshot) -> Iterator[Defect]:
    for index, event in enumerate(log.value.events):
        key = f"event:{event.id}"
        if not any(said(field) for field in event.fields):
            message = f"event {event.id} names no field"
            yield Defect(message, log.locate("events", index), f"{key}:fields", "Name its fields.")
        if event.written_by is None:
            if not said(event.elsewhere, words=2):
                message = f"nothing is said to write event {event.id}"
                fix = "Name the code (`written_by`), or what else writes it (`elsewhere`)."
                yield Defect(message, log.locate("events", index), f"{key}:writer", fix)
            continue
        path = log.resolve(event.written_by)
        at = log.locate("events", index, "written_by")
        data = snapshot.get(path, _CODE_LIMIT)
        if data is None:
            message = f"event {event.id} is written by {path}, which does not exist"
            yield Defect(message, at, f"{key}:writer", "Name the code that writes it.")
            continue
        words = set(re.findall(r"[\w-]+", data.decode("utf-8", "replace")))
        unknown = [field for field in event.fields if not words.issuperset(field.split("."))]
        if unknown:
            message = f"event {event.id}: {path} knows no field {', '.join(unknown)}"
            fields = log.locate("events", index, "fields")
            yield Defect(message, fields, f"{key}:fields", "Log the field, or correct its name.")


def _keeping(log: Filed[EventLog]) -> Iterator[Defect]:
    store = log.value.store
    if store is None or not said(store.where, words=2):
        yield Defect("it is not said where the log is kept", log.locate("store"), "store")
    elif not said(store.protection, words=_WORDS):
        message = "it is not said what keeps entries of the log from being changed or lost"
        yield Defect(message, log.locate("store"), "protection")
    readers = [each for each in log.value.access if said(each.who) and said(each.purpose, words=2)]
    if not readers or len(readers) < len(log.value.access):
        message = "it is not said who may read the log, and what for"
        yield Defect(message, log.locate("access"), "access")
    if not said(log.value.deletion, words=_WORDS):
        yield Defect("it is not said how entries are deleted", log.locate("deletion"), "deletion")


def _retention(log: Filed[EventLog], system: System, rules: TierRules) -> Iterator[Defect]:
    kept, at = log.value.retention, log.locate("retention")
    if kept is None:
        yield Defect("it is not said how long the log is kept", at, "retention")
        return
    wanted = {f"tier {rules.tier}": rules.log_retention}
    wanted |= {each: _LEGAL[each] for each in system.obligations if each in _LEGAL}
    for whose, least in wanted.items():
        if least is not None and longer(least, kept):
            message = f"the log is kept for {kept}, {whose} asks for {least}"
            yield Defect(message, at, "retention", f"Keep the log for {least} at least.")
            return


def _personal_data(log: Filed[EventLog], entry: Entry[DeclaredSystem] | None) -> Iterator[Defect]:
    stated, at = log.value.personal_data, log.locate("personal_data")
    if stated is None or stated.contained is None or not said(stated.handling, words=_WORDS):
        message = "it is not said what the log holds of people, and how that is handled"
        yield Defect(message, at, "personal-data", "Fill `personal_data` of the event log.")
        return
    personal = entry.value.personal_data if entry else None
    if personal is None or not stated.contained:
        return
    if not personal.processed:
        message = "the log holds personal data, but aims.yaml says that none are processed"
        yield Defect(message, at, "personal-data", "Correct the one that is wrong.")
    spans = [each.retention for each in personal.purposes if each.retention]
    kept = log.value.retention
    if kept and spans and all(longer(kept, span) for span in spans):
        longest = max(spans, key=lambda span: (span.months, span.days))
        message = f"the log is kept for {kept}, personal data only for {longest}"
        fix = "Delete entries when the data in them have to go."
        yield Defect(message, log.locate("retention"), "personal-data:retention", fix)
