"""Personal data and secrets that lie in files of data, notebooks, fixtures, logs and prompts.

Told are only identifiers that prove themselves by a checksum, and secrets of a known form; what is
found leaves this room masked. It is no scanner of every run: who asks pays.
"""

from __future__ import annotations

from ..scanners import Reader, RoomScanner
from .wanted import wanted


def _reader() -> Reader:
    from .reading import read

    return read


STRAY = RoomScanner("stray-data", "1", wanted, _reader)

__all__ = ["STRAY"]
