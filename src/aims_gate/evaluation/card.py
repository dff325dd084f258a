"""What the card of each model states that can be compared: front matter, tables, digests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from ..declarations.reading import Source
from ..model import Evidence, Location, Subject
from ..portfolio import ModelCards, Models
from ..repository import Snapshot
from ..repository.yaml_tree import MAX_BYTES, YamlProblem, read_front_matter, read_yaml
from .licence_names import licence_of_text
from .node import Node

_DIGEST = re.compile(r"\bsha256:([0-9a-f]{64})\b")
_RULE = re.compile(r"\|?[ :|-]{3,}\|?")
_LICENCES = ("LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE", "LICENCE.md", "COPYING")
_MOST_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells by the header of the column, as written without markup."""

    at: Location
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What one card states. ``front`` is its front matter, ``title`` its first heading.

    ``licence`` is the licence whose text lies beside the card, with its place.
    """

    path: str
    front: Node | None = None
    title: str = ""
    title_at: Location | None = None
    rows: tuple[Row, ...] = ()
    digests: tuple[tuple[str, Location], ...] = ()
    licence: tuple[str, Location] | None = None

    @property
    def at(self) -> Location:
        """Where the card starts."""
        return Location(self.path)


@dataclass(frozen=True, slots=True)
class StatedCards(Evidence):
    """The facts in the card of each model that has one, in Markdown."""

    cards: Mapping[Subject, CardFacts] = field(default_factory=dict)


def stated_cards(models: Models, cards: ModelCards, snapshot: Snapshot) -> StatedCards:
    """Read the cards."""
    found: dict[Subject, CardFacts] = {}
    for model in models:
        document = cards.of(model).document
        if document is None or not document.path.endswith((".md", ".markdown")):
            continue
        data = snapshot.get(document.path, MAX_BYTES + 1)
        if data is not None:
            licence = _licence_beside(snapshot, document.path)
            found[model.subject] = read_card(document.path, data, licence)
    return StatedCards(found)


def read_card(path: str, data: bytes, licence: tuple[str, Location] | None = None) -> CardFacts:
    """Read a card in Markdown; front matter that cannot be read counts as none."""
    lines = data.decode("utf-8", "replace").splitlines()
    title = next(((n, line) for n, line in enumerate(lines, 1) if line.startswith("# ")), None)
    return CardFacts(
        path,
        front_matter(path, data),
        title[1].removeprefix("# ").strip() if title else "",
        Location(path, title[0]) if title else None,
        tuple(_rows(path, lines))[:_MOST_ROWS],
        tuple(
            (f"sha256:{found[1]}", Location(path, number))
            for number, line in enumerate(lines, 1)
            for found in _DIGEST.finditer(line)
        ),
        licence,
    )


@lru_cache(maxsize=1024)  # results are looked for in cards, and so is much else
def front_matter(path: str, data: bytes) -> Node | None:
    """The front matter of a Markdown file, each value with its line in the file."""
    if not data.startswith((b"---\n", b"---\r\n")):
        return None
    end = data.find(b"\n---", 3)
    head = data[: end + 1] if end > 0 else data
    try:
        source = Source(path, read_front_matter(head) or read_yaml(head, only_first=True))
    except YamlProblem:
        return None
    return Node(source, source.tree.data)


def _rows(path: str, lines: list[str]) -> Iterator[Row]:
    header: list[str] = []
    for number, line in enumerate(lines, 1):
        if "|" not in line:
            header = []
        elif header:
            if not _RULE.fullmatch(line.strip()):
                yield Row(Location(path, number), dict(zip(header, _cells(line), strict=False)))
        elif number < len(lines) and _RULE.fullmatch(lines[number].strip()):
            header = [cell.casefold() for cell in _cells(line)]


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [cell.strip().strip("`*_ ") for cell in inner.split("|")]


def _licence_beside(snapshot: Snapshot, card: str) -> tuple[str, Location] | None:
    """The licence in the folder of the card: that of a folder above may be of the code alone."""
    folder = card.rpartition("/")[0]
    for name in _LICENCES:
        path = f"{folder}/{name}".lstrip("/")
        data = snapshot.get(path, MAX_BYTES)
        known = licence_of_text(data.decode("utf-8", "replace")) if data else None
        if known:
            return known, Location(path)
    return None
