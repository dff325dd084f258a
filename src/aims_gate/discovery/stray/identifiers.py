"""Identifiers of people and accounts in bytes: told by form, checksum and what stands beside them.

A form that many other numbers have too counts only in context: beside a word for it on its line,
or in the column of a table that is headed by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from . import checksums
from .known import IBAN_LENGTHS, is_example

Hit = tuple[str, int, str]
"""The kind of an identifier, where it starts, and its characters without separators."""

_MASK = bytes(
    0x30 if chr(each).isdigit() and each < 128 else 0x41 if 65 <= each <= 90 else each
    for each in range(256)
)
_SEPARATORS = b" .-/"
_SHORTEST = b"0" * 9
_LETTERED = (b"00000000A", b"A0000000A")  # with a letter for a digit, as in Spain
_MOST = 2000
_BEFORE = 120  # bytes on the line before a number in which a word speaks for it
_HEADER = 4096


@dataclass(frozen=True, slots=True)
class Shaped:
    """An identifier whose form is its own: ``mask`` is it with digits as 0 and capitals as A."""

    kind: str
    mask: bytes
    form: re.Pattern[bytes]
    proves: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Named:
    """An identifier that needs a word beside it; words in small letters."""

    kind: str
    words: tuple[bytes, ...]
    form: re.Pattern[bytes]
    proves: Callable[[str], bool]


def _shaped(kind: str, mask: str, form: str, proves: Callable[[str], bool]) -> Shaped:
    return Shaped(kind, mask.encode(), re.compile(rf"{form}(?![\w])".encode()), proves)


def _named(kind: str, words: str, form: str, proves: Callable[[str], bool]) -> Named:
    pattern = re.compile(rf"(?<![\w.-]){form}(?![\w-]|\.\d)".encode())
    return Named(kind, tuple(word.encode() for word in words.split("|")), pattern, proves)


_SHAPED: Final = (
    _shaped("an IBAN", "AA00", r"[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?",
            checksums.iban),
    _shaped("a payment card", "0000 0000 0000 0000", r"[2-6]\d{3}(?: \d{4}){3}", checksums.card),
    _shaped("a payment card", "0000-0000-0000-0000", r"[2-6]\d{3}(?:-\d{4}){3}", checksums.card),
    _shaped("an Italian tax code", "AAAAAA00A00A000A", r"[A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}[A-Z]",
            checksums.italian),
    _shaped("a Brazilian CPF", "000.000.000-00", r"\d{3}\.\d{3}\.\d{3}-\d\d", checksums.brazilian),
    _shaped("a Belgian national number", "00.00.00-000.00", r"\d\d\.\d\d\.\d\d-\d{3}\.\d\d",
            checksums.belgian),
    _shaped("a Korean registration number", "000000-0000000", r"\d{6}-[1-4]\d{6}",
            checksums.korean),
)  # fmt: skip

_NAMED: Final = (
    _named("a payment card", "card|credit|visa|pan|kreditkarte|tarjeta|carte", r"[2-6]\d{12,18}",
           checksums.card),
    _named("a Spanish DNI or NIE", "dni|nie|nif", r"[XYZ\d]\d{7}[A-Z]", checksums.spanish),
    _named("a French NIR", "nir|insee|sociale|secu", r"[12]\d{4}(?:\d\d|2A|2B)\d{8}",
           checksums.french),
    _named("a German tax id", "steuer|idnr|tin|tax_id|taxid", r"\d{11}", checksums.german),
    _named("a Brazilian CPF", "cpf", r"\d{11}", checksums.brazilian),
    _named("a Dutch BSN", "bsn|burgerservice|sofi", r"\d{9}", checksums.dutch),
    _named("an NHS number", "nhs", r"\d{3}[ -]?\d{3}[ -]?\d{4}", checksums.british),
    _named("a Polish PESEL", "pesel", r"\d{11}", checksums.polish),
    _named("a Swedish personal number", "personnummer|personnr|personal_number",
           r"(?:19|20)?\d{6}[-+]?\d{4}", checksums.swedish),
    _named("a Belgian national number", "rijksregister|registre national|niss|insz", r"\d{11}",
           checksums.belgian),
    _named("a Chinese identity number", "\u8eab\u4efd\u8bc1|id_card|idcard|id card|identity",
           r"\d{17}[\dX]", checksums.chinese),
    _named("an Aadhaar number", "aadhaar|aadhar|uidai", r"\d{4} ?\d{4} ?\d{4}", checksums.indian),
)  # fmt: skip


def identifiers_in(data: bytes) -> Iterator[Hit]:
    """Every identifier that proves itself and is no published example."""
    masked = data.translate(_MASK)
    for shape in _SHAPED:
        if shape.mask in masked:
            yield from _shaped_in(data, masked, shape)
    if _SHORTEST in masked.translate(None, _SEPARATORS) or any(
        each in masked for each in _LETTERED
    ):
        lowered = data.lower()
        for named in _NAMED:
            if any(word in lowered for word in named.words):
                yield from _named_in(data, lowered, named)


def _shaped_in(data: bytes, masked: bytes, shape: Shaped) -> Iterator[Hit]:
    at, end, number = masked.find(shape.mask), 0, 0
    while at >= 0 and number < _MOST * 10:
        number += 1
        free = at >= end and (at == 0 or masked[at - 1 : at] not in _WORDS)
        found = shape.form.match(data, at) if free else None
        if found and (own := _proven(found[0], shape.proves)):
            end = found.end()
            yield shape.kind, at, own
        at = masked.find(shape.mask, at + 1)


_WORDS = frozenset(bytes([each]) for each in b"0Aabcdefghijklmnopqrstuvwxyz_.-+/=")


def _proven(found: bytes, proves: Callable[[str], bool]) -> str:
    """The characters of an identifier if its checksum holds; else nothing."""
    text = found.decode("ascii")
    if proves is checksums.iban:
        text = _of_length(text, IBAN_LENGTHS.get(text[:2], 0))
    own = text.translate(_NO_SEPARATORS)
    return own if own and proves(own) and not is_example(own) else ""


_NO_SEPARATORS = {ord(each): None for each in " .-+/"}


def _of_length(text: str, length: int) -> str:
    """The start of a text with so many characters beside spaces, if a space or nothing follows."""
    taken = 0
    for at, each in enumerate(text):
        if taken == length:
            return text[:at] if each == " " else ""
        taken += each != " "
    return text if taken == length else ""


def _named_in(data: bytes, lowered: bytes, named: Named) -> Iterator[Hit]:
    for number, found in enumerate(named.form.finditer(data)):
        if number >= _MOST:
            return
        own = _proven(found[0], named.proves)
        if own and _is_named(lowered, found.start(), named.words):
            yield named.kind, found.start(), own


def _is_named(lowered: bytes, at: int, words: tuple[bytes, ...]) -> bool:
    """Whether a word for it stands before it on its line, or heads its column."""
    start = lowered.rfind(b"\n", 0, at) + 1
    if _has_word(lowered[max(start, at - _BEFORE) : at], words):
        return True
    header = lowered[: max(0, lowered.find(b"\n", 0, _HEADER))]
    delimiter = max((b",", b";", b"\t", b"|"), key=header.count)
    cells = header.split(delimiter)
    column = lowered.count(delimiter, start, at)
    return start > 0 and len(cells) > 1 and column < len(cells) and _has_word(cells[column], words)


def _has_word(text: bytes, words: tuple[bytes, ...]) -> bool:
    """Whether one of the words begins a word of the text: ``pan_hash``, but not ``span``."""
    for word in words:
        at = text.find(word)
        while at >= 0:
            if at == 0 or not text[at - 1 : at].isalpha():
                return True
            at = text.find(word, at + 1)
    return False
