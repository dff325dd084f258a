"""Expressions: what they may name, what they come to, and that none of them runs away."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aims_gate.custom.evaluate import (
    MAX_STEPS_OF_ALL,
    Meter,
    OverBoundError,
    UnknownValueError,
    as_cel,
)
from aims_gate.custom.expression import ExpressionError, compile_expression
from aims_gate.custom.vocabulary import Shape

SHAPES: Mapping[str, Shape] = {
    "model": dict.fromkeys(("id", "licence", "size_bytes", "tags")),
    "models": None,
    "systems": None,
    "today": None,
}
VALUES = {
    name: as_cel(value)
    for name, value in {
        "model": {"id": "scorecard", "size_bytes": 10, "tags": ["branch"]},
        "models": [{"id": str(number), "text": "x" * 50} for number in range(400)],
        "systems": [{"models": [str(number) for number in range(3000)]}] * 3,
        "today": date(2026, 11, 22),
    }.items()
}
SECONDS = 30.0


def evaluated(text: str) -> object:
    return compile_expression(text, SHAPES).evaluate(VALUES, Meter())


@pytest.fixture(autouse=True)
def _in_time() -> Any:
    started = time.monotonic()
    yield
    assert time.monotonic() - started < SECONDS


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("model.size_bytes < 500000000", True),
        ("'branch' in model.tags && !(model.id == 'x')", True),
        ("has(model.licence) ? model.licence == 'MIT' : true", True),
        ("models.all(each, each.id != '') && models.size() == 400", True),
        ("models.exists(m, m.id == '3' || m.absent == 1)", True),
        ("model.id.matches('^score') && model.id.startsWith('s')", True),
        ("today < timestamp('2026-01-01T00:00:00Z')", False),
        ("today.getFullYear() == 2026", True),
        ("true // it's so\n && true", True),
        ("'it\\'s' == \"it's\"", True),
        ("!" * 60 + "true", True),
        ("(" * 11 + "true" + ")" * 11, True),
        (" || ".join(["false"] * 90), False),
    ],
)
def test_expressions_are_cel(text: str, value: bool) -> None:
    assert evaluated(text) is value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("model.licence == 'MIT'", "'licence' is not stated"),
        ("model['licence'] == 'MIT'", "no such key"),
        ("models.all(m, m.licence == 'MIT')", "'licence' is not stated"),
        (" || ".join(["model.id.x"] * 40), "has none"),
        ("model.size_bytes < 'x'", "cannot be compared"),
        ("model.size_bytes / 0 > 1", "divided by zero"),
        ("int(model.id) > 1", "cannot be converted"),
        ("99999999999999999999 > 1", "out of range"),
        ("models.exists(m, m.id.__class__ == 1)", "has none"),
        ("'%1000000000d' % 5 == ''", "cannot be compared or combined"),
        ("'a' * 1000000000 == ''", "cannot be compared or combined"),
        ("[0] * 1000000000 == []", "cannot be compared or combined"),
    ],
)
def test_what_comes_to_nothing_says_why(text: str, reason: str) -> None:
    with pytest.raises(UnknownValueError, match=reason):
        evaluated(text)


BOMBS = [
    "models.all(a, models.all(b, models.all(c, a.id == b.id)))",
    "[1].map(a, model.id + model.id)" + ".map(a, a + a)" * 30 + " == []",
    "[1].map(a, [a,a,a,a,a,a,a,a])" + ".map(a, [a,a,a,a,a,a,a,a])" * 20 + " == []",
    "models.map(a, a).map(b, string(models)) == []",
    "systems.exists(s, systems.exists(t, s == t && s in systems))",
    "models.exists(m, systems == systems && false)",
    "models.all(m, models.exists(n, models.x == 1))",
]


@pytest.mark.parametrize("text", BOMBS)
def test_an_evaluation_that_grows_beyond_its_bound_ends(text: str) -> None:
    with pytest.raises(OverBoundError, match="takes over 100,000 steps"):
        evaluated(text)


def test_all_evaluations_together_have_a_bound() -> None:
    meter = Meter(all_together=1_000)
    expression = compile_expression("models.all(m, m.id != '')", SHAPES)
    with pytest.raises(OverBoundError, match=f"{MAX_STEPS_OF_ALL:,}"):
        expression.evaluate(VALUES, meter)


@pytest.mark.parametrize(
    ("text", "message", "column"),
    [
        ("model.licnce == ''", "no field 'licnce': did you mean 'licence'", 7),
        ("modle.id == ''", "no variable 'modle': did you mean 'model'", 1),
        ("models.exists(m, n.id == '')", "no variable 'n'", 18),
        ("models.all(m, true) && m.id == ''", "no variable 'm'", 24),
        ("model.__class__ == 1", "no field '__class__'", 7),
        ("model.id.upper() == ''", "no function 'upper'", 10),
        ("__import__('os')", "no function '__import__'", 1),
        ("has(model)", "'has' takes one field", 1),
        ("models.map(m)", "takes a name and an expression", 8),
        ("models.exists(m.id, true)", "takes a name and an expression", 8),
        ("Model{id: 'x'}", "types and packages", 1),
        ("model.id.matches(model.id)", "a pattern that is spelt out", 10),
        ("model.id.matches('(a')", "the pattern cannot be read", 10),
        ("1 +", "is not CEL", 3),
        ("", "is not CEL", 1),
        ("true true", "is not CEL", 1),
        ("'''a''' == 'a'", "three quotes", 1),
        ('model.id == "' + "\\n" * 200, "is not closed", 13),
        ("model.id == '" + "\\n" * 200, "is not closed", 13),
        ("x" * 1001, "longer than 1000 characters", 1),
        ("(" * 200 + "true" + ")" * 200, "nested too deeply", 1),
        ("model" + ".id" * 300, "nested too deeply", 1),
    ],
)
def test_what_cannot_be_meant_is_refused_at_its_column(
    text: str, message: str, column: int
) -> None:
    with pytest.raises(ExpressionError, match=message.replace("(", r"\(")) as refused:
        compile_expression(text, SHAPES)
    assert refused.value.column == column
    assert refused.value.fix


def test_a_pattern_that_backtracks_elsewhere_takes_no_time() -> None:
    values = VALUES | {"model": as_cel({"id": "a" * 50_000 + "!"})}
    expression = compile_expression("model.id.matches('^(a+)+$')", SHAPES)
    assert expression.evaluate(values, Meter()) is False


def test_the_variables_named_are_known() -> None:
    expression = compile_expression("models.exists(m, m.id == model.id)", SHAPES)
    assert expression.variables == {"models", "model"}


PIECES = st.sampled_from(
    """model models m today . .id .licence x 1 0 -1 1.5 'a' "b" r'\\d' ' " \\ true null [ ] ( ) { }
    , : ? == != < in && || ! + - * / % // .all(m, .map(m, .size() .matches('a') has( size( string(
    timestamp( duration( \x00 é \u2028 0x1F 1u b'x'""".split(" ")
)
OPERATORS = st.sampled_from("== != < >= in && || + - * / %".split())
MACROS = st.sampled_from("all exists exists_one filter map".split())
FUNCTIONS = st.sampled_from("bool double duration int size string timestamp".split())
ATOMS = st.sampled_from(
    "model models systems today model.id model.licence model.tags m.id 1 0 -7 1.5 1u true false "
    "null 'a' '%s%d' '2026-01-01T00:00:00Z' '24h' 9223372036854775807 [] {} [1,'a'] {'a':1}".split()
)


FIELDS = st.sampled_from(("id", "licence", "__class__", "size()"))


def deeper(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("({} {} {})".format, inner, OPERATORS, inner),
        st.builds("({}).{}(m, {})".format, inner, MACROS, inner),
        st.builds("{}({})".format, FUNCTIONS, inner),
        st.builds("({} ? {} : {})".format, inner, inner, inner),
        st.builds("({})[{}]".format, inner, inner),
        st.builds("({}).{}".format, inner, FIELDS),
        st.builds("[{}, {}]".format, inner, inner),
        st.builds("!{}".format, inner),
        st.builds("has(({}).id)".format, inner),
    )


FEW = VALUES | {"models": as_cel([{"id": "a"}, {"id": 2, "licence": "MIT"}, {}])}


@settings(max_examples=300, deadline=None)
@given(
    st.lists(PIECES, max_size=14).map("".join)
    | st.recursive(ATOMS, deeper, max_leaves=8).map("models.all(m, {} == true)".format)
)
def test_whatever_is_written_ends_in_a_value_or_one_of_three_answers(text: str) -> None:
    with suppress(ExpressionError, UnknownValueError, OverBoundError):
        compile_expression(text, SHAPES).evaluate(FEW, Meter())
