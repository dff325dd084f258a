"""``aims-gate baseline``: what was wrong at adoption does not decide, until it is fixed."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..declarations.baseline import LIMIT
from ..model import Profile
from . import options, own_file, progress, session

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..gate import Known
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
@click.option("--add", is_flag=True, help="Also take up what is new, or has become worse.")
@options.profile
@options.no_cache
def command(path: Path, file: Path | None, add: bool, profile: str | None, no_cache: bool) -> None:
    """Take up what is wrong in the repository at PATH, or drop what was fixed.

    The first run writes the baseline: what it lists is shown by `aims-gate check` and does not
    decide. Later runs only drop what was fixed; --add takes up what is new or has become more
    severe, by hand and on purpose.
    Exit status: 0, or 2 if the gate could not judge.
    """
    from ..gate import Request, known_of, render_baseline, run

    offer = session.offer()
    snapshot = session.snapshot(path)
    target = file or path / _stated(snapshot)
    old = _read(target)
    request = Request(
        snapshot=snapshot,
        as_of=datetime.now(UTC).date(),
        environment=os.environ,
        profile=Profile(profile) if profile else None,
        cache=session.cache(snapshot, offer.kit.scanners, wanted=not no_cache),
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
    new = [each for print_, each in wrong.items() if print_ not in known]
    worse = _grown(kept, wrong)
    takes_up = old is None or add
    kept = [_kept(each, wrong.get(each.fingerprint), takes_up=takes_up) for each in kept]
    own_file.write(target, render_baseline([*kept, *new] if takes_up else kept))
    dropped = len(old or ()) - len(kept)
    taken = len(new) + worse if takes_up else 0
    click.echo(f"{target}: {len(kept) + (len(new) if takes_up else 0)} findings", err=True)
    click.echo(f"taken up: {taken}, dropped because they were fixed: {dropped}", err=True)
    if new and not takes_up:
        click.echo(f"new and not taken up: {len(new)} (--add takes them up)", err=True)
    if worse and not takes_up:
        click.echo(f"more severe than it says: {worse} (--add takes them up so)", err=True)


def _read(target: Path) -> tuple[Known, ...] | None:
    """What the baseline lists; ``None`` if there is none yet."""
    from ..gate import BaselineError, read_baseline

    data = own_file.read(target, LIMIT)
    try:
        return None if data is None else read_baseline(data, str(target))
    except BaselineError as problem:
        raise session.Stop(str(problem)) from problem


def _grown(kept: Iterable[Known], wrong: Mapping[str, Known]) -> int:
    from ..gate import has_grown

    return sum(
        has_grown(each, now) for each in kept if (now := wrong.get(each.fingerprint)) is not None
    )


def _kept(old: Known, now: Known | None, *, takes_up: bool) -> Known:
    """An entry that stays: never for more than it said unless somebody takes that up."""
    from ..gate import shrunk

    if now is None:
        return old  # its check did not run
    return replace(old, severity=now.severity) if takes_up else shrunk(old, now)


def _stated(snapshot: Snapshot) -> str:
    from ..gate import FILE
    from ..portfolio import read_policy

    policy = read_policy(snapshot).policy
    return (policy.files.baseline if policy else None) or FILE
