"""What a test of a check or a plugin needs: repositories in memory, and a whole run on one.

Most checks need less: call the check with evidence that the test builds, and look at the
findings.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from .gate import Kit, Request, dossier_of, run
from .model import Evidence, Judgement
from .plugins import load_offer
from .repository import Snapshot, memory_snapshot

E = TypeVar("E", bound=Evidence)

AS_OF = date(2026, 11, 22)
"""The day on which :func:`judge` judges unless told otherwise."""


def repository(files: Mapping[str, str | bytes]) -> Snapshot:
    """A repository in memory: path → content; without git, so without history."""
    contents = {
        path: content.encode("utf-8") if isinstance(content, str) else content
        for path, content in files.items()
    }
    return memory_snapshot(contents)


def collect(kind: type[E], files: Mapping[str, str | bytes], *, as_of: date = AS_OF) -> E:
    """Evidence of one type, collected from a repository in memory by the gate's own collectors.

    Raises :class:`~aims_gate.model.NotAssessed` if it cannot be had.
    """
    request = Request(snapshot=repository(files), as_of=as_of)
    return dossier_of(request, load_offer(installed=False).kit)[kind]


def judge(
    files: Mapping[str, str | bytes], *, kit: Kit | None = None, as_of: date = AS_OF, **options: Any
) -> Judgement:
    """Judge a repository in memory with the gate's own checks, or those of ``kit``.

    ``options`` are further fields of :class:`~aims_gate.gate.Request`.
    """
    chosen = kit or load_offer(installed=False).kit
    return run(Request(snapshot=repository(files), as_of=as_of, **options), chosen)
