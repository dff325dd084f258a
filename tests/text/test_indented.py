"""JSON over lines: the same text that the standard library writes."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aims_gate.text.indented import indented

PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
)


class Colour(StrEnum):
    RED = "red"


@given(VALUES, st.integers(0, 4))
def test_the_layout_is_that_of_the_standard_library(value: Any, indent: int) -> None:
    assert indented(value, indent) == json.dumps(value, ensure_ascii=False, indent=indent)


def test_words_of_a_vocabulary_are_text() -> None:
    assert indented({"colours": [Colour.RED]}, 1) == '{\n "colours": [\n  "red"\n ]\n}'


@pytest.mark.parametrize("value", [object(), {"a": [{1, 2}]}, {1: "a"}])
def test_what_json_cannot_hold_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        indented(value, 2)
