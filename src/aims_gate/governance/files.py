"""The governance documents of a repository, by kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..declarations.records import KINDS, Filed, LoadedRecords
from ..model import Cause, Evidence, NotAssessed
from ..portfolio import Declarations

if TYPE_CHECKING:  # pydantic is slow to import and not needed to hold what it made
    from ..declarations.records.people import People


@dataclass(frozen=True, slots=True)
class Governance(Evidence):
    """Every governance document, by kind, in the order of their paths.

    Reading a kind of which a file is invalid raises
    :class:`~aims_gate.model.NotAssessed`: what cannot be read says nothing either way.
    """

    loaded: LoadedRecords = field(default_factory=LoadedRecords)

    @property
    def people(self) -> tuple[Filed[People], ...]:
        """Registers of people."""
        return self.of("people")

    def of(self, kind: str) -> tuple[Filed[Any], ...]:
        """The documents of one kind; raises :class:`NotAssessed` if one of them is invalid."""
        if problem := self.loaded.invalid.get(kind):
            raise NotAssessed(
                f"{problem.path} is invalid, so what it says is not known",
                cause=Cause.UNREADABLE,
                at=problem.location,
                fix=problem.fix,
            )
        return self.loaded.by_kind.get(kind, ())

    def __iter__(self) -> Iterator[Filed[Any]]:
        """All valid documents of any kind, in the order of their paths."""
        every = [filed for files in self.loaded.by_kind.values() for filed in files]
        return iter(sorted(every, key=lambda filed: filed.path))

    def absent(self, kind: str) -> str:
        """Say that there is no document of a kind, and what to do about it."""
        return f"there is no {KINDS[kind].called} ({KINDS[kind].path} would be the place)"


def governance(declarations: Declarations) -> Governance:
    """The documents that were read with the declarations."""
    return Governance(declarations.records)
