"""Incidents, nonconformities, and releases in spite of them."""

from __future__ import annotations

from datetime import date

import pytest

from aims_gate.checks.incidents import late_incident_record
from aims_gate.checks.nonconformities import open_nonconformity
from aims_gate.checks.releases import release_with_major_issue
from aims_gate.governance.files import Governance
from aims_gate.governance.lifecycle import Courses
from aims_gate.governance.links import Whereabouts
from aims_gate.governance.organisation import Organisation
from aims_gate.governance.people import Roster
from aims_gate.model import Clock, Finding, FindingKind
from aims_gate.portfolio import Playbooks
from aims_gate.testing import AS_OF, collect

Files = dict[str, str]

MANIFEST = """\
systems:
  - id: scorer
    purpose: score
    owner: {person: r-meyer}
    lifecycle: operation
    tier: high
    duties: {risk: s-lindqvist}
    obligations: [gdpr]
"""
PEOPLE = """\
kind: people
people:
  - {id: r-meyer}
  - {id: s-lindqvist, roles: [Head of risk]}
  - {id: m-silva}
  - {id: gone, left: 2026-01-01}
"""
INCIDENT = """\
kind: incidents
incidents:
  - id: INC-2026-01
    title: Scores were shown for the wrong applicant
    system: scorer
    version: 1.2.0
    occurred: 2026-10-19T08:10
    aware: 2026-10-19T09:40
    contained: 2026-10-19T11:00
    closed: 2026-10-26
    severity: major
    affected: 14 applicants whose scores were exchanged
    cause: The queue reused an identifier after a restart
    containment: The queue was stopped and the desk decided without scores
    owner: r-meyer
    notifications:
      - {recipient: the supervisory authority, obligation: gdpr, within_hours: 72,
         sent: "2026-10-21T16:00"}
    risks: [R-01]
    reassessed_on: 2026-10-23
"""
NONCONFORMITY = """\
kind: nonconformities
nonconformities:
  - id: NC-2026-01
    title: Overrides were logged without a reason
    found_on: 2026-10-08
    source: internal audit
    severity: major
    systems: [scorer]
    correction: The seven reasons were asked for and added
    cause: The form accepted an empty field
    cause_id: empty-reason
    action: Overrides with fewer than twenty characters are refused by the service
    owner: r-meyer
    due: 2026-10-30
    done_on: 2026-10-15
    effectiveness:
      by: m-silva
      on: 2026-11-12
      evidence: reports/overrides.md
      result: All 31 overrides since then carry a reason
      effective: true
    closed_on: 2026-11-13
"""
RELEASES = """\
kind: releases
releases:
  - {system: scorer, version: 1.1.0, on: 2026-06-01, approved_by: [r-meyer]}
  - system: scorer
    version: 1.2.0
    on: 2026-10-12
    approved_by: [r-meyer, s-lindqvist]
    accepted:
      - issue: NC-2026-01
        by: [r-meyer, s-lindqvist]
        on: 2026-10-11
        reason: The reasons are checked by hand until the service refuses empty ones
"""


def files(**more: str) -> Files:
    policy = "version: 1\nplaybook: {high: {approvals: {release: [owner, risk]}}}\n"
    base = {
        "aims.yaml": MANIFEST,
        "aims-gate.yaml": policy,
        "governance/people.yaml": PEOPLE,
        "reports/overrides.md": "# 31",
    }
    return base | {f"governance/{name}.yaml": text for name, text in more.items()}


def failures(found: list[Finding]) -> list[tuple[int, str]]:
    return [
        (each.at.line, each.message)
        for each in found
        if each.kind is FindingKind.FAILURE and each.at
    ]


def incidents(given: Files, as_of: date = AS_OF) -> list[tuple[int, str]]:
    found = late_incident_record(
        collect(Courses, given), collect(Governance, given), collect(Roster, given), Clock(as_of)
    )
    assert found
    return failures(found)


def nonconformities(given: Files, as_of: date = AS_OF) -> list[tuple[int, str]]:
    found = open_nonconformity(
        collect(Organisation, given),
        collect(Governance, given),
        collect(Roster, given),
        collect(Whereabouts, given),
        Clock(as_of),
    )
    assert found
    return failures(found)


def judge_releases(given: Files) -> list[Finding]:
    return release_with_major_issue(
        collect(Courses, given),
        collect(Governance, given),
        collect(Roster, given),
        collect(Playbooks, given),
        Clock(AS_OF),
    )


def releases(given: Files) -> list[tuple[int, str]]:
    found = judge_releases(given)
    assert found
    return failures(found)


def test_a_complete_record_in_time_conforms() -> None:
    assert incidents(files(incidents=INCIDENT)) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("2026-10-21T16:00", "2026-10-22T16:00", 17, "was due 2026-10-22 09:40 UTC, and was made"),
        ('"2026-10-21T16:00"', "null", 17, "was due 2026-10-22 09:40 UTC, none recorded"),
        ('"2026-10-21T16:00"', "2027-01-01", 17, "none recorded"),
        ("within_hours: 72,", "", 17, "has no deadline"),
        ('"2026-10-21T16:00"', "2026-10-18", 17, "before anybody knew"),
        ("14 applicants whose scores were exchanged", "'OPEN: who'", 3, "who was affected"),
        ("The queue reused an identifier after a restart", "tbd", 3, "its cause"),
        ("version: 1.2.0", "version: null", 3, "its version"),
        ("owner: r-meyer", "owner: gone", 15, "owner gone left on 2026-01-01"),
        ("contained: 2026-10-19T11:00", "contained: 2026-10-19T09:00", 9, "lies before aware"),
        ("closed: 2026-10-26", "closed: 2027-10-26", 10, "has not come"),
        ("risks: [R-01]", "risks: []", 19, "no new assessment of a named risk"),
        ("reassessed_on: 2026-10-23", "reassessed_on: 2026-10-01", 20, "before it was known"),
        ("closed: 2026-10-26", "due: 2026-11-01", 10, "was due on 2026-11-01"),
    ],
)
def test_what_a_record_lacks_is_found_at_its_line(
    old: str, new: str, line: int, message: str
) -> None:
    changed = INCIDENT.replace(old, new)
    assert changed != INCIDENT
    ((at, said),) = incidents(files(incidents=changed))
    assert (at, message in said) == (line, True), said


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("closed: 2026-10-26", "due: 2026-11-22"),
        ("reassessed_on: 2026-10-23", "reassessed_on: 2026-11-22"),
        ("closed: 2026-10-26", "closed: 2026-11-22"),
    ],
)
def test_what_is_due_or_done_today_is_in_order(old: str, new: str) -> None:
    assert old in INCIDENT
    assert incidents(files(incidents=INCIDENT.replace(old, new))) == []


def test_an_open_incident_cannot_stay_open_without_a_day() -> None:
    text = INCIDENT.replace("    closed: 2026-10-26\n", "")
    assert incidents(files(incidents=text)) == []
    ((_, message),) = incidents(files(incidents=text), as_of=date(2027, 3, 1))
    assert "has been open for 133 days" in message


def test_a_late_notification_with_a_reason_conforms() -> None:
    late = 'sent: "2026-10-24T16:00", reason: The authority agreed to wait for the count of people'
    text = INCIDENT.replace('sent: "2026-10-21T16:00"', late)
    assert incidents(files(incidents=text)) == []


def test_the_plan_shortens_a_deadline_and_adds_reports_of_serious_incidents() -> None:
    plan = (
        "kind: incident-plan\nnotifications:\n  - {obligation: gdpr, hours: 24, to: authority}\n"
        "  - {obligation: other-law, hours: 24, to: authority}\n"
    )
    ((line, message),) = incidents(files(incidents=INCIDENT, plan=plan))
    assert line == 17
    assert "was due 2026-10-20 09:40 UTC" in message
    silent = INCIDENT.replace("severity: major", "severity: serious")
    silent = silent.replace("obligation: gdpr, ", "")
    ((_, message),) = incidents(files(incidents=silent, plan=plan))
    assert "says nothing of a notification for gdpr" in message


def test_of_several_deadlines_the_record_says_which() -> None:
    plan = "kind: incident-plan\nnotifications:\n"
    plan += "".join(f"  - {{obligation: gdpr, hours: {hours}}}\n" for hours in (24, 240))
    assert incidents(files(incidents=INCIDENT, plan=plan)) == []
    silent = INCIDENT.replace("within_hours: 72,", "")
    ((_, message),) = incidents(files(incidents=silent, plan=plan))
    assert "one of several deadlines (24, 240 hours)" in message


def test_a_register_of_nothing_says_how_something_would_have_been_noticed() -> None:
    ((line, message),) = incidents(files())
    assert (line, "there is no register of incidents" in message) == (2, True)
    assert len(incidents(files(incidents="kind: incidents\nincidents: []\n"))) == 1
    how = "none_because: The desk reports every wrong score in the daily meeting\n"
    assert incidents(files(incidents=f"kind: incidents\n{how}")) == []


def test_a_proven_nonconformity_conforms() -> None:
    assert nonconformities(files(nonconformities=NONCONFORMITY)) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("by: m-silva", "by: r-meyer", 17, "looked at the effect of their own action"),
        ("by: m-silva", "by: gone", 17, "left on"),
        ("by: m-silva", "by: null", 16, "closed without effectiveness evidence"),
        ("on: 2026-11-12", "on: 2027-11-12", 16, "closed without effectiveness evidence"),
        ("on: 2026-11-12", "on: 2026-10-10", 18, "before the action"),
        ("reports/overrides.md", "reports/gone.md", 19, "does not exist"),
        ("effective: true", "effective: false", 21, "not found effective"),
        ("All 31 overrides since then carry a reason", "'OPEN: what'", 20, "what was seen"),
        ("due: 2026-10-30", "due: null", 3, "by when it is put right"),
        ("severity: major", "severity: null", 3, "how grave"),
        ("done_on: 2026-10-15", "done_on: null", 22, "before its action was done"),
    ],
)
def test_what_a_nonconformity_lacks_is_found_at_its_line(
    old: str, new: str, line: int, message: str
) -> None:
    changed = NONCONFORMITY.replace(old, new)
    assert changed != NONCONFORMITY
    found = nonconformities(files(nonconformities=changed))
    assert any(at == line and message in said for at, said in found), found


def test_an_open_nonconformity_is_fine_until_it_is_due() -> None:
    text = NONCONFORMITY.partition("    done_on")[0]
    assert nonconformities(files(nonconformities=text), as_of=date(2026, 10, 30)) == []
    ((line, message),) = nonconformities(files(nonconformities=text))
    assert (line, "overdue" in message) == (14, True)


def test_the_action_is_more_than_the_correction() -> None:
    action = "Overrides with fewer than twenty characters are refused by the service"
    text = NONCONFORMITY.replace(action, "The seven reasons were asked for and added")
    ((line, message),) = nonconformities(files(nonconformities=text))
    assert (line, "only repeats the correction" in message) == (12, True)


def test_a_cause_that_comes_back_is_named() -> None:
    again = NONCONFORMITY.partition("nonconformities:\n")[2].replace("NC-2026-01", "NC-2026-02")
    again = again.replace("found_on: 2026-10-08", "found_on: 2026-10-20")
    again = again.replace("due: 2026-10-30", "due: 2026-12-01").partition("    done_on")[0]
    text = NONCONFORMITY + again
    ((line, message),) = nonconformities(files(nonconformities=text))
    assert (line, "has the cause of NC-2026-01" in message) == (30, True)
    named = f"{text}    repeats: NC-2026-01\n"
    ((_, message),) = nonconformities(files(nonconformities=named))
    assert "repeats the action" in message


def test_a_register_is_asked_for_once() -> None:
    assert len(nonconformities(files())) == 1
    empty = "kind: nonconformities\nnone_because: 'OPEN: how'\n"
    assert len(nonconformities(files(nonconformities=empty))) == 1


def test_an_accepted_issue_does_not_block() -> None:
    assert releases(files(nonconformities=NONCONFORMITY, releases=RELEASES)) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("by: [r-meyer, s-lindqvist]\n        on", "by: [r-meyer]\n        on", "lacks risk"),
        ("on: 2026-10-11", "on: 2027-10-11", "is missing or lies ahead"),
        ("on: 2026-10-11", "on: 2026-10-01", "before it was found"),
        ("The reasons are checked by hand", "todo", "gives no reason"),
        ("issue: NC-2026-01", "issue: NC-2026-09", "is not accepted"),
    ],
)
def test_acceptance_takes_the_roles_of_the_playbook(old: str, new: str, message: str) -> None:
    changed = RELEASES.replace(old, new)
    assert changed != RELEASES
    ((line, said),) = releases(files(nonconformities=NONCONFORMITY, releases=changed))
    assert line == 3
    assert "major nonconformity NC-2026-01 was open at release 1.2.0 of 2026-10-12" in said
    assert message in said


def test_what_was_closed_before_or_is_minor_or_of_another_system_does_not_block() -> None:
    unaccepted = RELEASES.partition("    accepted:")[0]
    for old, new in (
        ("severity: major", "severity: minor"),
        ("systems: [scorer]", "systems: [other]"),
        ("closed_on: 2026-11-13", "closed_on: 2026-10-11"),
    ):
        text = NONCONFORMITY.replace(old, new)
        assert releases(files(nonconformities=text, releases=unaccepted)) == []


def test_a_serious_incident_that_is_open_now_blocks() -> None:
    text = INCIDENT.replace("severity: major", "severity: serious")
    assert releases(files(incidents=text, releases=RELEASES)) == []
    ((_, message),) = releases(
        files(incidents=text.replace("    closed: 2026-10-26\n", ""), releases=RELEASES)
    )
    assert message == "scorer: serious incident INC-2026-01 is open and is not accepted"


def test_without_registers_nobody_can_tell_what_was_open() -> None:
    for given in (
        files(releases=RELEASES),
        files(releases=RELEASES, nonconformities=NONCONFORMITY),
        files(releases=RELEASES, incidents=INCIDENT),
    ):
        if "governance/nonconformities.yaml" in given:
            given["governance/nonconformities.yaml"] = NONCONFORMITY.replace("major", "minor")
        assert [each.kind for each in judge_releases(given)] == [FindingKind.NOT_ASSESSED]
    both = files(releases=RELEASES, incidents=INCIDENT, nonconformities=NONCONFORMITY)
    assert [each.kind for each in judge_releases(both)] == [FindingKind.CONFORMITY]


def test_the_skeletons_satisfy_nothing() -> None:
    from aims_gate.governance.skeletons import skeleton

    empty = files(incidents=skeleton("incidents"), nonconformities=skeleton("nonconformities"))
    assert incidents(empty) != []
    assert nonconformities(empty) != []
