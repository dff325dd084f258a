"""Judgements that are kept: found only where nothing has changed, and the same as new ones."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from aims_gate.declarations import Event
from aims_gate.gate import Request, run
from aims_gate.gate.kept import MOST, KeptJudgements, NotKept, digest_of_files, key_of
from aims_gate.model import Profile, Severity
from aims_gate.plugins import load_offer
from aims_gate.repository import open_snapshot
from aims_gate.testing import AS_OF

from ..git_commands import git

KIT = load_offer(installed=False).kit
ENVIRONMENT = {"PATH": os.environ["PATH"]}
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "loan-approval"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "a.py").write_text("import torch\n", encoding="utf-8")
    (folder / "README.md").write_text("# Desk\n", encoding="utf-8")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "First")
    return folder


def request(folder: Path, **options: Any) -> Request:
    return Request(snapshot=open_snapshot(folder, ENVIRONMENT), as_of=AS_OF, **options)


def key(folder: Path, code: str = "code", **options: Any) -> str:
    return key_of(replace(request(folder), **options), KIT, code)


def test_a_kept_judgement_is_equal_to_the_one_that_was_made(tmp_path: Path) -> None:
    judgement = run(request(EXAMPLE), KIT)
    kept = KeptJudgements(tmp_path)
    assert kept.find("k", KIT) is None
    kept.keep("k", judgement)
    found = kept.find("k", KIT)
    assert found is not None
    assert found.controls == judgement.controls
    assert found.summary == judgement.summary
    for new, old in zip(found.results, judgement.results, strict=True):
        assert new.findings == old.findings
        assert new.result.check.id == old.result.check.id
        assert new.result.subject.tier == old.result.subject.tier
        assert new.result.subject.roles == old.result.subject.roles
    assert (found.verdict, found.reasons, found.steps, found.notes) == (
        judgement.verdict,
        judgement.reasons,
        judgement.steps,
        judgement.notes,
    )


CHANGES: dict[str, Callable[[Path], object]] = {
    "a tracked file": lambda folder: (folder / "a.py").write_text("import numpy\n"),
    "a file more": lambda folder: (folder / "b.py").write_text("x = 1\n"),
    "a file less": lambda folder: (folder / "a.py").unlink(),
    "a commit": lambda folder: git(folder, "commit", "-q", "--allow-empty", "-m", "Second"),
    "a tag": lambda folder: git(folder, "tag", "v1"),
    "a link": lambda folder: (folder / "c.py").symlink_to("a.py"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_is_judged_anew(folder: Path, change: str) -> None:
    before = key(folder)
    assert key(folder) == before
    CHANGES[change](folder)
    assert key(folder) != before


def test_what_is_not_tracked_yet_counts_by_its_content(folder: Path) -> None:
    (folder / "b.py").write_text("x = 1\n", encoding="utf-8")
    before = key(folder)
    (folder / "b.py").write_text("x = 2\n", encoding="utf-8")
    assert key(folder) != before


@pytest.mark.parametrize(
    "options",
    [
        {"as_of": date(2026, 11, 23)},
        {"profile": Profile.STANDARD},
        {"fail_on": Severity.NOTE},
        {"select": frozenset({"missing-model-card"})},
        {"ignore": frozenset({"missing-model-card"})},
        {"baseline": "b.txt"},
        {"event": Event.RELEASE},
    ],
)
def test_whatever_is_asked_otherwise_is_judged_anew(folder: Path, options: dict[str, Any]) -> None:
    assert key(folder, **options) != key(folder)


def test_other_code_judges_anew(folder: Path, tmp_path: Path) -> None:
    assert key(folder, code="other") != key(folder)
    room = tmp_path / "room"
    room.mkdir()
    (room / "check.py").write_text("1", encoding="utf-8")
    before = digest_of_files([room])
    (room / "check.py").write_text("22", encoding="utf-8")
    assert digest_of_files([room]) != before


def test_other_plugins_judge_anew(folder: Path) -> None:
    keys = {
        key_of(request(folder), replace(KIT, plugins=plugins), "code")
        for plugins in ({}, {"aims-gate-x": "1.0"}, {"aims-gate-x": "1.1"}, {"aims-gate-y": "1.0"})
    }
    assert len(keys) == 4


def test_a_folder_is_not_judged_as_the_whole_that_holds_nothing_else(folder: Path) -> None:
    (folder / "part").mkdir()
    git(folder, "mv", "a.py", "README.md", "part/")
    assert key(folder) != key(folder / "part")


def test_history_that_comes_later_judges_anew(folder: Path, tmp_path: Path) -> None:
    """What was last changed when is not known from a part of the history."""
    git(folder, "commit", "-q", "--allow-empty", "-m", "Second")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{folder}", str(clone))
    before = key(clone)
    git(clone, "fetch", "-q", "--unshallow")
    assert key(clone) != before


def test_what_others_are_asked_about_is_never_kept(folder: Path) -> None:
    other = open_snapshot(folder, ENVIRONMENT)
    for options in ({"online": True}, {"trusted": other}, {"since": other}):
        with pytest.raises(NotKept):
            key(folder, **options)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"of": "Judgement", "stated": {}}', '{"of": 1}'])
def test_a_damaged_one_is_as_good_as_none(tmp_path: Path, text: str) -> None:
    kept = KeptJudgements(tmp_path)
    kept.keep("k", run(request(EXAMPLE, select=frozenset({"invalid-manifest"})), KIT))
    (file,) = (tmp_path / "judgements-1").glob("*.json")
    file.write_text(text, encoding="utf-8")
    assert kept.find("k", KIT) is None


def test_the_oldest_are_forgotten(tmp_path: Path) -> None:
    judgement = run(request(EXAMPLE, select=frozenset({"invalid-manifest"})), KIT)
    kept = KeptJudgements(tmp_path)
    for number in range(MOST + 5):
        kept.keep(f"{number:03}", judgement)
        file = tmp_path / "judgements-1" / f"{number:03}.json"
        when = (AS_OF + timedelta(days=number)).toordinal()
        os.utime(file, (when, when))
    assert len(list((tmp_path / "judgements-1").glob("*.json"))) == MOST
    assert kept.find("000", KIT) is None
    assert kept.find(f"{MOST + 4:03}", KIT) is not None


def test_names_in_no_known_encoding_are_kept(folder: Path, tmp_path: Path) -> None:
    os.rename(os.fsencode(folder / "a.py"), os.fsencode(folder) + b"/b\xff.py")
    judgement = run(request(folder), KIT)
    kept = KeptJudgements(tmp_path)
    kept.keep("k", judgement)
    found = kept.find("k", KIT)
    assert found is not None
    assert found.summary == judgement.summary
    assert "\\udcff" in str(found.results)
