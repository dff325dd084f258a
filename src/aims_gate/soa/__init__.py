"""The Statement of Applicability with the evidence behind each row, in several formats.

It shows what the statement says beside what the gate saw, and decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from .as_html import as_html
from .as_markdown import as_markdown
from .as_table import as_csv, as_json
from .rendering import Rendering, StatedControl, rendering

FORMATS: Final[Mapping[str, Callable[[Rendering], str]]] = {
    "markdown": as_markdown,
    "html": as_html,
    "csv": as_csv,
    "json": as_json,
}
"""Each format, and what renders it."""

__all__ = ["FORMATS", "Rendering", "StatedControl", "rendering"]
