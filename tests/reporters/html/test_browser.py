"""The page as people use it: with a mouse, with keys alone, by ear, on a phone, on paper."""

from __future__ import annotations

import time
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from aims_gate.model import (
    Cause,
    Judgement,
    Location,
    Outcome,
    Severity,
    Subject,
    SubjectKind,
    conforms,
    fails,
    unassessed,
)
from aims_gate.reporters.html import HtmlReporter

from ..building import HEADINGS, STATED, context, decided, judgement, make_check, result, rich
from .conftest import Open, Scheme

SECONDS_TO_OPEN = 2.0
LONG = "services/" + "a_very_long_name_without_any_break" * 6 + "/train.py"


def shown(page: Page) -> list[str]:
    """The messages of the findings that are to be seen."""
    return page.locator("#rows > li:not([hidden]) h3").all_text_contents()


def show_everything(page: Page) -> None:
    """Filter nothing and fold nothing."""
    page.select_option("#status", "all")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")


def large(number: int) -> Judgement:
    checks = [make_check(f"check-number-{index}") for index in range(40)]
    systems = [Subject(SubjectKind.SYSTEM, f"system-{index}") for index in range(30)]
    items = []
    for index in range(number):
        check, about = checks[index % 40], systems[index % 30]
        at = Location(f"src/part_{index % 90}/module_{index}.py", index % 400 + 1)
        text = f"Model {index} of this part has no card that says what it is for and who owns it"
        found = fails(text, at=at, about=about, key=str(index), fix="Write `CARD.md` beside it.")
        severity = list(Severity)[index % 3]
        items.append(
            result(check, about, Outcome.NONCONFORMS, decided(check, found, severity=severity))
        )
    return judgement(*items, controls=rich().controls, clauses=rich().clauses)


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_anybody(
    open_page: Open, report: str, axe: str, width: int, scheme: Scheme
) -> None:
    page = open_page(report, width=width, scheme=scheme)
    show_everything(page)
    page.evaluate(axe)

    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")

    assert found["passes"]
    assert [
        f"{each['id']}: {each['help']}: {[node['html'] for node in each['nodes']]}"
        for each in found["violations"]
    ] == []


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_runs_out_of_the_window(open_page: Open, width: int) -> None:
    check, about = make_check(), Subject(SubjectKind.MODEL, LONG)
    found = fails(f"{LONG} has no card", at=Location(LONG), about=about, key="", fix=f"`{LONG}`")
    good = conforms(f"{LONG} is there", at=Location(LONG), about=about, key="")
    unread = unassessed(LONG, cause=Cause.UNREADABLE, about=about)
    items = (
        result(check, about, Outcome.NONCONFORMS, decided(check, found), decided(check, good)),
        result(check, about, Outcome.NOT_ASSESSED, decided(check, unread), reason=LONG),
    )
    judged = judgement(*items, repository=LONG, steps=(LONG,), controls=rich().controls)
    text = HtmlReporter().render(judged, context(stated=lambda: STATED))

    page = open_page(text, width=width)
    show_everything(page)

    assert page.evaluate("document.documentElement.scrollWidth") == width
    wide = "[...document.querySelectorAll('body *')].filter((each) => !each.closest('.unseen,"
    wide += (
        " thead, svg') && each.getBoundingClientRect().right > innerWidth).map((e) => e.outerHTML)"
    )
    assert page.evaluate(wide) == []


def test_filters_show_what_fits_all_of_them(open_page: Open, report: str) -> None:
    page = open_page(report)
    problems = shown(page)
    assert "Ranker has no model card" in problems
    assert "acme/embedder is unpinned" not in problems

    page.select_option("#status", "waived")
    assert shown(page) == ["acme/embedder is unpinned"]
    page.select_option("#status", "existing")
    assert shown(page) == ["acme/embedder has no model card"]
    page.select_option("#status", "all")
    page.select_option("#check", "missing-model-card")
    assert shown(page) == ["Ranker has no model card", "acme/embedder has no model card"]
    page.select_option("#system", "system-1")
    assert shown(page) == ["Ranker has no model card"]
    assert page.inner_text("#shown") == "Showing 1 of 11 observations"
    page.select_option("#severity", "note")
    assert shown(page) == []
    assert page.locator("#none").is_visible()

    page.click("text=Show all problems")
    assert shown(page) == problems
    assert page.locator("#none").is_hidden()


def test_search_finds_words_in_any_order_and_paths(open_page: Open, report: str) -> None:
    page = open_page(report)

    page.fill("#q", "CARD ranker")
    expect(page.locator("#shown")).to_have_text("Showing 1 of 11 observations")
    assert shown(page) == ["Ranker has no model card"]
    page.fill("#q", "src/serve.py:2")
    page.press("#q", "Enter")
    assert shown(page) == ["Ranker has no model card"]


def test_links_lead_to_findings_that_the_filter_hides(open_page: Open, report: str) -> None:
    page = open_page(report)
    page.select_option("#status", "waived")

    page.locator("#system-1 .brief a").first.click()
    target = page.locator(":focus")
    assert target.get_attribute("class") == "row error"
    assert target.is_visible()

    page.locator("#system-1 .tally a", has_text="evidence").click()
    assert page.input_value("#status") == "conforms"
    assert page.input_value("#system") == "system-1"
    assert page.evaluate("document.activeElement.id") == "findings-title"


def test_the_map_leads_to_what_stands_behind_a_control(open_page: Open, report: str) -> None:
    page = open_page(report)
    behind = page.locator("#item-A\\.6\\.2\\.7 .behind")
    assert behind.is_hidden()

    page.click(".cell:has-text('A.6.2.7')")
    assert behind.is_visible()
    assert "missing-model-card" in behind.inner_text()
    page.click("#item-A\\.6\\.2\\.7 summary")
    assert behind.is_hidden()
    page.click(".cell:has-text('A.6.2.7')")
    assert behind.is_visible()


def test_an_address_opens_what_it_names(open_page: Open, report: str) -> None:
    page = open_page(report, fragment="#check-missing-datasheet")

    assert page.locator("#check-missing-datasheet .behind").is_visible()


def test_all_of_it_can_be_done_with_keys(open_page: Open, report: str) -> None:
    page = open_page(report)
    focused = "document.activeElement"

    page.keyboard.press("Tab")
    assert page.inner_text(":focus") == "Skip to the report"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{focused}.closest('main') !== null")

    reached = set()
    for _ in range(400):
        reached.add(page.evaluate(f"{focused}.id || {focused}.className || {focused}.tagName"))
        if page.evaluate(f"{focused}.id") == "status":
            break
        assert page.evaluate(f"getComputedStyle({focused}).outlineStyle") != "none"
        page.keyboard.press("Tab")
    assert {"SUMMARY", "q", "status"} <= reached
    assert any(name.startswith("cell ") for name in reached)

    page.keyboard.press("End")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("embedder")
    page.keyboard.press("Enter")
    assert set(shown(page)) == {"acme/embedder has no model card", "acme/embedder is unpinned"}

    page.focus("#exempt a")
    page.keyboard.press("Enter")
    assert shown(page) == ["acme/embedder has no model card"]
    page.focus("#checks details summary")
    page.keyboard.press("Enter")
    assert page.locator("#check-missing-datasheet").is_visible()


def test_tables_stay_tables_on_paper(open_page: Open, report: str) -> None:
    page = open_page(report, width=688)  # what an A4 page is wide within its margins
    display = "[...document.querySelectorAll('.stack')].map((it) => getComputedStyle(it).display)"
    assert set(page.evaluate(display)) == {"block"}
    page.emulate_media(media="print")
    assert set(page.evaluate(display)) == {"table"}
    assert page.evaluate("document.documentElement.scrollWidth") <= 688


def test_print_unfolds_everything_and_folds_it_again(open_page: Open, report: str) -> None:
    page = open_page(report)
    folded = "document.querySelectorAll('details:not([open])').length"
    before = page.evaluate(folded)
    assert before > 0

    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(folded) == 0
    assert page.locator("#filter").is_hidden()
    assert page.locator("nav").is_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(folded) == before
    assert page.pdf().startswith(b"%PDF-")


def test_without_scripts_everything_is_there(open_page: Open, report: str) -> None:
    page = open_page(report, scripts=False)

    assert page.locator("#filter").is_hidden()
    assert len(shown(page)) == 11


def test_a_page_may_run_nothing_but_its_own_script(open_page: Open) -> None:
    attack = "<img src=x onerror=alert(1)><script>alert(2)</script><style>*{display:none}</style>"
    check, about = make_check(title=attack), Subject(SubjectKind.MODEL, attack, name=attack)
    at = Location(f'"><script>alert(3)</script>{attack}')
    found = fails(attack, at=at, about=about, key="", fix=f"`{attack}`\n\n    {attack}")
    text = HtmlReporter().render(
        judgement(
            result(check, about, Outcome.NONCONFORMS, decided(check, found)), headline=attack
        ),
        context(source_url="https://git.example/{path}#L{line}"),
    )

    page = open_page(text)

    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 1
    assert shown(page) == [attack]


def test_five_thousand_findings_open_at_once(open_page: Open) -> None:
    text = HtmlReporter().render(large(5000), context(headings=HEADINGS))
    settled = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    took = []
    for _ in range(3):  # the first also starts processes of the browser
        start = time.perf_counter()
        page = open_page(text)
        page.evaluate(settled)
        took.append(time.perf_counter() - start)
        assert page.inner_text("#shown") == "Showing 5,000 of 5,000 observations"

    assert min(took) < SECONDS_TO_OPEN
    start = time.perf_counter()
    page.select_option("#check", "check-number-7")
    page.fill("#q", "module_47.py")
    page.press("#q", "Enter")
    assert len(shown(page)) == 1
    assert time.perf_counter() - start < SECONDS_TO_OPEN
