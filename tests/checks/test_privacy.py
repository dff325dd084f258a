"""The lawful basis of personal data, and assessments of rights where the facts ask for them."""

from __future__ import annotations

import pytest

from aims_gate.governance.skeletons import skeleton
from aims_gate.model import Finding, FindingKind, Outcome, Profile, Result
from aims_gate.testing import judge

PEOPLE = """kind: people
people: [{id: ann, roles: [Head]}, {id: bob, roles: [Data protection officer]}]
"""
SYSTEM = """systems:
  - id: desk
    name: Letter desk
    purpose: Sort letters so that clerks find them
    owner: ann
    activities: [uses-internally]
    datasets: [letters]
"""
DATA = """    personal_data:
      role: controller
      special_categories: false
      transfers: []
      purposes:
        - {id: sorting, lawful_basis: contract, retention: 6 months}
"""
LETTERS = "datasets:\n  - {id: letters, path: data/letters.csv, personal_data: true}\n"


def results(check: str, files: dict[str, str]) -> list[Result]:
    given = {"governance/people.yaml": PEOPLE, "src/a.py": "import torch\n", **files}
    judgement = judge(given, select=frozenset({check}), profile=Profile.CERTIFICATION)
    return [each.result for each in judgement.results]


def failures(check: str, files: dict[str, str]) -> list[Finding]:
    found = [each for result in results(check, files) for each in result.findings]
    return [each for each in found if each.kind is FindingKind.FAILURE]


def basis(personal_data: str, more: dict[str, str] | None = None) -> list[str]:
    files = {"aims.yaml": SYSTEM + personal_data + LETTERS, **(more or {})}
    return [each.message for each in failures("missing-lawful-basis", files)]


def test_each_purpose_with_its_basis_conforms() -> None:
    assert basis(DATA) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (", lawful_basis: contract", "", "purpose sorting has no lawful basis"),
        (", retention: 6 months", "", "how long the data are kept"),
        ("      role: controller\n", "", "controller or processor"),
        ("      special_categories: false\n", "", "special categories of data are processed"),
        ("special_categories: false", "special_categories: true", "no condition allows it"),
        ("      transfers: []\n", "", "leave the jurisdiction"),
        ("transfers: []", "transfers: [{to: US}]", "the transfer to US rests on nothing"),
        ("lawful_basis: contract", "lawful_basis: legitimate-interests", "no record weighs them"),
    ],
)
def test_what_is_missing(old: str, new: str, says: str) -> None:
    (message,) = basis(DATA.replace(old, new))
    assert says in message


def test_legitimate_interests_need_a_record_that_weighs_them() -> None:
    stated = DATA.replace(
        "lawful_basis: contract", "lawful_basis: legitimate-interests, balancing: b.md"
    )
    assert "is absent" in basis(stated)[0]
    assert "does not weigh them" in basis(stated, {"b.md": "# Balancing\n"})[0]
    text = (
        "# Balancing\n\nClerks find letters faster, and senders wait a day less. Names are read by "
        "the model only to sort, kept for no other use, and senders may object at the counter.\n"
    )
    assert basis(stated, {"b.md": text}) == []


def test_a_system_says_whether_it_processes_any() -> None:
    assert basis("") == ["Letter desk does not say whether it processes personal data"]
    assert "its dataset letters holds some" in basis("    personal_data: false\n")[0]
    assert basis("    personal_data: true\n")[0].startswith(
        "desk processes personal data and states"
    )


def test_personal_data_that_no_system_has_a_purpose_for() -> None:
    manifest = SYSTEM.replace("    datasets: [letters]\n", "    personal_data: false\n") + LETTERS
    (found,) = failures("missing-lawful-basis", {"aims.yaml": manifest})
    assert "dataset letters holds personal data" in found.message


def test_a_basis_outside_the_vocabulary_is_told_at_its_line() -> None:
    wrong = DATA.replace("lawful_basis: contract", "lawful_basis: legitimate-interest")
    files = {"aims.yaml": SYSTEM + wrong + LETTERS}
    (found,) = failures("invalid-manifest", files)
    assert "did you mean 'legitimate-interests'?" in found.message


HIGH = SYSTEM.replace("    datasets: [letters]\n", "    tier: high\n")
PROFILING = DATA + "      profiling: true\n"
CREDIT = "    context: {domain: credit, regions: [FR]}\n"
RECORD = """kind: rights-assessment
author: bob
approver: ann
approved: 2026-05-09
assessment: dpia
systems: [desk]
date: 2026-05-04
processing: The names on letters are read in order to sort them
necessity: Without names a letter cannot be given to its clerk
risks:
  - {right: Privacy, risk: Names become known outside, measure: Names are not stored, owner: bob}
outcome: The processing may begin with the measure that is named
"""


def rights(manifest: str, files: dict[str, str] | None = None) -> Result:
    (result,) = results("missing-rights-assessment", {"aims.yaml": manifest, **(files or {})})
    return result


def said(result: Result) -> str:
    return "; ".join(each.message for each in result.findings)


def test_facts_decide_whether_rights_are_assessed() -> None:
    assert "profiling that affects people needs a data protection" in said(rights(HIGH + PROFILING))
    assert rights(HIGH + DATA).outcome is Outcome.NOT_ASSESSED
    assert rights(HIGH).outcome is Outcome.NOT_ASSESSED
    assert rights(HIGH + "    personal_data: false\n").outcome is Outcome.NOT_APPLICABLE
    none = DATA + "      large_scale: false\n      profiling: false\n      decides_alone: false\n"
    assert rights(HIGH + none).outcome is Outcome.NOT_APPLICABLE


def test_deployers_assess_fundamental_rights_in_some_fields() -> None:
    none = "    personal_data: false\n"
    assert "a fundamental rights impact assessment" in said(rights(HIGH + none + CREDIT))
    public = CREDIT.replace("domain: credit", "domain: letters, public_service: true")
    assert "for a public service in the EU" in said(rights(HIGH + none + public))
    for unaffected in (
        HIGH.replace("high", "limited") + none + CREDIT,
        HIGH.replace("uses-internally", "supplies-components") + none + CREDIT,
        HIGH + none + CREDIT.replace("FR", "US"),
    ):
        assert rights(unaffected).outcome is Outcome.NOT_APPLICABLE


def test_a_record_is_the_assessment_or_leads_to_it() -> None:
    here = {"governance/dpia.yaml": RECORD}
    assert rights(HIGH + PROFILING, here).outcome is Outcome.CONFORMS
    linked = RECORD[: RECORD.index("processing")] + RECORD[RECORD.index("outcome") :]
    linked += "document: docs/dpia.md\n"
    absent = rights(HIGH + PROFILING, {"governance/dpia.yaml": linked})
    assert "docs/dpia.md does not exist" in said(absent)
    short = {"governance/dpia.yaml": linked, "docs/dpia.md": "# DPIA of the letter desk\n"}
    assert "docs/dpia.md says too little" in said(rights(HIGH + PROFILING, short))
    text = "Names are read to sort letters, then masked, and nobody else ever sees them here. " * 4
    other = {"governance/dpia.yaml": linked, "docs/dpia.md": f"# DPIA of the mail robot\n\n{text}"}
    assert "docs/dpia.md does not name Letter desk" in said(rights(HIGH + PROFILING, other))
    right = {"governance/dpia.yaml": linked, "docs/dpia.md": f"# DPIA of the letter desk\n\n{text}"}
    assert rights(HIGH + PROFILING, right).outcome is Outcome.CONFORMS


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("systems: [desk]", "systems: []", "and there is none"),
        ("approver: ann", "approver: bob", "bob approved what bob wrote"),
        ("approved: 2026-05-09", "approved: 2027-05-09", "lies ahead"),
        ("date: 2026-05-04", "date: 2027-05-04", "lies ahead"),
        ("measure: Names are not stored", "measure: tbd", "'Privacy' has no measure"),
        ("necessity: Without names a letter cannot be given to its clerk\n", "", "in proportion"),
        ("outcome: The processing may begin with the measure that is named", "", "what it came to"),
    ],
)
def test_what_is_wrong_with_a_record(old: str, new: str, says: str) -> None:
    assert RECORD.count(old) == 1
    result = rights(HIGH + PROFILING, {"governance/dpia.yaml": RECORD.replace(old, new)})
    assert says in said(result)
    assert result.outcome is Outcome.NONCONFORMS


def test_an_assessment_in_prose_of_no_kind_counts_too() -> None:
    text = (
        "# Data protection impact assessment (DPIA): Letter desk\n\n## Purpose\n\nThe AI system "
        "reads names on letters in order to sort them.\n\n## Affected data subjects\n\nPeople "
        "who write letters, and the clerks.\n\n## Risks to rights\n\nA name could become known "
        "to people who need not know it.\n\n## Measures\n\nNames are masked before anything is "
        "stored.\n\n## Misuse and failure\n\nClerks could search for neighbours; searches are "
        "logged.\n\n## Conclusion\n\nApproved by the board with these measures.\n"
    )
    assert rights(HIGH + PROFILING, {"docs/dpia.md": text}).outcome is Outcome.CONFORMS
    other = text.replace("Letter desk", "Mail robot")
    assert rights(HIGH + PROFILING, {"docs/dpia.md": other}).outcome is Outcome.NONCONFORMS


def test_a_provision_by_which_none_is_required_is_a_reason() -> None:
    head = RECORD[: RECORD.index("date")]
    reason = "not_required: The authority lists this processing as exempt by Article 35(5)\n"
    assert (
        rights(HIGH + PROFILING, {"governance/d.yaml": head + reason}).outcome is Outcome.CONFORMS
    )
    weak = rights(HIGH + PROFILING, {"governance/d.yaml": head + "not_required: n/a\n"})
    assert "by which provision" in said(weak)


def test_a_skeleton_that_names_the_system_satisfies_nothing() -> None:
    text = skeleton("rights-assessment").replace("assessment:  ", "assessment: dpia #")
    text = text.replace("systems: []", "systems: [desk]")
    assert rights(HIGH + PROFILING, {"governance/d.yaml": text}).outcome is Outcome.NONCONFORMS
