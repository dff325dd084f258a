"""Typed injection of evidence into checks, running them, and what their findings come to."""

from .assess import assess
from .coverage import Excluded, coverage, reach, set_aside, touched_by
from .dossier import Collector, Crashed, Dossier, EngineError, Registry

__all__ = [
    "Collector",
    "Crashed",
    "Dossier",
    "EngineError",
    "Excluded",
    "Registry",
    "assess",
    "coverage",
    "reach",
    "set_aside",
    "touched_by",
]
