"""Run the gate as a process with bounds on its time and its memory."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from metered import metered

SECONDS = 10
MEGABYTES = 500

_FORMATS = ("json", "sarif", "junit", "github", "markdown", "csv", "gitlab")


@dataclass(frozen=True)
class Ran:
    """A run that has ended: its status, all that it printed, and the most memory it held."""

    status: int
    out: str
    err: str
    megabytes: float


def run(folder: Path, *arguments: str, **environment: str) -> Ran:
    """Run the gate on a folder; fails beyond the bounds and with a traceback."""
    variables = {"PATH": os.environ["PATH"], "XDG_CACHE_HOME": str(folder.parent / "cache")}
    gate = (sys.executable, "-I", "-m", "aims_gate", *arguments)
    with metered(gate) as meter:
        process = subprocess.Popen(
            meter.arguments,
            cwd=folder,
            env={**variables, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=(meter.descriptor,),
            start_new_session=True,
        )
        try:
            printed, complained = process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise AssertionError(f"took more than {SECONDS} s") from None
    out, err = (text.decode("utf-8", "replace") for text in (printed, complained))
    assert meter.status >= 0, f"ended by signal {-meter.status}"
    assert "Traceback" not in out + err, err
    assert "itself failed" not in err, err
    megabytes = meter.memory / 2**20
    assert megabytes <= MEGABYTES, f"held {megabytes:.0f} MB"
    return Ran(meter.status, out, err, megabytes)


def check(folder: Path, *options: str, **environment: str) -> Ran:
    """Judge a folder under everything, with every format."""
    reports = folder.parent / "reports"
    files = [f"--format={name}={reports / name}" for name in _FORMATS]
    day = ("--as-of", "2026-11-22", "--jobs", "1")
    profile = ("--profile", "certification")
    ran = run(
        folder, "check", ".", *day, *profile, "--format=console", *files, *options, **environment
    )
    for name in _FORMATS:
        if (reports / name).exists():
            assert "Traceback" not in (reports / name).read_text("utf-8")
    return ran


def printed(ran: Ran, folder: Path) -> Mapping[str, str]:
    """All that a run left anywhere: what it printed, its reports, its cache."""
    found = {"standard output": ran.out, "standard error": ran.err}
    for name in ("reports", "cache"):
        for path in (folder.parent / name).rglob("*"):
            if path.is_file():
                found[str(path)] = path.read_bytes().decode("latin-1")
    return found
