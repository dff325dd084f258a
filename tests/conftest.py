from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-golden", action="store_true", help="write the expected outputs anew")


@pytest.fixture
def compare_golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a file, or write the file under ``--write-golden``."""

    def compare(file: Path, text: str) -> None:
        if request.config.getoption("--write-golden", default=False):
            file.write_text(text, encoding="utf-8", newline="")
        assert file.read_bytes().decode() == text

    return compare
