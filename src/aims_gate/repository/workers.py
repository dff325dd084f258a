"""Work spread over forked processes."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

_work: Callable[..., object] | None = None
"""What the forked children run: set just before they are forked, so that nothing is pickled."""


def can_fork() -> bool:
    """Whether children may be forked here: not on Windows, and not safely on macOS."""
    return sys.platform.startswith("linux")


def in_parallel(work: Callable[[T], R], tasks: Sequence[T], processes: int) -> Iterable[R]:
    """Run ``work`` on every task in up to ``processes`` forked children; results in task order.

    Tasks are inherited by the children, results are pickled back. Where children cannot be
    forked, the work is done here.
    """
    if not can_fork() or len(tasks) < 2:
        yield from map(work, tasks)
        return
    global _work  # the children find the work here after the fork

    def numbered(number: int) -> R:
        return work(tasks[number])

    _work = numbered
    context = multiprocessing.get_context("fork")
    try:
        with context.Pool(min(processes, len(tasks))) as pool:
            yield from pool.imap(_call, range(len(tasks)))
    finally:
        _work = None


def _call(number: int) -> object:
    assert _work is not None
    return _work(number)
