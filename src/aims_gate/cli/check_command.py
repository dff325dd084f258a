"""``aims-gate check``: judge a repository."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from ..model import Profile, Severity, Verdict
from . import options, output, progress, session, sides
from .source_links import source_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..declarations import Event
    from ..engine import Dossier
    from ..gate import Kit, Request
    from ..model import Judgement
    from ..plugins import Offer
    from ..repository import Snapshot

_SOURCE_LIMIT = 8 << 20
"""How much of a file reporters may look at, in bytes."""

_OF_CI = ("CI", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "JENKINS_URL")
"""Where one of these is set a run is judged anew: its folder of caches may be anybody's."""

_EVENTS = {
    "pull_request": {"pull_request", "pull_request_target", "merge_group", "merge_request_event"},
    "release": {"release"},
    "schedule": {"schedule"},
}
"""Events of the policy, with the names that GitHub and GitLab give them."""


def _complete_check(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return [
        CompletionItem(check.id, help=check.title)
        for check in session.offer().kit.checks
        if check.id.startswith(incomplete)
    ]


@click.command("check")
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="NAME[=FILE]",
    help="What to report, and where; repeatable. `aims-gate list formats` lists them."
    "  [default: console]",
)
@click.option("--staged", is_flag=True, help="Judge the index: what would be committed.")
@click.option("--rev", metavar="REF", help="Judge a revision.  [default: the work tree]")
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The gate policy, below PATH.  [default: aims-gate.yaml there]",
)
@click.option(
    "--policy-ref",
    metavar="REF",
    help="Judge by the policy, waivers, baseline and Statement of Applicability of this revision."
    "  [default: in CI the tip of the target branch, else what is judged]",
)
@click.option(
    "--no-policy-ref",
    "own_policy",
    is_flag=True,
    help="Judge by what is judged itself, in CI too.",
)
@click.option(
    "--since",
    metavar="REF",
    help="Let only what came or grew worse since this revision decide.",
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The findings that were there at adoption."
    "  [default: the policy's, else aims-gate-baseline.txt]",
)
@options.profile
@click.option(
    "--select",
    multiple=True,
    metavar="CHECK",
    shell_complete=_complete_check,
    help="Run only this check; repeatable.  [default: the profile's]",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="CHECK",
    shell_complete=_complete_check,
    help="Do not run this check; repeatable.  [default: none]",
)
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in reversed(Severity)]),
    help="The least severity that fails.  [default: the policy's, else error]",
)
@options.as_of
@options.jobs
@options.no_cache
@click.option("--online", is_flag=True, help="Let checks ask the platforms they are about.")
@click.option("-v", "--verbose", is_flag=True, help="Console: everything that was seen.")
@click.option("-q", "--quiet", is_flag=True, help="Console: only what makes the gate fail.")
def command(
    path: Path,
    formats: tuple[str, ...],
    staged: bool,
    rev: str | None,
    config: Path | None,
    policy_ref: str | None,
    own_policy: bool,
    since: str | None,
    baseline: Path | None,
    profile: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    as_of: date | None,
    jobs: int | None,
    no_cache: bool,
    online: bool,
    verbose: bool,
    quiet: bool,
) -> None:
    """Judge the repository at PATH and report what was found.

    Exit status: 0 the gate passes, 1 it does not, 2 it could not judge.
    """
    from ..gate import Request

    if staged and rev is not None:
        raise click.UsageError("--staged and --rev name different snapshots: give one")
    if policy_ref is not None and own_policy:
        raise click.UsageError("--policy-ref and --no-policy-ref contradict each other: give one")
    if verbose and quiet:
        raise click.UsageError("--verbose and --quiet contradict each other: give one")
    offer = session.offer()
    destinations = output.parse_formats(
        formats or ("console",), [each.name for each in offer.reporters]
    )
    snapshot = session.snapshot(path, staged=staged, revision=rev)
    request = Request(
        snapshot=snapshot,
        as_of=as_of or datetime.now(UTC).date(),
        environment=os.environ,
        online=online,
        profile=Profile(profile) if profile else None,
        fail_on=Severity(fail_on) if fail_on else None,
        select=frozenset(select),
        ignore=frozenset(ignore),
        event=_event(),
        cache=session.cache(snapshot, offer.kit.scanners, wanted=not no_cache),
        processes=session.processes(jobs),
        trusted=None if own_policy else sides.trusted(snapshot, path, policy_ref),
        since=sides.since(snapshot, path, since) if since is not None else None,
        baseline=_from_top(baseline, snapshot) if baseline else None,
        policy=_from_top(config, snapshot) if config else None,
    )
    with progress.shown(wanted=not quiet) as tell:
        examined = _examined(replace(request, progress=tell), offer.kit, keeps=not no_cache)
    _report(examined, destinations, offer, snapshot, verbose=verbose, quiet=quiet)
    sys.exit(examined.judgement.verdict.exit_status)


def _from_top(file: Path, snapshot: Snapshot) -> str:
    """The path of a file of the repository, from its top level.

    Links below that are not followed: a change could let one lead to another file.
    """
    top = (snapshot.git.top if snapshot.git else Path.cwd()).resolve()
    absolute = Path(os.path.normpath(Path.cwd() / file))
    above = next((each for each in reversed(absolute.parents) if each.resolve() == top), None)
    if above is None:
        raise click.BadParameter(f"{file} is not in the repository: name a file of it")
    return absolute.relative_to(above).as_posix()


@dataclass(frozen=True, slots=True)
class _Run:
    """A judgement, new or kept, and its evidence if a format asks for that."""

    judgement: Judgement
    dossier: Callable[[], Dossier]


def _examined(request: Request, kit: Kit, *, keeps: bool) -> _Run:
    """The judgement of an earlier run where nothing has changed since, else a new one."""
    from ..gate import dossier_of
    from ..gate.kept import KeptJudgements, NotKept, digest_of_files, key_of

    folder = session.cache_folder(request.snapshot) if keeps else None
    if folder is None or any(name in os.environ for name in _OF_CI):
        return _new(request, kit)
    try:
        key = key_of(request, kit, digest_of_files(session.code_folders(kit)))
    except NotKept:
        return _new(request, kit)
    kept = KeptJudgements(folder)
    judgement = kept.find(key, kit)
    if judgement is not None:
        return _Run(judgement, lambda: dossier_of(request, kit))
    made = _new(request, kit)
    if made.judgement.verdict is not Verdict.UNDECIDED:
        kept.keep(key, made.judgement)  # what could not be judged may be judged next time
    return made


def _new(request: Request, kit: Kit) -> _Run:
    from ..engine import EngineError
    from ..gate import UnknownCheckError, examine

    try:
        examined = examine(request, kit)
    except UnknownCheckError as problem:
        raise click.UsageError(str(problem)) from problem
    except EngineError as problem:
        raise session.Stop(str(problem)) from problem
    return _Run(examined.judgement, lambda: examined.dossier)


def _report(
    examined: _Run,
    destinations: Iterable[output.Destination],
    offer: Offer,
    snapshot: Snapshot,
    *,
    verbose: bool,
    quiet: bool,
) -> None:
    from ..reporters import RenderContext, what_is_stated
    from .azure_pipelines import pipeline_run

    catalogue = offer.kit.catalogue
    reporters = {reporter.name: reporter for reporter in offer.reporters}
    context = RenderContext(
        read=lambda path: snapshot.get(path, _SOURCE_LIMIT),
        catalogue=catalogue.titles,
        scope=snapshot.base.rstrip("/") or "repository",
        verbose=verbose,
        quiet=quiet,
        headings={heading.id: heading.title for heading in catalogue.headings},
        stated=lambda: what_is_stated(examined.dossier()),
        source_url=source_url(os.environ, snapshot.revision),
        pipeline=pipeline_run(os.environ),
        landmark=lambda: _landmark(snapshot),
    )
    for destination in destinations:
        shown = replace(context, width=destination.width, color=destination.color)
        text = reporters[destination.format].render(examined.judgement, shown)
        output.write(text, destination)


def _landmark(snapshot: Snapshot) -> str:
    """A file that people know: a README nearest the top, else the first one."""
    from ..repository import FileKind

    regular = [path for path, file in snapshot.files.items() if file.kind is FileKind.REGULAR]
    return min(
        regular,
        key=lambda path: ("/readme" not in f"/{path.lower()}", path.count("/"), path),
        default="",
    )


def _event() -> Event | None:
    """What this run decides about, as the CI system tells it; ``None`` outside of CI."""
    from ..declarations import Event

    told = {os.environ.get(name) for name in ("GITHUB_EVENT_NAME", "CI_PIPELINE_SOURCE")}
    return next((Event(event) for event, names in _EVENTS.items() if names & told), None)
