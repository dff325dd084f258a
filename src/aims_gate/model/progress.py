"""How a long run says how far it has come, without knowing to whom."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called as work goes on, often; it must be quick and must not raise."""

    def __call__(self, task: str, done: int, total: int) -> None:
        """Say that of so many things to do for a task so many are done."""


def silent(task: str, done: int, total: int) -> None:
    """Tell nobody."""
