"""Waivers, the baseline, the trusted revision and the side before a change, as people use them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from ..git_commands import git
from .conftest import Gate

Project = Callable[[Mapping[str, str | bytes]], Path]
FILES = {
    "aims.yaml": "systems: [{id: desk, purpose: Sort letters for the desk, owner: ann}]\n",
    "governance/people.yaml": "kind: people\npeople: [{id: ann}, {id: bob}]\n",
    "src/a.py": "import torch\n",
}
WAIVE = (
    *("waive", "missing-human-oversight", "--subject=system:desk", "--owner=ann"),
    *("--approver=bob", "--risk=R-01", "--reason=the desk is closed until spring"),
    "--expires=2027-01-31",
)
AS_OF = "--as-of=2026-12-01"


@pytest.fixture
def folder(project: Project) -> Path:
    folder = project(FILES)
    git(folder, "init", "-q", "-b", "main")
    commit(folder)
    return folder


def commit(folder: Path) -> str:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Change")
    return git(folder, "rev-parse", "HEAD")


def failing(gate: Gate, folder: Path, *arguments: str) -> set[str]:
    report = gate("check", folder, "--format=json", AS_OF, *arguments).json
    return {
        each["check"]
        for each in report["results"]
        for finding in each["findings"]
        if finding["decides"]
    }


def test_waive_writes_what_the_gate_accepts(gate: Gate, folder: Path) -> None:
    assert "missing-human-oversight" in failing(gate, folder)
    done = gate(*WAIVE, cwd=folder)
    assert (done.status, done.out) == (0, "")
    assert "W-01" in done.err
    assert failing(gate, folder) & {"missing-human-oversight", "unbounded-waiver"} == set()
    gate(*WAIVE, cwd=folder)
    assert 'id: "W-02"' in (folder / "governance/waivers.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("waive", "missing-oversight"), "did you mean"),
        (("waive", "missing-model-card"), "--subject"),
        ((*WAIVE, "--approver=ann"), "not the owner"),
        ((*WAIVE, "--expires=soon"), "YYYY-MM-DD"),
        ((*WAIVE, "--owner=a b"), "is not an id"),
    ],
)
def test_waive_refuses_what_would_not_hold(
    gate: Gate, folder: Path, arguments: tuple[str, ...], told: str
) -> None:
    rest = (
        *("--owner=ann", "--approver=bob", "--risk=R", "--reason=x y z"),
        "--expires=2027-01-31",
    )
    full = arguments if len(arguments) > 2 else (*arguments, *rest)
    done = gate(*full, cwd=folder)
    assert done.status == 2
    assert told in done.err
    assert not (folder / "governance/waivers.yaml").exists()


def test_the_baseline_shrinks_by_itself_and_grows_by_hand(gate: Gate, folder: Path) -> None:
    file = folder / "aims-gate-baseline.txt"
    assert gate("baseline", folder).status == 0
    first = file.read_text("utf-8")
    assert failing(gate, folder) == set()
    (folder / "aims.yaml").write_text(
        FILES["aims.yaml"].replace("owner: ann", "owner: ann, tier: high"), encoding="utf-8"
    )
    assert failing(gate, folder) != set()  # the tier is new, and its basis is not stated
    done = gate("baseline", folder)
    assert "new and not taken up" in done.err
    assert set(file.read_text("utf-8").splitlines()) <= set(first.splitlines())
    gate("baseline", folder, "--add")
    assert failing(gate, folder) == set()
    (folder / "aims.yaml").write_text(FILES["aims.yaml"], encoding="utf-8")
    assert "dropped because they were fixed" in gate("baseline", folder).err
    assert set(file.read_text("utf-8").splitlines()) <= set(first.splitlines())


def test_the_baseline_takes_up_by_hand_alone_what_has_become_worse(
    gate: Gate, folder: Path
) -> None:
    file, manifest = folder / "aims-gate-baseline.txt", folder / "aims.yaml"
    strict = manifest.read_text("utf-8")
    mild = strict.replace("owner: ann", "owner: ann, tier: minimal")
    manifest.write_text(mild, encoding="utf-8")
    gate("baseline", folder)
    first = file.read_text("utf-8")
    manifest.write_text(strict, encoding="utf-8")
    assert "missing-human-oversight" in failing(gate, folder)
    done = gate("baseline", folder)
    assert "more severe than it says: 2 (--add takes" in done.err
    assert set(file.read_text("utf-8").splitlines()) <= set(first.splitlines())
    gate("baseline", folder, "--add")
    assert failing(gate, folder) == set()
    assert "missing-human-oversight system:desk error" in file.read_text("utf-8")
    manifest.write_text(mild, encoding="utf-8")
    gate("baseline", folder)
    assert "missing-human-oversight system:desk note" in file.read_text("utf-8")


@pytest.mark.parametrize("place", ["aims-gate-baseline.txt", "list/known.txt"])
def test_no_command_reads_or_writes_through_a_link_of_the_repository(
    gate: Gate, folder: Path, place: str
) -> None:
    outside = folder.parent / "outside"
    outside.mkdir()
    (outside / "known.txt").write_text("secret\n", encoding="utf-8")
    linked, target = folder / place.partition("/")[0], outside / "known.txt"
    linked.symlink_to(outside if "/" in place else target)
    for command in (
        ("baseline", folder, f"--output={folder / place}"),
        (*WAIVE, f"--file={folder / place}"),
    ):
        done = gate(*command, cwd=folder)
        assert done.status == 2
        assert "link" in done.err
        assert "secret" not in done.err
    assert target.read_text("utf-8") == "secret\n"


def test_no_command_waits_for_a_pipe_or_reads_without_end(gate: Gate, folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    with (folder / "large").open("wb") as stream:
        stream.truncate(1 << 30)
    for name, told in (("pipe", "no regular"), ("large", "larger than"), ("src", "src")):
        for command in (
            ("baseline", folder, f"--output={folder / name}"),
            (*WAIVE, f"--file={name}"),
        ):
            done = gate(*command, cwd=folder)
            assert done.status == 2
            assert told in done.err


def test_a_link_to_a_document_is_not_sealed(gate: Gate, folder: Path) -> None:
    register = "kind: risk-register\nid: R\nsystem: desk\n"
    (folder / "governance/risks.yaml").write_text(register, encoding="utf-8")
    (folder / "governance/link.yaml").symlink_to("risks.yaml")
    done = gate("seal", "governance/link.yaml", "--by=ann", cwd=folder)
    assert done.status == 2
    assert "link" in done.err
    assert (folder / "governance/risks.yaml").read_text("utf-8") == register
    assert gate("seal", "governance/risks.yaml", "--by=ann", cwd=folder).status == 0


def test_a_damaged_baseline_ends_the_command(gate: Gate, folder: Path) -> None:
    (folder / "aims-gate-baseline.txt").write_text("<<<<<<< ours\n", encoding="utf-8")
    done = gate("baseline", folder)
    assert done.status == 2
    assert "aims-gate-baseline.txt:1" in done.err


def test_a_change_is_judged_by_the_policy_of_the_target_branch(gate: Gate, folder: Path) -> None:
    base = git(folder, "rev-parse", "HEAD")
    git(folder, "update-ref", "refs/remotes/origin/main", base)
    checks = ("missing-human-oversight", "unlinked-impact-assessment", "unowned-system")
    ignored = ", ".join(f"{check}: no time" for check in checks)
    policy = f"checks: {{ignore: {{{ignored}}}}}\n"
    (folder / "aims-gate.yaml").write_text(policy, encoding="utf-8")
    commit(folder)
    assert gate("check", folder, AS_OF).status == 0
    assert gate("check", folder, AS_OF, f"--policy-ref={base}").status == 1
    for told in (
        {"GITHUB_EVENT_NAME": "pull_request", "GITHUB_BASE_REF": "main"},
        {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"},
    ):
        assert gate("check", folder, AS_OF, **told).status == 1
        assert gate("check", folder, AS_OF, "--no-policy-ref", **told).status == 0
    report = gate("check", folder, AS_OF, "--policy-ref=origin/main", "--format=json").json
    assert report["policy"]["revision"] == base


def test_a_merge_queue_names_its_branch_in_the_event(
    gate: Gate, folder: Path, tmp_path: Path
) -> None:
    git(folder, "update-ref", "refs/remotes/origin/main", "HEAD")
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"merge_group": {"base_ref": "refs/heads/main"}}), "utf-8")
    told = {"GITHUB_EVENT_NAME": "merge_group", "GITHUB_EVENT_PATH": str(event)}
    assert gate("check", folder, AS_OF, **told).status == 1
    event.write_text("{", "utf-8")
    assert gate("check", folder, AS_OF, **told).status == 2


@pytest.mark.parametrize("option", ["--policy-ref", "--since"])
def test_a_revision_that_is_not_there_ends_the_run_with_what_to_do(
    gate: Gate, folder: Path, option: str
) -> None:
    done = gate("check", folder, AS_OF, f"{option}=release/9")
    assert done.status == 2
    assert "git fetch origin release/9" in done.err
    done = gate("check", folder, AS_OF, GITHUB_BASE_REF="main", GITHUB_EVENT_NAME="pull_request")
    assert done.status == 2
    assert "git fetch origin main:refs/remotes/origin/main" in done.err


def test_since_lets_only_what_is_new_decide(gate: Gate, folder: Path) -> None:
    base = git(folder, "rev-parse", "HEAD")
    (folder / "README.md").write_text("# Desk\n", encoding="utf-8")
    commit(folder)
    assert gate("check", folder, AS_OF, f"--since={base}").status == 0
    text = FILES["aims.yaml"].replace("owner: ann", "owner: ann, tier: high")
    (folder / "aims.yaml").write_text(text, encoding="utf-8")
    commit(folder)
    assert gate("check", folder, AS_OF, f"--since={base}").status == 1


def test_since_starts_where_the_change_left_its_branch(gate: Gate, folder: Path) -> None:
    git(folder, "checkout", "-q", "-b", "topic")
    (folder / "README.md").write_text("# Desk\n", encoding="utf-8")
    commit(folder)
    git(folder, "checkout", "-q", "main")
    (folder / "governance/people.yaml").unlink()
    commit(folder)
    git(folder, "checkout", "-q", "topic")
    assert gate("check", folder, AS_OF, "--since=main").status == 0
