"""A platform for each test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .server import FakePlatform, serving


@pytest.fixture
def fake() -> Iterator[FakePlatform]:
    with serving() as platform:
        yield platform
