"""HTML, reStructuredText and notebooks, rewritten as Markdown lines that know where they stood."""

from __future__ import annotations

import json
import re

from .data_files import Unparsable, load_json
from .markdown import read_markdown
from .outline import Outline
from .text import plain

_TOKEN = re.compile(r"<!--|<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})[^<>]{0,4000}>|[^<]+|<")
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|nbsp|#39|#x27|apos|mdash|ndash|rsquo|lsquo);")
_ENTITIES = {
    "&amp;": "&",
    "&lt;": "<",
    "&gt;": ">",
    "&quot;": '"',
    "&nbsp;": " ",
    "&#39;": "'",
    "&#x27;": "'",
    "&apos;": "'",
    "&mdash;": "—",
    "&ndash;": "–",
    "&rsquo;": "’",
    "&lsquo;": "‘",
}
_SILENT = frozenset({"script", "style", "svg", "template", "noscript"})
_BLOCKS = frozenset("p div section article li ul ol table br dl dd header footer main hr".split())
_ADORNMENT = re.compile(r"^([=\-~^\"'`#*+.:_])\1{2,}\s*$")
_FIELD = re.compile(r"^\s{0,4}:([^:\n]{1,60}):(?:\s+(.*))?$")
_DIRECTIVE = re.compile(r"^(\s*)\.\.(?:\s|$)")
_ROLE_LINK = re.compile(r"`([^`<>]{1,200}) <([^<>`\s]{1,400})>`__?")
_ROLE = re.compile(r":[a-z:+-]{1,30}:`([^`]{1,200})`")
_KEPT_DIRECTIVES = ("note", "warning", "important", "caution", "tip", "attention", "list-table")


def read_html(text: str) -> Outline:
    """Read HTML into an outline: headings, bold labels, definition lists and tables."""
    rewriter = _HtmlRewriter()
    rewriter.rewrite(text)
    outline = read_markdown("\n".join(rewriter.lines))
    return outline.moved(rewriter.numbers, text.count("\n") + 1)


class _HtmlRewriter:
    """Turns a stream of tags and text into Markdown lines."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.numbers: list[int] = []
        self.line = 1
        self.silent = ""
        self.cells: list[str] | None = None
        self.header = False
        self.text: list[str] = []
        self.started = 1

    def rewrite(self, text: str) -> None:
        at = 0
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                break
            at = match.end()
            token = match[0]
            if token == "<!--":
                end = text.find("-->", at)
                end = len(text) if end < 0 else end + 3
                token, at = text[match.start() : end], end
            elif match[2]:
                self._tag(match[2].lower(), closing=bool(match[1]))
            elif not self.silent:
                if not self.text:
                    self.started = self.line + token[: len(token) - len(token.lstrip())].count("\n")
                self.text.append(token)
            self.line += token.count("\n")
        self._flush()

    def _tag(self, tag: str, *, closing: bool) -> None:
        if self.silent:
            if closing and tag == self.silent:
                self.silent = ""
            return
        if tag in _SILENT and not closing:
            self.silent = tag
        elif len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self._flush("#" * int(tag[1]) + " " if closing else "")
        elif tag in {"title", "caption", "summary", "dt"}:
            self._flush("###### " if closing and tag != "title" else "", drop=tag == "title")
        elif tag in {"b", "strong"}:
            self.text.append("**")
        elif tag in {"td", "th"}:
            self._cell(closing=closing, header=tag == "th")
        elif tag == "tr":
            self._row(closing=closing)
        elif tag in _BLOCKS and self.cells is None:
            self._flush()

    def _cell(self, *, closing: bool, header: bool) -> None:
        if self.cells is None:
            self._row(closing=False)
        if closing and self.cells is not None:
            self.cells.append(" ".join(self._take().replace("|", "/").split()))
            self.header = self.header or header

    def _row(self, *, closing: bool) -> None:
        if closing and self.cells is not None:
            cells, self.cells = self.cells, None
            self._write("| " + " | ".join(cells) + " |", self.line)
            if self.header and len(cells) > 2:
                self._write("|" + "---|" * len(cells), self.line)
            self.header = False
        elif not closing:
            self._flush()
            self.cells = []

    def _take(self) -> str:
        text, self.text = "".join(self.text), []
        return _ENTITY.sub(lambda match: _ENTITIES[match[0]], text)

    def _flush(self, prefix: str = "", *, drop: bool = False) -> None:
        text = " ".join(self._take().split())
        if text.replace("*", "") and not drop:
            if prefix:
                self._write("", self.started)
            self._write(prefix + text, self.started)
            self._write("", self.started)

    def _write(self, line: str, number: int) -> None:
        self.lines.append(line)
        self.numbers.append(number)


def read_rst(text: str) -> Outline:
    """Read reStructuredText into an outline: underlined titles, fields, bold labels."""
    source = text.split("\n")
    lines: list[str] = []
    levels: dict[str, int] = {}
    skipped = -1
    for at, raw in enumerate(source):
        line = raw[:20_000]
        if skipped >= 0:
            indent = len(line) - len(line.lstrip())
            if not line.strip() or indent > skipped:
                lines.append("")
                continue
            skipped = -1
        directive = _DIRECTIVE.match(line)
        if directive:
            words = line.strip(" .")
            if not words.startswith(_KEPT_DIRECTIVES):
                skipped = len(directive[1])
            lines.append("")
            continue
        lines.append(_rst_line(line, source, at, lines, levels))
    return read_markdown("\n".join(lines)).moved(range(1, len(lines) + 1), len(lines))


def _rst_line(
    line: str, source: list[str], at: int, done: list[str], levels: dict[str, int]
) -> str:
    adornment = _ADORNMENT.match(line)
    if adornment:
        before = source[at - 1].rstrip() if at else ""
        if before and len(line.rstrip()) >= len(before) - 1 and not _ADORNMENT.match(before):
            over = at > 1 and bool(_ADORNMENT.match(source[at - 2]))
            level = levels.setdefault(adornment[1] + "=" * over, min(6, len(levels) + 1))
            done[-1] = "#" * level + " " + plain(before.strip())
        return ""
    field = _FIELD.match(line)
    if field:
        return f"**{field[1]}:** {field[2] or ''}"
    if "`" in line:
        line = _ROLE.sub(r"\1", _ROLE_LINK.sub(r"[\1](\2)", line))
    return line


def read_notebook(text: str) -> Outline:
    """Read the Markdown cells of a notebook; raises :class:`Unparsable`."""
    notebook = load_json(text)
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        raise Unparsable("it has no cells")
    lines: list[str] = []
    numbers: list[int] = []
    at, number = 0, 1
    for cell in cells:
        if not isinstance(cell, dict) or cell.get("cell_type") != "markdown":
            continue
        source = cell.get("source")
        pieces = source if isinstance(source, list) else [source]
        for piece in pieces:
            if not isinstance(piece, str):
                continue
            found = text.find(json.dumps(piece, ensure_ascii=False)[1:30], at)
            if found >= 0:
                number += text.count("\n", at, found)
                at = found
            for line in piece.rstrip("\n").split("\n"):
                lines.append(line)
                numbers.append(number)
        lines.append("")
        numbers.append(number)
    return read_markdown("\n".join(lines)).moved(numbers or [1], text.count("\n") + 1)
