"""The plugin that the documentation shows works, and so do its tests."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "write-a-plugin.md"
FILE = re.compile(r"^```(?:python|toml)\n# (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_plugin_of_the_guide(tmp_path: Path) -> None:
    files: dict[str, str] = dict(FILE.findall(PAGE.read_text("utf-8")))
    assert len(files) == 6
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    (tmp_path / "aims_gate_example" / "__init__.py").touch()
    project = files["pyproject.toml"]
    entry = re.search(r"\[project\.entry-points\.aims_gate\]\n(.*)\n", project)
    title = re.search(r'name = "(.*)"', project)
    assert entry
    assert title
    info = tmp_path / "aims_gate_example-0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {title[1]}\nVersion: 0\n")
    (info / "entry_points.txt").write_text(f"[aims_gate]\n{entry[1].replace(chr(34), '')}\n")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 passed" in done.stdout
