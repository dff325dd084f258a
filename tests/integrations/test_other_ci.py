"""What the how-tos for other CI systems show, run as it stands there as far as that can be."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from junitparser import JUnitXml
from lxml import etree

from .conftest import ROOT, MakeRepository, git

SCRIPTS = Path(sys.executable).parent
HOW_TO = ROOT / "docs" / "how-to"
AS_OF = "--as-of=2026-11-22"
FROM = "https://github.com/OWNER/aims-gate"
ZEROS = "0" * 40


def block(page: str, first: str) -> str:
    """The one block of a page whose first or second line begins so."""
    text = (HOW_TO / page).read_text("utf-8")
    blocks = re.findall(r"^```\w+\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    found: str
    (found,) = [each for each in blocks if f"\n{first}" in "\n".join(["", *each.split("\n")[:2]])]
    return found


def shell() -> str:
    return block("shell.md", "# aims-gate.sh")


def jenkins() -> str:
    """The script of the pipeline, as Groovy hands it to the shell."""
    (script,) = re.findall(r"sh '''(.*?)'''", block("jenkins.md", "// Jenkinsfile"), re.DOTALL)
    return str(script).replace("\\\\", "\\")


def azure() -> str:
    steps = yaml.safe_load(block("azure-pipelines.md", "# azure-pipelines.yml"))["steps"]
    (script,) = [step["bash"] for step in steps if "bash" in step]
    return str(script)


def bitbucket() -> str:
    """The commands of the step, which stops at the first that fails."""
    pipelines = yaml.safe_load(block("bitbucket.md", "# bitbucket-pipelines.yml"))
    ((alone,), (of_change,)) = (
        pipelines["pipelines"]["branches"]["main"],
        pipelines["pipelines"]["pull-requests"]["**"],
    )
    assert alone == of_change
    return "\n".join(["set -e", *alone["step"]["script"]])


@dataclass(frozen=True)
class System:
    """A CI system: what it runs, where, and how it tells the target branch."""

    script: Callable[[], str]
    program: str
    clone: tuple[str, ...]
    junit: str
    sarif: str
    arguments: tuple[str, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)
    strict: bool = False


SHALLOW = ("--depth=1", "--branch=change")
REPORTS = "aims-gate-reports"
SYSTEMS = {
    "shell": System(
        shell, "sh", SHALLOW, f"{REPORTS}/report.xml", f"{REPORTS}/report.sarif", ("main",)
    ),
    "jenkins": System(
        *(jenkins, "sh", SHALLOW, f"{REPORTS}/report.xml", f"{REPORTS}/report.sarif"),
        variables={"CHANGE_TARGET": "main"},
        strict=True,
    ),
    "azure": System(
        *(azure, "bash", ("--branch=change",), "../staging/report.xml", "../staging/report.sarif"),
        variables={"SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main"},
    ),
    "bitbucket": System(
        *(bitbucket, "bash", ("--single-branch", "--branch=change")),
        junit="test-results/aims-gate.xml",
        sarif=f"{REPORTS}/report.sarif",
        variables={"BITBUCKET_PR_DESTINATION_BRANCH": "main"},
    ),
}


@pytest.mark.parametrize("name", SYSTEMS)
def test_the_shell_can_read_it(name: str) -> None:
    system = SYSTEMS[name]
    done = run([system.program, "-n"], ROOT, text=system.script())
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("page", "name", "right", "wrong"),
    [
        ("azure-pipelines.md", "azure-pipelines", "- checkout: self", "- checkin: self"),
        ("bitbucket.md", "bitbucket-pipelines", "capture-on: always", "capture-on: sometimes"),
    ],
)
def test_it_is_what_the_schema_asks_for(
    page: str, name: str, right: str, wrong: str, tmp_path: Path
) -> None:
    text = block(page, f"# {name}.yml")
    assert right in text
    file = tmp_path / f"{name}.yml"
    options = ["--builtin-schema", f"vendor.{name}", "--regex-variant", "python"]
    for content, accepted in ((text, True), (text.replace(right, wrong), False)):
        file.write_text(content, "utf-8")
        done = run([SCRIPTS / "check-jsonschema", *options, file], tmp_path)
        assert (done.returncode == 0) is accepted, done.stdout


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, downloads: None) -> tuple[Path, str]:
    """The project as it stands, uncommitted files too, in a repository of its own; its commit."""
    folder = tmp_path_factory.mktemp("published")
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listed.split("\0")):
        source = ROOT / name
        if source.is_file() and not name.startswith(("tests/", "docs/")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(source.read_bytes())
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--force", ".")
    git(folder, "commit", "--quiet", "--message=the project")
    return folder, git(folder, "rev-parse", "HEAD").strip()


def from_here(text: str, published: tuple[Path, str]) -> str:
    """What a page shows, with the place and commit that a reader is to fill in."""
    folder, commit = published
    assert FROM in text
    assert ZEROS in text
    address = folder.as_uri() if f"git+{FROM}" in text else str(folder)
    return text.replace(FROM, address).replace(ZEROS, commit)


AI = """\
from sklearn.linear_model import LogisticRegression

model = LogisticRegression().fit([[0.0], [1.0]], [0, 1])
"""
OWN_POLICY = "checks:\n  ignore: {undeclared-ai: we would rather not}\n"
TRAP = "open('SPRUNG', 'w').close()\nraise SystemExit(0)\n"


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository without AI, and a change to it that brings some, a policy and traps."""
    folder = tmp_path_factory.mktemp("origin")
    git(folder, "init", "--quiet", "--initial-branch=main")
    (folder / "README.md").write_text("# Sums\n", "utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message=start")
    git(folder, "checkout", "--quiet", "-b", "change")
    (folder / "model.py").write_text(AI, "utf-8")
    (folder / "aims-gate.yaml").write_text(OWN_POLICY, "utf-8")
    for name in ("yaml.py", "click.py", "pip.py", "venv.py", "aims_gate.py", "sitecustomize.py"):
        (folder / name).write_text(TRAP, "utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message=a change")
    git(folder, "checkout", "--quiet", "main")
    return folder


def run(
    command: list[str | Path], folder: Path, text: str = "", **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run a command outside of this CI system and of this virtual environment."""
    theirs = ("GIT_", "GITHUB_", "CI_", "AIMS_GATE_", "PYTEST_", "TOX_", "NOX", "VIRTUAL_ENV")
    environ = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(theirs) and name != "CI"
    }
    return subprocess.run(
        list(map(str, command)),
        cwd=folder,
        env={**environ, **variables},
        input=text,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_change_is_judged_by_the_policy_of_its_target(
    name: str, published: tuple[Path, str], origin: Path, tmp_path: Path
) -> None:
    system = SYSTEMS[name]
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", *system.clone, origin.as_uri(), str(clone))
    script = tmp_path / "script"
    script.write_text(from_here(system.script(), published), "utf-8")
    staging = {"BUILD_ARTIFACTSTAGINGDIRECTORY": str(tmp_path / "staging")}

    judged = run([system.program, script, *system.arguments], clone, **staging, **system.variables)
    assert judged.returncode == 1, judged.stdout
    assert "undeclared-ai: 1 error" in judged.stdout
    assert failing(clone / system.junit) == {"undeclared-ai"}
    assert alerts(clone / system.sarif) >= {"undeclared-ai"}
    if system.strict:
        of_xunit(clone / system.junit)

    alone = run([system.program, script], clone, **staging)
    assert alone.returncode == 0, alone.stdout
    assert failing(clone / system.junit) == set()
    assert not (clone / "SPRUNG").exists()
    assert git(clone, "rev-parse", "--is-shallow-repository").strip() == "false"
    run([sys.executable, "-c", "import yaml"], clone)
    assert (clone / "SPRUNG").exists()  # the trap works where nothing keeps from it


def failing(file: Path) -> set[str]:
    """The checks of the cases that fail, in a JUnit report."""
    return {
        str(case.classname).removeprefix("aims-gate.")
        for suite in JUnitXml.fromfile(str(file))
        for case in suite
        if any(type(each).__name__ in ("Failure", "Error") for each in case.result)
    }


def alerts(file: Path) -> set[str]:
    found: list[dict[str, Any]] = json.loads(file.read_bytes())["runs"][0]["results"]
    return {each["ruleId"] for each in found}


def of_xunit(file: Path) -> None:
    """Hold a report to the schema of the xUnit plugin of Jenkins."""
    schema = etree.XMLSchema(etree.parse(ROOT / "tests" / "reporters" / "junit_strict.xsd"))
    schema.assertValid(etree.parse(file))


RUNNERS = {
    "tox": ("tox.ini", "# tox.ini", ["tox", "run", "-q", "-e", "aims-gate"]),
    "nox": ("noxfile.py", "# noxfile.py", ["nox", "-s", "aims-gate"]),
}


@pytest.mark.parametrize("name", RUNNERS)
def test_tox_and_nox(
    name: str, published: tuple[Path, str], make_repository: MakeRepository
) -> None:
    file, first, command = RUNNERS[name]
    project = make_repository("loan-approval")
    (project / file).write_text(from_here(block("tox-and-nox.md", first), published), "utf-8")
    constrained = {"PIP_CONSTRAINT": str(ROOT / "constraints" / "ci.txt")}
    runner: list[str | Path] = [SCRIPTS / command[0], *command[1:], "--", AS_OF]

    good = run([*runner, "--format=json=report.json"], project, **constrained)
    assert good.returncode == 0, good.stdout
    report = json.loads((project / "report.json").read_bytes())
    assert report["verdict"] == "pass"
    assert f".{name}/" not in (project / "report.json").read_text("utf-8")

    (project / "undeclared.py").write_text(AI, "utf-8")
    bad = run(runner, project, **constrained)
    assert bad.returncode == 1, bad.stdout
    assert "undeclared-ai" in bad.stdout
    shutil.rmtree(project / f".{name}")
