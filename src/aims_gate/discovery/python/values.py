"""Values of simple expressions: literals, constants, defaults, options and environment defaults."""

from __future__ import annotations

import re

from .source import Source

_LITERAL = re.compile(rb"[rRbBuUfF]{0,2}(?:\"([^\"\\\n]*)\"|'([^'\\\n]*)')")
_KEYWORD = re.compile(rb"([A-Za-z_]\w*)\s*=(?!=)\s*")
_NAME = re.compile(rb"[A-Za-z_][\w.]*$")
_INDEXED = re.compile(rb"[A-Za-z_][\w.]*\[\s*[\"']([\w.-]+)[\"']\s*\]$")
_WORD_AFTER = re.compile(
    rb"[\"']?\s{0,4}\]?\s{0,4}(?::\s{0,4}[\w\[\]|., \"']{0,80}?)?\s{0,9}[=:]\s{0,9}"
    rb"(?:[^\"'\n#]{0,120}?)[rbu]?(?:\"([^\"\\\n]*)\"|'([^'\\\n]*)')([^\n]{0,200})"
)
_ONE_OF = re.compile(rb"\s+(?:not )?in\s*[\[({]([^\])}]{0,600})[\])}]")
_LOOKUP = re.compile(
    rb"(?:[\w)\]]\[\s*|(?:\.get|\.pop|\.setdefault|env\w*|environ[\w.]*)\(\s*|"
    rb"\bgetattr\([\w.]+,\s*)[rbu]?$"
)
_LATER = re.compile(
    rb"\s*(?:,\s*(?:default\s*=\s*)?|[\])]\s*or\s+)(?:\"([^\"\\\n]*)\"|'([^'\\\n]*)')"
)
_DEFAULT = re.compile(rb"default\s*=\s*(?:\"([^\"\\\n]*)\"|'([^'\\\n]*)')")
_MOST_PLACES = 60


def split_arguments(arguments: list[bytes]) -> tuple[list[bytes], dict[str, bytes]]:
    """Tell positional arguments from those with a name."""
    positional: list[bytes] = []
    named: dict[str, bytes] = {}
    for argument in arguments:
        if found := _KEYWORD.match(argument):
            named[found[1].decode()] = argument[found.end() :]
        else:
            positional.append(argument)
    return positional, named


def literal(expression: bytes) -> str | None:
    """The text of a string literal that is the whole expression."""
    found = _LITERAL.fullmatch(expression)
    return _text(found[1] if found[1] is not None else found[2]) if found else None


def literals(expression: bytes) -> list[str]:
    """The texts of all string literals in the expression."""
    return [_text(double or single) for double, single in _LITERAL.findall(expression)]


def name_of(expression: bytes) -> bytes | None:
    """The last part of a name, attribute or subscript: what its value is looked up by."""
    if found := _INDEXED.match(expression):
        return found[1]
    if _NAME.match(expression):
        return expression.rpartition(b".")[2]
    return None


def values(source: Source, name: bytes) -> list[tuple[str, int]]:
    """Texts the file gives to a name, and where.

    Assignments, defaults of parameters, options and environment variables, and the members of a
    collection that the name is tested against.
    """
    known = source.values.get(name)
    if known is None:
        known = source.values[name] = _given(source, name)
    return known


def _given(source: Source, name: bytes) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    data = source.data
    for spelling in {name, name.replace(b"_", b"-")}:
        at = -1
        for _ in range(_MOST_PLACES):
            at = data.find(spelling, at + 1)
            if at < 0:
                break
            end = at + len(spelling)
            if data[end : end + 1].isalnum() or data[end : end + 1] == b"_":
                continue
            if data[max(0, at - 2) : at] == b"--":
                if default := _DEFAULT.search(data, end, end + 400):
                    found.append((_text(default[1] or default[2] or b""), default.start()))
                continue
            if data[at - 1 : at].isalnum() or data[at - 1 : at] in (b"_", b"-"):
                continue
            if members := _ONE_OF.match(data, end):
                found.extend((text, members.start()) for text in literals(members[1]))
            elif (value := _WORD_AFTER.match(data, end)) and source.in_code(at):
                found.extend((_text(text), value.start()) for text in _stated(data, end, value))
    return found


def _stated(data: bytes, after: int, value: re.Match[bytes]) -> list[bytes]:
    """The literal; of a key that something is looked up by, what is taken in its absence."""
    group = 1 if value[1] is not None else 2
    if _LOOKUP.search(data, after, value.start(group) - 1) is None:
        return [value[group]]
    later = _LATER.match(value[3])
    return [later[1] if later[1] is not None else later[2]] if later else []


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")
