"""Impact assessments: of this system, complete, concrete; as data and in prose."""

from __future__ import annotations

import re

import pytest

from aims_gate.checks.assessments import names_of
from aims_gate.governance.skeletons import skeleton
from aims_gate.model import Finding, FindingKind, Outcome, Profile, Result, Subject, SubjectKind
from aims_gate.testing import judge

PURPOSE = "Sort incoming support tickets by urgency so that agents answer the pressing ones first"
MANIFEST = f"""systems:
  - id: triage
    name: Ticket triage
    purpose: {PURPOSE}
    owner: ann
    version: 2.1
    tier: high
    impact_assessment: governance/triage.yaml
"""
PEOPLE = """kind: people
people:
  - {id: ann, roles: [Head of support]}
  - {id: bob, roles: [Assessor]}
  - {id: eve, roles: [Assessor], left: 2026-01-31}
"""
DATA = f"""kind: impact-assessment
status: approved
author: bob
approver: ann
approved: 2026-05-11
next_review: 2027-05-01
system: triage
system_version: 2.1
purpose: {PURPOSE}
date: 2026-05-04
retention: 5 years
scope: {{covers: All tickets in English and German from the web form}}
method:
  severity: {{low: over in a day, high: felt for months}}
  likelihood: {{rare: one in a thousand, likely: one in twenty}}
  reversibility: {{easy: at once, none: not at all}}
  basis: A sample of four hundred tickets sorted by hand and by model
affected:
  - id: customers
    group: Customers who write tickets
    vulnerable: false
    benefits: [Urgent matters are answered within the hour]
    impacts:
      - id: waits
        topic: financial
        description: An urgent ticket waits because it was sorted as routine
        severity: high
        likelihood: rare
        reversibility: easy
        measure: Agents look through the routine queue twice a day
        owner: ann
  - id: second-language
    group: People who write in a second language
    vulnerable: true
    impacts:
      - id: lower
        topic: fairness
        description: Clumsy wording is sorted lower than it should be
        severity: low
        likelihood: likely
        reversibility: easy
        measure: Differences between languages are measured each month
        owner: ann
not_relevant:
  - {{topic: privacy, reason: Names are masked before the model sees a ticket}}
  - {{topic: safety, reason: Reports of danger go to the hotline and never here}}
  - {{topic: transparency-and-contestability, reason: The form tells of it and how to appeal}}
  - {{topic: accessibility, reason: Tickets may come by letter and telephone as well}}
  - {{topic: rights, reason: Nobody's right is decided upon by the order of answers}}
society:
  environment: One small model on one server that was running before it
  economy_and_work: No post is cut, two agents moved from sorting to answering
  public_life: No link to authorities, elections or debate was found
  health_and_safety: Waiting for an answer harms nobody's health as far as is known
  norms_and_culture: Alarm could come to pay off more than politeness, which is watched
  misuse_at_scale: Competitors could flood the form, so that the rate is limited
misuse:
  - {{id: alarm, description: Senders cry wolf each time, measure: The rate of each is limited}}
failures:
  - {{id: drift, description: New products seem routine, measure: Fifty tickets a week are sampled}}
result:
  conclusion: Acceptable with the weekly sample and the queue that agents can reorder
  use: The sample became a requirement and the flag a part of the design
"""
FILES = {
    "aims.yaml": MANIFEST,
    "governance/people.yaml": PEOPLE,
    "governance/triage.yaml": DATA,
    "src/a.py": "import torch\n",
}
COMPLETE = "incomplete-impact-assessment"
PEOPLE_CHECK = "vague-individual-impact"
SOCIETY = "unanswered-societal-impact"


def results(check: str, files: dict[str, str]) -> list[Result]:
    judgement = judge(files, select=frozenset({check}), profile=Profile.STANDARD)
    return [each.result for each in judgement.results]


def failures(check: str, **files: str) -> list[Finding]:
    (result,) = results(check, {**FILES, **files})
    assert result.outcome in (Outcome.CONFORMS, Outcome.NONCONFORMS)
    return [each for each in result.findings if each.kind is FindingKind.FAILURE]


def broken(check: str, old: str, new: str) -> Finding:
    """The one failure after an edit of the assessment."""
    assert DATA.count(old) == 1
    (found,) = failures(check, **{"governance/triage.yaml": DATA.replace(old, new)})
    assert found.at is not None
    assert found.at.path == "governance/triage.yaml"
    return found


@pytest.mark.parametrize("check", [COMPLETE, PEOPLE_CHECK, SOCIETY])
def test_a_complete_assessment_conforms(check: str) -> None:
    assert failures(check) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("system: triage\n", "", "does not say which system"),
        ("system: triage\n", "system: fraud\n", "assesses 'fraud', not 'triage'"),
        ("system_version: 2.1", "system_version: 2.0", "assesses version 2.0; aims.yaml has 2.1"),
        ("purpose: Sort incoming", "purpose: Close incoming", "is not the one in aims.yaml"),
        ("date: 2026-05-04", "date: 2026-12-04", "lies ahead"),
        ("author: bob", "author: eve", "the author eve left on 2026-01-31"),
        ("approver: ann", "approver: bob", "bob approved what bob wrote"),
        ("approver: ann", "approver: zoe", "zoe is not in the register"),
        ("approved: 2026-05-11", "approved: 2026-12-11", "lies ahead"),
        ("approved: 2026-05-11", "approved: 2026-05-01", "before it was made"),
        ("status: approved", "status: draft", "still a draft"),
        ("next_review: 2027-05-01", "next_review: 2026-11-01", "was to be looked at again"),
        ("retention: 5 years\n", "", "how long it is kept"),
        ("  use: The sample", "  remaining_concern: The sample", "what its result changed"),
        (
            "measure: Fifty tickets a week are sampled",
            "measure: 'OPEN: what is done'",
            "no measure",
        ),
    ],
)
def test_what_makes_an_assessment_incomplete(old: str, new: str, says: str) -> None:
    assert says in broken(COMPLETE, old, new).message


def test_the_line_is_that_of_the_value() -> None:
    found = broken(COMPLETE, "system_version: 2.1", "system_version: 2.0")
    assert found.at is not None
    assert DATA.splitlines()[found.at.line - 1].startswith("system_version")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("        severity: high\n", "", "has no severity"),
        ("severity: high\n", "severity: grave\n", "'grave', which is not on the scale"),
        ("Agents look through the routine queue twice a day", "tbd", "has no measure"),
        ("        topic: fairness\n", "        topic: work\n", "does not answer fairness"),
        ("vulnerable: true", "vulnerable: false", "no group of vulnerable people"),
        ("    benefits: [Urgent matters are answered within the hour]\n", "", "anybody gains"),
        ("Tickets may come by letter and telephone as well", "n/a", "why nothing is expected"),
        (
            "Tickets may come by letter and telephone as well",
            "Nobody's right is decided upon by the order of answers",
            "gives for rights the reason that it gives for accessibility",
        ),
        (
            "likelihood: {rare: one in a thousand, likely: one in twenty}",
            "",
            "grades of likelihood",
        ),
    ],
)
def test_what_makes_impact_on_people_vague(old: str, new: str, says: str) -> None:
    assert says in broken(PEOPLE_CHECK, old, new).message


def test_scales_may_stand_in_the_process() -> None:
    data = re.sub(r"  (severity|likelihood|reversibility): \{.*\n", "", DATA)
    process = (
        "---\nkind: impact-process\nscales: {severity: [low, high], likelihood: [rare, likely], "
        "reversibility: [easy]}\n---\n"
    )
    files = {"governance/triage.yaml": data, "governance/process.md": process}
    assert failures(PEOPLE_CHECK, **files) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("One small model on one server that was running before it", "none", "the environment"),
        (
            "No link to authorities, elections or debate was found",
            "One small model on one server that was running before it",
            "answers public life and democratic processes with the text on the environment",
        ),
        ("  misuse_at_scale:", "  #", "misuse at scale"),
    ],
)
def test_what_leaves_society_unanswered(old: str, new: str, says: str) -> None:
    assert says in broken(SOCIETY, old, new).message


def test_an_unfilled_skeleton_satisfies_nothing() -> None:
    empty = skeleton("impact-assessment")
    for check in (COMPLETE, PEOPLE_CHECK, SOCIETY, "unlinked-impact-assessment"):
        assert failures(check, **{"governance/triage.yaml": empty})


def test_one_sentence_everywhere_is_no_answer() -> None:
    same = "We take the matter very seriously and act with care"
    text = re.sub(r"(?m)^( +)(description|measure|economy_and_work): .*$", rf"\1\2: {same}", DATA)
    found = failures(COMPLETE, **{"governance/triage.yaml": text})
    assert any("says the same in" in each.message for each in found)


def test_another_assessment_with_a_new_title_is_seen() -> None:
    more = MANIFEST + MANIFEST.partition("\n")[2].replace("triage", "fraud").replace(
        PURPOSE, "Flag card payments that look like fraud"
    ).replace("Ticket fraud", "Fraud alarm")
    copy = DATA.replace("system: triage", "system: fraud").replace(
        PURPOSE, "Flag card payments that look like fraud"
    )
    files = {**FILES, "aims.yaml": more, "governance/fraud.yaml": copy}
    fraud = next(each for each in results(COMPLETE, files) if each.subject.id == "fraud")
    assert fraud.outcome is Outcome.NONCONFORMS
    assert any("says what the assessment of" in each.message for each in fraud.findings)


PROSE = f"""# AI system impact assessment: Ticket triage

Version 2.1 of the system `triage`. Assessed on 2026-05-04 by the support lead; kept for five years.

## Purpose and scope

The software works on support tickets. {PURPOSE}.

## Affected people

Customers, among them older people and people who write in a second language (vulnerable), and the
support agents. Customers benefit from faster answers to urgent matters.

## Impacts

| Group | Impact | Severity | Likelihood | Reversibility | Mitigation | Owner |
| --- | --- | --- | --- | --- | --- | --- |
| Customers | An urgent ticket waits | medium | possible | easy | Two looks a day | Support lead |
| Second-language writers | Wording is sorted lower | medium | likely | easy | Sampled | Data lead |

**Fairness**: Sorting by language is compared every month, and the threshold moved when it differs.

**Privacy**: Tickets hold names; they stay in the ticket system and are not used to train anything.

**Safety**: Nothing here can injure anybody; tickets on hazards go to the hotline and not here.

**Transparency and contestability**: The form tells of the software and how to ask again.

**Financial**: A refund may come days later for a customer whose ticket was sorted too low.

**Accessibility**: The web form meets level AA and tickets may be sent by letter or telephone.

**Rights**: No right is decided upon; complaints by law have their own address with a person there.

## Society

- Environment: One small model on one server that ran before; energy use rose by one per cent.
- Economy and work: No post is cut; two agents moved from sorting tickets to answering them.
- Public life: No link to public bodies, elections or political debate could be found anywhere.
- Health: No effect on public health could be found beyond the nuisance of having to wait.
- Norms and culture: Polite wording might come to pay off less than alarm, and this is watched.
- Misuse at scale: Competitors could flood the form; the rate for each sender is limited therefore.

## Misuse and failure

Senders could write everything as urgent. The model could drift when products change.

## Measures

Weekly sample of fifty routine tickets by two agents; switch back to order of arrival by a flag.

## Result and approval

Approved on 2026-05-11 by the head of customer care: acceptable with these measures. Next review by
2027-05-01.
"""


def prose(text: str) -> dict[str, str]:
    linked = MANIFEST.replace("governance/triage.yaml", "docs/impact.md")
    files = {**FILES, "aims.yaml": linked, "docs/impact.md": text}
    del files["governance/triage.yaml"]
    return files


def in_prose(check: str, text: str) -> list[str]:
    (result,) = results(check, prose(text))
    return [each.message for each in result.findings if each.kind is FindingKind.FAILURE]


@pytest.mark.parametrize("check", [COMPLETE, PEOPLE_CHECK, SOCIETY])
def test_prose_that_answers_conforms(check: str) -> None:
    assert in_prose(check, PROSE) == []


@pytest.mark.parametrize(
    ("check", "old", "new", "says"),
    [
        (COMPLETE, "Version 2.1", "The first version", "about version 2.1"),
        (COMPLETE, PURPOSE, "It ranks letters", "does not speak of the purpose"),
        (COMPLETE, "; kept for five years", "", "how long it is kept"),
        (COMPLETE, "Approved on 2026-05-11", "Approved on 2027-05-11", "it lies ahead"),
        (COMPLETE, "## Measures\n\nWeekly sample", "## Colours\n\nRed", "nothing on the measures"),
        (PEOPLE_CHECK, "Reversibility", "Colour", "rated without reversibility"),
        (PEOPLE_CHECK, "| Two looks a day |", "| |", "'Customers' has no measure"),
        (PEOPLE_CHECK, "**Accessibility**", "**Colours**", "nothing on accessibility"),
        (SOCIETY, "- Norms and culture: Polite", "- Polite", "nothing on norms"),
    ],
)
def test_what_prose_leaves_out(check: str, old: str, new: str, says: str) -> None:
    assert old in PROSE
    assert any(says in message for message in in_prose(check, PROSE.replace(old, new)))


def test_a_column_of_impact_may_hold_grades_or_descriptions() -> None:
    graded = PROSE.replace("| Impact | Severity |", "| Risk | Impact |")
    assert in_prose(PEOPLE_CHECK, graded) == []
    described = PROSE.replace("Severity", "Colour")
    assert any("rated without severity" in each for each in in_prose(PEOPLE_CHECK, described))


def test_one_paragraph_under_every_heading_answers_nothing() -> None:
    fine = (
        "We consider fairness, privacy, safety, rights, accessibility, money and transparency at "
        "each step, with energy, work, health, culture, public life and misuse in mind."
    )
    headings = [line for line in PROSE.splitlines() if line.startswith("#")]
    text = "\n\n".join(f"{heading}\n\n{fine}" for heading in headings)
    for check in (COMPLETE, PEOPLE_CHECK, SOCIETY):
        assert in_prose(check, text)


def test_without_an_assessment_there_is_one_failure_each() -> None:
    bare = {"src/a.py": "import torch\ntorch.load('x.pt')\n"}
    for check in (COMPLETE, PEOPLE_CHECK, SOCIETY):
        (result,) = results(check, bare)
        (found,) = result.findings
        assert "has no impact assessment" in found.message


HEADED = """---
kind: impact-assessment
author: bob
approver: ann
approved: 2026-05-11
next_review: 2027-05-01
system: triage
system_version: 2.1
purpose: {purpose}
date: 2026-05-04
retention: 5 years
---

{prose}"""


def test_prose_under_a_head_is_judged_by_both() -> None:
    text = HEADED.format(purpose=PURPOSE, prose=PROSE)
    for check in (COMPLETE, PEOPLE_CHECK, SOCIETY):
        assert in_prose(check, text) == []
    (old,) = in_prose(COMPLETE, text.replace("system_version: 2.1", "system_version: 2.0"))
    assert "aims.yaml has 2.1" in old
    (gone,) = in_prose(COMPLETE, text.replace("## Measures\n\nWeekly sample", "## Red\n\nGreen"))
    assert "nothing on the measures" in gone


TWO = """systems:
  - {id: triage, purpose: Sort tickets by urgency, owner: ann, impact_assessment: docs/both.md}
  - {id: router, purpose: Route tickets by product, owner: ann, impact_assessment: docs/both.md}
"""


def test_one_document_may_assess_two_systems_that_it_names() -> None:
    text = PROSE.replace(
        "The software works on support tickets.",
        "The systems triage and router sort tickets by urgency and route tickets by product.",
    )
    files = {**FILES, "aims.yaml": TWO, "docs/both.md": text}
    assert [each.outcome for each in results(COMPLETE, files)] == [Outcome.CONFORMS] * 2
    files["docs/both.md"] = text.replace(" and router", "").replace("route tickets", "post tickets")
    router, triage = results(COMPLETE, files)
    assert triage.outcome is Outcome.CONFORMS
    assert "speaks of triage, and of router nowhere" in router.findings[0].message


def test_a_language_that_the_gate_tells_only_sections_in_is_not_assessed() -> None:
    german = PROSE[: PROSE.index("## Purpose")] + (
        "## Zweck\n\nDas System sortiert eingehende Anfragen nach Dringlichkeit und wird von den "
        "Leuten am Schalter genutzt.\n\n## Betroffene Personen\n\nAlle Menschen, die eine "
        "Anfrage stellen, und die am Schalter arbeiten.\n\n## Auswirkungen\n\nEine dringende "
        "Anfrage wird nicht gesehen und die Antwort kommt zu spät.\n\n## Missbrauch\n\nWer "
        "alles als dringend meldet, kommt nicht schneller dran.\n\n## Maßnahmen\n\nJede Woche "
        "werden fünfzig Anfragen von zwei Leuten geprüft.\n\n## Ergebnis und Freigabe\n\nDas "
        "System ist mit den Maßnahmen annehmbar und wurde von der Leitung freigegeben.\n"
    )
    for check in (PEOPLE_CHECK, SOCIETY):
        (result,) = results(check, prose(german))
        assert result.outcome is Outcome.NOT_ASSESSED


def test_the_assessment_of_a_retired_system_is_no_longer_judged() -> None:
    manifest = MANIFEST + "    lifecycle: retired\n"
    for check in (COMPLETE, PEOPLE_CHECK, SOCIETY):
        (result,) = results(check, {**FILES, "aims.yaml": manifest})
        assert result.outcome is Outcome.NOT_APPLICABLE


PROCESS = """---
kind: impact-process
author: bob
approver: ann
approved: 2026-01-10
triggers: [purpose, affected-group, autonomy, data-category, model-family, market]
maximum_age: {limited: 12 months, high: 6 months}
scales: {severity: [low, high], likelihood: [rare, likely], reversibility: [easy, none]}
retention: 5 years
---

# Process

## When

Before the first release and before each change that is named in the head of this page.

## Method and scales

Two people walk through the system with its users and rate what they find by the three scales.

## Who assesses and approves

An assessor writes, the head of the area approves, and never one person does both of it.

## How results are used

Measures become requirements; an impact of high severity becomes a risk in the register.

## How often it is repeated

At the latest after the ages in the head of this page, counted from the day of the assessment.

## How long assessments are kept

Five years after the system has gone out of use, with every version that there was of it.
"""


def process(text: str) -> list[Finding]:
    return failures("undefined-impact-process", **{"governance/process.md": text})


def test_a_process_that_lays_everything_down_conforms() -> None:
    assert process(PROCESS) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("## How results are used\n", "", "nothing on how the results are used"),
        (", market]", "]", "no new assessment follows a change of market"),
        ("high: 6 months", "high: 3 years", "the playbook asks for 12 months"),
        ("retention: 5 years\n", "", "how long assessments are kept"),
        ("severity: [low, high], ", "", "no scale of severity"),
        ("approver: ann", "approver: bob", "by its own author"),
        ("approved: 2026-01-10", "approved: 2027-01-10", "lies ahead"),
    ],
)
def test_what_a_process_leaves_open(old: str, new: str, says: str) -> None:
    assert PROCESS.count(old) == 1
    assert any(says in found.message for found in process(PROCESS.replace(old, new)))


def test_without_a_process_or_with_its_skeleton_there_is_none() -> None:
    (found,) = failures("undefined-impact-process")
    assert "there is no process of impact assessment" in found.message
    topics = {found.key for found in process(skeleton("impact-process"))}
    assert {key for key in topics if key.startswith("topic:")} == {
        f"topic:{name}"
        for name in ("triggers", "method", "people", "use", "frequency", "retention")
    }


def test_a_repository_without_ai_owes_no_process() -> None:
    (result,) = results("undefined-impact-process", {"src/a.py": "print(1)\n"})
    assert result.outcome is Outcome.NOT_APPLICABLE


def test_a_name_that_holds_the_id_is_looked_for_before_it() -> None:
    named = Subject(SubjectKind.SYSTEM, "loans", name="consumer loans")
    assert names_of(named) == ("consumer loans", "loans")
    assert names_of(Subject(SubjectKind.SYSTEM, "loans", name="credit")) == ("credit", "loans")
    assert names_of(Subject(SubjectKind.SYSTEM, "loans")) == ("loans",)
