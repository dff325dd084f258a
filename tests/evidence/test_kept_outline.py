"""Outlines beside documents: those of the very text that was recognised, and of no other."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aims_gate.evidence.document import Document
from aims_gate.evidence.kept_outline import KeptOutline
from aims_gate.evidence.markdown import read_markdown
from aims_gate.evidence.reading import read_document
from aims_gate.evidence.rows import found_in
from aims_gate.repository.scope import Scope

CARD = """\
---
license: mit
tags: [credit, tabular]
---
# Model card: scorecard

## Intended use

Ranks applications for a loan officer, who decides on each of them alone.

## Limitations

It was never tried on applicants without a bank account, and says nothing about them.

| group | share |
| --- | --- |
| women | 0.41 |
"""


def document(path: str, text: str) -> Document:
    """What recognition makes of a file, after a cache has had it."""
    found = read_document(path, text.encode(), len(text.encode()))
    assert found is not None
    row = json.loads(json.dumps(found.row()))
    return found_in(row).placed(path, Scope.PRODUCT)


def test_a_document_brings_the_outline_of_its_text() -> None:
    assert document("MODEL_CARD.md", CARD).outline_of(CARD) == read_markdown(CARD)


def test_the_outline_of_a_text_is_none_of_another() -> None:
    assert document("MODEL_CARD.md", CARD).outline_of(CARD.replace("alone", "with two")) is None
    assert document("MODEL_CARD.md", CARD).outline_of(CARD.replace("\n", "\r\n")) is None


@pytest.mark.parametrize("path", ["model_card.rst", "model_card.html"])
def test_only_markdown_is_kept(path: str) -> None:
    text = "Model card\n==========\n\nIntended use\n------------\n\nRanking of applications.\n"
    if path.endswith("html"):
        text = "<h1>Model card</h1><h2>Intended use</h2><p>Ranking of applications.</p>"
    assert document(path, text).outline_of(text) is None


@given(
    st.lists(
        st.sampled_from(
            ["# A", "**B:** c", "| a | b |", "|---|---|", "Licence: MIT", "", "---", "x"]
        )
    )
)
def test_an_outline_is_kept_whole(lines: list[str]) -> None:
    text = "\n".join(lines)
    outline = read_markdown(text)
    kept = KeptOutline.of(outline, text)
    assert KeptOutline(json.loads(json.dumps(kept.row))).if_of(text) == outline
