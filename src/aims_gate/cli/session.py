"""What commands share: the offer, the snapshot, the cache, and errors that end a run."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import __version__
from ..repository import (
    FactCache,
    Snapshot,
    SnapshotError,
    digest_of_code,
    open_snapshot,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..gate import Kit
    from ..plugins import Offer
    from ..repository import Scanner

CANNOT_JUDGE = 2

_PACKAGE = Path(__file__).parent.parent


class Stop(click.ClickException):
    """One clear message and exit status 2: the run could not judge."""

    exit_code = CANNOT_JUDGE

    def show(self, file: object = None) -> None:
        """Print the message to standard error."""
        click.echo(f"error: {self.format_message()}", err=True)


def offer() -> Offer:
    """Everything on offer, or the end of the run with the plugin named."""
    from ..plugins import PluginError, load_offer  # not every command has to ask plugins

    try:
        return load_offer()
    except PluginError as problem:
        raise Stop(str(problem)) from problem


def snapshot(path: Path, *, staged: bool = False, revision: str | None = None) -> Snapshot:
    """The snapshot asked for, or the end of the run with the reason."""
    try:
        return open_snapshot(path, os.environ, staged=staged, revision=revision)
    except SnapshotError as problem:
        raise Stop(str(problem)) from problem


def cache(judged: Snapshot, scanners: Iterable[Scanner], *, wanted: bool) -> FactCache | None:
    """The cache of facts in the user's cache folder; ``None`` if it is not wanted, or no cache."""
    folder = cache_folder(judged)
    if not wanted or folder is None:
        return None
    rules = (_PACKAGE / room for room in ("discovery", "evidence", "repository"))
    return FactCache(folder, f"{__version__} {digest_of_code(*rules)}", scanners)


def code_folders(kit: Kit) -> list[Path]:
    """Where the code lies that judges: the gate's own, and that of every plugin."""
    from importlib.metadata import distribution
    from importlib.util import find_spec

    found = [_PACKAGE]
    for name in kit.plugins:
        for entry in distribution(name).entry_points.select(group="aims_gate"):
            spec = find_spec(entry.module.partition(".")[0])
            found += (
                [Path(each) for each in (spec.submodule_search_locations or ())] if spec else []
            )
    return found


def cache_folder(judged: Snapshot) -> Path | None:
    """Where the user keeps caches; ``None`` if that is not known.

    Nor is there a cache where the repository that is judged brings files of that folder: its own
    word on what it holds would be taken for what was found.
    """
    folder = _cache_folder()
    return None if folder is None or _brings(judged, folder) else folder


def _brings(judged: Snapshot, folder: Path) -> bool:
    """Whether git tracks anything in a folder."""
    if judged.git is None:
        return False
    top, place = judged.git.top.resolve(), folder.resolve()
    if not place.is_relative_to(top):
        return False
    below = place.relative_to(top).as_posix()
    return bool(judged.git.run("ls-files", "-z", "--", f":(literal,top){below}"))


def _cache_folder() -> Path | None:
    own = os.environ.get("AIMS_GATE_CACHE_DIR")
    if own:
        return Path(own)
    common = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    if common:
        return Path(common) / "aims-gate"
    home = os.environ.get("HOME")
    return Path(home) / ".cache" / "aims-gate" if home else None


def processes(wanted: int | None) -> int:
    """How many processes may work at once: as asked for, else one for each processor."""
    if wanted:
        return wanted
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
