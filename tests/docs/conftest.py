"""The browser and the accessibility engine are those that look at the HTML report."""

from ..reporters.html.conftest import axe, browser

__all__ = ["axe", "browser"]
