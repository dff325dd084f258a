from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from made_tree import make_tree
from measure import Command, CommandFailed, compare, run_once
from run_cost import START_LIMIT, start_up

BUSY = "import time\nwhile time.process_time() < {seconds}: pass"


def python(code: str, name: str = "") -> Command:
    return Command(name or code, (sys.executable, "-c", code))


def test_cpu_time_counts_what_the_command_waited_for() -> None:
    inner = BUSY.format(seconds=0.2)
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}], check=True)"
    assert run_once(python(outer)).cpu >= 0.2
    assert run_once(python("import time; time.sleep(0.3)")).cpu < 0.2


def test_memory_is_that_of_the_process() -> None:
    cost = run_once(python("text = b'x' * 50_000_000"))
    assert 50_000_000 < cost.memory < 500_000_000


def test_memory_of_whoever_starts_it_is_not_charged() -> None:
    held = b"x" * 200_000_000
    assert run_once(python("pass")).memory < len(held) / 2


def test_the_median_does_not_heed_one_slow_run(tmp_path: Path) -> None:
    busy = BUSY.format(seconds=0.5)
    slow_once = f"""
from pathlib import Path
seen = Path({str(tmp_path / "seen")!r})
runs = int(seen.read_text()) if seen.exists() else 0
seen.write_text(str(runs + 1))
if runs == 1:
    exec({busy!r})
"""
    costs = compare([python(slow_once, "slow once"), python("pass", "empty")], runs=3)
    assert (tmp_path / "seen").read_text("utf-8") == "4", "three runs and one before them"
    assert costs["slow once"].cpu < 0.4


def test_a_command_that_fails_measures_nothing() -> None:
    with pytest.raises(CommandFailed, match=r"exit status 3: not today"):
        run_once(python("import sys; print('not today', file=sys.stderr); sys.exit(3)"))


def test_the_made_tree_is_the_same_each_time(tmp_path: Path) -> None:
    trees = [make_tree(tmp_path / name, modules=3, functions=2) for name in ("a", "b")]
    listed = [
        subprocess.run(
            ["git", "-C", str(tree), "ls-files", "--stage"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for tree in trees
    ]
    assert listed[0] == listed[1]
    assert listed[0].count("\n") == 3 + 3 + 3


def test_start_up_stays_within_its_limit() -> None:
    assert start_up(runs=5) <= START_LIMIT
