from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from .transcript import Ran, differences, follow, run

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = ROOT / "docs" / "tutorial" / "first-run.md"


def test_the_readme_shows_what_is_printed(tmp_path: Path) -> None:
    clone = tmp_path / "aims-gate"
    ignored = shutil.ignore_patterns("__pycache__", "var")
    shutil.copytree(ROOT / "examples", clone / "examples", ignore=ignored)
    run("git init --quiet && git add .", clone)
    first, example = follow(ROOT / "README.md", clone)
    assert (first.command, first.status) == ("aims-gate check", 0)  # it holds examples alone
    assert example.status == 1


def test_an_old_repository_is_adopted_as_is_said(tmp_path: Path) -> None:
    old = tmp_path / "old"
    ignored = shutil.ignore_patterns("__pycache__", "var")
    shutil.copytree(ROOT / "examples" / "loan-approval-bare", old, ignore=ignored)
    run("git init --quiet && git add .", old)
    followed = follow(ROOT / "docs" / "how-to" / "adopt.md", old)
    assert [ran.status for ran in followed] == [0, 1, 0, 0, 0, 1]
    held = run("aims-gate check --profile starter", old)
    assert held.status == 0, held.printed  # what was taken up stays taken up


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> list[Ran]:
    """Everything that the tutorial tells a person to do, done from an empty folder."""
    return follow(TUTORIAL, tmp_path_factory.mktemp("bare"))


def test_the_tutorial_leads_from_nothing_to_a_green_gate(followed: list[Ran]) -> None:
    gate = [ran for ran in followed if "aims-gate check" in ran.command]
    assert [ran.status for ran in gate] == [1, 1, 0, 0, 1, 0]
    assert "Verdict: the gate passes" in followed[-1].printed


@pytest.mark.skipif(
    os.environ.get("AIMS_GATE_CI") != "1",
    reason="installs packages from the network: AIMS_GATE_CI=1 runs it",
)
def test_the_tutorial_installs_what_it_needs(tmp_path: Path) -> None:
    """As above, with the environment and the packages of the tutorial and no other."""
    clone = tmp_path / "clone"
    run(f"git clone --quiet '{ROOT}' '{clone}'", tmp_path)
    bare = tmp_path / "bare"
    bare.mkdir()
    followed = follow(TUTORIAL, bare, source=clone)
    assert followed[-1].status == 0
    where = run("command -v aims-gate", bare, environ=followed[-1].environ)
    assert where.printed.strip() == str(bare / "ticket-router" / ".venv" / "bin" / "aims-gate")


def test_the_tutorial_stays_true(followed: list[Ran]) -> None:
    """Nothing in it grows old: what passes today passes in ten years."""
    later = datetime.now(UTC).date() + timedelta(days=3653)
    done = run(f"aims-gate check --quiet --as-of {later}", followed[-1].folder)
    assert done.status == 0, done.printed
    assert "--as-of" not in TUTORIAL.read_text("utf-8")


@pytest.mark.parametrize(
    ("shown", "same"),
    [
        (("a", "b"), True),
        (("a", "c"), False),
        (("b",), False),
        (("[…]", "c"), True),
        (("a", "[…]", "d"), True),
        (("a", "[…]", "b", "d"), False),
        (("[…]", "d", "a"), False),
    ],
)
def test_differences(shown: tuple[str, ...], same: bool) -> None:
    assert (differences(shown, "a\nb\n\nc\nd\n") == []) is same


def test_a_page_that_shows_something_else_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ printf 'one\\ntwo\\n'\none\nthree\n```\n", "utf-8")
    with pytest.raises(AssertionError, match="three"):
        follow(page, tmp_path)


def test_the_status_of_a_command_is_that_before(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ (exit 3)\n$ echo $?\n3\n```\n", "utf-8")
    assert [ran.status for ran in follow(page, tmp_path)] == [3, 0]
