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
import tempfile
from collections.abc import Iterator, Mapping
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
    """A command with what it printed and its exit status, and in which state it left the shell."""

    command: str
    printed: str
    status: int
    folder: Path
    environ: Mapping[str, str]


_NOT_HERE = ("pip ", "git clone ", "make ", "python3 -m venv ")
"""What needs a network, or sets up what the tests run in already."""


def follow(page: Path, folder: Path, *, source: Path | None = None) -> list[Ran]:
    """Do all that a page says, in order; fails where it shows what was not printed.

    What installs something is left out, unless there is a ``source`` to install the gate from: then
    everything is done in a shell that knows nothing of this environment.
    """
    ran: list[Ran] = []
    for step in steps(page):
        here = ran[-1].folder if ran else folder
        if step.file:
            target = here / step.file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(step.content, "utf-8")
        elif source or not step.command.startswith(_NOT_HERE):
            done = run(
                step.command.replace("git+https://github.com/OWNER/aims-gate", str(source)),
                here,
                environ=ran[-1].environ if ran else fresh() if source else ours(),
                before=ran[-1].status if ran else 0,
            )
            lacking = differences(step.shown, done.printed)
            assert not lacking, f"$ {step.command}\n{done.printed}\nlacks {lacking}"
            ran.append(done)
    return ran


def fresh() -> Mapping[str, str]:
    """The environment of a shell that was just opened, without this one's programs."""
    own = Path(sys.executable).parent
    names = [name for name in os.environ["PATH"].split(os.pathsep) if Path(name) != own]
    kept = {
        name: value for name, value in os.environ.items() if name not in ("COLUMNS", "VIRTUAL_ENV")
    }
    return {**kept, "PATH": os.pathsep.join(names)}


def ours() -> Mapping[str, str]:
    """An environment in which the gate that is tested is installed."""
    return {**fresh(), "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def run(
    command: str, folder: Path, *, environ: Mapping[str, str] | None = None, before: int = 0
) -> Ran:
    """Run a command as somebody types it; ``before`` is what ``$?`` is then."""
    typed = command.split("  #")[0]
    with tempfile.NamedTemporaryFile() as state:
        completed = subprocess.run(
            ["bash", "-c", f'(exit {before})\n{typed}\nset -- $?; env -0 >"{state.name}"; exit $1'],
            cwd=folder,
            env=environ or ours(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=600,
            check=False,
        )
        left = Path(state.name).read_text("utf-8", "surrogateescape")
    after = dict(line.split("=", 1) for line in left.split("\0") if line)
    return Ran(command, completed.stdout, completed.returncode, Path(after["PWD"]), after)


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
