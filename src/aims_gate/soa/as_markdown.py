"""The statement as Markdown, for reviews and wikis."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..text.escaping import one_line
from . import wording
from .rendering import Rendering, StatedControl

_ACTIVE = re.compile(r"[\\`*_\[\]<>|~&]")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}


def as_markdown(rendered: Rendering) -> str:
    """Render a heading, a summary, and a table with a row per control."""
    lines = [
        f"# {wording.TITLE}",
        "",
        _text(wording.origin(rendered)),
        "",
        f"{rendered.summary} {wording.DISCLAIMER}",
        "",
        f"| {' | '.join(wording.HEADER)} |",
        f"|{' --- |' * len(wording.HEADER)}",
        *(f"| {' | '.join(_cells(control))} |" for control in rendered.controls),
    ]
    return "\n".join(lines) + "\n"


def _cells(control: StatedControl) -> tuple[str, ...]:
    return (
        _text(wording.name(control)),
        wording.applies(control),
        _text(wording.reasons(control)),
        _text(control.stated),
        _listed(control.cited),
        _text(control.seen),
        _listed(wording.found(control)),
        _listed(wording.failures(control)),
    )


def _listed(texts: Iterable[str]) -> str:
    return "<br>".join(_text(text) for text in texts)


def _text(text: str) -> str:
    """Text in which no character means anything to Markdown or HTML."""
    return _ACTIVE.sub(lambda match: _ENTITIES.get(match[0], f"\\{match[0]}"), one_line(text))
