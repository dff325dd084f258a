"""Git as somebody runs it, in repositories that a test makes."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent

CONFIGURATION = f"""\
[user]
    name = Ann
    email = ann@post.example
[init]
    defaultBranch = main
[safe]
    directory = {ROOT}
"""
"""What stands in for the configuration of whoever runs the tests."""


def git(folder: Path, *arguments: str, author: str = "ann") -> str:
    """The output of a command in a folder, without white space around; raises if it fails."""
    identity = ("-c", f"user.name={author}", "-c", f"user.email={author}@post.example")
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()
