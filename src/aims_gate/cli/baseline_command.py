"""``aims-gate baseline``: what was wrong at adoption does not decide, until it is fixed."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..model import Profile
from . import options, progress, session

if TYPE_CHECKING:
    from ..repository import Snapshot


@click.command("baseline")
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option(
    "--output",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where it lies.  [default: the policy's, else aims-gate-baseline.txt in PATH]",
)
@click.option("--add", is_flag=True, help="Also take up what is wrong now and not in it yet.")
@options.profile
@options.no_cache
def command(path: Path, file: Path | None, add: bool, profile: str | None, no_cache: bool) -> None:
    """Take up what is wrong in the repository at PATH, or drop what was fixed.

    The first run writes the baseline: what it lists is shown by `aims-gate check` and does not
    decide. Later runs only drop what was fixed; --add takes up what is new, by hand and on purpose.
    Exit status: 0, or 2 if the gate could not judge.
    """
    from ..gate import BaselineError, Request, known_of, read_baseline, render_baseline, run

    offer = session.offer()
    snapshot = session.snapshot(path)
    target = file or path / _stated(snapshot)
    try:
        old = read_baseline(target.read_bytes(), str(target)) if target.exists() else None
    except (BaselineError, OSError) as problem:
        raise session.Stop(str(problem)) from problem
    request = Request(
        snapshot=snapshot,
        as_of=datetime.now(UTC).date(),
        environment=os.environ,
        profile=Profile(profile) if profile else None,
        cache=session.cache(offer.kit.scanners, wanted=not no_cache),
        processes=session.processes(None),
    )
    with progress.shown() as tell:
        judgement = run(replace(request, progress=tell), offer.kit)
    if judgement.verdict.exit_status == session.CANNOT_JUDGE:
        raise session.Stop(judgement.reasons[0])
    wrong = {each.fingerprint: each for each in known_of(judgement.results)}
    ran = {item.result.check.id for item in judgement.results}
    kept = [each for each in old or () if each.fingerprint in wrong or each.check not in ran]
    known = {each.fingerprint for each in kept}
    added = (
        []
        if old is not None and not add
        else [each for print_, each in wrong.items() if print_ not in known]
    )
    _write(target, render_baseline([*kept, *added]))
    dropped = len(old or ()) - len(kept)
    click.echo(f"{target}: {len(kept) + len(added)} findings", err=True)
    click.echo(f"taken up: {len(added)}, dropped because they were fixed: {dropped}", err=True)
    left = len(wrong.keys() - known) - len(added)
    if left:
        click.echo(f"new and not taken up: {left} (--add takes them up)", err=True)


def _stated(snapshot: Snapshot) -> str:
    from ..gate import FILE
    from ..portfolio import read_policy

    policy = read_policy(snapshot).policy
    return (policy.files.baseline if policy else None) or FILE


def _write(target: Path, text: str) -> None:
    try:
        if target.is_symlink():
            raise session.Stop(f"{target} is a link: put a regular file there")
        target.write_text(text, encoding="utf-8", newline="\n")
    except OSError as problem:
        raise session.Stop(f"cannot write {target}: {problem.strerror or problem}") from problem
