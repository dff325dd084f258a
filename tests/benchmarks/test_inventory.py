from __future__ import annotations

import sys
from pathlib import Path

import pytest
from inventory import inventory, measure, peak_memory
from made_tree import make_tree
from measure import Command, CommandFailed
from process_tree import run_watched


def python(code: str) -> Command:
    return Command("python", (sys.executable, "-c", code))


def test_memory_is_that_of_the_whole_process_tree() -> None:
    hold = "import time; text = b'x' * 60_000_000; time.sleep(0.3)"
    alone = run_watched(python(hold), memory=True)
    code = f"import os, time; pid = os.fork(); {hold}; pid and os.waitpid(pid, 0)"
    both = run_watched(python(code), memory=True)
    assert 60_000_000 < alone.memory < 120_000_000 < both.memory
    assert alone.wall >= 0.3 > alone.cpu


def test_a_command_that_fails_measures_nothing() -> None:
    with pytest.raises(CommandFailed, match="exit status 3"):
        run_watched(python("import sys; sys.exit(3)"))


def test_a_tree_is_measured_cold_and_warm(tmp_path: Path) -> None:
    tree = make_tree(tmp_path / "tree", modules=3)
    cache = tmp_path / "cache"
    found = measure(tree, cache, 2)
    assert {name: len(runs) for name, runs in found.items()} == {"cold": 2, "ruff": 2, "warm": 2}
    assert all(run.cpu > 0 and run.wall > 0 for runs in found.values() for run in runs)
    assert list(cache.iterdir()), "the warm run had a cache"
    assert peak_memory(tree, cache, 1) > 10_000_000
    run_watched(inventory(tree, cache))
