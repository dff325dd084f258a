"""The scanners of this room, in the order in which their facts are put together."""

from __future__ import annotations

from ..repository.scan import Scanner
from .configuration import ConfigurationScanner
from .dependencies.scanner import DependencyScanner
from .documents import DocumentScanner
from .prompts import PromptScanner
from .python.scanner import PythonScanner
from .sources import SourceScanner
from .weights.scanner import WeightScanner

SCANNERS: tuple[Scanner, ...] = (
    DependencyScanner(),
    PythonScanner(),
    SourceScanner(),
    ConfigurationScanner(),
    WeightScanner(),
    PromptScanner(),
    DocumentScanner(),
)
