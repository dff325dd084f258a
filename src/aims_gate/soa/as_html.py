"""The statement as one HTML page that needs nothing else."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Final

from ..model import Status
from ..text.escaping import one_line
from . import wording
from .rendering import Rendering, StatedControl

_STYLE: Final = """\
:root {
  color-scheme: light dark;
  --paper: #fff; --ink: #1b1f27; --soft: #505866; --line: #d9dde5; --head: #eff1f4;
  --bad: #8a1c14; --bad-soft: #fde4e1; --good: #0f5132; --good-soft: #dcf1e4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #1a1e25; --ink: #e8eaee; --soft: #a9b1be; --line: #343b47; --head: #262c36;
    --bad: #ffb9b1; --bad-soft: #45201d; --good: #a6e3bf; --good-soft: #17352a;
  }
}
body {
  font: 1rem/1.45 system-ui, sans-serif; margin: 2rem auto; padding: 0 1.25rem; max-width: 90rem;
  color: var(--ink); background: var(--paper); overflow-wrap: anywhere;
}
table { border-collapse: collapse; table-layout: fixed; width: 100%; font-size: .9rem; }
caption { text-align: left; padding-bottom: .5rem; color: var(--soft); }
th, td { border: 1px solid var(--line); padding: .4rem .6rem; text-align: left; }
th, td { vertical-align: top; }
thead th { background: var(--head); position: sticky; top: 0; }
thead th:nth-child(1) { width: 12%; }
thead th:nth-child(2) { width: 4.8em; }
thead th:nth-child(3) { width: 20%; }
thead th:nth-child(4) { width: 7.7em; }
thead th:nth-child(6) { width: 8em; }
thead th:nth-child(8) { width: 13%; }
ul { margin: 0; padding-left: 1rem; font-size: .93em; }
.gaps { background: var(--bad-soft); color: var(--bad); }
.evidenced { background: var(--good-soft); color: var(--good); }
@media screen and (max-width: 60rem) {
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, caption, tbody, tr, th, td { display: block; }
  tr { border: 1px solid var(--line); border-radius: 8px; margin: 0 0 .75rem; padding: .4rem 0; }
  th, td { border: 0; padding: .2rem .75rem; }
  td:empty { display: none; }
  td::before { content: attr(data-label) ": "; color: var(--soft); }
}
@media print {
  @page { size: landscape; margin: 12mm; }
  :root {
    color-scheme: light; --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --head: #f0f0f0;
    --bad: #8a1c14; --bad-soft: #fdecea; --good: #0f5132; --good-soft: #e8f5ec;
  }
  body { margin: 0; padding: 0; max-width: none; font-size: 9pt; }
  thead th { position: static; }
  tr { break-inside: avoid; }
  .gaps, .evidenced { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
_DIGEST: Final = base64.b64encode(hashlib.sha256(f"\n{_STYLE}".encode()).digest()).decode()
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
    yield (
        '<meta http-equiv="Content-Security-Policy" '
        f"content=\"default-src 'none'; style-src 'sha256-{_DIGEST}'\">"
    )
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{wording.TITLE}: {_text(rendered.repository)}</title>"
    yield f"<style>\n{_STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield "<main>"
    yield f"<h1>{wording.TITLE}</h1>"
    yield f"<p>{_text(wording.origin(rendered))}</p>"
    yield f"<p>{_text(rendered.summary)} {wording.DISCLAIMER}</p>"
    yield '<table role="table">'
    yield "<caption>What the statement says of each control, and what the gate saw</caption>"
    header = "".join(f'<th role="columnheader" scope="col">{name}</th>' for name in wording.HEADER)
    yield f'<thead role="rowgroup"><tr role="row">{header}</tr></thead>'
    yield '<tbody role="rowgroup">'
    for control in rendered.controls:
        yield _row(control)
    yield "</tbody>"
    yield "</table>"
    yield "</main>"
    yield "</body>"
    yield "</html>"


def _row(control: StatedControl) -> str:
    texts = (
        wording.applies(control),
        _text(wording.reasons(control)),
        _text(control.stated),
        _listed(control.cited),
        _text(control.seen),
        _listed(wording.found(control)),
        _listed(wording.failures(control)),
    )
    kinds = {"Seen by the gate": _CLASS.get(control.status, "")}
    cells = "".join(
        f'<td role="cell"{kinds.get(name, "")} data-label="{name}">{text}</td>'
        for name, text in zip(wording.HEADER[1:], texts, strict=True)
    )
    name = _text(wording.name(control))
    return f'<tr role="row"><th role="rowheader" scope="row">{name}</th>{cells}</tr>'


def _listed(texts: Iterable[str]) -> str:
    items = "".join(f"<li>{_text(text)}</li>" for text in texts)
    return f"<ul>{items}</ul>" if items else ""


def _text(text: str) -> str:
    return escape(one_line(text))
