"""JSON laid out over lines, as the standard library lays it out, in half its time.

The standard library writes nothing but JSON on one line in compiled code; a report of tens of
megabytes is laid out, for people look at it too.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from json.encoder import encode_basestring
from typing import Any

_NESTING = (dict, list, tuple)


def indented(value: Any, indent: int) -> str:
    """The text that ``json.dumps(value, ensure_ascii=False, indent=indent)`` gives.

    Keys must be text. Raises :class:`TypeError` for what JSON cannot hold.
    """
    parts: list[str] = []
    _write(value, "\n", " " * indent, parts.append)
    return "".join(parts)


def _write(value: Any, lead: str, step: str, add: Callable[[str], None]) -> None:
    """Add a value; ``lead`` is the line break and the indentation of the line it stands on."""
    if not isinstance(value, _NESTING) or not value:
        add(_plain(value))
        return
    inner = lead + step
    is_object = isinstance(value, dict)
    # Every part begins with what parts it from the one before: one string to add, and not three.
    before, between = ("{" if is_object else "[") + inner, "," + inner
    for key in value:
        each = value[key] if is_object else key
        start = f"{before}{encode_basestring(key)}: " if is_object else before
        if isinstance(each, str):
            add(start + encode_basestring(each))
        elif each is None:
            add(f"{start}null")
        elif isinstance(each, _NESTING):
            add(start)
            _write(each, inner, step, add)
        else:
            add(start + _plain(each))
        before = between
    add(lead + ("}" if is_object else "]"))


def _plain(value: Any) -> str:
    """A value without parts."""
    if value is True:
        return "true"
    if value is False:
        return "false"
    return str(value) if type(value) is int else json.dumps(value, ensure_ascii=False)
