from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT, MakeRepository, git

PRE_COMMIT = str(Path(sys.executable).parent / "pre-commit")


def pre_commit(
    folder: Path, *arguments: str, store: Path | None = None
) -> subprocess.CompletedProcess[str]:
    # What git sets in its own hooks would point pre-commit at the outer repository.
    environ = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    if store is not None:
        environ["PRE_COMMIT_HOME"] = str(store)
    return subprocess.run(
        [PRE_COMMIT, *arguments],
        cwd=folder,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=300,
    )


def test_the_hooks_are_valid() -> None:
    completed = pre_commit(ROOT, "validate-manifest", ".pre-commit-hooks.yaml")
    assert completed.returncode == 0, completed.stdout


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, downloads: None) -> Path:
    """The project as it stands, uncommitted files too, committed to a repository of its own."""
    folder = tmp_path_factory.mktemp("project")
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listed.split("\0")):
        source = ROOT / name
        if source.is_file() and not name.startswith(("tests/", "docs/")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(source.read_bytes())
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--force", ".")
    git(folder, "commit", "--quiet", "--message=the project")
    return folder


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pre-commit")


def try_hook(project: Path, store: Path, folder: Path, hook: str) -> tuple[int, str]:
    completed = pre_commit(
        folder, "try-repo", str(project), hook, "--all-files", "--verbose", store=store
    )
    assert "An unexpected error" not in completed.stdout, completed.stdout
    return completed.returncode, completed.stdout


MANIFEST = """\
version: 1
systems:
  - id: loan-approval
    name: Consumer loan approval
    purpose: Rank applications for consumer loans so that an underwriter decides faster
    owner: {person: r-meyer, role: Head of consumer credit}
    activities: [trains, uses-internally]
"""


def test_the_gate_passes_what_conforms(
    project: Path, store: Path, make_repository: MakeRepository
) -> None:
    status, shown = try_hook(project, store, make_repository("loan-approval"), "aims-gate")
    assert status == 0, shown
    assert "the gate passes" in shown


def test_the_gate_stops_a_commit_with_gaps(
    project: Path, store: Path, make_repository: MakeRepository
) -> None:
    folder = make_repository("loan-approval-bare")
    (folder / "aims.yaml").write_text(MANIFEST, "utf-8")
    git(folder, "add", "aims.yaml")
    status, shown = try_hook(project, store, folder, "aims-gate")
    assert status == 1, shown
    for check in (
        "missing-model-card",
        "missing-datasheet",
        "unlinked-impact-assessment",
        "missing-human-oversight",
    ):
        assert f"[{check}]" in shown, shown


def test_only_what_is_staged_counts(
    project: Path, store: Path, make_repository: MakeRepository
) -> None:
    folder = make_repository("loan-approval")
    card = folder / "models" / "MODEL_CARD.md"
    text = card.read_text("utf-8")
    card.write_text("", "utf-8")
    git(folder, "add", str(card))
    card.write_text(text, "utf-8")
    status, shown = try_hook(project, store, folder, "aims-gate")
    assert status == 1, shown


def test_a_declaration_that_cannot_be_read(
    project: Path, store: Path, make_repository: MakeRepository
) -> None:
    folder = make_repository("loan-approval-bare")
    status, shown = try_hook(project, store, folder, "aims-gate-validate")
    assert status == 0, shown
    (folder / "aims.yaml").write_text("version: 1\nsystem: []\n", "utf-8")
    git(folder, "add", "aims.yaml")
    status, shown = try_hook(project, store, folder, "aims-gate-validate")
    assert status == 1, shown
    assert "aims.yaml:2" in shown
