from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .transcript import differences, run, steps

ROOT = Path(__file__).resolve().parents[2]
PAGES = ["README.md", "docs/tutorial/first-run.md"]


@pytest.mark.parametrize("name", PAGES)
def test_what_is_shown_is_what_is_printed(name: str, tmp_path: Path) -> None:
    clone = tmp_path / "aims-gate"
    ignored = shutil.ignore_patterns("__pycache__", "var")
    shutil.copytree(ROOT / "examples", clone / "examples", ignore=ignored)
    run("git init --quiet && git add .", clone)
    folder, ran = clone, 0
    for step in steps(ROOT / name):
        if step.file:
            target = folder / step.file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(step.content, "utf-8")
        elif not step.command.startswith(("pip ", "git clone ", "make ")):
            done = run(step.command, folder)
            assert not differences(step.shown, done.printed), f"$ {step.command}\n{done.printed}"
            folder = done.folder
            ran += 1
    assert ran


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
