"""What the page says, how it is built, and what it can never do."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import html as lxml_html

from aims_gate.model import (
    Judgement,
    Location,
    Outcome,
    Subject,
    SubjectKind,
    conforms,
    fails,
)
from aims_gate.reporters.html import HtmlReporter
from aims_gate.reporters.html.told import MAX_REASONS
from aims_gate.reporters.html.view import MAX_ROWS

from ..building import (
    HEADINGS,
    RANKER,
    STATED,
    context,
    decided,
    judgement,
    make_check,
    result,
    rich,
)
from ..test_hostile import judgements

GITHUB = "https://git.example/acme/scoring/blob/0123abc/{path}#L{line}"
URL_ATTRIBUTES = {"href", "src", "action", "formaction", "data", "poster", "srcset", "cite"}


def read(judged: Judgement, **options: Any) -> Any:
    text = HtmlReporter().render(judged, context(**options))
    return lxml_html.document_fromstring(text)


@pytest.fixture(scope="module")
def page() -> Any:
    return read(rich(), stated=lambda: STATED, headings=HEADINGS)


def said(element: Any) -> str:
    """The text of an element, whose lines and cells are apart."""
    copy = deepcopy(element)
    for each in copy.iter("br", "td", "dd"):
        each.text = f" {each.text or ''}"
    return " ".join(copy.text_content().split())


def one(page: Any, selector: str) -> Any:
    (found,) = page.xpath(selector)
    return found


def hash_of(element: Any) -> str:
    digest = hashlib.sha256(element.text_content().encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def test_only_the_style_and_the_script_of_the_page_may_run(page: Any) -> None:
    policy = one(page, "//meta[@http-equiv='Content-Security-Policy']/@content")
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))

    assert directives == {
        "default-src": "'none'",
        "style-src": hash_of(one(page, "//style")),
        "script-src": hash_of(one(page, "//script")),
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    first = page.xpath("//head/*")[:2]
    assert [each.get("http-equiv", "charset") for each in first][1] == "Content-Security-Policy"


def carries_nothing(page: Any) -> bool:
    """Whether no element has code, style or an address but of the page and the repository."""
    return all(
        not name.startswith("on")
        and name != "style"
        and (name not in URL_ATTRIBUTES or value.startswith(("#", GITHUB.partition("{")[0])))
        for element in page.iter()
        for name, value in element.attrib.items()
    )


def test_nothing_is_fetched_and_no_element_carries_code_or_style(page: Any) -> None:
    assert carries_nothing(page)
    assert page.xpath("//link | //img | //iframe | //object | //embed | //base") == []


def test_every_id_is_there_once_and_every_link_has_its_target(page: Any) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    names = page.xpath("//@aria-labelledby")
    targets = [link[1:] for link in page.xpath("//a/@href | //use/@href") if link.startswith("#")]
    assert {*targets, *names, *page.xpath("//label/@for")} <= set(ids)


def test_verdict_reasons_and_first_steps_come_first(page: Any) -> None:
    verdict = said(one(page, "//section[@id='verdict']"))

    for text in (
        "Verdict: the gate could not judge",
        "3 findings decide.",
        "Write a model card for Ranker.",
        "System legacy has no tier",
        "0123456789abcdef0123456789abcdef01234567",
        "sha256:" + "0" * 64,
        "2026-11-21",
        "aims-gate.yaml",
    ):
        assert text in verdict


def test_every_field_of_the_map_says_status_and_reach_in_words(page: Any) -> None:
    cells = {each.get("href"): said(each) for each in page.xpath("//a[starts-with(@class,'cell')]")}

    assert cells == {
        "#item-A.5.2": "A.5.2 Process for assessing impact: not assessed, known from records alone",
        "#item-A.6.2.7": "A.6.2.7 Technical documentation: with gaps, decided from content",
        "#item-A.9.3": "A.9.3 Goals of responsible use: with evidence, decided from content",
        "#item-A.7.3": "A.7.3 Where data comes from: not applicable, decided from content",
        "#item-6.1.4": "6.1.4 Assessing the impact of AI systems: not assessed, beyond the gate",
    }


def test_behind_a_control_stand_the_checks_with_what_they_ran_on(page: Any) -> None:
    behind = said(one(page, "//details[@id='item-A.6.2.7']"))

    assert "missing-model-card" in behind
    assert "1 failing: model Ranker" in behind
    assert "conforming: model acme/embedder, system Credit scoring" in behind
    assert "a.md:1" in said(one(page, "//details[@id='item-A.9.3']"))


def test_what_the_gate_cannot_know_is_said_with_the_reason(page: Any) -> None:
    assert "6.1.4 Assessing the impact of AI systems It shows only in what is said." in said(
        one(page, "//section[@id='beyond']")
    )
    unassessed = said(one(page, "//section[@id='unassessed']"))
    assert "the run is offline This run lacks what it would take." in unassessed
    assert "ZeroDivisionError: division by zero The check crashed." in unassessed
    assert "a dataset is no model" in unassessed


def test_a_card_shows_the_system_its_risks_and_the_findings_of_its_parts(page: Any) -> None:
    card = said(one(page, "//article[@id='system-1']"))

    for text in (
        "Credit scoring tier: high",
        "r-meyer (Head of credit)",
        "R-01 A household gets a loan that it cannot repay",
        "by s-lindqvist until 2026-11-20 (expired)",
        "Ranker has no model card",
        "Credit scoring is overseen by the head of credit",
    ):
        assert text in card
    assert "acme/embedder" not in card
    assert "2 about models" in said(one(page, "//article[@id='rest']"))


def test_waivers_are_told_with_their_end(page: Any) -> None:
    rows = [said(row) for row in page.xpath("//section[@id='exempt']//tbody/tr")]

    assert "2027-01-31 71 days left" in rows[0]
    assert rows[0].endswith("s-lindqvist 1")
    assert "does not hold: it expired on 2026-11-01" in rows[1]
    assert "missing-model-card: 1" in said(one(page, "//section[@id='exempt']"))


def test_a_waiver_that_nobody_could_read_is_told_from_its_findings() -> None:
    rows = [said(row) for row in read(rich()).xpath("//section[@id='exempt']//tbody/tr")]

    assert len(rows) == 1
    assert "model acme/embedder" in rows[0]
    assert "2027-01-31 71 days left" in rows[0]


def test_without_a_declaration_everything_belongs_to_the_repository() -> None:
    check, about = make_check(), Subject(SubjectKind.SYSTEM, "(repository)", name="this repository")
    items = [
        result(check, about, Outcome.CONFORMS),
        result(check, RANKER, Outcome.CONFORMS),
    ]

    page = read(judgement(*items))

    assert page.xpath("//article/@id") == ["system-1"]
    assert "tier: limited (not stated)" in said(one(page, "//article"))
    assert "No risk register of this system was read." in said(one(page, "//article"))


def test_places_lead_to_the_line_at_the_commit() -> None:
    page = read(rich(), source_url=GITHUB)

    links = page.xpath("//section[@id='findings']//a[@class='at']/@href")
    assert links[:3] == [
        "https://git.example/acme/scoring/blob/0123abc/src/train.py#L3",
        "https://git.example/acme/scoring/blob/0123abc/src/serve.py#L2",
        "https://git.example/acme/scoring/blob/0123abc/docs/cards/old%20ranker.md#L1",
    ]


def places_of(further: int) -> Any:
    places = [Location("src/train.py", line) for line in range(2, 2 + further)]
    found = fails("x", at=Location("src/train.py"), about=RANKER, key="", places=places)
    item = result(make_check(), RANKER, Outcome.NONCONFORMS, decided(make_check(), found))
    return one(read(judgement(item)), "//section[@id='findings']//li[@id]")


def test_many_places_are_folded_away_after_the_first_ones() -> None:
    assert not places_of(5).xpath(".//details")

    row = places_of(30)
    assert len(row.xpath("./ul[@class='places']/li")) == 4
    fold = one(row, "./details")
    assert said(one(fold, "./summary")) == "27 more places"
    assert len(fold.xpath(".//span[@class='at']")) == 17
    assert [said(each) for each in fold.xpath(".//li")][-2:] == [
        "src/train.py:21",
        "and 10 more places",
    ]
    assert said(places_of(21).xpath(".//li")[-1]) == "and 1 more place"


@pytest.mark.parametrize(
    "template", ["javascript:alert(1)//{path}", "data:text/html,{path}", "//host/{path}", "{path}"]
)
def test_only_addresses_of_the_web_become_links(template: str) -> None:
    assert read(rich(), source_url=template).xpath("//a[@class='at']") == []


def test_a_path_cannot_leave_its_place_in_an_address() -> None:
    check, about = make_check(), RANKER
    for path in ('a"><b>', "../../x?y#z", "{line}{path}", "caf\udce9.py", "half\ud83d"):
        found = fails("x", at=Location(path, 7), about=about, key="")
        item = result(check, about, Outcome.NONCONFORMS, decided(check, found))
        page = read(judgement(item), source_url=GITHUB)
        for link in page.xpath("//section[@id='findings']//a[@class='at']/@href"):
            address, _, fragment = link.partition("#")
            assert address.startswith("https://git.example/acme/scoring/blob/0123abc/")
            assert fragment == "L7"
            assert not set('?"<>{} ') & set(address)


def test_more_than_a_page_holds_is_left_out_with_words() -> None:
    check, about = make_check(), RANKER
    bad = fails("no card", at=None, about=about, key="bad")
    good = [conforms("fine", at=None, about=about, key=str(index)) for index in range(MAX_ROWS + 5)]
    item = result(
        check, about, Outcome.NONCONFORMS, *(decided(check, each) for each in [*good, bad])
    )

    page = read(judgement(item))

    rows = page.xpath("//ol[@id='rows']/li/h3")
    assert len(rows) == MAX_ROWS
    assert said(rows[0]) == "no card"
    assert "6 more are left out" in said(one(page, "//section[@id='findings']"))


def test_of_what_is_long_a_page_holds_less() -> None:
    check, about = make_check(), RANKER
    places = [Location(f"{'<a&b/' * 800}{number}") for number in range(20)]
    bad = [
        fails("no card", at=places[0], about=about, key=str(index), places=places)
        for index in range(200)
    ]
    item = result(check, about, Outcome.NONCONFORMS, *(decided(check, each) for each in bad))

    text = HtmlReporter().render(judgement(item), context())

    assert 10_000_000 < len(text) < 30_000_000
    shown = text.count('<li class="row ')
    assert f"{200 - shown} more are left out" in text


def test_reasons_beyond_what_anybody_reads_are_counted() -> None:
    check = make_check()
    items = [
        result(check, RANKER, Outcome.NOT_ASSESSED, reason=f"file {number} cannot be read")
        for number in range(MAX_REASONS + 7)
    ]

    unassessed = one(read(judgement(*items)), "//section[@id='unassessed']")

    assert len(unassessed.xpath(".//li")) == MAX_REASONS + 1
    assert said(unassessed).endswith("and 7 more; the JSON report has them all")


def test_the_page_speaks_of_evidence_and_gaps_alone(page: Any) -> None:
    text = page.xpath("string(//body)").replace(one(page, "//script").text, "")

    assert not re.search(r"\b(complian(t|ce)|complies|certified|conformity with)\b", text, re.I)


def test_a_judgement_of_nothing_is_a_page_too() -> None:
    page = read(judgement(headline="no AI found"))

    assert "no AI found" in said(one(page, "//section[@id='verdict']"))
    assert "No AI system was found or declared." in said(one(page, "//section[@id='systems']"))
    assert "No check made an observation." in said(one(page, "//section[@id='findings']"))


@settings(max_examples=40)
@given(judgements())
def test_hostile_text_stays_text(judged: Judgement) -> None:
    text = HtmlReporter().render(judged, context(source_url=GITHUB))
    assert text.encode().decode() == text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    page: Any = lxml_html.document_fromstring(text)

    plain = {each.tag for each in read(rich(), stated=lambda: STATED).iter()}
    assert {each.tag for each in page.iter()} <= plain
    assert len(page.xpath("//script | //style")) == 2
    assert carries_nothing(page)


def test_other_formats_do_without_the_template_engine() -> None:
    code = (
        "import sys; from aims_gate.reporters import BUILT_IN; "
        "assert 'html' in [each.name for each in BUILT_IN]; sys.exit('jinja2' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
