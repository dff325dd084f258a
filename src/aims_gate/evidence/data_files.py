"""YAML, JSON and CSV to outline: keys are headings, values the text under them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from types import MappingProxyType

from ..repository.yaml_tree import Yaml, YamlProblem, YamlTree, read_yaml_documents
from .outline import Outline, Part, Table

_MOST_PARTS = 4000
_DEEPEST = 12
_MOST_ROWS = 2000
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_TITLE_KEYS = ("title", "document", "document_type", "documenttype", "kind", "type", "name")

Locate = Callable[[tuple[str | int, ...]], int]
"""Path of a value → its line."""


class Unparsable(ValueError):  # noqa: N818 - what the text is, not what we did wrong
    """The text is not what its suffix says, or exceeds a bound; says which."""


def read_yaml_outline(text: str) -> Outline:
    """Read YAML (one or more documents) into an outline; raises :class:`Unparsable`."""
    try:
        trees = read_yaml_documents(text)
    except YamlProblem as problem:
        raise Unparsable(str(problem)) from None
    if not trees:
        return data_outline(None, lambda path: 1, 1)
    tree = next((tree for tree in trees if isinstance(tree.data, (dict, list))), trees[0])
    return data_outline(tree.data, _yaml_lines(tree), text.count("\n") + 1)


def _yaml_lines(tree: YamlTree) -> Locate:
    return lambda path: tree.nearest(*path).line


def load_json(text: str) -> Yaml:
    """Parse JSON; raises :class:`Unparsable` for whatever is none or nested too deep."""
    try:
        value: Yaml = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise Unparsable(str(problem)) from None
    return value


def json_lines(text: str) -> Locate:
    """Find the lines of keys, asked for in document order."""
    place = {"at": 0, "line": 1}

    def locate(path: tuple[str | int, ...]) -> int:
        key = path[-1] if path else ""
        if isinstance(key, str) and key:
            found = text.find(f'"{key}"', place["at"])
            if found >= 0:
                place["line"] += text.count("\n", place["at"], found)
                place["at"] = found
        return place["line"]

    return locate


def data_outline(data: Yaml, locate: Locate, lines: int) -> Outline:
    """Turn parsed data into an outline, up to a number of parts and a depth."""
    parts = [Part("", 1, 1, "" if isinstance(data, (dict, list)) else _scalar(data))]
    front: dict[str, tuple[str, ...]] = {}
    for path, value in _walk(data):
        if len(parts) >= _MOST_PARTS:
            break
        key = next((step for step in reversed(path) if isinstance(step, str)), "")
        if isinstance(path[-1], int):
            if not isinstance(value, (dict, list)):
                parts.append(Part("", min(6, len(path)), locate(path), _scalar(value)))
            continue
        text = "" if isinstance(value, dict) else _text(value)
        parts.append(Part(spoken(key), min(6, len(path)), locate(path), text))
        if text and len(text) < 500:
            front.setdefault(key.lower(), (text,))
    title = _title(data)
    return Outline(
        title=title,
        title_line=1,
        parts=tuple(parts),
        lines=max(1, lines),
        front=MappingProxyType(front),
        structured=True,
    )


def _title(data: Yaml) -> str:
    if not isinstance(data, dict):
        return ""
    words = []
    for key in _TITLE_KEYS:
        value = data.get(key)
        if isinstance(value, str) and value:
            words.append(value[:120])
    return ": ".join(dict.fromkeys(words[:2]))


def _walk(data: Yaml) -> Iterator[tuple[tuple[str | int, ...], Yaml]]:
    """Every value with its path, in document order, without recursion."""
    stack: list[tuple[tuple[str | int, ...], Yaml]] = [((), data)]
    while stack:
        path, value = stack.pop()
        if path:
            yield path, value
        if len(path) >= _DEEPEST:
            continue
        if isinstance(value, dict):
            below = [((*path, key), inner) for key, inner in list(value.items())[:_MOST_PARTS]]
        elif isinstance(value, list) and any(isinstance(item, (dict, list)) for item in value):
            below = [((*path, at), inner) for at, inner in enumerate(value[:_MOST_PARTS])]
        else:
            continue
        stack.extend(reversed(below))


def _text(value: Yaml) -> str:
    """A scalar, or a list of scalars, as text."""
    if isinstance(value, list):
        scalars = [item for item in value[:500] if not isinstance(item, (dict, list))]
        return "\n".join(_scalar(item) for item in scalars)
    return _scalar(value)


def _scalar(value: Yaml) -> str:
    if value is None or isinstance(value, bool):
        return ""  # ``true`` alone says nothing that a reader could judge
    if isinstance(value, int) and value.bit_length() > 4000:
        return "a large number"
    return str(value)


def spoken(key: str) -> str:
    """A key as people would say it: ``intendedUse``, ``intended_use`` → ``intended use``."""
    return _CAMEL.sub(" ", key[:200]).replace("_", " ").replace("-", " ").strip()


def read_csv_outline(text: str) -> Outline:
    """Read a table with a header row; two columns without one are labels and answers.

    Raises :class:`Unparsable` for what is no CSV.
    """
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.excel
        if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(","):
            dialect = _Semicolons()
        rows = []
        for row in csv.reader(io.StringIO(text), dialect):
            if any(cell.strip() for cell in row):
                rows.append(tuple(cell.strip()[:2000] for cell in row[:60]))
            if len(rows) >= _MOST_ROWS:
                break
    except csv.Error as problem:
        raise Unparsable(str(problem)) from None
    lines = text.count("\n") + 1
    if not rows:
        return Outline("", 1, (Part("", 1, 1, ""),), lines, structured=True)
    if len(rows[0]) == 2:
        parts = tuple(
            Part(row[0][:200], 1, at + 1, row[1] if len(row) > 1 else "")
            for at, row in enumerate(rows)
        )
        return Outline("", 1, (Part("", 1, 1, ""), *parts), lines, structured=True)
    table = Table(1, rows[0], tuple(rows[1:]))
    return Outline(
        "", 1, (Part("", 1, 1, ""), *table.columns()), lines, tables=(table,), structured=True
    )


class _Semicolons(csv.excel):
    delimiter = ";"
