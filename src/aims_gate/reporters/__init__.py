"""Output formats: each renders a judgement and decides nothing."""

from .base import PipelineRun, RenderContext, Reporter
from .console import ConsoleReporter
from .csv_report import CsvReporter
from .github import GitHubReporter
from .gitlab import GitLabReporter
from .html import HtmlReporter
from .json_report import JsonReporter
from .junit import STRICT, JUnitReporter
from .markdown import MarkdownReporter
from .sarif import SarifReporter
from .sarif_audit import SarifAuditReporter
from .stated import Stated, what_is_stated

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
    HtmlReporter(),
    CsvReporter(),
)

__all__ = [
    "BUILT_IN",
    "ConsoleReporter",
    "CsvReporter",
    "GitHubReporter",
    "GitLabReporter",
    "HtmlReporter",
    "JUnitReporter",
    "JsonReporter",
    "MarkdownReporter",
    "PipelineRun",
    "RenderContext",
    "Reporter",
    "SarifAuditReporter",
    "SarifReporter",
    "Stated",
    "what_is_stated",
]
