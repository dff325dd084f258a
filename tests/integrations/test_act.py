"""The action in workflows, run by act: outputs, summary, annotations, uploads, comment, verdict."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ..platforms.server import TOKEN, FakePlatform, as_json, serving
from .acting import ACT, Ran, Runner, commit, export, new, publish, pull_request, stand_ins, wheels
from .conftest import ROOT, MakeRepository, git

COMMENTS = "/repos/acme/loans/issues/7/comments"
BOT = 41898282

WORKFLOW = """
name: gate
on: [pull_request, merge_group]
permissions: {{}}
jobs:
  gate:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      pull-requests: write
      security-events: write
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          fetch-depth: 0
          persist-credentials: false
{calls}
      - if: always()
        env:
          OUTPUTS: ${{{{ toJSON(steps.gate.outputs) }}}}
          MORE: ${{{{ toJSON(steps.more.outputs) }}}}
          REPORTS: ${{{{ steps.gate.outputs.output-dir }}}}
        run: |
          printf '%s' "$OUTPUTS" > "$SEEN/outputs.json"
          printf '%s' "$MORE" > "$SEEN/more.json"
          cp -r "$REPORTS" "$SEEN/reports"
"""

LENIENT = """
version: 1
checks:
  ignore:
    undeclared-ai: it is in our way
"""

COMMAND = "::error title=owned::by a name of a file"

REPORTS = {"report.json", "report.md", "report.sarif", "report.junit.xml", "report.html"}

PUBLISHED = """
      - uses: owner/aims-gate@v1
        id: gate
        with:
          comment: "true"
"""

WITH_PLUGINS = """
          plugins: aims-gate-huggingface
          output-dir: reports
      - if: always()
        run: |
          "$RUNNER_TEMP/aims-gate-venv/bin/aims-gate" list plugins
          "$RUNNER_TEMP/aims-gate-venv/bin/python" -I -c 'import celpy; print("custom", "checks")'
"""

OWN = """
      - uses: ./
        id: gate
        with:
          path: examples/loan-approval
          comment: "true"
      - uses: ./
        id: more
        if: always()
        with:
          path: ./examples/loan-approval-bare
          category: bare-loans
          comment: "true"
          annotations: "true"
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, downloads: None) -> Path:
    if not ACT.exists():
        absent = f"no {ACT}: install the development group"
        pytest.fail(absent) if os.environ.get("AIMS_GATE_CI") == "1" else pytest.skip(absent)
    return export(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def fetched(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return wheels(project, tmp_path_factory.mktemp("wheels"))


@pytest.fixture
def github() -> Iterator[FakePlatform]:
    with serving() as fake:
        fake.says("POST /graphql", {"data": {"viewer": {"databaseId": BOT}}})
        fake.says(COMMENTS, [])
        fake.says(f"POST {COMMENTS}", as_json({"id": 1}, 201))
        yield fake


@pytest.fixture
def runner(project: Path, fetched: Path, github: FakePlatform, tmp_path: Path) -> Runner:
    return Runner(project, fetched, stand_ins(tmp_path / "used"), tmp_path / "act", github.url)


@pytest.fixture
def loans(make_repository: MakeRepository, tmp_path: Path) -> Path:
    """The example without evidence, with the gate in its workflow; what the gate finds fails."""
    folder = make_repository("loan-approval-bare")
    # None of this may have a say in which interpreter and which packages run.
    traps = {
        ".python-version": "2.7.18\n",
        "pip.py": "raise SystemExit('imported from the repository')\n",
        "aims_gate/__init__.py": "raise SystemExit('imported from the repository')\n",
        "pip.conf": "[install]\nindex-url = http://127.0.0.1:1/\n",
    }
    weights = (folder / "models" / "loan-approval.safetensors").read_bytes()
    (folder / "models" / f"x\n{COMMAND}\n.safetensors").write_bytes(weights)
    git(folder, "add", "models")
    commit(folder, {".github/workflows/gate.yml": WORKFLOW.format(calls=PUBLISHED), **traps})
    publish(folder, tmp_path / "origin.git")
    return folder


def annotated(ran: Ran) -> list[str]:
    return [each["raw"] for each in ran.commands("error", "warning", "notice")]


def test_a_pull_request_that_fails(runner: Runner, loans: Path, github: FakePlatform) -> None:
    # A change does not choose what judges it.
    commit(loans, {"aims-gate.yaml": LENIENT})
    ran = runner.run(loans, "pull_request", pull_request())

    assert (ran.status, ran.job) == (1, "failure"), ran.shown
    outputs = ran.outputs()
    assert (outputs["verdict"], outputs["exit-code"]) == ("fail", "1"), ran.shown
    assert json.loads(outputs["counts"])["nonconforms"] > 0
    assert outputs["policy-digest"] == ""
    for name in ("report", "sarif", "junit", "html", "markdown"):
        file = Path(outputs[f"{name}-file"])
        assert file.parent == Path(outputs["output-dir"])
        assert (ran.seen / "reports" / file.name).stat().st_size > 0
    assert ran.summary.startswith("### aims-gate: the gate fails\n")
    assert "undeclared-ai" in ran.summary
    (uploaded,) = ran.uploaded
    assert uploaded == json.loads((ran.seen / "reports" / "report.sarif").read_bytes())
    assert annotated(ran) == [], "alerts show the same at the same lines"
    assert ran.kept == {"aims-gate": REPORTS}
    order = ("Install", "Judge", "Upload to code scanning", "Keep the reports", "Comment")
    assert [step for step in ran.steps if step in (*order, "Verdict")] == [*order, "Verdict"]

    posted = [(method, path) for method, path, _ in github.told]
    assert posted == [("POST", "/graphql"), ("POST", COMMENTS)]
    assert github.told[1][2] == {"body": f"<!-- aims-gate: repository -->\n{ran.summary}"}
    assert {headers["Authorization"] for _, headers in github.asked} == {f"Bearer {TOKEN}"}


def test_a_pull_request_that_passes(
    runner: Runner, make_repository: MakeRepository, github: FakePlatform, tmp_path: Path
) -> None:
    folder = make_repository("loan-approval")
    commit(folder, {".github/workflows/gate.yml": WORKFLOW.format(calls=PUBLISHED)})
    publish(folder, tmp_path / "origin.git")
    commit(folder, {"notes.txt": "A note.\n"})
    before = {"id": 5, "body": "<!-- aims-gate: repository -->\nIt fails.", "user": {"id": BOT}}
    github.says(COMMENTS, [before])
    github.says("PATCH /repos/acme/loans/issues/comments/5", before)
    ran = runner.run(folder, "pull_request", pull_request(), NO_ARTEFACTS="1")

    assert (ran.status, ran.job) == (0, "success"), ran.shown
    assert "Keep the reports" in ran.steps, "it was tried, and failed"
    assert ran.kept == {}
    outputs = ran.outputs()
    assert (outputs["verdict"], outputs["exit-code"]) == ("pass", "0")
    assert re.fullmatch("sha256:[0-9a-f]{64}", outputs["policy-digest"])
    report = json.loads((ran.seen / "reports" / "report.json").read_bytes())
    assert report["policy"]["digest"] == outputs["policy-digest"]
    assert report["policy"]["revision"] == git(folder, "rev-parse", "main").strip()
    assert ran.summary.startswith("### aims-gate: the gate passes\n")
    assert len(ran.uploaded) == 1
    method, path, told = github.told[-1]
    assert (method, path) == ("PATCH", "/repos/acme/loans/issues/comments/5")
    assert told["body"].startswith("<!-- aims-gate: repository -->\n### aims-gate: the gate passes")


def test_a_pull_request_from_a_fork(runner: Runner, loans: Path, github: FakePlatform) -> None:
    """Its token may only read."""
    commit(loans, {"notes.txt": "A note.\n"})
    github.says(f"POST {COMMENTS}", as_json({"message": "Resource not accessible"}, 403))
    ran = runner.run(loans, "pull_request", pull_request("stranger/loans"))

    assert (ran.status, ran.job) == (1, "failure"), ran.shown
    assert ran.outputs()["exit-code"] == "1"
    assert ran.uploaded == []
    assert "Upload to code scanning" not in ran.steps
    assert ran.kept == {"aims-gate": REPORTS}
    told = annotated(ran)
    assert told[0].startswith("::error title=undeclared-ai,file=data/applications.csv,line=1::")
    assert told[-1].startswith("::notice title=aims-gate::no comment was written: the token of a")
    assert "by a name of a file" in "".join(told)
    assert "owned" not in {each["kvPairs"].get("title") for each in ran.commands("error")}
    assert "### aims-gate: the gate fails" in ran.summary


def test_a_merge_queue(runner: Runner, loans: Path, github: FakePlatform) -> None:
    workflow = WORKFLOW.format(calls=PUBLISHED.rstrip() + WITH_PLUGINS)
    commit(loans, {"aims-gate.yaml": LENIENT, ".github/workflows/gate.yml": workflow})
    event = {"merge_group": {"base_ref": "refs/heads/main", "head_sha": "0" * 40}}
    ran = runner.run(loans, "merge_group", event)

    assert (ran.status, ran.outputs()["verdict"]) == (1, "fail"), ran.shown
    assert len(ran.uploaded) == 1
    assert github.told == []
    assert "aims-gate-huggingface  0." in ran.shown
    assert "custom checks" in ran.shown


def test_what_cannot_be_installed_judges_nothing(runner: Runner, loans: Path) -> None:
    workflow = WORKFLOW.format(calls=PUBLISHED.rstrip() + "\n          plugins: ../../evil\n")
    commit(loans, {".github/workflows/gate.yml": workflow.replace('cp -r "$REPORTS"', "#")})
    ran = runner.run(loans, "pull_request", pull_request())

    assert (ran.status, ran.job) == (1, "failure"), ran.shown
    outputs = ran.outputs()
    assert (outputs["verdict"], outputs["exit-code"]) == ("undecided", "2")
    assert outputs["report-file"] == ""
    (told,) = annotated(ran)
    assert told.startswith("::error title=aims-gate::there is no plugin ../../evil: name folders")
    assert "Judge" not in ran.steps


def shown(name: str) -> str:
    """A workflow as the how-to shows it."""
    page = (ROOT / "docs" / "how-to" / "github.md").read_text("utf-8")
    pattern = rf"^```yaml\n(# \.github/workflows/{name}\.yml\n.*?)^```$"
    found = re.search(pattern, page, re.MULTILINE | re.DOTALL)
    assert found, f"the page shows no {name}.yml"
    return found[1]


@pytest.mark.parametrize(
    ("name", "event", "told"),
    [
        ("aims-gate", "push", {"ref": "refs/heads/main"}),
        ("aims-gate-required", "pull_request", pull_request()),
        ("aims-gate-call", "schedule", {"schedule": "17 4 * * 1"}),
    ],
)
def test_workflows_that_the_documentation_shows(
    runner: Runner,
    make_repository: MakeRepository,
    tmp_path: Path,
    name: str,
    event: str,
    told: dict[str, Any],
) -> None:
    nulls = "0" * 40
    policies = tmp_path / "policies"
    commit(new(policies), {".github/workflows/aims-gate-reusable.yml": shown("aims-gate-reusable")})
    folder = make_repository("loan-approval")
    commit(folder, {".github/workflows/aims-gate.yml": shown(name)})
    publish(folder, tmp_path / "origin.git")
    local = {f"OWNER/aims-gate@{nulls}": runner.action, f"ACME/policies@{nulls}": policies}
    ran = runner.run(folder, event, told, local)

    assert (ran.status, ran.job) == (0, "success"), ran.shown
    assert len(ran.uploaded) == 1


def test_a_fork_of_the_repository_that_has_the_action(
    runner: Runner, github: FakePlatform, tmp_path: Path
) -> None:
    """It may ask the platform, which takes no more than a token that reads."""
    folder = new(export(tmp_path / "own"))
    calls = OWN.replace("path: examples/loan-approval\n", 'path: .\n          online: "true"\n')
    commit(folder, {".github/workflows/gate.yml": WORKFLOW.format(calls=calls)})
    publish(folder, tmp_path / "origin.git")
    undeclared = "from sklearn.linear_model import LogisticRegression\n"
    commit(folder, {"loans/model.py": undeclared})
    github.says(f"POST {COMMENTS}", as_json({"message": "Resource not accessible"}, 403))
    ran = runner.run(folder, "pull_request", pull_request("stranger/loans"))

    assert (ran.status, ran.job) == (1, "failure"), ran.shown
    assert (ran.outputs()["verdict"], ran.outputs("more")["verdict"]) == ("fail", "fail"), ran.shown
    assert ran.uploaded == []
    assert ran.kept.keys() == {"aims-gate", "aims-gate-bare-loans"}
    told = annotated(ran)
    assert told[0].startswith("::error title=undeclared-ai,file=loans/model.py,line=1::")
    assert sum("no comment was written" in each for each in told) == 2
    assert ran.summary.count("### aims-gate: the gate fails\n") == 2
    asked = [(path, headers["Authorization"]) for path, headers in github.asked]
    assert [sent for path, sent in asked if path not in ("/graphql", COMMENTS)]
    assert {sent for _, sent in asked} == {f"Bearer {TOKEN}"}


def test_several_calls_in_one_repository_that_has_the_action(
    runner: Runner, project: Path, github: FakePlatform, tmp_path: Path
) -> None:
    folder = new(export(tmp_path / "own"))
    commit(folder, {".github/workflows/gate.yml": WORKFLOW.format(calls=OWN)})
    publish(folder, tmp_path / "origin.git")
    commit(folder, {"notes.txt": "A note.\n"})
    ran = runner.run(folder, "pull_request", pull_request())

    assert (ran.status, ran.job) == (1, "failure"), ran.shown
    first, second = ran.outputs(), ran.outputs("more")
    once, again = ran.nanoseconds("Install")
    assert again < once / 5, "the second call installed the gate again"
    assert (first["verdict"], second["verdict"]) == ("pass", "fail"), ran.shown
    folders = {Path(each["output-dir"]).name for each in (first, second)}
    assert folders > {"aims-gate-bare-loans"}
    assert ran.kept == dict.fromkeys(folders, REPORTS)
    titles = [line for line in ran.summary.splitlines() if line.startswith("##")]
    assert titles[:2] == ["## examples/loan-approval", "### aims-gate: the gate passes"]
    assert "## bare-loans" in titles
    names = {run["automationDetails"]["id"] for log in ran.uploaded for run in log["runs"]}
    assert names == {"aims-gate/examples/loan-approval/", "bare-loans/"}
    bodies = [told["body"] for _, path, told in github.told if path == COMMENTS]
    assert [body.splitlines()[:2] for body in bodies] == [
        ["<!-- aims-gate: examples/loan-approval -->", "## examples/loan-approval"],
        ["<!-- aims-gate: bare-loans -->", "## bare-loans"],
    ]
    places = re.findall(r"file=([^,:]*)", "".join(annotated(ran)))
    assert places
    assert all((folder / place).is_file() for place in places)
