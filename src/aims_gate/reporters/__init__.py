"""Output formats: each renders a judgement and decides nothing."""

from .base import RenderContext, Reporter
from .console import ConsoleReporter
from .json_report import JsonReporter
from .junit import STRICT, JUnitReporter
from .sarif import SarifReporter

BUILT_IN: tuple[Reporter, ...] = (
    ConsoleReporter(),
    JsonReporter(),
    SarifReporter(),
    JUnitReporter(),
    STRICT,
)

__all__ = [
    "BUILT_IN",
    "ConsoleReporter",
    "JUnitReporter",
    "JsonReporter",
    "RenderContext",
    "Reporter",
    "SarifReporter",
]
