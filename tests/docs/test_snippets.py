"""The configuration that the documentation shows is valid and names inputs that exist."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = Path(sys.executable).parent
PAGES = sorted([ROOT / "README.md", *ROOT.glob("docs/**/*.md")])

SCHEMAS = {
    "# .gitlab-ci.yml": "vendor.gitlab-ci",
    "# aims-gate.yml of compliance/policies": "vendor.gitlab-ci",
}
"""Which schema a snippet of GitLab obeys, by its first line."""

AROUND_STEPS = """
name: steps
on: pull_request
permissions: {}
jobs:
  aims-gate:
    runs-on: ubuntu-latest
    steps:
"""


def snippets() -> Iterator[tuple[str, str]]:
    """Every YAML block of the documentation: page and line, and text without indentation."""
    for page in PAGES:
        text = page.read_text("utf-8")
        for block in re.finditer(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            line = text.count("\n", 0, block.start()) + 1
            yield f"{page.relative_to(ROOT)}:{line}", block[1]


def starting(first: str) -> list[Any]:
    found = [
        pytest.param(text, id=where) for where, text in snippets() if text.startswith(f"{first}\n")
    ]
    assert found, f"no snippet begins with {first}"
    return found


def accepted(*command: str | Path) -> None:
    completed = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, timeout=120
    )
    assert completed.returncode == 0, completed.stdout + completed.stderr


def against_schema(first: str, text: str, folder: Path) -> None:
    file = folder / "snippet.yml"
    file.write_text(text, "utf-8")
    accepted(SCRIPTS / "check-jsonschema", "--builtin-schema", SCHEMAS[first], file)


def workflows() -> list[Any]:
    """Every workflow of GitHub; steps that are shown alone are put into one."""
    found = []
    for where, text in snippets():
        document = yaml.safe_load(text)
        if isinstance(document, dict) and True in document:  # what YAML 1.1 takes `on` for
            found.append(pytest.param(text, id=where))
        elif isinstance(document, list) and any("uses" in step for step in document):
            found.append(pytest.param(AROUND_STEPS + text, id=where))
    assert len(found) > 10
    return found


@pytest.mark.parametrize("text", workflows())
def test_workflows(text: str, tmp_path: Path) -> None:
    file = tmp_path / ".github" / "workflows" / "aims-gate.yml"
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    accepted(SCRIPTS / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", file)
    accepted(SCRIPTS / "zizmor", "--offline", tmp_path)


@pytest.mark.parametrize("text", workflows())
def test_workflows_bring_the_history_and_keep_no_token(text: str) -> None:
    """Without the history the policy of the target branch is not there to judge."""
    jobs = yaml.safe_load(text)["jobs"].values()
    steps = [step for job in jobs for step in job.get("steps", ())]
    judging = [step for step in steps if "/aims-gate@" in step.get("uses", "")]
    checkouts = [step for step in steps if "actions/checkout@" in step.get("uses", "")]
    assert checkouts or not judging or text.startswith(AROUND_STEPS)
    for step in checkouts:
        assert step["with"] == {"fetch-depth": 0, "persist-credentials": False}


def test_the_workflow_to_begin_with_runs_on_all_events() -> None:
    (text,) = (
        text
        for where, text in snippets()
        if text.startswith("# .github/workflows/aims-gate.yml") and "github.md" in where
    )
    events = yaml.safe_load(text)[True]
    assert events.keys() == {"pull_request", "merge_group", "push", "schedule"}


def test_an_action_is_of_the_same_version_on_every_page() -> None:
    used: dict[str, set[str]] = {}
    for _, text in snippets():
        for name, version in re.findall(r"uses: ([\w./-]+)@([^ \n]+)", text):
            used.setdefault(name, set()).add(version)
    assert {"actions/checkout", "actions/upload-artifact"} <= used.keys()
    assert not {name: versions for name, versions in used.items() if len(versions) > 1}


@pytest.mark.parametrize(
    "text", starting("# .gitlab-ci.yml") + starting("# aims-gate.yml of compliance/policies")
)
def test_gitlab_includes(text: str, tmp_path: Path) -> None:
    against_schema(text.partition("\n")[0], text, tmp_path)
    template = (ROOT / ".gitlab-ci-template.yml").read_text("utf-8").split("\n---\n")[0]
    inputs = yaml.safe_load(template)["spec"]["inputs"]
    for include in yaml.safe_load(text)["include"]:
        assert named(include) in {".gitlab-ci-template.yml", "templates/aims-gate.yml"}
        assert include["inputs"].keys() <= inputs.keys()
        assert {name for name, each in inputs.items() if "default" not in each} <= set(
            include["inputs"]
        )


def named(include: dict[str, Any]) -> str:
    """The file of the project that an include is about."""
    if component := include.get("component"):
        project, _, name = component.partition("@")[0].rpartition("/")
        assert project == "$CI_SERVER_FQDN/compliance/aims-gate"
        return f"templates/{name}.yml"
    if remote := include.get("remote"):
        return str(re.sub(r".*/-/raw/[0-9a-f]{40}/", "", remote))
    return str(include["file"])


@pytest.mark.parametrize("text", starting("# .pre-commit-config.yaml"))
def test_pre_commit_configurations(text: str, tmp_path: Path) -> None:
    file = tmp_path / ".pre-commit-config.yaml"
    file.write_text(text, "utf-8")
    accepted(SCRIPTS / "pre-commit", "validate-config", file)
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    used = [hook["id"] for repo in yaml.safe_load(text)["repos"] for hook in repo["hooks"]]
    assert set(used) <= {hook["id"] for hook in hooks}


def steps_with_the_action() -> Iterator[tuple[str, dict[str, Any]]]:
    for where, text in snippets():
        if "OWNER/aims-gate@" in text:
            document = yaml.safe_load(text)
            jobs = (
                document["jobs"].values() if isinstance(document, dict) else [{"steps": document}]
            )
            for job in jobs:
                for step in job.get("steps", ()):
                    if step.get("uses", "").startswith("OWNER/aims-gate@"):
                        yield where, step


def test_inputs_of_the_action_exist() -> None:
    inputs = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["inputs"]
    shown = list(steps_with_the_action())
    assert any(step.get("with") for _, step in shown)
    wrong = [
        f"{where}: {name}"
        for where, step in shown
        for name in step.get("with", {})
        if name not in inputs
    ]
    assert not wrong


def test_outputs_of_the_action_exist() -> None:
    outputs = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["outputs"]
    shown = [
        (where, name)
        for where, text in snippets()
        for name in re.findall(r"steps\.gate\.outputs\.([\w-]+)", text)
    ]
    assert shown
    assert not [(where, name) for where, name in shown if name not in outputs]
