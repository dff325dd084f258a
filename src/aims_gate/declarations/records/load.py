"""Find the governance documents among the files, and load them: all of them, or every problem."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from ..problem import Problem, listed, nearest, shown
from ..reading import Source, read_source
from .filed import Filed, LoadedRecords
from .kinds import KINDS, Kind

if TYPE_CHECKING:
    from pydantic import BaseModel

MOST_FILES: Final = 5_000
"""How many governance documents of one repository are read."""

_PROSE = (".md", ".markdown")
_DATA = (".yaml", ".yml")
_HEAD_BYTES = 8192
_KIND = re.compile(
    rb"^kind:[ \t]*[\"']?([A-Za-z][\w-]{0,60})[\"']?[ \t]*(?:#.*)?\r?$", re.MULTILINE
)
_FENCE = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n")
_END = re.compile(rb"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)

Read = Callable[[str], bytes | None]


def load_records(read: Read, paths: Iterable[str], *, base: str, strict: bool) -> LoadedRecords:
    """Load those of ``paths`` that say they are governance documents (``kind: …``).

    Paths are given from the top; references in the files are relative to ``base``. With
    ``strict`` every file must be of a kind that is known: people named the paths themselves.
    Whatever the bytes are, problems are in the result and not raised.
    """
    loading = _Loading(read, base, strict)
    for number, path in enumerate(sorted(set(paths))):
        if number >= MOST_FILES:
            message = f"there are over {MOST_FILES} governance documents, of which no more are read"
            loading.refuse(None, Problem(path, 1, 1, "", message, "put records of a year together"))
            break
        loading.add(path)
    return loading.result()


class _Loading:
    """Governance documents while they are being read."""

    def __init__(self, read: Read, base: str, strict: bool) -> None:
        self._read = read
        self._base = base
        self._strict = strict
        self._files: dict[str, list[Filed[Any]]] = {}
        self._problems: list[Problem] = []
        self._invalid: dict[str, Problem] = {}
        self._blank: list[str] = []

    def result(self) -> LoadedRecords:
        """What was read."""
        problems = listed(self._problems, self._problems[0].path) if self._problems else ()
        by_kind = {name: tuple(files) for name, files in self._files.items()}
        invalid = MappingProxyType(self._invalid)
        return LoadedRecords(MappingProxyType(by_kind), problems, invalid, tuple(self._blank))

    def add(self, path: str) -> None:
        """Load a file, if it is a governance document."""
        suffix = path[path.rfind(".") :].lower()
        if suffix not in (*_PROSE, *_DATA) or (data := self._read(path)) is None:
            return
        if not data.strip():
            self._blank.append(path)
        head = _front_matter(data) if suffix in _PROSE else data
        found = _KIND.search(head[:_HEAD_BYTES]) if head is not None else None
        if head is None or found is None:
            if self._strict and suffix in _DATA:
                self.refuse(None, _without_kind(path))
            return
        name = found[1].decode("ascii", "replace")
        if kind := KINDS.get(name):
            self._load(kind, path, head, data if suffix in _PROSE else None)
        elif self._strict or (name.islower() and nearest(name, KINDS)):
            line = head.count(b"\n", 0, found.start()) + 1
            self.refuse(None, _unknown_kind(path, line, name))

    def refuse(self, kind: str | None, *problems: Problem) -> None:
        """Note what is wrong with a file."""
        self._problems += problems
        if kind is not None:
            self._invalid.setdefault(kind, problems[0])

    def _load(self, kind: Kind, path: str, head: bytes, whole: bytes | None) -> None:
        hint = f"`aims-gate schema {kind.name}` prints what it may hold"
        source, problems = read_source(path, head, schema=kind.name, hint=hint)
        value = None
        if source is not None:
            value, found = _validated(kind, source)
            problems += found
        if problems or value is None or source is None:
            self.refuse(kind.name, *problems)
            return
        prose = whole.decode("utf-8", "replace") if whole is not None else None
        filed = Filed(value, source, (), self._base, prose)
        self._files.setdefault(kind.name, []).append(filed)


def _validated(kind: Kind, source: Source) -> tuple[BaseModel | None, list[Problem]]:
    from ..explain import validate  # pydantic is slow to import: only a run with a file pays

    return validate(kind.load_model(), source)


def _front_matter(data: bytes) -> bytes | None:
    """The front matter of a Markdown file with its first fence, so that lines keep their number."""
    opening = _FENCE.match(data)
    if opening is None:
        return None
    closing = _END.search(data, opening.end())
    return data[: closing.start()] if closing else None


def _without_kind(path: str) -> Problem:
    message = f"{path} does not say what it is"
    return Problem(path, 1, 1, "", message, f"begin it with 'kind:' and one of {', '.join(KINDS)}")


def _unknown_kind(path: str, line: int, name: str) -> Problem:
    meant = nearest(name, KINDS)
    hint = f": did you mean '{meant}'?" if meant else ""
    message = f"no governance document is called {shown(name)}{hint}"
    return Problem(path, line, 1, "/kind", message, f"the kinds are {', '.join(KINDS)}")
