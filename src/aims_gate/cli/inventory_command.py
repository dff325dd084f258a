"""``aims-gate inventory``: list the AI and the evidence that a repository holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import options, output, progress, session, terminal

if TYPE_CHECKING:
    from ..inventory import Inventory
    from ..repository import Snapshot, Workbench

FORMATS = {
    "table": "For people: the product in full, the rest counted.",
    "json": "Every asset and piece of evidence, for other programs.",
    "cyclonedx": "A bill of materials: CycloneDX 1.6 in JSON, the AI of the product.",
}
"""The formats and what each is for."""

_OF_A_DIFFERENCE = ("table", "json")


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
@click.option("--diff", metavar="REF", help="List what differs from this revision.")
@click.option(
    "--explain", "file", metavar="FILE", help="Say what was found in one file, and what decided."
)
@options.jobs
@options.no_cache
def command(
    path: Path,
    formats: tuple[str, ...],
    staged: bool,
    rev: str | None,
    diff: str | None,
    file: str | None,
    jobs: int | None,
    no_cache: bool,
) -> None:
    """List the AI and the evidence that the repository at PATH holds.

    Nothing is judged: the exit status is 0 whatever is found.
    """
    if staged and rev:
        raise click.UsageError("--staged and --rev name different snapshots: give one")
    if file and (diff or formats):
        raise click.UsageError("--explain goes with neither --format nor --diff")
    destinations = output.parse_formats(
        formats or ("table",), _OF_A_DIFFERENCE if diff else FORMATS
    )
    snapshot = session.snapshot(path, staged=staged, revision=rev)
    bench = workbench(snapshot, jobs, wants_cache=not no_cache)
    if file:
        click.echo(_explanation(snapshot, bench, path, file), nl=False)
        return
    inventory = take(snapshot, bench)
    earlier = session.snapshot(path, revision=diff) if diff else None
    for destination in destinations:
        text = (
            _difference(inventory, snapshot, earlier, bench, destination)
            if earlier
            else _render(inventory, snapshot, destination)
        )
        output.write(text, destination)


def workbench(snapshot: Snapshot, jobs: int | None, *, wants_cache: bool) -> Workbench:
    """What an inventory is taken with: the gate's own scanners, and no plugin's."""
    from ..discovery import SCANNERS as DISCOVERY
    from ..evidence import SCANNERS as EVIDENCE
    from ..repository import Workbench

    scanners = (*DISCOVERY, *EVIDENCE)
    cache = session.cache(snapshot, scanners, wanted=wants_cache)
    return Workbench(scanners, cache, session.processes(jobs))


def take(snapshot: Snapshot, bench: Workbench) -> Inventory:
    """Take the inventory, and say so if the manifest is invalid."""
    from ..inventory import take_inventory

    with progress.shown() as tell:
        inventory = take_inventory(snapshot, replace(bench, progress=tell))
    if inventory.note:
        click.echo(f"note: {inventory.note}", err=True)
    return inventory


def _render(inventory: Inventory, snapshot: Snapshot, destination: output.Destination) -> str:
    if destination.format == "json":
        from ..inventory.as_json import as_json

        return as_json(inventory)
    if destination.format == "cyclonedx":
        from ..inventory.cyclonedx import as_cyclonedx
        from ..inventory.described import describe
        from ..inventory.digests import with_digests

        described = describe(inventory, snapshot)
        return as_cyclonedx(with_digests(inventory, snapshot), described, snapshot)
    from ..inventory.table import as_table

    return as_table(inventory, width=destination.width, color=destination.color)


def _difference(
    inventory: Inventory,
    snapshot: Snapshot,
    earlier: Snapshot,
    bench: Workbench,
    destination: output.Destination,
) -> str:
    from ..inventory import take_inventory
    from ..inventory.diff import compare, diff_as_json, diff_as_table
    from ..inventory.digests import with_digests

    before = with_digests(take_inventory(earlier, bench), earlier)
    difference = compare(before, with_digests(inventory, snapshot))
    if destination.format == "json":
        return diff_as_json(difference)
    return diff_as_table(difference, width=destination.width, color=destination.color)


def _explanation(snapshot: Snapshot, bench: Workbench, folder: Path, file: str) -> str:
    from ..inventory.explain import explain

    name = _in_snapshot(snapshot, folder, file)
    if name is None:
        raise click.UsageError(
            f"{file} is not part of the snapshot: name a file that git tracks or would track"
        )
    return explain(snapshot, bench, name, width=terminal.width())


def _in_snapshot(snapshot: Snapshot, folder: Path, file: str) -> str | None:
    """The path from the top of a file named from there, from PATH or from where the user is."""
    inside = snapshot.base + Path(file).as_posix()
    candidates = [Path(file).as_posix(), inside]
    below = Path(file).absolute()
    if below.is_relative_to(folder.absolute()):
        candidates.append(snapshot.base + below.relative_to(folder.absolute()).as_posix())
    return next((name for name in candidates if name in snapshot.files), None)
