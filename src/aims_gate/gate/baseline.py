"""The baseline: findings that were there when a repository adopted the gate.

A text file with one line for each finding: its fingerprint, the check, and what it is about.
Sorted, without dates, paths or line numbers, so that it changes only where something was fixed, and
merges line by line. What people write after ``#`` is theirs, and kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from ..model import DecidedResult, FindingKind

FILE: Final = "aims-gate-baseline.txt"
"""Where the baseline lies unless the policy says otherwise."""

LIMIT: Final = 16 << 20
"""How much of a baseline is read, in bytes."""

_HEAD = """\
# What was wrong when this repository adopted aims-gate. It only shrinks: `aims-gate baseline` drops
# what was fixed. Fingerprint, check, what it is about.
"""
_LINE = re.compile(r"([0-9a-f]{64})[ \t]+([a-z0-9-]+)[ \t]+(\S.*?)[ \t]*(#.*)?")


class BaselineError(Exception):
    """A baseline is no baseline; the message names the line and what to do."""


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """One finding of the baseline; ``remark`` is what people wrote behind it."""

    check: str
    subject: str
    fingerprint: str
    remark: str = ""

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
        match = _LINE.fullmatch(text)
        if match is None:
            raise BaselineError(
                f"{path}:{number} is no line of a baseline: resolve the merge, or drop the line"
            )
        found.append(Known(match[2], match[3], match[1], match[4] or ""))
    return tuple(found)


def known_of(results: Iterable[DecidedResult]) -> Iterator[Known]:
    """What a run found to be wrong, as a baseline lists it."""
    for result in results:
        subject = result.result.subject
        for each in result.findings:
            if each.finding.kind is FindingKind.FAILURE:
                about = f"{subject.kind.value}:{_plain(subject.id)}"
                yield Known(result.result.check.id, about, each.fingerprint)


def render_baseline(known: Iterable[Known]) -> str:
    """The text of a baseline: each finding once, in order."""
    lines = sorted({each.fingerprint: each for each in known}.values())
    return _HEAD + "".join(f"{each}\n" for each in lines)


def _plain(text: str) -> str:
    """An id on one line, without what would begin a remark."""
    return re.sub(r"[\x00-\x20#]+", "_", text) or "_"
