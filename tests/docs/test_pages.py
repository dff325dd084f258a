from __future__ import annotations

import re
from pathlib import Path

from pages import broken_links, stale
from reference_pages import ROOT


def problems(folder: Path) -> list[str]:
    return list(broken_links(sorted(folder.glob("**/*.md")), folder))


def test_links_that_lead_nowhere_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "# A\n\n[file](c.md) [heading](b.md#gone)\n\n[own](#gone)\n[out of code](x.md)\n", "utf-8"
    )
    (tmp_path / "b.md").write_text("# B\n", "utf-8")
    assert problems(tmp_path) == [
        "a.md:3: c.md does not exist",
        "a.md:3: b.md#gone has no such heading",
        "a.md:5: #gone has no such heading",
        "a.md:6: x.md does not exist",
    ]


def test_links_that_lead_somewhere(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "a.md").write_text(
        "# A page, *and* `code`\n\n[b](docs/b.md#what-it-is-a62) [web](https://example.org/x)\n"
        "[own](#a-page-and-code)\n\n```\n[in code](x.md)\n```\n",
        "utf-8",
    )
    (tmp_path / "docs" / "b.md").write_text("## What it is: A.6.2\n\n[a](../a.md)\n", "utf-8")
    assert problems(tmp_path) == []


def test_a_page_that_is_out_of_date_is_named(tmp_path: Path) -> None:
    file = ROOT / "docs" / "reference" / "checks.md"
    current = file.read_text("utf-8")
    assert list(stale({file: current})) == []
    (said,) = stale({file: current + "more\n"})
    assert said == "docs/reference/checks.md is out of date: run `make pages`"


def test_the_architecture_names_every_room() -> None:
    text = (ROOT / "docs" / "explanation" / "architecture.md").read_text("utf-8")
    package = ROOT / "src" / "aims_gate"
    rooms = {path.name.removesuffix(".py") for path in package.iterdir() if path.name[0] != "_"}
    rooms.discard("py.typed")
    assert rooms == set(re.findall(r"^\| `(\w+)` \| ", text, re.MULTILINE))
