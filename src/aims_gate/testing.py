"""What a test of a check or a plugin needs: repositories in memory, and a whole run on one.

Most checks need less: call the check with evidence that the test builds, and look at the
findings.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from .gate import Kit, Request, run
from .model import Judgement
from .plugins import load_offer
from .repository import Snapshot, memory_snapshot

AS_OF = date(2026, 11, 22)
"""The day on which :func:`judge` judges unless told otherwise."""


def repository(files: Mapping[str, str | bytes]) -> Snapshot:
    """A repository in memory: path → content; without git, so without history."""
    contents = {
        path: content.encode("utf-8") if isinstance(content, str) else content
        for path, content in files.items()
    }
    return memory_snapshot(contents)


def judge(
    files: Mapping[str, str | bytes], *, kit: Kit | None = None, as_of: date = AS_OF, **options: Any
) -> Judgement:
    """Judge a repository in memory with the gate's own checks, or those of ``kit``.

    ``options`` are further fields of :class:`~aims_gate.gate.Request`.
    """
    chosen = kit or load_offer(installed=False).kit
    return run(Request(snapshot=repository(files), as_of=as_of, **options), chosen)
