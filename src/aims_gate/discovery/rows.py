"""The shape of the rows that the scanners of this room hand to the collector.

``library``  ``name``, ``ecosystem``, ``family``, ``supplier``, ``module`` or ``manifest``
``locked``   the same without ``module`` and ``manifest``, and ``locked``: the version
``hub``      ``id``, ``dataset``, ``sure``, and what the call says: ``revision``, …
``own``      ``id``: a name that the project keeps an address for
``hosted``   ``id``, ``supplier``, ``pinned``
``data``     ``ref``: path, pattern or address that code reads data from; ``aside`` in a file
             without AI, which then counts only if what trains or evaluates uses that file
``imports``  ``modules`` that a file which trains or evaluates imports
``unsafe``   ``call``: a load that runs code from the file it reads
``step``     ``as``: training, inference, agent, mcp-server, pipeline; at a line
``weights``  ``format``, ``size``, ``sha256`` … of a weight file; ``beside``: suffixes of which one
             must lie beside it
``dvc``      ``ref``, ``md5``, ``size`` of what DVC keeps elsewhere
``file``     a data file of the tree, with ``size`` and ``sha256`` where a pointer tells
``prompt``   a file that holds a prompt
``project``  ``name``: what the project calls itself in its registry; ``family`` if it is itself a
             library that is known
``unreadable`` ``why``, and ``absent`` where the content is not in this clone

Every row has ``kind`` and ``line``; ``scope`` stands only where it differs from the path's.
"""

from __future__ import annotations

from ..repository.files import lfs_pointer
from ..repository.scan import Json, Row
from .knowledge.families import Library

_POINTER = b"version https://git-lfs"

ROW_LIMIT = 600
"""Rows of one file that are kept; a file with more is generated."""


def row(kind: str, line: int, **facts: Json) -> Row:
    """Build a row; facts that are ``None`` are left out."""
    built: Row = {"kind": kind, "line": line}
    built.update((name, fact) for name, fact in facts.items() if fact is not None)
    return built


def too_large(kind: str, limit: int) -> Row:
    """Say that a file of this kind is larger than the limit, in bytes."""
    return row("unreadable", 1, why=f"{kind} of more than {limit >> 20} MiB")


def kept_elsewhere(kind: str, data: bytes) -> list[Row]:
    """One row if the file is only a pointer to content that Git LFS keeps; else none."""
    if data.startswith(_POINTER) and lfs_pointer(data):
        why = f"{kind} whose content Git LFS keeps elsewhere"
        return [row("unreadable", 1, why=why, absent=True)]
    return []


def library_row(library: Library, line: int, **facts: Json) -> Row:
    """Build the row of a library."""
    return row(
        "library",
        line,
        name=library.name,
        ecosystem=library.ecosystem,
        family=library.family.value,
        supplier=library.supplier,
        **facts,
    )
