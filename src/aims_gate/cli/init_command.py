"""``aims-gate init``: draft aims.yaml from what a repository holds."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..model import Profile
from . import options, session
from .inventory_command import take, workbench

if TYPE_CHECKING:
    from ..inventory.draft import Draft

_STANDARD_OUTPUT = Path("-")


@click.command("init")
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option(
    "--output",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to write; `-` prints instead.  [default: aims.yaml in PATH]",
)
@options.jobs
@options.no_cache
@click.option(
    "--governance",
    is_flag=True,
    help="Write a skeleton of every governance document instead of drafting aims.yaml.",
)
@click.option(
    "--profile",
    type=click.Choice([profile.value for profile in Profile]),
    help="With --governance: the documents of this profile.  [default: that of aims-gate.yaml, "
    "else standard]",
)
def command(
    path: Path,
    file: Path | None,
    jobs: int | None,
    no_cache: bool,
    governance: bool,
    profile: str | None,
) -> None:
    """Draft aims.yaml from the AI and the evidence that the folder PATH holds.

    With --governance it writes the documents that an AI management system needs instead: each a
    short, commented skeleton. What only people know is left open, and `aims-gate check` says so. A
    file that is there is never overwritten. Exit status: 0, or 2 if nothing could be written.
    """
    if governance:
        if file is not None:
            raise click.UsageError("--output goes with the draft of aims.yaml, not --governance")
        _write_governance(path, Profile(profile) if profile else None)
        return
    if profile:
        raise click.UsageError("--profile goes with --governance")
    from ..inventory.draft import draft
    from ..inventory.inventory import MANIFEST
    from ..inventory.manifest_text import as_yaml

    target = file or path / MANIFEST
    if target != _STANDARD_OUTPUT and os.path.lexists(target):
        raise session.Stop(_is_there(target))
    snapshot = session.snapshot(path)
    drafted = draft(take(snapshot, workbench(snapshot, jobs, wants_cache=not no_cache)), snapshot)
    if drafted is None:
        number = len(snapshot.files)
        click.echo(f"No AI found in {number} files: there is nothing to declare.", err=True)
        return
    text = as_yaml(drafted)
    if target == _STANDARD_OUTPUT:
        click.echo(text, nl=False)
    else:
        _create(target, text)
        click.echo(f"Wrote {target}: {_contents(drafted)}.", err=True)
    click.echo(_NEXT, err=True)


def _write_governance(folder: Path, profile: Profile | None) -> None:
    from .governance_files import new_files, stated_profile, write

    snapshot = session.snapshot(folder)
    chosen = profile or stated_profile(snapshot) or Profile.STANDARD
    try:
        written, taken = write(folder, new_files(snapshot, chosen))
    except OSError as problem:
        where = problem.filename or folder
        raise session.Stop(f"cannot write {where}: {problem.strerror or problem}") from problem
    for name in written:
        click.echo(f"wrote {name}", err=True)
    for name in taken:
        click.echo(f"left alone {name}: it is there already and is something else", err=True)
    if not written:
        click.echo(f"Every document of the profile {chosen} is there.", err=True)
        return
    click.echo(_NEXT_GOVERNANCE, err=True)


_NEXT_GOVERNANCE = """
Next:
  1. Write governance/people.yaml first: the other documents name people by its ids.
  2. Replace every OPEN by what is true here; delete what does not fit.
  3. Run `aims-gate check`: every document that is still open is a finding."""


_NEXT = """
Next:
  1. Write the purpose and the owner of the system, where the draft says OPEN.
  2. Confirm the activities and decide the tier; correct what is wrong.
  3. Run `aims-gate check`: it lists what is still owed, each with its place."""


def _is_there(target: Path) -> str:
    return (
        f"{target} is there already and is not overwritten: "
        "`aims-gate init --output -` prints a draft to compare with"
    )


def _contents(drafted: Draft) -> str:
    counts = {
        "model": len(drafted.models),
        "dataset": len(drafted.datasets),
        "supplier": len(drafted.suppliers),
    }
    return ", ".join(
        ["1 system", *(f"{n} {what}{'' if n == 1 else 's'}" for what, n in counts.items() if n)]
    )


def _create(target: Path, text: str) -> None:
    """Write a file that is not there; whatever comes to be there meanwhile is left alone."""
    try:
        with target.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise session.Stop(_is_there(target)) from None
    except OSError as problem:
        raise session.Stop(f"cannot write {target}: {problem.strerror or problem}") from problem
