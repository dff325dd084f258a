"""Checks that ``aims-gate.yaml`` states: judged like any other, in every format."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest

from aims_gate.model import (
    DecidedResult,
    FindingKind,
    Judgement,
    Location,
    Outcome,
    Severity,
    Verdict,
)
from aims_gate.plugins import load_offer
from aims_gate.reporters import RenderContext, Reporter
from aims_gate.testing import judge

MANIFEST = """\
organization: Example Bank
systems:
  - id: loans
    purpose: Rank applications of consumers for an underwriter
    owner: r-meyer
    activities: [trains]
    tags: [branch]
    personal_data: {purposes: [{id: credit, lawful_basis: contract, retention: 2 years}]}
    tier: {level: high, basis: Annex III, decided_by: r-meyer, decided_on: 2026-09-01}
    models: [scorecard]
    suppliers: [cloud]
  - {id: chat, purpose: Answer questions of staff, owner: ann, models: [scorecard, lone]}
models:
  - {id: scorecard, path: models/scorecard.json, licence: MIT}
  - {id: lone, hub: org/lone}
  - {id: unused, path: models/unused.json}
suppliers:
  - {id: cloud, kind: cloud}
"""
FILES = {
    "aims.yaml": MANIFEST,
    "models/scorecard.json": "{}" + " " * 98,
    "models/unused.json": "{}",
}
SMALL = """\
custom:
  - id: acme-small-models-only
    title: Models served at the branch stay small
    for: model
    when: "'branch' in system.tags"
    expect: model.size_bytes < 50
    message: "{model.id} is too large for a branch server of {system.id}: {model.size_bytes}"
    severity: {high: warning}
    controls: [A.4.5]
"""


def judged(policy: str, files: Mapping[str, str] = FILES) -> Judgement:
    return judge({**files, "aims-gate.yaml": policy})


def results(judgement: Judgement, check: str = "acme") -> dict[str, DecidedResult]:
    return {
        item.result.subject.id: item
        for item in judgement.results
        if item.result.check.id.startswith(check)
    }


def check(expect: str, kind: str = "model", **more: str) -> str:
    lines = [
        f"  - id: acme\n    title: It is so\n    for: {kind}\n    expect: {json.dumps(expect)}\n"
    ]
    lines += [f"    {key}: {json.dumps(value)}\n" for key, value in more.items()]
    return "custom:\n" + "".join(lines)


def test_a_custom_check_is_judged_like_any_other() -> None:
    found = results(judged(SMALL))
    scorecard = found["scorecard"]
    assert scorecard.result.outcome is Outcome.NONCONFORMS
    failure = next(each for each in scorecard.findings if each.finding.kind is FindingKind.FAILURE)
    assert failure.finding.message == "scorecard is too large for a branch server of loans: 100"
    assert failure.finding.at == Location("aims.yaml", 14, 5)
    assert failure.finding.places == (Location("aims-gate.yaml", 6, 5),)
    assert failure.severity is Severity.WARNING
    assert failure.finding.key == "system:loans"
    assert scorecard.result.check.controls == ("A.4.5",)
    assert found["lone"].result.reason == "`'branch' in system.tags` is false"
    assert found["unused"].result.reason == "no system uses it"


def test_its_failure_counts_against_its_controls() -> None:
    [control] = [each for each in judged(SMALL).controls if each.id == "A.4.5"]
    assert "acme-small-models-only" in control.checks
    assert control.status == "nonconforming"


def test_the_policy_may_weigh_and_ignore_it() -> None:
    weighed = judged(SMALL + "checks: {severity: {acme-small-models-only: error}}\n")
    assert results(weighed)["scorecard"].decides
    ignored = judged(SMALL + "checks: {ignore: {acme-small-models-only: not now}}\n")
    assert results(ignored) == {}


@pytest.mark.parametrize(
    ("kind", "expect", "outcomes"),
    [
        ("system", "system.tier == 'high'", {"loans": "conforms", "chat": "nonconforms"}),
        ("system", "'producer' in system.roles", {"loans": "conforms", "chat": "nonconforms"}),
        ("system", "system.owner.person != ''", {"loans": "conforms", "chat": "conforms"}),
        (
            "system",
            "system.tier_decision.decided_on < today",
            {"loans": "conforms", "chat": "not_assessed"},
        ),
        (
            "system",
            "system.personal_data.purposes.all(each, each.retention == '24 months')",
            {"loans": "conforms", "chat": "not_assessed"},
        ),
        (
            "model",
            "model.origin == 'own' || model.hub == 'org/lone'",
            {"scorecard": "conforms", "lone": "conforms", "unused": "conforms"},
        ),
        ("supplier", "supplier.tier == 'high'", {"cloud": "conforms"}),
        ("supplier", "has(supplier.assessed)", {"cloud": "nonconforms"}),
        ("organisation", "organisation.name == 'Example Bank'", {"(organisation)": "conforms"}),
        (
            "organisation",
            "models.size() == 3 && systems.size() == 2",
            {"(organisation)": "conforms"},
        ),
    ],
)
def test_each_kind_of_subject(kind: str, expect: str, outcomes: dict[str, str]) -> None:
    found = results(judged(check(expect, kind)))
    assert {name: item.result.outcome.value for name, item in found.items()} == outcomes


def test_documents_and_datasets_can_be_judged() -> None:
    card = "# Model card: scorecard\n\n## Intended use\n\nRanks applications of consumers.\n"
    files = {
        **FILES,
        "aims.yaml": MANIFEST + "datasets:\n  - {id: rows, path: data/rows.csv}\n",
        "data/rows.csv": "a,b\n1,2\n",
        "MODEL_CARD.md": card,
    }
    found = results(judged(check("dataset.size_bytes == 8", "dataset"), files))
    assert found["rows"].result.outcome is Outcome.CONFORMS
    stated = check(
        "!('evaluation' in document.missing)", "document", when="document.kind == 'model-card'"
    )
    found = results(judged(stated, files))
    assert found["MODEL_CARD.md#model-card"].result.outcome is Outcome.NONCONFORMS


def test_what_is_not_stated_is_never_a_pass() -> None:
    judgement = judged(check("model.licence == 'MIT'"))
    lone = results(judgement)["lone"]
    assert lone.result.outcome is Outcome.NOT_ASSESSED
    assert lone.result.findings[0].at == Location("aims-gate.yaml", 5, 5)
    assert "'licence' is not stated" in (lone.result.reason or "")
    assert lone.decides
    assert judgement.verdict is Verdict.FAIL


@pytest.mark.parametrize(
    ("expect", "words"),
    [
        ("model.id", "expect of the custom check acme must be true or false, not String"),
        (
            "[1].map(a, model.id + model.id)" + ".map(a, a + a)" * 30 + " == []",
            "expect of the custom check acme takes over 100,000 steps",
        ),
    ],
)
def test_an_expression_that_cannot_judge_leaves_the_verdict_open(expect: str, words: str) -> None:
    judgement = judged(check(expect))
    assert judgement.verdict is Verdict.UNDECIDED
    assert judgement.reasons[0] == f"aims-gate.yaml:5: {words}"
    assert [each.result.outcome for each in results(judgement).values()] == [Outcome.ERROR]


@pytest.mark.parametrize(
    ("policy", "line", "words"),
    [
        (check("model.licnce == ''"), 5, "custom[0].expect: there is no field 'licnce': did you"),
        (check("model.id == 'x"), 5, "text in quotes is not closed on its line (column 13 of it)"),
        (check("true", when="system.x"), 6, "custom[0].when: there is no field 'x'"),
        (check("system.tags == []", "document"), 5, "there is no variable 'system'"),
        (check("true", message="{model.idd}"), 6, "there is no 'model.idd': did you mean 'id'?"),
        (check("true", message="{model.id!r}"), 6, "is no name in braces"),
        (check("true", message="{0}"), 6, "is no name in braces"),
        (check("true", message="{model.__class__}"), 6, "there is no 'model.__class__'"),
        (
            check("true") + "    controls: [A.4.55]\n",
            6,
            "no control 'A.4.55': did you mean 'A.4.5'",
        ),
        (check("true").replace("acme", "missing-model-card"), 2, "another check with the id"),
        (check("true") + check("true").removeprefix("custom:\n"), 6, "another check with the id"),
        (
            check("true", "modell"),
            4,
            "'modell' is not known for custom[0].for: did you mean 'model'",
        ),
        (check("true").replace("    for:", "    four:"), 4, "did you mean 'for'?"),
        (check("true").replace("    for: model\n", ""), 2, "'for' is missing in custom[0]"),
        (check("true", severity="fatal"), 6, "severity"),
        ("custom: {}\n", 1, "custom must be a list"),
    ],
)
def test_what_is_wrong_is_a_problem_of_the_policy(policy: str, line: int, words: str) -> None:
    judgement = judged(policy)
    assert judgement.verdict is Verdict.UNDECIDED
    found = results(judgement, "invalid-manifest")["aims-gate.yaml"].result.findings
    assert [(finding.at.line, words in finding.message) for finding in found if finding.at] == [
        (line, True)
    ], found


def test_too_many_custom_checks_are_refused() -> None:
    one = check("true").removeprefix("custom:\n")
    many = "custom:\n" + "".join(one.replace("acme", f"acme-{number}") for number in range(201))
    judgement = judged(many)
    assert "more than 200 custom checks" in judgement.reasons[0]


def test_a_message_shows_values_and_never_reaches_into_the_program() -> None:
    message = "{model.systems} {model.digest} {today} {model.declared} {organisation.name}"
    found = results(judged(check("model.id != 'scorecard'", message=message)))
    failure = found["scorecard"].result.findings[0]
    assert failure.message == "loans, chat (not stated) 2026-11-22 true Example Bank"


def test_without_ai_there_is_nothing_to_judge() -> None:
    judgement = judge({"README.md": "# x\n", "aims-gate.yaml": check("false", "organisation")})
    assert judgement.verdict is Verdict.PASS


def test_a_repository_that_declares_nothing_is_judged_as_one_system() -> None:
    files = {"train.py": "import torch\nmodel.fit()\ntorch.save(model, 'm.pt')\n"}
    found = results(judged(check("!('branch' in system.tags)", "system"), files))
    assert found["(repository)"].result.outcome is Outcome.CONFORMS


HOSTILE = """\
custom:
  - id: acme-hostile
    title: "<b>Bold</b> | ``x`` [link](javascript:1) \u202e ]]>"
    for: model
    expect: "model.id == '<script>|]]>``'"
    message: "{model.id} </failure> | <img src=x> {model.licence} \u202e"
    severity: error
"""


@pytest.mark.parametrize("reporter", load_offer(installed=False).reporters, ids=lambda it: it.name)
@pytest.mark.parametrize("policy", [SMALL, HOSTILE, check("model.id"), check("1 +")])
def test_every_format_shows_it(reporter: Reporter, policy: str) -> None:
    text = reporter.render(judged(policy), RenderContext(verbose=True))
    shown = html.unescape(text)  # Markdown and HTML show brackets as what they are
    assert "acme" in shown or "custom[0]" in shown
    if reporter.name in ("json", "sarif"):
        json.loads(text)
    if reporter.name.startswith("junit"):
        ElementTree.fromstring(text)


def test_sarif_has_a_rule_for_it() -> None:
    [sarif] = [each for each in load_offer(installed=False).reporters if each.name == "sarif"]
    run = json.loads(sarif.render(judged(SMALL), RenderContext()))["runs"][0]
    [rule] = [each for each in run["tool"]["driver"]["rules"] if each["id"].startswith("acme")]
    assert rule["shortDescription"]["text"] == "Models served at the branch stay small."
    assert rule["properties"]["plugin"] == "aims-gate.yaml"
    assert "model.size_bytes < 50" in rule["help"]["markdown"]


def test_the_console_does_not_send_people_to_a_page_that_is_not_there() -> None:
    [console] = [each for each in load_offer(installed=False).reporters if each.name == "console"]
    text = console.render(judged(check("false")), RenderContext())
    assert "aims-gate explain acme" not in text
    assert "aims-gate explain" in text


def test_the_checks_that_the_guide_shows_are_sound() -> None:
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "custom-checks.md").read_text("utf-8")
    shown = [block.partition("```")[0] for block in page.split("```yaml\n# aims-gate.yaml\n")[1:]]
    assert len(shown) == 2
    for policy in shown:
        found = judged(policy, {**FILES, "MODEL_CARD.md": "# Model card: scorecard\n\n## Use\n"})
        outcomes = {item.result.outcome for item in found.results if item.result.check.since == ""}
        assert outcomes <= {Outcome.CONFORMS, Outcome.NONCONFORMS, Outcome.NOT_APPLICABLE}
        assert found.verdict is not Verdict.UNDECIDED
