"""Where reports go: standard output, or files that are written whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from ..repository.git import find_top
from . import terminal
from .session import Stop

_FOR_PEOPLE = frozenset({"console", "table"})
"""Formats that speak the encoding of the terminal; the others are UTF-8, for programs."""


@dataclass(frozen=True, slots=True)
class Destination:
    """A format, and the file it goes to; standard output without one."""

    format: str
    file: Path | None

    @property
    def width(self) -> int:
        """The columns to write for; a file is read elsewhere."""
        return terminal.USUAL_WIDTH if self.file else terminal.width()

    @property
    def color(self) -> bool:
        """Whether to colour it."""
        return self.file is None and terminal.color()


def parse_formats(values: Sequence[str], known: Collection[str]) -> tuple[Destination, ...]:
    """Read ``NAME[=FILE]`` values.

    Raises :class:`click.BadParameter` for an unknown name, an empty file or two formats that
    would both go to standard output.
    """
    destinations = tuple(_parse(value, known) for value in values)
    bare = [item.format for item in destinations if item.file is None]
    if len(bare) > 1:
        names = " and ".join(bare)
        raise click.BadParameter(f"{names} cannot both go to standard output: name a file for one")
    files = [os.path.abspath(item.file) for item in destinations if item.file]
    for file in files:
        if files.count(file) > 1 and not _is_special(Path(file)):
            raise click.BadParameter(f"{file} is named twice: each format needs a file of its own")
    return destinations


def _is_special(file: Path) -> bool:
    """Whether there is a device, a pipe or the like, which is written to and not replaced."""
    return file.exists() and not file.is_file() and not file.is_dir()


def _parse(value: str, known: Collection[str]) -> Destination:
    name, equals, file = value.partition("=")
    if name not in known:
        raise click.BadParameter(f"there is no format {name!r}: choose from {', '.join(known)}")
    if equals and not file:
        raise click.BadParameter(f"{value!r} names no file")
    return Destination(name, Path(file) if equals else None)


def write(text: str, destination: Destination) -> None:
    """Write one report. A file is replaced as a whole, its folder made if need be.

    That nobody reads standard output any more, as after ``| head``, is no failure: the verdict
    stands all the same.
    """
    if destination.file is not None:
        _replace(destination.file, _bytes(text))
    elif sys.stdout is not None:
        try:
            _print(text, destination.format)
        except OSError as problem:
            terminal.let_go_of_output()
            if not terminal.is_gone(problem):
                raise Stop(f"cannot write to standard output: {problem.strerror}") from problem


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def _print(text: str, format_name: str) -> None:
    if format_name in _FOR_PEOPLE:
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(_bytes(text))
        sys.stdout.buffer.flush()


def _replace(file: Path, data: bytes) -> None:
    try:
        refuse_links(file)
        if _is_special(file) and not file.is_symlink():
            file.write_bytes(data)
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        # A new file takes the name, so that a link lying there is replaced and not followed.
        handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            os.chmod(name, 0o644)
            os.replace(name, file)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as problem:
        raise Stop(f"cannot write {file}: {problem.strerror or problem}") from problem


def refuse_links(file: Path) -> None:
    """Stop if a folder on the way was made a link by the repository it lies in."""
    folder = Path(os.path.abspath(file)).parent
    top = find_top(folder)
    while top and folder != top:
        if folder.is_symlink():
            raise Stop(f"cannot write {file}: {folder} is a symbolic link inside the repository")
        folder = folder.parent
