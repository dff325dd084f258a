"""The two examples are one project, with and without its governance."""

from __future__ import annotations

from pathlib import Path

GOVERNED_ALONE = (
    ".github/",
    "CONTRIBUTING.md",
    "aibom.cdx.json",
    "aims-gate.yaml",
    "aims.yaml",
    "data/DATASHEET.md",
    "deploy/",
    "docs/",
    "forms/",
    "governance/",
    "models/MODEL_CARD.md",
    "reports/evaluation.json",
    "requirements-purposes.txt",
    "src/loan/purposes.py",
    "tests/",
)
"""What a project has that is governed: documents, what they rest on, and how it is run."""


def files(folder: Path) -> set[str]:
    """Every file of an example, but for what running it leaves behind."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {
        path.as_posix()
        for path in found
        if "__pycache__" not in path.parts and path.parts[0] != "var"
    }


def test_governance_is_all_that_the_bare_example_lacks(example: Path, bare: Path) -> None:
    alone = files(example) - files(bare)
    assert [path for path in alone if not path.startswith(GOVERNED_ALONE)] == []
    assert [part for part in GOVERNED_ALONE if not any(p.startswith(part) for p in alone)] == []
    assert files(bare) - files(example) == set()


def test_what_both_have_is_identical(example: Path, bare: Path) -> None:
    shared = files(example) & files(bare) - {"README.md"}
    differing = [
        path for path in shared if (example / path).read_bytes() != (bare / path).read_bytes()
    ]
    assert "src/loan/train.py" in shared
    assert differing == []


def test_the_examples_stay_small(example: Path) -> None:
    assert (example / "data/applications.csv").stat().st_size <= 60_000
    assert (example / "models/loan-approval.safetensors").stat().st_size <= 20_000


def test_every_requirement_is_pinned(example: Path) -> None:
    lines = (example / "requirements.txt").read_text("utf-8").split()
    assert lines
    assert [line for line in lines if line.count("==") != 1] == []
