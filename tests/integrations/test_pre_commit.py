"""The hooks as ``pre-commit`` runs them, and what they run: the index decides, and only that."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from .conftest import ROOT, MakeRepository, git

PRE_COMMIT = str(Path(sys.executable).parent / "pre-commit")
CARD = "models/MODEL_CARD.md"
WEIGHTS = "models/loan-approval.safetensors"
STRAY = "models/stray.safetensors"


def environment(store: Path | None = None) -> dict[str, str]:
    """Ours without what git sets in its own hooks, and without what names a target branch."""
    ours = ("GIT_", "GITHUB_", "CI_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    for role in ("AUTHOR", "COMMITTER"):
        kept |= {f"GIT_{role}_NAME": "tester", f"GIT_{role}_EMAIL": "tester@example.org"}
    return kept if store is None else kept | {"PRE_COMMIT_HOME": str(store)}


@dataclass(frozen=True)
class Ended:
    status: int
    shown: str


def run(folder: Path, *command: str, environ: Mapping[str, str] | None = None) -> Ended:
    completed = subprocess.run(
        command,
        cwd=folder,
        env=environ or environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=300,
    )
    return Ended(completed.returncode, completed.stdout)


def test_the_hooks_are_valid() -> None:
    ended = run(ROOT, PRE_COMMIT, "validate-manifest", ".pre-commit-hooks.yaml")
    assert ended.status == 0, ended.shown


def test_each_hook_runs_once_and_is_handed_no_files() -> None:
    """The gate looks at the whole index, so a second process would do the same again."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [hook["id"] for hook in hooks] == ["aims-gate", "aims-gate-validate"]
    for hook in hooks:
        assert hook["pass_filenames"] is False
        assert hook["require_serial"] is True


@pytest.fixture
def folder(make_repository: MakeRepository) -> Path:
    """An example that passes on any day, for its profile asks for nothing that grows old."""
    made = make_repository("loan-approval")
    policy = made / "aims-gate.yaml"
    text = policy.read_text("utf-8")
    assert "profile: certification" in text
    policy.write_text(text.replace("profile: certification", "profile: starter"), "utf-8")
    git(made, "commit", "--quiet", "--all", "--message=ask for less")
    return made


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
    """Where pre-commit installs the hooks, once for all tests."""
    return tmp_path_factory.mktemp("pre-commit")


Commit = Callable[..., Ended]


@pytest.fixture
def commit(folder: Path, project: Path, store: Path) -> Commit:
    """Commit with both hooks in place, as everybody does; call it with arguments of git."""
    hooks = [{"id": "aims-gate", "verbose": True}, {"id": "aims-gate-validate", "verbose": True}]
    revision = git(project, "rev-parse", "HEAD").strip()
    config = {"repos": [{"repo": str(project), "rev": revision, "hooks": hooks}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), "utf-8")
    git(folder, "add", ".pre-commit-config.yaml")
    git(folder, "commit", "--quiet", "--message=hooks")
    installed = run(folder, PRE_COMMIT, "install", environ=environment(store))
    assert installed.status == 0, installed.shown

    def commit(*arguments: str) -> Ended:
        before = git(folder, "rev-parse", "HEAD")
        ended = run(
            folder, "git", "commit", "--message=a change", *arguments, environ=environment(store)
        )
        assert "An unexpected error" not in ended.shown, ended.shown
        made = git(folder, "rev-parse", "HEAD") != before
        assert made is (ended.status == 0), ended.shown
        return ended

    return commit


def outcome(ended: Ended, hook: str) -> str:
    """What pre-commit says of a hook: ``Passed``, ``Failed`` or ``Skipped``."""
    (line,) = (line for line in ended.shown.splitlines() if line.startswith(f"{hook}.."))
    return line.rpartition(".")[2].rpartition(")")[2]


GATE, VALIDATE = "aims-gate", "aims-gate (declarations only)"


def test_both_hooks_pass_what_conforms(folder: Path, project: Path) -> None:
    """Tried as a stranger tries them, without a configuration."""
    ended = run(folder, PRE_COMMIT, "try-repo", str(project), "--all-files", "--verbose")
    assert ended.status == 0, ended.shown
    assert (outcome(ended, GATE), outcome(ended, VALIDATE)) == ("Passed", "Passed")
    assert ended.shown.count("the gate passes") == 2


def test_a_commit_with_gaps_is_stopped(folder: Path, commit: Commit) -> None:
    (folder / CARD).write_text("", "utf-8")
    ended = commit("--all")
    assert outcome(ended, GATE) == "Failed"
    assert outcome(ended, VALIDATE) == "Skipped", "no declaration was touched"
    assert "[missing-model-card]" in ended.shown
    assert f"--> {CARD}:1" in ended.shown


def test_a_commit_that_only_deletes_is_judged(folder: Path, commit: Commit) -> None:
    """What it breaks it does not touch, and pre-commit has no file to hand over."""
    git(folder, "rm", "--quiet", CARD)
    ended = commit()
    assert outcome(ended, GATE) == "Failed"
    assert "[missing-model-card]" in ended.shown


def test_an_untracked_weight_file_is_nobodys_business(folder: Path, commit: Commit) -> None:
    shutil.copyfile(folder / WEIGHTS, folder / STRAY)
    (folder / "README.md").write_text("# Loans, approved\n", "utf-8")
    ended = commit("--all")
    assert ended.status == 0, ended.shown
    git(folder, "add", STRAY)
    ended = commit()
    assert outcome(ended, GATE) == "Failed"
    assert f"--> {STRAY}:1" in ended.shown


def test_what_is_staged_is_stopped_though_the_work_tree_is_mended(
    folder: Path, commit: Commit
) -> None:
    text = (folder / CARD).read_text("utf-8")
    (folder / CARD).write_text("", "utf-8")
    git(folder, "add", CARD)
    (folder / CARD).write_text(text, "utf-8")
    ended = commit()
    assert outcome(ended, GATE) == "Failed"
    assert (folder / CARD).read_text("utf-8") == text, "the work tree is as it was"


def test_what_is_staged_passes_though_the_work_tree_is_broken(folder: Path, commit: Commit) -> None:
    (folder / "README.md").write_text("# Loans, approved\n", "utf-8")
    git(folder, "add", "README.md")
    (folder / CARD).write_text("", "utf-8")
    ended = commit()
    assert ended.status == 0, ended.shown
    assert (folder / CARD).read_bytes() == b"", "the work tree is as it was"


def test_a_commit_of_named_files_is_judged_without_the_others(folder: Path, commit: Commit) -> None:
    """Git makes an index for it, which is not that of the repository."""
    (folder / CARD).write_text("", "utf-8")
    git(folder, "add", CARD)
    (folder / "README.md").write_text("# Loans, approved\n", "utf-8")
    ended = commit("--", "README.md")
    assert ended.status == 0, ended.shown
    ended = commit("--", CARD)
    assert outcome(ended, GATE) == "Failed"


def test_a_declaration_that_cannot_be_read(folder: Path, commit: Commit) -> None:
    manifest = folder / "aims.yaml"
    text = manifest.read_text("utf-8")
    manifest.write_text("version: 1\nsystem: []\n", "utf-8")
    git(folder, "add", "aims.yaml")
    manifest.write_text(text, "utf-8")
    ended = commit()
    assert outcome(ended, VALIDATE) == "Failed"
    assert "aims.yaml:2" in ended.shown


def test_a_governance_document_that_cannot_be_read(folder: Path, commit: Commit) -> None:
    statement = folder / "governance" / "soa.yaml"
    statement.write_text(f"{statement.read_text('utf-8')}signed_off: yes\n", "utf-8")
    ended = commit("--all")
    assert outcome(ended, VALIDATE) == "Failed"
    assert "unknown key 'signed_off'" in ended.shown


def test_validating_asks_for_no_evidence(folder: Path, commit: Commit) -> None:
    """Only for declarations in the index that can be read; the other hook stops this commit."""
    manifest = folder / "aims.yaml"
    manifest.write_text(manifest.read_text("utf-8") + "# as it was\n", "utf-8")
    (folder / CARD).write_text("", "utf-8")
    (folder / "governance" / "draft.yaml").write_text("kind: soa\nbogus: 1\n", "utf-8")
    ended = commit("--all")
    assert (outcome(ended, GATE), outcome(ended, VALIDATE)) == ("Failed", "Passed")


def judged(folder: Path, *options: str) -> Ended:
    """What the hook runs, without pre-commit, which takes unstaged changes away meanwhile."""
    return run(folder, sys.executable, "-I", "-m", "aims_gate", "check", *options)


def test_staged_leaves_untracked_weights_out(folder: Path) -> None:
    shutil.copyfile(folder / WEIGHTS, folder / STRAY)
    staged = judged(folder, "--staged")
    assert staged.status == 0, staged.shown
    assert STRAY not in staged.shown
    assert f"--> {STRAY}:1" in judged(folder).shown, "but in the work tree it counts"


def test_staged_judges_the_index_where_the_work_tree_is_mended(folder: Path) -> None:
    text = (folder / CARD).read_text("utf-8")
    (folder / CARD).write_text("", "utf-8")
    git(folder, "add", CARD)
    (folder / CARD).write_text(text, "utf-8")
    staged = judged(folder, "--staged")
    assert staged.status == 1, staged.shown
    assert f"--> {CARD}:1" in staged.shown
    assert judged(folder).status == 0


def test_staged_judges_the_index_where_the_work_tree_is_broken(folder: Path) -> None:
    (folder / CARD).write_text("", "utf-8")
    (folder / "aims.yaml").write_text("version: [\n", "utf-8")
    staged = judged(folder, "--staged")
    assert staged.status == 0, staged.shown
    assert judged(folder).status != 0


def test_staged_judges_what_is_deleted_from_the_index_alone(folder: Path) -> None:
    git(folder, "rm", "--quiet", "--cached", CARD)
    assert (folder / CARD).exists()
    staged = judged(folder, "--staged")
    assert staged.status == 1, staged.shown
    assert "[missing-model-card]" in staged.shown
