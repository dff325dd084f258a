from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from aims_gate.repository import Unreadable, memory_snapshot, open_snapshot

from .conftest import Commit

LARGE = os.urandom(1 << 10) * (3 << 10)  # more than is held at once
DIGEST = hashlib.sha256(LARGE).hexdigest()


def test_a_large_file_has_one_digest_in_every_kind_of_snapshot(top: Path, commit: Commit) -> None:
    commit({"m.bin": LARGE, "empty.bin": b""})
    snapshots = [
        open_snapshot(top, os.environ),
        open_snapshot(top, os.environ, staged=True),
        open_snapshot(top, os.environ, revision="HEAD"),
        memory_snapshot({"m.bin": LARGE, "empty.bin": b""}),
    ]
    for snapshot in snapshots:
        assert snapshot.sha256("m.bin") == DIGEST
        assert snapshot.sha256("empty.bin") == hashlib.sha256().hexdigest()
        assert snapshot.sha256("m.bin") == DIGEST


def test_what_is_no_regular_file_has_no_digest(top: Path, commit: Commit) -> None:
    (top / "link").symlink_to("/etc/passwd")
    commit({"m.bin": b"a"})
    snapshot = open_snapshot(top, os.environ)
    for path in ("link", "none"):
        with pytest.raises(Unreadable):
            snapshot.sha256(path)
    (top / "m.bin").unlink()
    (top / "m.bin").symlink_to("/etc/passwd")
    with pytest.raises(Unreadable):
        snapshot.sha256("m.bin")
