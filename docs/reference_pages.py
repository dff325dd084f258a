"""The reference pages that come from the program itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import yaml

from aims_gate.catalogue import Clause, Control
from aims_gate.cli.app import app
from aims_gate.model import ORDINARY_TIERS, Check
from aims_gate.plugins import Offer, load_offer

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"

_NOTICE = "<!-- Written by `make pages`; edit what it comes from instead. -->\n\n"

_COLUMNS = 90


def reference_pages() -> Mapping[Path, str]:
    """The text of each generated page, by its file."""
    offer = load_offer(installed=False)
    pages = {
        "checks.md": _checks(offer),
        "controls.md": _controls(offer),
        "command-line.md": _commands(),
        "github-action.md": _action(),
    }
    return {REFERENCE / name: _NOTICE + "\n".join(lines) + "\n" for name, lines in pages.items()}


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"| {' | '.join('---' for _ in head)} |"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |"


def _checks(offer: Offer) -> Iterator[str]:
    yield "# Checks"
    yield ""
    yield "What the gate itself checks; plugins add their own. `aims-gate explain CHECK` shows the"
    yield "same text."
    for check in offer.kit.checks:
        yield from ("", f"## {check.id}", "", f"**{check.title}.** {check.summary}", "")
        yield from ("**Why it matters.** " + check.why, "", "**How to conform.** " + check.how, "")
        yield from _table(("", ""), _facts(check))


def _facts(check: Check[Any]) -> Iterator[tuple[str, str]]:
    yield "severity", ", ".join(f"{check.severity[tier]} ({tier})" for tier in ORDINARY_TIERS)
    yield "counts for", ", ".join(map(_control, (*check.controls, *check.clauses))) or "–"
    yield "evidence for", ", ".join(map(_control, check.evidences)) or "–"
    yield "roles", ", ".join(sorted(check.roles))
    yield "smallest profile", check.profile
    yield "since", check.since


def _control(name: str) -> str:
    return f"[{name}](controls.md#{name.lower().replace('.', '')})"


def _controls(offer: Offer) -> Iterator[str]:
    yield "# Controls and clauses"
    yield ""
    yield "The identifiers are those of ISO/IEC 42001:2023: controls of Annex A, and clauses."
    yield "Titles and descriptions are our own words; the standard itself is sold by ISO."
    catalogue = offer.kit.catalogue
    entries: tuple[Control | Clause, ...] = (*catalogue.controls, *catalogue.clauses)
    for entry in entries:
        yield from ("", f"## {entry.id}", "", f"**{entry.title}.** {entry.intent}", "")
        touching = [
            f"[{check.id}](checks.md#{check.id})"
            for check in offer.kit.checks
            if entry.id in (*check.controls, *check.clauses, *check.evidences)
        ]
        yield f"Checks: {', '.join(touching) or 'none yet'}"


def _commands() -> Iterator[str]:
    yield "# Command line"
    context = click.Context(app, info_name="aims-gate", terminal_width=_COLUMNS)
    yield from ("", "```console", "$ aims-gate --help", app.get_help(context), "```")
    for name in app.list_commands(context):
        command = app.get_command(context, name)
        assert command is not None, f"{name} is listed but there is no such command"
        inner = click.Context(command, context, name, terminal_width=_COLUMNS)
        yield from ("", f"## aims-gate {name}", "", "```console", f"$ aims-gate {name} --help")
        yield from (command.get_help(inner), "```")


def _action() -> Iterator[str]:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    yield "# GitHub action"
    yield ""
    yield "How to use it: [Run the gate on GitHub](../how-to/github.md)."
    yield from ("", "## Inputs", "")
    yield from _table(
        ("input", "default", "meaning"),
        (
            (f"`{name}`", f"`{each['default']}`" if each["default"] else "", each["description"])
            for name, each in action["inputs"].items()
        ),
    )
    yield from ("", "## Outputs", "")
    yield from _table(
        ("output", "meaning"),
        ((f"`{name}`", each["description"]) for name, each in action["outputs"].items()),
    )
