"""The baseline: findings that were there when a repository adopted the gate.

A text file with one line for each finding: its fingerprint, the check, and what it is about.
Sorted, without dates, paths or line numbers, so that it changes only where something was fixed, and
merges line by line. What people write after ``#`` is theirs, and kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

FILE: Final = "aims-gate-baseline.txt"
"""Where the baseline lies unless the policy says otherwise."""

LIMIT: Final = 16 << 20
"""How much of a baseline is read, in bytes."""

_ENTRY = re.compile(r"([0-9a-f]{64})[ \t]+([a-z0-9-]+)[ \t]+(\S.*)")


class BaselineError(Exception):
    """A baseline is no baseline; the message names the line and what to do."""


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """One finding of the baseline; ``remark`` is what people wrote behind it, ``line`` where."""

    check: str
    subject: str
    fingerprint: str
    remark: str = ""
    line: int = field(default=1, compare=False)

    def __str__(self) -> str:
        line = f"{self.fingerprint} {self.check} {self.subject}"
        return f"{line}  {self.remark}" if self.remark else line


def read_baseline(data: bytes, path: str) -> tuple[Known, ...]:
    """The findings that a baseline lists.

    Raises :class:`BaselineError` at the first line that is neither empty, a remark nor a finding.
    """
    if len(data) > LIMIT:
        raise BaselineError(f"{path} is larger than {LIMIT >> 20} MiB: begin it anew")
    found = []
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        entry, sign, remark = text.partition("#")
        match = _ENTRY.fullmatch(entry.rstrip())
        if match is None:
            raise BaselineError(
                f"{path}:{number} is no line of a baseline: resolve the merge, or drop the line"
            )
        found.append(Known(match[2], match[3], match[1], sign + remark, number))
    return tuple(found)
