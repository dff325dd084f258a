from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from .conftest import ROOT, git


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("dist")
    completed = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert completed.returncode == 0, completed.stderr
    (built,) = folder.glob("*.whl")
    return zipfile.ZipFile(built)


def test_everything_in_the_package_is_shipped(wheel: zipfile.ZipFile) -> None:
    """Data files too: the catalogue, the vocabularies, the marker of types."""
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "src")
    wanted = {
        name.removeprefix("src/")
        for name in filter(None, listed.split("\0"))
        if (ROOT / name).is_file()
    }
    assert {"aims_gate/py.typed", "aims_gate/catalogue/controls.json"} <= wanted
    assert wanted - set(wheel.namelist()) == set()


def test_nothing_else_is_shipped(wheel: zipfile.ZipFile) -> None:
    version = next(name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    information = version.split("/")[0]
    others = {name.split("/")[0] for name in wheel.namelist()} - {"aims_gate", information}
    assert others == set()


def test_the_licence_travels_with_it(wheel: zipfile.ZipFile) -> None:
    (licence,) = [name for name in wheel.namelist() if name.endswith("licenses/LICENSE")]
    assert wheel.read(licence) == Path(ROOT / "LICENSE").read_bytes()
