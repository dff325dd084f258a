"""From a snapshot to a verdict: the only place that decides."""

from ..declarations.baseline import FILE, BaselineError, Known, read_baseline
from .baseline import has_grown, known_of, render_baseline, shrunk
from .decide import Decision, decide, summarise
from .exempt import Exemptions
from .request import ROOTS, Kit, Request
from .rules import Rules, UnknownCheckError, unknown_check
from .run import Examined, examine, run
from .supply import dossier_of

__all__ = [
    "FILE",
    "ROOTS",
    "BaselineError",
    "Decision",
    "Examined",
    "Exemptions",
    "Kit",
    "Known",
    "Request",
    "Rules",
    "UnknownCheckError",
    "decide",
    "dossier_of",
    "examine",
    "has_grown",
    "known_of",
    "read_baseline",
    "render_baseline",
    "run",
    "shrunk",
    "summarise",
    "unknown_check",
]
