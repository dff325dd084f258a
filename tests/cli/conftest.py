"""The command line, run as its users run it: as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sysconfig
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

PROGRAM = Path(sysconfig.get_path("scripts")) / "aims-gate"


@dataclass(frozen=True)
class Done:
    """A finished run."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


Gate = Callable[..., Done]


@pytest.fixture
def gate(tmp_path: Path) -> Gate:
    """Run ``aims-gate`` with arguments; no traceback may ever appear."""

    def run(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> Done:
        done = subprocess.run(
            [PROGRAM, *map(str, arguments)],
            cwd=cwd or tmp_path,
            env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / ".cache"), **environment},
            capture_output=True,
            check=False,
            timeout=60,
        )
        out = done.stdout.decode("utf-8")
        err = done.stderr.decode("utf-8", "replace")
        assert "Traceback" not in out + err
        return Done(done.returncode, out, err)

    return run


@pytest.fixture
def project(tmp_path: Path) -> Callable[[Mapping[str, str | bytes]], Path]:
    """Write files into a fresh folder; gives the folder."""

    def make(files: Mapping[str, str | bytes]) -> Path:
        folder = tmp_path / "project"
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        folder.mkdir(exist_ok=True)
        return folder

    return make
