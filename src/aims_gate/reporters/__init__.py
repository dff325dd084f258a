"""Output formats: each renders a judgement and decides nothing."""

from .base import RenderContext, Reporter
from .console import ConsoleReporter
from .csv_report import CsvReporter
from .github import GitHubReporter
from .gitlab import GitLabReporter
from .json_report import JsonReporter
from .junit import STRICT, JUnitReporter
from .markdown import MarkdownReporter
from .sarif import SarifReporter
from .sarif_audit import SarifAuditReporter

BUILT_IN: tuple[Reporter, ...] = (
    ConsoleReporter(),
    JsonReporter(),
    SarifReporter(),
    SarifAuditReporter(),
    JUnitReporter(),
    STRICT,
    GitLabReporter(),
    GitHubReporter(),
    MarkdownReporter(),
    CsvReporter(),
)

__all__ = [
    "BUILT_IN",
    "ConsoleReporter",
    "CsvReporter",
    "GitHubReporter",
    "GitLabReporter",
    "JUnitReporter",
    "JsonReporter",
    "MarkdownReporter",
    "RenderContext",
    "Reporter",
    "SarifAuditReporter",
    "SarifReporter",
]
