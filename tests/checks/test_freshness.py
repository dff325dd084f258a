"""Evidence and what it describes: sealed, or told by the history."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from aims_gate.declarations import Event
from aims_gate.gate import Request, run
from aims_gate.model import Cause, Finding, FindingKind, Outcome, Result, Severity
from aims_gate.plugins import load_offer
from aims_gate.repository import open_snapshot
from aims_gate.testing import AS_OF

from ..git_commands import git

ENVIRONMENT = {"PATH": os.environ["PATH"]}
CHECKS = frozenset({"stale-evidence", "stale-impact-assessment", "stale-risk-assessment"})
MANIFEST = """systems:
  - id: desk
    purpose: Sort letters for the desk
    owner: ann
    activities: [trains]
    models: [net]
    impact_assessment: governance/impact.yaml
    risk_register: governance/risks.yaml
models: [{id: net, path: net.safetensors, card: CARD.md}]
"""
CARD = """# Model card: net

## Intended use

Sorts letters of the desk in Lyon by the quarter they go to; for clerks who check each one.

## Limitations

It errs on handwriting, and on streets that were renamed after the spring of 2024.

## Training data

Forty thousand letters of 2024, photographed at the desk with consent of the post office.

## Evaluation

It sorts 93 of 100 letters of 2025 right, on a sample of 2000.
"""
FILES = {
    "aims.yaml": MANIFEST,
    "governance/people.yaml": "kind: people\npeople: [{id: ann}]\n",
    "governance/impact.yaml": "kind: impact-assessment\nsystem: desk\ndate: 2026-09-01\n",
    "governance/risks.yaml": "kind: risk-register\nsystem: desk\nrisks: []\n",
    "src/a.py": "import torch\n",
    "CARD.md": CARD,
    "net.safetensors": "one",
}


class Project:
    """A repository whose past matters."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "-q", "-b", "main")
        self.commit(FILES)

    def git(self, *arguments: str) -> str:
        return git(self.folder, *arguments)

    def write(self, files: Mapping[str, str]) -> None:
        for path, text in files.items():
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")

    def commit(self, files: Mapping[str, str]) -> str:
        self.write(files)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "Change")
        return self.git("rev-parse", "HEAD")

    def results(self, *, since: str | None = None, folder: Path | None = None) -> dict[str, Result]:
        where = folder or self.folder
        request = Request(
            snapshot=open_snapshot(where, ENVIRONMENT),
            as_of=AS_OF,
            select=CHECKS,
            event=Event.PULL_REQUEST if since else None,
        )
        if since:
            request = replace(request, trusted=open_snapshot(where, ENVIRONMENT, revision=since))
        judged = run(request, load_offer(installed=False).kit)
        return {item.result.check.id: item.result for item in judged.results}

    def stale(self, check: str, **options: str | None) -> list[Finding]:
        result = self.results(**options)[check]  # type: ignore[arg-type]  # one option, a revision
        return [each for each in result.findings if each.kind is FindingKind.FAILURE]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    folder = tmp_path / "project"
    folder.mkdir()
    return Project(folder)


def test_what_is_as_old_as_what_it_describes_conforms(project: Project) -> None:
    assert {each.outcome for each in project.results().values()} == {Outcome.CONFORMS}


def test_other_weights_make_the_card_stale(project: Project) -> None:
    project.commit({"net.safetensors": "two"})
    (finding,) = project.stale("stale-evidence")
    assert finding.message.startswith("model net changed since CARD.md was, on 20")
    assert finding.at is not None
    assert finding.at.path == "CARD.md"
    assert [each.key for each in project.stale("stale-risk-assessment")] == ["system:desk/models"]
    assert project.stale("stale-impact-assessment") == []
    project.commit({"CARD.md": CARD + "\nMeasured again.\n"})
    assert project.stale("stale-evidence") == []


@pytest.mark.parametrize(
    ("old", "new", "risk", "impact"),
    [
        ("Sort letters", "Read letters", "purpose", "purpose"),
        ("owner: ann", "owner: ann\n    tier: high", "tier", "tier"),
        ("owner: ann", "owner: ann\n    context: {regions: [CH]}", None, "context"),
        ("owner: ann", "owner: ann\n    oversight: human-decides", "oversight", None),
        ("owner: ann", "owner: ann\n    personal_data: true", None, "personal-data"),
        ("owner: ann", "owner: eve", None, None),
        ("systems:", "# a remark\nsystems:", None, None),
        ("activities: [trains]", 'activities: ["trains"]', None, None),
    ],
)
def test_only_what_an_assessment_depends_on_makes_it_stale(
    project: Project, old: str, new: str, risk: str | None, impact: str | None
) -> None:
    changed = MANIFEST.replace(old, new, 1)
    if "oversight" in new:
        changed = changed.replace("oversight: human-decides", "oversight: {mode: human-decides}")
    project.commit({"aims.yaml": changed})
    for check, aspect in (("stale-risk-assessment", risk), ("stale-impact-assessment", impact)):
        found = [each.key for each in project.stale(check)]
        assert found == ([f"system:desk/{aspect}"] if aspect else []), check


def test_a_document_that_changes_with_it_is_not_stale(project: Project) -> None:
    project.write({"aims.yaml": MANIFEST.replace("Sort", "Read")})
    assert project.stale("stale-impact-assessment")
    project.write({"governance/impact.yaml": FILES["governance/impact.yaml"] + "title: anew\n"})
    assert project.stale("stale-impact-assessment") == []


def test_an_assessment_grows_too_old(project: Project) -> None:
    old = FILES["governance/impact.yaml"].replace("2026-09-01", "2024-09-01")
    gate = "playbook: {limited: {maximum_age: {impact_assessment: 365 days}}}\n"
    project.commit({"governance/impact.yaml": old, "aims-gate.yaml": gate})
    (finding,) = project.stale("stale-impact-assessment")
    assert finding.key == "age"
    assert finding.at is not None
    assert finding.at.line == 3


def test_a_shallow_clone_cannot_tell_unless_the_document_is_sealed(
    project: Project, tmp_path: Path, seal: Callable[[Path], None]
) -> None:
    def clone(name: str) -> Path:
        target = tmp_path / name
        project.git("clone", "-q", "--depth=1", f"file://{project.folder}", str(target))
        return target

    project.commit({"README.md": "# Desk\n"})
    result = project.results(folder=clone("first"))["stale-impact-assessment"]
    assert (result.outcome, result.cause) == (Outcome.NOT_ASSESSED, Cause.UNAVAILABLE)
    assert "git fetch --unshallow" in (result.findings[0].fix or "")
    seal(project.folder)
    project.commit({})
    results = project.results(folder=clone("second"))
    assert results["stale-impact-assessment"].outcome is Outcome.CONFORMS
    assert results["stale-risk-assessment"].outcome is Outcome.CONFORMS
    project.commit({"aims.yaml": MANIFEST.replace("Sort", "Read")})
    results = project.results(folder=clone("third"))
    assert results["stale-impact-assessment"].outcome is Outcome.NONCONFORMS


def test_what_was_stale_before_a_change_is_a_note_in_it(project: Project) -> None:
    base = project.commit({"net.safetensors": "two"})
    project.commit({"README.md": "# Desk\n"})
    (finding,) = project.stale("stale-evidence", since=base)
    assert finding.severity is Severity.NOTE
    assert "before this change" in finding.message
    (finding,) = project.stale("stale-evidence")
    assert finding.severity is None


@pytest.fixture
def seal(tmp_path: Path) -> Callable[[Path], None]:
    """Seal both assessments of a project with the command."""
    from click.testing import CliRunner

    from aims_gate.cli.seal_command import command

    def run_it(folder: Path) -> None:
        files = [str(folder / "governance/impact.yaml"), str(folder / "governance/risks.yaml")]
        arguments = [*files, "--by=ann", "--on=2026-11-01", f"--path={folder}"]
        done = CliRunner().invoke(command, arguments)
        assert done.exit_code == 0, done.output

    return run_it


def test_a_seal_is_renewed_in_its_place(project: Project, seal: Callable[[Path], None]) -> None:
    seal(project.folder)
    first = (project.folder / "governance/impact.yaml").read_text("utf-8")
    assert first.count("seal:") == 1
    assert first.startswith("kind: impact-assessment\nseal:\n")
    project.write({"aims.yaml": MANIFEST.replace("Sort", "Read")})
    assert project.stale("stale-impact-assessment")
    seal(project.folder)
    second = (project.folder / "governance/impact.yaml").read_text("utf-8")
    assert second.count("seal:") == 1
    assert second.replace(" ", "").count("sha256:") == first.replace(" ", "").count("sha256:")
    assert second.endswith(FILES["governance/impact.yaml"].partition("\n")[2])
    assert project.stale("stale-impact-assessment") == []


def test_a_seal_from_the_future_seals_nothing(
    project: Project, seal: Callable[[Path], None]
) -> None:
    seal(project.folder)
    file = project.folder / "governance/impact.yaml"
    file.write_text(file.read_text("utf-8").replace("2026-11-01", "2027-11-01"), encoding="utf-8")
    assert [each.key for each in project.stale("stale-impact-assessment")] == ["seal"]
