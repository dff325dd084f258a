"""Where an earlier judgement is shown again, and which event a run is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from aims_gate.model import Severity

from ..git_commands import git
from .conftest import Gate

Project = Callable[[Mapping[str, str | bytes]], Path]

AS_OF = "--as-of=2026-11-22"
OF_CI = ("CI", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "JENKINS_URL")
FILES = {
    "aims.yaml": "systems: [{id: desk, purpose: Sort letters, owner: ann, tier: minimal}]\n",
    "src/a.py": "import torch\n\ntorch.nn.Linear(1, 1)\n",
}


@pytest.fixture
def folder(project: Project, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository, judged outside of CI."""
    for name in (*OF_CI, "GITHUB_EVENT_NAME", "CI_PIPELINE_SOURCE"):
        monkeypatch.delenv(name, raising=False)
    folder = project(FILES)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "First")
    return folder


def kept(tmp_path: Path) -> int:
    """How many judgements lie in the cache."""
    return len(list((tmp_path / ".cache").rglob("judgements-*/*.json")))


def test_a_judgement_is_kept_and_shown_again(gate: Gate, folder: Path, tmp_path: Path) -> None:
    first = gate("check", folder, AS_OF)
    assert kept(tmp_path) == 1
    assert gate("check", folder, AS_OF) == first
    assert kept(tmp_path) == 1


@pytest.mark.parametrize("name", OF_CI)
def test_none_is_kept_in_ci(gate: Gate, folder: Path, tmp_path: Path, name: str) -> None:
    gate("check", folder, AS_OF, **{name: "true"})
    assert kept(tmp_path) == 0


def test_none_is_kept_of_what_was_not_to_be_or_could_not_be_judged(
    gate: Gate, folder: Path, tmp_path: Path
) -> None:
    gate("check", folder, AS_OF, "--no-cache")
    assert kept(tmp_path) == 0
    (folder / "aims.yaml").write_text("systems: 3\n", encoding="utf-8")
    assert gate("check", folder, AS_OF).status == 2
    assert kept(tmp_path) == 0


@pytest.mark.parametrize(
    ("told", "event"),
    [
        ({}, None),
        ({"GITHUB_EVENT_NAME": "push"}, None),
        ({"CI_PIPELINE_SOURCE": "push"}, None),
        ({"GITHUB_EVENT_NAME": "pull_request"}, "pull_request"),
        ({"GITHUB_EVENT_NAME": "pull_request_target"}, "pull_request"),
        ({"GITHUB_EVENT_NAME": "merge_group"}, "pull_request"),
        ({"CI_PIPELINE_SOURCE": "merge_request_event"}, "pull_request"),
        ({"GITHUB_EVENT_NAME": "release"}, "release"),
        ({"GITHUB_EVENT_NAME": "schedule"}, "schedule"),
        ({"CI_PIPELINE_SOURCE": "schedule"}, "schedule"),
    ],
)
def test_the_ci_system_says_what_a_run_decides_about(
    gate: Gate, folder: Path, told: dict[str, str], event: str | None
) -> None:
    """Of three runs, each with a policy that is strict for one event, one fails: that one's."""
    failed = []
    for name in ("pull_request", "release", "schedule"):
        policy = f"fail_on: {{{name}: {Severity.NOTE}}}\n"
        (folder / "aims-gate.yaml").write_text(policy, encoding="utf-8")
        options = ("--no-policy-ref", "--select=missing-human-oversight")
        done = gate("check", folder, AS_OF, *options, **told)
        failed += [name] if done.status == 1 else []
    assert failed == ([event] if event else [])
