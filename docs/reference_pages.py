"""The reference pages that come from the program itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import yaml
from requirements_page import requirements_page
from tables import ROOT, table

from aims_gate.catalogue import Clause, Control
from aims_gate.cli.app import app
from aims_gate.declarations.records import KINDS
from aims_gate.engine import reach, touched_by
from aims_gate.explain import Kind, Reference, as_markdown, check_page, control_page
from aims_gate.model import Check, Profile
from aims_gate.plugins import Offer, load_offer

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
        "schemas.md": _schemas(),
        "requirements.md": requirements_page({check.id for check in offer.kit.checks}),
    }
    texts = {name: "\n".join(lines) + "\n" for name, lines in pages.items()}
    texts |= dict(_single_pages(offer))
    return {REFERENCE / name: _NOTICE + text for name, text in texts.items()}


def superfluous(pages: Collection[Path]) -> Iterator[Path]:
    """The pages in folders where every page is generated that nothing would write now."""
    for folder in (REFERENCE / "checks", REFERENCE / "controls"):
        yield from sorted(set(folder.glob("*.md")) - set(pages))


def _single_pages(offer: Offer) -> Iterator[tuple[str, str]]:
    """One page for each check, control and clause: the same content as `explain` shows."""
    catalogue = offer.kit.catalogue
    for check in offer.kit.checks:
        yield f"checks/{check.id}.md", as_markdown(check_page(check, catalogue), _link)
    for entry in catalogue.entries:
        page = control_page(entry, offer.kit.checks)
        yield f"controls/{entry.id}.md", as_markdown(page, _link)


def _link(reference: Reference) -> str:
    folder = "checks" if reference.kind is Kind.CHECK else "controls"
    return f"../{folder}/{reference.id}.md"


def _checks(offer: Offer) -> Iterator[str]:
    yield "# Checks"
    yield ""
    yield "What the gate itself checks; plugins add their own. Each has a page, which"
    yield "`aims-gate explain CHECK` shows too. A profile holds the checks of the smaller ones."
    for profile in Profile:
        checks = [check for check in offer.kit.checks if check.profile is profile]
        if checks:
            yield from ("", f"## {profile.value.capitalize()}", "")
            rows = ((_check(check), check.title, _counts_for(check)) for check in checks)
            yield from table(("check", "what conforms", "counts for"), rows)


def _check(check: Check[Any]) -> str:
    return f"[{check.id}](checks/{check.id}.md)"


def _counts_for(check: Check[Any]) -> str:
    return ", ".join(f"[{id_}](controls/{id_}.md)" for id_ in (*check.controls, *check.clauses))


def _controls(offer: Offer) -> Iterator[str]:
    yield "# Controls and clauses"
    yield ""
    yield "The identifiers are those of ISO/IEC 42001:2023: controls of Annex A, and clauses."
    yield "Titles and descriptions are our own words; the standard itself is sold by ISO."
    yield ""
    yield "Reach is what the gate can know at best: *checked*, where content decides; *attested*,"
    yield "where only a record says so; *beyond*, where no check decides it, for the reason on its"
    yield "page. In bold are the checks whose conformity is evidence."
    catalogue = offer.kit.catalogue
    parts: dict[str, tuple[Control | Clause, ...]] = {
        "Controls of Annex A": catalogue.controls,
        "Clauses": catalogue.clauses,
    }
    for heading, entries in parts.items():
        yield from ("", f"## {heading}", "")
        rows = (_control_row(entry, offer.kit.checks) for entry in entries)
        yield from table(("id", "title", "reach", "checks"), rows)


def _control_row(entry: Control | Clause, checks: Iterable[Check[Any]]) -> tuple[str, ...]:
    touching = [check for check in checks if entry.id in touched_by(check)]
    names = (
        f"**{_check(check)}**" if entry.id in check.evidences else _check(check)
        for check in touching
    )
    id_ = f"[{entry.id}](controls/{entry.id}.md)"
    return id_, entry.title, reach(entry.id, touching).value, ", ".join(names) or "none"


def _commands() -> Iterator[str]:
    yield "# Command line"
    # `-h` stands in these settings: click heeds them only where it makes the context itself.
    context = click.Context(
        app, info_name="aims-gate", terminal_width=_COLUMNS, **app.context_settings
    )
    yield from ("", "```console", "$ aims-gate --help", app.get_help(context), "```")
    for name in app.list_commands(context):
        command = app.get_command(context, name)
        assert command is not None, f"{name} is listed but there is no such command"
        inner = click.Context(command, context, name, terminal_width=_COLUMNS)
        yield from ("", f"## aims-gate {name}", "", "```console", f"$ aims-gate {name} --help")
        yield from (command.get_help(inner), "```")


def _schemas() -> Iterator[str]:
    yield "# JSON Schemas"
    yield ""
    yield "`aims-gate schema NAME` prints each of them, without a network. Where this documentation"
    yield "is published as a site, they lie on it under `schemas/`, at addresses that stay."
    yield "[How editors use them](../how-to/editor.md)."
    yield from ("", "## Files of the gate", "")
    whole = {
        "manifest": "`aims.yaml`",
        "policy": "`aims-gate.yaml`",
        "record": "governance documents of every kind, told apart by `kind:`",
        "report": "what `aims-gate check --format json` writes",
        "inventory": "what `aims-gate inventory --format json` writes",
    }
    rows = ((f"`{name}`", meaning, _published(name)) for name, meaning in whole.items())
    yield from table(("name", "describes", "on the site"), rows)
    yield from ("", "## Governance documents", "")
    yield "Of a document in Markdown the schema describes the front matter. `aims-gate init"
    yield "--governance` writes new ones to the paths named here; any others do as well."
    yield ""
    yield from table(
        ("kind", "is a", "path", "on the site"),
        (
            (f"`{kind.name}`", kind.called, f"`{kind.path}`", _published(kind.name))
            for kind in sorted(KINDS.values(), key=lambda kind: kind.name)
        ),
    )


def _published(schema: str) -> str:
    return f"`schemas/{schema}.json`"


def _action() -> Iterator[str]:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    yield "# GitHub action"
    yield ""
    yield "How to use it: [Run the gate on GitHub](../how-to/github.md)."
    yield from ("", "## Inputs", "")
    yield from table(
        ("input", "default", "meaning"),
        (
            (f"`{name}`", f"`{each['default']}`" if each["default"] else "", each["description"])
            for name, each in action["inputs"].items()
        ),
    )
    yield from ("", "## Outputs", "")
    yield from table(
        ("output", "meaning"),
        ((f"`{name}`", each["description"]) for name, each in action["outputs"].items()),
    )
