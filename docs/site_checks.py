"""What must be true of the built site: links lead somewhere, and nothing comes from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

_LOADED: Mapping[str, str] = {
    "audio": "src",
    "embed": "src",
    "iframe": "src",
    "image": "href",
    "img": "src",
    "input": "src",
    "link": "href",
    "object": "data",
    "script": "src",
    "source": "src",
    "use": "href",
    "video": "src",
}
"""What a browser fetches by itself: element and attribute."""

_NOT_FETCHED = {"alternate", "author", "canonical", "help", "index", "next", "prev", "search", "up"}
_IN_STYLES = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")


@dataclass(slots=True)
class Page:
    """What a page names, each with its line, and its anchors."""

    links: list[tuple[int, str]] = field(default_factory=list)
    loads: list[tuple[int, str]] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        given = {name: value or "" for name, value in attrs}
        self.page.anchors |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a" and "href" in given:
            self.page.links.append((line, given["href"]))
        elif _LOADED.get(tag) in given:
            address = given[_LOADED[tag]]
            fetched = not (set(given.get("rel", "").split()) & _NOT_FETCHED)
            (self.page.loads if fetched else self.page.links).append((line, address))
        if "style" in given:
            self.page.loads += [(line, address) for address in _addresses(given["style"])]


def _addresses(style: str) -> Iterator[str]:
    for match in _IN_STYLES.finditer(style):
        yield match[1] or match[2]


@cache
def read_page(file: Path) -> Page:
    """What a page of the site names."""
    reader = _Reader()
    reader.feed(file.read_text(encoding="utf-8"))
    return reader.page


def problems(site: Path) -> Iterator[str]:
    """Everything that is wrong with a site, by file and line."""
    for file in sorted(site.rglob("*.html")):
        page = read_page(file)
        for line, link in page.links:
            if problem := _wrong_link(file, link):
                yield f"{file.relative_to(site)}:{line}: {link} {problem}"
        yield from _wrong_loads(site, file, page.loads)
    for file in sorted(site.rglob("*.css")):
        text = file.read_text(encoding="utf-8")
        yield from _wrong_loads(site, file, ((1, address) for address in _addresses(text)))


def _wrong_loads(site: Path, file: Path, loads: Iterable[tuple[int, str]]) -> Iterator[str]:
    for line, address in loads:
        if address.startswith("data:"):
            continue
        if urlsplit(address).scheme or address.startswith("//"):
            yield f"{file.relative_to(site)}:{line}: {address} is loaded from elsewhere"
        elif problem := _wrong_link(file, address):
            yield f"{file.relative_to(site)}:{line}: {address} {problem}"


def _wrong_link(file: Path, link: str) -> str | None:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return _wrong_address(link)
    target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
    if not target.is_file():
        return "does not exist"
    if parts.fragment and target.suffix == ".html":
        anchors = read_page(target).anchors
        if unquote(parts.fragment) not in anchors:
            return "has no such anchor"
    return None


def _wrong_address(link: str) -> str | None:
    """What is wrong with the form of an address outside; whether it answers is not asked."""
    parts = urlsplit(link)
    if parts.scheme == "mailto":
        return None if re.fullmatch(r"[^@\s]+@[\w.-]+\.\w+", parts.path) else "is no address"
    if parts.scheme not in ("http", "https"):
        return "has a scheme that nobody expects here"
    well_formed = re.fullmatch(r"[\w-]+(\.[\w-]+)+", parts.hostname or "")
    return None if well_formed and not re.search(r"\s", link) else "is no address"
