"""What a check judges."""

from __future__ import annotations

from dataclasses import dataclass, field

from .terms import Role, SubjectKind, Tier


@dataclass(frozen=True, slots=True)
class Subject:
    """A system, model, dataset, supplier, document, the organisation or the gate itself.

    ``id`` is stable over edits: the declared id, else the hub id, else the library or service
    name, else the path at first sight. ``tier`` and ``roles`` decide which checks apply; an empty
    ``roles`` means that roles do not restrict this subject.
    """

    kind: SubjectKind
    id: str
    name: str = field(default="", compare=False)
    tier: Tier = field(default=Tier.LIMITED, compare=False)
    roles: frozenset[Role] = field(default=frozenset(), compare=False)

    @property
    def label(self) -> str:
        """What a person calls it: the name if there is one, else the id."""
        return self.name or self.id


REPOSITORY = Subject(SubjectKind.SYSTEM, "(repository)", name="this repository")
"""The implicit system that stands for everything where nothing is declared."""
