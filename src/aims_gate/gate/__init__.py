"""From a snapshot to a verdict: the only place that decides."""

from .decide import Decision, decide, summarise
from .rules import Rules, UnknownCheckError, unknown_check
from .run import ROOTS, Examined, Kit, Request, dossier_of, examine, run

__all__ = [
    "ROOTS",
    "Decision",
    "Examined",
    "Kit",
    "Request",
    "Rules",
    "UnknownCheckError",
    "decide",
    "dossier_of",
    "examine",
    "run",
    "summarise",
    "unknown_check",
]
