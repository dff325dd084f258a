"""Whether the organisation knows its surroundings, and answers them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from ..catalogue import load_catalogue
from ..declarations.records import Filed
from ..governance.files import Governance
from ..governance.organisation import Organisation
from ..governance.references import References
from ..governance.wording import said
from ..model import NOTE, Clock, Finding, Profile, Reach, check, fails
from ..portfolio import Playbooks
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations import Duration
    from ..declarations.records.law import Context, Responses


@check(
    "Context and interested parties are answered",
    clauses=["4.1", "4.2"],
    evidences=["4.1", "4.2"],
    severity=NOTE,
    profile=Profile.CERTIFICATION,
    reach=Reach.ATTESTED,
)
def unanswered_context(
    organisation: Organisation,
    governance: Governance,
    references: References,
    playbooks: Playbooks,
    clock: Clock,
) -> Iterator[Finding]:
    """Find issues and needs of interested parties that nothing answers.

    The register lists issues inside and outside the organisation with their effect on the AI, and
    the interested parties with what they need. Each row names what answers it: a risk, an
    objective, a control or an obligation that exists, or the reason why nothing has to. It says
    whether climate change is relevant, and it is looked at in time.

    ## Why it matters
    A list of issues that leads to nothing is written for the auditor. What people need from the AI
    is met only if somebody turned it into a risk, a goal or a rule.

    ## How to conform
    Complete each row of the register (`kind: context`) and link what answers it, or write down why
    nothing has to.
    """
    if organisation.subject is None:
        return
    registers = [each for each in governance.contexts if each.value.status != "retired"]
    if not registers:
        message = governance.absent("context")
        yield fails(message, at=organisation.at, about=organisation.subject, key="register")
        return
    age = playbooks.of(organisation.subject.tier).maximum_age.management_review
    for filed in registers:
        yield from judged(
            organisation.subject,
            _defects(filed, _known_ids(references), age, clock.today),
            otherwise=f"{filed.path} answers each issue and each party",
            at=filed.locate("kind"),
        )


def _known_ids(references: References) -> Mapping[str, frozenset[str]]:
    """The ids that a row can be answered with, by the name of the list."""
    known = {
        f"{kind}s": frozenset(references.ids.get(kind, ()))
        for kind in ("risk", "objective", "control", "obligation")
    }
    annex = {control.id for control in load_catalogue().controls}
    known["controls"] |= annex
    return known


def _defects(
    filed: Filed[Context],
    known: Mapping[str, frozenset[str]],
    age: Duration | None,
    today: date,
) -> Iterator[Defect]:
    value, path = filed.value, filed.path
    if not said(value.climate_change, words=5):
        message = f"{path} does not say whether climate change is relevant, and why"
        yield Defect(message, filed.locate("climate_change"), "climate")
    for nature in ("internal", "external"):
        if not any(each.nature == nature for each in value.issues):
            message = f"{path} lists no {nature} issue"
            yield Defect(message, filed.locate("issues"), f"issues:{nature}")
    for number, issue in enumerate(value.issues):
        keys = ("issues", number)
        for name in ("issue", "effect"):
            if not said(getattr(issue, name), words=4):
                message = f"issue '{issue.id}' does not say {_ASKED[name]}"
                yield Defect(message, filed.locate(*keys, name), f"{issue.id}:{name}")
        yield from _answer(filed, issue.id, issue.responses, keys, known)
    if not value.parties:
        message = f"{path} lists no interested party"
        yield Defect(message, filed.locate("parties"), "parties")
    for number, party in enumerate(value.parties):
        keys = ("parties", number)
        if not said(party.party):
            message = f"party '{party.id}' does not say who they are"
            yield Defect(message, filed.locate(*keys, "party"), f"{party.id}:party")
        if not any(said(need, words=3) for need in party.needs):
            message = f"party '{party.id}' has no needs"
            yield Defect(message, filed.locate(*keys, "needs"), f"{party.id}:needs")
        yield from _answer(filed, party.id, party.responses, keys, known)
    yield from _reviewed(filed, age, today)


_ASKED = {"issue": "what the issue is", "effect": "what it does to the AI"}


def _answer(
    filed: Filed[Context],
    row: str,
    responses: Responses | None,
    keys: tuple[str | int, ...],
    known: Mapping[str, frozenset[str]],
) -> Iterator[Defect]:
    at = filed.locate(*keys, "responses")
    linked = 0
    for name, ids in known.items() if responses else ():
        for number, id_ in enumerate(getattr(responses, name)):
            if id_ in ids:
                linked += 1
            else:
                message = f"{row}: there is no {name[:-1]} '{id_}'"
                where = filed.locate(*keys, "responses", name, number)
                yield Defect(message, where, f"{row}:{name}:{id_}")
    if not linked and not (responses and said(responses.none_needed, words=4)):
        yield Defect(f"{row}: no linked response", at, f"{row}:responses")


def _reviewed(filed: Filed[Context], age: Duration | None, today: date) -> Iterator[Defect]:
    value, path = filed.value, filed.path
    if value.reviewed is None:
        message = f"{path} does not say when it was last looked at"
        yield Defect(message, filed.locate("reviewed"), "reviewed")
        return
    if value.reviewed > today:
        message = f"{path} is said to be looked at on {value.reviewed}, which lies ahead"
        yield Defect(message, filed.locate("reviewed"), "reviewed")
        return
    due = [day for day in (value.next_review, age.after(value.reviewed) if age else None) if day]
    if due and min(due) < today:
        overdue = (today - min(due)).days
        message = f"{path} was last looked at on {value.reviewed}: overdue by {overdue} days"
        yield Defect(message, filed.locate("reviewed"), "reviewed")
