"""Write the reference pages that come from the program, and check the links of all pages.

python docs/pages.py            write the generated pages
python docs/pages.py --check    say what is out of date or leads nowhere; status 1 if anything
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from reference_pages import reference_pages, superfluous
from tables import ROOT

from aims_gate.checks import gather
from aims_gate.checks.index import index_text

INDEX = ROOT / "src" / "aims_gate" / "checks" / "index.json"

_CODE_BLOCK = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^()\s]+)\)")
_HEADING = re.compile(r"^#+ +(.+?)\s*$", re.MULTILINE)
_NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")


def stale(pages: Mapping[Path, str]) -> Iterator[str]:
    """Name the generated pages that are not as the program would write them."""
    for file, text in pages.items():
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            yield f"{file.relative_to(ROOT)} is out of date: run `make pages`"


def orphaned(pages: Collection[Path]) -> Iterator[str]:
    """Name the pages of checks and controls that there no longer are."""
    for file in superfluous(pages):
        yield f"{file.relative_to(ROOT)} is about nothing there is: run `make pages`"


def broken_links(pages: Iterable[Path], root: Path = ROOT) -> Iterator[str]:
    """Name the links between pages that lead to no file or to no heading."""
    for page in pages:
        text = _without_code(page)
        for match in _LINK.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            if problem := _follow(page, unquote(match[1])):
                yield f"{page.relative_to(root)}:{line}: {match[1]} {problem}"


def _follow(page: Path, target: str) -> str | None:
    if re.match(r"[a-z][a-z0-9+.-]*:", target):
        return None
    path, _, anchor = target.partition("#")
    file = (page.parent / path).resolve() if path else page
    if not file.exists():
        return "does not exist"
    if anchor and anchor not in _anchors(file):
        return "has no such heading"
    return None


def _without_code(page: Path) -> str:
    """The text of a page with its code blocks blanked, lines kept."""
    text = page.read_text(encoding="utf-8")
    return _CODE_BLOCK.sub(lambda match: "\n" * match[0].count("\n"), text)


def _anchors(page: Path) -> set[str]:
    return {_anchor(heading) for heading in _HEADING.findall(_without_code(page))}


def _anchor(heading: str) -> str:
    """The anchor that GitHub and GitLab give a heading."""
    return _NOT_IN_ANCHORS.sub("", heading.lower()).replace(" ", "-")


def all_pages() -> list[Path]:
    """Every page of the documentation, and those at the top of the repository."""
    patterns = ("*.md", "docs/**/*.md", "benchmarks/*.md", "plugins/*/*.md")
    return sorted(page for pattern in patterns for page in ROOT.glob(pattern))


def write(pages: Mapping[Path, str]) -> None:
    """Write the generated pages that have changed, and remove those that are about nothing."""
    for file in superfluous(pages):
        file.unlink()
        print(f"removed {file.relative_to(ROOT)}")
    for file, text in pages.items():
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
            print(f"wrote {file.relative_to(ROOT)}")


def main(arguments: list[str]) -> int:
    """Write the generated pages or, with ``--check``, say what is wrong."""
    index = {INDEX: index_text(gather())}
    if arguments != ["--check"]:
        INDEX.write_text(index[INDEX], encoding="utf-8")  # the pages are written from it
        write(reference_pages())
        return 0
    pages = reference_pages()
    problems = [*stale({**index, **pages}), *orphaned(pages), *broken_links(all_pages())]
    print("\n".join(problems) or f"{len(all_pages())} pages, every link leads somewhere")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
