"""Whether a commit is part of the history at hand."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..model import Evidence
from ..repository import Snapshot
from ..repository.git import GitError


@dataclass(frozen=True, slots=True)
class Commits(Evidence):
    """Looks commits up."""

    snapshot: Snapshot = field(repr=False)

    def has(self, commit: str) -> bool | None:
        """Whether there is such a commit; ``None`` where the history is not, or not all, here."""
        git = self.snapshot.git
        if git is None:
            return None
        try:
            git.resolve(commit)
        except GitError:
            return None if (git.top / ".git" / "shallow").exists() else False
        return True


def commits(snapshot: Snapshot) -> Commits:
    """Look commits up in the snapshot's repository."""
    return Commits(snapshot)
