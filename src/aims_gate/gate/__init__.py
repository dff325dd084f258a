"""From a snapshot to a verdict: the only place that decides."""

from .decide import Decision, decide, summarise
from .rules import Rules, UnknownCheckError, unknown_check
from .run import ROOTS, Kit, Request, dossier_of, run

__all__ = [
    "ROOTS",
    "Decision",
    "Kit",
    "Request",
    "Rules",
    "UnknownCheckError",
    "decide",
    "dossier_of",
    "run",
    "summarise",
    "unknown_check",
]
