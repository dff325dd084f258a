"""The documentation site, built as CI builds it and opened from the file system."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from playwright.sync_api import Browser, Page
from site_checks import problems
from staging import layout

from aims_gate.cli.schema_command import NAMES, schema

ROOT = Path(__file__).resolve().parents[2]
PLACES = (
    "index",
    "tutorial/first-run",
    "reference/checks/missing-model-card",
    "reference/controls",
)
Open = Callable[..., Page]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "site"
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "build_site.py"), str(folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def open_page(browser: Browser, site: Path) -> Iterator[Open]:
    """Open a page of the site; it may ask for nothing outside and complain of nothing."""
    windows, wrong = [], []

    def open_(place: str, *, width: int = 1440, dark: bool = False) -> Page:
        window = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light"
        )
        windows.append(window)
        page = window.new_page()
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((site.as_uri(), "data:"))
                else wrong.append(request.url)
            ),
        )
        page.on("pageerror", lambda problem: wrong.append(str(problem)))
        page.on(
            "console",
            lambda message: wrong.append(message.text) if message.type == "error" else None,
        )
        page.goto(f"{site.as_uri()}/{place}")
        return page

    yield open_
    for each in windows:
        each.close()
    assert wrong == []


def test_every_page_of_the_repository_is_in_the_site(site: Path) -> None:
    for place in layout().places.values():
        assert (site / place).with_suffix(".html").is_file() or (
            site / f"{place.removesuffix('.md')}.html"
        ).is_file()


def test_schemas_lie_at_addresses_that_stay_the_same(site: Path) -> None:
    assert {file.stem for file in (site / "schemas").iterdir()} == set(NAMES)
    for name in NAMES:
        published = json.loads((site / "schemas" / f"{name}.json").read_bytes())
        Draft202012Validator.check_schema(published)
        assert published == schema(name)
    listed = (site / "reference" / "schemas.html").read_text("utf-8")
    assert all(f'href="../schemas/{name}.json"' in listed for name in NAMES)


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("place", PLACES)
def test_pages_open_from_files_and_fit(open_page: Open, place: str, width: int) -> None:
    page = open_page(f"{place}.html", width=width)
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("place", PLACES)
def test_what_we_write_is_accessible(open_page: Open, axe: str, place: str, dark: bool) -> None:
    page = open_page(f"{place}.html", dark=dark)
    page.evaluate(axe)
    found = page.evaluate("axe.run('article', {preload: false})")
    assert [f"{each['id']}: {each['help']}" for each in found["violations"]] == []


def test_search_works_without_a_server(open_page: Open) -> None:
    page = open_page("search.html?q=monorepo")
    page.locator("#search-results li").first.wait_for()
    assert page.locator("#search-results a", has_text="several projects").count() == 1


def test_of_a_session_only_what_is_typed_is_copied(open_page: Open) -> None:
    page = open_page("tutorial/first-run.html")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    block = page.locator("div.highlight-console", has_text="$ aims-gate init").first
    block.hover()
    block.get_by_role("button", name="Copy").click()
    block.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "aims-gate init\n"


def page_with(folder: Path, body: str) -> list[str]:
    (folder / "a.html").write_text(f"<html><body>\n{body}\n</body></html>", "utf-8")
    (folder / "b.html").write_text("<h1 id='top'>B</h1>", "utf-8")
    return list(problems(folder))


@pytest.mark.parametrize(
    "body",
    [
        "<a href='b.html#top'>b</a>",
        "<a href='?x=1'>own</a> <a href='#'>top</a>",
        "<a href='https://example.org/x'>web</a>",
        "<a href='mailto:a@example.org'>mail</a>",
        "<img src='data:image/png;base64,AA=='>",
        "<link rel='canonical' href='https://example.org/'>",
    ],
)
def test_what_is_right(tmp_path: Path, body: str) -> None:
    assert page_with(tmp_path, body) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<a href='c.html'>c</a>", "a.html:2: c.html does not exist"),
        ("<a href='b.html#gone'>b</a>", "a.html:2: b.html#gone has no such anchor"),
        ("<a href='#gone'>own</a>", "a.html:2: #gone has no such anchor"),
        ("<a href='https://nowhere'>x</a>", "a.html:2: https://nowhere is no address"),
        ("<a href='mailto:nobody'>x</a>", "a.html:2: mailto:nobody is no address"),
        ("<a href='javascript:x()'>x</a>", "has a scheme that nobody expects here"),
        ("<script src='https://cdn.example.org/x.js'></script>", "is loaded from elsewhere"),
        ("<script src='//cdn.example.org/x.js'></script>", "is loaded from elsewhere"),
        ("<link rel='stylesheet' href='https://f.example.org/'>", "is loaded from elsewhere"),
        ("<p style='background: url(http://x.example.org/)'>x</p>", "is loaded from elsewhere"),
        ("<img src='gone.png'>", "a.html:2: gone.png does not exist"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, body: str, said: str) -> None:
    (found,) = page_with(tmp_path, body)
    assert said in found


def test_styles_load_nothing_from_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("@import 'https://fonts.example.org/x.css';", "utf-8")
    (found,) = problems(tmp_path)
    assert found == "a.css:1: https://fonts.example.org/x.css is loaded from elsewhere"
