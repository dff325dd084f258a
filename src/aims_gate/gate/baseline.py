"""What a run found, as a baseline lists it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..declarations.baseline import Known
from ..model import DecidedResult, FindingKind
from .exempt import COMPARING

_HEAD = """\
# What was wrong when this repository adopted aims-gate. It only shrinks: `aims-gate baseline` drops
# what was fixed. Fingerprint, check, what it is about.
"""


def known_of(results: Iterable[DecidedResult]) -> Iterator[Known]:
    """What a run found to be wrong, as a baseline lists it: with nothing that a change did."""
    for result in results:
        if result.result.check.id in COMPARING:
            continue
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
