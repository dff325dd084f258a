from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .git_commands import CONFIGURATION


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-golden", action="store_true", help="write the expected outputs anew")


@pytest.fixture(scope="session", autouse=True)
def _git_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let git be the same for everybody.

    Whoever runs the tests may sign commits, have hooks, or run them in a hook of git themselves.
    """
    file = tmp_path_factory.mktemp("git") / "config"
    file.write_text(CONFIGURATION, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("GIT_")]:
            patch.delenv(name)
        patch.setenv("GIT_CONFIG_GLOBAL", str(file))
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        yield


@pytest.fixture
def compare_golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a file, or write the file under ``--write-golden``."""

    def compare(file: Path, text: str) -> None:
        if request.config.getoption("--write-golden", default=False):
            file.write_text(text, encoding="utf-8", newline="")
        assert file.read_bytes().decode() == text

    return compare
