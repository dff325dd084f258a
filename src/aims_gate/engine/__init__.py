"""Typed injection of evidence into checks, running them, and what their findings come to."""

from .assess import assess
from .coverage import coverage, reach, touched_by
from .dossier import Collector, Crashed, Dossier, EngineError, Registry

__all__ = [
    "Collector",
    "Crashed",
    "Dossier",
    "EngineError",
    "Registry",
    "assess",
    "coverage",
    "reach",
    "touched_by",
]
