"""What git's index knows of files on disk: which of them nobody has touched since.

Source: https://git-scm.com/docs/index-format (versions 2 to 4). Only the table of entries is read,
and only to save reading files: whatever is not as expected counts as unknown.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

_SIGNATURE = b"DIRC"
_HEADER = struct.Struct(">4sLL")
_TIMES = struct.Struct(">4L")
_NUMBER = struct.Struct(">L")
_FLAGS = struct.Struct(">H")
_STAT = 40  # bytes: both times, device, inode, mode, owner, group and size
_INODE_AT, _SIZE_AT = 20, 36
_EXTENDED: Final = 0x4000
_NAME_LENGTH: Final = 0xFFF
_ALIGNMENT: Final = 8
_VERSIONS: Final = (2, 3, 4)
_COMPRESSED: Final = 4
_LARGEST: Final = 256 << 20  # bytes
_LOW: Final = 0xFFFFFFFF  # the index keeps the low 32 bits of each number
_BILLION: Final = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Untouched:
    """Files on disk as they were when git last looked.

    A file that still looks the same, down to inode and time of change, has the content that git
    stored as that object, or checked out from it. ``places`` says where in the index the entry of
    each path begins; ``written`` is when the index was written, in nanoseconds.
    """

    data: bytes
    places: Mapping[str, int]
    oid_length: int
    written: int

    def object_id(self, path: str, found: os.stat_result) -> str | None:
        """The object whose checkout the file is; ``None`` if it may have been touched."""
        at = self.places.get(path)
        # What is written in the tick in which the index was written may have the same time.
        if at is None or found.st_mtime_ns >= self.written:
            return None
        data = self.data
        if (
            data[at : at + 16] != _times(found)
            or data[at + _SIZE_AT : at + _STAT] != _NUMBER.pack(found.st_size & _LOW)
            or data[at + _INODE_AT : at + _INODE_AT + 4] != _NUMBER.pack(found.st_ino & _LOW)
        ):
            return None
        return data[at + _STAT : at + _STAT + self.oid_length].hex()


NOTHING_KNOWN = Untouched(b"", MappingProxyType({}), 0, 0)


def read_index(file: Path, oid_length: int) -> Untouched:
    """Read an index file; ``oid_length`` is that of an object id, in bytes. Never raises."""
    try:
        written = os.stat(file)
        if written.st_size > _LARGEST:
            return NOTHING_KNOWN
        data = file.read_bytes()
        places = dict(_places(data, oid_length))
    except (OSError, ValueError, struct.error, IndexError):
        return NOTHING_KNOWN
    return Untouched(data, places, oid_length, written.st_mtime_ns)


def _times(found: os.stat_result) -> bytes:
    changed, modified = found.st_ctime_ns, found.st_mtime_ns
    return _TIMES.pack(
        changed // _BILLION & _LOW,
        changed % _BILLION,
        modified // _BILLION & _LOW,
        modified % _BILLION,
    )


def _places(data: bytes, oid_length: int) -> Iterator[tuple[str, int]]:
    """The path of each entry, and where the entry begins."""
    signature, version, count = _HEADER.unpack_from(data)
    if signature != _SIGNATURE or version not in _VERSIONS:
        raise ValueError("no index that is known")
    at = _HEADER.size
    flags_at = _STAT + oid_length
    name = b""
    for _ in range(count):
        (flags,) = _FLAGS.unpack_from(data, at + flags_at)
        start = at + flags_at + (4 if flags & _EXTENDED else 2)
        if version == _COMPRESSED:
            dropped, start = _variable_length(data, start)
            end = data.index(b"\0", start)
            name = name[: len(name) - dropped] + data[start:end]
            following = end + 1
        else:
            length = flags & _NAME_LENGTH
            end = start + length if length < _NAME_LENGTH else data.index(b"\0", start)
            name = data[start:end]
            following = at + (end - at + _ALIGNMENT) // _ALIGNMENT * _ALIGNMENT
        yield os.fsdecode(name), at
        at = following


def _variable_length(data: bytes, at: int) -> tuple[int, int]:
    """A number in git's variable-length encoding, and where it ends."""
    byte = data[at]
    at += 1
    value = byte & 0x7F
    while byte & 0x80:
        byte = data[at]
        at += 1
        value = (value + 1 << 7) | (byte & 0x7F)
    return value, at
