"""Small repositories to take inventories of."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from aims_gate.discovery import SCANNERS as DISCOVERY
from aims_gate.evidence import SCANNERS as EVIDENCE
from aims_gate.inventory import Inventory, take_inventory
from aims_gate.repository import Workbench, memory_snapshot

Take = Callable[[Mapping[str, str | bytes]], Inventory]


@pytest.fixture
def take() -> Take:
    """Take the inventory of files held in memory."""

    def taken(files: Mapping[str, str | bytes]) -> Inventory:
        contents = {
            path: content.encode() if isinstance(content, str) else content
            for path, content in files.items()
        }
        return take_inventory(memory_snapshot(contents), Workbench((*DISCOVERY, *EVIDENCE)))

    return taken
