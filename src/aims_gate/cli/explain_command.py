"""``aims-gate explain``: the page of a check, a control or a clause."""

from __future__ import annotations

import difflib

import click
from click.shell_completion import CompletionItem

from ..explain import Page, as_text, check_page, control_page
from ..gate import Kit
from ..plugins import Offer
from . import session, terminal


def _complete(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    offer = session.offer()
    named = {check.id: check.title for check in offer.kit.checks}
    named |= {each.id: each.title for each in offer.kit.catalogue.entries}
    return [
        CompletionItem(id_, help=title)
        for id_, title in named.items()
        if id_.startswith(incomplete)
    ]


@click.command("explain")
@click.argument("name", metavar="CHECK|CONTROL", shell_complete=_complete)
def command(name: str) -> None:
    """Explain a check, a control or a clause."""
    offer = session.offer()
    page = _page(name, offer.kit)
    if page is None:
        raise click.UsageError(_unknown(name, offer))
    click.echo(as_text(page, terminal.width()))


def _page(name: str, kit: Kit) -> Page | None:
    for check in kit.checks:
        if check.id == name:
            return check_page(check, kit.catalogue, kit.origins.get(name))
    entry = kit.catalogue.find(name)
    return control_page(entry, kit.checks) if entry else None


def _unknown(name: str, offer: Offer) -> str:
    known = [check.id for check in offer.kit.checks] + [
        each.id for each in offer.kit.catalogue.entries
    ]
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else "`aims-gate list checks` lists the checks"
    return f"there is no check, control or clause {name!r}: {hint}"
