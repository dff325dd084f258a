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
_RUN = re.compile(rb"[0A]+")
_JOINS = frozenset(b"0Aabcdefghijklmnopqrstuvwxyz_.-+/")
"""What may not stand before an identifier: it would be the end of something longer."""

_MOST = 2000  # of one kind in one file
_BEFORE = 120  # bytes on the line before a number in which a word speaks for it
_HEADER = 4096
_SHORT_WORD = 3


@dataclass(frozen=True, slots=True)
class Form:
    """The form of an identifier.

    ``masks`` are its starts with digits as 0 and capitals as A, which are quick to look for.
    ``words`` in small letters say what it is; without any its form is its own.
    """

    kind: str
    masks: tuple[bytes, ...]
    words: tuple[bytes, ...]
    form: re.Pattern[bytes]
    proves: Callable[[str], bool]


def _form(kind: str, masks: str, form: str, proves: Callable[[str], bool], words: str = "") -> Form:
    return Form(
        kind=kind,
        masks=tuple(mask.encode() for mask in masks.split("|")),
        words=tuple(word.encode() for word in words.split("|") if word),
        form=re.compile(rf"{form}(?![\w-]|\.\d)".encode()),
        proves=proves,
    )


_FORMS: Final = (
    _form("an IBAN", "AA00", r"[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?",
          checksums.iban),
    _form("a payment card", "0000 0000 0000 0000|0000-0000-0000-0000",
          r"[2-6]\d{3}(?:[ -]\d{4}){3}", checksums.card),
    _form("an Italian tax code", "AAAAAA00A00A000A", r"[A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}[A-Z]",
          checksums.italian),
    _form("a Brazilian CPF", "000.000.000-00", r"\d{3}\.\d{3}\.\d{3}-\d\d", checksums.brazilian),
    _form("a Belgian national number", "00.00.00-000.00", r"\d\d\.\d\d\.\d\d-\d{3}\.\d\d",
          checksums.belgian),
    _form("a Korean registration number", "000000-0000000", r"\d{6}-[1-4]\d{6}",
          checksums.korean),
    _form("a payment card", "0" * 13, r"[2-6]\d{12,18}", checksums.card,
          "card|credit|visa|pan|kreditkarte|tarjeta|carte"),
    _form("a Spanish DNI or NIE", "00000000A|A0000000A", r"[XYZ\d]\d{7}[A-Z]", checksums.spanish,
          "dni|nie|nif"),
    _form("a French NIR", "0" * 15 + "|00000" + "0A" + "0" * 8, r"[12]\d{4}(?:\d\d|2A|2B)\d{8}",
          checksums.french, "nir|insee|sociale|secu"),
    _form("a German tax id", "0" * 11, r"\d{11}", checksums.german, "steuer|idnr|tin|tax_id|taxid"),
    _form("a Brazilian CPF", "0" * 11, r"\d{11}", checksums.brazilian, "cpf"),
    _form("a Dutch BSN", "0" * 9, r"\d{9}", checksums.dutch, "bsn|burgerservice|sofi"),
    _form("an NHS number", "0" * 10 + "|000 000 0000|000-000-0000",
          r"\d{3}[ -]?\d{3}[ -]?\d{4}", checksums.british, "nhs"),
    _form("a Polish PESEL", "0" * 11, r"\d{11}", checksums.polish, "pesel"),
    _form("a Swedish personal number", "0" * 10 + "|000000-0000|00000000-0000|000000+0000",
          r"(?:19|20)?\d{6}[-+]?\d{4}", checksums.swedish, "personnummer|personnr|personal_number"),
    _form("a Belgian national number", "0" * 11, r"\d{11}", checksums.belgian,
          "rijksregister|registre national|niss|insz"),
    _form("a Chinese identity number", "0" * 17, r"\d{17}[\dX]", checksums.chinese,
          "\u8eab\u4efd\u8bc1|id_card|idcard|id card|identity"),
    _form("an Aadhaar number", "0" * 12 + "|0000 0000 0000", r"\d{4} ?\d{4} ?\d{4}",
          checksums.indian, "aadhaar|aadhar|uidai"),
)  # fmt: skip


def identifiers_in(data: bytes) -> Iterator[Hit]:
    """Every identifier that proves itself and is no published example."""
    masked, lowered = data.translate(_MASK), b""
    present = {mask for mask in _MASKS if mask in masked}
    for form in _FORMS:
        masks = present.intersection(form.masks)
        if not masks:
            continue
        if form.words and not lowered:
            lowered = data.lower()
        if form.words and not any(word in lowered for word in form.words):
            continue
        for at in sorted(at for mask in masks for at in _starts(masked, mask)):
            found = form.form.match(data, at)
            own = _proven(found[0], form.proves) if found else ""
            if own and (not form.words or _is_named(lowered, at, form.words)):
                yield form.kind, at, own


_MASKS: Final = frozenset(mask for form in _FORMS for mask in form.masks)


def _starts(masked: bytes, mask: bytes) -> Iterator[int]:
    """Where a mask stands that is not the end of something longer."""
    at = masked.find(mask)
    number = 0
    while at >= 0 and number < _MOST:
        if at == 0 or masked[at - 1] not in _JOINS:
            yield at
            number += 1
        run = _RUN.match(masked, at)  # within one run of digits and capitals only its start is free
        at = masked.find(mask, run.end() if run else at + 1)


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
    """Whether one of the words begins a word of the text: ``card_no``, but not ``discard``.

    Short ones are whole words: ``pan``, but not ``pandas``.
    """
    for word in words:
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            is_whole = len(word) > _SHORT_WORD or not text[end : end + 1].isalpha()
            if is_whole and (at == 0 or not text[at - 1 : at].isalpha()):
                return True
            at = text.find(word, at + 1)
    return False
