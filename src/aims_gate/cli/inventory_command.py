"""``aims-gate inventory``: list the AI and the evidence that a repository holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import output, session

if TYPE_CHECKING:
    from ..inventory import Inventory

FORMATS = {
    "json": "Every asset and piece of evidence, for other programs.",
}
"""The formats and what each is for."""


@click.command("inventory")
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="NAME[=FILE]",
    help=f"What to write, and where; repeatable: {', '.join(FORMATS)}.  [default: table]",
)
@click.option("--staged", is_flag=True, help="List the index: what would be committed.")
@click.option("--rev", metavar="REF", help="List a revision.  [default: the work tree]")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes to read with.  [default: one for each processor]",
)
@click.option("--no-cache", is_flag=True, help="Neither use nor write the cache of facts.")
def command(
    path: Path,
    formats: tuple[str, ...],
    staged: bool,
    rev: str | None,
    jobs: int | None,
    no_cache: bool,
) -> None:
    """List the AI and the evidence that the repository at PATH holds.

    Nothing is judged: the exit status is 0 whatever is found.
    """
    if staged and rev:
        raise click.UsageError("--staged and --rev name different snapshots: give one")
    destinations = output.parse_formats(formats or ("json",), FORMATS)
    from ..discovery import SCANNERS as DISCOVERY
    from ..evidence import SCANNERS as EVIDENCE
    from ..inventory import take_inventory
    from ..repository import Workbench

    scanners = (*DISCOVERY, *EVIDENCE)
    cache = session.cache(scanners, wanted=not no_cache)
    bench = Workbench(scanners, cache, session.processes(jobs))
    inventory = take_inventory(session.snapshot(path, staged=staged, revision=rev), bench)
    if inventory.note:
        click.echo(f"note: {inventory.note}", err=True)
    for destination in destinations:
        output.write(_render(inventory, destination.format), destination)


def _render(inventory: Inventory, format_name: str) -> str:
    from ..inventory.as_json import as_json

    return as_json(inventory)
