"""Asks the gate, in a process of its own, and takes its report."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

SCHEMA_VERSION: Final = 1
"""The shape of report that is understood: `aims-gate schema report`."""

_LAST_LINES: Final = 20


class NoReport(Exception):  # noqa: N818 - it is an answer: the gate could not begin to judge
    """There is no report; the message says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the gate said: a report in JSON, or without one what it said instead."""

    report: str
    said: str

    def read(self) -> Mapping[str, Any]:
        """The report. Raises :class:`NoReport` where there is none that can be read."""
        try:
            report = json.loads(self.report)
        except ValueError:
            raise NoReport(self.said or "aims-gate ended without a report") from None
        version = report.get("schema_version") if isinstance(report, dict) else None
        if version != SCHEMA_VERSION:
            raise NoReport(
                f"aims-gate wrote a report of version {version}, and pytest-aims-gate reads "
                f"version {SCHEMA_VERSION}: install releases of both that go together"
            )
        return dict(report)


def ask(folder: Path, options: Sequence[str]) -> Answer:
    """Run ``aims-gate check`` in a folder.

    The gate has a process of its own: neither the warnings, modules nor settings of the tests
    reach it, nor its own the tests. It imports nothing from the folder.
    """
    command = [sys.executable, "-E", "-P", "-m", "aims_gate", "check", "--format=json", *options]
    completed = subprocess.run(
        command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    said = completed.stderr.decode("utf-8", "replace").strip()
    last = "\n".join(said.splitlines()[-_LAST_LINES:])
    return Answer(completed.stdout.decode("utf-8", "replace"), last)
