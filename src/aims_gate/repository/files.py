"""Files of a snapshot, and why one may not be readable."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_POINTER_START = b"version https://git-lfs.github.com/spec/v1\n"
_POINTER_LIMIT = 1024  # the Git LFS specification: a pointer is smaller than 1024 bytes
_POINTER = re.compile(rb"^oid sha256:([0-9a-f]{64})\nsize ([0-9]{1,19})$", re.MULTILINE)


class FileKind(StrEnum):
    """What an entry of the tree is. Only regular files are ever opened."""

    REGULAR = "regular"
    LINK = "link"
    SUBMODULE = "submodule"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class File:
    """One entry of a snapshot.

    ``path`` is relative to the git top level; ``size`` is in bytes (0 where unknown); ``oid`` is
    the id of the git object that the content is, or was checked out from, where that is known
    without reading it. A checkout may convert line ends and the like, so that of a file on disk
    only ``oid`` and ``size`` together tell the content.
    """

    path: str
    kind: FileKind = FileKind.REGULAR
    size: int = 0
    oid: str | None = None


@dataclass(frozen=True, slots=True)
class LfsPointer:
    """What a Git LFS pointer says of the file it stands for: SHA-256 (hex) and size in bytes."""

    sha256: str
    size: int


class Unreadable(Exception):  # noqa: N818 - it is an answer about a file, not an error
    """Raised when a file of the snapshot cannot be read; the message says why."""


def lfs_pointer(data: bytes) -> LfsPointer | None:
    """Read a Git LFS pointer; ``None`` if the bytes are something else.

    Source: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
    """
    if not data.startswith(_POINTER_START) or len(data) >= _POINTER_LIMIT:
        return None
    found = _POINTER.search(data)
    return LfsPointer(found[1].decode(), int(found[2])) if found else None
