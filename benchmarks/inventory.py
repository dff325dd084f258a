"""Print what an inventory costs, cold and warm, beside ruff on the same tree.

    python benchmarks/inventory.py TREE [--runs N] [--limits] [--modules N]

Cold is with an empty cache, warm with the cache that the run before it filled. The commands take
turns, so that what disturbs the machine disturbs all alike; ratios are of medians. With
``--limits`` the status is 1 if a ratio is over its limit.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import sysconfig
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from made_tree import make_tree
from measure import Command
from process_tree import Run, run_watched

COLD_TO_RUFF = 1.0
WARM_TO_COLD = 1 / 3
MEMORY = 250 << 20
"""Bytes, over the whole process tree."""
TEN_TIMES = 12.0
"""How much longer a tree ten times as large may take."""

_SCRIPTS = Path(sysconfig.get_path("scripts"))


def inventory(tree: Path, cache: Path, name: str = "inventory") -> Command:
    """The command that takes the inventory of a tree, with its cache in a folder of its own."""
    return Command(
        name,
        (str(_SCRIPTS / "aims-gate"), "inventory", "--format", "json", str(tree)),
        environment={**os.environ, "AIMS_GATE_CACHE_DIR": str(cache)},
    )


def ruff(tree: Path) -> Command:
    """The command to compare with: ruff without cache and without the tree's configuration."""
    arguments = ("check", "--no-cache", "--isolated", "--quiet", str(tree))
    return Command("ruff", (str(_SCRIPTS / "ruff"), *arguments), statuses=(0, 1))


def measure(tree: Path, cache: Path, runs: int) -> dict[str, list[Run]]:
    """Let cold inventory, ruff and warm inventory take turns: name → runs."""
    cold, warm, other = inventory(tree, cache, "cold"), inventory(tree, cache, "warm"), ruff(tree)
    found: dict[str, list[Run]] = {"cold": [], "ruff": [], "warm": []}
    run_watched(other)  # fills the page cache
    for _ in range(runs):
        shutil.rmtree(cache, ignore_errors=True)
        found["cold"].append(run_watched(cold))
        found["ruff"].append(run_watched(other))
        found["warm"].append(run_watched(warm))
    return found


def peak_memory(tree: Path, cache: Path, runs: int = 3) -> int:
    """The peak memory of a cold inventory and its processes, in bytes: the most of some runs."""
    peaks = []
    for _ in range(runs):
        shutil.rmtree(cache, ignore_errors=True)
        peaks.append(run_watched(inventory(tree, cache), memory=True).memory)
    return max(peaks)


def linearity(folder: Path, modules: int, runs: int) -> float:
    """How many times the CPU time of a made tree one ten times as large takes."""
    cache = folder / "cache"
    trees = [make_tree(folder / str(size), modules=size) for size in (modules, 10 * modules)]
    times: list[list[float]] = [[], []]
    for _ in range(runs):
        for tree, taken in zip(trees, times, strict=True):
            shutil.rmtree(cache, ignore_errors=True)
            taken.append(run_watched(inventory(tree, cache)).cpu)
    small, large = map(statistics.median, times)
    return large / small


def _report(found: dict[str, list[Run]]) -> Iterator[str]:
    yield f"{'':<12}{'wall':>10}{'CPU':>10}   (medians of {len(found['cold'])} turns, in ms)"
    for name, runs in found.items():
        yield f"{name:<12}{_wall(runs) * 1000:>10.0f}{_cpu(runs) * 1000:>10.0f}"


def _wall(runs: Sequence[Run]) -> float:
    return statistics.median(run.wall for run in runs)


def _cpu(runs: Sequence[Run]) -> float:
    return statistics.median(run.cpu for run in runs)


def main() -> int:
    """Measure, print ratios, and say whether they keep to their limits."""
    options = _options()
    over = False

    def ratio(name: str, value: float, limit: float) -> None:
        nonlocal over
        over = over or value > limit
        print(f"{name:<34}{value:>8.2f}   (limit {limit:.2f})")

    with tempfile.TemporaryDirectory(prefix="aims-gate-bench-") as made:
        folder = Path(made)
        cache = folder / "cache"
        tree = options.tree or make_tree(folder / "tree", modules=1000)
        found = measure(tree, cache, options.runs)
        print(*_report(found), "", sep="\n")
        ratio("cold to ruff, wall", _wall(found["cold"]) / _wall(found["ruff"]), COLD_TO_RUFF)
        ratio("cold to ruff, CPU", _cpu(found["cold"]) / _cpu(found["ruff"]), COLD_TO_RUFF)
        ratio("warm to cold, wall", _wall(found["warm"]) / _wall(found["cold"]), WARM_TO_COLD)
        ratio("warm to cold, CPU", _cpu(found["warm"]) / _cpu(found["cold"]), WARM_TO_COLD)
        memory = peak_memory(tree, cache)
        print(f"{'peak memory, MiB':<34}{memory / 2**20:>8.0f}   (limit {MEMORY >> 20})")
        if options.modules:
            factor = linearity(folder, options.modules, min(options.runs, 3))
            ratio("ten times as large, CPU", factor, TEN_TIMES)
    return 1 if options.limits and (over or memory > MEMORY) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("tree", nargs="?", type=Path, help="the repository (default: a made one)")
    parser.add_argument("--runs", type=int, default=7, help="turns of each command (default: 7)")
    parser.add_argument("--limits", action="store_true", help="exit with 1 if a limit is exceeded")
    parser.add_argument(
        "--modules",
        type=int,
        default=200,
        help="size of the smaller made tree for linearity; 0 leaves it out (default: 200)",
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
