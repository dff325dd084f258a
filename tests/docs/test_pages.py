from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def pages() -> ModuleType:
    sys.path.insert(0, str(DOCS))
    try:
        spec = importlib.util.spec_from_file_location("pages", DOCS / "pages.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(DOCS))
    return module


def problems(pages: ModuleType, folder: Path) -> list[str]:
    return list(pages.broken_links(sorted(folder.glob("**/*.md")), folder))


def test_links_that_lead_nowhere_are_named(pages: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "# A\n\n[file](c.md) [heading](b.md#gone)\n\n[own](#gone)\n[out of code](x.md)\n", "utf-8"
    )
    (tmp_path / "b.md").write_text("# B\n", "utf-8")
    assert problems(pages, tmp_path) == [
        "a.md:3: c.md does not exist",
        "a.md:3: b.md#gone has no such heading",
        "a.md:5: #gone has no such heading",
        "a.md:6: x.md does not exist",
    ]


def test_links_that_lead_somewhere(pages: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "a.md").write_text(
        "# A page, *and* `code`\n\n[b](docs/b.md#what-it-is-a62) [web](https://example.org/x)\n"
        "[own](#a-page-and-code)\n\n```\n[in code](x.md)\n```\n",
        "utf-8",
    )
    (tmp_path / "docs" / "b.md").write_text("## What it is: A.6.2\n\n[a](../a.md)\n", "utf-8")
    assert problems(pages, tmp_path) == []


def test_a_page_that_is_out_of_date_is_named(pages: ModuleType, tmp_path: Path) -> None:
    file = pages.ROOT / "docs" / "reference" / "checks.md"
    current = file.read_text("utf-8")
    assert list(pages.stale({file: current})) == []
    (said,) = pages.stale({file: current + "more\n"})
    assert said == "docs/reference/checks.md is out of date: run `make pages`"
