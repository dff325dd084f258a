"""Whether links and paths in documents lead to something in the repository."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote

from ..model import Evidence, Location
from ..portfolio import Anchors, Reference
from ..portfolio.anchors import slug
from ..repository import FileKind, Snapshot

_LIMIT = 1 << 20  # bytes
_LINK = re.compile(r"(?<!!)\[[^\[\]\n]{0,300}\]\(<?([^()\s<>]{1,500})>?(?: +\"[^\"\n]{0,200}\")?\)")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_CODE = re.compile(r"`[^`\n]{0,500}`")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,20}:|//")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t#]*$")
_NAMED = re.compile(r"<[a-zA-Z][^<>]{0,200}?\b(?:id|name)=[\"']([^\"'<>]{1,200})[\"']")
_LINES = re.compile(r"L\d+(?:C\d+)?(?:-L\d+(?:C\d+)?)?")
_MARKDOWN = (".md", ".markdown")


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a text: the line it stands on, from 1, and what it leads to, as written."""

    line: int
    target: str


def links_of(text: str) -> Iterator[Link]:
    """The links of a Markdown text, without those in code."""
    for line, content in _outside_code(text) if "](" in text else ():
        if "](" in content:
            for found in _LINK.finditer(_CODE.sub("", content)):
                yield Link(line, found[1])


def headings_of(text: str) -> frozenset[str]:
    """The anchors that a Markdown text can be linked by: of its headings and of named elements."""
    counts: dict[str, int] = {}
    found: set[str] = set()
    for _, content in _outside_code(text):
        found.update(_NAMED.findall(content))
        if heading := _HEADING.match(content):
            anchor = slug(_LINK.sub(lambda link: link[0][1 : link[0].index("]")], heading[1]))
            number = counts.get(anchor, 0)
            counts[anchor] = number + 1
            found.add(f"{anchor}-{number}" if number else anchor)
    return frozenset(found)


def _outside_code(text: str) -> Iterator[tuple[int, str]]:
    if "```" not in text and "~~~" not in text:
        yield from enumerate(text.splitlines(), start=1)
        return
    fence = ""
    for number, line in enumerate(text.splitlines(), start=1):
        marks = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if fence:
            if marks and marks[1].startswith(fence):
                fence = ""
        elif marks:
            fence = marks[1]
        else:
            yield number, line


@dataclass(frozen=True)
class Whereabouts(Evidence):
    """What there is in the snapshot to link to."""

    snapshot: Snapshot = field(repr=False)

    @cached_property
    def _folders(self) -> frozenset[str]:
        folders: set[str] = set()
        for path in self.snapshot.files:
            folder = path.rpartition("/")[0]
            while folder and folder not in folders:
                folders.add(folder)
                folder = folder.rpartition("/")[0]
        return frozenset(folders)

    @cached_property
    def _anchors(self) -> dict[str, frozenset[str]]:
        return {}

    def exists(self, path: str) -> bool:
        """Whether there is a regular file or a folder at a path, given from the top."""
        bare = path.rstrip("/")
        file = self.snapshot.files.get(bare)
        return bare in self._folders if file is None else file.kind is FileKind.REGULAR

    def sees(self, path: str) -> bool:
        """Whether a path lies where the snapshot reaches."""
        return path.startswith(self.snapshot.base) or path == self.snapshot.base.rstrip("/")

    def problem_of_link(self, page: str, text: str, target: str) -> str | None:
        """Why a link on a page leads nowhere, in words that follow it; ``None`` if it may lead."""
        if _SCHEME.match(target):
            return None
        path, _, anchor = unquote(target).partition("#")
        path = path.partition("?")[0]
        if not path:
            return self._no_heading(anchor, headings_of(text)) if anchor else None
        whole = _from_top(page, path)
        if whole is None or not self.sees(whole):
            return None  # outside what is judged
        if not whole or self.exists(f"{whole}.md"):
            return None  # the top, or a page of a wiki, which is linked without its suffix
        if not self.exists(whole):
            return "leads to no file"
        if anchor and whole.endswith(_MARKDOWN) and not _LINES.fullmatch(anchor):
            return self._no_heading(anchor, self._headings_in(whole))
        return None

    def problem_of_place(self, path: str, anchor: str) -> str | None:
        """Why a path from the top, or the place in it that is named, is not there."""
        if not self.sees(path):
            return None
        if not self.exists(path):
            return "does not exist"
        if not anchor or path.rstrip("/") in self._folders:
            return None
        return self._lookup.missing(Reference(path, Location(path), anchor))

    @cached_property
    def _lookup(self) -> Anchors:
        return Anchors(self.snapshot)

    def _headings_in(self, path: str) -> frozenset[str]:
        if path not in self._anchors:
            data = self.snapshot.get(path, _LIMIT) or b""
            self._anchors[path] = headings_of(data.decode("utf-8", "replace"))
        return self._anchors[path]

    @staticmethod
    def _no_heading(anchor: str, known: frozenset[str]) -> str | None:
        folded = {each.casefold() for each in known}
        return None if anchor.casefold() in folded else "has no such heading"


def _from_top(page: str, path: str) -> str | None:
    """The path that a link on a page means, from the top; ``None`` if it leads out of it."""
    if path.startswith("/"):
        return posixpath.normpath(path).lstrip("/")
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    if joined.startswith(".."):
        return None
    return "" if joined == "." else joined


def whereabouts(snapshot: Snapshot) -> Whereabouts:
    """Look paths up in the snapshot."""
    return Whereabouts(snapshot)


def backlinks(texts: Mapping[str, str], path: str) -> Iterator[str]:
    """The pages, of those given with their text, that link a path."""
    for page, text in texts.items():
        if any(
            not _SCHEME.match(link.target)
            and _from_top(page, unquote(link.target).partition("#")[0]) == path
            for link in links_of(text)
        ):
            yield page
