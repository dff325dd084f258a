"""The text of a YAML file: UTF-8 within bounds, and positions in it."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_MOST_TAG_DIRECTIVES: Final = 50
_UNPRINTABLE = re.compile(
    # What c-printable of YAML 1.2 leaves out, named: found sooner than "none of the others".
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)


class YamlProblem(Exception):  # noqa: N818 - listed as a result as often as raised
    """What is wrong with a YAML text, and where; ``line`` and ``column`` count from 1."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(line, column, message)
        self.line = line
        self.column = column
        self.message = message

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.message}"


class Position(NamedTuple):
    """A place in a text; both count from 1, columns in characters."""

    line: int
    column: int


def decode_text(source: bytes) -> str:
    """Decode UTF-8, with or without a byte order mark.

    Raises :class:`YamlProblem` at the first byte that is none, and for UTF-16 and binary content.
    """
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise YamlProblem(1, 1, "the file is UTF-16: save it as UTF-8")
    if (nul := source.find(b"\0")) >= 0:
        raise YamlProblem(
            *_position_in(source[:nul].decode("utf-8", "replace")),
            "the file is binary or not UTF-8: it holds a NUL byte",
        )
    content = source.removeprefix(b"\xef\xbb\xbf")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as problem:
        before = content[: problem.start].decode("utf-8")
        message = f"byte 0x{content[problem.start]:02x} is not UTF-8: save the file as UTF-8"
        raise YamlProblem(*_position_in(before), message) from None


def _position_in(before: str) -> Position:
    """The position right after the text."""
    line_start = before.rfind("\n") + 1
    return Position(before.count("\n") + 1, len(before) - line_start + 1)


def _size(count: int) -> str:
    for unit, name in ((1 << 20, "MiB"), (1 << 10, "KiB")):
        if count >= unit:
            return f"{count / unit:.3g} {name}"
    return f"{count} bytes"


def checked_text(source: str | bytes, max_bytes: int) -> str:
    """The text to parse; raises :class:`YamlProblem` for what no parser should see.

    Text is measured in characters, which are no more than its bytes.
    """
    if len(source) > max_bytes:
        raise YamlProblem(1, 1, f"the file is larger than {_size(max_bytes)}, which is not read")
    text = decode_text(source) if isinstance(source, bytes) else source.removeprefix("\ufeff")
    if bad := _UNPRINTABLE.search(text):
        message = f"the character U+{ord(bad[0]):04X} is not allowed in YAML"
        raise YamlProblem(*_position_in(text[: bad.start()]), message)
    # libyaml compares each of these with all before it.
    if text.count("\n%TAG") > _MOST_TAG_DIRECTIVES:
        message = f"the file holds over {_MOST_TAG_DIRECTIVES} %TAG directives, which is not read"
        raise YamlProblem(1, 1, message)
    return text
