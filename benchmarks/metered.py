"""Start a command through a small process, which says what the command alone took.

The kernel charges a new process with the memory of the one that started it until it runs its own
program (``execve`` carries the peak over). A long run of tests or benchmarks may hold more than the
command ever will; a bare interpreter does not.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

_STARTER = """
import json, os, resource, subprocess, sys
status = subprocess.call(sys.argv[2:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
took = [status, used.ru_utime + used.ru_stime, used.ru_maxrss]
os.write(int(sys.argv[1]), json.dumps(took).encode())
"""


@dataclass(slots=True)
class Meter:
    """The arguments that start a command metered, and after its end what it took.

    Start it with ``pass_fds=(meter.descriptor,)``.
    """

    arguments: tuple[str, ...]
    descriptor: int
    status: int = field(default=0, init=False)
    """Exit status of the command; negative: the signal that ended it."""

    cpu: float = field(default=0.0, init=False)
    """Seconds, user and system, of the command and all that it waited for."""

    memory: int = field(default=0, init=False)
    """Peak resident memory of the largest of these processes, in bytes."""


@contextmanager
def metered(arguments: Sequence[str]) -> Iterator[Meter]:
    """Meter one command, which must have ended when the block does.

    Raises :class:`RuntimeError` if its starter was stopped before it could say anything.
    """
    reading, writing = os.pipe()
    starter = (sys.executable, "-I", "-S", "-c", _STARTER, str(writing))
    meter = Meter((*starter, *arguments), writing)
    try:
        yield meter
    finally:
        os.close(writing)
        with open(reading, "rb") as pipe:
            told = pipe.read()
    if not told:
        raise RuntimeError(f"{arguments[0]}: stopped before its cost was known")
    meter.status, meter.cpu, peak = json.loads(told)
    meter.memory = peak if sys.platform == "darwin" else peak * 1024  # macOS counts bytes
