"""Nonconformities: whether they are put right, and stay so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..governance.files import Governance
from ..governance.links import Whereabouts
from ..governance.organisation import Organisation
from ..governance.people import Roster
from ..governance.wording import echoes, said
from ..model import (
    ERROR,
    NOTE,
    WARNING,
    Clock,
    Finding,
    Profile,
    Reach,
    by_tier,
    check,
)
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations.records import Listed
    from ..declarations.records.incidents import Effectiveness, Nonconformity

_TEXTS = (
    ("title", "what is not as it should be", 3),
    ("correction", "what was put right at once", 3),
    ("cause", "why it happened", 3),
    ("action", "what removes the cause", 3),
)


@check(
    "Nonconformities reach effectiveness",
    clauses=["10.2"],
    evidences=["10.2"],
    severity=by_tier(minimal=NOTE, limited=WARNING, high=ERROR),
    profile=Profile.CERTIFICATION,
    reach=Reach.ATTESTED,
)
def open_nonconformity(
    organisation: Organisation,
    governance: Governance,
    roster: Roster,
    whereabouts: Whereabouts,
    clock: Clock,
) -> Iterator[Finding]:
    """Find nonconformities that are overdue, closed without proof, or back again.

    Each has a correction, a cause, an action that differs from the correction, an owner and a day
    by which it is done. What is closed was looked at afterwards by somebody other than the owner,
    with evidence that exists, and found effective. The same cause must not come back once its
    action was done, unless the new entry names the old one and does something else about it. A
    register without entries says how one would have been found.

    ## Why it matters
    A correction puts right what was seen. Only an action on the cause, and a look whether it
    helped, keeps it from coming back.

    ## How to conform
    Carry the action out, let somebody other than its owner see whether it helped, and record that
    with evidence in the register of nonconformities.
    """
    subject = organisation.subject
    if subject is None:
        return
    registers = governance.nonconformities
    rows = [row for filed in registers for row in filed.listed("nonconformities")]
    defects = [*_absent(governance, rows, organisation)]
    for row in rows:
        defects += _incomplete(row, roster, clock.today)
        defects += _unproven(row, roster, whereabouts, clock.today)
        defects += _back_again(row, rows)
    yield from judged(
        subject,
        defects,
        otherwise=f"every nonconformity ({len(rows)}) is being put right, or proven to be so"
        if rows
        else "there is no nonconformity, and it is said how one would have been found",
        at=registers[0].location if registers else organisation.at,
    )


def _absent(
    governance: Governance, rows: Sequence[Listed[Nonconformity]], organisation: Organisation
) -> Iterator[Defect]:
    registers = governance.nonconformities
    if not registers:
        message = governance.absent("nonconformities")
        fix = "Keep a register of nonconformities, also while it is empty."
        yield Defect(message, organisation.at, "register", fix=fix)
    elif not rows and not any(said(each.value.none_because, words=4) for each in registers):
        message = "there is no nonconformity, and nothing says how one would have been found"
        fix = "Say under `none_because:` how a nonconformity would have been found."
        yield Defect(message, registers[0].locate("none_because"), "none", fix=fix)


def _incomplete(row: Listed[Nonconformity], roster: Roster, today: date) -> Iterator[Defect]:
    value, id_ = row.value, row.value.id
    absent = [what for name, what, words in _TEXTS if not said(getattr(value, name), words=words)]
    absent += [
        what
        for name, what in (
            ("found_on", "when it was found"),
            ("severity", "how grave it is"),
            ("due", "by when it is put right"),
        )
        if getattr(value, name) is None
    ]
    if absent:
        yield Defect(f"{id_} does not say {', '.join(absent)}", row.at(), f"{id_}:fields")
    if value.action and value.correction and echoes(value.action, value.correction):
        message = f"{id_}: the action only repeats the correction, so the cause stays"
        yield Defect(message, row.at("action"), f"{id_}:action")
    if problem := roster.problem(value.owner, today):
        who = f"owner {value.owner}" if value.owner else "its owner"
        yield Defect(f"{id_}: {who} {problem}", row.at("owner"), f"{id_}:owner")
    if value.due and value.due < today and not _has_been(value.done_on, today):
        message = f"{id_} is overdue: its action was to be done by {value.due}"
        yield Defect(message, row.at("due"), f"{id_}:overdue")


def _unproven(
    row: Listed[Nonconformity], roster: Roster, whereabouts: Whereabouts, today: date
) -> Iterator[Defect]:
    """What a closed nonconformity lacks."""
    value, id_ = row.value, row.value.id
    if value.closed_on is None:
        return
    if not _has_been(value.closed_on, today):
        message = f"{id_}: closed on {value.closed_on}, which has not come"
        yield Defect(message, row.at("closed_on"), f"{id_}:closed")
    elif not _has_been(value.done_on, today):
        message = f"{id_}: closed on {value.closed_on} before its action was done"
        yield Defect(message, row.at("closed_on"), f"{id_}:closed")
    check_ = value.effectiveness
    if check_ is None or not (check_.by and check_.evidence and _has_been(check_.on, today)):
        message = f"{id_}: closed without effectiveness evidence (who looked, when, what shows it)"
        yield Defect(message, row.at("effectiveness"), f"{id_}:effectiveness")
        return
    for part, problem in _doubts(check_, value, roster, today):
        yield Defect(f"{id_}: {problem}", row.at("effectiveness", part), f"{id_}:effect:{part}")
    path, anchor = row.filed.resolve(check_.evidence), check_.evidence.partition("#")[2]
    if problem_ := whereabouts.problem_of_place(path, anchor):
        message = f"{id_}: evidence {check_.evidence} of its effectiveness {problem_}"
        yield Defect(message, row.at("effectiveness", "evidence"), f"{id_}:evidence")


def _doubts(
    check_: Effectiveness, value: Nonconformity, roster: Roster, today: date
) -> Iterator[tuple[str, str]]:
    """Why a look at the effect counts for nothing: the part concerned, and why."""
    if check_.by == value.owner:
        yield "by", f"{check_.by} looked at the effect of their own action"
    elif problem := roster.problem(check_.by, today):
        yield "by", f"{check_.by}, who looked at the effect, {problem}"
    if value.done_on and check_.on and check_.on < value.done_on:
        yield "on", f"the effect was looked at on {check_.on}, before the action ({value.done_on})"
    if value.closed_on and check_.on and check_.on > value.closed_on:
        yield "on", f"closed on {value.closed_on}, before the effect was looked at ({check_.on})"
    if check_.effective is not True:
        yield "effective", "closed although the action was not found effective"
    elif not said(check_.result, words=4):
        yield "result", "nothing says what was seen when the effect was looked at"


def _back_again(
    row: Listed[Nonconformity], rows: Sequence[Listed[Nonconformity]]
) -> Iterator[Defect]:
    """An earlier nonconformity of the same cause whose action was done before this was found."""
    value = row.value
    for other in rows:
        earlier = other.value
        if other is row or not value.found_on or not earlier.done_on:
            continue
        same = (value.cause_id is not None and value.cause_id == earlier.cause_id) or (
            value.cause is not None and echoes(value.cause, earlier.cause or "")
        )
        if not same or earlier.done_on > value.found_on:
            continue
        key = f"{value.id}:repeats:{earlier.id}"
        if value.repeats != earlier.id:
            message = (
                f"{value.id} has the cause of {earlier.id}, which was done on {earlier.done_on}"
            )
            fix = f"Name it (`repeats: {earlier.id}`) and remove the cause in another way."
            yield Defect(message, row.at("cause"), key, fix=fix, places=(other.at(),))
        elif value.action and echoes(value.action, earlier.action or ""):
            message = f"{value.id} repeats the action of {earlier.id}, which did not hold"
            yield Defect(message, row.at("action"), key, places=(other.at(),))


def _has_been(day: date | None, today: date) -> bool:
    return day is not None and day <= today
