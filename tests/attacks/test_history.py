"""What a change does to history and to the clone: the trusted side judges, or nothing does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from . import guarded
from .guarded import Edit, append, drop, git, swap, write
from .judging import AS_OF, PROGRAM, Judged, judge, read_by_consumers
from .table import OFFENCES

IGNORE = swap("aims-gate.yaml", "profile: standard", "profile: starter")
EVALUATION = OFFENCES["failed evaluation"]


def change(top: Path, *edits: Edit) -> str:
    """Commit edits and give the id of the commit."""
    for edit in edits:
        edit(top)
    return guarded.commit(top)


def run(top: Path, *options: str, **environment: str | None) -> Judged:
    """Judge, and read every report."""
    judged = judge(top, *options, environment=environment)
    read_by_consumers(judged)
    return judged


def revision(judged: Judged) -> str | None:
    """The commit whose policy judged, by the report."""
    found: str | None = json.loads(judged.reports["json"])["policy"]["revision"]
    return found


def as_origin(clone: Path, base: Path) -> None:
    """Let the guarded repository be the origin of a clone, as a job of CI has it."""
    git(clone, "remote", "add", "origin", str(base))
    git(clone, "fetch", "--quiet", "origin")


def test_in_ci_the_tip_of_the_target_branch_judges(clone: Path, base: Path) -> None:
    as_origin(clone, base)
    change(clone, *EVALUATION, IGNORE)
    assert run(clone).status == 0  # outside of CI nobody knows what it is a change of
    for variables in (
        {"GITHUB_BASE_REF": "main", "GITHUB_EVENT_NAME": "pull_request"},
        {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"},
    ):
        judged = run(clone, **variables)
        assert judged.status == 1
        assert revision(judged) == git(base, "rev-parse", "main")


def test_in_a_merge_queue_too(clone: Path, base: Path) -> None:
    as_origin(clone, base)
    change(clone, *EVALUATION, IGNORE)
    event = clone.parent / "event.json"
    named = {"GITHUB_EVENT_NAME": "merge_group", "GITHUB_EVENT_PATH": str(event)}
    event.write_text(json.dumps({"merge_group": {"base_ref": "refs/heads/main"}}))
    assert run(clone, **named).status == 1
    for silent in ("{}", "[]", '{"merge_group": null}', '{"merge_group": {"base_ref": 1}}', "{"):
        event.write_text(silent)
        judged = run(clone, **named)
        assert (judged.status, judged.reports) == (2, {})
        assert "--policy-ref" in judged.error


@pytest.mark.parametrize(
    "name",
    ["gone", "0" * 40, "main~99", "main:aims.yaml", "--all", "-h", "main..", "@{upstream}", ""],
)
def test_without_the_trusted_side_nothing_is_judged(clone: Path, name: str) -> None:
    change(clone, *EVALUATION, IGNORE)
    judged = judge(clone, f"--policy-ref={name}")
    assert (judged.status, judged.reports) == (2, {})
    assert (
        judged.error.startswith("error: revision")
        or "is empty" in judged.error
        or "fetch" in judged.error
    )


def test_the_target_branch_that_was_not_fetched(clone: Path) -> None:
    change(clone, *EVALUATION, IGNORE)
    judged = run(clone, GITHUB_BASE_REF="main", GITHUB_EVENT_NAME="pull_request")
    assert (judged.status, judged.reports) == (2, {})
    assert "git fetch origin main:refs/remotes/origin/main" in judged.error


def test_branches_and_tags_by_the_name_of_the_target(clone: Path, base: Path) -> None:
    """What a change can push by that name is not what `origin` has."""
    as_origin(clone, base)
    weak = change(clone, *EVALUATION, IGNORE)
    for name in ("refs/tags/main", "refs/heads/origin/main", "refs/tags/origin/main"):
        git(clone, "update-ref", name, weak)
    git(clone, "branch", "-f", "main", weak)
    judged = run(clone, GITHUB_BASE_REF="main", GITHUB_EVENT_NAME="pull_request")
    assert judged.status == 1
    assert revision(judged) == git(base, "rev-parse", "main")


def test_a_shallow_clone(clone: Path, base: Path) -> None:
    change(clone, *EVALUATION, IGNORE)
    shallow = clone.parent / "shallow"
    git(clone.parent, "clone", "--quiet", "--depth=1", f"file://{clone}", str(shallow))
    assert run(shallow, "--policy-ref", "main").status == 2
    git(shallow, "fetch", "--quiet", "--depth=1", f"file://{base}", "main:refs/remotes/origin/main")
    judged = run(shallow, GITHUB_BASE_REF="main", GITHUB_EVENT_NAME="pull_request")
    assert judged.status == 1
    assert run(shallow, "--policy-ref", "origin/main", "--since", "origin/main").status == 1


def test_a_base_that_was_pushed_anew(clone: Path) -> None:
    """The history of the target was rewritten: its tip judges, whatever the change started from."""
    change(clone, *EVALUATION)
    git(clone, "checkout", "--quiet", "--orphan", "anew", "main")
    strict = change(clone, append("README.md", "\nAnew.\n"))
    git(clone, "branch", "-f", "main", strict)
    git(clone, "checkout", "--quiet", "change")
    change(clone, IGNORE)
    judged = run(clone, "--policy-ref", "main", "--since", "main")
    assert judged.status == 1
    assert revision(judged) == strict


def test_a_merge_of_the_target_and_the_change(clone: Path) -> None:
    """As GitHub checks out a pull request: a merge commit of both."""
    change(clone, *EVALUATION, IGNORE)
    git(clone, "checkout", "--quiet", "main")
    change(clone, append("README.md", "\nMeanwhile.\n"))
    target = git(clone, "rev-parse", "main")
    git(clone, "checkout", "--quiet", "--detach")
    git(clone, "merge", "--quiet", "--no-ff", "-m", "Merge", "change")
    judged = run(clone, "--policy-ref", "main", "--since", "main")
    assert judged.status == 1
    assert revision(judged) == target


def test_a_merge_that_brings_what_no_parent_has(clone: Path) -> None:
    change(clone, append("README.md", "\nHarmless.\n"))
    git(clone, "checkout", "--quiet", "--detach", "main")
    git(clone, "merge", "--quiet", "--no-ff", "--no-commit", "change")
    change(clone, *OFFENCES["undeclared model"])
    assert run(clone, "--policy-ref", "main", "--since", "main").status == 1


def test_two_steps_are_judged_as_one(clone: Path) -> None:
    """Loosened in the first commit, used in the second; and taken back in a third."""
    first = change(clone, IGNORE)
    change(clone, *EVALUATION)
    assert run(clone, "--policy-ref", "main").status == 1
    assert run(clone, "--policy-ref", "main", "--since", "main").status == 1
    assert run(clone, "--policy-ref", first).status == 0  # who names the reference decides
    change(clone, swap("aims-gate.yaml", "profile: starter", "profile: standard"))
    assert run(clone, "--policy-ref", "main", "--since", "main").status == 1


def test_what_was_there_before_is_no_leave_to_do_it_again(clone: Path) -> None:
    git(clone, "checkout", "--quiet", "main")
    change(clone, *OFFENCES["undeclared model"])
    git(clone, "checkout", "--quiet", "-B", "change")
    change(clone, append("README.md", "\nHarmless.\n"))
    assert run(clone, "--policy-ref", "main", "--since", "main").status == 0
    assert run(clone, "--policy-ref", "main").status == 1
    change(clone, write("src/chat/other.py", "import cohere\n\ncohere.Client().chat(model='c4')\n"))
    assert run(clone, "--policy-ref", "main", "--since", "main").status == 1


def test_replaced_and_grafted_objects_are_not_believed(clone: Path) -> None:
    weak = change(clone, *EVALUATION, IGNORE)
    git(clone, "replace", git(clone, "rev-parse", "main"), weak)
    assert run(clone, "--policy-ref", "main").status == 1


def test_evidence_in_a_submodule(clone: Path) -> None:
    """A submodule is another repository: what lies in it is no evidence of this one."""
    other = clone.parent / "other"
    shutil.copytree(clone / "governance", other / "governance")
    git(other, "init", "--quiet", "--initial-branch=main")
    guarded.commit(other)
    drop("governance")(clone)
    git(clone, "rm", "-r", "--quiet", "--cached", "governance")
    local = ("-c", "protocol.file.allow=always")
    git(clone, *local, "submodule", "--quiet", "add", str(other), "governance")
    guarded.commit(clone)
    judged = run(clone, "--policy-ref", "main")
    assert judged.status == 1
    assert any("document." in message for message in judged.failures)


def test_flags_of_the_index_hide_nothing(clone: Path) -> None:
    """What git is told to take as unchanged is read as it lies there."""
    write("src/chat/bot.py", "# nothing\n")(clone)
    guarded.commit(clone)
    git(clone, "update-index", "--assume-unchanged", "src/chat/bot.py")
    for edit in OFFENCES["undeclared model"]:
        edit(clone)
    assert run(clone, "--policy-ref", "main").status == 1


def test_ignored_and_excluded_files_hide_nothing_that_is_tracked(clone: Path) -> None:
    change(clone, *OFFENCES["undeclared model"])
    change(clone, write(".gitignore", "*\n"), write(".git/info/exclude", "*\n"))
    change(clone, write(".gitattributes", "src/** export-ignore linguist-generated binary\n"))
    assert run(clone, "--policy-ref", "main").status == 1


def test_nothing_but_the_command_line_decides_on_the_day(clone: Path) -> None:
    """The clock of the machine, of commits and of the change itself have no say."""
    change(clone, *OFFENCES["undeclared model"])
    for day in ("2026-12-15", "2026-12-16"):
        judged = judge(clone, "--policy-ref", "main", f"--as-of={day}")
        assert judged.status == 1
    git(clone, "checkout", "--quiet", "main")
    statuses = [judge(clone, f"--as-of={day}").status for day in ("2026-12-15", "2026-12-16")]
    assert statuses == [0, 1]  # the waivers of the pilot end


ELSEWHERE = {
    "GIT_DIR": "/nonexistent",
    "GIT_WORK_TREE": "/",
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "core.worktree",
    "GIT_CONFIG_VALUE_0": "/",
    "GIT_CONFIG_PARAMETERS": "'core.worktree=/'",
    "GIT_NAMESPACE": "other",
    "GIT_CEILING_DIRECTORIES": "/",
    "GIT_REPLACE_REF_BASE": "refs/other",
    "GIT_GRAFT_FILE": "/nonexistent",
    "GIT_SHALLOW_FILE": "/nonexistent",
    "GIT_EXTERNAL_DIFF": "/nonexistent",
    "AIMS_GATE_POLICY_REF": "HEAD",
    "AIMS_GATE_IGNORE": "failing-evaluation",
    "AIMS_GATE_CHECK_IGNORE": "failing-evaluation",
    "AIMS_GATE_PROFILE": "starter",
}


def test_no_variable_leads_elsewhere(clone: Path) -> None:
    change(clone, *EVALUATION, IGNORE)
    judged = run(clone, "--policy-ref", "main", **ELSEWHERE)
    assert judged.status == 1
    assert revision(judged) == git(clone, "rev-parse", "main")


def test_grafts_and_shallow_marks_hide_no_history(clone: Path) -> None:
    weak = change(clone, *EVALUATION, IGNORE)
    target = git(clone, "rev-parse", "main")
    (clone / ".git" / "info").mkdir(exist_ok=True)
    (clone / ".git" / "info" / "grafts").write_text(f"{target} {weak}\n{weak}\n", encoding="ascii")
    assert run(clone, "--policy-ref", "main", "--since", "main").status == 1
    (clone / ".git" / "info" / "grafts").unlink()
    (clone / ".git" / "shallow").write_text(f"{weak}\n", encoding="ascii")
    judged = run(clone, "--policy-ref", "main", "--since", "main")
    assert judged.status == 1
    assert revision(judged) == target


@pytest.mark.parametrize(
    "name", ["refs/heads/\0", "refs/heads/" + "x" * 200_000, "\ud800", "--all"]
)
def test_a_queue_for_a_branch_that_cannot_be(clone: Path, name: str) -> None:
    change(clone, *EVALUATION, IGNORE)
    event = clone.parent / "event.json"
    event.write_text(json.dumps({"merge_group": {"base_ref": name}}), encoding="ascii")
    named = {"GITHUB_EVENT_NAME": "merge_group", "GITHUB_EVENT_PATH": str(event)}
    judged = judge(clone, environment=named)
    assert (judged.status, judged.reports) == (2, {})


def test_a_change_from_long_ago_hides_behind_nothing(clone: Path) -> None:
    """The target has changed the workflow since, and the change from before that as well."""
    workflow = ".github/workflows/aims-gate.yml"
    git(clone, "checkout", "--quiet", "main")
    change(clone, append(workflow, "      - run: echo judged\n"))
    git(clone, "checkout", "--quiet", "change")
    change(clone, swap(workflow, "aims-gate check", "aims-gate check || true"))
    judged = run(clone, "--policy-ref", "main")
    assert judged.status == 1
    assert any(message.startswith("ci..github") for message in judged.failures)


def test_runs_at_once_say_the_same(clone: Path) -> None:
    """They share a cache, which none of them finds half written."""
    change(clone, *OFFENCES["undeclared model"])
    command = [
        str(PROGRAM),
        "check",
        str(clone),
        "--policy-ref=main",
        "--format=json",
        f"--as-of={AS_OF}",
    ]
    environment = {**os.environ, "XDG_CACHE_HOME": str(clone.parent / "new"), "COLUMNS": "80"}
    runs = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    ended = [(each.communicate(timeout=120), each.returncode) for each in runs]
    assert {status for _, status in ended} == {1}
    assert len({out for (out, _), _ in ended}) == 1
    assert all(error == b"" for (_, error), _ in ended)
