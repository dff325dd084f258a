"""Programs run on a real pseudo-terminal, and what a person sees there when they have ended."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import termios
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_SETTINGS = ("CI", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "GITHUB_ACTIONS", "GITLAB_CI")


@dataclass(frozen=True)
class Seen:
    """The exit status, all that was written to the terminal, and the lines that stay on it."""

    status: int
    written: str

    @property
    def lines(self) -> list[str]:
        return [_left(line) for line in self.written.replace("\r\n", "\n").split("\n")]


def run_on_terminal(
    command: Sequence[str | Path],
    environment: Mapping[str, str],
    *,
    columns: int = 80,
    only: str = "stdout stderr",
) -> Seen:
    """Run a program whose input and the streams named by ``only`` are a terminal; others go."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    plain = {name: value for name, value in os.environ.items() if name not in _SETTINGS}
    process = subprocess.Popen(
        [str(part) for part in command],
        stdin=theirs,
        stdout=theirs if "stdout" in only else subprocess.DEVNULL,
        stderr=theirs if "stderr" in only else subprocess.DEVNULL,
        env={**plain, "TERM": "xterm-256color", **environment},
        start_new_session=True,
    )
    os.close(theirs)
    written = b""
    try:
        while chunk := _read(ours):
            written += chunk
        return Seen(process.wait(timeout=60), written.decode("utf-8", "replace"))
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # how Linux says that nobody holds the other end any more
        return b""


def _left(line: str) -> str:
    """What stays of a line after carriage returns: each part overwrites what was there."""
    shown = ""
    for part in line.split("\r"):
        shown = part + shown[len(part) :]
    return shown.rstrip()
