"""The page of a check, a control or a clause: one content, as plain text and as Markdown."""

from .content import check_page, control_page
from .forms import as_markdown, as_text
from .page import Fact, Kind, Page, Reference, Section

__all__ = [
    "Fact",
    "Kind",
    "Page",
    "Reference",
    "Section",
    "as_markdown",
    "as_text",
    "check_page",
    "control_page",
]
