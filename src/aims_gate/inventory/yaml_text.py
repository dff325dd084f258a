"""YAML written by hand, so that it can be commented; every value reads back as the same text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from textwrap import wrap

_WIDTH = 88
# A word that can stand bare: it begins like a name, and nothing in it means anything to YAML.
_BARE = re.compile(r"[A-Za-z][A-Za-z0-9._/+@-]*")
# What some YAML reader takes for something other than text.
_WORDS = frozenset("true false yes no on off y n null none nan inf".split())


def scalar(text: str) -> str:
    """Write text as a YAML scalar on one line that every reader takes for that same text."""
    if _BARE.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char.isprintable():
        return char
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def listing(key: str, values: Iterable[str], indent: str) -> Iterator[str]:
    """Write a key with a list of texts: on one line if it fits, else a line each."""
    written = [scalar(value) for value in values]
    line = f"{indent}{key}: [{', '.join(written)}]"
    if len(line) <= _WIDTH:
        yield line
    else:
        yield f"{indent}{key}:"
        yield from (f"{indent}  - {value}" for value in written)


def comment(text: str, indent: str = "") -> Iterator[str]:
    """Write a remark as wrapped comment lines; ``text`` must be visible already."""
    for line in wrap(text, _WIDTH - len(indent) - 2, break_on_hyphens=False):
        yield f"{indent}# {line}"
