"""The report for people who read it in a browser, keep it or print it: one file, no network."""

from __future__ import annotations

from dataclasses import dataclass

from ...model import Judgement
from ..base import RenderContext


@dataclass(frozen=True, slots=True)
class HtmlReporter:
    """One self-contained page for a compliance person and an auditor."""

    name: str = "html"
    description: str = "one page that needs no network, for compliance people and auditors"
    suffix: str = ".html"

    def render(self, judgement: Judgement, context: RenderContext) -> str:
        """Render the judgement as one HTML document."""
        from .page import page  # the template engine is loaded only for who asks for this format
        from .view import view

        return page(view(judgement, context))
