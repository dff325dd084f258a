"""``aims-gate list``: what there is to select."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click

from ..catalogue import Clause, Control
from ..engine import reach, touched_by
from ..model import ORDINARY_TIERS, Check, Profile, Reach
from ..plugins import Offer
from . import session

Rows = list[dict[str, Any]]


@click.command("list")
@click.argument("what", type=click.Choice(["checks", "controls", "formats", "plugins"]))
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How to print it.",
)
@click.option(
    "--profile",
    type=click.Choice([profile.value for profile in Profile]),
    help="Only the checks of this profile.  [default: all]",
)
@click.option("--control", metavar="ID", help="Only the checks for this control or clause.")
def command(what: str, form: str, profile: str | None, control: str | None) -> None:
    """List checks, controls, formats or plugins."""
    if what != "checks" and (profile or control):
        raise click.UsageError("--profile and --control go with `list checks` alone")
    offer = session.offer()
    if control and offer.kit.catalogue.find(control) is None:
        raise click.BadParameter(f"there is no control or clause {control!r}")
    rows, columns = _listing(offer, what, Profile(profile) if profile else None, control)
    if form == "json":
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        _print_table(rows, columns)


def _listing(
    offer: Offer, what: str, profile: Profile | None, control: str | None
) -> tuple[Rows, Sequence[str]]:
    if what == "checks":
        chosen = [check for check in offer.kit.checks if _chosen(check, profile, control)]
        return [as_row(check, offer.kit.origins) for check in chosen], ("id", "profile", "title")
    if what == "controls":
        entries = offer.kit.catalogue.entries
        rows = [_control_row(each, offer.kit.checks) for each in entries]
        return rows, ("id", "reach", "title")
    if what == "formats":
        return [{"name": each.name, "description": each.description} for each in offer.reporters], (
            "name",
            "description",
        )
    plugins = [{"name": name, "version": version} for name, version in offer.kit.plugins.items()]
    return plugins, ("name", "version")


def _chosen(check: Check[Any], profile: Profile | None, control: str | None) -> bool:
    if profile and not profile.includes(check.profile):
        return False
    return not control or control in touched_by(check)


def as_row(check: Check[Any], origins: Mapping[str, str | None]) -> dict[str, Any]:
    """A check as ``list checks --format json`` shows it."""
    return {
        "id": check.id,
        "title": check.title,
        "controls": list(check.controls),
        "clauses": list(check.clauses),
        "evidences": list(check.evidences),
        "profile": check.profile.value,
        "reach": check.reach.value,
        "severity": {tier.value: check.severity[tier].value for tier in ORDINARY_TIERS},
        "roles": sorted(role.value for role in check.roles),
        "tiers": [tier.value for tier in sorted(check.tiers, key=lambda tier: tier.rank)],
        "since": check.since,
        "plugin": origins.get(check.id),
    }


def _control_row(entry: Control | Clause, checks: Iterable[Check[Any]]) -> dict[str, Any]:
    touching = [check for check in checks if entry.id in touched_by(check)]
    known = reach(entry.id, touching)
    return {
        "id": entry.id,
        "title": entry.title,
        "reach": known.value,
        "beyond": entry.beyond if known is Reach.BEYOND else None,
        "checks": [check.id for check in touching],
        "evidenced_by": [check.id for check in touching if entry.id in check.evidences],
    }


def _print_table(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
    listed = list(rows)
    widths = [max((len(str(row[column])) for row in listed), default=0) for column in columns]
    for row in listed:
        cells = (
            str(row[column]).ljust(width) for column, width in zip(columns, widths, strict=True)
        )
        click.echo("  ".join(cells).rstrip())
