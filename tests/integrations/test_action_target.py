"""The tip of the target branch in the clone of a job: it is what judges."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aims_gate.cli.action_inputs import Inputs
from aims_gate.cli.action_target import bring_target

from .conftest import MakeRepository, git

TIP = "refs/remotes/origin/main"


@pytest.fixture
def cloned(make_repository: MakeRepository, tmp_path: Path) -> Path:
    """The work tree of a job, with nothing of the branch ``main`` that it came from."""
    origin = make_repository("loan-approval-bare")
    commit(origin, "second")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", f"file://{origin}", str(clone))
    git(clone, "update-ref", "-d", TIP)
    return clone


def commit(folder: Path, message: str) -> str:
    git(folder, "commit", "--quiet", "--allow-empty", f"--message={message}")
    return git(folder, "rev-parse", "HEAD").strip()


def bring(clone: Path, base_commit: str | None = None, **more: str) -> str:
    """Bring the tip of the target branch; the commit that it is at, empty if it is not there."""
    file = clone.parent / "event.json"
    file.write_text(json.dumps({"pull_request": {"base": {"sha": base_commit}}}), "utf-8")
    environ = {
        "RUNNER_TEMP": str(clone.parent),
        "INPUT_PATH": str(clone),
        "GITHUB_BASE_REF": "main",
        "GITHUB_EVENT_PATH": str(file),
        **more,
    }
    bring_target(Inputs.read(environ), environ)
    return git(clone, "for-each-ref", "--format=%(objectname)", TIP).strip()


def test_the_tip_of_the_target_branch_is_fetched_if_the_checkout_left_it_out(cloned: Path) -> None:
    tip = git(cloned, "rev-parse", "HEAD").strip()
    assert bring(cloned, INPUT_POLICY_REF="self") == ""
    assert bring(cloned, INPUT_POLICY_REF="v1") == ""
    assert bring(cloned, GITHUB_BASE_REF="gone") == ""
    assert bring(cloned) == tip
    assert git(cloned, "rev-list", "--count", TIP).strip() == "2", "the history was cut off"


def test_a_shallow_clone_stays_shallow(cloned: Path, tmp_path: Path) -> None:
    origin = git(cloned, "remote", "get-url", "origin").strip()
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth=1", origin, str(shallow))
    git(shallow, "update-ref", "-d", TIP)
    assert bring(shallow)
    assert git(shallow, "rev-list", "--count", TIP).strip() == "1"


def test_an_older_tip_that_a_runner_kept_does_not_judge(
    cloned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = bring(cloned)
    origin = Path(git(cloned, "remote", "get-url", "origin").strip().removeprefix("file://"))
    new = commit(origin, "third")
    assert bring(cloned, old) == old, "the tip that the event names was there already"
    assert bring(cloned, new) == new
    newer = commit(origin, "fourth")
    git(cloned, "remote", "set-url", "origin", "file:///nowhere")
    assert capsys.readouterr().out == ""
    assert bring(cloned, newer) == new
    assert capsys.readouterr().out.startswith("::warning title=aims-gate::the tip of main could")


def test_what_a_change_puts_into_a_folder_does_not_command_git(cloned: Path) -> None:
    """A folder can look like a repository of its own, with a configuration that runs programs."""
    sprung = cloned.parent / "sprung"
    runs = f"url = {cloned}\nuploadpack = touch {sprung};"
    config = f'[core]\nbare = true\n[remote "origin"]\n{runs}\n'
    disguise = {"HEAD": "ref: refs/heads/main\n", "config": config, "objects/x": "", "refs/x": ""}
    for name, text in disguise.items():
        (cloned / "services" / name).parent.mkdir(parents=True, exist_ok=True)
        (cloned / "services" / name).write_text(text, "utf-8")
    (cloned / "services" / "search").mkdir()
    tip = git(cloned, "rev-parse", "HEAD").strip()
    brought = bring(cloned, INPUT_PATH=str(cloned / "services" / "search"))
    assert not sprung.exists()
    assert brought == tip


def test_a_fetch_that_fails_is_said_with_what_to_do(
    cloned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(cloned, "remote", "set-url", "origin", "file:///nowhere")
    assert bring(cloned) == ""
    said = capsys.readouterr().out
    assert said.startswith("::warning title=aims-gate::the tip of main is not in this clone")
    assert "fetch-depth: 0" in said
