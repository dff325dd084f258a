"""The note on a merge request, as the template has it written."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..platforms.server import TOKEN, FakePlatform, as_json, serving

NOTES = "/projects/31/merge_requests/7/notes"


@pytest.fixture
def gitlab() -> Iterator[FakePlatform]:
    with serving() as fake:
        fake.says("/user", {"id": 3})
        fake.says(NOTES, [])
        fake.says(f"POST {NOTES}", as_json({"id": 1}, 201))
        yield fake


def note(gitlab: FakePlatform, *arguments: str | Path, **variables: str) -> str:
    """The one line that is said of it; the status is 0 whatever comes of it."""
    environ = {
        "CI_API_V4_URL": gitlab.url,
        "CI_PROJECT_ID": "31",
        "CI_MERGE_REQUEST_IID": "7",
        "GITLAB_TOKEN": TOKEN,
    }
    completed = subprocess.run(
        [sys.executable, "-I", "-m", "aims_gate.cli.gitlab_note", *map(str, arguments)],
        env=environ | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=90,
    )
    assert completed.returncode == 0, completed.stdout
    assert completed.stdout.count("\n") == 1, completed.stdout
    assert TOKEN not in completed.stdout
    return completed.stdout.rstrip()


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "report.md"
    file.write_text("### aims-gate: the gate passes ✓\n", "utf-8")
    return file


def test_a_note_is_written_and_then_changed(gitlab: FakePlatform, report: Path) -> None:
    assert note(gitlab, report) == "aims-gate: the comment is new"
    written = {"body": "<!-- aims-gate: repository -->\n### aims-gate: the gate passes ✓\n"}
    assert gitlab.told == [("POST", NOTES, written)]
    gitlab.says(NOTES, [{"id": 1, "author": {"id": 3}, **written}])
    gitlab.says(f"PUT {NOTES}/1", {"id": 1})
    assert note(gitlab, report) == "aims-gate: the comment is up to date"
    assert note(gitlab, report, "of another category") == "aims-gate: the comment is new"


def test_no_failure_to_write_is_a_verdict(gitlab: FakePlatform, report: Path) -> None:
    gitlab.says(f"POST {NOTES}", as_json({"message": "403 Forbidden"}, 403))
    assert "does not let this token write it (status 403). Give" in note(gitlab, report)
    assert "no pull or merge request" in note(gitlab, report, CI_MERGE_REQUEST_IID="")
    assert "set GITLAB_TOKEN" in note(gitlab, report, GITLAB_TOKEN="")
    assert "GITLAB_TOKEN holds nothing" in note(gitlab, report, GITLAB_TOKEN="a\tb")
    assert "cannot be reached" in note(gitlab, report, CI_API_V4_URL="http://127.0.0.1:1/api/v4")
    assert "does not begin with https" in note(gitlab, report, CI_API_V4_URL="http://example.org")


def test_a_report_that_cannot_be_read(gitlab: FakePlatform, report: Path) -> None:
    assert "missing.md cannot be read" in note(gitlab, report.with_name("missing.md"))
    report.write_bytes(b"\xff")
    assert "report.md cannot be read" in note(gitlab, report)
    assert "usage:" in note(gitlab)
    assert gitlab.told == []
