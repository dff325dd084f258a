"""What scanners said, with its place in the project."""

from __future__ import annotations

from typing import NamedTuple

from ..model import Location
from ..repository.scan import Row
from ..repository.scope import Scope


class Fact(NamedTuple):
    """A row with its kind and its file: where it stands and in which scope."""

    kind: str
    row: Row
    at: Location
    scope: Scope

    def moved(self, scope: Scope) -> Fact:
        """The same in another scope."""
        return Fact(self.kind, self.row, self.at, scope)
