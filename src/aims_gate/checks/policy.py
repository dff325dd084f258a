"""The AI policy: what it says, what it is tied to, whether it is kept up to date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ..declarations.policy_terms import PolicyArea
from ..declarations.records import Filed
from ..declarations.records.control_terms import DocumentStatus
from ..governance.links import Whereabouts
from ..governance.organisation import Organisation
from ..governance.people import Roster
from ..governance.policies import Policies, Policy
from ..governance.prose import Topic, unanswered
from ..governance.wording import is_open, said
from ..model import ERROR, NOTE, WARNING, Clock, Finding, Location, Profile, Tier, check, fails
from ..portfolio import Declared, Playbooks, Systems
from ..repository import Snapshot
from .judging import Defect, judged

if TYPE_CHECKING:
    from ..declarations.records.policies import AiPolicy

_LIMIT = 1 << 20  # bytes

_TOPICS = (
    Topic("scope", "its purpose and scope", ("purpose", "scope", "zweck", "geltungsbereich",
          "objet", "champ d'application", "alcance", "propósito")),
    Topic("principles", "the principles", ("principles", "principle", "values", "grundsätze",
          "prinzipien", "principes", "principios")),
    Topic("objectives", "how objectives are set", ("objectives", "objective", "goals", "ziele",
          "objectifs", "objetivos")),
    Topic("requirements", "the commitment to meet requirements", ("requirements", "obligations",
          "legal", "law", "laws", "regulation", "commitment", "commitments", "anforderungen",
          "exigences", "requisitos")),
    Topic("improvement", "the commitment to improve", ("improvement", "improve", "improving",
          "continual improvement", "continuous improvement", "verbesserung", "amélioration",
          "mejora")),
    Topic("banned-uses", "uses that are banned", ("banned", "prohibited", "unacceptable",
          "not allowed", "forbidden", "off limits", "verbotene", "verboten", "interdits",
          "prohibidos")),
    Topic("risk", "who accepts which risk", ("risk", "risks", "risk acceptance", "risk appetite",
          "risiko", "risiken", "risque", "risques", "riesgo", "riesgos")),
    Topic("exceptions", "exceptions", ("exceptions", "exception", "deviations", "exemptions",
          "ausnahmen", "exceptions", "excepciones")),
    Topic("accountability", "who is accountable", ("accountability", "accountable",
          "responsibilities", "responsibility", "roles", "governance", "verantwortung",
          "verantwortlichkeiten", "responsabilités", "responsabilidades")),
)  # fmt: skip
"""What an AI policy has to treat; the phrases are those of headings, in several languages."""


@check(
    "AI policy is complete and approved",
    controls=["A.2.2"],
    clauses=["5.2", "5.1"],
    evidences=["A.2.2", "5.2"],
    severity=ERROR,
    profile=Profile.STANDARD,
)
def incomplete_ai_policy(
    policies: Policies, roster: Roster, organisation: Organisation, clock: Clock
) -> Iterator[Finding]:
    """Find AI policies that leave out what a policy has to settle, or that nobody approved.

    A policy says under headings of its own: its purpose and scope, the principles, how objectives
    are set, that requirements are met, that the management of AI is improved, which uses are
    banned, who accepts which risk, how exceptions are made, and who is accountable. One text under
    several headings answers none of them. Its head says that somebody of top management approved
    it, when, and which version.

    ## Why it matters
    Everybody who decides about AI in the organisation decides by the policy. What it does not
    settle, each settles alone; what nobody at the top approved, nobody at the top will defend.

    ## How to conform
    Write the section that is missing in the AI policy, and have top management approve it.

    `aims-gate init --governance` writes a policy to fill in. The head names the version, `status:
    approved`, `approver` and `approved`; the register of people says who is top management.
    """
    if organisation.subject is None:
        return
    if not policies.items:
        message = "there is no AI policy (governance/ai-policy.md would be the place)"
        yield fails(message, at=organisation.at, about=organisation.subject, key="policy")
        return
    defects = [
        defect
        for policy in policies
        for defect in (*_silences(policy), *_approval(policy, roster, clock.today))
    ]
    first = policies.items[0]
    message = f"{first.path} treats every topic and is approved"
    yield from judged(organisation.subject, defects, otherwise=message, at=first.at)


def _silences(policy: Policy) -> Iterator[Defect]:
    for topic, problem, at in unanswered(policy.prose, _TOPICS):
        fix = f"Write in the AI policy, under a heading, about {topic.called}."
        yield Defect(f"{policy.path}: {problem}", at, f"topic:{topic.id}", fix)


def _approval(policy: Policy, roster: Roster, today: date) -> Iterator[Defect]:
    fix = "Have somebody of top management approve it, and say so in the head of the policy."
    if policy.head is None:
        message = f"{policy.path} has no head that says who approved which version of it, and when"
        yield Defect(message, policy.at, "approval", fix)
        return
    head = policy.head.value
    if head.status is not DocumentStatus.APPROVED or head.approved is None or not head.approver:
        message = f"{policy.path} is not approved"
        yield Defect(message, policy.locate("status"), "approval", fix)
        return
    if head.approved > today:
        message = f"{policy.path} is approved on {head.approved}, which lies ahead"
        yield Defect(message, policy.locate("approved"), "approval", fix)
    if is_open(head.version):
        yield Defect(f"{policy.path} says no version", policy.locate("version"), "version")
    yield from _approver(policy, head.approver, roster, today)


def _approver(policy: Policy, approver: str, roster: Roster, today: date) -> Iterator[Defect]:
    person, at = roster.find(approver), policy.locate("approver")
    fix = "Have somebody of top management approve it; governance/people.yaml says who that is."
    if person is None:
        message = f"the approver {approver} is in no register of people"
    elif not person.top_management:
        message = f"the approver {approver} is not of top management"
    elif problem := roster.problem(approver, today):
        message = f"the approver {approver} {problem}"
    else:
        return
    yield Defect(f"{policy.path}: {message}", at, "approver", fix)


@check(
    "AI policy is tied to the other policies",
    controls=["A.2.3"],
    clauses=["5.2"],
    evidences=["A.2.3"],
    severity=NOTE,
    profile=Profile.CERTIFICATION,
)
def isolated_ai_policy(
    policies: Policies, organisation: Organisation, whereabouts: Whereabouts, snapshot: Snapshot
) -> Iterator[Finding]:
    """Find AI policies that do not say where they meet the organisation's other policies.

    Under `related` the head of the policy names, for security, privacy, quality, people and
    procurement, the policy that it meets: by its id or address, or by a link that leads somewhere;
    and the point where they meet. A policy that lies in the repository must point back.

    ## Why it matters
    AI falls under policies that were written without it in mind. Where two of them speak of the
    same thing, people follow the one they know.

    ## How to conform
    Name the other policy under `related` in the head of the AI policy, with its id or link and
    the point where they meet.
    """
    if organisation.subject is None:
        return
    if not policies.items:
        message = "there is no AI policy that could be tied to others"
        yield fails(message, at=organisation.at, about=organisation.subject, key="policy")
        return
    first = policies.items[0]
    defects = [
        defect for policy in policies for defect in _isolation(policy, whereabouts, snapshot)
    ]
    message = f"{first.path} says where it meets the other policies"
    yield from judged(organisation.subject, defects, otherwise=message, at=first.locate("related"))


def _isolation(policy: Policy, whereabouts: Whereabouts, snapshot: Snapshot) -> Iterator[Defect]:
    related = policy.head.value.related if policy.head else ()
    absent = [area.value for area in PolicyArea if area not in {each.area for each in related}]
    if absent:
        message = f"{policy.path} names no policy on {', '.join(absent)}"
        yield Defect(message, policy.locate("related"), "areas")
    if policy.head is None:
        return
    for index, each in enumerate(related):
        at = policy.head.locate("related", index)
        called = f"{policy.path}: the policy on {each.area}"
        if not (said(each.id) or said(each.address) or each.link):
            yield Defect(f"{called} has no id, address or link", at, f"{each.area}:id")
        if not said(each.touches, words=3):
            message = f"{called} says not where the two meet"
            yield Defect(message, policy.head.locate("related", index), f"{each.area}:touches")
        if each.link and (problem := _one_sided(policy.head, each.link, whereabouts, snapshot)):
            at = policy.head.locate("related", index, "link")
            yield Defect(f"{called}, {each.link}, {problem}", at, f"{each.area}:link")


def _one_sided(
    head: Filed[AiPolicy], link: str, whereabouts: Whereabouts, snapshot: Snapshot
) -> str | None:
    """Why a link to another policy does not tie the two together."""
    path = head.resolve(link)
    if problem := whereabouts.problem_of_place(path, link.partition("#")[2]):
        return problem
    data = snapshot.get(path, _LIMIT)
    text = (data or b"").decode("utf-8", "replace").casefold()
    names = [head.path.rpartition("/")[2], head.value.id, "ai policy"]
    if any(name and str(name).casefold() in text for name in names):
        return None
    return "does not refer back to the AI policy"


@check(
    "AI policy review is in date",
    controls=["A.2.4"],
    clauses=["5.2", "9.3.2"],
    evidences=["A.2.4"],
    severity=WARNING,
    profile=Profile.STANDARD,
)
def overdue_policy_review(
    policies: Policies,
    declared: Declared,
    playbooks: Playbooks,
    organisation: Organisation,
    clock: Clock,
) -> Iterator[Finding]:
    """Find AI policies that were not reviewed in time, or not since something called for it.

    The last review (`reviewed`, else the approval) may not be longer ago than the head of the
    policy says (`review_every`), else the playbook. A system that was put into another risk tier,
    a serious incident that was closed and a major nonconformity since then each call for a review.

    ## Why it matters
    A policy that was written before the last incident does not know what it taught.

    ## How to conform
    Review the policy, and write the day as `reviewed`, even if nothing changes.
    """
    if organisation.subject is None:
        return
    if not policies.items:
        message = "there is no AI policy that could be reviewed"
        yield fails(message, at=organisation.at, about=organisation.subject, key="policy")
        return
    policy = policies.items[0]
    last = _last_review(policy)
    if last is None or last > clock.today:
        message = f"{policy.path} does not say when it was last reviewed"
        at = policy.locate("reviewed")
        yield fails(message, at=at, about=organisation.subject, key="reviewed")
        return
    defects = [
        *_overdue(policy, last, playbooks, organisation.subject.tier, clock.today),
        *_triggers(policy, last, declared, clock.today),
    ]
    message = f"{policy.path} was reviewed on {last}"
    yield from judged(
        organisation.subject, defects, otherwise=message, at=policy.locate("reviewed")
    )


def _last_review(policy: Policy) -> date | None:
    head = policy.head.value if policy.head else None
    days = [day for day in (head.reviewed, head.approved) if day] if head else []
    return max(days, default=None)


def _overdue(
    policy: Policy, last: date, playbooks: Playbooks, tier: Tier, today: date
) -> Iterator[Defect]:
    stated = policy.head.value.review_every if policy.head else None
    demanded = playbooks.of(tier).maximum_age.policy_review
    due = [span.after(last) for span in (stated, demanded) if span]
    if due and min(due) < today:
        message = f"{policy.path} was reviewed on {last}; the next review was due on {min(due)}"
        yield Defect(message, policy.locate("reviewed"), "overdue")


def _triggers(policy: Policy, last: date, declared: Declared, today: date) -> Iterator[Defect]:
    for what, day, at in _events(declared):
        if last < day <= today:
            message = f"{policy.path} was reviewed on {last}, before {what} on {day}"
            yield Defect(message, policy.locate("reviewed"), f"since:{what}", places=(at,))


def _events(declared: Declared) -> Iterator[tuple[str, date, Location]]:
    """What calls for a review of the policy: what happened, when, and where it stands."""
    for entry in declared.manifest.systems:
        tier = entry.value.tier
        if tier and tier.decided_on:
            yield f"{entry.value.id} was put into its tier", tier.decided_on, entry.locate("tier")


@check(
    "Policy and playbook say the same",
    controls=["A.2.2"],
    clauses=["6.1.1", "8.1"],
    severity=ERROR,
    profile=Profile.CERTIFICATION,
)
def policy_playbook_conflict(
    policies: Policies, playbooks: Playbooks, systems: Systems, organisation: Organisation
) -> Iterator[Finding]:
    """Find where the AI policy and the playbook of the gate ban different things.

    What the head of the policy bans (`banned_uses`, `banned_data`) must be what `aims-gate.yaml`
    bans for the tiers in use, both ways: what only the policy bans nobody checks, and what only
    the playbook bans nobody decided.

    ## Why it matters
    The gate judges by the playbook, people by the policy. When the two differ, one of them is
    wrong, and nobody notices until it matters.

    ## How to conform
    Ban the same uses and data in the head of the AI policy and in the playbook.
    """
    if organisation.subject is None:
        return
    head = next((policy.head for policy in policies if policy.head), None)
    if head is None:
        message = "no AI policy says in its head what it bans"
        at = policies.items[0].at if policies.items else organisation.at
        yield fails(message, at=at, about=organisation.subject, key="policy")
        return
    tiers = sorted({system.subject.tier for system in systems}, key=lambda tier: tier.rank)
    defects = [
        defect
        for tier in tiers
        for key, ours, theirs, at in (
            ("banned_uses", head.value.banned_uses, playbooks.of(tier).banned_uses, tier),
            ("banned_data", head.value.banned_data, playbooks.of(tier).banned_data, tier),
        )
        for defect in _difference(head, key, ours, theirs, at, playbooks)
    ]
    message = f"{head.path} and the playbook ban the same"
    yield from judged(organisation.subject, defects, otherwise=message, at=head.location)


def _difference(
    head: Filed[AiPolicy],
    key: str,
    ours: tuple[str, ...] | None,
    theirs: tuple[str, ...],
    tier: Tier,
    playbooks: Playbooks,
) -> Iterator[Defect]:
    what = "use" if key == "banned_uses" else "data"
    there = playbooks.of(tier).at(key) or playbooks.of(tier).location
    if ours is None:
        message = f"{head.path} does not say which {what} is banned"
        yield Defect(message, head.locate(key), f"{key}:unsaid", places=(there,))
        return
    for item in sorted(set(ours) - set(theirs)):
        message = f"{head.path} bans the {what} {item!r}; the playbook for tier {tier} does not"
        yield Defect(message, head.locate(key), f"{key}:{tier}:{item}", places=(there,))
    for item in sorted(set(theirs) - set(ours)):
        message = f"the playbook for tier {tier} bans the {what} {item!r}; {head.path} does not"
        yield Defect(message, head.locate(key), f"{key}:{tier}:{item}", places=(there,))
