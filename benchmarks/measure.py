"""Measure what commands cost: the CPU time of a child process and of all that it waited for.

CPU time and not wall clock, because other work on the machine disturbs it far less; the median of
several runs that take turns, because what disturbs it then disturbs all commands alike.
"""

from __future__ import annotations

import statistics
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from metered import metered


@dataclass(frozen=True, slots=True)
class Command:
    """A command to measure: its arguments, folder and environment.

    ``statuses`` are the exit statuses that count as having done the work.
    """

    name: str
    arguments: tuple[str, ...]
    folder: Path | None = None
    environment: Mapping[str, str] | None = None
    statuses: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: user and system CPU time, and peak resident memory of one process."""

    cpu: float
    """Seconds."""

    memory: int
    """Bytes."""


class CommandFailed(Exception):  # noqa: N818 - it is the command that failed
    """A command ended with a status that does not count; a measurement of it means nothing."""


def run_once(command: Command) -> Cost:
    """Run a command, its output thrown away, and say what it took.

    Raises :class:`CommandFailed` with what it wrote to standard error.
    """
    with metered(command.arguments) as meter:
        ran = subprocess.run(
            meter.arguments,
            cwd=command.folder,
            env=None if command.environment is None else dict(command.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            pass_fds=(meter.descriptor,),
        )
    if meter.status not in command.statuses:
        text = ran.stderr.decode("utf-8", "replace").strip()
        raise CommandFailed(f"{command.name}: exit status {meter.status}: {text[-2000:]}")
    return Cost(meter.cpu, meter.memory)


def compare(commands: Sequence[Command], runs: int) -> dict[str, Cost]:
    """The median cost of each command, by name, over ``runs`` turns.

    Each takes one more turn before, which does not count: it fills the caches of the machine.
    """
    for command in commands:
        run_once(command)
    costs: dict[str, list[Cost]] = {command.name: [] for command in commands}
    for _ in range(runs):
        for command in commands:
            costs[command.name].append(run_once(command))
    return {name: _median(each) for name, each in costs.items()}


def _median(costs: Sequence[Cost]) -> Cost:
    return Cost(
        cpu=statistics.median(cost.cpu for cost in costs),
        memory=int(statistics.median(cost.memory for cost in costs)),
    )
