"""A browser that lets nothing out, for pages that must not want anything."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from aims_gate.reporters.html import HtmlReporter

from ..building import HEADINGS, STATED, context, rich
from ..conftest import TOOLS, absent

Scheme = Literal["light", "dark"]
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium as the system has it: a browser that Python packages download is another one."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        absent(f"no {' or '.join(_NAMES)} on PATH: install Chromium")
    with sync_playwright() as playwright:
        # A sandbox within that of a container is not to be had; the pages are our own.
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility engine, as JavaScript."""
    file = TOOLS / "node_modules" / "axe-core" / "axe.min.js"
    if not file.exists():
        absent(f"no {file}: run .ci/install-tools")
    return file.read_text("utf-8")


@dataclass
class Opened:
    """What the page did that it must not do."""

    requests: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open a page in a window of its own; it may ask for nothing and say nothing."""
    contexts: list[BrowserContext] = []
    opened = Opened()

    def watch(route: Route) -> None:
        if route.request.url.partition("#")[0] == (tmp_path / "report.html").as_uri():
            route.continue_()
        else:
            opened.requests.append(route.request.url)
            route.abort()

    def open_(
        text: str,
        *,
        width: int = 1440,
        scheme: Scheme = "light",
        scripts: bool = True,
        fragment: str = "",
    ) -> Page:
        file = tmp_path / "report.html"
        file.write_text(text, encoding="utf-8", newline="")
        window = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            java_script_enabled=scripts,
            service_workers="block",
        )
        contexts.append(window)
        window.route("**/*", watch)
        page = window.new_page()
        page.on("console", lambda message: opened.said.append(message.text))
        page.on("pageerror", lambda problem: opened.said.append(str(problem)))
        page.goto(f"{file.as_uri()}{fragment}")
        return page

    yield open_
    for each in contexts:
        each.close()
    assert opened == Opened()


@pytest.fixture(scope="session")
def report() -> str:
    """The page of a judgement that has one of everything."""
    return HtmlReporter().render(rich(), context(stated=lambda: STATED, headings=HEADINGS))
