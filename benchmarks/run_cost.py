"""Print what start-up and a check cost in CPU time, beside ruff on the same tree.

    python benchmarks/run_cost.py [TREE] [--runs N] [--limits]

Without TREE, a tree made for the purpose. With ``--limits`` the status is 1 if the start-up is
over its limit, or the check is over the one given with ``--check-limit``.
"""

from __future__ import annotations

import argparse
import sys
import sysconfig
import tempfile
from contextlib import ExitStack
from pathlib import Path

from made_tree import make_tree
from measure import Command, compare

START_LIMIT = 0.060
"""Seconds of CPU that ``aims-gate --version`` may take beyond an empty Python program."""

_SCRIPTS = Path(sysconfig.get_path("scripts"))


def start_up(runs: int) -> float:
    """Measure ``aims-gate --version``: seconds of CPU beyond ``python -c pass``."""
    gate = Command("aims-gate --version", (str(_SCRIPTS / "aims-gate"), "--version"))
    empty = Command("python -c pass", (sys.executable, "-c", "pass"))
    costs = compare([gate, empty], runs)
    beyond = costs[gate.name].cpu - costs[empty.name].cpu
    for command in (empty, gate):
        print(f"{command.name:<40}{costs[command.name].cpu * 1000:8.0f} ms")
    print(
        f"{'beyond an empty program':<40}{beyond * 1000:8.0f} ms   (limit {START_LIMIT * 1000:.0f})"
    )
    return beyond


def check(tree: Path, runs: int) -> float:
    """Measure a cold ``aims-gate check`` and ruff on a tree: seconds of CPU of the check."""
    gate = Command(
        "aims-gate check --no-cache",
        (str(_SCRIPTS / "aims-gate"), "check", "--no-cache", "--format", "json", "--", str(tree)),
        statuses=(0, 1),
    )
    ruff = Command(
        "ruff check --no-cache --isolated",
        (str(_SCRIPTS / "ruff"), "check", "--no-cache", "--isolated", "--quiet", str(tree)),
        statuses=(0, 1),
    )
    costs = compare([gate, ruff], runs)
    for command in (gate, ruff):
        cost = costs[command.name]
        print(f"{command.name:<40}{cost.cpu * 1000:8.0f} ms {cost.memory / 2**20:8.0f} MiB")
    print(f"{'ratio to ruff':<40}{costs[gate.name].cpu / costs[ruff.name].cpu:8.1f}")
    return costs[gate.name].cpu


def main() -> int:
    """Measure, print, and say whether the limits hold."""
    options = _options()
    print(f"CPU time (user and system, children too), median of {options.runs} runs\n")
    beyond = start_up(options.runs)
    with ExitStack() as stack:
        tree = options.tree
        if tree is None:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="aims-gate-bench-"))
            tree = make_tree(Path(folder) / "tree")
        print(f"\n{options.tree or 'the made tree: 101 modules, 101 pages'}")
        cost = check(tree, options.runs)
    over = beyond > START_LIMIT or (options.check_limit and cost > options.check_limit)
    return 1 if options.limits and over else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("tree", nargs="?", type=Path, help="the repository to check")
    parser.add_argument("--runs", type=int, default=9, help="turns of each command (default: 9)")
    parser.add_argument("--limits", action="store_true", help="exit with 1 if a limit is exceeded")
    parser.add_argument("--check-limit", type=float, metavar="SECONDS", help="limit of the check")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
