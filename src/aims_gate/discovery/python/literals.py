"""String literals of Python code and what they are given to: a key, a parameter, a call."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .source import Source

_KEY = re.compile(
    rb"([A-Za-z_][\w.-]*)[\"']?\s{0,4}\]?\s{0,9}(?::\s{0,4}[\w\[\]|., \"']{0,80})?\s{0,9}[=:]"
    rb"\s{0,40}(?:[frbFRB]{1,2}|str\(|\(|Path\()?\s{0,40}$"
)
_FALLBACK = re.compile(
    rb"(?:getenv|get|pop|setdefault|getattr|config|env|getenv_str)\(\s{0,40}(?:[\w.]+\s{0,4},\s{0,4})?"
    rb"[\"']([\w.-]+)[\"']\s{0,4},\s{0,60}(?:default\s?=\s?)?$"
)
_OTHERWISE = re.compile(
    rb"^\s{0,60}(?:self\.)?([\w.]+)\s?(?::[^=\n]{0,60})?=[^=\n].{0,200}\b(?:or|else)\s+$"
)
_ENVIRONMENT = re.compile(rb"[\"']([A-Z][A-Z0-9_]{2,60})[\"']\s?[\])]\s{0,9}(?:or|else)\s+$")
_CALL = re.compile(rb"([A-Za-z_][\w.]*)\(\s{0,40}(?:[\w.]+\s{0,4},\s{0,40})?$")
_COMPARED = re.compile(rb"(?:[=!]=|\bin|startswith\(|endswith\(|\bcase)\s{0,9}[(\[{]?\s{0,9}$")
_ASSERTED = re.compile(rb"^\s{0,60}(?:assert|raise|print|warn|log)\b")
_LINE_NAME = re.compile(
    rb"^\s{0,60}[\"']?(?:self\.)?([A-Za-z_][\w.]*)[\"']?\s{0,9}(?::[^=\n]{0,80})?[=:]"
)
_OPTION = re.compile(
    rb"(?:add_argument|option|Option|argument|add_option|DEFINE_string|DEFINE_enum)\(\s{0,60}"
    rb"(?:[\"']-\w[\"']\s{0,9},\s{0,60})?[\"'](?:--)?([\w-]+)[\"']"
)
_GENERIC = frozenset(
    b"default value name id key path type type_ str_ const fallback default_value choices help "
    b"default_factory".split()
)
_RETURNED = re.compile(rb"\s{0,60}return\s+[\w.,\s]{0,80}$")
_BOUND = re.compile(rb"\b(repo_id|model_id|model_name|model)\s?=\s?(?:os\.)?(?:environ\.)?$")
_WINDOW = 1200  # bytes before a literal in which its option, list or dict begins


@dataclass(frozen=True, slots=True)
class Use:
    """What a literal is given to.

    ``key`` is the name of the variable, parameter, option or dictionary key, or of the call whose
    positional argument it is (then ``call`` is true); empty if there is none. ``element`` says
    that it is one of several in a list, set or dictionary.
    """

    key: str = ""
    call: bool = False
    element: bool = False


COMPARED = Use("==")
"""The literal is only compared with something, or part of a message."""


def use_of(source: Source, start: int, end: int) -> Use:
    """What the literal whose opening quote is at ``start`` is given to."""
    data = source.data
    prefix = data[source.line_start(start) : start]
    if len(prefix) > 400:
        prefix = prefix[-400:]
    if _is_compared(prefix):
        return COMPARED
    found = _directly(prefix)
    if found is None:
        window = data[max(0, start - _WINDOW) : start]
        if not prefix.strip():
            found = _directly(window)
        elif prefix.rstrip().endswith(b","):
            found = _fallback(window)
        if found is None and _RETURNED.match(prefix):
            return Use("return")
        return found or _within(window)
    if found.key.encode() in _GENERIC and not found.call:
        return _named_elsewhere(data, prefix, start) or found
    return found


def _is_compared(prefix: bytes) -> bool:
    return _COMPARED.search(prefix[-30:]) is not None or _ASSERTED.match(prefix) is not None


def _directly(prefix: bytes) -> Use | None:
    """What the literal is given to on its own line; its last character says what to look for."""
    prefix = prefix[-160:]
    last = prefix.rstrip()[-1:]
    found = None
    if last in b"=:":
        found = _KEY.search(prefix)
    elif last == b"(":
        found = _KEY.search(prefix)
        if not found and (call := _CALL.search(prefix[-100:])):
            return Use(call[1].decode(), call=True)
    elif last == b",":
        if use := _fallback(prefix):
            return use
        if call := _CALL.search(prefix[-100:]):
            return Use(call[1].decode(), call=True)
    elif last.isalpha():
        found = _ENVIRONMENT.search(prefix) or _OTHERWISE.search(prefix)
    return Use(found[1].decode()) if found else None


def _fallback(text: bytes) -> Use | None:
    """What the literal at the end of the text is given to where a look-up finds nothing."""
    found = _FALLBACK.search(text)
    if not found:
        return None
    bound = _BOUND.search(text, max(0, found.start() - 80), found.start())
    return Use((bound or found)[1].decode())


def _named_elsewhere(data: bytes, prefix: bytes, start: int) -> Use | None:
    """The option or field whose default the literal is."""
    window = data[max(0, start - _WINDOW) : start]
    options = list(_OPTION.finditer(window))
    option = options[-1] if options else None
    if option and b")" not in window[option.end() :].replace(b"()", b"").replace(b")),", b""):
        return Use(option[1].decode().replace("-", "_"))
    if (name := _LINE_NAME.match(prefix)) and name[1] not in _GENERIC:
        return Use(name[1].decode())
    return None


def _within(window: bytes) -> Use:
    """What the list, set or dictionary around the end of the window is given to."""
    depth = 0
    for at in range(len(window) - 1, -1, -1):
        mark = window[at]
        if mark in b")]}":
            depth += 1
        elif mark in b"([{":
            if depth == 0:
                line_start = window.rfind(b"\n", 0, at) + 1
                before = window[line_start:at]
                if _is_compared(before):
                    return COMPARED
                found = _directly(before)
                if found is None:
                    return Use(element=True)
                if found.key.encode() in _GENERIC:
                    found = _named_elsewhere(window, before, at) or found
                return Use(found.key, found.call, element=True)
            depth -= 1
    return Use()
