"""Git, with everything switched off that a repository could use to run code or reach a network.

Listings run as plain processes: they come first in every run and must not pay for an import.
Objects are read through GitPython's persistent ``cat-file`` process, imported when it pays: the
first few have a process each.
"""

from __future__ import annotations

import os
import subprocess
import weakref
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from .files import Unreadable
from .index import NOTHING_KNOWN, Untouched, read_index

if TYPE_CHECKING:
    import git.cmd

SECONDS = 20
"""How long one git process may take."""

CHUNK = 1 << 20
"""How much of a large file is held at once, in bytes."""

_FEW = 10
"""How many objects cost less with a process each than with the import of GitPython."""

_SHA1 = 40  # digits of an object id in most repositories

_SETTINGS = {
    # Programs that a repository's own configuration can name.
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.sshCommand": "false",
    "core.askPass": "",
    "core.pager": "",
    "core.editor": "false",
    "core.gitProxy": "",
    "core.alternateRefsCommand": "",
    "credential.helper": "",
    "diff.external": "",
    "gpg.program": "false",
    "interactive.diffFilter": "",
    "log.showSignature": "false",
    # Files outside the tree, and fetching what is not there.
    "core.attributesFile": os.devnull,
    "core.excludesFile": os.devnull,
    "diff.orderFile": os.devnull,
    "log.follow": "false",
    "log.mailmap": "false",
    "log.showRoot": "true",
    "mailmap.blob": "",
    "mailmap.file": os.devnull,
    "protocol.allow": "never",
    "submodule.recurse": "false",
    # One output, whatever the configuration.
    "core.quotePath": "false",
    "i18n.logOutputEncoding": "UTF-8",
    "gc.auto": "0",
    "maintenance.auto": "false",
}

_PASSED_ON = ("GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES")
"""What git itself sets for its hooks, so that they see the commit being made."""


class GitError(Exception):
    """A git command failed; the message holds its last line of standard error."""


class NoGitError(GitError):
    """There is no git program on this machine."""


def hardened(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of every git process: the caller's search path and our settings alone."""
    kept = {name: environment[name] for name in ("PATH", "SYSTEMROOT") if name in environment}
    kept |= {name: environment[name] for name in _PASSED_ON if name in environment}
    kept |= {
        "LC_ALL": "C",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_GRAFT_FILE": os.devnull,
        "GIT_CONFIG_COUNT": str(len(_SETTINGS)),
    }
    for number, (key, value) in enumerate(_SETTINGS.items()):
        kept[f"GIT_CONFIG_KEY_{number}"] = key
        kept[f"GIT_CONFIG_VALUE_{number}"] = value
    return kept


def day_of(text: str) -> date:
    """The day that git names as ``YYYY-MM-DD``; the first of all for one that no calendar has.

    Whoever makes a commit says when it was made; nothing may be decided by it.
    """
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return date.min


def find_top(folder: Path) -> Path | None:
    """The nearest folder, from ``folder`` upwards, that holds ``.git``; ``None`` without git."""
    for candidate in (folder, *folder.parents):
        if os.path.lexists(candidate / ".git"):
            return candidate
    return None


class Git:
    """One repository's git commands. Not shared between processes."""

    def __init__(self, top: Path, environment: Mapping[str, str]) -> None:
        self.top = top
        self._environment = hardened(environment)
        # Named explicitly, so that `core.worktree` cannot point elsewhere, and so that a checkout
        # which belongs to another user (as in containers) is not refused.
        self._environment |= {"GIT_DIR": str(top / ".git"), "GIT_WORK_TREE": str(top)}
        self._objects: git.cmd.Git | None = None
        self._read_alone = 0

    def run(self, *arguments: str, standard_input: bytes = b"") -> bytes:
        """Run a git command in the top level and give its standard output.

        Raises :class:`NoGitError` without a git program and :class:`GitError` if it fails or takes
        longer than :data:`SECONDS`.
        """
        try:
            done = subprocess.run(
                ["git", *arguments],
                cwd=self.top,
                env=self._environment,
                input=standard_input,
                capture_output=True,
                check=False,
                timeout=SECONDS,
            )
        except FileNotFoundError:
            raise NoGitError("there is no git program on the search path") from None
        except (OSError, ValueError):  # too long for a command line, or holds what no name can
            raise GitError(f"git {arguments[0]} cannot be asked that") from None
        except subprocess.TimeoutExpired:
            raise GitError(f"git {arguments[0]} took longer than {SECONDS} s") from None
        if done.returncode:
            lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise GitError(lines[-1] if lines else f"git {arguments[0]} failed")
        return done.stdout

    def resolve(self, revision: str) -> str:
        """The full id of the commit that ``revision`` names.

        Raises :class:`GitError` if there is none.
        """
        out = self.run(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
        )
        return out.decode("ascii").strip()

    def fork_point(self, revision: str, other: str) -> str:
        """The full id of the commit where two revisions parted.

        Raises :class:`GitError` if one is not here or they have nothing in common.
        """
        first, second = self.resolve(revision), self.resolve(other)
        found = self.run("merge-base", "--end-of-options", first, second).decode("ascii").split()
        if not found:
            raise GitError(f"{revision} and {other} have nothing in common")
        return found[0]

    def is_shallow(self) -> bool:
        """Whether this clone has only a part of the history."""
        return self.run("rev-parse", "--is-shallow-repository").strip() == b"true"

    def untouched(self, oid_length: int) -> Untouched:
        """What the index knows of files on disk; nothing where it is kept in an unusual way.

        ``oid_length`` is that of an object id, in bytes.
        """
        folder = self.top / ".git"
        if folder.is_symlink() or not folder.is_dir():
            return NOTHING_KNOWN
        named = self._environment.get("GIT_INDEX_FILE")
        return read_index(self.top / named if named else folder / "index", oid_length)

    def sizes(self, oids: Iterable[str]) -> dict[str, int]:
        """The size in bytes of each object, by id; those that are not there are left out."""
        wanted = "".join(f"{oid}\n" for oid in oids).encode("ascii")
        out = self.run(
            "cat-file", "--batch-check=%(objectname) %(objectsize)", standard_input=wanted
        )
        pairs = (line.split() for line in out.decode("ascii", "replace").splitlines())
        return {oid: int(size) for oid, size in pairs if size.isdigit()}

    def blob(self, oid: str, limit: int) -> bytes:
        """The first ``limit`` bytes of a blob.

        Raises :class:`Unreadable` if the object is not there (a partial clone) or is no blob.
        """
        if self._is_read_alone(oid):
            return b"".join(self._alone(oid, limit))
        stream, size = self._stream(oid)
        # What is left unread is skipped when the stream is dropped.
        return bytes(stream.read(min(size, limit)))

    def chunks(self, oid: str) -> Iterator[bytes]:
        """All of a blob, piece by piece; raises as :meth:`blob` does."""
        if self._is_read_alone(oid):
            yield from self._alone(oid)
            return
        stream, left = self._stream(oid)
        while left > 0 and (data := bytes(stream.read(min(left, CHUNK)))):
            left -= len(data)
            yield data

    def _is_read_alone(self, oid: str) -> bool:
        """Whether to read the next object by a process of its own.

        So are all objects with SHA-256 ids, which GitPython does not read.
        """
        self._read_alone += 1
        return self._read_alone <= _FEW or len(oid) != _SHA1

    def _alone(self, oid: str, limit: int | None = None) -> Iterator[bytes]:
        """A blob, or its first ``limit`` bytes, piece by piece from a process of its own."""
        try:
            process = subprocess.Popen(
                ["git", "cat-file", "blob", oid],
                cwd=self.top,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except FileNotFoundError:
            raise Unreadable("there is no git program on the search path") from None
        # Leaving closes the pipe, which ends a process that has more to say, and waits for it.
        with process:
            assert process.stdout is not None
            left = limit
            while data := process.stdout.read(CHUNK if left is None else min(left, CHUNK)):
                left = None if left is None else left - len(data)
                yield data
            if left != 0 and process.wait():
                raise Unreadable(f"object {oid} is not in this clone, or is not a file")

    def _stream(self, oid: str) -> tuple[git.cmd.Git.CatFileContentStream, int]:
        from git.exc import GitCommandError

        try:
            _, kind, size, stream = self._object_database().stream_object_data(oid)
        except (ValueError, OSError, GitCommandError):
            self._objects = None
            raise Unreadable(f"object {oid} is not in this clone") from None
        if kind not in ("blob", b"blob"):
            raise Unreadable(f"object {oid} is not a file")
        return stream, int(size)

    def _object_database(self) -> git.cmd.Git:
        if self._objects is None:
            from git.cmd import Git as GitProcess

            self._objects = GitProcess(str(self.top))
            self._objects.update_environment(**self._environment)
            # Ends the process before anything of it is torn down, also where this object goes as
            # part of a cycle, in which nothing else says what goes first.
            weakref.finalize(self, self._objects.clear_cache)
        return self._objects
