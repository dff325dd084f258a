"""Bring the tip of the target branch, whose policy judges, into the clone of a GitHub job."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from ..reporters.github import warning
from ..repository.git import find_top
from .action_inputs import Inputs, read_object

_SECONDS_TO_FETCH = 120

_STALE = (
    "could not be fetched: what is judged by is the tip that the checkout left, which may be "
    "older; check out with fetch-depth: 0"
)
_ABSENT = (
    "is not in this clone and could not be fetched, so what it says cannot judge the change: "
    "check out with fetch-depth: 0"
)


def bring_target(inputs: Inputs, environ: Mapping[str, str]) -> None:
    """Fetch the tip of the target branch, unless the checkout brought it.

    It may not be to be had: without any tip of it the gate says that it cannot judge.
    """
    branch = None if "--no-policy-ref" in inputs.options else _target(environ)
    if branch is None or any(each.startswith("--policy-ref=") for each in inputs.options):
        return
    top = find_top(Path(inputs.path).resolve())
    if top is None:
        return
    own = f"refs/remotes/origin/{branch}"
    is_known = _git(top, "rev-parse", "--verify", "--quiet", own)
    # A runner of one's own may keep the clone of an earlier job, and with it an earlier tip.
    least = _tip_at_event(environ)
    if is_known and least and _git(top, "merge-base", "--is-ancestor", least, own):
        return
    # In a whole clone a fetch with a depth would cut the history off that is there.
    is_shallow = _said(top, "rev-parse", "--is-shallow-repository") == "true"
    depth = ["--depth=1"] if is_shallow else []
    wanted = f"+refs/heads/{branch}:{own}"
    fetched = _git(
        top, "fetch", "--quiet", "--no-tags", "--no-recurse-submodules", *depth, "origin", wanted
    )
    if not fetched:
        print(warning("aims-gate", f"the tip of {branch} {_STALE if is_known else _ABSENT}"))


def _target(environ: Mapping[str, str]) -> str | None:
    from .session import Stop
    from .sides import target_branch

    try:
        return target_branch(environ)
    except Stop:
        return None  # the gate says so


def _tip_at_event(environ: Mapping[str, str]) -> str:
    """The commit that the target branch was at when the run was started; empty if not told."""
    event = read_object(Path(environ.get("GITHUB_EVENT_PATH", ""))) or {}
    request, queue = event.get("pull_request"), event.get("merge_group")
    if isinstance(request, dict) and isinstance(request.get("base"), dict):
        return _commit(request["base"].get("sha"))
    return _commit(queue.get("base_sha")) if isinstance(queue, dict) else ""


def _commit(named: object) -> str:
    return named if isinstance(named, str) and named.isalnum() else ""


def _git(top: Path, *arguments: str) -> bool:
    """Whether a command of git succeeds."""
    return _run(top, *arguments) is not None


def _said(top: Path, *arguments: str) -> str:
    return (_run(top, *arguments) or "").strip()


def _run(top: Path, *arguments: str) -> str | None:
    # Named, and not looked for: a change can make any folder look like a repository of its own,
    # with a configuration that runs programs, but it cannot bring a `.git`.
    place = [f"--git-dir={top / '.git'}", f"--work-tree={top}"]
    try:
        completed = subprocess.run(
            ["git", *place, *arguments],
            cwd=top,
            check=False,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            errors="replace",
            timeout=_SECONDS_TO_FETCH,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return completed.stdout if completed.returncode == 0 else None
