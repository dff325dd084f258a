"""Whatever the texts are, every format stays well formed, safe to show and encodable."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from aims_gate.model import (
    Cause,
    Judgement,
    Location,
    Outcome,
    Subject,
    SubjectKind,
    Verdict,
    WaiverNote,
    conforms,
    fails,
    unassessed,
)
from aims_gate.reporters import BUILT_IN

from .building import context, decided, judgement, make_check, result

XSD = etree.XMLSchema(etree.parse(Path(__file__).with_name("junit_strict.xsd")))
BY_NAME = {reporter.name: reporter for reporter in BUILT_IN}

ATTACKS = st.sampled_from(
    [
        "]]>",
        "<!--",
        "&#0;",
        "\x1b]8;;https://evil.example\x07",
        "\r\n::error::",
        "##[command]",
        "[a](https://evil.example)",
        "\udce9",
        "\ud83d",
        "\u202e",
        "\ufffe",
        "\x85",
        '"\\u0000',
        "{0}",
        "%00/../..",
        "x" * 1100,
    ]
)
ANY_CHARACTER = st.characters(categories=("L", "M", "N", "P", "S", "Z", "C"))
HOSTILE = st.lists(st.one_of(st.text(ANY_CHARACTER, max_size=8), ATTACKS), max_size=4).map("".join)
NAMES = HOSTILE.filter(lambda text: text.encode("utf-8", "replace").decode() == text)
PLACES = st.builds(
    Location,
    HOSTILE,
    st.integers(1, 9),
    st.none() | st.integers(1, 9),
    st.none(),
)


@st.composite
def judgements(draw: st.DrawFn) -> Judgement:
    check = make_check(title=draw(HOSTILE), summary=draw(HOSTILE), how=draw(HOSTILE) or "x")
    check = replace(check, why=draw(HOSTILE), controls=(draw(HOSTILE),))
    about = Subject(draw(st.sampled_from(SubjectKind)), draw(NAMES), name=draw(HOSTILE))
    at, places = draw(st.none() | PLACES), draw(st.lists(PLACES, max_size=3))
    bad = fails(
        draw(HOSTILE), at=at, about=about, key=draw(NAMES), fix=draw(HOSTILE), places=places
    )
    good = conforms(draw(HOSTILE), at=at, about=about, key="good", places=places)
    unread = unassessed(draw(HOSTILE), cause=Cause.UNREADABLE, at=at, about=about)
    reason = draw(HOSTILE)
    waiver = WaiverNote(draw(HOSTILE), draw(HOSTILE))
    items = [
        result(check, about, Outcome.NONCONFORMS, decided(check, bad), decided(check, good)),
        result(check, about, Outcome.NONCONFORMS, decided(check, bad, waiver=waiver)),
        result(check, about, Outcome.NOT_ASSESSED, decided(check, unread, decides=True)),
        result(check, about, Outcome.ERROR, reason=reason),
        result(check, about, Outcome.NOT_APPLICABLE, reason=reason),
    ]
    return judgement(
        *draw(st.permutations(items)),
        verdict=draw(st.sampled_from(Verdict)),
        headline=draw(HOSTILE),
        repository=draw(HOSTILE | HOSTILE.map("https://git.example/{}".format)),
        reasons=(draw(HOSTILE),),
        steps=(draw(HOSTILE),),
        notes=(draw(HOSTILE),),
        plugins={check.id: draw(st.none() | HOSTILE)},
    )


def render(name: str, judged: Judgement, content: bytes = b"") -> str:
    class Everywhere(dict[str, bytes]):
        def __missing__(self, path: str) -> bytes:
            return content

        def get(self, path: str, default: Any = None) -> bytes:
            return self[path]

    text = BY_NAME[name].render(judged, context(Everywhere()))
    assert text.encode().decode() == text
    assert text.endswith("\n")
    lines = text.replace("\r\n", "\n") if name == "csv" else text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", lines)
    return text


@given(judgements(), st.binary(max_size=50))
def test_console_is_safe_to_show(judged: Judgement, content: bytes) -> None:
    text = render("console", judged, content)

    assert not re.search(r"^\s*::|##\w*\[", text, re.MULTILINE)


@given(judgements())
def test_json_is_read_back(judged: Judgement) -> None:
    assert len(json.loads(render("json", judged))["results"]) == len(judged.results)


@given(judgements())
def test_junit_is_well_formed(judged: Judgement) -> None:
    etree.fromstring(render("junit", judged).encode())
    XSD.assertValid(etree.fromstring(render("junit-strict", judged).encode()))


@given(judgements(), st.binary(max_size=50))
def test_code_quality_is_read_back(judged: Judgement, content: bytes) -> None:
    issues = json.loads(render("gitlab", judged, content))

    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    why = judged.reasons if judged.verdict is Verdict.UNDECIDED else ()
    assert len(issues) == 3 + len(set(why))
    assert all(issue["location"]["path"] for issue in issues)


@given(judgements())
def test_github_sees_our_commands_alone(judged: Judgement) -> None:
    *commands, last = render("github", judged).split("\n")[:-1]

    assert re.fullmatch("aims-gate: the gate [a-z ]+", last)
    for command in commands:
        assert re.match("::(error|warning|notice) title=[^:]*::", command)
        assert not re.search(r"##\w*\[", command)


@given(judgements())
def test_markdown_keeps_its_tables(judged: Judgement) -> None:
    for line in render("markdown", judged).split("\n"):
        cells = line.count("|")
        assert cells == 0 or (line[0] == line[-1] == "|" and cells in (4, 5))
        assert not re.search("<(?!br>)|`|&(?!#|nbsp;)", line)


@given(judgements())
def test_csv_is_read_back_and_holds_no_formula(judged: Judgement) -> None:
    text = io.StringIO(render("csv", judged), newline="")
    header, *rows = csv.reader(text, strict=True)

    assert len(rows) == 6
    for row in rows:
        assert len(row) == len(header)
        assert not [cell for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("name", ["sarif", "sarif-audit"])
@settings(max_examples=30)
@given(judgements(), st.binary(max_size=50))
def test_sarif_keeps_its_schema(
    schema_errors: Callable[[Any], list[str]], name: str, judged: Judgement, content: bytes
) -> None:
    document = json.loads(render(name, judged, content))

    assert schema_errors(document) == []
    (run,) = document["runs"]
    for item in run["results"]:
        (location,) = item["locations"]
        assert location["physicalLocation"]["artifactLocation"]["uri"]
        assert location["physicalLocation"]["region"]["startLine"] >= 1
        assert len(item["message"]["text"]) <= 1024
