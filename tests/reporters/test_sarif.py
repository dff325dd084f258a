from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest

from aims_gate.model import (
    DecidedResult,
    Judgement,
    Location,
    Outcome,
    Reach,
    Severity,
    Subject,
    SubjectKind,
    Verdict,
    fails,
)
from aims_gate.reporters import PipelineRun, SarifAuditReporter, SarifReporter
from aims_gate.reporters.line_hash import line_hashes
from aims_gate.reporters.sarif import MAX_RESULTS

from .building import CARD, FILES, RANKER, context, decided, judgement, make_check, result, rich
from .conftest import Complaints

HOSTILE_NAME = "\x1b[2J\u202e\U0001f600<script>&\"'](https://evil.example)%\n" * 20


def run_of(judged: Judgement, files: Mapping[str, bytes] = FILES, **options: Any) -> Any:
    (run,) = json.loads(SarifReporter().render(judged, context(files, **options)))["runs"]
    return run


def failing(
    *places: Location,
    at: Location | None = Location("src/train.py", 3, 9),  # noqa: B008 - frozen
    message: str = "Ranker has no model card",
    fix: str | None = "Write it.",
) -> DecidedResult:
    finding = fails(message, at=at, about=RANKER, key="card", fix=fix, places=places)
    return result(CARD, RANKER, Outcome.NONCONFORMS, decided(CARD, finding))


def only_result(item: DecidedResult, **options: Any) -> Any:
    (alert,) = run_of(judgement(item), **options)["results"]
    return alert


def many(
    count: int, name: str = "model", path: str = "src/train.py", *, decides_half: bool = False
) -> Judgement:
    items = []
    for number in range(count):
        about = Subject(SubjectKind.MODEL, f"{name}-{number}")
        finding = fails(
            f"{about.id} has no card",
            at=Location(path, 1 + number),
            about=about,
            key="card",
            places=[Location(f"{path}{place}") for place in range(3)],
        )
        severity = Severity.ERROR if number % 2 else Severity.WARNING
        decides = severity is Severity.ERROR or not decides_half
        each = decided(CARD, finding, severity=severity, decides=decides)
        items.append(result(CARD, about, Outcome.NONCONFORMS, each))
    return judgement(*items)


@pytest.fixture(scope="module")
def rich_run() -> Any:
    return run_of(rich())


def test_the_schema_and_the_rules_of_github_are_kept(
    schema_errors: Callable[[Any], list[str]], complaints: Complaints
) -> None:
    text = SarifReporter().render(rich(), context())

    assert schema_errors(json.loads(text)) == []
    assert complaints(text) == []


def test_the_validator_would_complain(complaints: Complaints) -> None:
    document = json.loads(SarifReporter().render(rich(), context()))
    del document["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]

    assert complaints(json.dumps(document)) != []


def test_failures_and_what_else_decides_become_results(rich_run: Any) -> None:
    told = {(item["ruleId"], item["properties"]["subjectId"]) for item in rich_run["results"]}

    assert told == {
        ("missing-datasheet", "loans-2025"),
        ("missing-human-oversight", "scoring"),
        ("missing-model-card", "acme/embedder"),
        ("missing-model-card", "ranker"),
        ("unlinked-impact-assessment", "scoring"),
    }


def test_every_rule_has_all_its_texts(rich_run: Any) -> None:
    rules = rich_run["tool"]["driver"]["rules"]

    assert [rule["id"] for rule in rules] == sorted(rule["id"] for rule in rules)
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]
        assert "Why it matters" in rule["help"]["text"]
        assert "## How to conform" in rule["help"]["markdown"]
        assert rule["defaultConfiguration"]["level"] in {"note", "warning", "error"}
        assert rule["properties"]["precision"] in {"high", "medium", "low"}
        assert rule["properties"]["problem.severity"] in {"recommendation", "warning", "error"}
        assert "security-severity" not in rule["properties"]


def test_texts_of_a_rule_stay_within_what_readers_take() -> None:
    long = "word " * 10_000
    check = make_check("a-" * 300 + "z", title=long, summary=long, why=long, how=long)
    item = result(check, RANKER, Outcome.NOT_APPLICABLE)

    (rule,) = run_of(judgement(item))["tool"]["driver"]["rules"]

    assert len(rule["name"]) <= 255
    assert len(rule["shortDescription"]["text"]) <= 1024
    assert len(rule["fullDescription"]["text"]) <= 1024
    assert max(len(text) for text in rule["help"].values()) <= 20_000
    assert rule["fullDescription"]["text"].endswith(" word…")
    assert "helpUri" not in rule


def test_results_point_at_their_rules(rich_run: Any) -> None:
    rules = rich_run["tool"]["driver"]["rules"]

    assert all(rules[item["ruleIndex"]]["id"] == item["ruleId"] for item in rich_run["results"])


def test_controls_and_clauses_are_tags_within_limits() -> None:
    check = make_check(controls=[f"A.9.{number}" for number in range(30)], clauses=["6.1.4"])
    item = result(check, RANKER, Outcome.NOT_APPLICABLE)

    (rule,) = run_of(judgement(item))["tool"]["driver"]["rules"]

    assert rule["properties"]["tags"] == [f"A.9.{number}" for number in range(10)]
    assert "- **A.9.29**" in rule["help"]["markdown"]
    assert "- **6.1.4** Assessing the impact of AI systems" in rule["help"]["markdown"]


def test_a_rule_of_a_plugin_names_it(rich_run: Any) -> None:
    rule = rich_run["tool"]["driver"]["rules"][-1]

    assert rule["properties"]["plugin"] == "aims-gate-huggingface"


def test_an_attested_check_is_less_precise() -> None:
    item = result(make_check(reach=Reach.ATTESTED), RANKER, Outcome.NOT_APPLICABLE)

    (rule,) = run_of(judgement(item))["tool"]["driver"]["rules"]

    assert rule["properties"]["precision"] == "medium"


def test_a_result_says_where() -> None:
    alert = only_result(failing(Location("src/serve.py", 2, end_line=4)))

    (location,) = alert["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "src/train.py", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3, "startColumn": 9},
    }
    (related,) = alert["relatedLocations"]
    assert related["id"] == 1
    assert related["physicalLocation"]["region"] == {"startLine": 2, "endLine": 4}
    assert "Also at [src/serve.py:2](1)." in alert["message"]["text"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("docs/cards/old ranker.md", "docs/cards/old%20ranker.md"),
        ("a:b#c?d%e", "a%3Ab%23c%3Fd%25e"),
        ("Übersicht.md", "%C3%9Cbersicht.md"),
        (os.fsdecode(b"caf\xe9.py"), "caf%E9.py"),
        ("a\nb", "a%0Ab"),
    ],
)
def test_paths_become_relative_uris(path: str, uri: str) -> None:
    alert = only_result(failing(at=Location(path)))

    assert alert["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri
    assert unquote_to_bytes(uri) == os.fsencode(path)


def test_the_line_is_hashed_as_github_does() -> None:
    prints = only_result(failing())["partialFingerprints"]

    assert prints["primaryLocationLineHash"] == line_hashes(FILES["src/train.py"], {3})[3]
    assert len(prints["aimsGate/v1"]) == 64


@pytest.mark.parametrize("at", [Location("absent.py"), Location("src/train.py", 99)])
def test_lines_that_cannot_be_read_have_no_hash(at: Location) -> None:
    assert only_result(failing(at=at))["partialFingerprints"].keys() == {"aimsGate/v1"}


def test_the_fix_is_told_and_changes_nothing() -> None:
    (fix,) = only_result(failing())["fixes"]

    assert fix["description"]["text"] == "Write it."
    (change,) = fix["artifactChanges"]
    (replacement,) = change["replacements"]
    region = replacement["deletedRegion"]
    assert replacement.keys() == {"deletedRegion"}
    assert region == {"startLine": 3, "startColumn": 1, "endColumn": 1}


def test_a_finding_without_a_fix_has_the_advice_of_its_check() -> None:
    (fix,) = only_result(failing(fix=None))["fixes"]

    assert fix["description"]["text"].startswith("Write a model card.\n")


def test_the_message_has_the_fix_and_stays_short() -> None:
    long = "word " * 1000
    alert = only_result(
        failing(*(Location(f"{'[]' * 200}{n}") for n in range(50)), message=long, fix=long)
    )

    text = alert["message"]["text"]
    assert len(text) <= 1024
    assert "Fix: word" in text
    assert "and 47 other places" in text
    assert len(alert["relatedLocations"]) == 20
    advice = alert["fixes"][0]["description"]["text"]
    assert len(advice) <= 1024
    assert {word for told in (text, advice) for word in re.findall(r"\bw\w*", told)} == {"word"}


def test_names_do_not_become_links() -> None:
    alert = only_result(failing(message="see [this](https://evil.example)", fix="[a](b)"))

    assert "](" not in alert["message"]["text"]


def test_a_finding_without_a_place_is_shown_at_the_manifest(rich_run: Any) -> None:
    (alert,) = (item for item in rich_run["results"] if item["ruleId"] == "missing-human-oversight")

    location = alert["locations"][0]["physicalLocation"]
    assert (location["artifactLocation"]["uri"], location["region"]) == (
        "aims.yaml",
        {"startLine": 1},
    )


@pytest.mark.parametrize("at", [None, Location("."), Location("")])
def test_without_a_manifest_it_is_shown_where_another_finding_is(at: Location | None) -> None:
    items = failing(at=at), failing(at=Location("src/serve.py", 2))

    shown = run_of(judgement(*items))["results"]

    uris = {item["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for item in shown}
    assert (len(shown), uris) == (2, {"src/serve.py"})


def test_without_anything_else_it_is_shown_at_the_landmark() -> None:
    (alert,) = run_of(judgement(failing(at=None)), landmark=lambda: "docs/README.md")["results"]

    at = alert["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert at == "docs/README.md"


def test_without_any_file_it_is_left_out_and_that_is_said() -> None:
    run = run_of(judgement(failing(at=None)))

    assert run["results"] == []
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"].startswith("1 finding left out for want of a file")


def test_a_crash_is_a_notification(rich_run: Any) -> None:
    (invocation,) = rich_run["invocations"]
    note, _ = invocation["toolExecutionNotifications"]

    assert invocation["executionSuccessful"] is False
    assert invocation["exitCode"] == 2
    assert note["level"] == "error"
    assert note["associatedRule"]["id"] == "missing-human-oversight"
    assert "ZeroDivisionError" in note["message"]["text"]


def test_what_is_waived_is_left_out_and_that_is_said(rich_run: Any) -> None:
    assert "unpinned-third-party-model" not in {each["ruleId"] for each in rich_run["results"]}

    _, note = rich_run["invocations"][0]["toolExecutionNotifications"]
    assert note["level"] == "note"
    assert note["message"]["text"].startswith("1 finding waived and left out")


def test_a_run_without_results_is_a_run() -> None:
    run = run_of(judgement(verdict=Verdict.PASS))

    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])
    assert run["invocations"][0]["executionSuccessful"] is True


@pytest.mark.parametrize(
    ("scope", "category"),
    [("repository", "repository"), ("services/a b", "services/a%20b"), ("/", "repository")],
)
def test_each_scope_has_its_category(scope: str, category: str) -> None:
    run = run_of(judgement(), scope=scope)

    assert run["automationDetails"]["id"] == f"aims-gate/{category}/"


def test_azure_takes_a_run_of_its_own_pipelines(complaints: Complaints) -> None:
    prefix = "azuredevops/pipeline/build/"
    named = {"buildDefinitionId": "17", "buildDefinitionName": "loans", "phaseName": "gate"}
    phase = "96ac2280-8cb4-5df5-99de-dd2da759617d"
    pipeline = PipelineRun(
        f"{prefix}acme/11111111-2222-3333-4444-555555555555/17/{phase}/refs/heads/main/4711",
        {f"{prefix}{name}": value for name, value in {**named, "phaseId": phase}.items()},
    )
    for told, accepted in ((pipeline, True), (None, False)):
        text = SarifReporter().render(rich(), context(FILES, pipeline=told))
        assert (complaints(text, reader="GHAzDO") == []) is accepted
    audit = json.loads(SarifAuditReporter().render(rich(), context(FILES, pipeline=pipeline)))
    assert audit["runs"][0]["automationDetails"] == {"id": "aims-gate-audit/repository/"}


@pytest.mark.parametrize(
    ("repository", "uri"),
    [
        ("https://git.example/acme/scoring", "https://git.example/acme/scoring"),
        ("https://user:secret@git.example/acme/scoring", "https://git.example/acme/scoring"),
        ("scoring", None),
        ("git@git.example:acme/scoring.git", None),
        ("file:///home/me/scoring", None),
    ],
)
def test_the_origin_is_told_where_it_is_a_web_address(repository: str, uri: str | None) -> None:
    run = run_of(judgement(repository=repository))

    origin = [item["repositoryUri"] for item in run.get("versionControlProvenance", [])]
    assert origin == ([uri] if uri else [])


def test_more_than_readers_take_is_left_out_and_that_is_said() -> None:
    run = run_of(many(MAX_RESULTS + 1000))

    assert len(run["results"]) == MAX_RESULTS
    levels = [item["level"] for item in run["results"]]
    assert levels.count("error") == (MAX_RESULTS + 1000) // 2
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"].startswith("1,000 findings of 6,000 left out")


def test_thirty_thousand_findings_with_hostile_names_stay_within_limits(
    complaints: Complaints,
) -> None:
    crowd = many(30_000, name=HOSTILE_NAME, path=HOSTILE_NAME)
    text = SarifReporter().render(crowd, context())

    assert len(text.encode()) < 10_000_000
    assert len(gzip.compress(text.encode(), compresslevel=1)) < 10_000_000
    (run,) = json.loads(text)["runs"]
    assert 500 < len(run["results"]) <= MAX_RESULTS
    assert max(len(item["message"]["text"]) for item in run["results"]) <= 1024
    audit = SarifAuditReporter().render(crowd, context())
    assert complaints(text, audit) == []


def test_crashes_beyond_number_are_counted() -> None:
    items = [
        result(CARD, Subject(SubjectKind.MODEL, str(n)), Outcome.ERROR, reason="x" * 5000)
        for n in range(150)
    ]

    notes = run_of(judgement(*items))["invocations"][0]["toolExecutionNotifications"]

    assert len(notes) == 101
    assert notes[-1]["message"]["text"] == "50 more crashed checks are not listed here."
    assert max(len(note["message"]["text"]) for note in notes) <= 1024
