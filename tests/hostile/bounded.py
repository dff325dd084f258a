"""Run the gate as a process with bounds on its time and its memory."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

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
    process = subprocess.Popen(
        [sys.executable, "-I", "-m", "aims_gate", *arguments],
        cwd=folder,
        env={**variables, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    late = threading.Timer(SECONDS, process.kill)
    late.start()
    streams: dict[str, bytes] = {}
    readers = [
        threading.Thread(target=_drain, args=(streams, name, process))
        for name in ("stdout", "stderr")
    ]
    for reader in readers:
        reader.start()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    late.cancel()
    for reader in readers:
        reader.join()
    out, err = (streams[name].decode("utf-8", "replace") for name in ("stdout", "stderr"))
    assert process.returncode >= 0, f"ended by signal {-process.returncode}: over {SECONDS} s?"
    assert "Traceback" not in out + err, err
    assert "itself failed" not in err, err
    held = usage.ru_maxrss / 1024
    assert held <= MEGABYTES, f"held {held:.0f} MB"
    return Ran(process.returncode, out, err, held)


def _drain(streams: dict[str, bytes], name: str, process: subprocess.Popen[bytes]) -> None:
    with getattr(process, name) as stream:
        streams[name] = stream.read()


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
