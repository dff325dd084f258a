"""A file of the repository that a command reads and writes again: in bounds, never by a link."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from .output import refuse_links
from .session import Stop

_FLAGS = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def read(file: Path, limit: int) -> bytes | None:
    """The bytes of a regular file, ``None`` if there is none.

    Ends the run, before anything is read, if it is a link, lies behind one that the repository
    brings, is no regular file or holds more than ``limit`` bytes.
    """
    refuse_links(file)
    try:
        handle = os.open(file, os.O_RDONLY | _FLAGS)
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise _refused(file, problem) from problem
    size = _regular(file, handle).st_size
    with os.fdopen(handle, "rb") as stream:
        if size > limit:
            raise Stop(f"{file} is larger than {limit >> 20} MiB: begin it anew")
        return stream.read(limit)


def read_text(file: Path, limit: int) -> str | None:
    """The text of a regular file; otherwise as :func:`read`."""
    data = read(file, limit)
    try:
        return data if data is None else data.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise Stop(f"cannot read {file}: {problem}") from problem


def write(file: Path, content: str | bytes) -> None:
    """Write over what is there, and make the folder if need be; refuses as :func:`read` does."""
    try:
        refuse_links(file)
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | _FLAGS, 0o666)
        _regular(file, handle)
        with os.fdopen(handle, "wb") as stream:
            stream.truncate()
            stream.write(content.encode("utf-8") if isinstance(content, str) else content)
    except OSError as problem:
        raise _refused(file, problem) from problem


def _regular(file: Path, handle: int) -> os.stat_result:
    state = os.fstat(handle)
    if not stat.S_ISREG(state.st_mode):
        os.close(handle)
        raise Stop(f"{file} is no regular file: put one there")
    return state


def _refused(file: Path, problem: OSError) -> Stop:
    if file.is_symlink():
        return Stop(f"{file} is a link: put a regular file there")
    return Stop(f"cannot use {file}: {problem.strerror or problem}")
