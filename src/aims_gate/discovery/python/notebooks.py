"""Notebooks: the code of their cells as one source, and where each line stands in the file."""

from __future__ import annotations

import json
from dataclasses import dataclass

from ...repository.scan import Row


@dataclass(frozen=True, slots=True)
class Notebook:
    """The code cells joined by newlines, and the raw bytes the lines are found again in."""

    code: bytes
    raw: bytes

    def placed(self, rows: list[Row]) -> list[Row]:
        """The rows with lines of the notebook's file instead of lines of its code."""
        if not rows:
            return rows
        lines = self.code.split(b"\n")
        known: dict[int, int] = {}
        at = 0
        counted, number = 0, 1
        for line in sorted({int(str(each["line"])) for each in rows}):
            wanted = json.dumps(lines[line - 1].decode("utf-8", "replace"))[1:-1]
            found = self._find(wanted, at)
            if found >= 0:
                number += self.raw.count(b"\n", counted, found)
                counted = at = found
            known[line] = number
        return [each | {"line": known[int(str(each["line"]))]} for each in rows]

    def _find(self, text: str, at: int) -> int:
        """Where the encoded line stands at or after ``at``; anywhere if it stands only before."""
        if not text:
            return -1
        found = self.raw.find(text.encode(), at)
        if found < 0:
            unescaped = json.loads(f'"{text}"')
            plain = json.dumps(unescaped, ensure_ascii=False)[1:-1]
            found = self.raw.find(plain.encode("utf-8", "replace"), at)
        return found


def read_notebook(data: bytes) -> Notebook | None:
    """Read the code cells of a notebook; ``None`` if it is no JSON object."""
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(content, dict):
        return None
    cells = content.get("cells")
    if not isinstance(cells, list):
        sheets = content.get("worksheets")
        first = sheets[0] if isinstance(sheets, list) and sheets else None
        cells = first.get("cells") if isinstance(first, dict) else None
    code = [
        _text(cell.get("source", cell.get("input")))
        for cell in (cells if isinstance(cells, list) else [])
        if isinstance(cell, dict) and cell.get("cell_type") == "code"
    ]
    return Notebook("\n".join(code).encode("utf-8", "replace"), data)


def _text(source: object) -> str:
    if isinstance(source, list):
        return "".join(part for part in source if isinstance(part, str))
    return source if isinstance(source, str) else ""
