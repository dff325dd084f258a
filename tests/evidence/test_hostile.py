"""Any bytes give an answer; bombs and floods give one soon."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aims_gate.evidence import SCANNERS, DocumentKind, documents, read_as
from aims_gate.evidence.markdown import read_markdown
from aims_gate.evidence.markup import read_html, read_rst
from aims_gate.evidence.outline import Outline
from aims_gate.evidence.substance import blanks, weight
from aims_gate.repository.survey import Survey

SCANNER = SCANNERS[0]
SUFFIXES = (".md", ".rst", ".html", ".yaml", ".json", ".csv", ".ipynb", ".txt", ".pdf", ".mdx")
PIECES = st.sampled_from(
    [
        "# ",
        "## ",
        "Model card",
        "Limitations",
        "Intended use",
        "\n",
        "\n\n",
        "---\n",
        "===\n",
        "**",
        ":",
        "|",
        "| - |",
        "<!--",
        "-->",
        "<h2>",
        "</h2>",
        "<td>",
        "```",
        "~~~",
        "{{",
        "}}",
        "[",
        "](",
        "]",
        "TBD",
        "- ",
        "1. ",
        "训练数据",
        "\u0301",
        "\x00",
        "\ufeff",
        "é",
        "&amp;",
        "library_name: x\n",
        "license: mit\n",
        "{",
        "}",
        '"',
        ",",
        "\\",
        "&a ",
        "*a",
        "$",
        "?",
    ]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join)


def answer(path: str, data: bytes) -> None:
    rows = SCANNER.scan(path, data, len(data))
    json.dumps(rows)
    found = documents(Survey("", {SCANNER.name: {path: tuple(rows)}}))
    for document in found:
        for section in document.sections.values():
            assert 1 <= section.line <= section.end_line


@given(suffix=st.sampled_from(SUFFIXES), data=st.binary(max_size=400))
def test_any_bytes_give_an_answer(suffix: str, data: bytes) -> None:
    answer("model_card" + suffix, data)
    answer("docs/notes" + suffix, data)


@given(suffix=st.sampled_from(SUFFIXES), text=TEXTS)
def test_any_markup_gives_an_answer(suffix: str, text: str) -> None:
    answer("MODEL_CARD" + suffix, text.encode("utf-8", "surrogatepass"))
    answer("README" + suffix, ("# Model card: x\n\n## Limitations\n\n" + text).encode())


@given(kind=st.sampled_from(sorted(DocumentKind)), suffix=st.sampled_from(SUFFIXES), text=TEXTS)
def test_any_declared_text_gives_an_answer(kind: DocumentKind, suffix: str, text: str) -> None:
    document = read_as(kind, "a" + suffix, text.encode())
    assert document.kind is kind


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(
            ["@context", "@type", "conformsTo", "bomFormat", "components", "type", "name",
             "model_details", "limitations", "risks", "@graph", "cells", "source", "metadata"]
        ),
        inner,
        max_size=5,
    ),
    max_leaves=20,
)  # fmt: skip


@given(value=JSON_VALUES)
def test_any_json_gives_an_answer(value: object) -> None:
    data = json.dumps(value).encode()
    for path in ("model_card.json", "croissant.json", "bom.json", "card.ipynb", "card.yaml"):
        answer(path, data)


@given(text=TEXTS)
def test_parts_of_an_outline_stand_in_order_and_within_the_text(text: str) -> None:
    for outline in (read_markdown(text), read_rst(text), read_html(text)):
        lines = [part.line for part in outline.parts]
        assert lines == sorted(lines)
        assert all(1 <= line <= text.count("\n") + 1 for line in lines)
        for index in range(len(outline.parts)):
            assert outline.end_line(index) >= outline.parts[index].line


SIZE = 400_000


@pytest.mark.parametrize(
    "flood",
    [
        "#" * SIZE,
        "# a\n" * (SIZE // 4),
        "*" * SIZE,
        "**a" * (SIZE // 3),
        "**a** " * (SIZE // 6),
        "[" * SIZE,
        "[a](" * (SIZE // 4),
        "![" * (SIZE // 2),
        "<" * SIZE,
        "<a" * (SIZE // 2),
        "<summary>" * (SIZE // 9),
        "<td>" * (SIZE // 4),
        "<!--" * (SIZE // 4),
        "{{" * (SIZE // 2),
        "{%" * (SIZE // 2),
        "${" * (SIZE // 2),
        "|" * SIZE,
        "| a " * (SIZE // 4),
        "|\n|-|\n" * (SIZE // 6),
        "a: b\n" * (SIZE // 5),
        "a" * SIZE,
        "a " * (SIZE // 2),
        "your " * (SIZE // 5),
        "http://" * (SIZE // 7),
        "a@" * (SIZE // 2),
        "-" * SIZE,
        "a\n-\n" * (SIZE // 4),
        "```\n" * (SIZE // 4),
        "> " * (SIZE // 2),
        "1." * (SIZE // 2),
        "._" * (SIZE // 2),
        "trained " * (SIZE // 8),
        "from_pretrained" * (SIZE // 15),
        "模" * (SIZE // 3),
        "\u0301" * (SIZE // 2),
        ":a:" * (SIZE // 3),
        "`a <" * (SIZE // 4),
        "auf " * (SIZE // 4),
    ],
    ids=lambda flood: repr(flood[:12]),
)
@pytest.mark.parametrize("suffix", [".md", ".rst", ".html"])
def test_floods_end(flood: str, suffix: str) -> None:
    text = "# Model card: x\n\n## Limitations\n\n" + flood
    answer("card" + suffix, text.encode())
    assert blanks(flood) >= 0
    assert weight(flood) >= 0


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("model_card.yaml", "a: &a [x, x]\nb: &b [*a, *a]\n" + "c: &c [*b, *b]\n" * 1000),
        ("model_card.yaml", "[" * 100_000),
        ("model_card.yaml", "{a: " * 50_000),
        ("model_card.yaml", "&a {b: *a}"),
        ("model_card.yaml", "- " * 100_000),
        ("model_card.json", "[" * 500_000),
        ("model_card.json", '{"a":' * 200_000),
        ("model_card.json", '{"limitations": ' + "9" * 100_000 + "}"),
        (
            "model_card.json",
            "{" + ",".join(f'"limitations{n}": "x"' for n in range(60_000)) + "}",
        ),
        ("model_card.json", '{"limitations": [' + "[]," * 200_000 + "[]]}"),
        ("model_card.csv", "limitations,x\n" * 60_000),
        ("model_card.csv", '"' * 300_000),
        ("card.ipynb", '{"cells": [' + '{"cell_type": "markdown"},' * 30_000 + "{}]}"),
    ],
    ids=lambda value: value[:24],
)
def test_bombs_give_an_answer(path: str, text: str) -> None:
    answer(path, text.encode())


def test_an_outline_of_nothing_is_whole() -> None:
    outline = read_markdown("")
    assert isinstance(outline, Outline)
    assert outline.end_line(0) == 1
