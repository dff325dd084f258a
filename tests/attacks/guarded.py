"""A guarded repository: the example with a gate in its workflow, owners, waivers and a baseline."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "loan-approval"

_LEFT_BEHIND = shutil.ignore_patterns("__pycache__", "var", ".pytest_cache")

WORKFLOW = """\
name: gate
on: pull_request
permissions: {contents: read}
jobs:
  gate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - run: pipx run aims-gate check
"""

PRE_COMMIT = """\
repos:
  - repo: https://git.example/aims-gate
    rev: v1
    hooks:
      - id: aims-gate
"""

MAKEFILE = """\
gate:
\taims-gate check

lint:
\truff check
"""

WAIVERS = """\
kind: waivers
id: waivers
title: Waivers
version: "1.0"
owner: r-meyer
waivers:
  - id: W-1
    check: undeclared-ai
    path: src/legacy/**
    reason: The old pilot is switched off and goes with the next release
    owner: r-meyer
    approver: s-lindqvist
    created: 2026-11-01
    expires: 2026-12-15
    risk: R-01
  - id: W-2
    check: unassessed-supplier
    path: src/legacy/**
    reason: The old pilot is switched off and goes with the next release
    owner: r-meyer
    approver: s-lindqvist
    created: 2026-11-01
    expires: 2026-12-15
    risk: R-01
"""

LEGACY = """\
import anthropic


def answer(text):
    message = {"role": "user", "content": text}
    return anthropic.Anthropic().messages.create(
        model="claude-3-5-haiku-20241022", max_tokens=99, messages=[message]
    )
"""

POLICY = """\
fail_on: error
checks:
  ignore: {late-incident-record: incidents are kept by the bank's own system}
  severity: {unpinned-third-party-model: error}
  require: [undeclared-ai]
waivers: {longest: 90 days, never: [failing-evaluation]}
custom:
  - id: bank-owner-has-a-role
    title: Every owner has a role
    for: system
    expect: has(system.owner.role)
playbook:
"""

RULES = """\
  high:
    approvals: {gate: [owner, risk, legal]}
    maximum_age: {evaluation: 6 months}
    monitoring: {cadence: 1 month}
    log_retention: 24 months
    explanation: reasons-per-decision
"""

PAST = f"{'a' * 64} undeclared-ai system:gone note\n"
"""A line of the baseline whose finding was fixed long ago."""

Edit = Callable[[Path], None]


def build(top: Path) -> str:
    """Make the repository and give the id of its first commit."""
    shutil.copytree(EXAMPLE, top, ignore=_LEFT_BEHIND)
    policy = (top / "aims-gate.yaml").read_text("utf-8")
    policy = policy.replace("profile: certification", "profile: standard")
    policy = policy.replace("  high:\n", RULES, 1)
    write("aims-gate.yaml", policy.replace("playbook:\n", POLICY, 1))(top)
    write(".github/workflows/aims-gate.yml", WORKFLOW)(top)
    write(".pre-commit-config.yaml", PRE_COMMIT)(top)
    write("Makefile", MAKEFILE)(top)
    write("requirements-ci.txt", "aims-gate==0.1.0\n")(top)
    write("governance/waivers.yaml", WAIVERS)(top)
    write("src/legacy/pilot.py", LEGACY)(top)
    write("aims-gate-baseline.txt", PAST)(top)
    write("tests/.gitignore", "")(top)
    git(top, "init", "--quiet", "--initial-branch=main")
    return commit(top)


def commit(top: Path) -> str:
    """Commit whatever is there and give the id."""
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "--allow-empty", "-m", "Change")
    return git(top, "rev-parse", "HEAD")


def git(top: Path, *arguments: str, identity: str = "dev") -> str:
    """Run git with an identity of its own and none of the machine's settings."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=top,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(top.parent),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            **{f"GIT_{who}_NAME": identity for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_EMAIL": f"{identity}@bank.example" for who in ("AUTHOR", "COMMITTER")},
        },
        check=True,
        capture_output=True,
    )
    return done.stdout.decode().strip()


def write(path: str, content: str | bytes) -> Edit:
    """Write a file, over whatever is there."""

    def edit(top: Path) -> None:
        target = top / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_symlink():
            target.unlink()
        target.write_bytes(content.encode() if isinstance(content, str) else content)

    return edit


def swap(path: str, old: str, new: str, *, every: bool = False) -> Edit:
    """Replace a text of a file that is there, once or everywhere."""

    def edit(top: Path) -> None:
        text = (top / path).read_text("utf-8")
        assert old in text, f"{path} does not hold {old!r}"
        assert every or text.count(old) == 1, f"{path} holds {old!r} more than once"
        (top / path).write_text(text.replace(old, new), encoding="utf-8")

    return edit


def append(path: str, text: str) -> Edit:
    """Add to the end of a file."""

    def edit(top: Path) -> None:
        with (top / path).open("a", encoding="utf-8") as stream:
            stream.write(text)

    return edit


def drop(*paths: str) -> Edit:
    """Delete files or folders."""

    def edit(top: Path) -> None:
        for path in paths:
            target = top / path
            if target.is_dir() and not target.is_symlink():
                shutil.rmtree(target)
            else:
                target.unlink()

    return edit


def link(path: str, target: str) -> Edit:
    """Put a symbolic link in the place of a file."""

    def edit(top: Path) -> None:
        place = top / path
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(target)

    return edit


def move(old: str, new: str) -> Edit:
    """Move a file or a folder."""

    def edit(top: Path) -> None:
        (top / new).parent.mkdir(parents=True, exist_ok=True)
        (top / old).rename(top / new)

    return edit
