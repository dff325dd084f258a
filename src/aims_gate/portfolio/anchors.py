"""Whether the place that a reference names is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..model import Evidence
from ..repository import Snapshot
from .things import Reference

_LIMIT = 4 << 20  # bytes
_PROSE = (".md", ".markdown", ".rst", ".txt", ".adoc")
_DEFINING = frozenset(
    "def class function func fn const let var val type interface struct enum record".split()
)
_SETS = re.compile(r"[\"']?\s{0,20}(?::(?!:)|=(?!=))")
_IS_ID = re.compile(r"\bid[\"']?\s{0,5}[:=]\s{0,5}[\"']?$")
_SETTINGS = (".yaml", ".yml", ".json", ".toml", ".ini", ".cfg", ".conf", ".env", ".properties")
_LONGEST_LINE = 400  # characters: beyond this nobody wrote the line
_HEADING = re.compile(r"^#{1,6}[ \t](.*)$", re.MULTILINE)
_NO_SLUG = re.compile(r"[^\w\- ]")


@dataclass(frozen=True, slots=True)
class Anchors(Evidence):
    """Looks up whether references lead to something."""

    snapshot: Snapshot = field(repr=False)
    _known: dict[tuple[str, str], bool | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def missing(self, reference: Reference) -> str | None:
        """Why the file has no such place, in words that follow the reference."""
        return None if self._leads(reference) else f"names no place that {reference.path} has"

    def problem(self, reference: Reference) -> str | None:
        """What is wrong with a reference, in words that follow a noun; ``None`` if nothing is."""
        leads = self._leads(reference)
        if leads is None:
            return f"is to be in {reference.path}, which does not exist or cannot be read"
        if not reference.anchor:
            return f"names {reference.path} but no place in it: write path#symbol or path#heading"
        if leads:
            return None
        return f"is to be {reference.anchor!r} in {reference.path}, which has no such thing"

    def _leads(self, reference: Reference) -> bool | None:
        """Whether the file has the place; ``None`` if it cannot be read.

        Many things may refer to one place, which is looked for once.
        """
        asked = (reference.path, reference.anchor)
        if asked not in self._known:
            data = self.snapshot.get(reference.path, _LIMIT)
            text = data.decode("utf-8", "replace") if data is not None else None
            self._known[asked] = None if text is None else _has(text, reference)
        return self._known[asked]


def anchors(snapshot: Snapshot) -> Anchors:
    """Look references up in the snapshot."""
    return Anchors(snapshot)


def _has(text: str, reference: Reference) -> bool:
    """Whether the file defines the symbol, sets the flag or has the heading."""
    if reference.path.endswith(_PROSE):
        wanted = reference.anchor.casefold()
        return any(slug(found.strip(" \t\r#")) == wanted for found in _HEADING.findall(text))
    name = reference.anchor.rpartition(".")[2]
    is_code = not reference.path.endswith(_SETTINGS)
    return any(_introduces(before, after, is_code) for before, after in _occurrences(text, name))


def _occurrences(text: str, name: str) -> Iterator[tuple[str, str]]:
    """Each line with the name as a word of its own: what stands before it, and after it."""
    word = re.compile(rf"(?<![\w$]){re.escape(name)}(?![\w$])")
    for line in text.splitlines():
        if name in line and len(line) <= _LONGEST_LINE and (found := word.search(line)):
            yield line[: found.start()], line[found.end() :]


def _introduces(before: str, after: str, is_code: bool) -> bool:
    """Whether a line defines the name (`def name`), sets it (`name: …`) or marks it (`id=…`).

    In code only what is set at the outermost level counts: a local variable stops nothing.
    """
    words = before.split()
    if words and words[-1] in _DEFINING:
        return True
    if words and words[0] in _DEFINING and after.startswith("("):
        return True  # a method with its receiver: `func (d *Desk) name(`
    if not is_code and _IS_ID.search(before):
        return True
    if before.endswith(('id="', "id='", 'name="', "name='")):
        return True
    if after.startswith("(") and after.rstrip().endswith("{"):
        return not set("=.(") & set(before)  # a method in a language of braces
    indent = "\"'" if is_code else " \t-\"'"
    return before.strip(indent) == "" and _SETS.match(after) is not None


def slug(heading: str) -> str:
    """The anchor that GitHub gives a heading: lower case, spaces as hyphens, no punctuation."""
    return _NO_SLUG.sub("", heading.strip().casefold()).replace(" ", "-")
