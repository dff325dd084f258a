"""One file to what strayed into it: a row for each kind, masked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...repository.scan import Row
from .identifiers import identifiers_in
from .secrets import secrets_in
from .wanted import is_sample

_MAIL_NAME = re.compile(rb"[A-Za-z0-9][\w.+-]{0,63}$")
_MAIL_HOST = re.compile(rb"@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}\b")
_NO_MAIL = re.compile(
    rb"@(?:[\w-]{1,63}\.)*(?:example\.(?:com|org|net)|[\w-]{1,63}\.(?:example|test|invalid|local)|"
    rb"example|test|localhost|(?:mail|email|domain|company|test|acme|foo|bar)\.(?:com|org|net)|"
    rb"users\.noreply\.github\.com|sentry\.io|\w{1,9}\.(?:png|jpe?g|svg|gif|js|css))$"
    rb"|^(?:no-?reply|info|support|contact|hello|admin|security|git|noreply)@",
    re.IGNORECASE,
)
_PHONE = re.compile(rb"\+[1-9]\d{0,2}[ -]?(?:\(?\d{1,5}\)?[ -]?){2,5}\d{2,4}(?!\d)")
_PHONE_WORD = re.compile(
    rb"(?:phone|tel|mobile|handy|telefon\w{0,3}|t\xc3\xa9l\w{0,9})[\"']?\s{0,3}[:=,]?\s{0,3}[\"']?$",
    re.IGNORECASE,
)
_INVENTED_PHONE = re.compile(rb"555|0{4}|1234|x{2}")
_MOST_MARKS = 5000
_PICTURE = re.compile(rb"\"(?:image/(?:png|jpeg|gif)|application/pdf)\": *\"[^\"]{100,}")
"""An output of a notebook that is most of its bytes and has no text; it holds no line break."""


def read(path: str, data: bytes, size: int) -> list[Row]:
    """The rows of a file: ``kind``, ``grave``, ``line`` of the first, ``count`` and ``masked``."""
    if b"\0" in data[:1024]:
        return []
    if path.endswith(".ipynb"):
        data = _PICTURE.sub(b"", data)
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
    for at in _places(data, b"@"):
        name = _MAIL_NAME.search(data, max(0, at - 64), at)
        host = _MAIL_HOST.match(data, at)
        if name and host and not _NO_MAIL.search(name[0] + host[0]):
            yield "an e-mail address", name.start(), chr(name[0][0]), len(name[0] + host[0])
    for at in _places(data, b"+"):
        found = _PHONE.match(data, at)
        is_real = found is not None and not _INVENTED_PHONE.search(found[0])
        if found and is_real and _PHONE_WORD.search(data, max(0, at - 24), at):
            yield "a phone number", at, "+", len(found[0])


def _places(data: bytes, mark: bytes) -> Iterator[int]:
    """Where a mark stands, for the first few thousand."""
    at = data.find(mark)
    for _ in range(_MOST_MARKS):
        if at < 0:
            return
        yield at
        at = data.find(mark, at + 1)


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
