"""Run a command and see what it takes: wall clock, CPU time, memory of the whole process tree."""

from __future__ import annotations

import os
import subprocess
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from measure import Command, CommandFailed

_PROC = Path("/proc")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_INTERVAL = 0.01  # seconds between two looks at memory


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took.

    ``wall`` and ``cpu`` are seconds; ``memory`` is the peak of the resident memory of the command
    and all its descendants, added up, in bytes. Pages that processes share count for each.
    """

    wall: float
    cpu: float
    memory: int


def run_watched(command: Command, *, memory: bool = False) -> Run:
    """Run a command, its output thrown away; looking at its memory costs it some time.

    Raises :class:`CommandFailed` if its exit status does not count as having done the work.
    """
    begun = time.perf_counter()
    process = subprocess.Popen(
        command.arguments,
        cwd=command.folder,
        env=None if command.environment is None else dict(command.environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    peak = 0
    while memory and not _has_ended(process.pid):
        peak = max(peak, _resident(process.pid))
        time.sleep(_INTERVAL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in command.statuses:
        raise CommandFailed(f"{command.name}: exit status {process.returncode}")
    return Run(wall, usage.ru_utime + usage.ru_stime, peak)


def _has_ended(pid: int) -> bool:
    fields = _stat(pid)
    return not fields or fields[0] == "Z"


def _resident(root: int) -> int:
    """Resident memory of a process and its descendants, in bytes."""
    children: defaultdict[int, list[int]] = defaultdict(list)
    for entry in os.listdir(_PROC):
        if entry.isdigit() and (fields := _stat(int(entry))):
            children[int(fields[1])].append(int(entry))
    total, waiting = 0, [root]
    while waiting:
        pid = waiting.pop()
        total += _pages(pid) * _PAGE
        waiting += children[pid]
    return total


def _stat(pid: int) -> list[str]:
    """State, parent and so on of a process; nothing if it is gone."""
    try:
        text = (_PROC / str(pid) / "stat").read_text("utf-8", "replace")
    except OSError:
        return []
    return text.rpartition(")")[2].split()  # the name before may hold anything


def _pages(pid: int) -> int:
    try:
        return int((_PROC / str(pid) / "statm").read_text("ascii").split()[1])
    except (OSError, IndexError):
        return 0
