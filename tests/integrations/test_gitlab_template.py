from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from .conftest import ROOT, MakeRepository, git

TEMPLATE = ROOT / ".gitlab-ci-template.yml"
COMPONENT = ROOT / "templates" / "aims-gate.yml"
PAGE = ROOT / "docs" / "how-to" / "gitlab.md"
SCRIPTS = Path(sys.executable).parent


def inputs() -> dict[str, dict[str, Any]]:
    header = TEMPLATE.read_text("utf-8").split("\n---\n")[0]
    declared: dict[str, dict[str, Any]] = yaml.safe_load(header)["spec"]["inputs"]
    return declared


def body(given: Mapping[str, str]) -> str:
    """The template as GitLab reads it once its inputs are filled in."""
    values = {name: each.get("default") for name, each in inputs().items()} | dict(given)
    text = TEMPLATE.read_text("utf-8").split("\n---\n")[1]

    def fill(match: re.Match[str]) -> str:
        value = values[match[1]]
        assert value is not None, f"{match[1]} has no default and was not given"
        return value if isinstance(value, str) else json.dumps(value)

    return re.sub(r"\$\[\[ ([\w-]+) \]\]", fill, text.replace("inputs.", ""))


def job(given: Mapping[str, str]) -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(body(given))
    (name,) = (name for name in document if not name.startswith("."))
    assert name == "aims-gate"
    assert document[name]["extends"] in document
    only: dict[str, Any] = document[name]
    return only


@pytest.mark.parametrize("sarif", ["true", "false"])
def test_the_body_is_valid(tmp_path: Path, sarif: str) -> None:
    given = {"source": "git+https://gitlab.example.com/x/aims-gate@0", "sarif": sarif}
    file = tmp_path / ".gitlab-ci.yml"
    file.write_text(body(given), "utf-8")
    completed = subprocess.run(
        [SCRIPTS / "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", str(file)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert completed.returncode == 0, completed.stdout + completed.stderr


def test_every_input_is_used_and_described() -> None:
    text = TEMPLATE.read_text("utf-8").split("\n---\n")[1]
    assert set(re.findall(r"\$\[\[ inputs\.([\w-]+) \]\]", text)) == inputs().keys()
    assert all(each["description"] for each in inputs().values())


def test_reports_are_kept_when_the_gate_fails() -> None:
    artifacts = job({"source": "x"})["artifacts"]
    assert artifacts["when"] == "always"
    assert artifacts["expire_in"] == "30 days"
    assert artifacts["reports"]["junit"] == "aims-gate-reports/report.junit.xml"


def test_no_input_stands_in_the_script() -> None:
    """Inputs reach the shell as variables, so that their text is never a command."""
    keys = {"job-name", "sarif"}  # what the body is looked up by
    marked = job({name: f"<{name}>" for name in inputs().keys() - keys})
    assert not [line for line in marked["script"] if "<" in line]


def test_the_component_is_the_template() -> None:
    """GitLab reads a component from its commit, where a link would be no more than a path."""
    assert not COMPONENT.is_symlink()
    assert COMPONENT.read_bytes() == TEMPLATE.read_bytes()


def test_jobs_before_it_bring_nothing() -> None:
    """What they made would be judged as if it were in the repository."""
    described = job({"source": "x"})
    assert described["dependencies"] == []
    assert described["variables"]["GIT_DEPTH"] == "0", "what has no seal is judged by history"


def test_every_input_is_on_the_page() -> None:
    table = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    names = {name for line in table for name in re.findall(r"`([\w-]+)`", line.split("|")[1])}
    assert names == inputs().keys()


@dataclass(frozen=True)
class Clone:
    """What a runner made of a merge request, and the project that it is to be merged into."""

    folder: Path
    target: Path

    def tip(self, folder: Path) -> str:
        return git(folder, "rev-parse", "refs/heads/main").strip()

    def tracked(self) -> str | None:
        """Where the clone believes the target branch to be."""
        listed = git(self.folder, "for-each-ref", "--format=%(objectname)", TRACKED).strip()
        return listed or None

    def commits(self) -> int:
        return int(git(self.folder, "rev-list", "--count", "HEAD"))

    def fetches(self, variables: Mapping[str, str]) -> None:
        """Run the step that fetches the target branch, in the plainest of shells."""
        (step,) = (line for line in job({"source": "x"})["script"] if "git fetch" in line)
        completed = subprocess.run(
            ["sh", "-e", "-c", step],
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "CI_PROJECT_ID": "4", **variables},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert completed.returncode == 0, completed.stderr


TRACKED = "refs/remotes/origin/main"
REQUEST = {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_MERGE_REQUEST_PROJECT_ID": "4"}


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """Three commits; the target has a fourth that the clone has not seen."""
    target, folder = tmp_path / "target.git", tmp_path / "clone"
    git(tmp_path, "init", "--quiet", "--initial-branch=main", str(target))
    for number in range(3):
        git(target, "commit", "--quiet", "--allow-empty", f"--message={number}")
    git(tmp_path, "clone", "--quiet", target.as_uri(), str(folder))
    git(folder, "switch", "--quiet", "--create", "topic")
    git(target, "commit", "--quiet", "--allow-empty", "--message=meanwhile")
    return Clone(folder, target)


def test_the_target_branch_is_fetched_as_it_is_now(clone: Clone) -> None:
    assert clone.tracked() != clone.tip(clone.target)
    clone.fetches(REQUEST)
    assert clone.tracked() == clone.tip(clone.target)


def test_history_stays_whole(clone: Clone) -> None:
    """A document without a seal is judged by it; fetching with a depth would cut it off."""
    git(clone.target, "reset", "--quiet", "--hard", "HEAD~1")
    clone.fetches(REQUEST)
    assert clone.commits() == 3


def test_nothing_old_judges_if_the_target_cannot_be_fetched(clone: Clone) -> None:
    git(clone.folder, "remote", "set-url", "origin", str(clone.target.parent / "gone.git"))
    clone.fetches(REQUEST)
    assert clone.tracked() is None


def test_a_fork_is_not_judged_by_its_own_branch(clone: Clone, tmp_path: Path) -> None:
    fork = tmp_path / "fork.git"
    git(tmp_path, "clone", "--quiet", clone.target.as_uri(), str(fork))
    git(fork, "commit", "--quiet", "--allow-empty", "--message=a gate that is open")
    git(clone.folder, "remote", "set-url", "origin", str(fork))
    url = clone.target.as_uri().removesuffix(".git")
    clone.fetches(
        {**REQUEST, "CI_MERGE_REQUEST_PROJECT_ID": "3", "CI_MERGE_REQUEST_PROJECT_URL": url}
    )
    assert clone.tracked() == clone.tip(clone.target) != clone.tip(fork)


def test_a_pipeline_without_a_merge_request_fetches_nothing(clone: Clone) -> None:
    before = clone.tracked()
    clone.fetches({})
    assert clone.tracked() == before


RECORDER = '#!/bin/sh\nprintf "%s\\n" "$@" >> "$TOLD"\n'
INTERPRETER = """#!/bin/sh
[ "$*" = "-I -m venv ." ] && mkdir bin && cp "$RECORDER" bin/python
"""
HOSTILE = "a b $(touch x); touch y * `touch z`"


def told(folder: Path, given: Mapping[str, str], *steps: str) -> list[str]:
    """What the interpreter is told by the steps of the job that have one of these words."""
    described = job({"source": "gate", **given})
    script = [line for line in described["script"] if any(each in line for each in steps)]
    assert len(script) >= len(steps)
    for name, text in (("recorder", RECORDER), ("python3", INTERPRETER)):
        (folder / name).write_text(text, "utf-8")
        (folder / name).chmod(0o755)
    work = folder / "work"
    work.mkdir()
    variables = {name: str(value) for name, value in described["variables"].items()}
    completed = subprocess.run(
        ["sh", "-e", "-c", "\n".join(script)],
        cwd=work,
        env={
            "PATH": f"{folder}:{os.environ['PATH']}",
            "RECORDER": str(folder / "recorder"),
            "TMPDIR": str(folder),
            "TOLD": str(folder / "told"),
            **variables,
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert completed.returncode == 0, completed.stderr
    assert list(work.iterdir()) == [], "nothing in an input is a command"
    return (folder / "told").read_text("utf-8").splitlines()


JUDGING = ("mktemp", "-m venv", "online=", "status=0", "aims_gate check")


def test_inputs_become_options(tmp_path: Path) -> None:
    names = ("config", "profile", "fail-on", "policy-ref", "since", "baseline")
    given = {name: f"{HOSTILE} {name}" for name in names}
    said = told(tmp_path, {**given, "path": f"{HOSTILE} path", "online": "true"}, *JUDGING)
    said = said[said.index("check") :]
    assert said[:3] == ["check", "--no-cache", "--online"]
    options = [each for each in said[3:-2] if not each.startswith("--format=")]
    assert options == [f"--{name}={value}" for name, value in given.items()]
    assert said[-2:] == ["--", f"{HOSTILE} path"]


def test_inputs_that_are_not_given_are_no_options(tmp_path: Path) -> None:
    said = told(tmp_path, {}, *JUDGING)
    said = said[said.index("check") :]
    assert [each for each in said if not each.startswith("--format=")] == [
        *("check", "--no-cache", "--", ".")
    ]


def test_what_is_installed(tmp_path: Path) -> None:
    given = {"source": f"gate @ {HOSTILE}", "plugins": "one two[x]>=1", "constraints": HOSTILE}
    said = told(tmp_path, given, "mktemp", "-m venv")
    assert said[:3] == ["-I", "-m", "pip"]
    assert said[-5:] == [f"--constraint={HOSTILE}", "--", given["source"], "one", "two[x]>=1"]


@pytest.mark.usefixtures("downloads")
def test_the_job_in_the_plainest_of_shells(make_repository: MakeRepository) -> None:
    """As in an image without bash; ``test_gitlab_ci_local.py`` has the rest."""
    folder = make_repository("loan-approval-bare")
    constraints = str(ROOT / "constraints" / "ci.txt")
    described = job({"source": str(ROOT), "profile": "starter", "constraints": constraints})
    variables = {name: str(value) for name, value in described["variables"].items()}
    completed = subprocess.run(
        ["sh", "-e", "-c", "\n".join(described["script"])],
        cwd=folder,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert completed.returncode == 1, completed.stdout + completed.stderr
    written = folder / described["artifacts"]["paths"][0]
    assert json.loads((written / "report.json").read_bytes())["verdict"] == "fail"
    for file in described["artifacts"]["reports"].values():
        assert (folder / file).stat().st_size > 0
