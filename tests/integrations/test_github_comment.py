"""The step of the action that writes the comment: what it says where it cannot."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..platforms.server import TOKEN, FakePlatform, as_json, serving

COMMENTS = "/repos/acme/loans/issues/7/comments"


@pytest.fixture
def github() -> Iterator[FakePlatform]:
    with serving() as fake:
        fake.says("POST /graphql", {"data": {"viewer": {"databaseId": 3}}})
        fake.says(COMMENTS, [])
        fake.says(f"POST {COMMENTS}", as_json({"id": 1}, 201))
        yield fake


def comment(github: FakePlatform, folder: Path, source: str = "acme/loans", **more: str) -> str:
    """The one line that is said of it; the status is 0 whatever comes of it."""
    report, event = folder / "comment.md", folder / "event.json"
    report.write_text("### aims-gate: the gate passes ✓\n", "utf-8")
    event.write_text(json.dumps({"pull_request": {"head": {"repo": {"full_name": source}}}}))
    environ = {
        "COMMENT_FILE": str(report),
        "COMMENT_CATEGORY": "loans",
        "GITHUB_API_URL": github.url,
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_REF": "refs/pull/7/merge",
        "GITHUB_REPOSITORY": "acme/loans",
        "GITHUB_TOKEN": TOKEN,
    }
    completed = subprocess.run(
        [sys.executable, "-I", "-m", "aims_gate.cli.github_comment"],
        env=environ | more,
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


def test_it_is_written(github: FakePlatform, tmp_path: Path) -> None:
    assert comment(github, tmp_path) == "aims-gate: the comment is new"
    body = "<!-- aims-gate: loans -->\n### aims-gate: the gate passes ✓\n"
    assert github.told[-1] == ("POST", COMMENTS, {"body": body})


@pytest.mark.parametrize("status", [403, 404])
def test_a_token_that_may_not(github: FakePlatform, tmp_path: Path, status: int) -> None:
    github.says(f"POST {COMMENTS}", as_json({"message": "Resource not accessible"}, status))
    said = comment(github, tmp_path)
    assert said.startswith("::notice title=aims-gate::no comment was written: 127.0.0.1 does not")
    assert said.endswith("(pull-requests: write).")
    of_a_fork = comment(github, tmp_path, "stranger/loans")
    assert "the token of a run for a fork or for Dependabot may only read" in of_a_fork
    assert comment(github, tmp_path, GITHUB_ACTOR="dependabot[bot]") == of_a_fork


def test_a_fork_whose_token_may_write(github: FakePlatform, tmp_path: Path) -> None:
    """Organisations can allow that for private repositories."""
    assert comment(github, tmp_path, "stranger/loans") == "aims-gate: the comment is new"


def test_no_token_at_all(github: FakePlatform, tmp_path: Path) -> None:
    assert "::notice title=aims-gate::no comment" in comment(github, tmp_path, GITHUB_TOKEN="")
    assert github.asked == []
