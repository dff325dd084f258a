"""The statement as one HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Final

from ..model import Status
from ..text.escaping import one_line
from . import wording
from .rendering import Rendering, StatedControl

_STYLE: Final = """\
body { font: 16px/1.45 system-ui, sans-serif; margin: 2rem; color: #1b1b1b; background: #fff; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; padding-bottom: .5rem; }
th, td { border: 1px solid #c5c5c5; padding: .4rem .6rem; text-align: left; vertical-align: top; }
thead th { background: #f0f0f0; position: sticky; top: 0; }
ul { margin: 0; padding-left: 1.1rem; }
.gaps { background: #fdecea; }
.evidenced { background: #e8f4ea; }
@media print { body { margin: 0; font-size: 10px; } thead th { position: static; } }
"""
_CLASS: Final[Mapping[Status | None, str]] = {
    Status.NONCONFORMING: ' class="gaps"',
    Status.EVIDENCED: ' class="evidenced"',
}


def as_html(rendered: Rendering) -> str:
    """Render a page with a table, a row per control; colour says nothing that words do not."""
    return "\n".join(_lines(rendered)) + "\n"


def _lines(rendered: Rendering) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{wording.TITLE}: {_text(rendered.repository)}</title>"
    yield f"<style>\n{_STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield f"<h1>{wording.TITLE}</h1>"
    yield f"<p>{_text(wording.origin(rendered))}</p>"
    yield f"<p>{_text(rendered.summary)} {wording.DISCLAIMER}</p>"
    yield "<table>"
    yield "<caption>What the statement says of each control, and what the gate saw</caption>"
    header = "".join(f'<th scope="col">{name}</th>' for name in wording.HEADER)
    yield f"<thead><tr>{header}</tr></thead>"
    yield "<tbody>"
    for control in rendered.controls:
        yield _row(control)
    yield "</tbody>"
    yield "</table>"
    yield "</body>"
    yield "</html>"


def _row(control: StatedControl) -> str:
    kind = _CLASS.get(control.status, "")
    cells = (
        f'<th scope="row">{_text(wording.name(control))}</th>',
        f"<td>{wording.applies(control)}</td>",
        f"<td>{_text(wording.reasons(control))}</td>",
        f"<td>{_text(control.stated)}</td>",
        f"<td>{_listed(control.cited)}</td>",
        f"<td{kind}>{_text(control.seen)}</td>",
        f"<td>{_listed(wording.found(control))}</td>",
        f"<td>{_listed(wording.failures(control))}</td>",
    )
    return f"<tr>{''.join(cells)}</tr>"


def _listed(texts: Iterable[str]) -> str:
    items = "".join(f"<li>{_text(text)}</li>" for text in texts)
    return f"<ul>{items}</ul>" if items else ""


def _text(text: str) -> str:
    return escape(one_line(text))
