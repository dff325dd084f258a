"""``aims-gate extend``: build the policy on that of an organisation, copied and pinned."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import click

from ..declarations import POLICY_PATH, load_policy
from . import own_file, session

LIMIT = 1 << 20
"""The largest policy that is taken, in bytes."""

_SECONDS = 60
_FROM_GIT = re.compile(r"git\+(?P<url>[^#@]+)@(?P<commit>[0-9a-f]{40})#(?P<path>[^#]+)")
_SCHEMES = frozenset({"https", "ssh", "file"})
_BLOCK = re.compile(r"^extends:[^\n]*\n(?:[ \t]+[^\n]*\n)*", re.MULTILINE)


@click.command("extend")
@click.argument("address")
@click.option(
    "--file",
    type=click.Path(path_type=Path),
    default="policies/organisation.yaml",
    show_default=True,
    help="Where the copy goes, below PATH.",
)
@click.option(
    "--path",
    "folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=".",
    show_default=True,
    help="The folder of aims-gate.yaml.",
)
def command(address: str, file: Path, folder: Path) -> None:
    """Fetch the policy at ADDRESS, copy it, and let aims-gate.yaml build on it.

    ADDRESS is https://host/path, or git+https://host/repository@COMMIT#path with a full commit id.
    The copy is pinned by its SHA-256, so that runs need no network and no other text judges. Look
    at the copy before you commit it. Exit status: 0, or 2 if nothing was written.
    """
    if file.is_absolute() or ".." in file.parts:
        raise click.BadParameter(f"{file} is not below the folder of aims-gate.yaml")
    data = _from_git(address) if address.startswith("git+") else _from_web(address)
    digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
    own = folder / POLICY_PATH
    before = own_file.read_text(own, LIMIT)
    before = "version: 1\n" if before is None else before
    block = (
        f"extends:\n  file: {file.as_posix()}\n  digest: {digest}\n  address: {_quoted(address)}\n"
    )
    after = _BLOCK.sub("", before) if _BLOCK.search(before) else before
    after = f"{block}{after}"
    _refuse_invalid({POLICY_PATH: after.encode(), file.as_posix(): data})
    target = folder / file
    if any(each.is_symlink() for each in target.parents):
        raise session.Stop(f"{target} lies behind a link")
    own_file.write(target, data)
    own_file.write(own, after)
    click.echo(f"{target}: {len(data)} bytes, {digest}", err=True)
    click.echo(f"{own} builds on it. Read the copy, then commit both.", err=True)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _from_web(address: str) -> bytes:
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname != "127.0.0.1":
        raise click.BadParameter(
            f"{address!r} is no https address: write https://… or git+https://…"
        )
    import requests

    try:
        with requests.get(address, timeout=(5, 10), stream=True, allow_redirects=False) as answer:
            if answer.status_code != requests.codes.ok:
                raise session.Stop(f"{parts.hostname} answered {answer.status_code}: no policy")
            data = answer.raw.read(LIMIT + 1, decode_content=True)
    except requests.RequestException as problem:
        kind = type(problem).__name__
        raise session.Stop(f"{parts.hostname} cannot be asked: {kind}") from None
    return _bounded(data, address)


def _from_git(address: str) -> bytes:
    found = _FROM_GIT.fullmatch(address)
    if found is None or urlsplit(found["url"]).scheme not in _SCHEMES:
        form = "git+https://host/repository@<full commit id>#path"
        raise click.BadParameter(f"{address!r} names no file of a commit: write {form}")
    kept = {
        name: os.environ[name] for name in ("PATH", "HOME", "SSH_AUTH_SOCK") if name in os.environ
    }
    with tempfile.TemporaryDirectory() as place:
        # Named, since git may be set not to use bare repositories that it only comes upon.
        environment = {**kept, "GIT_DIR": place, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}

        def git(*arguments: str) -> bytes:
            try:
                done = subprocess.run(
                    ["git", *arguments],
                    cwd=place,
                    env=environment,
                    capture_output=True,
                    check=False,
                    timeout=_SECONDS,
                )
            except (OSError, subprocess.TimeoutExpired) as problem:
                raise session.Stop(f"git cannot fetch {address}: {problem}") from problem
            if done.returncode:
                said = done.stderr.decode("utf-8", "replace").strip().splitlines()
                why = said[-1] if said else "it says not why"
                raise session.Stop(f"git cannot fetch {address}: {why}")
            return done.stdout

        git("init", "--quiet", "--bare")
        git(
            "fetch",
            "--quiet",
            "--no-tags",
            "--depth=1",
            "--end-of-options",
            found["url"],
            found["commit"],
        )
        return _bounded(git("cat-file", "blob", f"{found['commit']}:{found['path']}"), address)


def _bounded(data: bytes, address: str) -> bytes:
    if len(data) > LIMIT:
        raise session.Stop(f"{address} is larger than {LIMIT >> 20} MiB: that is no policy")
    return data


def _refuse_invalid(files: dict[str, bytes]) -> None:
    loaded = load_policy(files.get)
    if loaded.problems:
        problem = loaded.problems[0]
        raise session.Stop(
            f"{problem.path} would be invalid at line {problem.line}: {problem.message}"
        )
