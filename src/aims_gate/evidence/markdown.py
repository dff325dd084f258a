"""Markdown to outline, by lines: in time linear in the text, whatever is in it."""

from __future__ import annotations

import re
from types import MappingProxyType

from .outline import ITEM, LABEL, RUN_IN, Outline, Part, Table
from .text import plain

_HEADING = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+|$)(.*)$")
_TIGHT_HEADING = re.compile(r"^(#{1,6})([A-Z*].{0,120})$")
_HTML_HEADING = re.compile(r"^\s*<h([1-6])\b[^<>]*>(.*?)(?:</h[1-6]>|$)", re.IGNORECASE)
_SUMMARY = re.compile(r"<summary[^<>]*>([^<]*)</", re.IGNORECASE)
_FENCE = re.compile(r"^[ >]{0,12}(?:[-*+] )?(`{3,}|~{3,})\s*\{?\.?([\w+-]*)")
_BULLET = r"\s*(?:>\s*)?(?:[-*+•]\s+|\(?\d{1,3}[.)]\s+|\[[ xX]\]\s+){0,2}"
_RUN_IN = re.compile(rf"^({_BULLET})(\*\*|__)(?=\S)([^*\n]{{1,200}}?)\2\s*(.*)$")
_LABEL = re.compile(rf"^({_BULLET})([^\s:|#<*`\[][^:：|#<>*`=\[\]]{{1,58}})[:：](?:\s+|$)(\S.*)?$")
_PLAIN_HEADING = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,3}[.)]? +[^\W\d_][^.;,!?|]{2,70})$")
_STRONG_TAG = re.compile(r"</?(?:b|strong)>", re.IGNORECASE)
_CELL_TAG = re.compile(r"</?(?:td|th)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,400}>")
_RULE = re.compile(r"^[\s|:+=-]+$")
_KEY = re.compile(r"^([A-Za-z_][\w .-]{0,60}?)\s*:(?:\s+(.*))?$")
_PROSE_FENCES = frozenset({"", "text", "txt", "plain", "plaintext", "md", "markdown", "table"})
MAXIMUM_LINE = 20_000
_MOST_PARTS = 10_000
_LABEL_WORDS = 6
_STATEMENT_WORDS = 12
_LONG_STATEMENT = 16


def read_markdown(text: str) -> Outline:
    """Read Markdown, with or without front matter, into an outline."""
    lines = text.split("\n")
    _unwrap(lines)
    front, start = read_front_matter(lines)
    return _Reader().read(lines, front, start)


def _unwrap(lines: list[str]) -> None:
    """Blank the fence around a text that stands whole in a block of Markdown."""
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    match = _FENCE.match(lines[first]) if lines else None
    if match and match[2].lower() in {"md", "markdown"}:
        lines[first] = ""
        last = next((at for at in range(len(lines) - 1, first, -1) if lines[at].strip()), first)
        if lines[last].strip() == match[1]:
            lines[last] = ""


def read_front_matter(lines: list[str]) -> tuple[dict[str, tuple[str, ...]], int]:
    """Read the scalar and list values of YAML front matter; also the index of the line after it.

    Nested values are kept under the outermost key. It needs no YAML library and cannot fail.
    """
    if not lines or lines[0].strip() not in {"---", "+++"}:
        return {}, 0
    fence = lines[0].strip()
    for end in range(1, min(len(lines), 2000)):
        if lines[end].strip() in {fence, "..."}:
            break
    else:
        return {}, 0
    values: dict[str, list[str]] = {}
    key = ""
    for line in lines[1:end]:
        match = _KEY.match(line.replace(" = ", ": ", 1) if fence == "+++" else line)
        if match:
            key = match[1].lower()
            values.setdefault(key, [])
            _keep(values[key], match[2] or "")
        elif key and line.strip() and not line.lstrip().startswith("#"):
            _keep(values[key], line.strip().removeprefix("- ").strip())
    return {name: tuple(items) for name, items in values.items()}, end + 1


def _keep(items: list[str], value: str) -> None:
    value = value.strip()
    if not value.startswith(('"', "'")):  # within quotes a number sign is a character like others
        value = "" if value.startswith("#") else value.partition(" #")[0].rstrip()
    if value.startswith("[") and value.endswith("]") and "{{" not in value:
        items.extend(part.strip(" '\"") for part in value[1:-1].split(",") if part.strip())
    elif value and value not in {"|", ">", "|-", ">-"}:
        items.append(value.strip("'\""))


def _is_label(label: str, rest: str) -> bool:
    """Whether bold words without a colon are a label: a new sentence starts after them."""
    return label[:1].isupper() and len(label.split()) <= 5 and (rest[0].isupper() or rest[0] == "[")


def _is_statement(heading: str) -> bool:
    """Whether a heading is a whole statement: marked as one only for its size."""
    words = heading.count(" ") + 1
    if words < _STATEMENT_WORDS or heading.rstrip(" *_").endswith(("?", "？")):
        return False
    return words >= _LONG_STATEMENT or ". " in heading or heading.endswith(".")


class _Reader:
    """Collects parts line by line."""

    def __init__(self) -> None:
        self.parts: list[tuple[str, int, int, list[str]]] = [("", 1, 1, [])]
        self.tables: list[tuple[int, tuple[str, ...], list[tuple[str, ...]]]] = []
        self.in_table = False
        self.title = ""
        self.title_line = 1
        self.lead = ""
        self.lead_line = 1
        self.comment = False
        self.fence = ""
        self.skip = False

    def read(self, lines: list[str], front: dict[str, tuple[str, ...]], start: int) -> Outline:
        before = ""
        for number in range(start, len(lines)):
            line = self._uncommented(lines[number][:MAXIMUM_LINE])
            if self._fenced(line, number + 1):
                continue
            follower = lines[number + 1] if number + 1 < len(lines) else ""
            if not self._structure(line, before, follower, number + 1):
                self._say(line, number + 1)
            before = line
        return Outline(
            title=self.title or self.lead,
            title_line=self.title_line if self.title else self.lead_line,
            lead=self.lead,
            lead_line=self.lead_line,
            parts=tuple(
                Part(heading, level, line, "\n".join(text))
                for heading, level, line, text in self.parts
            ),
            lines=len(lines) - (1 if lines and not lines[-1] else 0) or 1,
            front=MappingProxyType(front),
            front_lines=start,
            tables=tuple(Table(line, header, tuple(rows)) for line, header, rows in self.tables),
        )

    def _uncommented(self, line: str) -> str:
        """Take HTML comments out of a line; they may span lines."""
        if not self.comment and "<!--" not in line:
            return line
        kept: list[str] = []
        while True:
            if self.comment:
                end = line.find("-->")
                if end < 0:
                    return "".join(kept)
                line, self.comment = line[end + 3 :], False
            start = line.find("<!--")
            if start < 0:
                return "".join([*kept, line])
            kept.append(line[:start])
            line, self.comment = line[start + 4 :], True

    def _fenced(self, line: str, number: int) -> bool:
        """Whether the line is a code fence or within one that holds program code."""
        if self.fence:
            if line.strip(" >").startswith(self.fence) and not line.strip(" >`~"):
                self.fence = ""
                return True
            if not self.skip:
                self.parts[-1][3].append(line)
            return True
        if "```" not in line and "~~~" not in line:
            return False
        match = _FENCE.match(line)
        if not match or match[1][0] in line[match.end() :]:
            return False
        self.fence = match[1]
        self.skip = match[2].lower() not in _PROSE_FENCES
        return True

    def _structure(self, line: str, before: str, follower: str, number: int) -> bool:
        """Open a part if the line is a heading, a run-in, a label or a table row."""
        bare = line.strip()
        if not bare:
            self.in_table = False
            return False
        first = bare[0]
        if first == "#":
            match = _HEADING.match(line) or _TIGHT_HEADING.match(line)
            if match and self.title and _is_statement(match[2]):
                self.parts[-1][3].append(match[2])
                return True
            if match:
                self._open(match[2].strip().rstrip("#").rstrip(), len(match[1]), number)
                return True
        if first == "<":
            html = _HTML_HEADING.match(line)
            if html:
                self._open(html[2], int(html[1]), number)
                return True
            if "<td" in line or "<th" in line:
                return self._row(_CELL_TAG.sub("|", line), follower, number)
            summary = _SUMMARY.search(line)
            if summary:
                self._open(summary[1], 6, number)
                return True
        if first in "=-" and before.strip() and len(bare) >= 3 and set(bare) <= {first}:
            return self._underlined(first, number)
        if "|" in bare and (first == "|" or bare.count("|") > 1):
            return self._row(bare, follower, number)
        if first.isdigit() and not before.strip() and follower.strip():
            plain_heading = _PLAIN_HEADING.match(line)
            if plain_heading and not _PLAIN_HEADING.match(follower):
                self._open(plain_heading[1], RUN_IN, number)
                return True
        return self._labelled(line, before, number)

    def _underlined(self, rule: str, number: int) -> bool:
        """Make the line before a heading, if a rule underlines it (setext)."""
        heading, level, line, text = self.parts[-1]
        if level == LABEL and line == number - 1 and not any(t.strip() for t in text[1:]):
            self.parts.pop()
            self._open(f"{heading}: {text[0]}" if text else heading, 1 + (rule == "-"), line)
            return True
        if not text or not text[-1].strip() or len(text[-1]) > 120:
            return False
        if len(text) > 1 and text[-2].strip():
            return False
        self._open(text.pop(), 1 if rule == "=" else 2, number - 1)
        return True

    def _row(self, bare: str, follower: str, number: int) -> bool:
        row = bare.strip("|").split("|")
        cells = [plain(_TAG.sub(" ", cell) if "<" in cell else cell) for cell in row]
        if bare.startswith("<"):
            cells = [cell for cell in cells if cell]
        rule = follower.strip()
        if not self.in_table and len(cells) > 1 and "-" in rule and _RULE.match(rule):
            self.tables.append((number, tuple(cells), []))
            self.in_table = True
            return True
        if self.in_table and not _RULE.match(bare):
            self.tables[-1][2].append(tuple(cells))
        if len(cells) == 2 and cells[0] and not _RULE.match(bare) and len(cells[0]) < 60:
            self._open(cells[0], LABEL, number, cells[1])
            return True
        return False

    def _labelled(self, line: str, before: str, number: int) -> bool:
        if "<" in line:
            line = _STRONG_TAG.sub("**", line)
        if "**" in line or "__" in line:
            match = _RUN_IN.match(line)
            if match:
                label, rest = match[3].strip(), match[4].strip()
                closed = label[-1:] in ":.?：。？"
                if closed or not rest or rest[0] in ":：–—-" or _is_label(label, rest):
                    rest = rest.lstrip(":：–—- ")
                    alone = not rest and not match[1].strip()
                    self._open(label, RUN_IN if alone else ITEM, number, rest)
                    return True
        if ":" in line or "：" in line:
            match = _LABEL.match(line)
            if (
                match
                and match[2].count(" ") < _LABEL_WORDS
                and match[2].count(")") <= match[2].count("(")  # else the rest of a sentence
                and (match[1].strip() or not before.strip() or self.parts[-1][1] == LABEL)
            ):
                self._open(match[2], LABEL, number, match[3] or "")
                return True
        return False

    def _open(self, heading: str, level: int, number: int, text: str = "") -> None:
        if len(self.parts) >= _MOST_PARTS:
            self.parts[-1][3].append(f"{heading} {text}")
            return
        heading = plain(heading)
        if level <= 6 and heading and not self.title:
            self.title, self.title_line = heading, number
        self.parts.append((heading, level, number, [text] if text else []))

    def _say(self, line: str, number: int) -> None:
        if not self.lead and len(self.parts) == 1 and 2 < len(line.strip()) <= 120:
            self.lead, self.lead_line = plain(line), number
        if "<" in line:
            line = _TAG.sub(" ", _CELL_TAG.sub(" | ", line))
        self.parts[-1][3].append(line)
