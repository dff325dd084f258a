"""One file to what strayed into it: a row for each kind, masked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...repository.scan import Row
from .identifiers import identifiers_in
from .secrets import secrets_in
from .wanted import is_sample

_MAIL = re.compile(rb"[A-Za-z0-9][\w.+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}\b")
_NO_MAIL = re.compile(
    rb"@(?:[\w-]{1,63}\.)*(?:example\.(?:com|org|net)|[\w-]{1,63}\.(?:example|test|invalid|local)|"
    rb"example|test|localhost|(?:mail|email|domain|company|test|acme|foo|bar)\.(?:com|org|net)|"
    rb"users\.noreply\.github\.com|sentry\.io|\w{1,9}\.(?:png|jpe?g|svg|gif|js|css))$"
    rb"|^(?:no-?reply|info|support|contact|hello|admin|security|git|noreply)@",
    re.IGNORECASE,
)
_PHONE = re.compile(
    rb"(?:phone|tel|mobile|handy|telefon\w{0,3}|t\xc3\xa9l\w{0,9})[\"']?\s{0,3}[:=,]?\s{0,3}[\"']?"
    rb"(\+[1-9]\d{0,2}[ -]?(?:\(?\d{1,5}\)?[ -]?){2,5}\d{2,4})(?![\d])",
    re.IGNORECASE,
)
_INVENTED_PHONE = re.compile(rb"555|0{4}|1234|x{2}")
_MOST_MAILS = 500


def read(path: str, data: bytes, size: int) -> list[Row]:
    """The rows of a file: ``kind``, ``grave``, ``line`` of the first, ``count`` and ``masked``."""
    if b"\0" in data[:1024]:
        return []
    rows: dict[str, Row] = {}
    for kind, at, text in identifiers_in(data):
        _add(rows, data, kind, at, text[:2], len(text), grave=True)
    for kind, at, secret in secrets_in(data):
        shown = "" if kind == "private key" else secret[:3].decode("ascii", "replace")
        _add(rows, data, _with_article(kind), at, shown, len(secret), grave=True)
    if is_sample(path):
        for kind, at, first, length in _contacts(data):
            _add(rows, data, kind, at, first, length, grave=False)
    return list(rows.values())


def _contacts(data: bytes) -> Iterator[tuple[str, int, str, int]]:
    if b"@" in data:
        for number, found in enumerate(_MAIL.finditer(data)):
            if number >= _MOST_MAILS:
                break
            if not _NO_MAIL.search(found[0]):
                yield "an e-mail address", found.start(), chr(found[0][0]), len(found[0])
    if b"+" in data:
        for found in _PHONE.finditer(data):
            if not _INVENTED_PHONE.search(found[1]):
                yield "a phone number", found.start(1), "+", len(found[1])


def _add(
    rows: dict[str, Row], data: bytes, kind: str, at: int, shown: str, length: int, *, grave: bool
) -> None:
    """Count one more of a kind; the first gives the line. No value is kept."""
    row = rows.get(kind)
    if row is not None:
        row["count"] = int(str(row["count"])) + 1
        return
    rows[kind] = {
        "kind": kind,
        "grave": grave,
        "line": data.count(b"\n", 0, at) + 1,
        "count": 1,
        "masked": f"{shown}{'*' * min(12, max(3, length - len(shown)))}",
    }


def _with_article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "AEIO" else f"a {kind}"
