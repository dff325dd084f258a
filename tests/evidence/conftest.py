from __future__ import annotations

from collections.abc import Callable

import pytest

from aims_gate.evidence.reading import read_document
from aims_gate.evidence.rows import Found

Read = Callable[[str, str], Found | None]


@pytest.fixture
def read() -> Read:
    """Reads a file given as path and text, as the scanner would."""

    def read_text(path: str, text: str) -> Found | None:
        data = text.encode()
        return read_document(path, data, len(data))

    return read_text


@pytest.fixture
def found(read: Read) -> Callable[[str, str], Found]:
    """Reads a file that must be evidence."""

    def find(path: str, text: str) -> Found:
        document = read(path, text)
        assert document is not None, f"{path} was not recognised"
        return document

    return find
