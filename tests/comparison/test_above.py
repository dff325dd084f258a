"""A project of a larger repository is judged alone: what runs its gate lies above it."""

from __future__ import annotations

from pathlib import Path

import pytest

from aims_gate.gate import Request, run
from aims_gate.plugins import load_offer
from aims_gate.repository import open_snapshot
from aims_gate.testing import AS_OF

from ..git_commands import git

RUNS = "jobs: {search: {steps: [{run: aims-gate check services/search}]}}\n"
FILES = {
    "services/search/aims.yaml": "systems: [{id: s, purpose: Order the products, owner: ann}]\n",
    "services/search/src/a.py": "import torch\n",
    "services/support/Makefile": "gate:\n\taims-gate check .\n",
    ".github/workflows/gate.yml": RUNS,
    "services/Makefile": "gate:\n\taims-gate check search\n",
    "CODEOWNERS": "/services/search/aims* @board\n/.github/ @board\n",
}


def write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def loosened(folder: Path, after: dict[str, str], *removed: str) -> set[str]:
    """What is named of the project, where the whole repository changes."""
    write(folder, FILES)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Start")
    write(folder, after)
    for path in removed:
        (folder / path).unlink()
    git(folder, "add", "-A")
    own = folder / "services" / "search"
    sides = [open_snapshot(own, {}), open_snapshot(own, {}, revision="HEAD")]
    request = Request(sides[0], as_of=AS_OF, trusted=sides[1], select=frozenset({"weakened-gate"}))
    judgement = run(request, load_offer(installed=False).kit)
    return {each.finding.key for item in judgement.results for each in item.findings} - {""}


@pytest.mark.parametrize(
    ("after", "named"),
    [
        ({}, set()),
        ({"README.md": "# Shop\n", "services/search/notes.txt": "none\n"}, set()),
        ({".github/workflows/gate.yml": "jobs: {}\n"}, {"ci..github/workflows/gate.yml"}),
        ({"services/Makefile": "gate:\n\ttrue\n"}, {"ci.services/Makefile"}),
        # Another project answers for what is its own.
        ({"services/support/Makefile": "gate:\n\ttrue\n"}, set()),
        (
            {"CODEOWNERS": "/services/search/aims* @ann\n/.github/ @board\n"},
            {"codeowners.services/search/aims.yaml", "codeowners.services/search/aims-gate.yaml",
             "codeowners.services/search/aims-gate-baseline.txt"},
        ),
        (
            {"CODEOWNERS": "/services/search/aims* @board\n"},
            {"codeowners..github/workflows/gate.yml"},
        ),
    ],
)  # fmt: skip
def test_what_runs_the_gate_and_who_owns_it(
    tmp_path: Path, after: dict[str, str], named: set[str]
) -> None:
    assert loosened(tmp_path, after) == named


def test_what_is_gone(tmp_path: Path) -> None:
    gone = (".github/workflows/gate.yml", "CODEOWNERS")
    found = loosened(tmp_path, {}, *gone)
    assert found >= {"ci..github/workflows/gate.yml", "codeowners.services/search/aims.yaml"}


def test_a_new_project_brings_its_policy_though_the_gate_runs_above(tmp_path: Path) -> None:
    """What runs there was for others."""
    git(tmp_path, "init", "-q")
    write(tmp_path, FILES | {"services/new/src/b.py": "import torch\n"})
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "Start")
    ignoring = "checks: {ignore: {missing-human-oversight: later}}\n"
    manifest = FILES["services/search/aims.yaml"]
    write(
        tmp_path,
        {"services/new/aims.yaml": manifest, "services/new/aims-gate.yaml": ignoring},
    )
    git(tmp_path, "add", "-A")
    own = tmp_path / "services" / "new"
    trusted = open_snapshot(own, {}, revision="HEAD")
    chosen = frozenset({"weakened-gate"})
    request = Request(open_snapshot(own, {}), as_of=AS_OF, trusted=trusted, select=chosen)
    judgement = run(request, load_offer(installed=False).kit)
    assert [each.result.outcome for each in judgement.results] == ["conforms"]
