"""Risk criteria, assessments, treatment and acceptance, on repositories in memory."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from aims_gate.governance.skeletons import skeleton
from aims_gate.model import Cause, Finding, FindingKind, Outcome
from aims_gate.testing import judge

MANIFEST = """\
systems:
  - id: loans
    purpose: Rank applications for loans
    owner: {person: meyer, role: Head of credit}
    activities: [uses-internally]
    version: 1.2.0
    lifecycle: operation
    duties: {risk: berg}
"""
PEOPLE = """\
kind: people
people:
  - {id: meyer, roles: [Head of credit]}
  - {id: berg, roles: [Head of risk]}
  - {id: novak, roles: [Engineer]}
  - {id: gone, roles: [Head of risk], left: 2026-01-31}
"""
CRITERIA = """\
kind: risk-criteria
severity:
  - {id: mild, description: A nuisance that is over within days}
  - {id: grave, description: Harm to a livelihood that lasts for years}
likelihood:
  - {id: rare, description: Less often than once a year}
  - {id: often, description: More often than once a month}
levels:
  - {id: low, description: Looked at once a year, accepted_by: [owner]}
  - {id: medium, description: Watched each month, accepted_by: [owner]}
  - {id: high, description: Treated at once, accepted_by: [Head of risk]}
matrix:
  mild: {rare: low, often: medium}
  grave: {rare: medium, often: high}
acceptable_up_to: medium
"""
HEAD = """\
kind: risk-register
author: novak
system: loans
assessment: {version: 1.2.0, date: 2026-09-10, method: A workshop with the credit desk, by: [novak]}
risks:
"""
RISK = """\
  - id: R-01
    stage: operation
    category: bias
    source: Income stands in for sex
    description: Women get good scores less often
    affected: [Women]
    severity: grave
    likelihood: often
    level: high
    owner: meyer
    treatment:
      option: reduce
      actions:
        - {id: T-1, what: Limit the gap, owner: novak, due: 2026-12-01, controls: [A.7.4]}
    residual:
      severity: grave
      likelihood: often
      level: high
      accepted_by: berg
      accepted_on: 2026-09-20
      expires: 2027-09-20
    status: treating
    reviewed: 2026-11-01
"""
FILES = {
    "aims.yaml": MANIFEST,
    "governance/people.yaml": PEOPLE,
    "governance/risk-criteria.yaml": CRITERIA,
    "governance/risks.yaml": HEAD + RISK,
}
REGISTER = "governance/risks.yaml"
CRITERIA_PATH = "governance/risk-criteria.yaml"


def found(check: str, files: Mapping[str, str]) -> list[Finding]:
    judgement = judge(files, select=frozenset({check}))
    return [finding for item in judgement.results for finding in item.result.findings]


def failures(check: str, files: Mapping[str, str]) -> list[Finding]:
    return [each for each in found(check, files) if each.kind is FindingKind.FAILURE]


def outcomes(check: str, files: Mapping[str, str]) -> list[Outcome]:
    judgement = judge(files, select=frozenset({check}))
    return [item.result.outcome for item in judgement.results]


def with_(path: str, *changes: tuple[str, str]) -> dict[str, str]:
    """The files with something replaced in one of them."""
    text = FILES[path]
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return {**FILES, path: text}


def line_of(text: str, wanted: str) -> int:
    return text[: text.index(wanted)].count("\n") + 1


OF_SYSTEMS = [
    "missing-risk-assessment",
    "inconsistent-risk",
    "untreated-risk",
    "unaccepted-residual-risk",
]


@pytest.mark.parametrize("check", ["unusable-risk-criteria", *OF_SYSTEMS])
def test_what_is_in_order_conforms(check: str) -> None:
    assert outcomes(check, FILES) == [Outcome.CONFORMS]


@pytest.mark.parametrize("check", ["unusable-risk-criteria", "missing-risk-assessment"])
def test_what_is_not_there_is_one_failure(check: str) -> None:
    [failure] = failures(check, {"aims.yaml": MANIFEST})
    assert failure.at is not None
    assert failure.at.path == "aims.yaml"
    assert "there is no" in failure.message or "there are no" in failure.message


@pytest.mark.parametrize("check", [*OF_SYSTEMS[1:], "unconsidered-risk-category"])
def test_without_an_assessment_the_others_do_not_apply(check: str) -> None:
    assert outcomes(check, {"aims.yaml": MANIFEST}) == [Outcome.NOT_APPLICABLE]


@pytest.mark.parametrize("check", ["unusable-risk-criteria", *OF_SYSTEMS])
def test_a_repository_without_ai_owes_nothing(check: str) -> None:
    assert outcomes(check, {"README.md": "# A calendar\n"}) == [Outcome.NOT_APPLICABLE]


def test_unfilled_skeletons_satisfy_nothing() -> None:
    files = {
        "aims.yaml": MANIFEST,
        CRITERIA_PATH: skeleton("risk-criteria"),
        REGISTER: skeleton("risk-register").replace(
            "system:                        # id", "system: loans # id"
        ),
    }
    for check in ("unusable-risk-criteria", "missing-risk-assessment", "inconsistent-risk"):
        assert outcomes(check, files) == [Outcome.NONCONFORMS], check
    for check in ("untreated-risk", "unaccepted-residual-risk"):
        assert outcomes(check, files) == [Outcome.NOT_ASSESSED], check


def test_a_register_without_risks_is_no_assessment() -> None:
    files = {**FILES, REGISTER: HEAD.replace("risks:", "risks: []")}
    assert outcomes("missing-risk-assessment", files) == [Outcome.NONCONFORMS]
    for check in OF_SYSTEMS[1:]:
        assert outcomes(check, files) == [Outcome.NOT_APPLICABLE], check


@pytest.mark.parametrize("check", ["untreated-risk", "unaccepted-residual-risk"])
def test_risks_that_nobody_measured_are_not_assessed(check: str) -> None:
    levels = ("severity: grave", "likelihood: often", "level: high")
    text = FILES[REGISTER]
    for level in levels:
        text = text.replace(f"    {level}\n", "")
    text = text.replace("  \n", "")
    assert outcomes(check, {**FILES, REGISTER: text}) == [Outcome.NOT_ASSESSED]


def test_without_a_register_of_people_nobody_is_known_to_be_entitled() -> None:
    files = {path: text for path, text in FILES.items() if "people" not in path}
    [failure] = failures("unaccepted-residual-risk", files)
    assert "nothing says who holds the role Head of risk" in failure.message


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        (
            "grave: {rare: medium, often: high}",
            "grave: {rare: medium, often: low}",
            "often: low",
            "grave x often is low, lower than mild x often, which is medium",
        ),
        ("{rare: low, often: medium}", "{rare: low}", "mild: {rare", "mild x often is missing"),
        ("often: high}", "often: extreme}", "often: extreme", "which is no level"),
        ("mild: {rare: low", "tiny: {rare: low", "tiny: {", "which is no severity"),
        (": A nuisance that is over within days", ": bad", "{id: mild", "has no description"),
        (": Looked at once a year", ": ok", "{id: low", "level 'low' has no description"),
        (
            "Harm to a livelihood that lasts for years",
            "A nuisance that is over within days",
            "{id: grave",
            "is described like 'mild'",
        ),
        ("acceptable_up_to: medium", "acceptable_up_to: high", "acceptable_up_to", "no cell"),
        ("acceptable_up_to: medium\n", "", "kind: risk-criteria", "up to which level"),
        ("[Head of risk]", "[Board]", "[Board]", "nobody holds the roles that accept level 'high'"),
        (", accepted_by: [Head of risk]", "", "{id: high", "nobody is said to accept"),
        ("[Head of risk]}", "[Head of risk], unacceptable: true}", "[Head of risk]", "unaccept"),
    ],
)
def test_criteria_that_cannot_be_used(old: str, new: str, at: str, message: str) -> None:
    files = with_(CRITERIA_PATH, (old, new))
    told = failures("unusable-risk-criteria", files)
    line = line_of(files[CRITERIA_PATH], at)
    assert any(message in each.message and each.at and each.at.line == line for each in told), [
        (each.message, each.at) for each in told
    ]


def test_the_policy_accepts_other_risks_than_the_criteria() -> None:
    policy = "---\nkind: ai-policy\naccepts_risk_up_to: low\n---\n# Policy\n"
    [failure] = failures("unusable-risk-criteria", {**FILES, "governance/policy.md": policy})
    assert "up to 'low' in the AI policy" in failure.message


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ([("version: 1.2.0", "version: 1.0.0")], "version 1.0.0 was assessed, version 1.2.0"),
        ([("date: 2026-09-10", "date: 2027-09-10")], "lies ahead"),
        ([(", by: [novak]", "")], "does not say: by"),
        ([("method: A workshop with the credit desk", "method: tbd")], "does not say: method"),
        ([("description: Women get good scores less often", "description: tbd")], "not filled in"),
    ],
)
def test_assessments_that_are_none(changes: list[tuple[str, str]], message: str) -> None:
    told = failures("missing-risk-assessment", with_(REGISTER, *changes))
    assert message in told[0].message


@pytest.mark.parametrize("stated", ["1", "1.2", "1.2.x", "v1.2.0"])
def test_a_series_of_versions_takes_in_the_current_one(stated: str) -> None:
    files = with_(REGISTER, ("version: 1.2.0", f"version: '{stated}'"))
    assert outcomes("missing-risk-assessment", files) == [Outcome.CONFORMS]


def test_a_register_of_another_system_is_not_taken_for_this_one() -> None:
    manifest = MANIFEST + "    risk_register: governance/risks.yaml\n"
    files = {**with_(REGISTER, ("system: loans", "system: cards")), "aims.yaml": manifest}
    [failure] = failures("missing-risk-assessment", files)
    assert "which assesses cards" in failure.message
    assert failure.at is not None
    assert failure.at.line == line_of(manifest, "risk_register")


def test_a_copied_register_is_seen() -> None:
    several = HEAD + "".join(
        RISK.replace("R-01", f"R-0{number}").replace("good scores", f"score {number}")
        for number in range(1, 5)
    )
    second = MANIFEST.replace("systems:\n", "").replace("id: loans", "id: cards")
    copy = several.replace("system: loans", "system: cards").replace("R-0", "C-0")
    files = {
        **FILES,
        "aims.yaml": MANIFEST + second,
        REGISTER: several,
        "governance/cards.yaml": copy.replace("2026-09-10", "2026-09-12"),
    }
    [failure] = failures("missing-risk-assessment", files)
    assert failure.about.id == "cards"
    assert "word for word those of loans" in failure.message
    assert outcomes("untreated-risk", files) == [Outcome.NOT_ASSESSED, Outcome.CONFORMS]
    path = "governance/cards.yaml"
    late = files | {path: files[path].replace("due: 2026-12-01", "due: 2026-11-01")}
    assert outcomes("untreated-risk", late) == [Outcome.NONCONFORMS, Outcome.CONFORMS]


@pytest.mark.parametrize(
    ("changes", "at", "message"),
    [
        ([("    status: treating\n", "")], "- id: R-01", "R-01: status is empty"),
        ([("    level: high\n    owner", "    level: low\n    owner")], "level: low", "gives high"),
        ([("likelihood: often\n    level", "likelihood: daily\n    level")], "daily", "scale"),
        ([("category: bias", "category: weather")], "weather", "is no category"),
        ([("owner: meyer", "owner: gone")], "owner: gone", "left on 2026-01-31"),
        ([("reviewed: 2026-11-01", "reviewed: 2027-11-01")], "reviewed", "lies ahead"),
        (
            [("severity: grave\n    likelihood: often\n    level: high",
              "severity: mild\n    likelihood: rare\n    level: low")],
            "residual:",
            "above low, the level before treatment",
        ),
    ],
)  # fmt: skip
def test_rows_that_do_not_add_up(changes: list[tuple[str, str]], at: str, message: str) -> None:
    files = with_(REGISTER, *changes)
    told = failures("inconsistent-risk", files)
    assert [message in each.message for each in told] == [True], [each.message for each in told]
    line = told[0].at.line if told[0].at else 0
    wanted = line_of(files[REGISTER], at)
    assert line in (wanted, wanted + 1)  # a block begins on the line below its key


def test_arithmetic_without_criteria_is_not_assessed() -> None:
    files = {path: text for path, text in FILES.items() if path != CRITERIA_PATH}
    for check in OF_SYSTEMS[1:]:
        [finding] = found(check, files)
        assert finding.kind is FindingKind.NOT_ASSESSED
        assert finding.cause is Cause.UNAVAILABLE


def test_categories_and_stages_that_nobody_considered() -> None:
    told = [each.message for each in failures("unconsidered-risk-category", FILES)]
    assert "loans: category misuse neither assessed nor reasoned out" in told
    assert "loans: no risk of stage retirement, and no reason why not" in told
    assert not any("stage design" in message for message in told)  # who only uses designs nothing


def ruled_out(*entries: str) -> list[str]:
    files = {**FILES, REGISTER: FILES[REGISTER] + "not_applicable:\n" + "".join(entries)}
    return [each.message for each in failures("unconsidered-risk-category", files)]


def test_reasons_that_are_none() -> None:
    told = ruled_out(
        "  - {category: misuse, reason: n/a}\n",
        "  - {category: safety, reason: The desk lends money and moves nothing}\n",
        "  - {category: security, reason: The desk lends money and moves nothing}\n",
        "  - {category: bias, reason: All applicants are treated alike by law}\n",
    )
    assert "loans: misuse is said to hold no risk, without a reason" in told
    assert "loans: security is ruled out with the same words as safety" in told
    assert "loans: bias is said to hold no risk, but R-01 is one" in told
    assert not any("safety" in message and "loans: safety" in message for message in told)


def test_a_reason_against_the_facts() -> None:
    manifest = MANIFEST + "    personal_data: true\n"
    entry = "not_applicable:\n  - {category: privacy, reason: No names are kept anywhere here}\n"
    files = {**FILES, "aims.yaml": manifest, REGISTER: FILES[REGISTER] + entry}
    told = [each.message for each in failures("unconsidered-risk-category", files)]
    assert any("the manifest says that it processes personal data" in each for each in told)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ([("due: 2026-12-01", "due: 2026-11-20")], "action T-1 is overdue by 2 days"),
        ([(", owner: novak, due", ", due")], "action T-1 has no owner"),
        ([("owner: novak, due", "owner: nobody1, due")], "is not in the register of people"),
        ([(", due: 2026-12-01", "")], "has no day by which it is due"),
        ([("due: 2026-12-01", "due: 2026-10-01, done: 2027-01-01")], "which lies ahead"),
        ([(", controls: [A.7.4]", "")], "no control is named"),
        ([("option: reduce", "option: retain"), ("      accepted_by: berg\n", "")], "is retained"),
    ],
)
def test_treatment_that_does_not_move(changes: list[tuple[str, str]], message: str) -> None:
    told = [each.message for each in failures("untreated-risk", with_(REGISTER, *changes))]
    assert any(message in each for each in told), told


def test_an_action_that_is_done_is_not_overdue() -> None:
    files = with_(REGISTER, ("due: 2026-12-01", "due: 2026-10-01, done: 2026-09-28"))
    assert outcomes("untreated-risk", files) == [Outcome.CONFORMS]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ([("      accepted_by: berg\n", "")], "residual high not accepted by Head of risk"),
        ([("accepted_by: berg", "accepted_by: novak")], "does not hold the role Head of risk"),
        ([("accepted_by: berg", "accepted_by: gone")], "left on 2026-01-31"),
        ([("owner: meyer", "owner: berg")], "who is the owner of the risk"),
        ([("author: novak", "author: berg")], "who is the author of the assessment"),
        ([("accepted_on: 2026-09-20", "accepted_on: 2026-09-01")], "before the assessment"),
        ([("accepted_on: 2026-09-20", "accepted_on: 2027-01-01")], "lies ahead"),
        ([("      accepted_on: 2026-09-20\n", "")], "the acceptance has no day"),
        ([("expires: 2027-09-20", "expires: 2026-11-01")], "the acceptance expired 2026-11-01"),
        ([("      expires: 2027-09-20\n", "")], "does not say when it expires"),
    ],
)
def test_residual_risks_that_nobody_may_run(changes: list[tuple[str, str]], message: str) -> None:
    told = failures("unaccepted-residual-risk", with_(REGISTER, *changes))
    assert [message in each.message for each in told] == [True], [each.message for each in told]


def test_an_acceptance_after_the_release_is_too_late() -> None:
    releases = (
        "kind: releases\nreleases:\n"
        "  - {system: loans, version: 1.2.0, on: 2026-09-15, approved_by: [meyer]}\n"
    )
    told = failures("unaccepted-residual-risk", {**FILES, "governance/releases.yaml": releases})
    assert ["after the release of 2026-09-15" in each.message for each in told] == [True]


def test_a_level_that_nobody_may_accept() -> None:
    old = "accepted_by: [Head of risk]"
    told = failures("unaccepted-residual-risk", with_(CRITERIA_PATH, (old, "unacceptable: true")))
    assert ["nobody may accept" in each.message for each in told] == [True]


def test_all_days_ahead_are_no_assessment() -> None:
    text = FILES[REGISTER].replace("2026-", "2028-")
    files = {**FILES, REGISTER: text}
    for check in ("missing-risk-assessment", "inconsistent-risk", "unaccepted-residual-risk"):
        assert outcomes(check, files) == [Outcome.NONCONFORMS], check


def test_keys_survive_moved_lines() -> None:
    moved = {**FILES, REGISTER: "# A comment\n\n" + FILES[REGISTER]}
    on = date(2028, 1, 1)
    keys = [
        [
            finding.key
            for item in judge(files, select=frozenset({"untreated-risk"}), as_of=on).results
            for finding in item.result.findings
        ]
        for files in (FILES, moved)
    ]
    assert keys[0] == keys[1]


def test_an_invalid_register_says_nothing_either_way() -> None:
    files = with_(REGISTER, ("stage: operation", "stage: running"))
    [finding] = found("missing-risk-assessment", files)
    assert finding.cause is Cause.UNREADABLE


def test_a_scale_that_nobody_tells_apart() -> None:
    steps = "".join(f"  - {{id: s{n}, description: The step number {n}}}\n" for n in range(5000))
    text = CRITERIA.replace("likelihood:\n", f"{steps}likelihood:\n")
    told = [
        each.message for each in failures("unusable-risk-criteria", {**FILES, CRITERIA_PATH: text})
    ]
    assert "the scale severity has 5002 steps: nobody tells so many apart" in told


PROSE = """\
# AI risk register

Risks of the machine learning model.

| risk | likelihood | impact | mitigation |
| - | - | - | - |
| Bias of the model against women | high | high | Limit the gap |
| Drift of the data that the model meets | high | high | Watch it each month |
"""


def test_a_register_in_prose_is_named() -> None:
    files = {"aims.yaml": MANIFEST, "docs/risk-register.md": PROSE}
    [failure] = failures("missing-risk-assessment", files)
    assert "whose levels can be computed: docs/risk-register.md" in failure.message
