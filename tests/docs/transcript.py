"""Run what a page shows being typed, and compare what it shows being printed.

Of a page count the ``console`` blocks, in which lines that begin with ``$`` are commands, and
blocks whose info string names a file after the language (```` ```yaml aims.yaml ````), which are
written there. A line ``[…]`` stands for any number of lines.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(
    r"^(?P<fence>`{3,})(?P<language>\w+) ?(?P<file>\S*)\n(?P<text>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
ELISION = "[…]"


@dataclass(frozen=True)
class Step:
    """A command with what it is shown to print, or a file with its content."""

    command: str = ""
    shown: tuple[str, ...] = ()
    file: str = ""
    content: str = ""


def steps(page: Path) -> Iterator[Step]:
    for block in _BLOCK.finditer(page.read_text("utf-8")):
        if block["file"]:
            yield Step(file=block["file"], content=block["text"])
        elif block["language"] == "console":
            for part in re.split(r"^\$ ", block["text"], flags=re.MULTILINE)[1:]:
                command, *shown = part.rstrip("\n").split("\n")
                while command.endswith("\\"):
                    command = command[:-1] + shown.pop(0).strip()
                yield Step(command=command, shown=tuple(line.rstrip() for line in shown if line))


@dataclass(frozen=True)
class Ran:
    """A command with what it printed, the folder it left the shell in, and its exit status."""

    command: str
    printed: str
    folder: Path
    status: int


_NOT_HERE = ("pip ", "git clone ", "make ", "python3 -m venv ")
"""What needs a network, or sets up what the tests run in already."""


def follow(page: Path, folder: Path) -> list[Ran]:
    """Do all that a page says, in order; fails where it shows what was not printed."""
    ran: list[Ran] = []
    for step in steps(page):
        here = ran[-1].folder if ran else folder
        if step.file:
            target = here / step.file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(step.content, "utf-8")
        elif not step.command.startswith(_NOT_HERE):
            done = run(step.command, here, before=ran[-1].status if ran else 0)
            lacking = differences(step.shown, done.printed)
            assert not lacking, f"$ {step.command}\n{done.printed}\nlacks {lacking}"
            ran.append(done)
    return ran


def run(command: str, folder: Path, *, before: int = 0) -> Ran:
    """Run a command as somebody types it; ``before`` is what ``$?`` is then."""
    scripts = Path(sys.executable).parent
    environ = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    typed = command.split("  #")[0]
    script = f"(exit {before})\n{typed}\nset -- $?; printf '\\n%s' \"$PWD\"; exit $1"
    completed = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env={**environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )
    printed, _, left_in = completed.stdout.rpartition("\n")
    return Ran(command, printed, Path(left_in), completed.returncode)


def differences(shown: tuple[str, ...], printed: str) -> list[str]:
    """The lines shown that the output does not hold, in this order and without gaps."""
    lines = [line.rstrip() for line in printed.splitlines() if line.strip()]
    position, gap = 0, not shown or shown[0] == ELISION
    for expected in shown:
        if expected == ELISION:
            gap = True
            continue
        wanted = lines[position:] if gap else lines[position : position + 1]
        if expected not in wanted:
            return [expected]
        position += wanted.index(expected) + 1
        gap = False
    return []
