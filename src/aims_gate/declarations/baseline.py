"""The baseline: findings that were there when a repository adopted the gate.

A text file with one line for each finding: its fingerprint, the check, what it is about, and how
severe it was when it was taken up (older files do not say). Sorted, without dates, paths or line
numbers, so that it changes only where something was fixed, and merges line by line. What people
write after ``#`` is theirs, and kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from ..model import Severity

FILE: Final = "aims-gate-baseline.txt"
"""Where the baseline lies unless the policy says otherwise."""

LIMIT: Final = 16 << 20
"""How much of a baseline is read, in bytes."""

_SEVERITIES: Final = frozenset(Severity)
_ENTRY = re.compile(r"([0-9a-f]{64})[ \t]+([a-z0-9-]+)[ \t]+(\S.*)")


class BaselineError(Exception):
    """A baseline is no baseline; the message names the line and what to do."""


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """One finding of the baseline; ``remark`` is what people wrote behind it, ``line`` where.

    ``severity`` is how severe it may be; ``None`` where nobody has said so.
    """

    check: str
    subject: str
    fingerprint: str
    remark: str = ""
    line: int = field(default=1, compare=False)
    severity: Severity | None = field(default=None, compare=False)

    def __str__(self) -> str:
        line = f"{self.fingerprint} {self.check} {self.subject}"
        line = f"{line} {self.severity}" if self.severity else line
        return f"{line}  {self.remark}" if self.remark else line


def read_baseline(data: bytes, path: str) -> tuple[Known, ...]:
    """The findings that a baseline lists.

    Raises :class:`BaselineError` at the first line that is neither empty, a remark nor a finding.
    """
    if len(data) > LIMIT:
        raise BaselineError(f"{path} is larger than {LIMIT >> 20} MiB: begin it anew")
    found = []
    # Lines end where editors and reviewers see them end: no other character begins an entry.
    for number, line in enumerate(data.decode("utf-8-sig", "replace").split("\n"), start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        entry, sign, remark = text.partition("#")
        match = _ENTRY.fullmatch(entry.rstrip())
        if match is None:
            raise BaselineError(
                f"{path}:{number} is no line of a baseline: resolve the merge, or drop the line"
            )
        subject, severity = _severity_of(match[3])
        found.append(Known(match[2], subject, match[1], sign + remark, number, severity))
    return tuple(found)


def severities(known: Iterable[Known]) -> dict[str, Severity | None]:
    """How severe each finding may be, by fingerprint; of several lines the strictest counts."""
    found: dict[str, Severity | None] = {}
    for each in known:
        before = found.get(each.fingerprint, each.severity)
        found[each.fingerprint] = stricter(before, each.severity)
    return found


def stricter(one: Severity | None, other: Severity | None) -> Severity | None:
    """Which of two allows less; ``None`` allows everything."""
    if one is None or other is None:
        return one or other
    return min(one, other, key=lambda each: each.rank)


def _severity_of(text: str) -> tuple[str, Severity | None]:
    """What a finding is about, and the severity that may follow it."""
    subject, *last = text.rsplit(None, 1)
    if last and last[0] in _SEVERITIES:
        return subject, Severity(last[0])
    return text, None
