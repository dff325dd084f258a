"""The line hash by which GitHub recognises a code scanning alert when lines move.

GitHub's upload action computes this hash for the line of each result and warns where a file says
otherwise. It hashes the first 100 UTF-16 code units from the start of the line on, across line
ends, leaving out spaces and tabs and reading each line end as one line feed; after the end of the
file come one unit 65535 and zeros. The hash is a polynomial in 37 modulo 2**64, in hexadecimal;
``:n`` says that the line is the n-th of the file with this hash.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

MAX_BYTES = 2 << 20
"""Larger files get no hashes: GitHub then computes them itself."""

_WINDOW = 100
_BASE = 37
_MODULUS = 1 << 64
_END_OF_FILE = "\uffff"


def line_hashes(data: bytes, lines: Collection[int]) -> dict[int, str]:
    """Hash the given lines (from 1) of a file: line → hash. Lines that do not exist are absent."""
    if not lines or len(data) > MAX_BYTES:
        return {}
    wanted = {
        number: window
        for number, window in enumerate(_windows(data, max(lines)), start=1)
        if number in lines
    }
    asked = frozenset(wanted.values())
    seen: Counter[str] = Counter()
    hashes = {}
    for number, window in enumerate(_windows(data, max(wanted, default=0)), start=1):
        if window in asked:
            seen[window] += 1
        if number in wanted:
            hashes[number] = f"{_polynomial(window):x}:{seen[window]}"
    return hashes


def _windows(data: bytes, count: int) -> Iterator[str]:
    """The hashed units of the first ``count`` lines, one string of 100 UTF-16 units each."""
    text = _normalised(data)
    last = len(text)
    text += _END_OF_FILE + "\0" * _WINDOW
    start = 0
    for _ in range(count):
        yield text[start : start + _WINDOW]
        end = text.find("\n", start, last)
        if end < 0:
            return
        start = end + 1


def _normalised(data: bytes) -> str:
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace(" ", "").replace("\t", "")
    if text and max(text) > _END_OF_FILE:
        units = memoryview(text.encode("utf-16-le")).cast("H")
        return "".join(map(chr, units))
    return text


def _polynomial(window: str) -> int:
    value = 0
    for unit in window:
        value = (value * _BASE + ord(unit)) % _MODULUS
    return value
