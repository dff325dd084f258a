"""``aims-gate soa``: the Statement of Applicability with the evidence behind each row."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..model import Profile
from . import options, output, progress, session

if TYPE_CHECKING:
    from ..gate import Request
    from ..plugins import Offer
    from ..soa import Rendering

_FORMATS = ("markdown", "html", "csv", "json")


@click.command("soa")
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="NAME[=FILE]",
    help=f"What to write, and where; repeatable: {', '.join(_FORMATS)}.  [default: markdown]",
)
@click.option("--staged", is_flag=True, help="Read the index: what would be committed.")
@click.option("--rev", metavar="REF", help="Read a revision.  [default: the work tree]")
@options.profile
@options.as_of
@options.jobs
@options.no_cache
def command(
    path: Path,
    formats: tuple[str, ...],
    staged: bool,
    rev: str | None,
    profile: str | None,
    as_of: date | None,
    jobs: int | None,
    no_cache: bool,
) -> None:
    """Render the Statement of Applicability of the repository at PATH.

    Each row stands beside what the checks saw: evidence, gaps, or nothing. Nothing is decided: the
    exit status is 0, or 2 if there is no statement or it could not be judged.
    """
    from ..gate import Request
    from ..soa import FORMATS

    if staged and rev is not None:
        raise click.UsageError("--staged and --rev name different snapshots: give one")
    destinations = output.parse_formats(formats or ("markdown",), FORMATS)
    offer = session.offer()
    snapshot = session.snapshot(path, staged=staged, revision=rev)
    request = Request(
        snapshot=snapshot,
        as_of=as_of or datetime.now(UTC).date(),
        environment=os.environ,
        profile=Profile(profile) if profile else None,
        cache=session.cache(snapshot, offer.kit.scanners, wanted=not no_cache),
        processes=session.processes(jobs),
    )
    rendered = _rendered(request, offer)
    for destination in destinations:
        output.write(FORMATS[destination.format](rendered), destination)


def _rendered(request: Request, offer: Offer) -> Rendering:
    """What is to be shown, or the end of the run with why it cannot be."""
    from ..engine import Crashed, EngineError
    from ..gate import UnknownCheckError, examine
    from ..governance.applicability import ApplicabilityStatement
    from ..model import NotAssessed, Verdict
    from ..soa import rendering

    try:
        with progress.shown() as tell:
            examined = examine(replace(request, progress=tell), offer.kit)
        statement = examined.dossier[ApplicabilityStatement]
    except NotAssessed as gap:
        raise session.Stop(f"{gap.reason}: {gap.fix}" if gap.fix else gap.reason) from gap
    except (Crashed, EngineError, UnknownCheckError) as problem:
        raise session.Stop(str(problem)) from problem
    if not statement.exists:
        raise session.Stop(
            "there is no Statement of Applicability: `aims-gate init --governance` drafts one, "
            "and `files: {soa: …}` in aims-gate.yaml says where it lies"
        )
    if examined.judgement.verdict is Verdict.UNDECIDED:
        raise session.Stop(examined.judgement.reasons[0])
    return rendering(statement, examined.judgement, offer.kit.catalogue)
