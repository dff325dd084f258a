from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="session")
def example() -> Path:
    return EXAMPLES / "loan-approval"


@pytest.fixture(scope="session")
def bare() -> Path:
    return EXAMPLES / "loan-approval-bare"


@pytest.fixture(scope="session")
def project(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example that may be written to."""
    copy = tmp_path_factory.mktemp("example") / "loan-approval"
    shutil.copytree(example, copy, ignore=shutil.ignore_patterns("__pycache__", "var"))
    return copy


@pytest.fixture(scope="session")
def _scientific_packages() -> None:
    """The example's own requirements. The gate does not need them, so a developer may lack them."""
    wanted = {"numpy": "numpy", "safetensors": "safetensors", "scikit-learn": "sklearn"}
    absent = [name for name, module in wanted.items() if importlib.util.find_spec(module) is None]
    if not absent:
        return
    message = f"the example's training needs {', '.join(absent)}: install its requirements.txt"
    if os.environ.get("AIMS_GATE_CI") == "1":
        pytest.fail(message)
    pytest.skip(message)
