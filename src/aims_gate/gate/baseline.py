"""What a run found, as a baseline lists it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..declarations.baseline import Known, stricter
from ..model import DecidedResult, FindingKind
from .exempt import COMPARING

_HEAD = """\
# What was wrong when this repository adopted aims-gate. It only shrinks: `aims-gate baseline` drops
# what was fixed. Fingerprint, check, what it is about, how severe.
"""


def known_of(results: Iterable[DecidedResult]) -> Iterator[Known]:
    """What a run found to be wrong, as a baseline lists it: with nothing that a change did.

    Of findings that cannot be told apart it is the most severe.
    """
    found: dict[str, Known] = {}
    for known in _failures(results):
        before = found.setdefault(known.fingerprint, known)
        if has_grown(before, known):
            found[known.fingerprint] = known
    yield from found.values()


def _failures(results: Iterable[DecidedResult]) -> Iterator[Known]:
    for result in results:
        if result.result.check.id in COMPARING:
            continue
        subject = result.result.subject
        for each in result.findings:
            if each.finding.kind is FindingKind.FAILURE:
                about = f"{subject.kind.value}:{_plain(subject.id)}"
                yield Known(result.result.check.id, about, each.fingerprint, severity=each.severity)


def shrunk(old: Known, now: Known) -> Known:
    """A finding that is still there: known for what it was, or for less if it is less now."""
    return replace(old, severity=stricter(old.severity, now.severity))


def has_grown(old: Known, now: Known) -> bool:
    """Whether a finding is more severe than the baseline knows it."""
    return stricter(old.severity, now.severity) != now.severity


def render_baseline(known: Iterable[Known]) -> str:
    """The text of a baseline: each finding once, in order."""
    lines = sorted({each.fingerprint: each for each in known}.values())
    return _HEAD + "".join(f"{each}\n" for each in lines)


def _plain(text: str) -> str:
    """An id on one line, without what would begin a remark."""
    return re.sub(r"[\x00-\x20#]+", "_", text) or "_"
