"""Try the breaks of some checks, or of all, and say what each comes to.

python -m tests.breaks.try_break [CHECK…]      status 1 if a break is not as its file says
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

from .reading import BreakError, read_breaks
from .trying import Bench, break_files, crashed, failing, shown


def _tried(check: str, bench: Bench) -> Iterator[str]:
    """What is wrong with the breaks of a check; prints how each of them went."""
    file = break_files().get(check)
    if file is None:
        yield f"{check}: there is no tests/breaks/{check}.yaml"
        return
    try:
        breaks = read_breaks(file)
    except BreakError as problem:
        yield str(problem)
        return
    for each in breaks:
        begun = perf_counter()
        problems = bench.problems_in(check, each)
        taken = perf_counter() - begun
        print(f"{'WRONG' if problems else 'ok':<6}{check}: {each.name} ({taken:.2f} s)")
        yield from (f"{check}: {each.name}: {problem}" for problem in problems)


def main(checks: Sequence[str]) -> int:
    """Try what is asked for; the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench.of_example(Path(folder))
        for problem in crashed(bench.unbroken):
            print(f"unbroken: {problem}")
        for item, finding in failing(bench.unbroken):
            print(f"unbroken: {shown(item.result.check.id, finding)}")
        problems = [found for check in checks or break_files() for found in _tried(check, bench)]
    print("\n".join(problems) or "every break is as its file says")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
