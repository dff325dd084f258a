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
    "# .github/workflows/aims-gate.yml": "vendor.github-workflows",
    "# .gitlab-ci.yml": "vendor.gitlab-ci",
    "# aims-gate.yml of compliance/policies": "vendor.gitlab-ci",
}
"""Which schema a snippet obeys, by its first line."""


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


@pytest.mark.parametrize("text", starting("# .github/workflows/aims-gate.yml"))
def test_workflows(text: str, tmp_path: Path) -> None:
    against_schema("# .github/workflows/aims-gate.yml", text, tmp_path)
    workflows = tmp_path / ".github" / "workflows"
    workflows.mkdir(parents=True)
    (workflows / "aims-gate.yml").write_text(text, "utf-8")
    accepted(SCRIPTS / "zizmor", "--offline", tmp_path)


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
                for step in job["steps"]:
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
