"""Print what a check of a large portfolio costs: 50 systems, 500 models, 1000 datasets.

    python benchmarks/portfolio.py [--runs N] [--limits] [--systems N]

Every system, model and dataset has its documents, and all checks run. Cold is with an empty cache,
warm with what the run before left. The cost of a tenth of the portfolio is printed beside it, so
that it shows whether the whole costs ten times as much or a hundred. With ``--limits`` the status
is 1 if a figure is over its limit.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import sysconfig
import tempfile
from pathlib import Path

from made_portfolio import make_portfolio
from measure import Command, run_once

WARM_LIMIT = 5.0
"""Seconds of CPU, user and system."""

TEN_TIMES = 12.0
"""How much longer a portfolio ten times as large may take."""

_DAY = "2026-11-22"
_SCRIPTS = Path(sysconfig.get_path("scripts"))


def check(tree: Path, cache: Path) -> Command:
    """The command that judges a tree, with its cache in a folder of its own."""
    return Command(
        "check",
        (str(_SCRIPTS / "aims-gate"), "check", "--format", "json", "--as-of", _DAY, str(tree)),
        environment={**os.environ, "AIMS_GATE_CACHE_DIR": str(cache)},
        statuses=(0, 1),
    )


def measure(tree: Path, cache: Path, runs: int) -> tuple[float, float]:
    """The median CPU time of a check, cold and warm, in seconds."""
    command = check(tree, cache)
    cold, warm = [], []
    for _ in range(runs):
        shutil.rmtree(cache, ignore_errors=True)
        cold.append(run_once(command).cpu)
        warm.append(run_once(command).cpu)
    return statistics.median(cold), statistics.median(warm)


def main() -> int:
    """Measure, print, and say whether the limits hold."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="aims-gate-bench-") as made:
        folder = Path(made)
        sizes = (max(1, options.systems // 10), options.systems)
        times = []
        print(f"CPU time (user and system, children too), median of {options.runs} runs\n")
        print(f"{'systems':>8}{'cold':>10}{'warm':>10}")
        for systems in sizes:
            tree = make_portfolio(folder / str(systems), systems)
            cold, warm = measure(tree, folder / "cache", options.runs)
            times.append(warm)
            print(f"{systems:>8}{cold:>8.2f} s{warm:>8.2f} s")
    ratio = times[1] / times[0]
    print(f"\nwarm: limit {WARM_LIMIT:.1f} s; ratio of the two {ratio:.1f} (limit {TEN_TIMES:.0f})")
    return 1 if options.limits and (times[1] > WARM_LIMIT or ratio > TEN_TIMES) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--systems", type=int, default=50, help="how many systems (default: 50)")
    parser.add_argument("--runs", type=int, default=3, help="turns of each command (default: 3)")
    parser.add_argument("--limits", action="store_true", help="exit with 1 if a limit is exceeded")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
