"""Every command line of ours that a page shows names commands and options that exist."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from aims_gate.cli.app import app

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/**/*.md")])
_TYPED = re.compile(
    r"^ *(?:- |run: |\$ )(aims-gate(?: .*)?)$|`(aims-gate(?: [^`]*)?)`", re.MULTILINE
)
CONTEXT = click.Context(app, info_name="aims-gate")


def lines(text: str) -> Iterator[str]:
    """Command lines, on lines of their own or within sentences; those that go on are joined."""
    for match in _TYPED.finditer(re.sub(r"\\\n\s*", "", text)):
        yield " ".join((match[1] or match[2]).split())


def shown() -> Iterator[tuple[str, str]]:
    """Each command line with its page."""
    for page in PAGES:
        for line in lines(page.read_text("utf-8")):
            yield str(page.relative_to(ROOT)), line


def mistakes(line: str) -> list[str]:
    """The commands and options of a line that there are not."""
    words = shlex.split(re.sub(r"  #.*| [|&>].*", "", line))[1:]
    if not words or words[0].startswith("-"):
        command: click.Command | None = app
    else:
        command = app.get_command(CONTEXT, words.pop(0))
    if command is None:
        return [line]
    inner = click.Context(command, CONTEXT)
    known = {name for each in command.get_params(inner) for name in each.opts}
    given = [word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)]
    return [name for name in given if name not in known]


def test_what_is_shown_exists() -> None:
    found = list(shown())
    assert len(found) > 60
    assert {command.split()[1] for _, command in found if " " in command} >= {
        *("check", "init", "inventory", "explain", "list", "schema", "soa", "waive", "seal"),
        *("baseline", "extend"),
    }
    wrong = [f"{page}: {line}: {name}" for page, line in found for name in mistakes(line)]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("$ aims-gate check --rev v1 --as-of 2026-01-01", []),
        ("`aims-gate check --fmt json`", ["--fmt"]),
        ("$ aims-gate chekc", ["aims-gate chekc"]),
        ("$ aims-gate waive x \\\n    --subject y --until z", ["--until"]),
        ("`aims-gate --version`", []),
    ],
)
def test_mistakes_are_seen(text: str, wrong: list[str]) -> None:
    (line,) = lines(text)
    assert mistakes(line) == wrong
