"""The source of the site: the pages of the repository, with links bent to where they lie there.

Pages are written as plain Markdown for whoever reads them in the repository. For the site their
links to other pages are followed, those to other files lead to where the sources are published (or
become plain text where that is not known), and the sections of ``docs/index.md`` become pages that
hold the navigation.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from tables import ROOT

from aims_gate.cli.schema_command import NAMES

SECTIONS: Mapping[str, str] = {
    "Tutorial": "tutorial",
    "How to …": "how-to",
    "Reference": "reference",
    "Explanation": "explanation",
    "The project": "project",
}
"""The headings of ``docs/index.md`` under which pages are listed, and the folder of each."""

_LISTED: Mapping[str, bool] = {"checks": True, "controls": False}
"""The folders of the reference whose pages one page lists; whether ids alone name them there."""

_NOT_COLOURED = ("csv",)
"""Languages of blocks that the highlighter of the site does not know."""

_CODE_OR_LINK = re.compile(
    r"^ *(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)\n(?P<code>.*?)^ *(?P=fence)$"
    r"|(?P<span>(?P<ticks>`+)[^`\n]+(?:\n[^`\n]+)?(?P=ticks))"
    r"|(?<!!)\[(?P<text>[^\]]*)\]\((?P<target>[^()\s]+)\)",
    re.MULTILINE | re.DOTALL,
)
_RELATIVE = re.compile(r"\]\((?![a-z]+:|#)([^()\s]+)\)")
_SCHEMA = re.compile(r"`schemas/([a-z-]+)\.json`")


class NavigationError(Exception):
    """Pages that no section of ``docs/index.md`` lists."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each page of the repository lies in the site, both from their tops.

    ``source_url`` is where the sources are published, without a slash at its end, or empty.
    """

    places: Mapping[str, str]
    source_url: str = ""

    def link(self, page: str, text: str, target: str) -> str:
        """A link of a page as the site has it; ``page`` and what it leads to lie in the repository.

        A link to a file that is no page stays as its text if no address of the sources is known.
        """
        if re.match(r"[a-z][a-z0-9+.-]*:|#", target):
            return f"[{text}]({target})"
        path, hash_, anchor = unquote(target).partition("#")
        file = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
        if file in self.places:
            start = posixpath.dirname(self.places[page]) or "."
            return f"[{text}]({posixpath.relpath(self.places[file], start)}{hash_}{anchor})"
        return f"[{text}]({self.source_url}/{file}{hash_}{anchor})" if self.source_url else text

    def page(self, page: str, text: str) -> str:
        """The text of a page for the site."""

        def bend(match: re.Match[str]) -> str:
            if match["fence"]:
                return _block(match)
            if match["span"]:
                return self._schema(page, match["span"])
            return self.link(page, match["text"], match["target"])

        return _CODE_OR_LINK.sub(bend, text)

    def _schema(self, page: str, span: str) -> str:
        """The name of a published schema leads to it; it is not there in the repository."""
        match = _SCHEMA.fullmatch(span)
        if not match or match[1] not in NAMES:
            return span
        up = "../" * self.places[page].count("/")
        return f'<a href="{up}schemas/{match[1]}.json"><code>schemas/{match[1]}.json</code></a>'


def _block(match: re.Match[str]) -> str:
    """A block of code; the file that its info string names becomes its caption."""
    language, _, file = match["info"].strip().partition(" ")
    known = "text" if language in _NOT_COLOURED else language
    if file:
        return f"```{{code-block}} {known}\n:caption: {file}\n\n{match['code']}```"
    return match[0].replace(language, known, 1)


def layout(root: Path = ROOT, source_url: str = "") -> Layout:
    """Where the pages that there are go."""
    documentation = (path.relative_to(root) for path in (root / "docs").rglob("*.md"))
    places = {path.as_posix(): path.relative_to("docs").as_posix() for path in documentation}
    top = sorted(path.stem for path in root.glob("*.md") if path.stem != "README")
    places |= {f"{name}.md": f"project/{name.lower()}.md" for name in top}
    places |= {
        f"{path.parent.relative_to(root).as_posix()}/README.md": f"project/{path.parent.name}.md"
        for path in (*root.glob("plugins/*/README.md"), root / "benchmarks" / "README.md")
        if path.exists()
    }
    return Layout(places | {"README.md": "index.md"}, source_url.rstrip("/"))


def staged(root: Path = ROOT, source_url: str = "") -> Mapping[str, str]:
    """The texts of the site's source by path.

    Raises :class:`NavigationError` if there is a page that nobody would find.
    """
    plan = layout(root, source_url)
    texts = {
        place: plan.page(page, (root / page).read_text(encoding="utf-8"))
        for page, place in plan.places.items()
        if page != "README.md"
    }
    for folder, ids_alone in _LISTED.items():
        page = f"reference/{folder}.md"
        places = [place for place in texts if place.startswith(f"reference/{folder}/")]
        places.sort(key=_in_order)
        texts[page] += _toctree(
            page, {place: Path(place).stem if ids_alone else "" for place in places}
        )
    sections = dict(_sections(texts["index.md"]))
    texts |= sections
    top = {
        place if place in sections else _links(body)[0]: title
        for title, place, body in _parts(texts["index.md"])
    }
    texts["index.md"] += _toctree("index.md", top)
    if lost := sorted(texts.keys() - _reachable(texts)):
        raise NavigationError(", ".join(lost))
    return texts


def _in_order(place: str) -> list[tuple[bool, int, str]]:
    """Sorts 6.2 before 10.1, and the clauses before the controls of Annex A."""
    parts = Path(place).stem.split(".")
    return [(not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts]


def _parts(index: str) -> Iterator[tuple[str, str, str]]:
    """The sections of the index: title, the page that each becomes, and its text."""
    for part in re.split(r"^## ", index, flags=re.MULTILINE)[1:]:
        title, _, body = part.partition("\n")
        if title in SECTIONS:
            yield title, f"{SECTIONS[title]}/index.md", body


def _sections(index: str) -> Iterator[tuple[str, str]]:
    """The page of each section that lists more than one, with the navigation in its order."""
    for title, place, body in _parts(index):
        if len(_links(body)) < 2:
            continue
        folder = posixpath.dirname(place)
        text = _moved(body, folder)
        trees = (
            _toctree(place, dict.fromkeys(_links(group), ""), caption=caption)
            for caption, group in _groups(body)
        )
        yield place, f"# {title}\n{text.replace('### ', '## ')}\n{''.join(trees)}"


def _moved(text: str, folder: str) -> str:
    """A text of the top with its relative links as a page in a folder has them."""
    return _RELATIVE.sub(lambda match: f"]({posixpath.relpath(match[1], folder)})", text)


def _groups(body: str) -> Iterator[tuple[str, str]]:
    """The groups of a section by their headings; what comes before the first has none."""
    first, *others = re.split(r"^### ", body, flags=re.MULTILINE)
    if _links(first):
        yield "", first
    for group in others:
        caption, _, listed = group.partition("\n")
        yield caption, listed


def _links(text: str) -> list[str]:
    """The pages that begin the items of the lists, each once."""
    found = re.findall(r"^- \[[^\]]*\]\(([^()\s:#]+\.md)\)", text, re.MULTILINE)
    return list(dict.fromkeys(found))


def _toctree(page: str, titles: Mapping[str, str], *, caption: str = "") -> str:
    """The entries of the navigation below a page, as MyST reads them; an empty title is its own."""
    lines = ["", "```{toctree}", ":hidden:"]
    lines += [f":caption: {caption}"] if caption else []
    for place, title in titles.items():
        name = posixpath.relpath(place, posixpath.dirname(page) or ".").removesuffix(".md")
        lines.append(f"{title} <{name}>" if title else name)
    return "\n".join([*lines, "```", ""])


def _reachable(texts: Mapping[str, str]) -> set[str]:
    """The pages that the navigation leads to."""
    found = {"index.md"}
    waiting = ["index.md"]
    while waiting:
        page = waiting.pop()
        for tree in re.findall(r"^```\{toctree\}\n(.*?)^```$", texts[page], re.M | re.S):
            for line in tree.splitlines():
                if line and not line.startswith(":"):
                    name = re.sub(r".*<(.+)>", r"\1", line)
                    place = posixpath.normpath(posixpath.join(posixpath.dirname(page), name))
                    if f"{place}.md" not in found:
                        found.add(f"{place}.md")
                        waiting.append(f"{place}.md")
    return found
