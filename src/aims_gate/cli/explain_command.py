"""``aims-gate explain``: the page of a check, a control or a clause."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Iterator
from typing import Any

import click
from click.shell_completion import CompletionItem

from ..model import ORDINARY_TIERS, Check
from ..plugins import Offer
from . import session


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
    for check in offer.kit.checks:
        if check.id == name:
            click.echo("\n".join(_check_page(check, offer.kit.origins.get(name))))
            return
    if offer.kit.catalogue.find(name) is None:
        raise click.UsageError(_unknown(name, offer))
    click.echo("\n".join(_control_page(name, offer)))


def _unknown(name: str, offer: Offer) -> str:
    known = [check.id for check in offer.kit.checks] + [
        each.id for each in offer.kit.catalogue.entries
    ]
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else "`aims-gate list checks` lists the checks"
    return f"there is no check, control or clause {name!r}: {hint}"


def _check_page(check: Check[Any], plugin: str | None) -> Iterator[str]:
    yield f"{check.id}: {check.title}"
    yield ""
    yield check.summary
    for heading, body in (("Why it matters", check.why), ("How to conform", check.how)):
        yield f"\n{heading}\n"
        yield textwrap.indent(body, "  ")
    yield "\nFacts\n"
    severities = (f"{check.severity[tier]} ({tier})" for tier in ORDINARY_TIERS)
    facts = {
        "severity": ", ".join(severities),
        "counts for": ", ".join((*check.controls, *check.clauses)) or "no control",
        "evidence for": ", ".join(check.evidences) or "none: conforming is not yet evidence",
        "roles": ", ".join(sorted(role.value for role in check.roles)),
        "profile": check.profile.value,
        "since": check.since,
        "offered by": plugin or "aims-gate",
    }
    for name, value in facts.items():
        yield f"  {name + ':':<14}{value}"


def _control_page(name: str, offer: Offer) -> Iterator[str]:
    entry = offer.kit.catalogue.find(name)
    assert entry is not None
    yield f"{entry.id}: {entry.title}"
    yield ""
    yield entry.intent
    yield ""
    yield "Identifiers are those of ISO/IEC 42001:2023; the words are ours."
    yield "\nChecks\n"
    touching = [
        check
        for check in offer.kit.checks
        if name in (*check.controls, *check.clauses, *check.evidences)
    ]
    for check in touching:
        evidence = "  (conforming is evidence)" if name in check.evidences else ""
        yield f"  {check.id}: {check.title}{evidence}"
    if not touching:
        yield "  none: no check here can tell"
