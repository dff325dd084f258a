"""Messages: names in braces are looked up, and nothing else is."""

from __future__ import annotations

from datetime import date

import pytest

from aims_gate.custom.message import Message

VALUES = {
    "model": {"id": "a", "declared": True, "tags": ["x", "y"], "on": date(2026, 9, 1)},
    "long": "word " * 100,
    "lines": "one\ntwo",
}


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{model.id} is large", "a is large"),
        ("{model.tags} {model.declared} {model.on}", "x, y true 2026-09-01"),
        ("{model.absent} {model.id.more} {absent}", "(not stated) (not stated) (not stated)"),
        ("{lines}", "one two"),
        ("100% of %s $x", "100% of %s $x"),
        ("{model}", "id: a, declared: true, tags: x, y, on: 2026-09-01"),
    ],
)
def test_values_stand_in_for_names(template: str, text: str) -> None:
    message = Message(template)
    assert message.stray is None
    assert message.filled(VALUES) == text


def test_a_value_is_no_template_again() -> None:
    assert Message("{model.id}").filled({"model": {"id": "{other}"}, "other": "x"}) == "{other}"


def test_long_values_are_cut() -> None:
    assert len(Message("{long}").filled(VALUES)) == 100


@pytest.mark.parametrize(
    "template",
    ["{model.id!r}", "{0}", "{}", "{model.id:>10}", "{model['id']}", "{{model.id}}", "{model", "}"],
)
def test_other_braces_are_found(template: str) -> None:
    assert Message(template).stray
