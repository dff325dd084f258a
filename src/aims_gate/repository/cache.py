"""Facts kept from run to run, by content: never more than a shortcut."""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from pathlib import Path
from typing import TypeAlias

from .scan import Row, Scanner

Facts: TypeAlias = dict[str, list[Row]]
"""What the scanners said of one file: scanner name → rows; scanners without rows are absent."""

LIMIT = 64 << 20
"""The largest a cache file may grow, in bytes; one that has outgrown it is begun anew."""

_SECONDS_TO_WAIT = 2.0
_FORMAT = 1
_AT_ONCE = 500  # keys that are looked up in one query
_NO_FACTS = "{}"


class FactCache:
    """Facts by content and path in one SQLite file, valid for one set of scanners.

    Safe for several runs at once (SQLite locks); a file that is damaged, locked or on a read-only
    disk is as good as empty. Failures are never raised: without a cache a run is slower, not wrong.
    """

    def __init__(self, folder: Path, version: str, scanners: Iterable[Scanner]) -> None:
        """Keep facts in ``folder``; other versions of the gate or of a scanner never meet them."""
        self._path = folder / f"facts-{_FORMAT}.sqlite"
        names = sorted(f"{scanner.name}={scanner.version}" for scanner in scanners)
        stamp = "\0".join([version, *names])
        self._stamp = hashlib.sha256(stamp.encode()).hexdigest()[:16]

    def beside(self, scanners: Iterable[Scanner]) -> FactCache:
        """A cache in the same file for scanners of which only some runs have need."""
        other = copy(self)
        names = sorted(f"{scanner.name}={scanner.version}" for scanner in scanners)
        stamp = "\0".join([self._stamp, *names])
        other._stamp = hashlib.sha256(stamp.encode()).hexdigest()[:16]
        return other

    def reader(self) -> Callable[[str], Facts | None]:
        """A function that looks a key up: its facts, or ``None`` where they are not known.

        Each process takes its own reader.
        """
        if self.is_absent:
            return lambda key: None
        connection: sqlite3.Connection | None = None
        with contextlib.suppress(sqlite3.Error):
            connection = self._connect()

        def look_up(key: str) -> Facts | None:
            if connection is None:
                return None
            try:
                row = connection.execute(
                    "SELECT facts FROM facts WHERE key = ? AND stamp = ?",
                    (_digest(key), self._stamp),
                ).fetchone()
            except sqlite3.Error:
                return None
            return _decode(row[0]) if row else None

        return look_up

    def find(self, keys: Iterable[str]) -> dict[str, Facts]:
        """Look many keys up at once; those that are not known are left out."""
        found: dict[str, Facts] = {}
        if self.is_absent:
            return found
        wanted = {_digest(key): key for key in keys}
        digests = list(wanted)
        with (
            contextlib.suppress(sqlite3.Error),
            contextlib.closing(self._connect()) as connection,
        ):
            for at in range(0, len(digests), _AT_ONCE):
                part = digests[at : at + _AT_ONCE]
                marks = ",".join("?" * len(part))
                query = f"SELECT key, facts FROM facts WHERE stamp = ? AND key IN ({marks})"
                for digest, text in connection.execute(query, (self._stamp, *part)):
                    if (facts := _decode(text)) is not None:
                        found[wanted[digest]] = facts
        return found

    @property
    def is_absent(self) -> bool:
        """Whether there is nothing to look up yet, for any set of scanners."""
        return not self._path.is_file()

    def add(self, found: Mapping[str, Facts]) -> None:
        """Keep what a run found: key → facts."""
        if not found:
            return
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if self._path.exists() and self._path.stat().st_size > LIMIT:
                self._path.unlink()
        try:
            self._write(found)
        except sqlite3.OperationalError:
            pass  # locked by another run, or a read-only disk: not ours to mend
        except sqlite3.DatabaseError:
            with contextlib.suppress(OSError, sqlite3.Error):
                self._path.unlink()  # damaged
                self._write(found)

    def _write(self, found: Mapping[str, Facts]) -> None:
        with contextlib.closing(self._connect()) as connection, connection:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS facts"
                " (key BLOB, stamp TEXT, facts TEXT, PRIMARY KEY (key, stamp)) WITHOUT ROWID"
            )
            connection.executemany(
                "INSERT OR REPLACE INTO facts VALUES (?, ?, ?)",
                (
                    (_digest(key), self._stamp, json.dumps(facts, separators=(",", ":")))
                    for key, facts in found.items()
                ),
            )

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=_SECONDS_TO_WAIT)
        # A cache may be lost with the power; it must not cost a disk flush.
        connection.execute("PRAGMA synchronous = OFF")
        return connection


def digest_of_code(*folders: Path) -> str:
    """One digest over the Python files below some folders, by name and content.

    Facts that other rules found must not be met again, and a version number does not tell: two
    commits of one version may differ in their rules.
    """
    digest = hashlib.sha256()
    for folder in folders:
        for file in sorted(folder.rglob("*.py")):
            data = file.read_bytes()
            name = file.relative_to(folder.parent).as_posix().encode()
            digest.update(b"%d %d " % (len(name), len(data)) + name + data)
    return digest.hexdigest()


def _digest(key: str) -> bytes:
    data = key.encode("utf-8", "surrogateescape")
    return hashlib.sha256(data).digest()[:20]


def _decode(text: object) -> Facts | None:
    """Facts as they were kept; ``None`` if they are not of their shape."""
    if text == _NO_FACTS:
        return {}
    try:
        facts = json.loads(text) if isinstance(text, str) else None
    except ValueError:
        return None
    if not isinstance(facts, dict) or not all(
        isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
        for rows in facts.values()
    ):
        return None
    return facts
