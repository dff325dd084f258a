"""One snapshot of a git tree, and the facts that scanners read from its files."""

from .cache import FactCache, digest_of_code
from .change import Change, Commit, change
from .files import File, FileKind, LfsPointer, Unreadable, lfs_pointer
from .git import Git, GitError
from .history import LastChange, first_paths, last_changes
from .scan import Json, Row, Scanner
from .scope import Scope, scope_of
from .signatures import signers
from .snapshot import (
    Snapshot,
    SnapshotError,
    UnknownRevisionError,
    earlier_snapshot,
    memory_snapshot,
    open_snapshot,
    with_surroundings,
)
from .survey import Survey, Workbench, survey

__all__ = [
    "Change",
    "Commit",
    "FactCache",
    "File",
    "FileKind",
    "Git",
    "GitError",
    "Json",
    "LastChange",
    "LfsPointer",
    "Row",
    "Scanner",
    "Scope",
    "Snapshot",
    "SnapshotError",
    "Survey",
    "UnknownRevisionError",
    "Unreadable",
    "Workbench",
    "change",
    "digest_of_code",
    "earlier_snapshot",
    "first_paths",
    "last_changes",
    "lfs_pointer",
    "memory_snapshot",
    "open_snapshot",
    "scope_of",
    "signers",
    "survey",
    "with_surroundings",
]
